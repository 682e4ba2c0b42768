"""``--owners``: who owns the subjects, from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exposcreen.cli import main

_XPCC = "Xinjiang Production and Construction Corps"
_ASKED = ("--as-of", "2026-07-10", "--activity", "pay", "--jurisdiction", "US", "--json")


@pytest.fixture
def owners(tmp_path: Path) -> Path:
    path = tmp_path / "owners.csv"
    rows = f"Middle Ltd,Example Bakery Ltd,60,2020-01-01\n{_XPCC},Middle Ltd,25,\n"
    path.write_text(f"owner,owned,percent,from\n{rows}", encoding="utf-8")
    return path


@pytest.fixture
def more(tmp_path: Path) -> Path:
    path = tmp_path / "more.csv"
    path.write_text("owner,owned,percent\nRapid Action Battalion,Middle Ltd,25\n", encoding="utf-8")
    return path


def test_owners_of_several_files_are_added_up(owners: Path, more: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = []
    for files in ([owners], [owners, more]):
        options = [text for file in files for text in ("--owners", str(file))]
        assert main(["screen", "Example Bakery Ltd", *_ASKED, *options]) == 0
        outcomes.append(json.loads(capsys.readouterr().out))

    assert [outcome["outcome"] for outcome in outcomes] == ["review", "prohibited"]
    notes = [finding["note"] for finding in outcomes[1]["findings"] if finding["rule"] == "us-ofac-50-percent"]
    assert "owners.csv line 2 from 2020-01-01; owners.csv line 3; more.csv line 2" in notes[0]


@pytest.mark.parametrize(
    ("command", "header", "row"),
    [
        ("batch", "name", "Example Bakery Ltd"),
        ("portfolio", "issuer", "Example Bakery Ltd"),
        ("supply-chain", "supplier", "Example Bakery Ltd"),
    ],
)
def test_files_of_subjects_take_owners_too(
    command: str, header: str, row: str, owners: Path, more: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subjects = owners.with_name("subjects.csv")
    subjects.write_text(f"{header}\n{row}\n", encoding="utf-8")
    asked = ("--as-of", "2026-07-10", "--activity", "any", "--jurisdiction", "US")

    code = main(
        [command, str(subjects), *asked, "--owners", str(owners), "--owners", str(more), "--fail-on", "prohibited"]
    )

    assert code == 3
    assert "XINJIANG PRODUCTION" in capsys.readouterr().out


def test_a_row_that_says_no_owner_is_told_and_the_rest_is_used(
    owners: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with owners.open("a", encoding="utf-8") as file:
        file.write(f",Middle Ltd,5,\n{_XPCC},Middle Ltd,110,\n")

    code = main(["screen", "Example Bakery Ltd", *_ASKED, "--owners", str(owners)])

    written = capsys.readouterr()
    assert code == 2
    assert json.loads(written.out)["outcome"] == "review"
    assert [line.split(",")[0] for line in written.err.splitlines()] == [
        "exposcreen: owners.csv line 4",
        "exposcreen: owners.csv line 5",
    ]


def test_a_file_without_owners_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("owner,owned\n", encoding="utf-8")

    for file, said in ((empty, "says of no company who owns it"), (tmp_path / "none.csv", "there is no such file")):
        assert main(["screen", "Example Bakery Ltd", *_ASKED, "--owners", str(file)]) == 2
        assert said in capsys.readouterr().err
