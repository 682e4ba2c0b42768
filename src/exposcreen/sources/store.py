"""The store: every vintage of every source, as published and as read, in one folder.

```text
manifest.json             which snapshots there are; replaced whole, never edited
raw/<sha256>.gz           published files, by content
listings/<snapshot>.jsonl.gz   the listings of a snapshot, one JSON object a line, list by list
index/<key>/              whatever the caller compiles from listings
```

Files are written under a temporary name and renamed, and the manifest comes last, so a crash at any point leaves the
last good store. Readers take no lock; writers take turns.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import platformdirs
from pydantic import TypeAdapter, ValidationError

from exposcreen.errors import InputError, SourceFormatError, SourceUnavailable
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.files import exclusive, write_whole
from exposcreen.sources.snapshot import Snapshot

__all__ = ["Store", "default_store_path"]

_FORMAT = 1
_SNAPSHOTS = TypeAdapter(tuple[Snapshot, ...])


def default_store_path() -> Path:
    """``$EXPOSCREEN_HOME/store``, or ``store`` in the platform's data directory."""
    home = os.environ.get("EXPOSCREEN_HOME")
    return (Path(home) if home else Path(platformdirs.user_data_dir("exposcreen", appauthor=False))) / "store"


class Store:
    """A folder of snapshots, as it stood when it was opened. A folder that is not there is an empty store.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path, snapshots: tuple[Snapshot, ...] = ()) -> None:
        self.path = path
        self._snapshots = snapshots

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """The store in a folder.

        Raises:
            InputError: The path is, or leads through, a file.
            SourceFormatError: Its manifest is damaged, or of another version of exposcreen.
        """
        folder = Path(path)
        return cls(folder, _read_manifest(folder / "manifest.json"))

    @property
    def exists(self) -> bool:
        """Whether there is anything in it."""
        return bool(self._snapshots)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All of them, in the order in which they were added."""
        return self._snapshots

    def index_dir(self, key: str) -> Path:
        """Where the caller may keep what it compiled under this key; not created here."""
        return self.path / "index" / key

    def listings(self, snapshot: Snapshot, list_ids: Iterable[str] | None = None) -> Iterator[Listing]:
        """The listings of a snapshot, list by list; of all its lists when none are named.

        Raises:
            SourceUnavailable: Its file is not in the store.
            SourceFormatError: Its file is damaged.
        """
        # list_id is the first field of every line, so lines of other lists are passed over unread.
        wanted = None if list_ids is None else tuple(f'{{"list_id":"{list_id}"' for list_id in list_ids)
        path = self._listings_path(snapshot)
        read = 0
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    read += 1
                    if wanted is None or line.startswith(wanted):
                        yield Listing.model_validate_json(line)
        except FileNotFoundError as error:
            raise SourceUnavailable(f"{path}: the snapshot's listings are not there: run update again") from error
        except (OSError, EOFError, UnicodeDecodeError, ValidationError) as error:
            raise SourceFormatError(
                f"{path}: the listings are damaged: delete the file and run update again"
            ) from error
        stored = sum(snapshot.records.values())
        if read != stored:
            raise SourceFormatError(
                f"{path}: has {read} entries where {stored} were stored, so parties would be missed: delete the file "
                "and run update again"
            )

    def raw(self, sha256: str) -> bytes:
        """A published file by the SHA-256 of its content.

        Raises:
            SourceUnavailable: It is not in the store.
            SourceFormatError: It is damaged.
        """
        path = self.path / "raw" / f"{sha256}.gz"
        try:
            return gzip.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise SourceUnavailable(f"{path}: the published file is not there: run update again") from error
        except (OSError, EOFError) as error:
            raise SourceFormatError(f"{path}: the file is damaged: delete it and run update again") from error

    def add(self, snapshot: Snapshot, raw: Mapping[str, bytes], listings: Iterable[Listing]) -> Store:
        """The store with one more snapshot; one of the same id is replaced.

        Args:
            raw: The content of each file by its SHA-256.
            listings: Of all lists that it carries, in any order.
        """
        with exclusive(self.path):
            for sha256, content in raw.items():
                path = self.path / "raw" / f"{sha256}.gz"
                if not path.exists():
                    write_whole(path, gzip.compress(content, compresslevel=6, mtime=0))
            write_whole(self._listings_path(snapshot), _packed(listings))
            kept = _read_manifest(self.path / "manifest.json")
            snapshots = (*(item for item in kept if item.id != snapshot.id), snapshot)
            manifest = {"format": _FORMAT, "snapshots": _SNAPSHOTS.dump_python(snapshots, mode="json")}
            write_whole(self.path / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
        return Store(self.path, snapshots)

    def select(self, list_id: str, as_of: date, *, max_age_days: int = 30) -> Snapshot | None:
        """The snapshot that answers for a list on a day; ``None`` when none carries it.

        The latest one published up to that day; when there is none, the earliest published after it; an undated one
        only when nothing is dated. OFAC's own file goes before the Consolidated Screening List, which repeats it with
        less, as long as the file is not out of date: older than ``max_age_days`` on that day, and older than the other.
        """
        carrying = [item for item in self._snapshots if list_id in item.records]
        before = [item for item in carrying if item.published_on is not None and item.published_on <= as_of]
        after = [item for item in carrying if item.published_on is not None and item.published_on > as_of]
        if before:
            oldest = as_of - timedelta(days=max_age_days)
            current = [item for item in before if item.official and _day(item) >= oldest]
            return max(current or before, key=lambda item: (_day(item), item.official, item.retrieved_at))
        if after:
            return min(after, key=lambda item: (_day(item), not item.official))
        return max(carrying, key=lambda item: (item.official, item.retrieved_at), default=None)

    def _listings_path(self, snapshot: Snapshot) -> Path:
        return self.path / "listings" / f"{snapshot.id}.jsonl.gz"


def _day(snapshot: Snapshot) -> date:
    return snapshot.published_on or date.min


def _packed(listings: Iterable[Listing]) -> bytes:
    in_order = sorted(listings, key=lambda listing: listing.list_id)
    lines = (f"{listing.model_dump_json(exclude_defaults=True)}\n" for listing in in_order)
    return gzip.compress("".join(lines).encode(), compresslevel=3, mtime=0)


def _check_folder(folder: Path) -> None:
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise InputError(f"{place}: this is a file, and a store is a folder: name a folder for the store")


def _read_manifest(path: Path) -> tuple[Snapshot, ...]:
    remedy = "restore the file, or delete the store and run update again"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        _check_folder(path.parent)
        return ()
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceFormatError(f"{path}: the store's manifest cannot be read ({error}): {remedy}") from error
    version = content.get("format") if isinstance(content, dict) else None
    if version != _FORMAT:
        raise SourceFormatError(
            f"{path}: the store has format {version!r} and this version of exposcreen reads {_FORMAT}: {remedy}"
        )
    try:
        return _SNAPSHOTS.validate_python(content.get("snapshots"))
    except ValidationError as error:
        raise SourceFormatError(f"{path}: the store's manifest is damaged: {problems(error)}: {remedy}") from error
