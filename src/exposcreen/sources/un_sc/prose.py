"""What the list says in words where it has a field: numbers of documents, and birth dates that go with an alias."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier

__all__ = ["birth_dates_in", "document_numbers_in", "number_in"]

_VALUE = r"(?:[A-Z]{1,3}[- ]{0,2})?\d[\w/-]{3,}|[A-Z]{4,}\d[A-Z\d]{5,}"
_NUMBER = re.compile(rf"(?:\b(?:number|no\.?|ssn|code|card):? ?|^)(?-i:(?P<value>{_VALUE}))", re.IGNORECASE)
_DOCUMENT = re.compile(
    rf"\b(?P<kind>passport|identification|id) (?:number|no\.?):? ?(?-i:(?P<value>{_VALUE}))", re.IGNORECASE
)
_BORN = re.compile(r"\b(?:born|DP?OB)\b(?P<about>.*?)(?=passport|nationality|POB:|issue|;|$)", re.IGNORECASE)
_DATE = re.compile(r"\b(?:(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? ?)?(?:19|20)\d{2}\b")


def number_in(text: str) -> str:
    """The number of the one document of which a text speaks; empty where it speaks of none.

    ``Libyan passport number 347834, issued under name X`` is ``347834``.
    """
    match = _NUMBER.search(text)
    return match["value"] if match else ""


def document_numbers_in(text: str) -> Iterator[Identifier]:
    """The documents of a text about an alias: ``passport number OR 1961825 issued on 4 Feb. 2003``."""
    for match in _DOCUMENT.finditer(text):
        scheme = "passport" if match["kind"].lower() == "passport" else "national_id"
        yield Identifier(scheme=scheme, value=match["value"])


def birth_dates_in(text: str) -> Iterator[PartialDate]:
    """The birth dates of a text about an alias: ``born in Kandahar on 01 Jan.1967``, ``DOB: a) 1960 b) 1963``."""
    for born in _BORN.finditer(text):
        for match in _DATE.finditer(born["about"]):
            try:
                yield PartialDate.parse(match[0].replace(".", " "))
            except ValueError:
                continue
