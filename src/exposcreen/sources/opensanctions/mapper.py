"""A party of OpenSanctions becomes a listing for each list on which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.cells import Copies
from exposcreen.sources.facts import unique
from exposcreen.sources.opensanctions.acts import designations
from exposcreen.sources.opensanctions.joined import Joined
from exposcreen.sources.opensanctions.lines import Entity
from exposcreen.sources.opensanctions.numbers import identifiers
from exposcreen.sources.opensanctions.standing import Place
from exposcreen.sources.opensanctions.ties import relations

__all__ = ["map_entity"]

_NAMES = {
    "name": NameKind.STRONG_AKA,
    "alias": NameKind.STRONG_AKA,
    "previousName": NameKind.FKA,
    "weakAlias": NameKind.WEAK_AKA,
    "abbreviation": NameKind.WEAK_AKA,
}
_ADDRESS = ("street", "street2", "postOfficeBox", "postalCode", "city", "region", "state", "country")


def map_entity(
    entity: Entity,
    places: tuple[Place, ...],
    parts: Joined,
    *,
    source: str,
    seen: set[tuple[str, str]],
    copies: Copies,
    published_on: date | None,
) -> Iterator[Listing]:
    """The listings of a party, one for each list.

    Args:
        places: Where it stands; a list that several datasets repeat is there several times.
        source: Id of this source.
        seen: The authorities' ids that are taken already, by list.
        copies: Of this reading, for a party whose id on the list is not told.

    Raises:
        pydantic.ValidationError: A property cannot be a fact of a listing.
    """
    facts: list[str] = []
    shared = {
        "source": source,
        "kind": entity.role.kind or SubjectKind.UNKNOWN,
        "names": _names(entity),
        "identifiers": unique(identifiers(entity, parts, facts)),
        "birth_dates": unique(_birth_dates(entity, facts)),
        "birth_places": entity.values("birthPlace", "birthCountry"),
        "nationalities": entity.values("nationality", "citizenship"),
        "countries": entity.values("country", "jurisdiction", "mainCountry", "flag"),
        "addresses": unique(_addresses(entity, parts)),
        "relations": unique(relations(entity, parts, facts)),
        "positions": entity.values("title", "position"),
    }
    facts += [f"previous flag: {flag}" for flag in entity.values("pastFlags")]
    facts += entity.values("notes", "summary", "description")
    for list_id in unique(place.repeated.list_id for place in places):
        here = [place for place in places if place.repeated.list_id == list_id]
        notes = list(facts)
        acts = designations(entity, here, notes, published_on)
        uid = _uid(here, notes)
        if uid is not None and (list_id, uid) in seen:
            notes.append(f"id on the list: {uid}, which stands for another entity of OpenSanctions too")
            uid = None
        if uid is not None:
            seen.add((list_id, uid))
        yield Listing.model_validate(
            {
                **shared,
                "list_id": list_id,
                "uid": uid,
                "designations": acts,
                "note": "; ".join(unique(notes)) or None,
                "record": tuple(_record(entity, list_id, uid, copies)),
            }
        )


def _names(entity: Entity) -> tuple[Name, ...]:
    every = [Name(text=text, kind=kind) for name, kind in _NAMES.items() for text in entity.values(name)]
    first = entity.caption or (every[0].text if every else entity.id)
    best: dict[str, Name] = {}
    for name in every:
        best.setdefault(name.text, name)
    best.pop(first, None)
    return (Name(text=first), *best.values())


def _birth_dates(entity: Entity, notes: list[str]) -> Iterator[PartialDate]:
    for published in entity.values("birthDate"):
        try:
            yield PartialDate.parse(published)
        except ValueError:
            notes.append(f"birth date as published: {published}")


def _addresses(entity: Entity, parts: Joined) -> Iterator[str]:
    yield from entity.values("address")
    for identity in entity.values("addressEntity"):
        for address in parts.parts(identity, "address"):
            whole = address.values("full")
            composed = ", ".join(text for name in _ADDRESS for text in address.values(name))
            yield from whole or ((composed,) if composed else ())


def _uid(places: list[Place], notes: list[str]) -> str | None:
    """The authority's own id, where the list has it and all sanctions agree on it."""
    found = unique(
        uid
        for place in places
        if place.repeated.uid
        for sanction in place.sanctions
        for uid in sanction.values(place.repeated.uid)
    )
    if len(found) > 1:
        notes.append(f"ids on the list: {', '.join(found)}")
    return found[0] if len(found) == 1 else None


def _record(entity: Entity, list_id: str, uid: str | None, copies: Copies) -> Iterator[tuple[str, str]]:
    yield from (("id", entity.id), ("schema", entity.schema))
    if entity.caption:
        yield "caption", entity.caption
    yield from (("datasets", dataset) for dataset in entity.datasets)
    for name, values in entity.properties.items():
        yield from ((f"properties/{name}", value) for value in values if value.strip())
    if uid is None:
        yield copies.row_sha256((list_id, entity.text))
