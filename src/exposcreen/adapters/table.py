"""Rows of a CSV, TSV or semicolon file, each with the line it began on; a broken row costs no other row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Lines", "RawRow", "delimiter_of", "raw_rows"]

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as found.

    Attributes:
        line: The line it began on, 1 for the first of the file.
        fields: Its fields; empty when ``fault`` says why it cannot be split.
        fault: What is wrong with it, or an empty string.
    """

    line: int
    fields: tuple[str, ...]
    fault: str = ""


class Lines:
    """Lines that can be given back: a quote that is never closed must not swallow the rows after it."""

    __slots__ = ("_returned", "_source", "number", "taken")

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._returned: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._source)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self, *, keep: int) -> None:
        """Give back the lines taken since ``taken`` was cleared, but for the first few."""
        rest = self.taken[keep:]
        self._returned.extend(reversed(rest))
        self.number -= len(rest)
        del self.taken[keep:]

    def first(self) -> str:
        """The first line that is not blank, given back at once; an empty string at the end."""
        self.taken.clear()
        line = next((line for line in self if line.strip()), "")
        self.give_back(keep=max(len(self.taken) - 1, 0))
        return line


def delimiter_of(header: str) -> str:
    """The delimiter that a header line uses: the most frequent of comma, semicolon, tab and bar."""
    return max(_DELIMITERS, key=lambda mark: (header.count(mark), -_DELIMITERS.index(mark)))


def raw_rows(lines: Lines, delimiter: str, width: int | None = None) -> Iterator[RawRow]:
    """Split lines into rows; blank lines are skipped.

    Args:
        lines: The lines left to read.
        delimiter: One character.
        width: How many fields a row must have; surplus fields may be there when they are empty.

    Yields:
        Every row, also those that cannot be split: these carry their fault.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        line = lines.number + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back(keep=1)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield RawRow(line, (), _quoting(str(error)))
            continue
        if not any(field.strip() for field in fields):
            continue
        if (
            width is None
            or len(fields) == width
            or (len(fields) > width and not any(field.strip() for field in fields[width:]))
        ):
            yield RawRow(line, tuple(fields))
            continue
        lines.give_back(keep=1)
        yield RawRow(line, (), _wrong_width(len(fields), width))


def _quoting(reason: str) -> str:
    if "limit" in reason:
        return "has a field of more than 131,072 characters: this is not a row of a table"
    return 'its quotes do not pair: write a quote inside a quoted field twice ("")'


def _wrong_width(found: int, width: int) -> str:
    many = f"has {found} {'field' if found == 1 else 'fields'} where the header has {width}"
    if found > width:
        return f"{many}, {found - width} too many: quote a field that holds the delimiter"
    return f"{many}: is the line cut off?"
