"""The CSV of the Consolidated Screening List written as its JSON: the same parties, with arrays and objects."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

__all__ = ["as_json"]

_ARRAYS = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_LABELS_FIRST = ("Passport", "Registration ID", "Gender", "Executive Order 13662 Directive Determination -")


def as_json(table: bytes) -> bytes:
    results = [_result(row) for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))]
    return (json.dumps({"results": results}, indent=1, ensure_ascii=False) + "\n").encode()


def _result(row: dict[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = {"id": row.pop("_id", "0")}
    for column, value in row.items():
        if column in _ARRAYS:
            result[column] = _parts(value)
        elif column == "addresses":
            result[column] = [_address(part) for part in _parts(value)]
        elif column == "ids":
            result[column] = [_identifier(part) for part in _parts(value)]
        else:
            result[column] = value or None
    return result


def _parts(value: str) -> list[str]:
    return [part for part in value.split("; ") if part.strip()]


def _address(text: str) -> dict[str, str | None]:
    rest, _, country = text.rpartition(", ")
    if not re.fullmatch("[A-Z]{2}", country):
        rest, country = text, ""
    return {"address": rest or None, "city": None, "state": None, "postal_code": None, "country": country or None}


def _identifier(text: str) -> dict[str, str | None]:
    parts = text.split(", ")
    kind = parts.pop(0) if parts[0] in _LABELS_FIRST else parts.pop()
    country = None
    for at in (0, -1):
        if len(parts) > 1 and re.fullmatch("[A-Z]{2}", parts[at]):
            country = parts.pop(at)
    number = ", ".join(parts)
    return {"type": kind, "number": number or None, "country": country, "issue_date": None, "expiration_date": None}
