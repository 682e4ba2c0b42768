"""Tables of owners: one row a stake, from a file or a data frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from exposcreen.adapters.columns import OWNERS, layout_of
from exposcreen.adapters.content import Source
from exposcreen.adapters.numbers import Convention, number_of
from exposcreen.adapters.owning import OwnersRead
from exposcreen.adapters.reading import Cells, Row, content_of, open_reading
from exposcreen.adapters.table import RawRow
from exposcreen.errors import InputError
from exposcreen.identifiers import canonical_scheme, validate
from exposcreen.model.dates import PartialDate
from exposcreen.ownership import Party, Stake

__all__ = ["read_owner_frame", "read_owner_rows"]

_RANGE = re.compile(r"(.+?)\s*(?:-|–|to|\.\.)\s*([0-9].*)")
_YES = frozenset({"yes", "y", "true", "1", "1.0", "x", "control", "controls"})
_NO = frozenset({"no", "n", "false", "0", "0.0"})
_NUMBERS = ("percent",)


def read_owner_rows(source: Source) -> OwnersRead:
    """Read a table of owners: columns for the owner, for what it owns, and for how much.

    Args:
        source: CSV, TSV or semicolon-separated, in UTF-8, with the names of the columns in its first line.

    Raises:
        InputError: The file is not there, is not what it says, or lacks a column of owners or of companies.
    """
    reading = open_reading(source, OWNERS, _stake)
    unused = (f"{reading.file}: not used: {', '.join(reading.unused)}",) if reading.unused else ()
    return _gathered(reading.file, reading, unused)


def read_owner_frame(frame: Any, *, name: str = "data frame") -> OwnersRead:
    """Read a data frame of owners, of pandas or polars: the columns are those of the file.

    Args:
        frame: Anything with ``columns``, of which each gives its values by its name.
        name: What to call it as a source.

    Raises:
        InputError: It lacks a column of owners or of companies.
    """
    header = tuple(str(column) for column in frame.columns)
    layout = layout_of(name, header, OWNERS)
    conventions = dict.fromkeys(_NUMBERS, Convention("."))

    def rows() -> Iterator[Row[Stake]]:
        columns = [list(frame[column]) for column in frame.columns]
        for number, values in enumerate(zip(*columns, strict=True), start=1):
            raw = RawRow(number, tuple(map(_cell, values)))
            yield Row(number, content_of(f"{name} row {number}", raw, layout, conventions, _stake))

    unused = (f"{name}: not used: {', '.join(layout.unused)}",) if layout.unused else ()
    return _gathered(name, rows(), unused)


def _gathered(name: str, rows: Iterator[Row[Stake]], notes: tuple[str, ...]) -> OwnersRead:
    stakes: list[Stake] = []
    faults: list[InputError] = []
    for row in rows:
        if isinstance(row.content, InputError):
            faults.append(row.content)
        else:
            stakes.append(row.content)
    return OwnersRead(name, tuple(stakes), (), tuple(faults), notes)


def _cell(value: Any) -> str:
    """A value of a data frame as text; an empty one where there is none (a missing value is unlike itself)."""
    if value is None or value != value:  # noqa: PLR0124
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _stake(row: Cells) -> Stake:
    percent, ceiling = row.value("percent", lambda text: _share(text, row.conventions["percent"])) or (None, None)
    try:
        return Stake(
            owner=_party(row, "owner"),
            owned=_party(row, "owned"),
            percent=percent,
            control=row.value("control", _whether) or False,
            effective_from=row.value("from", lambda text: PartialDate.parse(text).earliest),
            effective_to=row.value("to", _end),
            source=row.where,
            ceiling=ceiling,
            joint=row.text("joint") or None,
        )
    except ValueError as error:
        raise error if isinstance(error, InputError) else InputError(f"{row.where}: {error}") from error


def _party(row: Cells, role: str) -> Party:
    name, identifier = row.text(role), row.text(f"{role}_id")
    if not name and not identifier:
        what = "owner" if role == "owner" else "company that is owned"
        raise InputError(f"{row.where}, column {row.layout.column(role)}: no {what} is given: name it, or give its id")
    birth = row.value("birth_date", PartialDate.parse) if role == "owner" else None
    return Party(name, _identifiers(identifier), birth_date=birth)


def _identifiers(text: str) -> tuple[tuple[str, str], ...]:
    """An id as ``lei=…``, ``uscc:…`` or alone: one that is an LEI by its check digits is one."""
    if not text:
        return ()
    scheme, mark, value = (part.strip() for part in re.sub(r"^(\w+):", r"\1=", text).partition("="))
    if mark and value:
        return ((canonical_scheme(scheme.lower()), value),)
    try:
        return (("lei", validate("lei", text)),)
    except InputError:
        return (("", text),)


def _share(text: str, convention: Convention) -> tuple[Decimal, Decimal | None]:
    """A share in percent, or a range: ``25-50``."""
    ends = _RANGE.fullmatch(text.strip())
    shares = [number_of(end, convention) for end in (ends.groups() if ends else (text,))]
    if any(not 0 <= share <= 100 for share in shares):
        raise ValueError(f"{text!r} is no share in percent: give one of 0 to 100")
    if shares[0] > shares[-1]:
        raise ValueError(f"{text!r} ends below where it begins: write the smaller share first")
    return shares[0], (shares[1] if len(shares) > 1 and shares[1] > shares[0] else None)


def _whether(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"{text!r} says neither yes nor no: write yes where the owner controls")


def _end(text: str) -> date:
    """The first day on which it was so no longer; of a year or a month, the day after it."""
    day = PartialDate.parse(text)
    return day.latest if day.is_day else day.latest + timedelta(days=1)
