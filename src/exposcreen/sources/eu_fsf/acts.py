"""The designations of an entity of the EU's list: one for each programme, with the regulations as citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation
from exposcreen.sources.eu_fsf.dates import day
from exposcreen.sources.eu_fsf.raw import Detail, RawEntity

__all__ = ["designations"]

_LIST = "Consolidated list of persons, groups and entities subject to EU financial sanctions"
_ANY_PROGRAMME = "EU financial sanctions"


def designations(entity: RawEntity, notes: list[str], published_on: date | None) -> tuple[Designation, ...]:
    """The acts, in published order.

    The regulation that an entity bears is the last one that amended it, so the day on which that one entered into
    force is not the day of listing: only the designation date is.

    Args:
        notes: Takes what could not be understood.
    """
    listed_on = _day(entity, "designationDate", notes)
    delisted_on = _day(entity, "delistingDate", notes)
    if listed_on and delisted_on and delisted_on < listed_on:
        notes.append(f"delisting date {delisted_on}, before the designation")
        delisted_on = None
    by_programme: dict[str, list[Detail]] = {}
    for regulation in entity.regulations:
        by_programme.setdefault(regulation.text("programme"), []).append(regulation)
        notes += regulation.remarks
    return tuple(
        Designation(
            program=programme or _ANY_PROGRAMME,
            listed_on=listed_on,
            delisted_on=delisted_on,
            note=entity.itself.text("designationDetails") or None,
            citations=(*_regulations(regulations), *_entry(entity, published_on)),
        )
        for programme, regulations in (by_programme or {"": []}).items()
    )


def _day(entity: RawEntity, name: str, notes: list[str]) -> date | None:
    published = entity.itself.text(name)
    found = day(published)
    if published and found is None:
        notes.append(f"{name} as published: {published}")
    return found


def _regulations(regulations: list[Detail]) -> Iterator[Citation]:
    for regulation in regulations:
        url = regulation.text("publicationUrl")
        reference = regulation.text("numberTitle") or url
        if not reference:
            continue
        kind, by = regulation.text("regulationType") or "regulation", regulation.text("organisationType")
        in_force = regulation.text("entryIntoForceDate")
        yield Citation(
            title=f"EU {kind} ({by})" if by else f"EU {kind}",
            reference=reference,
            locator=f"in force from {in_force}" if in_force else None,
            url=url or None,
            published_on=day(regulation.text("publicationDate")),
        )


def _entry(entity: RawEntity, published_on: date | None) -> Iterator[Citation]:
    yield Citation(title=_LIST, reference=entity.uid or _LIST, published_on=published_on)
    if number := entity.itself.text("unitedNationId"):
        yield Citation(title="United Nations Security Council sanctions list", reference=number)
