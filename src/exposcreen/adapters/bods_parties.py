"""Entities and persons of beneficial ownership statements as parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exposcreen.adapters.fields import array_at, object_at, objects_at, text_at
from exposcreen.identifiers import canonical_scheme
from exposcreen.model.dates import PartialDate
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.ownership import Party

__all__ = ["party_of"]

_UNNAMED = frozenset({"anonymousPerson", "unknownPerson", "anonymousEntity", "unknownEntity"})


def party_of(key: str, statements: Sequence[Mapping[str, Any]]) -> Party:
    """A party as all its statements describe it, the last name first.

    Args:
        key: The record's own id.
        statements: The details of its statements, in order.

    Raises:
        ValueError: A field holds what it cannot.
    """
    latest = statements[-1]
    names = tuple(dict.fromkeys(name for details in reversed(statements) for name in _names(details)))
    identifiers = dict.fromkeys(pair for details in statements for pair in _identifiers(details))
    person = "personType" in latest or "names" in latest
    kind = text_at(latest, "personType") or text_at(object_at(latest, "entityType"), "type")
    born = text_at(latest, "birthDate").partition("T")[0]
    return Party(
        name=names[0] if names else "",
        identifiers=(*identifiers, ("bods_record", key)),
        unnamed=kind in _UNNAMED,
        aliases=names[1:],
        kind=SubjectKind.PERSON if person else SubjectKind.ORGANIZATION,
        country=_country(latest),
        birth_date=PartialDate.parse(born) if person and born else None,
    )


def _names(details: Mapping[str, Any]) -> Iterator[str]:
    if name := text_at(details, "name"):
        yield name
    for item in objects_at(details, "names"):
        parts = [text_at(item, part) for part in ("givenName", "patronymicName", "familyName")]
        if text := text_at(item, "fullName") or " ".join(part for part in parts if part):
            yield text
    yield from (str(name).strip() for name in array_at(details, "alternateNames") if name and str(name).strip())


def _identifiers(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Identifiers by their scheme: ``XI-LEI`` is an LEI; a national register keeps its own name."""
    for item in objects_at(details, "identifiers"):
        if item.get("id"):
            scheme = (text_at(item, "scheme") or text_at(item, "schemeName")).lower()
            yield canonical_scheme("lei" if scheme == "xi-lei" else scheme), str(item["id"])


def _country(details: Mapping[str, Any]) -> str | None:
    places = [object_at(details, "jurisdiction"), *objects_at(details, "nationalities")]
    return next((code for place in places if (code := text_at(place, "code"))), None)
