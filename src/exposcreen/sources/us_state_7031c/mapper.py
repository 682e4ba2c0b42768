"""Items of the public listing become listings: the person of each item, and relatives who are designated with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import unique
from exposcreen.sources.prose_names import name_key, prose_names, unique_names
from exposcreen.sources.us_state_7031c.family import family_of
from exposcreen.sources.us_state_7031c.reader import Item

__all__ = ["LISTING_PAGE", "map_items"]

LISTING_PAGE = (
    "https://www.state.gov/reports/"
    "report-to-congress-on-anti-kleptocracy-and-human-rights-visa-restrictions-public-listing/"
)
_WITHIN = re.compile(r"(?P<before>.+?)\s*\((?:aka|a\.k\.a\.|also known as)\s+(?P<alias>[^()]+)\)\s*(?P<after>\S.*)")
_GROUNDS = {
    "7031(c) corruption": re.compile(r"\bcorrupt", re.IGNORECASE),
    "7031(c) GVHR": re.compile(r"human rights|\bGVHR\b", re.IGNORECASE),
}


def map_items(items: Sequence[Item], *, source: str, published_on: date | None) -> Iterator[Listing]:
    """The listings of the items; a relative who is an item too is one listing, the own one.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    names_of = {item: _names(item.name) for item in items}
    own = {name_key(name.text) for names in names_of.values() for name in names}
    for place, item in enumerate(items):
        family = family_of(item.reason)
        record = tuple(_record(item))
        values = [str(items[:place].count(item)), *(value for _, value in record)]
        listing = Listing(
            list_id="us_state_7031c",
            source=source,
            kind=SubjectKind.PERSON,
            names=names_of[item],
            designations=(_act(item, published_on),),
            countries=unique(country.strip() for country in item.country.split("/") if country.strip()),
            relations=family.relations,
            record=(*record, row_sha256(values)),
        )
        yield listing
        for relative in family.designated:
            if name_key(relative.name) not in own:
                yield listing.model_copy(
                    update={
                        "names": (Name(text=relative.name),),
                        "relations": (Relation(kind=f"{relative.kind} of", name=listing.name),),
                        "record": (*record, row_sha256([*values, relative.name])),
                    }
                )


def _names(published: str) -> tuple[Name, ...]:
    """``Ana (aka Anna) Roe`` is Ana Roe, alias Anna Roe: the alias stands for the name before it."""
    if match := _WITHIN.fullmatch(published):
        first = match["before"].rpartition(" ")[0]
        alias = " ".join(filter(None, (first, match["alias"], match["after"])))
        primary = Name(text=f"{match['before']} {match['after']}")
        return unique_names((primary, Name(text=alias, kind=NameKind.STRONG_AKA)))
    names = prose_names(published).names
    # One word alone names nobody for certain.
    return tuple(
        Name(text=name.text, kind=NameKind.WEAK_AKA)
        if name.kind is NameKind.STRONG_AKA and " " not in name.text
        else name
        for name in names
    )


def _act(item: Item, published_on: date | None) -> Designation:
    listing = Citation(
        title="Department of State, public listing of visa restrictions for corruption and human rights",
        reference="State 7031(c) public listing",
        locator=item.subtitle,
        url=LISTING_PAGE,
        published_on=published_on,
    )
    act = Citation(
        title="Annual appropriations act for State and Foreign Operations, section 7031(c)", reference="s.7031(c) SFOPS"
    )
    return Designation(
        program=_program(item),
        scope=item.reason or None,
        note=f"under the year {item.year}" if item.year else None,
        citations=(listing, act),
    )


def _program(item: Item) -> str:
    """The ground that the heading gives, else that of the reason; the section alone where neither says one."""
    for text in (item.subtitle, item.reason):
        grounds = [program for program, pattern in _GROUNDS.items() if pattern.search(text)]
        if len(grounds) == 1:
            return grounds[0]
    return "7031(c)"


def _record(item: Item) -> Iterator[tuple[str, str]]:
    fields = (("item", item.text), ("section", item.subtitle), ("year", item.year))
    yield from ((field, value) for field, value in fields if value)
