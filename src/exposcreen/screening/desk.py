"""What is opened once for a set of snapshots, and shared: the matcher over them, and who computes."""

from __future__ import annotations

from dataclasses import dataclass

from exposcreen.__about__ import __version__
from exposcreen.matching.matcher import ALGORITHM, Matcher
from exposcreen.model.policy import Engine, ScreeningPolicy
from exposcreen.resources import digest
from exposcreen.screening.library import identity, open_index
from exposcreen.screening.selection import Selection
from exposcreen.sources.store import Store

__all__ = ["Desk", "open_desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A matcher, and the engine that every verdict of it names."""

    matcher: Matcher
    engine: Engine


def open_desk(store: Store | None, selection: Selection, policy: ScreeningPolicy) -> Desk:
    """Open the index over a selection.

    Args:
        store: Where the index is kept, and its snapshots.
        selection: What is searched.
        policy: The judgements in use.
    """
    engine = Engine(
        version=__version__,
        algorithm=ALGORITHM,
        transliterator=policy.transliterator,
        rules=digest(),
        listings=identity(selection),
        policy=policy,
    )
    return Desk(Matcher(open_index(store, selection, policy.transliterator), policy), engine)
