"""Where the index over the bundled extract is kept, and what happens where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exposcreen.index.listing_index import ListingIndex
from exposcreen.names.normalise import name_form
from exposcreen.screening import library
from exposcreen.sources.extract import read_extract


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    library._bundled.cache_clear()
    yield
    library._bundled.cache_clear()


def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> ListingIndex:
    monkeypatch.setenv("EXPOSCREEN_HOME", str(home))
    library._bundled.cache_clear()
    return library._bundled("unidecode")


def caches(home: Path) -> list[Path]:
    return sorted(home.rglob("cache/*"))


def test_the_bundled_index_is_written_once_and_read_after_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(tmp_path, monkeypatch)
    (folder,) = caches(tmp_path)
    written = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    second = opened(tmp_path, monkeypatch)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == written
    assert list(first.listings) == list(second.listings) == list(read_extract())
    form = name_form("Hikvision", person=False)
    assert first.candidates(form, person=False) == second.candidates(form, person=False) != []


def test_where_it_cannot_be_written_the_bundled_index_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    in_memory, kept = opened(tmp_path / "file", monkeypatch), opened(tmp_path / "home", monkeypatch)
    assert list(in_memory.listings) == list(kept.listings)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_a_damaged_cache_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(opened(tmp_path, monkeypatch).listings)
    (folder,) = caches(tmp_path)
    largest = max(folder.iterdir(), key=lambda path: path.stat().st_size)
    size = largest.stat().st_size
    largest.write_bytes(largest.read_bytes()[: size // 2])
    assert list(opened(tmp_path, monkeypatch).listings) == whole
    assert largest.stat().st_size == size


def test_edited_code_makes_another_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path, monkeypatch)
    monkeypatch.setattr(library, "code_stamp", lambda: "edited")
    opened(tmp_path, monkeypatch)
    assert len(caches(tmp_path)) == 2
