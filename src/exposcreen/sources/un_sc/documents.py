"""Identity documents of an entry: the number taken out of the words around it, and the words kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from lxml import etree

from exposcreen.errors import DataError, SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier
from exposcreen.resources import data_root, read_table
from exposcreen.sources.cells import collapsed
from exposcreen.sources.un_sc.days import day
from exposcreen.sources.un_sc.prose import number_in
from exposcreen.sources.xml import text_at

__all__ = ["Document", "read_document"]

_COLUMNS = ("type", "scheme", "source")
_EXPIRES = re.compile(
    r"(?:expir\w*(?: date)?|valid until|date of expiration)(?: on| of)?:? ?"
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+\.? \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})")
_STANDING = re.compile(r"cancel|revoke|fals|fraud|counterfeit|misuse|stolen|lost|expired|unconfirmed", re.IGNORECASE)
_TAIL = re.compile(r"(?P<value>.*\d\S*?)(?:\s*\((?P<about>[^()]*)\)|, (?P<place>[^\d,]+))")


@dataclass(frozen=True, slots=True)
class Document:
    """What one document element says.

    Attributes:
        identifier: ``None`` where no number is published, in its own field or in the words beside it.
        note: What else is said of it; empty where nothing.
    """

    identifier: Identifier | None
    note: str = ""


def read_document(element: etree._Element, where: str) -> Document:
    """What a document element says; nothing for an empty one.

    Raises:
        SourceFormatError: The type of the document is unknown.
    """
    kind, detail = (collapsed(text_at(element, name)) for name in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"))
    number, note = (collapsed(text_at(element, name)) for name in ("NUMBER", "NOTE"))
    scheme = _scheme(kind, detail, where)
    published = " ".join(filter(None, (kind, detail if detail != kind else "", number)))
    label, value, tail = _parts(number)
    if not any(character.isdigit() for character in value):
        value = number_in(detail) or number_in(note)
    if not any(character.isdigit() for character in value):
        return Document(None, ": ".join(filter(None, (published, *_places(element), note))))
    country = text_at(element, "ISSUING_COUNTRY") or text_at(element, "COUNTRY_OF_ISSUE")
    city = ", ".join(text for text in _places(element) if text != country)
    issued_on, odd = _issued(element)
    words = [text for text in (note, odd) if text]
    if label or tail or value not in number or (detail and detail != kind) or words:
        words.insert(0, published)
    return Document(
        Identifier(
            scheme=scheme,
            value=value,
            country=collapsed(country) or None,
            issuer=city or None,
            issued_on=issued_on,
            expires_on=_expires(f"{tail} {note}"),
            status="; ".join(text for text in (label, tail, note) if _STANDING.search(text)) or None,
        ),
        ": ".join(words),
    )


def _parts(number: str) -> tuple[str, str, str]:
    """The words before a number, the number itself, and what stands behind it.

    Words end with the last one in lower case before the first digit: ``Afghan passport number SE 012820`` is
    ``SE 012820``; letters in capitals belong to the number.
    """
    tail = ""
    if match := _TAIL.fullmatch(number):
        number, tail = match["value"], match["about"] or match["place"]
    words = number.split(" ")
    first = next((at for at, word in enumerate(words) if any(character.isdigit() for character in word)), 0)
    spoken = [at for at in range(first) if any(character.islower() for character in words[at])]
    start = spoken[-1] + 1 if spoken else 0
    return " ".join(words[:start]), " ".join(words[start:]), tail


def _places(element: etree._Element) -> Iterator[str]:
    for name in ("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "ISSUING_COUNTRY"):
        if text := collapsed(text_at(element, name)):
            yield text


def _issued(element: etree._Element) -> tuple[date | None, str]:
    text = text_at(element, "DATE_OF_ISSUE")
    try:
        return day(text), ""
    except ValueError:
        return None, f"issued {text}"


def _expires(text: str) -> date | None:
    match = _EXPIRES.search(text)
    if match is None:
        return None
    try:
        found = PartialDate.parse(_AMERICAN.sub(r"\2 \1 \3", match["day"]))
    except ValueError:
        return None
    return found.earliest if found.is_day else None


def _scheme(kind: str, detail: str, where: str) -> str:
    known = _schemes()
    if kind and kind.casefold() not in known:
        raise SourceFormatError(
            f"{where}: TYPE_OF_DOCUMENT: {kind!r} is not in data/sources/un_sc_documents.csv, so its number could be "
            f"taken for another: say there what it is"
        )
    return known.get(detail.casefold().rstrip(":"), "") or known.get(kind.casefold(), "identification")


@cache
def _schemes() -> dict[str, str]:
    path = data_root() / "sources" / "un_sc_documents.csv"
    found: dict[str, str] = {}
    for line, row in read_table(path, _COLUMNS):
        if row["type"] in found:
            raise DataError(f"{path}: line {line}: type: {row['type']!r} is given twice: remove one")
        found[row["type"]] = row["scheme"]
    return found
