"""A subject made into facts: who it may be on a list, who owns it, where it is, what it deals in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from exposcreen.identifiers import compact, ticker_key
from exposcreen.items import may_reach_abroad, reach_of, traits_of
from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.item import Item
from exposcreen.model.listing import Listing
from exposcreen.model.match import Match
from exposcreen.model.subjects import Counterparty, Holding, Owner, Site, Subject
from exposcreen.model.verdict import Location
from exposcreen.model.vocabulary import Strength, SubjectKind
from exposcreen.names.securities import issuer_in
from exposcreen.ownership import OwnershipTable
from exposcreen.products import classify, unrecognised
from exposcreen.products import sectors as high_priority
from exposcreen.rules.facts import Facts, ItemFact, ListedFact, OrganFact, OwnerFact, PlaceFact, SectorFact
from exposcreen.screening.owning import OwnerTracer, Traced
from exposcreen.screening.selection import Selection
from exposcreen.territories import locate

__all__ = ["FactFinder"]

_SECURITY_SCHEMES = ("isin", "cusip", "sedol", "figi", "lei")


@dataclass(frozen=True)
class FactFinder:
    """Finds facts with one matcher, on the lists chosen for one day, and owners also in a table."""

    matcher: Matcher
    selection: Selection
    as_of: date
    ownership: OwnershipTable | None = None

    @cached_property
    def _tracer(self) -> OwnerTracer | None:
        return None if self.ownership is None else OwnerTracer(self.ownership, self.as_of, self._listed)

    def facts(self, subject: Subject, item: Item | None = None) -> Facts:
        """All the facts about a subject, and about the item where the question is about one."""
        found = self._of_subject(subject)
        return replace(found, item=_item_fact(item)) if item is not None else found

    def _of_subject(self, subject: Subject) -> Facts:
        if isinstance(subject, Holding):
            places = tuple(_place(locate(subject.isin[:2]), "subject")) if subject.isin else ()
            owners, untraced = self._owners_of_issuer(subject)
            return Facts(
                "holding",
                subject.label,
                listed=tuple(self._held(subject, ())),
                organs=_each_once(self._organs_that_own(owners)),
                owners=owners,
                places=places,
                untraced=untraced,
            )
        if isinstance(subject, Site):
            return self._site(subject)
        listed = self._listed(_query(subject))
        organs = self._organs(listed)
        owners, untraced = self._owners((subject.name, *subject.aliases), subject.identifiers, subject.owners)
        return Facts(
            "counterparty",
            subject.name,
            is_person=subject.kind is SubjectKind.PERSON or _is_person(listed),
            listed=_without_bodies(listed, organs),
            organs=(*organs, *_each_once(self._organs_that_own(owners))),
            owners=owners,
            places=(*_places_of_party(subject), *_places_of_owners(subject.owners)),
            untraced=untraced,
        )

    def _site(self, site: Site) -> Facts:
        query = Query(
            names=(site.name,) if site.name else (),
            country=site.country,
            addresses=(site.address,) if site.address else (),
            identifiers=tuple(site.identifiers.items()),
        )
        listed = self._listed(query)
        organs = self._organs(listed)
        goods = classify(site.products)
        sectors = high_priority(goods, self.as_of)
        owners, untraced = self._owners((site.name,) if site.name else (), site.identifiers, site.owners)
        return Facts(
            "site",
            site.name or site.address or "",
            listed=_without_bodies(listed, organs),
            organs=organs,
            owners=owners,
            places=(*_places_of_site(site), *_places_of_owners(site.owners)),
            goods=goods,
            unrecognised_goods=tuple(unrecognised(site.products)),
            sectors=tuple(SectorFact(sector.label, sector.added_on, sector.citations) for sector in sectors),
            untraced=untraced,
        )

    def _listed(self, query: Query, path: tuple[str, ...] = ()) -> tuple[ListedFact, ...]:
        found = self.matcher.match(query)
        listings = ((self.matcher.index.listings[number], match) for number, match in found.items())
        return tuple(self._fact(listing, match, path) for listing, match in listings if self._is_searched(listing))

    def _is_searched(self, listing: Listing) -> bool:
        """Bundled entries give way to a whole official list: but for those that it once carried, or should carry."""
        if listing.source != "extract" or self.selection.chosen[listing.list_id].extract:
            return True
        former = all(act.delisted_on is not None and act.delisted_on <= self.as_of for act in listing.designations)
        return former or self._contradiction(listing) is not None

    def _contradiction(self, listing: Listing) -> str | None:
        """A bundled entry that an older official file does not have: absence there is not removal."""
        chosen = self.selection.chosen[listing.list_id]
        if listing.source != "extract" or chosen.extract or chosen.info.extract is None:
            return None
        known, published = chosen.info.extract.published_on, chosen.coverage.published_on
        if published is None or known < published or not listing.in_force(self.as_of):
            return None
        return (
            f"The bundled extract has this entry as of {known}; the file that is said to be of {published} has not: "
            "verify which is right."
        )

    def _fact(self, listing: Listing, match: Match, path: tuple[str, ...]) -> ListedFact:
        dated = all(act.listed_on is not None for act in listing.designations)
        scopes = [act.scope for act in listing.designations if act.scope]
        published = self.selection.chosen[listing.list_id].coverage.published_on
        required = [act.licence_requirement for act in listing.designations if act.licence_requirement]
        return ListedFact(
            listing=listing,
            match=match,
            known_from=None if dated else published,
            goods=classify(scopes) if scopes else frozenset(),
            held_through=path,
            contradiction=self._contradiction(listing),
            reach=reach_of(required),
            reaches_abroad=may_reach_abroad(required),
        )

    def _held(self, holding: Holding, path: tuple[str, ...]) -> Iterator[ListedFact]:
        """The issuer's listings, and those of what the security stands for or holds, to any depth."""
        yield from self._listed(_security_query(holding), path)
        inside = (*path, holding.label)
        if holding.underlying is not None:
            yield from self._held(holding.underlying, inside)
        for constituent in holding.constituents:
            yield from self._held(constituent, inside)

    def _owners(
        self, names: Iterable[str], identifiers: Mapping[str, str], given: tuple[Owner, ...]
    ) -> tuple[tuple[OwnerFact, ...], tuple[str, ...]]:
        """The owners that are given, those that the table has besides, and what could not be followed."""
        facts, notes = [], list[str]()
        for owner in given:
            party = owner.counterparty
            above, untraced = self._owners(
                (party.name, *party.aliases), party.identifiers, (*owner.owners, *party.owners)
            )
            facts.append(
                OwnerFact(
                    label=party.name,
                    percent=owner.percent,
                    control=owner.control,
                    listed=self._listed(_query(party)),
                    owners=above,
                    joint=owner.joint,
                )
            )
            notes += untraced
        measured = [owner.counterparty for owner in given if owner.percent is not None]
        traced = self._trace(names, identifiers, measured)
        return (*facts, *traced.owners), tuple(dict.fromkeys((*notes, *traced.untraced)))

    def _owners_of_issuer(self, holding: Holding) -> tuple[tuple[OwnerFact, ...], tuple[str, ...]]:
        numbers = {scheme: value for scheme in _SECURITY_SCHEMES if (value := getattr(holding, scheme))}
        traced = self._trace([name for name in (holding.name, issuer_in(holding.name or "")) if name], numbers, ())
        return traced.owners, traced.untraced

    def _trace(self, names: Iterable[str], identifiers: Mapping[str, str], given: Iterable[Counterparty]) -> Traced:
        if self._tracer is None:
            return Traced()
        return self._tracer.trace(tuple(names) or ("",), identifiers.items(), given)

    def _organs_that_own(self, owners: tuple[OwnerFact, ...]) -> Iterator[OrganFact]:
        """Organs of a listed body among the owners, at any level."""
        for owner in owners:
            yield from (replace(organ, owner=owner.label) for organ in self._organs(owner.listed))
            yield from self._organs_that_own(owner.owners)

    def _organs(self, listed: tuple[ListedFact, ...]) -> tuple[OrganFact, ...]:
        """The listed bodies of which a party that the subject may be is an organ."""
        found: dict[str, OrganFact] = {}
        for fact in listed:
            if fact.listing.organ_of is None or fact.match.strength < Strength.POSSIBLE:
                continue
            for number in self.matcher.index.of_party(fact.listing.organ_of):
                body = self.matcher.index.listings[number]
                known = found.get(body.key)
                if known is None or known.organ.match.strength < fact.match.strength:
                    found[body.key] = OrganFact(fact, body)
        return tuple(found.values())


