"""Days as American authorities write them: ``June 21, 2022`` on a page, ``06/21/2022`` in a table."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

__all__ = ["american_day", "american_days"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_DAY = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})\b")

_IN_NUMBERS = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")


def american_days(text: str) -> Iterator[date]:
    """The days that stand in a text in words, in its order; what no calendar knows is passed over."""
    for match in _DAY.finditer(text):
        month = _MONTHS.get(match["month"].lower())
        if month is None:
            continue
        try:
            yield date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue


def american_day(text: str) -> date | None:
    """The day that a text is, in words or in numbers; ``None`` where it is anything else or more."""
    stripped = text.strip()
    if match := _IN_NUMBERS.fullmatch(stripped):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    return next(american_days(stripped), None) if _DAY.fullmatch(stripped) else None
