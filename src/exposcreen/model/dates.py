"""Dates as law and lists use them: half-open periods, and dates of which only a part is known."""

import calendar
import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from exposcreen.model.value import Value

__all__ = ["Day", "PartialDate", "Validity"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_RANGE = re.compile(r"(.*\d{4}) to (.+)|(\d{4}(?:-\d{1,2}){0,2})/(\d{4}.*)")
_OFAC = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? )?(\d{4})")


def _iso_day(value: object) -> object:
    """Accept ISO days and dates only: pydantic alone would read 20 as a number of seconds since 1970."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a day of the calendar written as YYYY-MM-DD") from None
    raise ValueError(f"{value!r} is not a day written as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_iso_day)]
"""A calendar day, given as ``datetime.date`` or ``YYYY-MM-DD``."""


class Validity(Value):
    """A period, half open: ``effective_to`` is the first day on which it no longer applied. ``None`` is unbounded."""

    effective_from: Day | None = None
    effective_to: Day | None = None

    def __contains__(self, day: date) -> bool:
        """Whether the period covers this day."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day < self.effective_to)

    def overlaps(self, other: Self) -> bool:
        """Whether the two periods share a day."""
        for late, early in ((self, other), (other, self)):
            if early.effective_to is None or late.effective_from is None:
                continue
            if early.effective_to <= late.effective_from:
                return False
        return not (self.is_empty or other.is_empty)

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in the period."""
        return (
            self.effective_from is not None
            and self.effective_to is not None
            and self.effective_to <= self.effective_from
        )


class PartialDate:
    """A date known to the year, the month or the day, or only to lie between two days.

    Reads ``1962``, ``1962-05``, ``1962-05-10``, ``1962/1964`` and OFAC's ``10 May 1962``, ``May 1962``, ``circa 1962``
    (a year either way) and ``01 Jan 1955 to 31 Dec 1955``. Writes ISO.

    Attributes:
        earliest: The first day it can be.
        latest: The last day it can be.
    """

    __slots__ = ("earliest", "latest")

    def __init__(self, earliest: date, latest: date) -> None:
        if latest < earliest:
            raise ValueError(f"the date range {earliest} to {latest} ends before it begins")
        self.earliest = earliest
        self.latest = latest

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a partial date.

        Raises:
            ValueError: The text is none of the forms above, or no day of the calendar.
        """
        cleaned = " ".join(text.split())
        if match := _RANGE.fullmatch(cleaned):
            first, last = match[1] or match[3], match[2] or match[4]
            return cls(cls.parse(first).earliest, cls.parse(last).latest)
        if cleaned.lower().startswith("circa "):
            around = cls.parse(cleaned[6:])
            return cls(date(around.earliest.year - 1, 1, 1), date(around.latest.year + 1, 12, 31))
        if match := _ISO.fullmatch(cleaned):
            year, month, day = match.groups()
            return cls._of(text, int(year), month and int(month), day and int(day))
        if match := _OFAC.fullmatch(cleaned):
            day, month_name, year = match.groups()
            number = _MONTHS.get(month_name[:3].lower()) if month_name else None
            if month_name is None or number is not None:
                return cls._of(text, int(year), number, day and int(day))
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")

    @classmethod
    def _of(cls, text: str, year: int, month: Any, day: Any) -> Self:
        try:
            if month is None:
                return cls(date(year, 1, 1), date(year, 12, 31))
            if day is None:
                return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return cls(date(year, month, day), date(year, month, day))
        except ValueError:
            raise ValueError(f"{text!r} is not a date of the calendar") from None

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    @property
    def is_month(self) -> bool:
        """Whether the month is known, or the day."""
        return (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month)

    def overlaps(self, other: Self) -> bool:
        """Whether both can be the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def years_apart(self, other: Self) -> int:
        """Whole calendar years between the two at the least; 0 when they overlap or share a year."""
        if self.overlaps(other):
            return 0
        later, earlier = (self, other) if self.earliest > other.latest else (other, self)
        return later.earliest.year - earlier.latest.year

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
        whole_month = last.day == calendar.monthrange(last.year, last.month)[1]
        if first.day == 1 and whole_month and self.is_month:
            return first.isoformat()[:7]
        return f"{first.isoformat()}/{last.isoformat()}"

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and (self.earliest, self.latest) == (other.earliest, other.latest)

    def __hash__(self) -> int:
        return hash((self.earliest, self.latest))

    @classmethod
    def _coerce(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            day = date(value.year, value.month, value.day)
            return cls(day, day)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls.parse(str(value))
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError(f"{value!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._coerce,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: object) -> dict[str, object]:
        return {"type": "string", "examples": ["1962", "1962-05", "1962-05-10"]}
