"""Where the index over the bundled extract is kept, and what happens where it cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from builders import make_listing, make_store
from exposcreen.index.listing_index import ListingIndex
from exposcreen.index.seal import is_whole
from exposcreen.names.normalise import name_form
from exposcreen.resources import digest
from exposcreen.screening import library
from exposcreen.screening.library import index_key, open_index
from exposcreen.screening.selection import select
from exposcreen.sources.checking import prune
from exposcreen.sources.extract import read_extract
from exposcreen.sources.store import Store
from exposcreen.sources.writing import writing

TODAY = date(2026, 3, 10)


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


def test_the_same_bytes_of_two_days_are_two_indexes(tmp_path: Path) -> None:
    listing = make_listing("Alpha", uid="1")
    make_store(tmp_path, date(2026, 1, 5), listing)
    [snapshot] = Store.open(tmp_path).snapshots
    with writing(tmp_path) as writer:
        again = snapshot.model_copy(update={"published_on": date(2026, 3, 2)})
        writer.add(again, [], [listing])

    keys = {index_key(select(Store.open(tmp_path), day, digest()), "unidecode") for day in (date(2026, 2, 1), TODAY)}

    assert len(keys) == 2
    assert None not in keys


def test_an_index_that_is_pruned_while_it_is_opened_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store(tmp_path, date(2026, 1, 5), make_listing("Alpha", uid="1"))
    selection = select(store, TODAY, digest())
    before = [listing.key for listing in open_index(store, selection, "unidecode").listings]

    def pruned_meanwhile(folder: Path) -> bool:
        found = is_whole(folder)
        prune(store, before=None, indexes=[], now=datetime(2027, 1, 1, tzinfo=UTC))
        return found

    monkeypatch.setattr(library, "is_whole", pruned_meanwhile)

    assert [listing.key for listing in open_index(store, selection, "unidecode").listings] == before


def test_a_store_that_cannot_be_written_answers_from_memory(tmp_path: Path) -> None:
    store = make_store(tmp_path, date(2026, 1, 5), make_listing("Alpha", uid="1"))
    selection = select(store, TODAY, digest())
    kept = [listing.key for listing in open_index(store, selection, "unidecode").listings]
    shutil.rmtree(tmp_path / "index")
    (tmp_path / "index").write_text("not a folder")

    assert [listing.key for listing in open_index(store, selection, "unidecode").listings] == kept
