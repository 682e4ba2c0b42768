"""Where things lie in a store."""

from pathlib import Path

__all__ = ["index_path", "listings_path", "raw_path"]


def raw_path(store: Path, sha256: str) -> Path:
    """A published file, compressed, by the SHA-256 of its content."""
    return store / "raw" / f"{sha256}.gz"


def listings_path(store: Path, snapshot_id: str) -> Path:
    """The listings of a snapshot, one JSON object a line, compressed."""
    return store / "listings" / f"{snapshot_id}.jsonl.gz"


def index_path(store: Path, key: str) -> Path:
    """Whatever was compiled from listings under a key."""
    return store / "index" / key
