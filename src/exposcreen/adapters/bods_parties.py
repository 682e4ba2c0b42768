"""Entities and persons of beneficial ownership statements as parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
    """
    latest = statements[-1]
    names = tuple(dict.fromkeys(name for details in reversed(statements) for name in _names(details)))
    identifiers = dict.fromkeys(pair for details in statements for pair in _identifiers(details))
    person = "personType" in latest or "names" in latest
    kind_of_entity = latest.get("entityType")
    kind = str(latest.get("personType") or (kind_of_entity.get("type") if isinstance(kind_of_entity, dict) else ""))
    return Party(
        name=names[0] if names else "",
        identifiers=(*identifiers, ("bods_record", key)),
        unnamed=kind in _UNNAMED,
        aliases=names[1:],
        kind=SubjectKind.PERSON if person else SubjectKind.ORGANIZATION,
        country=_country(latest),
        birth_date=PartialDate.parse(str(latest["birthDate"])) if person and latest.get("birthDate") else None,
    )


def _names(details: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(name := details.get("name"), str) and name.strip():
        yield name.strip()
    for item in details.get("names") or ():
        if not isinstance(item, dict):
            continue
        parts = [str(item[part]) for part in ("givenName", "patronymicName", "familyName") if item.get(part)]
        if text := str(item.get("fullName") or " ".join(parts)).strip():
            yield text
    yield from (name.strip() for name in details.get("alternateNames") or () if isinstance(name, str) and name.strip())


def _identifiers(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Identifiers by their scheme: ``XI-LEI`` is an LEI; a national register keeps its own name."""
    for item in details.get("identifiers") or ():
        if isinstance(item, dict) and item.get("id"):
            scheme = str(item.get("scheme") or item.get("schemeName") or "").strip().lower()
            yield canonical_scheme("lei" if scheme == "xi-lei" else scheme), str(item["id"])


def _country(details: Mapping[str, Any]) -> str | None:
    places = [details.get("jurisdiction"), *(details.get("nationalities") or ())]
    return next((str(place["code"]) for place in places if isinstance(place, dict) and place.get("code")), None)
