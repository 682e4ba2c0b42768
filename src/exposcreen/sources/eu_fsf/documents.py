"""Identity documents and numbers of the EU's list: ``data/sources/eu_fsf_documents.csv`` tells their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from exposcreen.model.listing import Identifier
from exposcreen.resources import data_root, read_table
from exposcreen.sources.eu_fsf.dates import day
from exposcreen.sources.eu_fsf.places import country
from exposcreen.sources.eu_fsf.raw import Detail
from exposcreen.sources.facts import unique

__all__ = ["SHIP", "identifiers"]

SHIP = "imo"
"""The type of the number that only ships have, and companies that run them."""

_COLUMNS = ("code", "scheme", "source")
_STATES = {
    "diplomatic": "diplomatic",
    "knownExpired": "known expired",
    "knownFalse": "known false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by issuer",
}


@cache
def _schemes() -> dict[str, str]:
    path = data_root() / "sources" / "eu_fsf_documents.csv"
    return {row["code"]: row["scheme"] for _, row in read_table(path, _COLUMNS)}


def identifiers(document: Detail, where: str, notes: list[str]) -> Iterator[Identifier]:
    """The numbers of a document, in its own script and in the Latin one. What is no number is noted.

    Raises:
        SourceFormatError: One of its states is neither true nor false.
    """
    code = document.text("identificationTypeCode")
    words = document.text("identificationTypeDescription") or code or "identification"
    numbers = unique(filter(None, (document.text("number"), document.text("latinNumber"))))
    states = [said for name, said in _STATES.items() if document.flag(name, where)]
    scheme = _schemes().get(code.lower())
    if scheme is None or not any(character.isdigit() for number in numbers for character in number):
        notes.append(
            f"{words} {' / '.join(numbers)}".strip() + (f" ({country(document)})" if country(document) else "")
        )
    else:
        for number in numbers:
            yield Identifier(
                scheme=scheme,
                value=number.removeprefix("IMO").strip(" :") if scheme == SHIP else number,
                country=country(document) or None,
                issuer=document.text("issuedBy") or None,
                issued_on=_day(document, ("validFrom", "issueDate"), words, notes),
                expires_on=_day(document, ("validTo",), words, notes),
                status=", ".join(states) or None,
            )
    if region := document.text("region"):
        notes.append(f"{words}: region {region}")
    notes += [f"{words} {numbers[0] if numbers else ''}".strip() + f": {line}" for line in document.remarks]


def _day(document: Detail, names: tuple[str, ...], words: str, notes: list[str]) -> date | None:
    """The first of these days that is given; one that no calendar knows, and every other one, is noted."""
    found = None
    for name in names:
        published = document.text(name)
        understood = day(published)
        if understood is not None and found in {None, understood}:
            found = understood
        elif published:
            notes.append(f"{words}: {name} {published}")
    return found
