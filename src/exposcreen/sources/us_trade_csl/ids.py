"""The ``ids`` column of the Consolidated Screening List: labelled items, in the two orders it has had.

Until 2022 ``CN, 9111…, Unified Social Credit Code (USCC)``; in 2025 ``Passport, 836238033, KP``. In the JSON each item
is an object of five fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from exposcreen.model.dates import PartialDate
from exposcreen.sources.facts import Facts
from exposcreen.sources.labels import Label, Meaning, labels

__all__ = ["read_id_objects", "read_ids"]

_COUNTRY = re.compile(r"[A-Z]{2}")
_CRYPTO = "Digital Currency Address -"


def read_ids(published: str, facts: Facts) -> None:
    """Take every item of an ``ids`` field; one without a known label is noted as text."""
    for item in published.split("; "):
        if item.strip():
            _read_item(item.strip(), facts)


def read_id_objects(published: Iterable[Mapping[str, str]], facts: Facts) -> None:
    """Take every object of an ``ids`` array: ``type``, ``number``, ``country``, ``issue_date``, ``expiration_date``."""
    for verbatim in published:
        item = {field: text.strip() for field, text in verbatim.items()}
        label, value, country = _label(item["type"]), item["number"], item["country"]
        if label is None or not value:
            facts.notes.append(", ".join(text for text in item.values() if text))
            continue
        is_identifier = label.meaning is Meaning.IDENTIFIER
        before = len(facts.identifiers)
        facts.add(label, value, (country or None) if is_identifier else None)
        for field, name in (("issue_date", "issued_on"), ("expiration_date", "expires_on")):
            if not item[field]:
                continue
            day = _day(item[field])
            if day is None or len(facts.identifiers) == before:
                facts.notes.append(f"{item['type']} {value}: {field} {item[field]}")
            else:
                facts.identifiers[-1] = facts.identifiers[-1].model_copy(update={name: day})


def _day(published: str) -> date | None:
    try:
        day = PartialDate.parse(published)
    except ValueError:
        return None
    return day.earliest if day.is_day else None


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
