"""The files of one source into the store: read, checked, kept; or refused, with the reason kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from exposcreen.errors import SourceError, SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.model.value import Value
from exposcreen.sources.catalogue import ListInfo
from exposcreen.sources.guards import carried, check
from exposcreen.sources.manifest import Refusal
from exposcreen.sources.published import Published
from exposcreen.sources.snapshot import Snapshot, SourceFile, combined_sha256, snapshot_id
from exposcreen.sources.source import Files, Source, Unread
from exposcreen.sources.store import Store
from exposcreen.sources.tally import Tally
from exposcreen.sources.writing import Writer, writing

__all__ = ["Intake", "Offer", "SourceResult", "State", "Watch", "unwatched"]

_STEP = 500

Watch = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and of how much, where that is known."""


class State(StrEnum):
    """What became of a source's files."""

    ADDED = "added"  # in the store, and the newest of its source
    HISTORY = "history"  # in the store, behind a newer one
    UNCHANGED = "unchanged"  # these very files were there already
    REFUSED = "refused"  # nothing was changed


class SourceResult(Value):
    """What became of the files of one source.

    Attributes:
        source: Its id; ``title``: what a person calls it.
        snapshot: What the store now holds of these files, or would hold; ``None`` when refused.
        reason: Why it was refused: a sentence.
        notes: What a person should know.
    """

    source: str
    title: str
    state: State
    snapshot: Snapshot | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """The files of one source as they were found or downloaded.

    Attributes:
        files: By role.
        published: The day of publication as the finder knows it, for files that do not state one.
        served_on: The day on which the authority itself served them; ``None`` for files of a folder.
    """

    source: Source
    files: Files
    published: date | None = None
    served_on: date | None = None


def unwatched(_what: str, _done: int, _total: int | None) -> None:
    """A ``Watch`` that nobody looks at."""


@dataclass(frozen=True)
class Intake:
    """Takes offers into one store.

    Attributes:
        store: The folder.
        retrieved_at: Now, with a time zone.
        known: The lists, with their least numbers.
        incomplete: Whether to read what is there where a file is missing; its lists stay partial then.
        dry_run: Whether to read and check only, and to keep nothing.
        watch: Told how far it is.
    """

    store: Path
    retrieved_at: datetime
    known: Mapping[str, ListInfo]
    incomplete: bool = False
    dry_run: bool = False
    watch: Watch = field(default=unwatched)

    def take(self, offer: Offer) -> SourceResult:
        """Read, check and keep the files of an offer; a refusal is a result, and the store remembers it.

        Raises:
            OSError: The store cannot be written.
        """
        try:
            if self.dry_run:
                return self._tried(offer)
            with writing(self.store) as writer:
                return self._kept(offer, writer)
        except SourceError as error:
            return self.refused(offer.source, str(error))

    def refused(self, source: Source, reason: str) -> SourceResult:
        """The result of an offer that is refused for a reason, or that could not be made."""
        if not self.dry_run:
            refusal = Refusal(source=source.id, lists=source.info.lists, at=self.retrieved_at, reason=reason)
            with writing(self.store) as writer:
                writer.refuse(refusal)
        return SourceResult(source=source.id, title=source.info.title, state=State.REFUSED, reason=reason)

    def _tried(self, offer: Offer) -> SourceResult:
        reading = _Reading(offer, self)
        if (same := reading.same(Store.open(self.store).snapshots)) is not None:
            return _result(offer, State.UNCHANGED, same)
        for _ in reading.listings():
            pass
        return reading.finished(Store.open(self.store).snapshots, None)

    def _kept(self, offer: Offer, writer: Writer) -> SourceResult:
        reading = _Reading(offer, self)
        earlier = writer.manifest.snapshots
        if (same := reading.same(earlier)) is not None:
            if writer.holds(same):
                return _result(offer, State.UNCHANGED, writer.seen(same, offer.served_on))
            reading.restore(same)
        with writer.listings(reading.id) as lines:
            for listing in reading.listings():
                lines.add(listing)
            result = reading.finished(earlier, lines.sha256)
        if result.snapshot is not None:
            writer.keep(result.snapshot, reading.offered)
        return result