def _item_fact(item: Item) -> ItemFact:
    """The item of a question, by what law asks of it."""
    place = locate(item.end_use) if item.end_use else None
    return ItemFact(item.label, traits_of(item), (place,) if place is not None else ())


def _each_once(organs: Iterable[OrganFact]) -> tuple[OrganFact, ...]:
    """Organs without those that stand in several chains."""
    return tuple({(organ.owner, organ.organ.listing.key, organ.body.key): organ for organ in organs}.values())


def _query(party: Counterparty) -> Query:
    return Query(
        names=(party.name, *party.aliases),
        kind=party.kind,
        country=party.country,
        birth_date=party.birth_date,
        addresses=party.addresses,
        identifiers=tuple(party.identifiers.items()),
    )


def _security_query(holding: Holding) -> Query:
    numbers = [(scheme, value) for scheme in _SECURITY_SCHEMES if (value := getattr(holding, scheme))]
    if holding.ticker:
        ticker = ticker_key(holding.ticker, holding.mic)
        bare = compact("ticker", holding.ticker).partition(".")[0]
        numbers.append(("ticker", ticker) if ticker else ("bare_ticker", bare))
    names = tuple(name for name in (holding.name, issuer_in(holding.name or "")) if name)
    return Query(names=names, kind=SubjectKind.ORGANIZATION, identifiers=tuple(numbers))


