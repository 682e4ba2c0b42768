"""What the labels of OFAC's remarks mean: ``data/sources/us_ofac_labels.csv``.

The same labels head the items of the Consolidated Screening List's ``ids`` column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_table

__all__ = ["Label", "Meaning", "label_at_the_start", "labels"]

_COLUMNS = ("label", "meaning", "detail", "source")


class Meaning(StrEnum):
    """What becomes of a labelled fact."""

    IDENTIFIER = "identifier"  # detail: its scheme
    NAME = "name"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    COUNTRY = "country"
    POSITION = "position"
    VESSEL_OWNER = "vessel_owner"
    LINKED_TO = "linked_to"
    SCOPE = "scope"  # detail: the program whose reach it states
    LISTED_ON = "listed_on"  # detail: the act whose day it is, as the label names it
    EFFECTIVE_FROM = "effective_from"
    DIVEST_UNTIL = "divest_until"
    KEPT = "kept"  # stays in the record, by name


@dataclass(frozen=True, slots=True)
class Label:
    """A label as published.

    Attributes:
        text: The label itself.
        detail: What the meaning needs to know; empty where nothing.
    """

    text: str
    meaning: Meaning
    detail: str = ""


@cache
def labels() -> dict[str, Label]:
    """Every known label by its text.

    Raises:
        DataError: The table breaks its schema.
    """
    path = data_root() / "sources" / "us_ofac_labels.csv"
    found: dict[str, Label] = {}
    for line, row in read_table(path, _COLUMNS):
        if row["meaning"] not in {meaning.value for meaning in Meaning}:
            raise DataError(f"{path}: line {line}: meaning: {row['meaning']!r} is not one of {', '.join(Meaning)}")
        if row["label"] in found:
            raise DataError(f"{path}: line {line}: label: {row['label']!r} is given twice: remove one")
        found[row["label"]] = Label(row["label"], Meaning(row["meaning"]), row["detail"])
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(labels(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))})(?=[:\s]|$):?\s*")


def label_at_the_start(text: str) -> tuple[Label, str] | None:
    """The longest label with which a text begins, and the text after it; ``None`` where there is none."""
    match = _pattern().match(text)
    return (labels()[match[1]], text[match.end() :].strip()) if match else None
