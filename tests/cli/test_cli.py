from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exposcreen.cli import main

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
_DAY = ("--as-of", "2026-07-10")


class Run:
    """What one run of the program wrote, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        return self.err.splitlines()


Cli = Callable[..., Run]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(*arguments: str | Path) -> Run:
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Run(code, written.out, written.err)

    return run


def _file(folder: Path, content: str, name: str = "parties.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_name_gives_a_verdict_with_its_law(cli: Cli) -> None:
    ran = cli("screen", _HIKVISION, *_DAY)

    assert ran.code == 0
    assert ran.out.startswith(f"PROHIBITED — {_HIKVISION}\n")
    assert "86 FR 30145" in ran.out
    assert "As of: 2026-07-10." in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_one_name_is_a_json_object_and_several_are_an_array(cli: Cli) -> None:
    one = cli("screen", _HIKVISION, "--json", *_DAY).json
    several = cli("screen", _HIKVISION, "Acme Bakery Ltd", "--json", *_DAY).json

    assert one["outcome"] == "prohibited"
    assert one["as_of_defaulted"] is False
    assert [verdict["outcome"] for verdict in several] == ["prohibited", "undetermined"]


def test_without_a_day_the_verdict_says_that_today_was_taken(cli: Cli) -> None:
    ran = cli("screen", "Acme Bakery Ltd", "--json")

    assert ran.json["as_of_defaulted"] is True
    assert "no date was given" in cli("screen", "Acme Bakery Ltd").out
    assert cli("lists").out.startswith("As of 20")


def test_names_come_from_stdin_one_a_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Acme Bakery Ltd\n\n新疆生产建设兵团\n"))

    ran = cli("screen", "-", "--json", *_DAY)

    assert [verdict["subject"]["name"] for verdict in ran.json] == ["Acme Bakery Ltd", "新疆生产建设兵团"]


@pytest.mark.parametrize(
    ("command", "content", "outcome"),
    [
        ("portfolio", "isin\nCNE100000PM8\n", "prohibited"),
        ("supply-chain", "region\nXinjiang\n", "prohibited"),
        ("batch", "name\nAcme Bakery Ltd\n", "undetermined"),
    ],
)
def test_a_file_comes_from_stdin(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str, content: str, outcome: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))

    ran = cli(command, "-", "--json", *_DAY)

    assert ran.code == 0
    assert ran.json["outcome"] == outcome


@pytest.mark.parametrize("command", ["screen", "portfolio", "supply-chain", "batch"])
def test_a_closed_stdin_is_said_in_a_sentence(cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr("sys.stdin", None)

    ran = cli(command, "-")

    assert ran.code == 2
    assert ran.err.startswith("exposcreen: stdin is closed")


def test_an_identifier_of_a_kind_that_no_list_publishes_is_said_not_to_be_used(cli: Cli) -> None:
    ran = cli("screen", "Acme Bakery Ltd", "--id", "foo=bar", "--id", "BIC=DEUTDEFF", "--id", "cusip=037833100", *_DAY)

    assert ran.code == 0
    assert ran.sentences == ["exposcreen: not used: foo: no list publishes identifiers of that kind"]


def test_no_name_on_stdin_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    assert cli("screen", "-").code == 2


def test_what_is_known_of_a_person_goes_into_the_question(cli: Cli) -> None:
    alone = cli("screen", "Chen Quanguo", "--kind", "person", "--json", *_DAY)
    born = cli("screen", "Chen Quanguo", "--kind", "person", "--birth-date", "1955", "--json", *_DAY)

    assert alone.json["outcome"] == "review"
    assert born.json["outcome"] == "prohibited"
    assert born.json["subject"]["birth_date"] == "1955"


def test_identifiers_and_addresses_go_into_the_question(cli: Cli) -> None:
    ran = cli(
        *("screen", "Example Ltd", "--id", "LEI=549300XIVJCBIGMRUD48", "--id", "passport = E1"),
        *("--address", "1 Mill Lane", "--address", "2 Mill Lane", "--country", "GB", "--json", *_DAY),
    )

    assert ran.json["subject"]["identifiers"] == {"lei": "549300XIVJCBIGMRUD48", "passport": "E1"}
    assert ran.json["subject"]["addresses"] == ["1 Mill Lane", "2 Mill Lane"]


def test_activity_and_jurisdictions_are_asked(cli: Cli) -> None:
    options = ("--activity", "PAY", "--jurisdiction", "gb,us", "--jurisdiction", "EU", "--json", *_DAY)

    ran = cli("screen", "Acme Bakery Ltd", *options)

    assert ran.json["activity"] == "pay"
    assert ran.json["jurisdictions"] == ["US", "GB", "EU"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "COMMAND"),
        (("conjure",), "invalid choice: 'conjure'"),
        (("screen",), "required: NAME"),
        (("screen", ""), "is blank"),
        (("screen", " \t "), "is blank"),
        (("screen", "Acme", "---"), "unrecognized arguments: ---"),
        (("screen", "!!!"), "is blank"),
        (("screen", "A" * 100_000), "has 100,000 characters"),
        (("screen", "Acme", "--as-of", "2026-02-30"), "'2026-02-30' is not a day of the calendar"),
        (("screen", "Acme", "--as-of", "yesterday"), "is not a day of the calendar"),
        (("screen", "Acme", "--as-of", "20260710"), "is not a day of the calendar"),
        (("screen", "Acme", "--activity", "buy"), "any, pay, export, import, invest, divest, hold, procure, travel"),
        (("screen", "Acme", "--activity", ""), "--activity '' is not known"),
        (("screen", "Acme", "--jurisdiction", "FR"), "US, GB, EU, CA, UN"),
        (("screen", "Acme", "--jurisdiction", ","), "--jurisdiction is blank"),
        (("screen", "Acme", "--fail-on", "bad"), "clear, undetermined, review, restricted, prohibited"),
        (("screen", "Acme", "--kind", "planet"), "kind"),
        (("screen", "Acme", "--birth-date", "1955-13"), "'1955-13' is not a date"),
        (("screen", "Acme", "--birth-date", "31/12/1955"), "'31/12/1955' is not a date: write YYYY, YYYY-MM or YYYY"),
        (("screen", "Acme", "--birth-date", "2026-07-11", *_DAY), "lies after the day of the question, 2026-07-10"),
        (("screen", "Acme", "--store", __file__), "is a file, and a store is a folder"),
        (("lists", "--store", __file__), "is a file, and a store is a folder"),
        (("update", "--from", ".", "--store", __file__), "is a file, and a store is a folder"),
        (("update", "--from", __file__), "is a file: name the folder"),
        (("batch", "/"), "/: is a directory, not a file"),
        (("screen", "Acme", "--id", "lei"), "write SCHEME=VALUE"),
        (("screen", "Acme", "--id", "lei=549300XIVJCBIGMRUD49"), "549300XIVJCBIGMRUD49"),
        (("screen", "Acme", "--id", "passport=1", "--id", "passport=2"), "two values of passport"),
        (("screen", "Acme", "Example", "--birth-date", "1955"), "describe one party"),
        (("screen", "Acme", "--store", "/nowhere/at/all"), "there is no store"),
        (("screen", "Acme", "--colour"), "unrecognized arguments: --colour"),
        (("screen", "Acme", "--jso"), "unrecognized arguments: --jso"),
        (("portfolio", "/nowhere/at/all.csv"), "there is no such file"),
        (("show", "us_ofac_sdn:0"), "is no listing"),
        (("show", " "), "is blank"),
        (("update", "holidays"), "'holidays' is no list and no source that is known"),
        (("update", "us_ndaa_889"), "no source of us_ndaa_889 is fetched unasked"),
        (("update", "--published", "2026-01-01"), "--published: this is about files of a folder"),
        (("update", "--incomplete"), "--incomplete: this is about files of a folder"),
        (("update", "--from", ".", "--mirror", "http://lists.example"), "--mirror and --from"),
        (("update", "--mirror", "lists.example"), "this is no address"),
        (("update", "--mirror", "http://[::1"), "this is no address"),
        (("update", "--mirror", "http://h:99999/"), "this is no address"),
        (("update", "--mirror", "https://me@lists.example/"), "with a user, a query or a fragment is not used"),
        (("update", "--mirror", "https://lists.example/?key=1"), "with a user, a query or a fragment is not used"),
        (("update", "us_dod_ccmc"), "us_dod_ccmc: no source carries this list"),
        (("update", "us_dod_ccmc", "--from", "."), "us_dod_ccmc: no source carries this list"),
        (("verify",), "there is no store yet"),
        (("prune",), "there is no store yet"),
        (("rules", "--list", "holidays"), "--list 'holidays' is no list that is known"),
        (("rules", "--diff", "2026-01-01", "2026-01-01"), "the second day must be after the first"),
        (("rules", "--diff", "yesterday", "2026-01-01"), "--diff 'yesterday' is not a day"),
        (("mirrors", "holidays"), "is no list that is known"),
        (("mirrors", "us_ofac_sdn", "--program", "HOLIDAYS"), "no entry under 'HOLIDAYS' was read"),
        (("diff", "2026-01-01", "2026-02-01"), "there is no store yet"),
        (("update", "--from", "/nowhere/at/all"), "/nowhere/at/all"),
        (("update", "--from", ".", "--published", "2026-13-01"), "--published '2026-13-01'"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_exit_code_2(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    ran = cli(*arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.sentences) == 1
    assert ran.err.startswith("exposcreen: ")
    assert words in ran.err
    assert len(ran.err) < 2_100


def test_a_name_that_cannot_be_used_costs_the_others_nothing(cli: Cli) -> None:
    ran = cli("screen", _HIKVISION, " ", "--json", *_DAY)

    assert ran.code == 2
    assert [verdict["outcome"] for verdict in ran.json] == ["prohibited"]
    assert len(ran.sentences) == 1


def test_a_name_that_is_not_utf8_is_refused(cli: Cli) -> None:
    ran = cli("screen", os.fsdecode(b"Soci\xe9t\xe9"))

    assert ran.code == 2
    assert "is not UTF-8" in ran.err


@pytest.mark.parametrize(
    ("name", "outcome", "code"),
    [
        (_HIKVISION, "prohibited", 3),
        (_HIKVISION, "review", 3),
        ("Acme Bakery Ltd", "review", 0),
        ("Acme Bakery Ltd", "undetermined", 3),
        ("Acme Bakery Ltd", "clear", 3),
    ],
)
def test_fail_on_turns_an_outcome_into_exit_code_3(cli: Cli, name: str, outcome: str, code: int) -> None:
    assert cli("screen", name, "--fail-on", outcome, *_DAY).code == code


def test_help_and_version_leave_with_0(cli: Cli) -> None:
    for command in (
        "screen",
        "portfolio",
        "supply-chain",
        "batch",
        "lists",
        "update",
        "show",
        "diff",
        "verify",
        "prune",
    ):
        ran = cli(command, "--help")
        assert ran.code == 0
        assert "--json" in ran.out
        assert "exit code" in ran.out
    assert cli("--help").code == 0
    assert cli("--version").out.startswith("exposcreen ")


def test_a_portfolio_gives_totals_and_a_verdict_a_holding(cli: Cli) -> None:
    text = cli("portfolio", _EXAMPLES / "portfolio.csv", "--activity", "invest", *_DAY)
    data = cli("portfolio", _EXAMPLES / "portfolio.csv", "--activity", "invest", "--json", *_DAY).json

    assert text.code == 0
    assert text.out.startswith("PROHIBITED — portfolio of 10 holdings\n")
    assert data["outcome"] == "prohibited"
    assert data["totals"]["holdings"] == 10
    assert [verdict["outcome"] for verdict in data["verdicts"]][:3] == ["prohibited"] * 3


def test_a_supply_chain_is_asked_about_imports_unless_another_activity_is_given(cli: Cli) -> None:
    data = cli("supply-chain", _EXAMPLES / "supply_chain.csv", "--json", *_DAY).json
    text = cli("supply-chain", _EXAMPLES / "supply_chain.csv", *_DAY)

    assert data["activity"] == "import"
    assert data["verdicts"][0]["outcome"] == "prohibited"
    assert not any(finding["kind"] == "region" for finding in data["verdicts"][1]["findings"])
    assert "supply chain of 8 sites" in text.out
    assert "Pub. L. 117-78" in text.out


def test_a_batch_gives_one_json_line_a_row(cli: Cli) -> None:
    ran = cli("batch", _EXAMPLES / "counterparties.csv", "--json", *_DAY)

    verdicts = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert len(verdicts) == 14
    assert verdicts[0]["outcome"] == "prohibited"
    assert verdicts[-1]["subject"]["name"] == "Acme Bakery Ltd"
    assert verdicts[-1]["outcome"] == "undetermined"


def test_a_batch_in_text_ends_with_a_tally(cli: Cli) -> None:
    ran = cli("batch", _EXAMPLES / "counterparties.csv", *_DAY)

    assert ran.out.startswith("Activity: any.")
    assert ran.out.splitlines()[-1].startswith("14 screened: ")


def test_a_bad_row_is_a_sentence_and_the_other_rows_get_their_verdicts(cli: Cli, tmp_path: Path) -> None:
    content = f'name,isin,note\n"{_HIKVISION}",CNE100000PM8,x\nApple,US037833100X,\n,,\nApple,US0378331005,\n'
    path = _file(tmp_path, content, "portfolio.csv")

    ran = cli("portfolio", path, "--json", "--fail-on", "prohibited", *_DAY)

    assert ran.code == 2
    assert [verdict["subject"]["name"] for verdict in ran.json["verdicts"]] == [_HIKVISION, "Apple"]
    assert ran.sentences[0] == "exposcreen: portfolio.csv: not used: note"
    assert ran.sentences[1].startswith("exposcreen: portfolio.csv line 3, column isin: 'US037833100X'")
    assert len(ran.sentences) == 2


@pytest.mark.parametrize("command", ["portfolio", "supply-chain", "batch"])
def test_rows_that_were_left_out_are_told_in_the_text(cli: Cli, tmp_path: Path, command: str) -> None:
    path = _file(tmp_path, "name,isin,region\nAcme Bakery Ltd,,\n-,,\n,CNE100000PM9,\n")

    ran = cli(command, path, *_DAY)

    assert ran.code == 2
    assert "2 of 3 rows could not be read and are not in this verdict: see the messages.\n" in ran.out
    assert "could not be read" not in cli(command, path, "--json", *_DAY).out


@pytest.mark.parametrize("command", ["portfolio", "supply-chain", "batch"])
@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "PK\x03\x04", "<html>", "name\n", "name\n---\n"])
def test_a_file_that_cannot_be_used_is_said_in_a_sentence(cli: Cli, tmp_path: Path, command: str, content: str) -> None:
    ran = cli(command, _file(tmp_path, content), "--json", *_DAY)

    assert ran.code == 2
    assert ran.out == ""
    assert 1 <= len(ran.sentences) <= 3


def test_fail_on_reads_the_worst_of_a_file(cli: Cli) -> None:
    assert cli("batch", _EXAMPLES / "counterparties.csv", "--fail-on", "prohibited", *_DAY).code == 3
    assert cli("portfolio", _EXAMPLES / "portfolio.csv", "--fail-on", "prohibited", *_DAY).code == 3


def test_the_lists_are_told_with_their_status(cli: Cli) -> None:
    text = cli("lists", *_DAY)
    data = cli("lists", "--json", *_DAY).json

    assert text.code == 0
    assert "us_ofac_sdn" in text.out
    status = {item["list_id"]: item["status"] for item in data}
    assert status["us_ofac_ns_cmic"] == "complete"
    assert status["us_ofac_sdn"] == "partial"


def test_a_listing_is_shown_whole(cli: Cli) -> None:
    text = cli("show", "us_ofac_ns_cmic:30946", *_DAY)
    data = cli("show", "us_ofac_ns_cmic:30946", "--json", *_DAY).json

    assert text.out.startswith("us_ofac_ns_cmic:30946 — HANGZHOU HIKVISION")
    assert "CNE100000PM8" in text.out
    assert data["uid"] == "30946"


def test_the_program_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "exposcreen", "screen", _HIKVISION, "--json", *_DAY]

    ran = subprocess.run(command, capture_output=True, check=True, text=True)

    assert json.loads(ran.stdout)["outcome"] == "prohibited"
    assert ran.stderr == ""


def test_a_reader_that_leaves_early_ends_the_program_quietly() -> None:
    head = shutil.which("head")
    if head is None:
        pytest.skip("head is not at hand")
    command = [sys.executable, "-m", "exposcreen", "batch", str(_EXAMPLES / "counterparties.csv"), "--json", *_DAY]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        subprocess.run([head, "-c", "1"], stdin=writer.stdout, check=True, capture_output=True)
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()
        said = writer.stderr.read()

    assert said == b""


@pytest.mark.parametrize("arguments", [("screen", _HIKVISION), ("batch", _EXAMPLES / "counterparties.csv"), ("lists",)])
def test_a_closed_stdout_ends_the_program_quietly(arguments: tuple[str | Path, ...]) -> None:
    ran = _with_closed(1, *arguments)

    assert ran.returncode == 141
    assert ran.stderr == b""


def test_a_closed_stderr_changes_no_exit_code() -> None:
    assert _with_closed(2, "screen", "!!!").returncode == 2
    assert b"PROHIBITED" in _with_closed(2, "screen", _HIKVISION).stdout


def _with_closed(descriptor: int, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """A run of the program by a shell that closes one of its streams."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("sh is not at hand")
    command = f'exec "$0" -m exposcreen "$@" {descriptor}>&-'
    return subprocess.run(
        [shell, "-c", command, sys.executable, *map(str, arguments)], capture_output=True, check=False
    )


