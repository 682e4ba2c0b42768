from __future__ import annotations

import io

import pytest

from exposcreen.cli.terminal import colour_wanted, complain, counted, page_width


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _watched(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Standard output and error, as if a person watched them."""
    written = _Terminal()
    monkeypatch.setattr("sys.stdout", written)
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return written


def test_colour_is_for_a_terminal_that_does_not_refuse_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _watched(monkeypatch)

    assert colour_wanted(refused=False)
    assert not colour_wanted(refused=True)

    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour_wanted(refused=False)

    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not colour_wanted(refused=False)


def test_colour_is_not_for_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())

    assert not colour_wanted(refused=False)
    assert page_width() == 100


@pytest.mark.parametrize(("columns", "width"), [("40", 60), ("80", 80), ("400", 120)])
def test_a_page_is_as_wide_as_the_terminal_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    _watched(monkeypatch)
    monkeypatch.setenv("COLUMNS", columns)

    assert page_width() == width


def test_progress_is_counted_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _watched(monkeypatch)

    assert list(counted(range(120), total=5_000)) == list(range(120))

    assert "\r101 of 5,000 " in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_progress_is_silent_where_the_results_themselves_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _watched(monkeypatch)

    assert list(counted(range(120), total=120, spoken=True)) == list(range(120))
    assert terminal.getvalue() == ""


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted(range(120), total=120)) == list(range(120))
    assert capsys.readouterr().err == ""


def test_a_sentence_is_one_line_that_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    complain("bad\nname \x1b[2J" + "x" * 5_000)

    said = capsys.readouterr().err
    assert said.startswith("exposcreen: bad name ?[2Jxxx")
    assert said.count("\n") == 1
    assert len(said) < 2_100
