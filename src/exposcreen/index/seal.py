"""Whether a compiled index is whole: a damaged file would find less, and say nothing."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

__all__ = ["is_whole", "seal"]

_SEAL = "checksums.json"


def seal(folder: Path) -> None:
    """Write down the checksum of every file of a folder that is finished."""
    sums = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
    (folder / _SEAL).write_text(json.dumps(sums, indent=1), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Whether every file is there as it was written. What is not whole is compiled anew from the snapshots."""
    try:
        sums = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return bool(sums) and all(_checksum(folder / name) == total for name, total in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _checksum(path: Path) -> int:
    """CRC-32: it finds accidents in milliseconds; against malice the store is as safe as its folder."""
    return zlib.crc32(path.read_bytes())
