"""``exposcreen screen`` with an item."""

from __future__ import annotations

import json

import pytest

from exposcreen.cli.main import main

HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
EXPORT = ["--activity", "export", "--as-of", "2026-07-10", "--jurisdiction", "US"]


def run(*arguments: str) -> int:
    return main(["screen", HIKVISION, *EXPORT, *arguments])


def test_the_item_is_echoed_and_refines_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--eccn", "4a994", "--item", "servers", "--hs", "8471.50", "--end-use", "video analytics in Urumqi"]

    assert run(*given, "--json") == 0

    verdict = json.loads(capsys.readouterr().out)
    assert verdict["item"] == {
        "eccn": "4A994",
        "hs": "847150",
        "description": "servers",
        "end_use": "video analytics in Urumqi",
        "foreign_made": None,
    }
    assert {finding["rule"] for finding in verdict["findings"]} >= {"us-bis-entity-review", "us-bis-xinjiang-security"}


def test_the_text_says_what_was_asked_and_what_to_ask_counsel(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--eccn", "EAR99", "--foreign-made") == 0

    printed = " ".join(capsys.readouterr().out.split())
    assert "Item: ECCN EAR99; made abroad. It bears on exports only." in printed
    assert "Ask counsel: Is the item subject to the EAR though it is made abroad" in printed


def test_without_an_item_there_is_none_in_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json") == 0

    assert json.loads(capsys.readouterr().out)["item"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--eccn", "4A99"], "the item cannot be used: eccn: '4A99' is not an ECCN"),
        (["--hs", "cameras"], "the item cannot be used: hs: 'cameras' is not an HS code"),
    ],
)
def test_a_malformed_item_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert run(*arguments) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"exposcreen: {sentence}")
    assert printed.err.count("\n") == 1