class _Reading:
    """One offer being read."""

    def __init__(self, offer: Offer, intake: Intake) -> None:
        self._offer, self._intake, self._info = offer, intake, offer.source.info
        self._notes: list[str] = []
        self._tally = Tally()
        self._files = self._whole_set()
        self._stated = offer.source.stated_day(self._files)
        self.published_on = self._stated or offer.published or offer.served_on
        self._seen_on: date | None = None
        self._sha256 = combined_sha256(file.sha256 for file in self.offered)

    @property
    def _lacking(self) -> bool:
        return len(self._files) > len(self._offer.files)

    @property
    def offered(self) -> tuple[Published, ...]:
        """The files that are really there."""
        return tuple(self._offer.files.values())

    @property
    def id(self) -> str:
        """Of the snapshot that it becomes."""
        source = self._offer.source
        return snapshot_id(source.id, self.published_on, self._sha256, source.version)

    def same(self, snapshots: tuple[Snapshot, ...]) -> Snapshot | None:
        """The snapshot of these very bytes; files that nobody dates are those that somebody dated before.

        What a server says of its last change can move without the content: what it serves again is the same vintage,
        as long as it has published nothing else since. What it goes back to answers anew, from the day of its return.
        """
        source = self._offer.source
        key = (source.id, self._sha256, source.version)
        same = (item for item in snapshots if (item.source, item.sha256, item.version) == key)
        if self._stated is None and self._offer.served_on is not None:
            return next((item for item in same if not self._is_overtaken(item, snapshots)), None)
        day = self._stated or self._offer.published
        return next((item for item in same if day in {None, item.published_on}), None)

    def _is_overtaken(self, item: Snapshot, snapshots: tuple[Snapshot, ...]) -> bool:
        if item.published_on is None:
            return True
        others = [other for other in snapshots if other.source == item.source and not other.incomplete]
        if any(other.published_on == item.published_on and other.retrieved_at > item.retrieved_at for other in others):
            return True
        later = any(other.published_on is not None and other.published_on > item.published_on for other in others)
        return later and item.published_on != self.published_on

    def restore(self, lost: Snapshot) -> None:
        """Become the snapshot whose files are not all there."""
        self.published_on, self._seen_on = lost.published_on, lost.seen_on

    def listings(self) -> Iterator[Listing]:
        """The listings, counted as they pass."""
        source, watch = self._offer.source, self._intake.watch
        found = source.read(self._files, published_on=self.published_on, tell=self._notes.append)
        for number, listing in enumerate(found, start=1):
            self._tally.add(listing)
            if number % _STEP == 0:
                watch(f"{source.id}: entries read", number, None)
            yield listing

    def finished(self, earlier: tuple[Snapshot, ...], listings_sha256: str | None) -> SourceResult:
        """The result, once everything was read and nothing is suspicious.

        Raises:
            SourceSuspicious: It is far too small, or facts are missing.
        """
        tally, source = self._tally, self._offer.source
        check(
            tally,
            source=source.id,
            published=self.published_on,
            earlier=earlier,
            known=self._intake.known,
            counts_only=self._lacking,
        )
        self._note_the_day()
        snapshot = Snapshot(
            source=source.id,
            version=source.version,
            official=self._info.official,
            rank=self._info.rank,
            sha256=self._sha256,
            published_on=self.published_on,
            seen_on=max((day for day in (self._seen_on, self._offer.served_on) if day is not None), default=None),
            retrieved_at=self._intake.retrieved_at,
            records=carried(tally.records, self._info.lists, self._intake.known, official=self._info.official),
            fills={list_id: tally.shares(list_id) for list_id in tally.records},
            listings_sha256=listings_sha256,
            files=tuple(
                SourceFile(role=role, name=Path(file.name).name, sha256=file.sha256, size=file.size)
                for role, file in self._offer.files.items()
            ),
            incomplete=self._lacking,
            whole=not any(isinstance(note, Unread) for note in self._notes),
            notes=tuple(map(str, self._notes)),
        )
        state = State.HISTORY if any(_is_newer(item, snapshot) for item in earlier) else State.ADDED
        return _result(self._offer, state, snapshot)

    def _note_the_day(self) -> None:
        if self.published_on is None:
            self._notes.append(
                f"the {self._info.title} does not say when it was published: without a day of publication no list "
                f"that it carries can count as complete"
            )
        elif self._stated is None and self._offer.published is None:
            self._notes.append(
                f"the {self._info.title} does not say when it was published: the day of download stands for it"
            )

    def _whole_set(self) -> dict[str, Published]:
        files = dict(self._offer.files)
        missing = [file for file in self._info.files if file.required and file.role not in files]
        lacking = [file for file in missing if not self._intake.incomplete or file.empty is None]
        if lacking:
            there = ", ".join(file.name for file in files.values())
            raise SourceFormatError(
                f"{there}: the {self._info.title} is not whole: there is no "
                f"{', '.join(f'{file.role} ({file.why})' for file in lacking)}: put the missing files beside it"
            )
        for file in missing:
            files[file.role] = Published.of((file.empty or "").encode(), file.role)
            self._notes.append(Unread(f"{file.role} was not there: {file.why}"))
        return files


def _result(offer: Offer, state: State, snapshot: Snapshot) -> SourceResult:
    notes = () if state is State.UNCHANGED else snapshot.notes
    return SourceResult(
        source=offer.source.id, title=offer.source.info.title, state=state, snapshot=snapshot, notes=notes
    )


def _is_newer(item: Snapshot, snapshot: Snapshot) -> bool:
    if item.source != snapshot.source or item.published_on is None:
        return False
    return snapshot.published_on is None or item.published_on > snapshot.published_on
