"""Dates of the list: days with or without a time zone, and birth dates that are exact, approximate or a span."""

from __future__ import annotations

import re
from datetime import date, datetime

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.sources.cells import collapsed
from exposcreen.sources.xml import text_at

__all__ = ["birth_date", "day", "day_generated"]

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")
_TYPES = {"", "EXACT", "APPROXIMATELY", "BETWEEN"}


def day(text: str) -> date | None:
    """The day of an XML date, as written: its time zone, where there is one, moves no day of a list.

    Raises:
        ValueError: It is neither empty nor a day.
    """
    if not text:
        return None
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a day")
    return date.fromisoformat(match[1])


def day_generated(text: str, where: str) -> date:
    """The day on which the file was made, as written on the clock of its maker.

    Published so far: ``2026-02-27T00:00:09.554Z``, ``…-05:00`` and no time zone at all.

    Raises:
        SourceFormatError: It is no time.
    """
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise SourceFormatError(
            f"{where}: dateGenerated: {text!r} is not a time, so it cannot be told of which day the list is: look at "
            f"the file, or mend the reader"
        ) from None


def birth_date(element: etree._Element, where: str) -> tuple[PartialDate | None, str]:
    """A birth date, and what else is published of it, or all of it where it is no date.

    ``APPROXIMATELY`` is a year either way, as for OFAC's "circa"; so is a span that is noted to be approximate.

    Raises:
        SourceFormatError: Its type is unknown.
    """
    kind, note = text_at(element, "TYPE_OF_DATE"), collapsed(text_at(element, "NOTE"))
    if kind not in _TYPES:
        raise SourceFormatError(
            f"{where}: TYPE_OF_DATE: {kind!r} is not one of {', '.join(sorted(filter(None, _TYPES)))}, so it is not "
            f"known how exact the birth date is: mend the reader"
        )
    published = text_at(element, "DATE") or text_at(element, "YEAR") or _span(element)
    approximate = kind == "APPROXIMATELY" or note == "Approximately"
    try:
        return _parsed(published or note, approximate=approximate), "" if approximate or not published else note
    except ValueError:
        return None, collapsed(f"{published} {note}")


def _span(element: etree._Element) -> str:
    years = [year for name in ("FROM_YEAR", "TO_YEAR") if (year := text_at(element, name))]
    return "/".join(years)


def _parsed(text: str, *, approximate: bool) -> PartialDate | None:
    if not text:
        return None
    if match := _DAY.fullmatch(text):
        text = match[1]
    return PartialDate.parse(f"circa {text}" if approximate else text)
