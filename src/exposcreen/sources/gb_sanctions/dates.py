"""Days as the UK Sanctions List writes them: ``29/06/2012``, and ``dd/mm/1962`` where only the year is known."""

from __future__ import annotations

import re
from datetime import date

from exposcreen.model.dates import PartialDate

__all__ = ["birth_date", "day"]

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_BIRTH = re.compile(r"(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})", re.IGNORECASE)


def day(published: str) -> date | None:
    """A whole day; ``None`` where it is none of the calendar."""
    if match := _DAY.fullmatch(published.strip()):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return None
    return None


def birth_date(published: str) -> PartialDate:
    """A birth date. What is not known is written in letters or as 00: ``dd/mm/1962``, ``00/05/1962``.

    Raises:
        ValueError: It is none, or the year itself is not known (``15/08/19yy``).
    """
    match = _BIRTH.fullmatch(published.strip())
    if match is None:
        return PartialDate.parse(published)
    day_, month, year = (int(part) if part.isdigit() else 0 for part in match.groups())
    if not month:
        return PartialDate.parse(f"{year:04d}")
    return PartialDate.parse(f"{year:04d}-{month:02d}-{day_:02d}" if day_ else f"{year:04d}-{month:02d}")
