"""Which vintages two words of a user mean, and what changed between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from exposcreen.errors import InputError
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.history import ListDiff, compare_snapshots
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.store import Store

__all__ = ["absence", "diff"]


def diff(store: Store, old: str | date, new: str | date, *, lists: Collection[str] = ()) -> Iterator[ListDiff]:
    """What changed in each list between two days, or two snapshots.

    Args:
        store: The store.
        old: A day (the vintage that answered then), or the id of a snapshot, or its beginning.
        new: A later one.
        lists: Only these; every list that both have when none are named.

    Raises:
        InputError: A list is not known, a snapshot is not there or not the only one, a list that is named has no
            vintage for one of the two, or they have no list in common.
        SourceError: The store is damaged.
    """
    known = read_lists()
    for list_id in lists:
        if list_id not in known:
            raise InputError(f"--list {list_id}: this is no list that is known: see exposcreen lists")
    found = False
    for list_id in lists or known:
        before, after = (_vintage(store, word, list_id) for word in (old, new))
        if before is not None and after is not None:
            found = True
            if before.id != after.id:
                yield compare_snapshots(store, list_id, before, after)
        elif lists:
            lacking = old if before is None else new
            raise InputError(
                f"--list {list_id}: the store knows no vintage of it for {lacking}: it has "
                f"{', '.join(item.id for item in store.snapshots if list_id in item.records) or 'none'}"
            )
    if not found:
        raise InputError(
            f"{old} and {new}: the store has no list of which it knows a vintage for both: it has "
            f"{', '.join(item.id for item in store.snapshots) or 'nothing'}"
        )


def absence(store: Store, key: str, as_of: date) -> str | None:
    """What is known of a listing that is not on the list of a day but was on an earlier one: a sentence.

    It was *absent*, which is what a list can show; that it was delisted is for its authority to say.

    Args:
        store: The store.
        key: Of the listing: ``us_ofac_sdn:29299``.
        as_of: The day asked about.

    Returns:
        ``None`` where no vintage of the store has it.

    Raises:
        SourceError: The store is damaged.
    """
    list_id = key.partition(":")[0].casefold()
    now = _vintage(store, as_of, list_id) if list_id in read_lists() else None
    if now is None:
        return None
    earlier = [item for item in store.snapshots if list_id in item.records and item.published_on and item != now]
    for item in sorted(earlier, key=lambda snapshot: snapshot.published_on or date.min, reverse=True):
        if any(listing.key.casefold() == key.casefold() for listing in store.listings(item, [list_id])):
            relation = "was on" if item.published_on and item.published_on < (now.published_on or as_of) else "is on"
            return (
                f"{key} is absent from the list published on {now.published_on}, and {relation} the one published on "
                f"{item.published_on}: whether and when it was delisted, these lists do not say"
            )
    return None


def _vintage(store: Store, word: str | date, list_id: str) -> Snapshot | None:
    if isinstance(word, date):
        chosen = store.select(list_id, word, max_age_days=read_lists()[list_id].max_age_days)
        # A later vintage proves nothing of this day.
        is_of_then = chosen is not None and chosen.published_on is not None and chosen.published_on <= word
        return chosen if is_of_then else None
    matching = [item for item in store.snapshots if item.id.startswith(word)]
    if len(matching) != 1:
        known = ", ".join(item.id for item in store.snapshots) or "none, for there are none"
        raise InputError(
            f"{word!r} is {'the beginning of several snapshots' if matching else 'no day and no snapshot'}: write a "
            f"day as YYYY-MM-DD, or one of {known}"
        )
    return matching[0] if list_id in matching[0].records else None
