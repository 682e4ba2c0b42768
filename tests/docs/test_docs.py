"""Is what the documents say true? Their code runs, their output is what is printed, their names and links exist."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import exposcreen as xs
from exposcreen import errors
from exposcreen.adapters.columns import COUNTERPARTIES, HOLDINGS, OWNERS, SITES
from exposcreen.cli.arguments import parser
from exposcreen.cli.main import main
from exposcreen.sources.catalogue import ListInfo, read_lists

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = [
    *(_ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((_ROOT / "docs").rglob("*.md")),
    *sorted((_ROOT / "data").rglob("*.md")),
]
_REFERENCE = _ROOT / "docs" / "reference"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SAID = re.compile(r"^(?:print\(.*\) +)?# (.+)$", re.MULTILINE)
"""What a line of Python prints stands in a comment after it, or, for a loop, in comments of their own below it."""
_LEFT_OUT = "…"


@dataclass(frozen=True)
class Command:
    """A line of a console block: what is typed, and what the page shows under it."""

    typed: str
    shown: tuple[str, ...]

    @property
    def arguments(self) -> list[str]:
        return shlex.split(self.typed, comments=True)[1:]

    @property
    def code(self) -> int:
        stated = re.search(r"# exit code (\d+)", self.typed)
        return int(stated[1]) if stated else 0


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _blocks(path: Path, language: str) -> list[str]:
    return [code for found, code in _BLOCK.findall(path.read_text(encoding="utf-8")) if found == language]


def _with(language: str) -> list[object]:
    return [pytest.param(path, id=_name(path)) for path in _PAGES if _blocks(path, language)]


def _commands(path: Path) -> Iterator[Command]:
    for block in _blocks(path, "console"):
        typed, shown = "", list[str]()
        for line in [*block.splitlines(), "$ end"]:
            if not line.startswith("$ "):
                shown.append(line)
                continue
            if typed.startswith("exposcreen "):
                yield Command(typed, tuple(shown))
            typed, shown = line.removeprefix("$ "), []


def _missing_in_order(wanted: tuple[str, ...] | list[str], printed: list[str]) -> list[str]:
    """The wanted lines that are not printed in this order. Blank lines, and lines that say ``…``, are left out."""
    rest = iter(printed)
    kept = [line for line in wanted if line.strip() and line.strip() != _LEFT_OUT]
    return [line for line in kept if not any(line == other for other in rest)]


def _prose(path: Path) -> str:
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.fixture
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the examples, as a reader has it who stands in the checkout."""
    shutil.copytree(_ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPOSCREEN_HOME", os.fspath(tmp_path / "home"))


@pytest.mark.usefixtures("_checkout")
@pytest.mark.parametrize("path", _with("python"))
def test_the_python_of_a_page_runs_and_prints_what_it_says(path: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for code in _blocks(path, "python"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(textwrap.dedent(code), _name(path), "exec"), names)

        assert _missing_in_order(_SAID.findall(code), out.getvalue().splitlines()) == []


@pytest.mark.usefixtures("_checkout")
@pytest.mark.parametrize("path", _with("console"))
def test_the_commands_of_a_page_run_and_print_what_it_shows(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in _commands(path):
        code = main(command.arguments)
        printed = capsys.readouterr()

        assert code == command.code, f"{command.typed}: {printed.err}"
        lines = [*printed.out.splitlines(), *printed.err.splitlines()]
        assert _missing_in_order(command.shown, lines) == [], command.typed


@pytest.mark.parametrize("path", _with("text"))
def test_the_commands_that_a_page_only_shows_can_be_typed(path: Path) -> None:
    for block in _blocks(path, "text"):
        for line in block.splitlines():
            typed = line.removeprefix("$ ")
            if typed.startswith("exposcreen "):
                parser().parse_args(Command(typed, ()).arguments)


def test_pages_have_code_to_run() -> None:
    assert len(_with("python")) >= 5
    assert sum(len(list(_commands(path))) for path in _PAGES) >= 10


@pytest.mark.parametrize("path", [pytest.param(path, id=_name(path)) for path in _PAGES])
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(_prose(path)):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        other = path.parent / target if target else path
        assert other.exists(), link
        assert not anchor or anchor in _anchors(other), link


def _linked(page: Path) -> set[Path]:
    return {(page.parent / link.split("#")[0]).resolve() for link in _LINK.findall(_prose(page))}


def test_every_page_is_reached_from_the_index() -> None:
    index = _ROOT / "docs" / "index.md"
    linked = _linked(index)
    # The pages on lists and sources have an index of their own.
    linked |= {page for other in linked if other.name == "index.md" for page in _linked(other)}
    pages = {path for path in (_ROOT / "docs").rglob("*.md") if path != index}

    assert {_name(path) for path in pages - linked} == set()


def _page(name: str) -> str:
    return (_REFERENCE / name).read_text(encoding="utf-8")


def _quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_command_and_option_is_in_the_reference() -> None:
    subparsers = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    commands = dict(subparsers.choices)
    options = {
        option
        for command in commands.values()
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    text = _page("cli.md")

    assert {name for name in commands if f"`exposcreen {name}" not in text} == set()
    assert {option for option in options if not re.search(rf"{option}(?![\w-])", text)} == set()


def test_every_word_of_a_verdict_is_in_the_reference() -> None:
    quoted = _quoted(_page("outcomes.md"))

    assert {str(word) for words in (xs.Outcome, xs.Activity, xs.Strength) for word in words} <= quoted
    for field in ("effect", "kind", "status"):
        words = {
            "effect": xs.Effect.model_fields["effect"].annotation,
            "kind": xs.Finding.model_fields["kind"].annotation,
            "status": xs.Coverage.model_fields["status"].annotation,
        }[field]
        assert words is not None
        assert {str(word) for word in words} <= quoted, field


def test_every_error_is_in_the_reference() -> None:
    assert set(errors.__all__) <= _quoted(_page("errors.md"))


def test_every_list_is_in_the_reference() -> None:
    assert set(read_lists()) <= _quoted(_page("outcomes.md"))


def test_every_heading_that_a_file_may_have_is_in_the_reference() -> None:
    written = {"".join(letter for letter in word.casefold() if letter.isalnum()) for word in _quoted(_page("files.md"))}
    known = {
        spelling
        for columns in (COUNTERPARTIES, HOLDINGS, OWNERS, SITES)
        for spellings in columns.names.values()
        for spelling in spellings
    }

    assert known - written == set()


@pytest.mark.parametrize("info", [pytest.param(info, id=name) for name, info in read_lists().items()])
def test_the_readme_says_how_much_of_a_list_is_bundled(info: ListInfo) -> None:
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    row = next((line for line in text.splitlines() if line.startswith("|") and f"`{info.list_id}`" in line), "")

    if info.extract is None:
        assert "nothing" in row
    else:
        cells = [cell.strip() for cell in row.split("|")]
        assert {str(info.extract.listings), info.extract.status, info.extract.published_on.isoformat()} <= set(cells)
