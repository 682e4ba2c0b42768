"""On which lists an entity stands: by its datasets, and where one dataset repeats several lists, by program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from exposcreen.sources.opensanctions.lines import Entity
from exposcreen.sources.opensanctions.tables import Repeated, repeated_lists

__all__ = ["Left", "Place", "is_listed", "places"]

_TOPICS = ("sanction", "export.control", "debarment", "forced.labor")
_AT_SECOND_HAND = ".linked"


@dataclass(frozen=True, slots=True)
class Place:
    """A list on which an entity stands, with the sanctions that put it there."""

    repeated: Repeated
    sanctions: tuple[Entity, ...]


@dataclass(slots=True)
class Left:
    """What is left aside, to be told.

    Attributes:
        datasets: Entities by a dataset that repeats no list.
        programs: Entities by a dataset that repeats several lists, and whose program tells none of them.
    """

    datasets: Counter[str] = field(default_factory=Counter)
    programs: Counter[str] = field(default_factory=Counter)


def is_listed(entity: Entity) -> bool:
    """Whether an entity is a target, or bears the topic of one where targets are not marked.

    The owner of a listed ship bears the topic of a sanction, and is no target: nobody has listed it.
    """
    if entity.is_target is not None:
        return entity.is_target
    return bool(_topics(entity))


def places(entity: Entity, sanctions: tuple[Entity, ...], left: Left) -> tuple[Place, ...]:
    """The lists on which a listed entity stands, each once for every dataset that says so."""
    found: list[Place] = []
    for dataset in entity.datasets:
        lists = repeated_lists().get(dataset)
        if lists is None:
            left.datasets[dataset] += 1
            continue
        own = tuple(sanction for sanction in sanctions if dataset in sanction.datasets)
        if not lists[0].program_id:
            if own or not (sanctions or _is_listed_for_less(entity)):
                found.append(Place(lists[0], own))
            continue
        told = [place for repeated in lists if (place := _by_program(repeated, own)).sanctions]
        left.programs[dataset] += not told
        found += told
    return tuple(found)


def _by_program(repeated: Repeated, sanctions: tuple[Entity, ...]) -> Place:
    return Place(repeated, tuple(item for item in sanctions if repeated.program_id in item.values("programId")))


def _is_listed_for_less(entity: Entity) -> bool:
    """Whether something else makes it a target, so that it may stand in a dataset only as a relative or an owner.

    A politician is a target too. Likewise one who is sanctioned by others is not so by a dataset that has no sanction.
    """
    return bool(entity.values("topics")) and not _topics(entity)


def _topics(entity: Entity) -> tuple[str, ...]:
    return tuple(
        topic for topic in entity.values("topics") if topic.startswith(_TOPICS) and not topic.endswith(_AT_SECOND_HAND)
    )
