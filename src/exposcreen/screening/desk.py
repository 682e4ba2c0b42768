"""What is opened once for a set of snapshots, and shared by all questions that search them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from exposcreen.__about__ import __version__
from exposcreen.matching.matcher import ALGORITHM, Matcher
from exposcreen.model.policy import Engine, ScreeningPolicy
from exposcreen.ownership import OwnershipTable
from exposcreen.resources import digest
from exposcreen.screening.facts import FactFinder
from exposcreen.screening.library import identity, open_index
from exposcreen.screening.selection import Selection
from exposcreen.sources.store import Store

__all__ = ["Desk", "open_desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A matcher over the lists that were chosen, and what to say computed a verdict."""

    matcher: Matcher
    engine: Engine
    ownership: OwnershipTable | None
    finders: dict[date, FactFinder] = field(default_factory=dict)

    def finder(self, selection: Selection, as_of: date) -> FactFinder:
        """The finder of facts for a day."""
        known = self.finders.get(as_of)
        if known is None:
            known = self.finders[as_of] = FactFinder(self.matcher, selection, as_of, self.ownership)
        return known


def open_desk(
    store: Store | None, selection: Selection, policy: ScreeningPolicy, ownership: OwnershipTable | None
) -> Desk:
    """Open the index of these snapshots."""
    engine = Engine(
        version=__version__,
        algorithm=ALGORITHM,
        transliterator=policy.transliterator,
        rules=digest(),
        listings=identity(selection),
        policy=policy,
        ownership=ownership.digest if ownership is not None else None,
    )
    return Desk(Matcher(open_index(store, selection, policy.transliterator), policy), engine, ownership)
