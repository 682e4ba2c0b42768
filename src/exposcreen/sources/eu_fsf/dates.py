"""Days and birth dates of the EU's list: whole, in part, as a range of years, or about a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from exposcreen.model.dates import PartialDate
from exposcreen.sources.eu_fsf.raw import Detail

__all__ = ["birth_dates", "day", "day_at_the_start"]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_EUROPEAN = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_CALENDARS = {"", "GREGORIAN"}


def day(published: str) -> date | None:
    """A whole day: ``2003-07-08``, or ``28/10/2022`` as the CSV file states its own; ``None`` where it is none."""
    text = published.strip()
    if match := _ISO.fullmatch(text):
        year, month, number = match.groups()
    elif match := _EUROPEAN.fullmatch(text):
        number, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def day_at_the_start(published: str) -> date | None:
    """The day of a moment: ``2026-08-05T16:47:04.449+02:00`` is of 2026-08-05; ``None`` where it is none."""
    return day(published.strip().partition("T")[0])


def birth_dates(birth: Detail, where: str, notes: list[str]) -> Iterator[PartialDate]:
    """What is said of a birth date, as exactly as it is said. What cannot be understood is noted.

    Raises:
        SourceFormatError: Whether it is approximate cannot be told.
    """
    calendar = birth.text("calendarType")
    about = "circa " if birth.flag("circa", where) else ""
    texts = list(dict.fromkeys(_texts(birth)))
    if calendar.upper() not in _CALENDARS:
        notes.extend(f"birth date of the {calendar} calendar: {text}" for text in texts)
        return
    whole: list[PartialDate] = []
    for text in texts:
        try:
            found = PartialDate.parse(f"{about}{text}")
        except ValueError:
            notes.append(f"birth date as published: {about}{text}")
            continue
        # The parts repeat the whole date: only what they say otherwise is another date.
        if not any(found.overlaps(other) for other in whole):
            whole.append(found)
            yield found


def _texts(birth: Detail) -> Iterator[str]:
    """The date itself, then its parts, then the years between which it lies."""
    if text := birth.text("birthdate"):
        found = day(text)
        yield found.isoformat() if found else text
    parts = (birth.text(name) for name in ("dayOfMonth", "monthOfYear", "year"))
    # What is not known is left out, or written as noughts.
    number, month, year = ("" if text and not text.strip("0") else text for text in parts)
    if year:
        yield "-".join(part.zfill(2) for part in (year, month, number if month else "") if part)
    elif month or number:
        yield f"day {number or '?'}, month {month or '?'}"
    first, last = birth.text("yearRangeFrom"), birth.text("yearRangeTo")
    if first or last:
        yield f"{first}/{last}" if first and last else f"from {first}" if first else f"until {last}"
