"""The owners of a subject in an ownership table, followed up the chain and made into facts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from exposcreen.identifiers import canonical_scheme
from exposcreen.matching.query import Query
from exposcreen.model.subjects import Counterparty
from exposcreen.ownership import Held, OwnershipTable
from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.screening.gaps import lacks_latin

__all__ = ["OwnerTracer", "Traced"]

_MOST_PARTIES = 2_000
_MOST_LINKS = 10_000
_DEEPEST = 100
"""A chain is followed so far: no structure that is known is deeper, and what is cut off is said."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What a table says of a subject's owners.

    Attributes:
        owners: The direct owners, each with its own.
        untraced: What could not be followed or looked up.
    """

    owners: tuple[OwnerFact, ...] = ()
    untraced: tuple[str, ...] = ()


@dataclass(slots=True)
class _Link:
    """A stake while the chain above it is being laid out."""

    held: Held
    number: int
    above: list[_Link] = field(default_factory=list)


class OwnerTracer:
    """Follows owners in one table, as of one day. Parties once looked up are remembered."""

    def __init__(self, table: OwnershipTable, as_of: date, listed: Callable[[Query], tuple[ListedFact, ...]]) -> None:
        self._table, self._as_of, self._listed = table, as_of, listed
        self._known: dict[int, tuple[ListedFact, ...]] = {}

    def trace(
        self, names: Iterable[str], identifiers: Iterable[tuple[str, str]], given: Iterable[Counterparty] = ()
    ) -> Traced:
        """The owners of a party.

        Args:
            names: What the party is called: the first that the table knows counts.
            identifiers: Its identifiers: they come before names.
            given: Owners whose shares are known from elsewhere: the table's stakes of theirs are not taken too.
        """
        pairs = self._pairs(identifiers)
        found: tuple[int, ...] = ()
        for name in names:
            found = found or self._table.find(name, pairs)
        if not found:
            return Traced()
        if len(found) > 1:
            note = f"the ownership table has {len(found)} parties of this name or identifier: give one that is its own"
            return Traced(untraced=(note,))
        already = {
            number for party in given for number in self._table.find(party.name, self._pairs(party.identifiers.items()))
        }
        return self._trace(found[0], already)

    @staticmethod
    def _pairs(identifiers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(canonical_scheme(scheme), value) for scheme, value in identifiers]

    def _trace(self, subject: int, already: set[int]) -> Traced:
        stakes, notes = self._above(subject)
        stakes[subject] = tuple(held for held in stakes[subject] if held.owner not in already)
        kept = self._leading_to_listed(stakes)
        links, cut = self._laid_out(subject, stakes, kept)
        if cut:
            notes.append(f"the chains of owners above are more than {_MOST_LINKS:,} links, or {_DEEPEST} deep: cut off")
        return Traced(tuple(self._fact(link) for link in links), tuple(dict.fromkeys(notes)))

    def _above(self, subject: int) -> tuple[dict[int, tuple[Held, ...]], list[str]]:
        """The stakes in the subject and in everybody above it, and whom of them no list can be asked about well."""
        stakes: dict[int, tuple[Held, ...]] = {}
        notes: list[str] = []
        work = deque([subject])
        seen = {subject}
        while work:
            number = work.popleft()
            stakes[number] = self._table.owners(number, self._as_of)
            for held in stakes[number]:
                if held.owner in seen:
                    continue
                if len(seen) > _MOST_PARTIES:
                    return stakes, [
                        *notes,
                        f"there are more than {_MOST_PARTIES:,} owners above: the nearest were read",
                    ]
                seen.add(held.owner)
                work.append(held.owner)
                notes += self._unreadable(held.owner)
        return stakes, notes

    def _unreadable(self, number: int) -> list[str]:
        party = self._table.party(number)
        if party.unnamed:
            return []
        if not party.name:
            return [
                f"the owner {party.label} has no name in the ownership table: few lists publish identifiers of its kind"
            ]
        if lacks_latin((party.name, *party.aliases)):
            return [f"the owner {party.name} is named in a script that most lists do not use: give its Latin name too"]
        return []

    def _facts(self, number: int) -> tuple[ListedFact, ...]:
        known = self._known.get(number)
        if known is None:
            party = self._table.party(number)
            names = (party.name, *party.aliases) if party.name and not party.unnamed else ()
            identifiers = tuple((scheme, value) for scheme, value in party.identifiers if scheme)
            query = Query(
                names=names,
                kind=party.kind,
                country=party.country,
                birth_date=party.birth_date,
                identifiers=identifiers,
            )
            known = self._known[number] = self._listed(query) if names or identifiers else ()
        return known

    def _leading_to_listed(self, stakes: dict[int, tuple[Held, ...]]) -> set[int]:
        """Of everybody above the subject, those who are, or may be, listed, and whom such ones hold."""
        below: dict[int, list[int]] = {}
        for company, held in stakes.items():
            for stake in held:
                below.setdefault(stake.owner, []).append(company)
        work = [number for number in below if self._facts(number)]
        kept = set(work)
        while work:
            for company in below.get(work.pop(), ()):
                if company not in kept:
                    kept.add(company)
                    work.append(company)
        return kept

    def _laid_out(self, subject: int, stakes: dict[int, tuple[Held, ...]], kept: set[int]) -> tuple[list[_Link], bool]:
        """The stakes as chains, the nearest first. One that leads back to a company below it ends there.

        Cutting circles loses nothing: who holds a company only through that company itself does not hold it.
        """
        top: list[_Link] = []
        work: deque[tuple[int, list[_Link], frozenset[int]]] = deque([(subject, top, frozenset({subject}))])
        count, cut = 0, False
        while work:
            company, into, path = work.popleft()
            for held in stakes.get(company, ()):
                if self._table.party(held.owner).unnamed:
                    continue
                if count >= _MOST_LINKS:
                    return top, True
                count += 1
                link = _Link(held, held.owner)
                into.append(link)
                if held.owner not in kept or held.owner in path:
                    continue
                if len(path) > _DEEPEST:
                    cut = True
                    continue
                work.append((held.owner, link.above, path | {held.owner}))
        return top, cut

    def _fact(self, link: _Link) -> OwnerFact:
        held = link.held
        return OwnerFact(
            label=self._table.label(link.number),
            percent=held.percent,
            control=held.control,
            listed=self._facts(link.number),
            owners=tuple(self._fact(above) for above in link.above),
            ceiling=held.ceiling,
            indirect=held.indirect,
            joint=held.joint,
            source=held.source,
            since=held.since,
        )
