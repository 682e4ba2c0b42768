"""The store: every vintage of every source, as published and as read, in one folder.

```text
manifest.json             which snapshots there are; replaced whole, never edited
raw/<sha256>.gz           published files, by content
listings/<snapshot>.jsonl.gz   the listings of a snapshot, one JSON object a line, in published order
index/<key>/              whatever the caller compiles from listings
fetch/                    what is remembered of downloads
```

Files are written under a temporary name and renamed, and the manifest comes last, so a crash at any point leaves the
last good store. Readers take no lock; writers take turns.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import platformdirs
from pydantic import ValidationError

from exposcreen.errors import SourceFormatError, SourceUnavailable
from exposcreen.model.listing import Listing
from exposcreen.sources.manifest import Refusal, read_manifest
from exposcreen.sources.places import index_path, listings_path, raw_path
from exposcreen.sources.published import Published
from exposcreen.sources.snapshot import Snapshot

__all__ = ["Store", "default_store_path"]


def default_store_path() -> Path:
    """``$EXPOSCREEN_HOME/store``, or ``store`` in the platform's data directory."""
    home = os.environ.get("EXPOSCREEN_HOME")
    return (Path(home) if home else Path(platformdirs.user_data_dir("exposcreen", appauthor=False))) / "store"


class Store:
    """A folder of snapshots, as it stood when it was opened. A folder that is not there is an empty store.

    Args:
        path: The folder.
        snapshots: What is in it.
        refusals: Which files were offered and refused since they were last taken.
    """

    def __init__(self, path: Path, snapshots: tuple[Snapshot, ...] = (), refusals: tuple[Refusal, ...] = ()) -> None:
        self.path = path
        self._snapshots = snapshots
        self._refusals = refusals

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """The store in a folder.

        Raises:
            InputError: The path is, or leads through, a file.
            SourceFormatError: Its manifest is damaged, or of another version of exposcreen.
        """
        folder = Path(path)
        manifest = read_manifest(folder)
        return cls(folder, manifest.snapshots, manifest.refusals)

    @property
    def exists(self) -> bool:
        """Whether there is anything in it."""
        return bool(self._snapshots or self._refusals)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All of them, in the order in which they were added."""
        return self._snapshots

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The last refusal of each source whose last files were refused."""
        return self._refusals

    def index_dir(self, key: str) -> Path:
        """Where the caller may keep what it compiled under this key; not created here."""
        return index_path(self.path, key)

    def listings(self, snapshot: Snapshot, list_ids: Iterable[str] | None = None) -> Iterator[Listing]:
        """The listings of a snapshot in published order; of all its lists when none are named.

        Raises:
            SourceUnavailable: Its file is not in the store.
            SourceFormatError: Its file is damaged.
        """
        # list_id is the first field of every line, so lines of other lists are passed over unread.
        wanted = None if list_ids is None else tuple(f'{{"list_id":"{list_id}"'.encode() for list_id in list_ids)
        path = listings_path(self.path, snapshot.id)
        read, digest = 0, hashlib.sha256()
        try:
            with gzip.open(path, "rb") as lines:
                for line in lines:
                    read += 1
                    digest.update(line)
                    if wanted is None or line.startswith(wanted):
                        yield Listing.model_validate_json(line)
        except FileNotFoundError as error:
            raise SourceUnavailable(f"{path}: the snapshot's listings are not there: run update again") from error
        except (OSError, EOFError, zlib.error, UnicodeDecodeError, ValidationError) as error:
            raise SourceFormatError(
                f"{path}: the listings are damaged: delete the file and run update again"
            ) from error
        stored = sum(snapshot.records.values())
        if read != stored:
            raise SourceFormatError(
                f"{path}: has {read} entries where {stored} were stored, so parties would be missed: delete the file "
                "and run update again"
            )
        if snapshot.listings_sha256 not in {None, digest.hexdigest()}:
            raise SourceFormatError(
                f"{path}: the listings are not those that were stored: delete the file and run update again"
            )

    def raw(self, sha256: str) -> Published:
        """A published file by the SHA-256 of its content.

        Raises:
            SourceUnavailable: It is not in the store.
        """
        if (file := self.kept(sha256)) is None:
            path = raw_path(self.path, sha256)
            raise SourceUnavailable(f"{path}: the published file is not there: run update again")
        return file

    def kept(self, sha256: str) -> Published | None:
        """A published file by the SHA-256 of its content; ``None`` where it is not in the store."""
        return Published.at(path) if (path := raw_path(self.path, sha256)).is_file() else None

    def select(self, list_id: str, as_of: date, *, max_age_days: int = 30) -> Snapshot | None:
        """The snapshot that answers for a list on a day; ``None`` when none carries it.

        The latest one published up to that day; when there is none, the earliest published after it; an undated one
        only when nothing is dated. The authority's own file goes before an aggregator's, which repeats it with
        less, as long as the file is not out of date: older than ``max_age_days`` on that day, and older than the other.
        Of several files of one day the authority's own answers, and of several of those the one that says more.
        """
        having = [item for item in self._snapshots if list_id in item.records]
        carrying = [item for item in having if not item.incomplete] or having
        before = [item for item in carrying if item.published_on is not None and item.published_on <= as_of]
        after = [item for item in carrying if item.published_on is not None and item.published_on > as_of]
        if before:
            oldest = as_of - timedelta(days=max_age_days)
            current = [item for item in before if item.official and _current_on(item) >= oldest]
            return max(
                current or before,
                key=lambda item: (_day(item), item.official, item.whole, item.rank, item.retrieved_at),
            )
        if after:
            return min(after, key=lambda item: (_day(item), not item.official, not item.whole, -item.rank))
        return max(carrying, key=lambda item: (item.official, item.whole, item.retrieved_at), default=None)


def _day(snapshot: Snapshot) -> date:
    return snapshot.published_on or date.min


def _current_on(snapshot: Snapshot) -> date:
    return snapshot.current_on or date.min
