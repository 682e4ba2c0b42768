"""The rows of one entry become its listings: one for each party that the entry names.

The day of a Federal Register page is the day a rule was made public, and some rules took effect on another: it is
``announced_on``, and ``listed_on`` stays unknown, because the tables do not say it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name, Relation
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import PART_OF, unique
from exposcreen.sources.federal_register import federal_register, first_published
from exposcreen.sources.us_bis_ecfr.entity import Party, parties_of
from exposcreen.sources.us_bis_ecfr.entries import Entry
from exposcreen.sources.us_trade_csl.acts import footnotes_of

__all__ = ["map_entry"]

_ADDRESS_ONLY = re.compile(r"Address \d+")


def map_entry(entry: Entry, *, source: str, seen: Counter[str], published_on: date | None) -> Iterator[Listing]:
    """The listings of an entry.

    Args:
        seen: How often each content has been read: the lists have no ids, and the copies are told apart by number.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    parties = parties_of(entry.lines("entity")) or (Party([Name(text=entry.text("entity"))]),)
    content = "\x1f".join((entry.supplement.list_id, entry.country, *entry.texts.values()))
    copy, seen[content] = seen[content], seen[content] + 1
    for number, party in enumerate(parties):
        yield Listing(
            list_id=entry.supplement.list_id,
            source=source,
            names=unique(party.names),
            designations=(_designation(entry, party, published_on),),
            countries=(entry.country,) if entry.country else (),
            addresses=unique(party.addresses),
            relations=(Relation(kind=PART_OF, name=party.parent),) if party.parent else (),
            note="; ".join(_notes(entry, party)) or None,
            record=(*_record(entry), row_sha256((content, str(copy), str(number)))),
        )


def _designation(entry: Entry, party: Party, published_on: date | None) -> Designation:
    requirement = entry.published("requirement")
    printed = entry.footnotes
    footnotes = tuple(sorted({*printed, *footnotes_of(requirement)}))
    cited = federal_register(entry.text("citation"))
    supplement = entry.supplement
    the_list = Citation(
        title=supplement.title,
        reference=supplement.reference,
        locator=party.names[0].text,
        url=supplement.url,
        published_on=published_on,
    )
    return Designation(
        program=supplement.program,
        announced_on=first_published(cited),
        scope=party.scope,
        footnotes=footnotes,
        licence_requirement=requirement or None,
        review_policy=entry.published("policy") or None,
        note="footnotes as the licence requirement implies them" if set(footnotes) - set(printed) else None,
        citations=(*cited, the_list),
    )


def _notes(entry: Entry, party: Party) -> Iterator[str]:
    yield from party.notes
    yield from entry.notes
    if _ADDRESS_ONLY.fullmatch(party.names[0].text):
        yield "an address listed by itself, whoever uses it"


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.country:
        yield "country", entry.country
    yield from ((column, text) for column, text in entry.texts.items() if text)
