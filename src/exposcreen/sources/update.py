"""Official files of a folder into the store: found, checked, read, kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

from exposcreen.errors import InputError
from exposcreen.model.value import Value
from exposcreen.sources.catalogue import ListInfo, read_lists
from exposcreen.sources.discovery import discover
from exposcreen.sources.intake import Intake, Offer, SourceResult, State, Watch, unwatched
from exposcreen.sources.published import Published
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store

__all__ = ["UpdateReport", "chosen", "update_from"]


class UpdateReport(Value):
    """What an update did.

    Attributes:
        results: One for each source that was tried.
        unrecognised: Names of files that belong to no known source.
        dry_run: Whether nothing was kept, and the results say what would have been.
    """

    results: tuple[SourceResult, ...]
    unrecognised: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def refused(self) -> tuple[SourceResult, ...]:
        """Those that changed nothing because something was wrong."""
        return tuple(result for result in self.results if result.state is State.REFUSED)


def chosen(names: Collection[str], sources: tuple[Source, ...] = SOURCES) -> tuple[Source, ...]:
    """The sources that names of sources or of lists mean; all when there are none.

    Raises:
        InputError: A name is neither, or that of a list which no source carries.
    """
    read = {name for source in sources for name in (source.id, *source.info.lists)}
    for name in names:
        if name not in read and name not in read_lists():
            raise InputError(f"{name!r} is no list and no source that is known: see exposcreen lists")
        if name not in read:
            raise InputError(f"{name}: no source carries this list, so there is no file of it to read: leave it out")
    return tuple(source for source in sources if not names or source.id in names or set(source.info.lists) & set(names))


def update_from(
    directory: Path | str,
    store: Store,
    *,
    published: date | None,
    retrieved_at: datetime,
    lists: Mapping[str, ListInfo] | None = None,
    names: Collection[str] = (),
    incomplete: bool = False,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> UpdateReport:
    """Take the official files under a folder into the store: one vintage of each source.

    A source whose files are damaged, incomplete or far too small is refused, and the others go on. Files older than
    what the store holds become history.

    Args:
        directory: Searched at any depth, by name and content.
        store: Where they go.
        published: The day on which the files were published, for files that do not say so themselves.
        retrieved_at: Now, with a time zone.
        lists: The known lists, with their least numbers of entries; those of ``data/lists`` when left out.
        names: Only these lists or sources; all when there are none.
        incomplete: Whether to read what is there where a file is missing; its lists stay partial then.
        dry_run: Whether to read and check only, and to keep nothing.
        watch: Told how far it is.

    Returns:
        What became of each source. Open the store again to read what was added.

    Raises:
        InputError: The folder is none, holds no official file, or two for one role; a date is impossible; a name is
            not known.
        SourceUnavailable: A file cannot be read.
        SourceFormatError: The store is damaged.
        OSError: The store cannot be written.
    """
    if retrieved_at.tzinfo is None:
        raise InputError("retrieved_at: it has no time zone: give it in UTC")
    if published is not None and published > retrieved_at.date():
        raise InputError(
            f"published: {published} is after the day of retrieval, {retrieved_at.date()}: give the day on which the "
            f"files were published"
        )
    folder = Path(directory)
    sources = chosen(names)
    found = discover(folder, sources)
    intake = Intake(
        store.path,
        retrieved_at,
        read_lists() if lists is None else lists,
        incomplete=incomplete,
        dry_run=dry_run,
        watch=watch,
    )
    results = tuple(
        intake.take(Offer(source, _opened(source, found.found[source.id]), published=published))
        for source in sources
        if source.id in found.found
    )
    unrecognised = tuple(path.relative_to(folder).as_posix() for path in found.unrecognised)
    return UpdateReport(results=results, unrecognised=unrecognised, dry_run=dry_run)


def _opened(source: Source, paths: Mapping[str, Path]) -> dict[str, Published]:
    largest = source.info.largest_mb * 1_000_000
    return {role: Published.at(paths[role], largest=largest) for role in source.info.roles if role in paths}
