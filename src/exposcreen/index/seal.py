"""Whether a compiled index is whole: a cut file would find less, and say nothing."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["is_whole", "seal"]

_SEAL = "sizes.json"


def seal(folder: Path) -> None:
    """Write down the size of every file of a folder that is finished."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    (folder / _SEAL).write_text(json.dumps(sizes, indent=1), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Whether every file is there with its size. What is not whole is compiled anew from the snapshots."""
    try:
        sizes = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return bool(sizes) and all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False
