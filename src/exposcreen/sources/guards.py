"""Doubts about a reading that is well-formed: too few entries or names for its list, or far fewer than last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from exposcreen.errors import SourceSuspicious
from exposcreen.sources.catalogue import ListInfo
from exposcreen.sources.snapshot import Snapshot

__all__ = ["carried", "check_counts", "check_names"]

SMALLEST_SHARE = 0.7
"""A list that has less than this share of its last vintage is looked at by a person first."""

SMALL_LIST = 100
"""A smaller list does lose a third of its entries in a day: of 53 CAPTA banks one was left when others were blocked."""


def carried(
    counts: Mapping[str, int], lists: Iterable[str], known: Mapping[str, ListInfo], *, official: bool
) -> dict[str, int]:
    """How many listings a snapshot carries of each list.

    A list without an entry is carried, as empty, only in its authority's own file and when it is known to have no least
    number: else it is as likely that the file left it out, and silence is not clearance.

    Args:
        counts: Of listings, by list id.
        lists: Those that the source can carry.
        known: The lists, with their least numbers.
        official: Whether the authority of the lists publishes the file itself.
    """
    found = {}
    for list_id in lists:
        info = known.get(list_id)
        may_be_empty = official and info is not None and info.min_records is None
        if counts.get(list_id, 0) or may_be_empty:
            found[list_id] = counts.get(list_id, 0)
    return found


def check_counts(
    counts: Mapping[str, int],
    *,
    source: str,
    published: date | None,
    earlier: Iterable[Snapshot],
    known: Mapping[str, ListInfo],
) -> None:
    """Refuse a reading that is far too small.

    Args:
        counts: By list id.
        source: Only snapshots of the same source are compared.
        earlier: What the store holds.
        known: The lists, with their least numbers.

    Raises:
        SourceSuspicious: A list is below its least number, or far below its last vintage.
    """
    if not any(counts.values()):
        raise SourceSuspicious("no entry was read, which would unlist everybody: look at the files")
    for list_id, count in counts.items():
        least = known[list_id].min_records if list_id in known else None
        if least is not None and count < least:
            raise SourceSuspicious(
                f"{list_id}: {count:,} entries, and the list should have at least {least:,}: the file may be cut "
                f"or a sample: look at it before it replaces anything"
            )
    before = _last_before(published, source, earlier)
    for list_id, last in (before.records if before is not None else {}).items():
        count = counts.get(list_id, 0)
        if last >= SMALL_LIST and count < SMALLEST_SHARE * last:
            raise SourceSuspicious(
                f"{list_id}: {count:,} entries after {last:,} in the last vintage, a fall of more than 30 %: the file "
                f"may be cut: look at it before it replaces anything"
            )


def check_names(names: Mapping[str, int], counts: Mapping[str, int], known: Mapping[str, ListInfo]) -> None:
    """Refuse a reading whose entries have far too few names: the aliases are cut, or left out.

    Args:
        names: How many names all listings of a list have together, by list id.
        counts: How many listings they are.
        known: The lists, with their least numbers.

    Raises:
        SourceSuspicious: A list has fewer names for each entry than it should.
    """
    for list_id, count in counts.items():
        least = known[list_id].min_names_per_record if list_id in known else None
        if least is not None and names.get(list_id, 0) < least * count:
            raise SourceSuspicious(
                f"{list_id}: {names.get(list_id, 0):,} names for {count:,} entries, and an entry of the list should "
                f"have at least {least:g} on average: the aliases may be cut: look at the files before they replace "
                f"anything"
            )


def _last_before(published: date | None, source: str, earlier: Iterable[Snapshot]) -> Snapshot | None:
    """The vintage that this one follows: the last one published before it, or the last one taken in."""
    same = [item for item in earlier if item.source == source]
    if published is None:
        return max(same, key=lambda item: item.retrieved_at, default=None)
    older = [item for item in same if item.published_on is not None and item.published_on <= published]
    return max(older, key=lambda item: item.published_on or date.min, default=None)