def _is_person(listed: tuple[ListedFact, ...]) -> bool:
    return bool(listed) and all(fact.listing.kind is SubjectKind.PERSON for fact in listed)


def _without_bodies(listed: tuple[ListedFact, ...], organs: tuple[OrganFact, ...]) -> tuple[ListedFact, ...]:
    """Without listings that an organ's name resembles only because it contains the body's: the organ rule says it."""
    bodies = {organ.body.key for organ in organs}
    return tuple(fact for fact in listed if fact.listing.key not in bodies or fact.match.strength >= Strength.STRONG)


def _places_of_party(party: Counterparty) -> Iterator[PlaceFact]:
    texts = [address for address in party.addresses if address.strip()]
    for text in texts or ([party.country] if party.country else []):
        yield from _place(locate(text, country=party.country), "subject")
    yield from _place(_in_name(party.name, party.country), "name")


def _places_of_owners(owners: tuple[Owner, ...]) -> Iterator[PlaceFact]:
    for owner in owners:
        party = owner.counterparty
        for text in party.addresses or ((party.country,) if party.country else ()):
            yield from _place(locate(text, country=party.country), "owner")
        yield from _places_of_owners((*owner.owners, *party.owners))


def _places_of_site(site: Site) -> Iterator[PlaceFact]:
    text = ", ".join(part for part in (site.address, site.region) if part)
    if text or site.country:
        yield from _place(locate(text or site.country or "", country=site.country), "site")
    for origin in site.inputs:
        yield from _place(locate(origin), "input")
    if site.name:
        yield from _place(_in_name(site.name, site.country), "name")


def _in_name(name: str, country: str | None) -> Location | None:
    """A place that a party's name speaks of: surely, or by the name of the territory itself."""
    location = locate(name, country=country)
    if location is None or location.certain:
        return location
    whole = locate(location.territory)
    return location if whole is not None and whole.place == location.place else None


def _place(
    location: Location | None, role: Literal["subject", "site", "input", "name", "owner"]
) -> Iterator[PlaceFact]:
    if location is not None:
        yield PlaceFact(location, role)
