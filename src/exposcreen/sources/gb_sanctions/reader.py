"""The CSV of the UK Sanctions List: bytes become subjects, every field verbatim.

A subject has a row for each combination of its names and addresses, up to hundreds, and the rows need not stand
together: they are gathered by Unique ID, and what they repeat is kept once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.gb_sanctions.dates import day
from exposcreen.sources.published import HEAD_BYTES, Published
from exposcreen.sources.raw import records

__all__ = [
    "ADDRESS",
    "BIRTH_PLACE",
    "DESIGNATION",
    "NAME",
    "NATIONAL_ID",
    "PASSPORT",
    "Subject",
    "read_subjects",
    "report_day",
]

NAME = (*(f"Name {number}" for number in (1, 2, 3, 4, 5, 6)), "Name type", "Alias strength")
ADDRESS = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code", "Address Country")
PASSPORT = ("Passport number", "Passport additional information")
NATIONAL_ID = ("National Identifier number", "National Identifier additional information")
BIRTH_PLACE = ("Town of birth", "Country of birth")
DESIGNATION = (
    "Regime Name",
    "Designation source",
    "Sanctions Imposed",
    "UK Statement of Reasons",
    "Date Designated",
)
_SCRIPT = ("Name non-latin script", "Non-latin script type", "Non-latin script language")
_GROUPS = (NAME, _SCRIPT, ADDRESS, PASSPORT, NATIONAL_ID, BIRTH_PLACE, DESIGNATION)

_REPORT = re.compile(r'"?Report Date:?[\s,]*(\d{1,2}-[A-Za-z]{3}-\d{4}|\d{1,2}/\d{1,2}/\d{4})"?[\s,]*')


@dataclass(slots=True)
class Subject:
    """Who is listed, with what all the rows say, each combination of values once and in published order.

    Attributes:
        uid: Empty where the rows have none.
        line: Of its first row.
        groups: By the columns that belong together, the values that stand in them together.
    """

    uid: str
    line: int
    groups: dict[tuple[str, ...], dict[tuple[str, ...], None]] = field(default_factory=dict)

    def add(self, row: Mapping[str, str], groups: tuple[tuple[str, ...], ...]) -> None:
        """Take a row."""
        for columns in groups:
            values = tuple(row[column].strip() for column in columns)
            if any(values):
                self.groups.setdefault(columns, {})[values] = None

    def rows(self, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
        """The values of columns that belong together, by column."""
        for values in self.groups.get(columns, {}):
            yield dict(zip(columns, values, strict=True))

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a column that belongs to no other."""
        return tuple(value for (value,) in self.groups.get((column,), {}))

    def record(self) -> Iterator[tuple[str, str]]:
        """Every published value that is not empty, by column."""
        for columns, found in self.groups.items():
            for values in found:
                yield from ((column, value) for column, value in zip(columns, values, strict=True) if value)


def read_subjects(file: Published, name: str, info: SourceInfo) -> Iterator[Subject]:
    """The subjects in the order of their first rows. A row without a Unique ID is a subject by itself.

    Raises:
        SourceFormatError: The first line states no report date, the header is another, or a line is cut.
        SourceSuspicious: The file is empty.
    """
    found: dict[str, Subject] = {}
    groups: tuple[tuple[str, ...], ...] = ()
    for line, row in records(file, name, info, after=1):
        groups = groups or _grouped(row)
        uid = row["Unique ID"].strip()
        found.setdefault(uid or f"line {line}", Subject(uid, line)).add(row, groups)
    report_day(file, name)
    yield from found.values()


def _grouped(row: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    together = {column for columns in _GROUPS for column in columns}
    return (*_GROUPS, *((column,) for column in row if column not in together))


def report_day(file: Published, name: str) -> date:
    """The day of the report, as the first line states it.

    Raises:
        SourceFormatError: It states none.
    """
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
    return _day(head.decode("utf-8-sig", errors="replace").partition("\n")[0], name)


def _day(line: str, name: str) -> date:
    match = _REPORT.fullmatch(line.strip())
    stated = _stated(match[1]) if match else None
    if stated is None:
        raise SourceFormatError(
            f"{name}: line 1: it reads {line.strip()[:60]!r} where the official file states its "
            f"'Report Date: dd-Mon-yyyy', so this is another file: download the UK Sanctions List CSV"
        )
    return stated


def _stated(text: str) -> date | None:
    if "/" in text:
        return day(text)
    try:
        return PartialDate.parse(text.replace("-", " ")).earliest
    except ValueError:
        return None
