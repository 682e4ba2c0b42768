"""The manifest of a store: which snapshots there are, and which files were refused; replaced whole, never edited."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationError

from exposcreen.errors import InputError, SourceFormatError, SourceUnavailable
from exposcreen.model.value import Value
from exposcreen.resources import problems
from exposcreen.sources.files import write_whole
from exposcreen.sources.snapshot import Snapshot, aware

__all__ = ["Manifest", "Refusal", "read_manifest", "write_manifest"]

_FORMAT = 2
_REMEDY = "restore the file, or delete the store and run update again"


class Refusal(Value):
    """Files of a source that were offered and not taken; forgotten once the source is taken again.

    Attributes:
        source: Id of the source.
        lists: Those that it carries.
        at: When.
        reason: Why: a sentence.
    """

    source: str
    lists: tuple[str, ...]
    at: Annotated[datetime, AfterValidator(aware)]
    reason: str


class Manifest(Value):
    """What a store holds.

    Attributes:
        snapshots: In the order in which they were added.
        refusals: The last one of each source whose last files were refused.
    """

    snapshots: tuple[Snapshot, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def with_snapshot(self, snapshot: Snapshot) -> Manifest:
        """With one more snapshot; one of the same id is replaced, and the source is no longer refused."""
        kept = tuple(item for item in self.snapshots if item.id != snapshot.id)
        refusals = tuple(item for item in self.refusals if item.source != snapshot.source)
        return Manifest(snapshots=(*kept, snapshot), refusals=refusals)

    def with_seen(self, snapshot: Snapshot) -> Manifest:
        """With what is newly known of a snapshot that is there; its source is no longer refused."""
        snapshots = tuple(snapshot if item.id == snapshot.id else item for item in self.snapshots)
        refusals = tuple(item for item in self.refusals if item.source != snapshot.source)
        return Manifest(snapshots=snapshots, refusals=refusals)

    def with_refusal(self, refusal: Refusal) -> Manifest:
        """With one more refusal; an earlier one of the same source is forgotten."""
        others = tuple(item for item in self.refusals if item.source != refusal.source)
        return Manifest(snapshots=self.snapshots, refusals=(*others, refusal))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a store; an empty one where there is no store.

    Raises:
        InputError: The folder is, or leads through, a file.
        SourceUnavailable: The manifest may not be read.
        SourceFormatError: The manifest is damaged, or of another version of exposcreen.
    """
    path = folder / "manifest.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        _check_folder(folder)
        return Manifest()
    except PermissionError as error:
        raise SourceUnavailable(f"{path}: the store's manifest may not be read: look at its permissions") from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SourceFormatError(f"{path}: the store's manifest cannot be read ({error}): {_REMEDY}") from error
    version = content.pop("format", None) if isinstance(content, dict) else None
    if isinstance(version, int) and version > _FORMAT:
        raise SourceFormatError(
            f"{path}: the store has format {version} of a later exposcreen, and this version reads {_FORMAT}: update "
            f"exposcreen, or name another store"
        )
    if version != _FORMAT:
        raise SourceFormatError(
            f"{path}: the store has format {version!r} and this version of exposcreen reads {_FORMAT}: {_REMEDY}"
        )
    try:
        return Manifest.model_validate({"snapshots": None, **content})
    except ValidationError as error:
        raise SourceFormatError(f"{path}: the store's manifest is damaged: {problems(error)}: {_REMEDY}") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest of a store.

    Raises:
        OSError: It cannot be written; the old one stays.
    """
    content = {"format": _FORMAT, **manifest.model_dump(mode="json")}
    write_whole(folder / "manifest.json", json.dumps(content, indent=1, sort_keys=True).encode())


def _check_folder(folder: Path) -> None:
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise InputError(f"{place}: this is a file, and a store is a folder: name a folder for the store")
