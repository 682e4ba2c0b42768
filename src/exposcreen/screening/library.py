"""The listings that a selection searches: compiled once beside the snapshots, mapped into memory after that."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from exposcreen.index.build import compile_tables
from exposcreen.index.listing_file import ListingFile, write_listings
from exposcreen.index.listing_index import ListingIndex
from exposcreen.index.seal import is_whole, seal
from exposcreen.index.tables import Tables
from exposcreen.matching.matcher import ALGORITHM
from exposcreen.model.listing import Listing
from exposcreen.resources import code_stamp, digest
from exposcreen.screening.dossier import Dossier
from exposcreen.screening.selection import Selection
from exposcreen.sources.extract import read_extract
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.store import Store, default_store_path

__all__ = ["identity", "index_key", "open_index"]


def identity(selection: Selection) -> str:
    """SHA-256 over what is searched: the snapshot behind each list, and the bundled data.

    The same bytes of two days are two snapshots: their citations name the day, and what ended before it is left out.
    """
    snapshots = {name: [snapshot.id, snapshot.sha256] for name, snapshot in selection.snapshots().items()}
    return hashlib.sha256(json.dumps([snapshots, digest()], sort_keys=True).encode()).hexdigest()


def index_key(selection: Selection, translit: str) -> str | None:
    """The key under which a store keeps the index over a selection; ``None`` where nothing of a store is selected."""
    return _key(identity(selection), translit) if selection.snapshots() else None


def open_index(store: Store | None, selection: Selection, translit: str) -> ListingIndex:
    """The index over a selection, compiled the first time it is asked for, and kept.

    Over official files it is kept in their store, over the bundled extract alone in ``cache`` beside the default store;
    in memory where that cannot be written.
    """
    key = index_key(selection, translit)
    if store is None or key is None:
        return _bundled(translit)
    folder, snapshots = store.index_dir(key), selection.snapshots()
    if is_whole(folder):
        with suppress(FileNotFoundError):  # another process can prune it this very moment
            return _opened(folder, translit)
    return _compiled(list(_listings(store, snapshots, translit)), folder, translit)


@lru_cache(maxsize=2)
def _bundled(translit: str) -> ListingIndex:
    folder = default_store_path().parent / "cache" / _key(digest(), translit)
    if is_whole(folder):
        return _opened(folder, translit)
    return _compiled(read_extract(), folder, translit)


def _compiled(listings: Sequence[Listing], folder: Path, translit: str) -> ListingIndex:
    try:
        _compile(listings, folder, translit)
    except OSError:
        return ListingIndex(listings, compile_tables(listings, translit), translit)
    return _opened(folder, translit)


def _opened(folder: Path, translit: str) -> ListingIndex:
    return ListingIndex(ListingFile(folder), Tables.load(folder), translit)


def _key(content: str, translit: str) -> str:
    """What an index depends on: what it is made of, and the code that makes it."""
    return hashlib.sha256(f"{content} {ALGORITHM} {translit} {code_stamp()}".encode()).hexdigest()[:32]


def _compile(listings: Sequence[Listing], folder: Path, translit: str) -> None:
    """Write an index beside its place and rename it, so that a reader sees all or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        write_listings(listings, temporary)
        compile_tables(listings, translit).save(temporary)
        seal(temporary)
        _put_in_place(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(temporary: Path, folder: Path) -> None:
    """Rename; where another process has compiled the same index meanwhile, that one stays, for it may be in use."""
    try:
        temporary.replace(folder)
    except OSError:
        if is_whole(folder):
            return
        damaged = temporary.with_name(f"{temporary.name}-damaged")
        with suppress(FileNotFoundError):  # another process can have removed it
            folder.replace(damaged)
        shutil.rmtree(damaged, ignore_errors=True)
        temporary.replace(folder)


def _listings(store: Store, snapshots: dict[str, Snapshot], translit: str) -> Iterator[Listing]:
    """Published listings, each with what is known of it beside; then what only the bundled extract has."""
    dossier = Dossier(read_extract(), translit)
    for snapshot in {item.id: item for item in snapshots.values()}.values():
        lists = {name for name, chosen in snapshots.items() if chosen.id == snapshot.id}
        yield from _enriched(store.listings(snapshot, lists), snapshot, dossier)
    yield from dossier.unused()


def _enriched(listings: Iterable[Listing], snapshot: Snapshot, dossier: Dossier) -> Iterator[Listing]:
    for listing in listings:
        yield dossier.enrich(listing, snapshot.published_on)
