"""Whether a store still holds what was put into it, and what in it nothing refers to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from exposcreen.errors import SourceError
from exposcreen.model.value import Value
from exposcreen.sources.files import unfinished
from exposcreen.sources.places import index_path, listings_path, raw_path
from exposcreen.sources.snapshot import Snapshot, combined_sha256
from exposcreen.sources.store import Store
from exposcreen.sources.tally import Tally
from exposcreen.sources.writing import writing

__all__ = ["Checked", "Pruned", "prune", "verify"]

_HOUR = timedelta(hours=1)


class Checked(Value):
    """What became of the check of one snapshot.

    Attributes:
        problems: One sentence each; none when every file is as it was stored.
    """

    snapshot: Snapshot
    problems: tuple[str, ...] = ()


class Pruned(Value):
    """What was removed, or would be.

    Attributes:
        snapshots: Those that no longer count.
        files: What nothing referred to, by its place in the store.
        size: Of those files, in bytes.
    """

    snapshots: tuple[Snapshot, ...] = ()
    files: tuple[str, ...] = ()
    size: int = 0


def verify(store: Store, watch: Callable[[str, int, int | None], None]) -> Iterator[Checked]:
    """Hash every published file and every listing of the store anew, snapshot by snapshot.

    Args:
        store: As it was opened.
        watch: Told how far it is.
    """
    for number, snapshot in enumerate(store.snapshots, start=1):
        watch("snapshots checked", number, len(store.snapshots))
        yield Checked(snapshot=snapshot, problems=tuple(_problems(store, snapshot)))


def _problems(store: Store, snapshot: Snapshot) -> Iterator[str]:
    for file in snapshot.files:
        try:
            found = store.raw(file.sha256)
            if found.sha256 != file.sha256:
                yield (
                    f"{raw_path(store.path, file.sha256)}: the content is not what was published: delete the file and "
                    f"run update again"
                )
            elif found.size != file.size:
                yield _untrue(store, snapshot, f"the size of {file.role}")
        except SourceError as error:
            yield str(error)
    tally = Tally()
    try:
        for listing in store.listings(snapshot):
            tally.add(listing)
    except SourceError as error:
        yield str(error)
    else:
        yield from _contradictions(store, snapshot, tally)


def _contradictions(store: Store, snapshot: Snapshot, tally: Tally) -> Iterator[str]:
    """What the manifest says of a snapshot, and its files do not."""
    entries = {list_id: count for list_id, count in snapshot.records.items() if count}
    shares = {list_id: tally.shares(list_id) for list_id in snapshot.fills}
    for what, holds in (
        ("the hash of its files", snapshot.sha256 == combined_sha256(file.sha256 for file in snapshot.files)),
        ("the hash of its listings", snapshot.listings_sha256 is not None),
        ("the number of entries of each list", entries == dict(tally.records)),
        ("how often each fact is filled in", shares == {item: dict(found) for item, found in snapshot.fills.items()}),
    ):
        if not holds:
            yield _untrue(store, snapshot, what)


def _untrue(store: Store, snapshot: Snapshot, what: str) -> str:
    return (
        f"{store.path / 'manifest.json'}: it does not say truly {what} of {snapshot.id}: restore the file, or delete "
        f"the store and run update again"
    )


def prune(
    store: Store,
    *,
    before: date | None,
    indexes: Collection[str],
    now: datetime,
    needed: Collection[str] = (),
    dry_run: bool = False,
) -> Pruned:
    """Remove what nothing refers to: leftovers of a crash, indexes that are made again, and snapshots that are let go.

    Args:
        store: The store.
        before: Snapshots published before this day are let go, but never the newest of a source; none when left out.
        indexes: Keys of the indexes that are in use.
        needed: Ids of snapshots that answer for some list, and are not let go.
        now: With a time zone. What another process may be working on, an hour old or less, is left alone.
        dry_run: Whether to say it only.

    Raises:
        OSError: Something cannot be removed.
    """
    with writing(store.path) as writer:
        snapshots = writer.manifest.snapshots
        past = (item for item in snapshots if before is not None and _is_past(item, before, snapshots))
        gone = tuple(item for item in past if item.id not in needed)
        kept = tuple(item for item in snapshots if item not in gone)
        loose = sorted(path for path in _loose(store.path, kept, indexes) if not _is_in_use(path, now))
        size = sum(_size(path) for path in loose)
        if not dry_run:
            writer.forget(gone)
            for path in loose:
                _remove(path)
    names = tuple(path.relative_to(store.path).as_posix() for path in loose)
    return Pruned(snapshots=gone, files=names, size=size)


def _remove(path: Path) -> None:
    """A folder is taken from its place first: a reader finds an index whole or not at all."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=path.parent))
    try:
        path.replace(aside / path.name)
    finally:
        shutil.rmtree(aside)


def _is_past(item: Snapshot, before: date, snapshots: tuple[Snapshot, ...]) -> bool:
    if item.published_on is None or item.published_on >= before:
        return False
    return any(
        other.source == item.source and other.published_on is not None and other.published_on > item.published_on
        for other in snapshots
    )


def _loose(path: Path, kept: tuple[Snapshot, ...], indexes: Collection[str]) -> Iterator[Path]:
    needed = {raw_path(path, file.sha256) for item in kept for file in item.files}
    needed |= {listings_path(path, item.id) for item in kept}
    needed |= {index_path(path, key) for key in indexes}
    for folder in ("raw", "listings", "index"):
        if (path / folder).is_dir():
            yield from (found for found in (path / folder).iterdir() if found not in needed)
    if (path / "fetch").is_dir():
        yield from (found for found in (path / "fetch").iterdir() if found.is_dir())
    yield from (found for found in unfinished(path) if found.parent == path)


def _is_in_use(path: Path, now: datetime) -> bool:
    """Whether another process may still be making it: indexes and downloads are made without holding the store."""
    making = path.name.startswith((".building-", "landing-"))
    return making and path.stat().st_mtime > (now - _HOUR).timestamp()


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(inner.stat().st_size for inner in path.rglob("*") if inner.is_file())
    return path.stat().st_size
