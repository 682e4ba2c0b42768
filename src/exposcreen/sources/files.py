"""Files that are there whole or not at all, and one writer at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

try:
    import fcntl
except ImportError:  # Windows has no flock: two writers there must take turns themselves.
    fcntl = None  # type: ignore[assignment]

__all__ = ["exclusive", "unfinished", "write_whole", "written_whole"]

_UNFINISHED = ".unfinished"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, finds the old content or the new, never a part.

    Raises:
        OSError: It cannot be written; the old content stays.
    """
    with written_whole(path) as file:
        file.write(content)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes its place once the block has ended well; else the old content stays.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=_UNFINISHED)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield cast("BinaryIO", file)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its owner's alone; a store may serve others.
        temporary.chmod(0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        # A full disk is told without a name, and the user has to know which.
        error.filename = error.filename or str(path)
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power failure, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unfinished(folder: Path) -> Iterator[Path]:
    """What a crashed writer left."""
    return folder.rglob(f"*{_UNFINISHED}")


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the folder for writing: others wait. What a crashed writer left unfinished is removed first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in list(unfinished(folder)):
            left.unlink(missing_ok=True)
        yield
