"""Which copy of each list answers for a day, and how much it proves: silence is not clearance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from exposcreen.model.verdict import Coverage
from exposcreen.model.vocabulary import CoverageStatus
from exposcreen.sources.catalogue import ExtractInfo, ListInfo, read_lists
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.store import Store

__all__ = ["Chosen", "Selection", "select"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The copy of one list that answers.

    Attributes:
        snapshot: From the store; ``None`` where the bundled extract answers, or nothing does.
        extract: Whether the bundled extract's entries of the list are searched (also beside a snapshot
            that is not whole).
    """

    info: ListInfo
    snapshot: Snapshot | None
    extract: bool
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Selection:
    """What is searched for a day, list by list."""

    chosen: dict[str, Chosen]

    def coverage(self, needed: Iterable[str]) -> tuple[Coverage, ...]:
        """The coverage of every list, each marked as needed or not for the question."""
        wanted = set(needed)
        return tuple(
            item.coverage
            if item.coverage.needed == (name in wanted)
            else item.coverage.model_copy(update={"needed": name in wanted})
            for name, item in self.chosen.items()
        )

    def snapshots(self) -> dict[str, Snapshot]:
        """The snapshot behind each list that has one."""
        return {name: item.snapshot for name, item in self.chosen.items() if item.snapshot is not None}


def select(store: Store | None, as_of: date, extract_sha256: str) -> Selection:
    """Choose, for every list, the copy that proves most on a day.

    Args:
        store: The store, if there is one.
        as_of: The day.
        extract_sha256: Of the bundled data.
    """
    return Selection({name: _choose(info, store, as_of, extract_sha256) for name, info in read_lists().items()})


def _choose(info: ListInfo, store: Store | None, as_of: date, extract_sha256: str) -> Chosen:
    chosen = _chosen(info, store, as_of, extract_sha256)
    refused = tuple(_refusals(info.list_id, store, chosen.snapshot))
    if not refused:
        return chosen
    note = "; ".join(filter(None, (chosen.coverage.note, *refused)))
    return replace(chosen, coverage=chosen.coverage.model_copy(update={"note": note}))


def _refusals(list_id: str, store: Store | None, snapshot: Snapshot | None) -> Iterator[str]:
    """What the last update of this list was refused for: of the source that answers, or of any where none does."""
    for refusal in store.refusals if store is not None else ():
        answers = snapshot is None or snapshot.source == refusal.source
        if answers and list_id in refusal.lists:
            yield f"an update of {refusal.at.date()} was refused: {refusal.reason}"


def _chosen(info: ListInfo, store: Store | None, as_of: date, extract_sha256: str) -> Chosen:
    snapshot = store.select(info.list_id, as_of, max_age_days=info.max_age_days) if store is not None else None
    bundled = _of_extract(info, info.extract, as_of, extract_sha256) if info.extract is not None else None
    if snapshot is None:
        if bundled is None:
            missing = Coverage(
                list_id=info.list_id, status=CoverageStatus.MISSING, note="no copy of this list is at hand"
            )
            return Chosen(info, None, extract=False, coverage=missing)
        return Chosen(info, None, extract=True, coverage=bundled)
    stored = _of_snapshot(info, snapshot, as_of)
    if stored.status is CoverageStatus.COMPLETE:
        return Chosen(info, snapshot, extract=False, coverage=stored)
    if bundled is not None and bundled.status is CoverageStatus.COMPLETE:
        return Chosen(info, snapshot, extract=True, coverage=bundled)
    return Chosen(info, snapshot, extract=info.extract is not None, coverage=stored)


def _of_snapshot(info: ListInfo, snapshot: Snapshot, as_of: date) -> Coverage:
    status, note = _on_the_day(info, snapshot.published_on, as_of, seen_on=snapshot.seen_on)
    if status is CoverageStatus.COMPLETE and not snapshot.whole:
        status = CoverageStatus.PARTIAL
    return Coverage(
        list_id=info.list_id,
        status=status,
        published_on=snapshot.published_on,
        retrieved_at=snapshot.retrieved_at,
        records=snapshot.records.get(info.list_id, 0),
        sha256=snapshot.sha256,
        source=snapshot.source,
        note="; ".join(filter(None, (note, *_told(snapshot, info.list_id)))) or None,
    )


def _told(snapshot: Snapshot, list_id: str) -> tuple[str, ...]:
    """What the reading of the file left to say, for the list that most of its entries belong to."""
    main = max(snapshot.records, key=lambda name: snapshot.records[name])
    return snapshot.notes if list_id == main else ()


def _of_extract(info: ListInfo, extract: ExtractInfo, as_of: date, sha256: str) -> Coverage:
    status, note = _on_the_day(info, extract.published_on, as_of)
    if extract.superseded_on is not None and as_of >= extract.superseded_on:
        status = CoverageStatus.STALE
        note = f"the list was published anew on or about {extract.superseded_on}; what changed is not known here"
    if extract.status == "partial":
        status = max(status, CoverageStatus.PARTIAL) if status is not CoverageStatus.STALE else CoverageStatus.PARTIAL
        note = f"the bundled extract holds {extract.listings} entries of this list"
    return Coverage(
        list_id=info.list_id,
        status=status,
        published_on=extract.published_on,
        records=extract.listings,
        sha256=sha256,
        source="bundled extract",
        note=note,
    )


def _on_the_day(
    info: ListInfo, published_on: date | None, as_of: date, *, seen_on: date | None = None
) -> tuple[CoverageStatus, str | None]:
    if published_on is None:
        return CoverageStatus.PARTIAL, "the file does not say when it was published: update again with --published DATE"
    if as_of < published_on:
        return (
            CoverageStatus.PARTIAL,
            f"published on {published_on}, after the day asked: it proves nothing of earlier days",
        )
    last = max(published_on, seen_on or published_on)
    if as_of > last + timedelta(days=info.max_age_days):
        age, known = (as_of - last).days, "published" if last == published_on else "last seen at its authority"
        return CoverageStatus.STALE, f"{known} {age} days before the day asked; {info.max_age_days} days is the limit"
    return CoverageStatus.COMPLETE, None
