"""What changed in a list between two vintages: who is new, who is absent, and what is said otherwise of whom.

A listing that is absent from the later list is *absent from the list published on that day*, and no more: whether, when
and why it was delisted, only its authority can say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from exposcreen.model.listing import Designation, Identifier, Listing
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.store import Store

__all__ = ["Change", "FieldChange", "ListDiff", "compare_listings", "compare_snapshots", "fields_carried"]

_ALIAS = {NameKind.STRONG_AKA: "", NameKind.WEAK_AKA: " [weak]", NameKind.FKA: " [former]"}


class FieldChange(Value):
    """One field of a listing that says something else.

    Attributes:
        field: Its name in a listing: ``aliases``, ``addresses`` …
        gone: What it no longer says.
        new: What it says now.
    """

    field: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Change(Value):
    """One listing of which something changed.

    Attributes:
        key: Of the listing: ``us_ofac_sdn:29299``.
        name: Its primary name as published last.
        was_delisted_on: The day on which the authority itself says that it left the list; ``None`` where nobody says.
        fields: What changed in it; nothing for one that is new or absent.
    """

    key: str
    name: str
    was_delisted_on: date | None = None
    fields: tuple[FieldChange, ...] = ()


class ListDiff(Value):
    """What changed in one list.

    Attributes:
        list_id: The list.
        old: The earlier vintage, ``new`` the later one: the snapshot, and the day it was published.
        added: In the later one only.
        absent: In the earlier one only: absent from the list published on the later day.
        changed: In both, and not the same.
        unchanged: How many are the same in both.
        notes: What was not compared, and why.
    """

    list_id: str
    old: Snapshot
    new: Snapshot
    added: tuple[Change, ...] = ()
    absent: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: Annotated[int, Field(ge=0)] = 0
    notes: tuple[str, ...] = ()


def compare_snapshots(store: Store, list_id: str, old: Snapshot, new: Snapshot) -> ListDiff:
    """What changed in a list between two snapshots of the store.

    Facts that one of the two does not carry, because a file of it was not there, are not compared.

    Raises:
        SourceUnavailable: The listings of one are not in the store.
        SourceFormatError: They are damaged.
    """
    lost = fields_carried(old, missing=True) ^ fields_carried(new, missing=True)
    notes = [f"not compared, because one of the two lacks the file: {', '.join(sorted(lost))}"] if lost else []
    if old.source != new.source:
        notes.append(
            f"read from different sources, {old.source} and {new.source}, which do not say the same facts alike"
        )
    found = compare_listings(store.listings(old, [list_id]), store.listings(new, [list_id]), without=lost)
    return ListDiff(list_id=list_id, old=old, new=new, notes=tuple(notes), **found)


def fields_carried(snapshot: Snapshot, *, missing: bool) -> set[str]:
    """The fields of a listing that the files of a snapshot carry, or that its missing files would have carried."""
    source = next((source for source in SOURCES if source.id == snapshot.source), None)
    there = {file.role for file in snapshot.files}
    files = source.info.files if source is not None else ()
    return {field for file in files if (file.role not in there) == missing for field in file.carries}


def compare_listings(
    old: Iterable[Listing], new: Iterable[Listing], *, without: Iterable[str] = ()
) -> dict[str, tuple[Change, ...] | int]:
    """Who is new, who is absent, who changed, and how many did not, as the fields of a ``ListDiff``.

    Listings are the same by the authority's id; where it has none by their primary name, and of several of one name
    those that are alike are paired first.
    """
    before, after = _by_key(old), _by_key(new)
    left_out = set(without)
    added: list[Change] = []
    absent: list[Change] = []
    changed: list[Change] = []
    unchanged = 0
    for key in dict.fromkeys((*before, *after)):
        pairs, gone, come = _paired(before.get(key, []), after.get(key, []), left_out)
        absent += [_change(key, listing) for listing in gone]
        added += [_change(key, listing) for listing in come]
        for one, other in pairs:
            fields = tuple(_differences(one, other, left_out))
            unchanged += not fields
            if fields:
                changed.append(Change(key=key, name=other.name, fields=fields))
    return {"added": tuple(added), "absent": tuple(absent), "changed": tuple(changed), "unchanged": unchanged}


def _by_key(listings: Iterable[Listing]) -> dict[str, list[Listing]]:
    found: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        # The record is the bulk of a listing, and what it says is in the other fields.
        found[listing.key].append(listing.model_copy(update={"record": ()}))
    return found


def _paired(
    before: list[Listing], after: list[Listing], without: set[str]
) -> tuple[list[tuple[Listing, Listing]], list[Listing], list[Listing]]:
    left, come, pairs = list(before), [], []
    for listing in after:
        same = next((item for item in left if not any(True for _ in _differences(item, listing, without))), None)
        if same is None:
            come.append(listing)
        else:
            left.remove(same)
            pairs.append((same, listing))
    several = min(len(left), len(come))
    return [*pairs, *zip(left[:several], come[:several], strict=True)], left[several:], come[several:]


def _change(key: str, listing: Listing) -> Change:
    days = [act.delisted_on for act in listing.designations]
    known = [day for day in days if day is not None]
    return Change(key=key, name=listing.name, was_delisted_on=max(known) if days and len(known) == len(days) else None)


def _differences(old: Listing, new: Listing, without: set[str]) -> Iterator[FieldChange]:
    for field, words in _FIELDS.items():
        if field in without:
            continue
        before, after = dict.fromkeys(words(old)), dict.fromkeys(words(new))
        if before.keys() != after.keys():
            gone = tuple(text for text in before if text not in after)
            yield FieldChange(field=field, gone=gone, new=tuple(text for text in after if text not in before))


def _name(listing: Listing) -> Iterator[str]:
    yield from (name.text for name in listing.names if name.kind is NameKind.PRIMARY)


def _aliases(listing: Listing) -> Iterator[str]:
    yield from (f"{name.text}{_ALIAS[name.kind]}" for name in listing.names if name.kind is not NameKind.PRIMARY)


def _identifiers(listing: Listing) -> Iterator[str]:
    yield from (_identifier(item) for item in listing.identifiers)


def _identifier(item: Identifier) -> str:
    particulars = (item.country, item.issuer, item.issued_on, item.expires_on, item.status)
    known = ", ".join(str(part) for part in particulars if part)
    return f"{item.scheme} {item.value}{f' ({known})' if known else ''}"


def _designations(listing: Listing) -> Iterator[str]:
    yield from (_designation(act) for act in listing.designations)


def _designation(act: Designation) -> str:
    facts = {
        "announced": act.announced_on,
        "listed": act.listed_on,
        "effective": act.effective_from,
        "divest until": act.divest_until,
        "delisted": act.delisted_on,
        "measures": "; ".join(act.measures),
        "scope": act.scope,
        "footnotes": ", ".join(act.footnotes),
        "licence requirement": act.licence_requirement,
        "review policy": act.review_policy,
        "note": act.note,
        "cites": ", ".join(sorted({citation.reference for citation in act.citations})),
    }
    return "; ".join([act.program, *(f"{label} {value}" for label, value in facts.items() if value)])


def _relations(listing: Listing) -> Iterator[str]:
    yield from (f"{item.kind}: {item.name}{f' ({item.uid})' if item.uid else ''}" for item in listing.relations)


_FIELDS: dict[str, Callable[[Listing], Iterable[str]]] = {
    "name": _name,
    "aliases": _aliases,
    "kind": lambda listing: (listing.kind.value,),
    "designations": _designations,
    "identifiers": _identifiers,
    "birth_dates": lambda listing: map(str, listing.birth_dates),
    "birth_places": lambda listing: listing.birth_places,
    "nationalities": lambda listing: listing.nationalities,
    "countries": lambda listing: listing.countries,
    "addresses": lambda listing: listing.addresses,
    "relations": _relations,
    "positions": lambda listing: listing.positions,
    "note": lambda listing: (listing.note,) if listing.note else (),
}
