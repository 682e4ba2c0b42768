"""The ``ids`` column of the Consolidated Screening List: labelled items, in the two orders it has had.

Until 2022 ``CN, 9111…, Unified Social Credit Code (USCC)``; in 2025 ``Passport, 836238033, KP``.
"""

from __future__ import annotations

import re

from exposcreen.sources.facts import Facts
from exposcreen.sources.labels import Label, Meaning, labels

__all__ = ["read_ids"]

_COUNTRY = re.compile(r"[A-Z]{2}")
_CRYPTO = "Digital Currency Address -"


def read_ids(published: str, facts: Facts) -> None:
    """Take every item of an ``ids`` field; one without a known label is noted as text."""
    for item in published.split("; "):
        if item.strip():
            _read_item(item.strip(), facts)


def _read_item(item: str, facts: Facts) -> None:
    parts = item.split(", ")
    if (label := _label(parts[0])) and len(parts) > 1:
        value, country = parts[1:], parts[-1]
        if len(value) > 1 and _COUNTRY.fullmatch(country):
            value = value[:-1]
    elif (label := _label(parts[-1])) and len(parts) > 1:
        value, country = parts[:-1], parts[0]
        if len(value) > 1 and _COUNTRY.fullmatch(country):
            value = value[1:]
    else:
        facts.notes.append(item)
        return
    is_identifier = label.meaning is Meaning.IDENTIFIER
    facts.add(label, ", ".join(value), country if is_identifier and _COUNTRY.fullmatch(country) else None)


def _label(text: str) -> Label | None:
    if text.startswith(_CRYPTO):
        return labels()[_CRYPTO]
    # The order of 2025 ends some labels with the colon that the table has only where OFAC's remarks have it.
    return labels().get(text) or labels().get(text.removesuffix(":"))
