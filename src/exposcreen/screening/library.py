"""The listings that a selection searches: compiled once beside the snapshots, mapped into memory after that."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from exposcreen.index.build import compile_tables
from exposcreen.index.listing_file import ListingFile, write_listings
from exposcreen.index.listing_index import ListingIndex
from exposcreen.index.seal import is_whole, seal
from exposcreen.index.tables import Tables
from exposcreen.matching.matcher import ALGORITHM
from exposcreen.model.listing import Listing
from exposcreen.resources import digest
from exposcreen.screening.dossier import Dossier
from exposcreen.screening.selection import Selection
from exposcreen.sources.extract import read_extract
from exposcreen.sources.snapshot import Snapshot
from exposcreen.sources.store import Store

__all__ = ["identity", "open_index"]


def identity(selection: Selection) -> str:
    """SHA-256 over what is searched: the snapshot behind each list, and the bundled data."""
    snapshots = {name: snapshot.sha256 for name, snapshot in selection.snapshots().items()}
    return hashlib.sha256(json.dumps([snapshots, digest()], sort_keys=True).encode()).hexdigest()


def open_index(store: Store | None, selection: Selection, translit: str) -> ListingIndex:
    """The index over a selection. Compiles it, and keeps it in the store, the first time it is asked for."""
    snapshots = selection.snapshots()
    if store is None or not snapshots:
        return _bundled(translit)
    key = hashlib.sha256(f"{identity(selection)} {ALGORITHM} {translit}".encode()).hexdigest()[:32]
    folder = store.index_dir(key)
    if not is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        _compile(store, snapshots, folder, translit)
    return ListingIndex(ListingFile(folder), Tables.load(folder), translit)


@lru_cache(maxsize=2)
def _bundled(translit: str) -> ListingIndex:
    listings = read_extract()
    return ListingIndex(listings, compile_tables(listings, translit), translit)


def _compile(store: Store, snapshots: dict[str, Snapshot], folder: Path, translit: str) -> None:
    listings = list(_listings(store, snapshots, translit))
    tables = compile_tables(listings, translit)
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        write_listings(listings, temporary)
        tables.save(temporary)
        seal(temporary)
        _put_in_place(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(temporary: Path, folder: Path) -> None:
    """Rename, so that a reader sees all or nothing; another process may have compiled the same index meanwhile."""
    try:
        temporary.replace(folder)
    except OSError:
        if not is_whole(folder):
            raise


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
