"""The page of the FCC Covered List: bytes become rows, each with the names that stand in bold in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.facts import unique
from exposcreen.sources.page import Row, line_of, plain, table_of, whole_page, words
from exposcreen.sources.published import Published

__all__ = ["Entry", "read_entries"]

_COLUMNS = ("Covered Equipment or Services", "Date of Inclusion on Covered List")
_MARKS = re.compile(r"[*†‡^±#]+")
_PRODUCER = re.compile(
    r"\b(?:produced|provided|supplied|offered|manufactured|made)\b,?(?:\s+\w+,?){0,4}?\s+by\s+(?P<name>[A-Z][\w.-]*)"
)
_HEAD = re.compile(r"\s*(?:[,;:]|[—–]|\.(?:\s|$)|\bexcept\b)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        text: The equipment or services, as published.
        day: The date of inclusion, as published; later changes stand there too.
        parties: The names in bold; empty where the row is about a kind of equipment.
    """

    line: int
    text: str
    day: str
    parties: tuple[str, ...]

    @property
    def category(self) -> str:
        """What a row that names nobody is about: its text up to the first comma, dash or exception, without marks."""
        text = plain(_MARKS.sub("", self.text))
        return text[: match.start()] if (match := _HEAD.search(text)) and match.start() else text


def read_entries(file: Published, name: str, info: SourceInfo) -> list[Entry]:
    """The rows of the list, in published order.

    Raises:
        SourceSuspicious: The page is empty.
        SourceFormatError: It is cut, has not exactly one table of the list, has a column that is not known, or names a
            producer otherwise than in bold.
    """
    found: list[list[Entry]] = []
    for element in whole_page(file, name).iter("table"):
        table = table_of(element, info, name)
        if table.header == _COLUMNS:
            found.append([_entry(row, name) for row in table.rows])
        elif set(table.header) & set(_COLUMNS):
            raise SourceFormatError(
                f"{name}: line {table.line}: the columns are {', '.join(table.header)} where the list has "
                f"{' and '.join(_COLUMNS)}, so fields could be taken for others: look at the page, or mend the reader"
            )
    if len(found) != 1 or not found[0]:
        raise SourceFormatError(
            f"{name}: {len(found)} tables of covered equipment and services where the page has one with entries, so "
            f"this is another page, or one that asks whether a person reads it: save "
            f"https://www.fcc.gov/supplychain/coveredlist from a browser"
        )
    return found[0]


def _entry(row: Row, name: str) -> Entry:
    cell, day = row.cells
    text = words(cell)
    parties = unique(_bold(cell, f"{name}: line {row.line}"))
    if not text:
        raise SourceFormatError(f"{name}: line {row.line}: an entry of {words(day)} says nothing: look at the page")
    if not parties and (match := _PRODUCER.search(text)):
        raise SourceFormatError(
            f"{name}: line {row.line}: a producer beginning {match['name']!r} is named, and not in bold as the page "
            f"names parties, so its name cannot be told from the text: look at the page, or mend the reader"
        )
    return Entry(row.line, text, words(day), parties)


def _bold(cell: etree._Element, where: str) -> Iterator[str]:
    for element in cell.iter("strong", "b"):
        if any(above.tag in {"strong", "b"} for above in element.iterancestors()):
            continue
        text = words(element).strip(",;: ")
        if not any(map(str.isalpha, text)):
            continue
        if text[0].islower():
            raise SourceFormatError(
                f"{where}: {text!r} (line {line_of(element)}) stands in bold and is no name, so parties cannot be told "
                f"from other text: look at the page, or mend the reader"
            )
        yield text
