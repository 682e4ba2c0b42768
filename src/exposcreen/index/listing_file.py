"""Listings on disk, read one at a time: JSON, one after another, found by offset."""

from __future__ import annotations

import mmap
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import overload

import numpy as np

from exposcreen.model.listing import Listing

__all__ = ["ListingFile", "write_listings"]

_REMEMBERED = 5_000


def write_listings(listings: Iterable[Listing], folder: Path) -> None:
    """Write listings into a folder, for ``ListingFile`` to open."""
    offsets = [0]
    with (folder / "listings.jsonl").open("wb") as file:
        for listing in listings:
            offsets.append(offsets[-1] + file.write(listing.model_dump_json(exclude_defaults=True).encode() + b"\n"))
    np.save(folder / "listings_offsets.npy", np.asarray(offsets, dtype=np.int64))


class ListingFile(Sequence[Listing]):
    """A sequence of listings that loads what is asked for, and remembers the last few thousand.

    Raises:
        OSError: The folder does not hold one.
    """

    def __init__(self, folder: Path) -> None:
        self._offsets = np.load(folder / "listings_offsets.npy", mmap_mode="r")
        with (folder / "listings.jsonl").open("rb") as file:
            empty = (folder / "listings.jsonl").stat().st_size == 0
            self._bytes: mmap.mmap | bytes = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._known: OrderedDict[int, Listing] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, at: int) -> Listing: ...
    @overload
    def __getitem__(self, at: slice) -> list[Listing]: ...
    def __getitem__(self, at: int | slice) -> Listing | list[Listing]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        with self._lock:
            known = self._known.get(at)
        if known is None:
            start, end = int(self._offsets[at]), int(self._offsets[at + 1])
            known = Listing.model_validate_json(self._bytes[start:end])
            with self._lock:
                self._known[at] = known
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return known
