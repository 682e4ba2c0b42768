"""Lines on a page: safe characters, wrapping, tables, and colour only when asked."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exposcreen.model.vocabulary import Outcome

__all__ = ["Page", "columns_of", "plain", "table"]

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INK = {
    Outcome.PROHIBITED: "1;31",
    Outcome.RESTRICTED: "1;33",
    Outcome.REVIEW: "1;35",
    Outcome.UNDETERMINED: "2",
    Outcome.CLEAR: "1;32",
}


def plain(text: str) -> str:
    """The text in one line, without characters that could steer a terminal or turn the reading direction."""
    shown = "".join(" " if letter.isspace() else _visible(letter) for letter in text)
    return " ".join(shown.split())


def _visible(letter: str) -> str:
    steers = letter in _BIDI or unicodedata.category(letter) in {"Cc", "Cs"}
    return f"<{ord(letter):04X}>" if steers else letter


def columns_of(text: str) -> int:
    """How many columns of a terminal the text fills: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


@dataclass(slots=True)
class Page:
    """Lines being written.

    Attributes:
        width: Columns that a line may fill; a word that is longer stands alone.
        colour: Whether outcomes are written in colour, by ANSI escape sequences.
    """

    width: int = 100
    colour: bool = False
    lines: list[str] = field(default_factory=list)

    def write(self, text: str, *, indent: int = 0, hang: int | None = None, outcome: Outcome | None = None) -> None:
        """Write a paragraph.

        Args:
            text: One paragraph; line ends in it are spaces.
            indent: Columns before its first line.
            hang: Columns before its other lines; as ``indent`` when not given.
            outcome: An outcome whose word, in capitals, stands in the paragraph: it is coloured.
        """
        lines = textwrap.wrap(
            plain(text),
            max(self.width, 20),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent if hang is None else hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        if outcome is not None and self.colour and lines:
            word = outcome.upper()
            lines[0] = lines[0].replace(word, f"\x1b[{_INK[outcome]}m{word}\x1b[0m", 1)
        self.lines.extend(lines)

    def gap(self) -> None:
        """Leave a line blank, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def __str__(self) -> str:
        return "\n".join(self.lines).rstrip("\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = 100) -> str:
    """A table of text: columns padded to their widest cell, the last one wrapped within the page.

    Args:
        head: The headings, one a column.
        rows: The cells, as many a row as there are headings.
        width: Columns of the page.
    """
    cells = [[plain(cell) for cell in row] for row in (head, *rows)]
    widths = [max(columns_of(row[place]) for row in cells) for place in range(len(head) - 1)]
    left = sum(widths) + 2 * len(widths)
    lines = []
    for row in cells:
        start = "".join(cell + " " * (size - columns_of(cell) + 2) for cell, size in zip(row, widths, strict=False))
        last = textwrap.wrap(row[-1], max(width - left, 20), break_long_words=False, break_on_hyphens=False) or [""]
        lines.append((start + last[0]).rstrip())
        lines.extend(" " * left + more for more in last[1:])
    return "\n".join(lines)