def test_a_terminal_that_cannot_write_a_script_gets_escapes() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}

    ran = subprocess.run(
        [sys.executable, "-m", "exposcreen", "screen", "新疆生产建设兵团", *_DAY],
        capture_output=True,
        check=True,
        env=environment,
    )

    assert rb"\u65b0" in ran.stdout


def test_the_law_and_its_changes_are_written_as_text_and_as_json(cli: Cli) -> None:
    text = cli("rules", "--as-of", "2026-07-10", "--list", "us_ofac_sdn", "--activity", "pay")
    changes = cli("rules", "--diff", "2026-07-01", "2026-07-31", "--json")
    none = cli("rules", "--diff", "2026-08-01", "2026-08-02")

    assert (text.code, changes.code, none.code) == (0, 0, 0)
    assert "us-ofac-sdn — Blocking of Specially Designated Nationals (US; in force)" in text.out
    assert [(item["on"], item["after"]["id"]) for item in json.loads(changes.out)] == [("2026-07-14", "us-eo-13936")]
    assert none.out.endswith("None that is bundled.\n")


def test_the_mirrors_of_a_programme_are_a_table_json_and_a_page(cli: Cli, tmp_path: Path) -> None:
    asked = ("mirrors", "us_ofac_sdn", "--program", "glomag", "--as-of", "2026-07-10")
    table, found = cli(*asked), cli(*asked, "--json", "--html", str(tmp_path / "matrix.html"))

    assert "WANG, Mingshan" in table.out
    assert "ca_sema" in json.loads(found.out)["lists"]
    assert "WANG, Mingshan" in (tmp_path / "matrix.html").read_text(encoding="utf-8")
