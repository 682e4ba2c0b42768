"""What the program says, and where: results on stdout, sentences and progress on stderr."""

from __future__ import annotations

import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Self, TextIO, TypeVar

from exposcreen.errors import InputError

__all__ = [
    "Ticker",
    "colour_wanted",
    "complain",
    "counted",
    "file_or_stdin",
    "listening",
    "page_width",
    "ready_streams",
    "say",
]

_Item = TypeVar("_Item")
_LONGEST = 2_000
_STEP = 50


def ready_streams() -> None:
    """Let no name fail to print: what the terminal cannot encode is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def listening() -> TextIO:
    """What is written to the program.

    Raises:
        InputError: Stdin is closed.
    """
    if sys.stdin is None:
        raise InputError("stdin is closed, so there is nothing to screen: write to it, or name a file")
    return sys.stdin


def file_or_stdin(name: str) -> str | BinaryIO:
    """What a FILE argument names: a path, or what is written to the program where it is ``-``.

    Raises:
        InputError: It is ``-``, and stdin is closed.
    """
    return listening().buffer if name == "-" else name


def say(text: str) -> None:
    """Write a result.

    Raises:
        BrokenPipeError: Stdout is closed.
    """
    if sys.stdout is None:
        raise BrokenPipeError
    sys.stdout.write(f"{text}\n")


def complain(sentence: str) -> None:
    """Write one sentence about what went wrong, or what was left aside; to nobody where stderr is closed."""
    if sys.stderr is None:
        return
    shown = "".join(
        "?" if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in " ".join(sentence.split())
    )
    sys.stderr.write(f"exposcreen: {shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '…'}\n")


def colour_wanted(*, refused: bool) -> bool:
    """Whether to colour: only on a terminal that can, and neither refused by option nor by ``NO_COLOR``."""
    if refused or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return _watched(sys.stdout)


def page_width() -> int:
    """Columns to write: the terminal's, between 60 and 120, and 100 where there is none."""
    if not _watched(sys.stdout):
        return 100
    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns))


class Ticker:
    """One line on stderr that tells how far long work is, when that is a terminal; nothing in a pipe."""

    def __init__(self) -> None:
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Draw the line anew."""
        if _watched(sys.stderr):
            whole = f" of {total:,}" if total is not None else ""
            sys.stderr.write(f"\r\x1b[K{what}: {done:,}{whole} ")
            sys.stderr.flush()
            self._drawn = True


def _watched(stream: TextIO | None) -> bool:
    """Whether a terminal shows the stream; ``None`` is one that was closed before the program began."""
    return stream is not None and stream.isatty()


def counted(items: Iterable[_Item], *, total: int, spoken: bool = False) -> Iterator[_Item]:
    """The items, counted on stderr as they pass when that is a terminal.

    Args:
        items: What passes.
        total: How many are expected.
        spoken: Whether each is written to stdout as it passes: on a terminal that is progress enough.
    """
    if not _watched(sys.stderr) or (spoken and _watched(sys.stdout)):
        yield from items
        return
    try:
        for number, item in enumerate(items, 1):
            if number % _STEP == 1:
                sys.stderr.write(f"\r{number:,} of {total:,} ")
                sys.stderr.flush()
            yield item
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
