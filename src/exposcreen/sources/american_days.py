"""Days as American authorities write them on a page: ``June 21, 2022``."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

__all__ = ["american_day", "american_days"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_DAY = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})\b")


def american_days(text: str) -> Iterator[date]:
    """The days that stand in a text, in its order; what no calendar knows is passed over."""
    for match in _DAY.finditer(text):
        month = _MONTHS.get(match["month"].lower())
        if month is None:
            continue
        try:
            yield date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue


def american_day(text: str) -> date | None:
    """The day that a text is; ``None`` where it is anything else or more."""
    match = _DAY.fullmatch(text.strip())
    return next(american_days(match[0]), None) if match else None
