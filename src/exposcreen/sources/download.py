"""Official files from their authorities into the store: asked for politely, checked, read, kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from exposcreen.errors import InputError, SourceError
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.fetch import Downloads
from exposcreen.sources.intake import Intake, Offer, SourceResult, State, Watch, unwatched
from exposcreen.sources.published import Published
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from exposcreen.sources.update import UpdateReport, chosen

__all__ = ["update_online"]


def update_online(
    store: Store,
    downloads: Downloads,
    *,
    retrieved_at: datetime,
    names: Collection[str] = (),
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> UpdateReport:
    """Download the official files and take them into the store, source by source.

    A source that cannot be had or is refused leaves its last good snapshot, and another source of the same lists is
    tried where one stands in for it; the others go on.

    Args:
        store: Where they go.
        downloads: Fetches them.
        retrieved_at: Now, with a time zone.
        names: Only these lists or sources; the usual source of every list when there are none. A source that is named
            is fetched even if it is not a usual one.
        dry_run: Whether to read and check only, and to keep nothing.
        watch: Told how far it is.

    Returns:
        What became of each source. Open the store again to read what was added.

    Raises:
        InputError: A name is not known, or is that of a list which no source publishes as a file.
        SourceFormatError: The store is damaged.
        OSError: The store cannot be written.
    """
    intake = Intake(store.path, retrieved_at, read_lists(), dry_run=dry_run, watch=watch)
    update = _Online(intake, downloads, retrieved_at.date())
    return UpdateReport(
        results=tuple(result for source in _wanted(names) for result in update.take(source)), dry_run=dry_run
    )


def _wanted(names: Collection[str]) -> tuple[Source, ...]:
    named = (source for source in chosen(names) if source.info.fetched or source.id in names)
    wanted = tuple(source for source in named if any(file.url for file in source.info.files))
    reached = {name for source in wanted for name in (source.id, *source.info.lists)}
    if lacking := sorted(set(names) - reached):
        raise InputError(
            f"no source of {', '.join(lacking)} is fetched unasked, or none has a known address: name another source, "
            f"or download the files by hand and use --from"
        )
    return wanted


class _Online:
    """One update over the network."""

    def __init__(self, intake: Intake, downloads: Downloads, today: date) -> None:
        self._intake, self._downloads, self._today = intake, downloads, today

    def take(self, source: Source) -> Iterator[SourceResult]:
        """The result of a source, and where it is refused those of the ones that stand in for it, until one is not."""
        result = self._one(source)
        yield result
        for other in SOURCES:
            if result.state is State.REFUSED and other.info.stands_in_for == source.id:
                result = self._one(other)
                yield result

    def _one(self, source: Source) -> SourceResult:
        try:
            offer = self._offer(source)
        except SourceError as error:
            return self._intake.refused(source, str(error))
        result = self._intake.take(offer)
        if result.state is State.REFUSED:
            self._downloads.forget(source.info)
        self._downloads.tidy()
        return result

    def _offer(self, source: Source) -> Offer:
        info = source.info
        files: dict[str, Published] = {}
        days: list[date] = []
        for file in info.files:
            if file.url is None and not file.required:
                continue
            fetched = self._downloads.fetch(info, file, today=self._today, step=self._intake.watch)
            files[file.role] = fetched.content
            days += [day for day in (fetched.dated, fetched.changed_on) if day is not None and day <= self._today][:1]
        return Offer(source, files, published=max(days, default=None), served_on=self._today)
