"""An entry of OFAC's lists becomes a listing of each list on which it stands: one mapping for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing
from exposcreen.resources import problems
from exposcreen.sources.facts import Facts, unique
from exposcreen.sources.us_ofac.authorities import pair_authorities
from exposcreen.sources.us_ofac.party import Party, Standing
from exposcreen.sources.us_ofac.programs import Place

__all__ = ["DETAILS", "Publication", "listings_of"]

DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
"""OFAC's own page of an entry, to which its uid is added."""

_DAYS = ("listed_on", "effective_from", "divest_until")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published.

    Attributes:
        source: Id of the source.
        title: Of the list, for citations.
        published_on: Its day.
    """

    source: str
    title: str
    published_on: date | None


def listings_of(party: Party, places: Iterable[Place], publication: Publication) -> Iterator[Listing]:
    """The listings of an entry: one for each list it stands on.

    Args:
        places: Each list, with the program that puts it there.

    Raises:
        SourceFormatError: A field cannot be a fact of a listing.
    """
    by_list: dict[str, list[Place]] = {}
    for place in places:
        by_list.setdefault(place.list_id, []).append(place)
    for list_id, on_it in by_list.items():
        try:
            yield _listing(party, on_it, publication, list_id, is_alone=len(party.standings or by_list) == 1)
        except ValidationError as error:
            raise SourceFormatError(
                f"{party.where}: {problems(error)}: look at the entry, or mend the reader"
            ) from error


def _listing(
    party: Party, places: Sequence[Place], publication: Publication, list_id: str, *, is_alone: bool
) -> Listing:
    facts = party.facts
    behind, unpaired = pair_authorities(party.tags, party.authorities)
    notes = [*facts.notes, *_other_days(facts, places)]
    if unpaired:
        notes.append(f"legal authorities: {'; '.join(unpaired)}")
    if party.measures and not is_alone:
        # OFAC gives them for the entry: which of its lists imposes which is not said.
        notes.append(f"sanctions types on all lists together: {'; '.join(party.measures)}")
    standing = next((item for item in party.standings or () if item.list_id == list_id), Standing(list_id))
    acts = [
        _designation(
            party,
            place,
            publication,
            standing,
            authorities=behind.get(place.program, []),
            measures=party.measures if is_alone else [],
        )
        for place in places
    ]
    return Listing(
        list_id=list_id,
        uid=party.uid,
        source=publication.source,
        kind=party.kind,
        names=unique([*party.names, *facts.names]),
        designations=tuple(acts),
        identifiers=unique(facts.identifiers),
        birth_dates=unique(facts.birth_dates),
        birth_places=unique(facts.birth_places),
        nationalities=unique(facts.nationalities),
        countries=unique([*party.countries, *facts.countries]),
        addresses=unique(party.addresses),
        relations=unique(facts.relations),
        positions=unique(facts.positions),
        note="; ".join(unique(notes)) or None,
        record=tuple(party.record),
    )


def _designation(
    party: Party,
    place: Place,
    publication: Publication,
    standing: Standing,
    *,
    authorities: Sequence[str],
    measures: Sequence[str],
) -> Designation:
    days = party.facts.days.get(place.dates, {}) if place.dates else {}
    citation = Citation(
        title=publication.title,
        reference=f"OFAC uid {party.uid}",
        locator=place.program,
        url=f"{DETAILS}{party.uid}",
        published_on=publication.published_on,
    )
    behind = (Citation(title="Legal authority, as OFAC names it", reference=text) for text in authorities)
    scope = [text for text in party.facts.scopes.get(place.program, ()) if not place.when or _names(text, place)]
    # The day of the act itself comes before the day on which the list first had the entry.
    listed = days.get("listed_on", standing.listed_on)
    later = [day for day in (days.get("effective_from"), days.get("divest_until"), standing.delisted_on) if day]
    contradicted = "listed_on" not in days and listed is not None and any(day < listed for day in later)
    return Designation(
        program=place.program,
        listed_on=None if contradicted else listed,
        note=f"the list had the entry from {listed}" if contradicted else None,
        effective_from=days.get("effective_from"),
        divest_until=days.get("divest_until"),
        delisted_on=standing.delisted_on,
        scope="; ".join(unique(scope)) or None,
        measures=unique(measures),
        citations=(citation, *behind),
    )


def _names(scope: str, place: Place) -> bool:
    """Whether a text on a directive is about the directive of this place."""
    directive = place.when.rpartition(" ")[2]
    return f"Subject to Directive {directive} " in f"{scope} "


def _other_days(facts: Facts, places: Sequence[Place]) -> Iterator[str]:
    """Days of acts other than those that put the entry on this list: they must not pass for the day of listing."""
    own = {place.dates for place in places}
    for act, days in facts.days.items():
        if act not in own:
            yield f"{act}: " + ", ".join(f"{name.replace('_', ' ')} {days[name]}" for name in _DAYS if name in days)
