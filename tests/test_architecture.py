"""The habits of the code that a tool can check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "exposcreen"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAY_ASK_THE_CLOCK = {"screening/today.py"}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def test_a_module_has_at_most_300_lines_or_says_why_it_has_more() -> None:
    long = [
        name(path)
        for path in MODULES
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
        and "lines" not in (ast.get_docstring(tree(path)) or "")
    ]

    assert long == []


def test_no_module_is_called_utilities_or_helpers() -> None:
    parts = {part for path in MODULES for part in path.relative_to(SOURCE).with_suffix("").parts}

    assert not {part for part in parts if re.search(r"^(utils?|helpers?|common|misc)$|manager", part)}


def test_no_function_gets_processes_or_handles() -> None:
    vague = [
        f"{name(path)}: {node.name}"
        for path in MODULES
        for node in functions(path)
        if re.match(r"_?(get|process|handle)_", node.name)
    ]

    assert vague == []


def test_nothing_asks_the_clock_but_the_module_for_it_and_the_command_line() -> None:
    asking = []
    for path in MODULES:
        if name(path) in MAY_ASK_THE_CLOCK or name(path).startswith("cli/"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
                asking.append(f"{name(path)}:{node.lineno}")

    assert asking == []


def test_no_data_is_checked_with_assert() -> None:
    """Python -O takes asserts out."""
    found = [f"{name(p)}:{node.lineno}" for p in MODULES for node in ast.walk(tree(p)) if isinstance(node, ast.Assert)]

    assert found == []


def test_no_error_is_caught_without_being_known() -> None:
    caught = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                kinds = [ast.unparse(node.type)] if node.type is not None else ["everything"]
                if {"everything", "Exception", "BaseException"} & set(re.split(r"\W+", " ".join(kinds))):
                    caught.append(f"{name(path)}:{node.lineno}")

    assert caught == []


def test_every_module_of_the_library_names_what_it_offers() -> None:
    silent = [
        name(path)
        for path in MODULES
        if path.name not in {"__init__.py", "__main__.py", "__about__.py"}
        and not any(
            isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets)
            for node in tree(path).body
        )
    ]

    assert silent == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=name)
def test_what_a_module_offers_is_sorted_and_there(path: Path) -> None:
    body = tree(path).body
    offered = [
        ast.literal_eval(node.value)
        for node in body
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets)
    ]
    if not offered:
        return
    defined = {
        *(node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))),
        *(ast.unparse(t) for node in body if isinstance(node, ast.Assign) for t in node.targets),
        *(ast.unparse(node.target) for node in body if isinstance(node, ast.AnnAssign)),
        *(a.asname or a.name for node in body if isinstance(node, ast.ImportFrom) for a in node.names),
    }

    assert set(offered[0]) <= defined
    assert len(set(offered[0])) == len(offered[0])


def test_only_the_resources_know_where_data_lies() -> None:
    elsewhere = [
        name(path)
        for path in MODULES
        if name(path) != "resources.py"
        and re.search(r"__file__|importlib\.resources", path.read_text(encoding="utf-8"))
    ]

    assert elsewhere == []


def test_no_test_file_shares_its_name_with_another() -> None:
    names = [path.name for path in TESTS if path.name not in {"__init__.py", "conftest.py"}]

    assert [file for file in set(names) if names.count(file) > 1] == []


def test_the_name_of_every_test_is_a_sentence() -> None:
    short = [
        f"{path.name}: {node.name}"
        for path in TESTS
        for node in functions(path)
        if node.name.startswith("test_") and node.name.count("_") < 3
    ]

    assert short == []


def test_a_machine_or_a_registry_is_named_nowhere() -> None:
    said = re.compile(r"(?<![\w.])/(?:work|root)/|files\.pythonhosted\.org|pypi\.org/simple")

    for path in (*MODULES, *TESTS, *(ROOT / "data").rglob("*.toml"), *(ROOT / "data").rglob("*.md")):
        if path.name != "test_architecture.py":
            assert not said.search(path.read_text(encoding="utf-8")), path
