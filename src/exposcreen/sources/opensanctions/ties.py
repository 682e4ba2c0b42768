"""Ties to other parties: from the ties that stand in lines of their own, and from the party's own properties."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.listing import Relation
from exposcreen.sources.opensanctions.joined import Joined
from exposcreen.sources.opensanctions.lines import Entity

__all__ = ["relations"]

_OWN = {"parent": "Parent company", "owner": "Owner", "operator": "Operator"}
_ROLES = ("role", "relationship", "controlType")


def relations(entity: Entity, parts: Joined, notes: list[str]) -> Iterator[Relation]:
    """The ties of a party. One to a party that the file does not have is noted."""
    for tie in parts.parts(entity.id, "tie"):
        schema = tie.role
        is_near = entity.id in tie.values(schema.near)
        others = tie.values(schema.far if is_near else schema.near)
        share = tuple(
            f"{value} %" if value.replace(".", "", 1).isdigit() else value for value in tie.values("percentage")
        )
        particulars = ", ".join((*tie.values(*_ROLES), *share))
        kind = schema.forward if is_near else schema.backward
        for other in others:
            yield from _named(f"{kind} ({particulars})" if particulars else kind, other, parts, notes)
    for name, kind in _OWN.items():
        for other in entity.values(name):
            yield from _named(kind, other, parts, notes)


def _named(kind: str, other: str, parts: Joined, notes: list[str]) -> Iterator[Relation]:
    caption = parts.caption(other)
    if caption:
        yield Relation(kind=kind, name=caption)
    else:
        notes.append(f"{kind}: OpenSanctions {other}")
