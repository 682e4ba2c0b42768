"""The designations of an entity: one for each program of each sanction that puts it on a list.

OpenSanctions is a secondary source, so its acts and citations count as unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation
from exposcreen.sources.facts import day_after, unique
from exposcreen.sources.opensanctions.lines import Entity
from exposcreen.sources.opensanctions.standing import Place

__all__ = ["designations", "page_of"]

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")


def page_of(identity: str, published_on: date | None) -> Citation:
    """OpenSanctions' own page of an entity."""
    return Citation(
        title="OpenSanctions",
        reference=identity,
        url=f"https://www.opensanctions.org/entities/{identity}/",
        published_on=published_on,
        confirmed=False,
    )


def designations(
    entity: Entity, places: Iterable[Place], notes: list[str], published_on: date | None
) -> tuple[Designation, ...]:
    """The acts that put an entity on one list.

    Args:
        places: The same list, once for each dataset that repeats it.
        notes: Takes what could not be understood.
    """
    found: list[Designation] = []
    for place in places:
        for sanction in place.sanctions:
            found += _acts(entity, place, sanction, notes, published_on)
        if not place.sanctions:
            citation = page_of(entity.id, published_on)
            found.append(Designation(program=place.repeated.title, citations=(citation,), confirmed=False))
    return unique(found)


def _acts(
    entity: Entity, place: Place, sanction: Entity, notes: list[str], published_on: date | None
) -> Iterator[Designation]:
    listed_on = _first(sanction, ("listingDate", "startDate"), notes)
    ended_on = _last(sanction, notes)
    # Whether the end is the last day or the first one off the list is not said: nobody is off a day too early.
    delisted_on = day_after(ended_on) if ended_on else None
    if listed_on and delisted_on and delisted_on < listed_on:
        notes.append(f"endDate {ended_on}, before the listing")
        delisted_on = None
    words = [
        *(f"{name}: {value}" for name in ("status", "recordId") for value in sanction.values(name)),
        *sanction.values("reason", "summary", "description"),
    ]
    programs = sanction.values("program") or sanction.values("programId") or (place.repeated.title,)
    for program in programs:
        yield Designation(
            program=program,
            listed_on=listed_on,
            delisted_on=delisted_on,
            measures=sanction.values("provisions"),
            note="; ".join(words) or None,
            confirmed=False,
            citations=(*_authority(place, sanction, published_on), page_of(entity.id, published_on)),
        )


def _authority(place: Place, sanction: Entity, published_on: date | None) -> Iterator[Citation]:
    title = next(iter(sanction.values("authority")), place.repeated.title)
    url = next(iter(sanction.values("sourceUrl", "programUrl")), None)
    program = "; ".join(sanction.values("programId")) or None
    references = sanction.values("authorityId") or (place.repeated.title,)
    for reference in references:
        yield Citation(
            title=title, reference=reference, locator=program, url=url, published_on=published_on, confirmed=False
        )
    for reference in sanction.values("unscId"):
        yield Citation(title="United Nations Security Council sanctions list", reference=reference, confirmed=False)


def _first(sanction: Entity, names: tuple[str, ...], notes: list[str]) -> date | None:
    """The first of all days; nothing where one is not known to the day, which is on the list on every day."""
    published = sanction.values(*names)
    days = [found for text in published if (found := _day(text)) is not None]
    if len(days) < len(published):
        notes.append(f"listed on, as published: {', '.join(published)}")
        return None
    return min(days, default=None)


def _last(sanction: Entity, notes: list[str]) -> date | None:
    """The last of all ends; nothing where one is not known to the day."""
    published = sanction.values("endDate")
    days = [found for text in published if (found := _day(text)) is not None]
    if len(days) < len(published):
        notes.append(f"ended on, as published: {', '.join(published)}")
        return None
    return max(days, default=None)


def _day(published: str) -> date | None:
    match = _DAY.fullmatch(published)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
