"""Official files into the store: found, checked, read, kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from exposcreen.errors import InputError, SourceError, SourceFormatError
from exposcreen.model.value import Value
from exposcreen.sources.catalogue import ListInfo, read_lists
from exposcreen.sources.discovery import discover
from exposcreen.sources.guards import carried, check_counts, check_names
from exposcreen.sources.published import Published
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.snapshot import Snapshot, SourceFile, combined_sha256
from exposcreen.sources.source import Files, Source, Unread
from exposcreen.sources.store import Store

__all__ = ["SourceResult", "State", "UpdateReport", "update_from"]


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
        snapshot: What the store now holds of these files; ``None`` when refused.
        reason: Why it was refused: a sentence.
        notes: What a person should know.
    """

    source: str
    title: str
    state: State
    snapshot: Snapshot | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


class UpdateReport(Value):
    """What an update did.

    Attributes:
        results: One for each source whose files were found.
        unrecognised: Names of files that belong to no known source.
    """

    results: tuple[SourceResult, ...]
    unrecognised: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[SourceResult, ...]:
        """Those that changed nothing because something was wrong."""
        return tuple(result for result in self.results if result.state is State.REFUSED)


def update_from(
    directory: Path | str,
    store: Store,
    *,
    published: date | None,
    retrieved_at: datetime,
    lists: Mapping[str, ListInfo] | None = None,
) -> UpdateReport:
    """Take the official files under a folder into the store: one vintage of each source.

    A source whose files are damaged, incomplete or far too small is refused, and the others go on. Files older than
    what the store holds become history.

    Args:
        directory: Searched at any depth, by name and content.
        published: The day on which the files were published, for files that do not say so themselves.
        retrieved_at: Now, with a time zone.
        lists: The known lists, with their least numbers of entries; those of ``data/lists`` when left out.

    Returns:
        What became of each source. Open the store again to read what was added.

    Raises:
        InputError: The folder is none, holds no official file, or two for one role; or a date is impossible.
    """
    if retrieved_at.tzinfo is None:
        raise InputError("retrieved_at: it has no time zone: give it in UTC")
    if published is not None and published > retrieved_at.date():
        raise InputError(
            f"published: {published} is after the day of retrieval, {retrieved_at.date()}: give the day on which the "
            f"files were published"
        )
    folder = Path(directory)
    found = discover(folder, SOURCES)
    update = _Update(published, retrieved_at, read_lists() if lists is None else lists)
    results = tuple(
        update.take(source, found.found[source.id], Store.open(store.path))
        for source in SOURCES
        if source.id in found.found
    )
    unrecognised = tuple(path.relative_to(folder).as_posix() for path in found.unrecognised)
    return UpdateReport(results=results, unrecognised=unrecognised)


@dataclass(frozen=True, slots=True)
class _Update:
    """What all sources of one update have in common."""

    published: date | None
    retrieved_at: datetime
    known: Mapping[str, ListInfo]

    def take(self, source: Source, paths: Mapping[str, Path], store: Store) -> SourceResult:
        """Read, check and keep the files of one source; a refusal is a result."""
        try:
            return self._kept(source, paths, _contents(source, paths), store)
        except SourceError as error:
            return SourceResult(source=source.id, title=source.info.title, state=State.REFUSED, reason=str(error))

    def _kept(self, source: Source, paths: Mapping[str, Path], contents: Files, store: Store) -> SourceResult:
        files = tuple(
            SourceFile(role=role, name=paths[role].name, sha256=file.sha256, size=file.size)
            for role, file in contents.items()
        )
        sha256 = combined_sha256(file.sha256 for file in files)
        published = source.stated_day(contents) or self.published
        if (same := self._same(store, source, sha256, published)) is not None:
            return SourceResult(source=source.id, title=source.info.title, state=State.UNCHANGED, snapshot=same)
        notes: list[str] = []
        listings = list(source.read(contents, published_on=published, tell=notes.append))
        counts = Counter(listing.list_id for listing in listings)
        check_counts(counts, source=source.id, published=published, earlier=store.snapshots, known=self.known)
        names: Counter[str] = Counter()
        for listing in listings:
            names[listing.list_id] += len(listing.names)
        check_names(names, counts, self.known)
        if published is None:
            notes.append(
                f"the {source.info.title} does not say when it was published: without a day of publication no list "
                f"that it carries can count as complete"
            )
        snapshot = Snapshot(
            source=source.id,
            version=source.version,
            official=source.info.official,
            sha256=sha256,
            published_on=published,
            retrieved_at=self.retrieved_at,
            records=carried(counts, source.info.lists, self.known, official=source.info.official),
            files=files,
            whole=not any(isinstance(note, Unread) for note in notes),
            notes=tuple(map(str, notes)),
        )
        state = State.HISTORY if any(_is_newer(item, snapshot) for item in store.snapshots) else State.ADDED
        store.add(snapshot, {file.sha256: contents[file.role].data() for file in files}, listings)
        return SourceResult(
            source=source.id, title=source.info.title, state=state, snapshot=snapshot, notes=snapshot.notes
        )

    def _same(self, store: Store, source: Source, sha256: str, published: date | None) -> Snapshot | None:
        """The snapshot of these very bytes; files that nobody dates are those that somebody dated before."""
        key = (source.id, sha256, source.version)
        same = (item for item in store.snapshots if (item.source, item.sha256, item.version) == key)
        return next((item for item in same if published in {None, item.published_on}), None)


def _contents(source: Source, paths: Mapping[str, Path]) -> dict[str, Published]:
    """Every file of the source that is there.

    Raises:
        SourceFormatError: One that is required is not there.
    """
    files = source.info.files
    missing = [f"{file.role} ({file.why})" for file in files if file.required and file.role not in paths]
    if missing:
        there = ", ".join(str(path) for path in paths.values())
        raise SourceFormatError(
            f"{there}: the {source.info.title} is not whole: there is no {', '.join(missing)}: put the missing files "
            f"beside it"
        )
    largest = source.info.largest_mb * 1_000_000
    return {file.role: Published.at(paths[file.role], largest=largest) for file in files if file.role in paths}


def _is_newer(item: Snapshot, snapshot: Snapshot) -> bool:
    if item.source != snapshot.source or item.published_on is None:
        return False
    return snapshot.published_on is None or item.published_on > snapshot.published_on
