"""The small samples of every source, in the official formats, with invented parties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exposcreen.model.listing import Listing
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source

SAMPLES = Path(__file__).resolve().parent
PUBLISHED = date(2026, 1, 2)
RETRIEVED = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)

Read = Callable[..., list[Listing]]


def sample_of(source: Source) -> dict[str, bytes]:
    """The files of a sample by role: each lies under the name of its role."""
    return {
        path.name: path.read_bytes()
        for path in sorted((SAMPLES / source.id).iterdir())
        if not path.name.startswith(".")
    }


@pytest.fixture
def sample() -> Callable[[Source], dict[str, bytes]]:
    return sample_of


def published(files: Mapping[str, bytes]) -> dict[str, Published]:
    return {role: Published.of(content, role) for role, content in files.items()}


@pytest.fixture
def read() -> Read:
    """Reads the sample of a source; ``sdn=…`` replaces the file whose role begins so, ``told`` takes what is told."""

    def reading(source: Source, told: list[str] | None = None, **replaced: bytes) -> list[Listing]:
        roles = {role.partition(".")[0]: role for role in source.info.roles}
        files = published(sample_of(source) | {roles[stem]: content for stem, content in replaced.items()})
        return list(source.read(files, published_on=PUBLISHED, tell=(told if told is not None else []).append))

    return reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "official files"
    path.mkdir()
    return path


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def retrieved_at() -> datetime:
    return RETRIEVED
