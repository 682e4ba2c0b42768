"""Whether a store can tell that it was damaged, and gives up only what nothing refers to."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from builders import make_listing, make_store
from exposcreen.cli import main
from exposcreen.sources.checking import prune, verify
from exposcreen.sources.intake import unwatched
from exposcreen.sources.store import Store

JANUARY, MARCH = date(2026, 1, 5), date(2026, 3, 2)
NOW = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_store(tmp_path / "store", JANUARY, make_listing("Alpha", uid="1"))
    make_store(tmp_path / "store", MARCH, make_listing("Beta", uid="2"))
    return tmp_path / "store"


def problems(path: Path) -> list[str]:
    return [problem for item in verify(Store.open(path), unwatched) for problem in item.problems]


def files(path: Path) -> set[str]:
    return {item.relative_to(path).as_posix() for item in path.rglob("*") if item.is_file()}


def test_a_store_as_it_was_written_has_no_problem(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize(
    ("folder", "damage", "problem"),
    [
        (
            "raw",
            lambda content: gzip.compress(gzip.decompress(content) + b"!"),
            "the content is not what was published",
        ),
        ("raw", lambda content: content[:-9], "the packed file is cut or damaged"),
        ("raw", None, "the published file is not there"),
        ("listings", lambda content: content[:-9], "the listings are damaged"),
        ("listings", None, "the snapshot's listings are not there"),
        (
            "listings",
            lambda content: gzip.compress(
                gzip.decompress(content).replace(b"Alpha", b"Omega").replace(b"Beta", b"Eta")
            ),
            "the listings are not those that were stored",
        ),
    ],
)
def test_every_damage_is_found_and_named_with_its_file(path: Path, folder: str, damage: object, problem: str) -> None:
    for file in (path / folder).iterdir():
        if callable(damage):
            file.write_bytes(damage(file.read_bytes()))
        else:
            file.unlink()

    found = problems(path)

    assert len(found) == 2
    assert all(problem in sentence and str(path / folder) in sentence for sentence in found)


def test_nothing_is_removed_from_a_store_that_holds_only_what_it_needs(path: Path) -> None:
    before = files(path)

    pruned = prune(Store.open(path), before=None, indexes=[], now=NOW)

    assert (pruned.snapshots, pruned.files) == ((), ())
    assert files(path) == before


def test_what_nothing_refers_to_is_removed_and_what_is_in_use_stays(path: Path) -> None:
    before = files(path)
    for name in ("raw/0.gz", "listings/x.jsonl.gz", "index/old/words.txt", "index/new/words.txt", "fetch/landing-1/a"):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(b"12345")
    (path / "index" / ".building-1").mkdir()
    fresh, stale = NOW.timestamp(), (NOW - timedelta(hours=2)).timestamp()
    os.utime(path / "index" / ".building-1", (fresh, fresh))
    os.utime(path / "fetch" / "landing-1", (stale, stale))

    tried = prune(Store.open(path), before=None, indexes=["new"], now=NOW, dry_run=True)
    assert tried.files == ("fetch/landing-1", "index/old", "listings/x.jsonl.gz", "raw/0.gz")
    assert (path / "raw/0.gz").exists()

    pruned = prune(Store.open(path), before=None, indexes=["new"], now=NOW)
    assert pruned == tried
    assert pruned.size == 20
    assert files(path) == before | {"index/new/words.txt"}
    assert (path / "index" / ".building-1").is_dir()


def test_old_snapshots_go_only_when_asked_and_never_the_newest_of_a_source(path: Path) -> None:
    make_store(path, JANUARY, make_listing("Gamma", uid="3", list_id="un_sc"), source="other")

    pruned = prune(Store.open(path), before=date(2027, 1, 1), indexes=[], now=NOW)

    assert [(item.source, item.published_on) for item in pruned.snapshots] == [("test", JANUARY)]
    assert [(item.source, item.published_on) for item in Store.open(path).snapshots] == [
        ("test", MARCH),
        ("other", JANUARY),
    ]
    assert problems(path) == []
    assert len(list((path / "listings").iterdir())) == 2


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("records", {"us_ofac_sdn": 0, "un_sc": 1}, "the number of entries of each list"),
        ("listings_sha256", None, "the hash of its listings"),
        ("sha256", "0" * 64, "the hash of its files"),
        ("fills", {"us_ofac_sdn": {"aliases": 1.0}}, "how often each fact is filled in"),
        ("files", None, "the size of test.csv"),
    ],
)
def test_a_manifest_that_was_altered_is_found(path: Path, field: str, value: object, problem: str) -> None:
    manifest = json.loads((path / "manifest.json").read_text())
    altered = manifest["snapshots"][0]
    altered[field] = value or ([item | {"size": 1} for item in altered["files"]] if field == "files" else None)
    if field == "sha256":  # the name of the listings follows the hash
        [old] = (path / "listings").glob(f"*{JANUARY}*")
        old.rename(old.with_name(f"test-{JANUARY}-{'0' * 16}-r1.jsonl.gz"))
    (path / "manifest.json").write_text(json.dumps(manifest))

    [found] = problems(path)

    assert f"manifest.json: it does not say truly {problem} of test-{JANUARY}" in found


def test_a_snapshot_that_answers_is_never_let_go(path: Path) -> None:
    kept = Store.open(path).snapshots[0].id

    pruned = prune(Store.open(path), before=date(2027, 1, 1), indexes=[], now=NOW, needed=[kept])

    assert pruned.snapshots == ()


def test_pruning_on_the_command_line_keeps_what_answers_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    make_store(store, date(2024, 1, 5), make_listing("Alpha", uid="1"))
    make_store(store, JANUARY, make_listing("Beta", uid="2"))
    make_store(store, MARCH, make_listing("Gamma", uid="3"), incomplete=True)

    assert main(["prune", "--before", "2026-06-01", "--store", str(store)]) == 0

    assert "snapshot test-2024-01-05" in capsys.readouterr().out
    assert [item.published_on for item in Store.open(store).snapshots] == [JANUARY, MARCH]
