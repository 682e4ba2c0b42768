"""Doubts about a reading that is well-formed: too few entries, names or facts, or far fewer than last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from exposcreen.errors import SourceSuspicious
from exposcreen.sources.catalogue import ListInfo
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.tally import Tally

__all__ = ["carried", "check"]

SMALLEST_SHARE = 0.7
"""A list that has less than this share of its last vintage is looked at by a person first."""

TELLING_SHARE = 0.2
"""A fact that fewer entries than this have can come and go."""

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


def check(
    tally: Tally,
    *,
    source: str,
    published: date | None,
    earlier: Iterable[Snapshot],
    known: Mapping[str, ListInfo],
    counts_only: bool = False,
) -> None:
    """Refuse a reading that is far too small, or in which facts are missing that are always there.

    Args:
        tally: What was read.
        source: Only snapshots of the same source are compared.
        published: Its day.
        earlier: What the store holds.
        known: The lists, with their least numbers.
        counts_only: Whether facts are known to be missing, so that only the number of entries is looked at.

    Raises:
        SourceSuspicious: A list is below its least number of entries, of names, or of entries with some fact; or far
            below its last vintage.
    """
    if not any(tally.records.values()):
        raise SourceSuspicious("no entry was read, which would unlist everybody: look at the files")
    for list_id, count in tally.records.items():
        if (info := known.get(list_id)) is not None:
            _check_count(info, count)
            if not counts_only:
                _check_facts(tally, info, count)
    if (before := _last_before(published, source, earlier)) is not None:
        _check_fall(tally, before, counts_only=counts_only)


def _check_count(info: ListInfo, count: int) -> None:
    list_id = info.list_id
    if info.min_records is not None and count < info.min_records:
        raise SourceSuspicious(
            f"{list_id}: {count:,} entries, and the list should have at least {info.min_records:,}: the file may be "
            f"cut or a sample: look at it before it replaces anything"
        )


def _check_facts(tally: Tally, info: ListInfo, count: int) -> None:
    list_id = info.list_id
    least = info.min_names_per_record
    if least is not None and tally.names[list_id] < least * count:
        raise SourceSuspicious(
            f"{list_id}: {tally.names[list_id]:,} names for {count:,} entries, and an entry of the list should "
            f"have at least {least:g} on average: the aliases may be cut: look at the files before they replace "
            f"anything"
        )
    shares = tally.shares(list_id)
    for fact, share in info.min_fill.items():
        if fact in shares and shares[fact] < share:
            raise SourceSuspicious(
                f"{list_id}: {_words(fact)} are filled in for {shares[fact]:.0%} of the entries, and should be for at "
                f"least {share:.0%}: a part of the file may be cut: look at it before it replaces anything"
            )


def _check_fall(tally: Tally, before: Snapshot, *, counts_only: bool) -> None:
    for list_id, last in before.records.items():
        count = tally.records[list_id]
        if last >= SMALL_LIST and count < SMALLEST_SHARE * last:
            raise SourceSuspicious(
                f"{list_id}: {count:,} entries after {last:,} in the last vintage, a fall of more than 30 %: the file "
                f"may be cut: look at it before it replaces anything"
            )
        shares = tally.shares(list_id)
        for fact, share in before.fills.get(list_id, {}).items() if not counts_only else ():
            if last >= SMALL_LIST and share >= TELLING_SHARE and shares.get(fact, 0.0) < share / 2:
                raise SourceSuspicious(
                    f"{list_id}: {_words(fact)} are filled in for {shares.get(fact, 0.0):.0%} of the entries after "
                    f"{share:.0%} in the last vintage: a part of the file may be cut or have changed its place: look "
                    f"at it before it replaces anything"
                )


def _words(fact: str) -> str:
    return "days of listing" if fact == "listed_on" else fact.replace("_", " ")


def _last_before(published: date | None, source: str, earlier: Iterable[Snapshot]) -> Snapshot | None:
    """The vintage that this one follows: the last one published before it, or the last one taken in."""
    same = [item for item in earlier if item.source == source and not item.incomplete]
    if published is None:
        return max(same, key=lambda item: item.retrieved_at, default=None)
    older = [item for item in same if item.published_on is not None and item.published_on <= published]
    return max(older, key=lambda item: item.published_on or date.min, default=None)
