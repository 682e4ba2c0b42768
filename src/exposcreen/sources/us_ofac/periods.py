"""Periods of the XML formats, of which both ends may be uncertain, as texts that ``PartialDate`` reads."""

from __future__ import annotations

from exposcreen.model.dates import PartialDate

__all__ = ["period_text"]


def period_text(first: str, last: str, *, is_approximate: bool = False) -> str:
    """A period as a text: a day, a month, a year, ``2001-01-01/2002-06-30``, with ``circa`` where it is approximate.

    Args:
        first: The first day it can be, ISO; empty where it is not said.
        last: The last day it can be.

    Returns:
        The text; empty where neither day is said; both days as they are where no calendar knows them.
    """
    if not (first or last):
        return ""
    try:
        text = str(PartialDate(PartialDate.parse(first or last).earliest, PartialDate.parse(last or first).latest))
    except ValueError:
        return f"{first} to {last}"
    return f"circa {text}" if is_approximate else text
