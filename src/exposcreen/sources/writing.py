"""Writing into a store: one writer at a time, listing by listing, and nothing counts until the manifest says so."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from exposcreen.model.listing import Listing
from exposcreen.sources.files import exclusive, written_whole
from exposcreen.sources.manifest import Manifest, Refusal, read_manifest, write_manifest
from exposcreen.sources.places import listings_path, raw_path
from exposcreen.sources.published import Published
from exposcreen.sources.snapshot import Snapshot

__all__ = ["Lines", "Writer", "writing"]

_CHUNK = 1 << 20
_BATCH = 500


class Lines:
    """The listings of a snapshot on their way into its file, one JSON object a line."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        self._packed = packed
        self._digest = hashlib.sha256()
        self._waiting: list[str] = []

    def add(self, listing: Listing) -> None:
        """Take one more listing."""
        self._waiting.append(f"{listing.model_dump_json(exclude_defaults=True)}\n")
        if len(self._waiting) >= _BATCH:
            self._write()

    @property
    def sha256(self) -> str:
        """Of the lines so far."""
        self._write()
        return self._digest.hexdigest()

    def _write(self) -> None:
        content = "".join(self._waiting).encode()
        self._waiting.clear()
        self._digest.update(content)
        self._packed.write(content)


class Writer:
    """Adds to a store. Only ``writing`` makes one, and it holds the store until it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def manifest(self) -> Manifest:
        """The manifest as it stands."""
        return read_manifest(self._path)

    def holds(self, snapshot: Snapshot) -> bool:
        """Whether every file of a snapshot is there."""
        paths = [raw_path(self._path, file.sha256) for file in snapshot.files]
        return all(path.is_file() for path in (*paths, listings_path(self._path, snapshot.id)))

    @contextmanager
    def listings(self, snapshot_id: str) -> Iterator[Lines]:
        """Where the listings of a snapshot go; they are kept when the block ends well."""
        with (
            written_whole(listings_path(self._path, snapshot_id)) as file,
            gzip.GzipFile("", "wb", compresslevel=3, fileobj=file, mtime=0) as packed,
        ):
            lines = Lines(packed)
            yield lines
            _ = lines.sha256  # writes what still waits

    def keep(self, snapshot: Snapshot, files: Iterable[Published]) -> None:
        """Keep the published files of a snapshot whose listings are there, and let it count."""
        for file in files:
            path = raw_path(self._path, file.sha256)
            if not path.exists():
                _pack(file, path)
        write_manifest(self._path, self.manifest.with_snapshot(snapshot))

    def add(self, snapshot: Snapshot, files: Iterable[Published], listings: Iterable[Listing]) -> None:
        """Keep a snapshot whose listings are at hand."""
        with self.listings(snapshot.id) as lines:
            for listing in listings:
                lines.add(listing)
            sha256 = lines.sha256
        self.keep(snapshot.model_copy(update={"listings_sha256": sha256}), files)

    def refuse(self, refusal: Refusal) -> None:
        """Remember that files were offered and refused."""
        write_manifest(self._path, self.manifest.with_refusal(refusal))

    def seen(self, snapshot: Snapshot, day: date | None) -> Snapshot:
        """Remember that these very files came again, from the authority itself where a day is given."""
        days = [known for known in (snapshot.seen_on, day) if known is not None]
        seen = snapshot.model_copy(update={"seen_on": max(days, default=None)})
        write_manifest(self._path, self.manifest.with_seen(seen))
        return seen

    def forget(self, snapshots: Iterable[Snapshot]) -> None:
        """Let snapshots no longer count. Their files stay until ``prune`` removes what nothing refers to."""
        gone = {item.id for item in snapshots}
        manifest = self.manifest
        kept = tuple(item for item in manifest.snapshots if item.id not in gone)
        write_manifest(self._path, Manifest(snapshots=kept, refusals=manifest.refusals))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Hold a store for writing; other writers wait, readers do not.

    Raises:
        InputError: The path is, or leads through, a file.
        SourceFormatError: Its manifest is damaged, or of another version of exposcreen.
        OSError: It cannot be written.
    """
    read_manifest(path)
    with exclusive(path):
        yield Writer(path)


def _pack(file: Published, path: Path) -> None:
    with (
        written_whole(path) as target,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=target, mtime=0) as packed,
        file.open() as content,
    ):
        while chunk := content.read(_CHUNK):
            packed.write(chunk)
