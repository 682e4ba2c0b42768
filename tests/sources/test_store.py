from __future__ import annotations

import errno
import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import InputError, SourceFormatError, SourceUnavailable
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.sources.files import write_whole
from exposcreen.sources.published import Published
from exposcreen.sources.snapshot import Snapshot, SourceFile, combined_sha256, sha256_of
from exposcreen.sources.store import Store, default_store_path
from exposcreen.sources.writing import writing

NOON = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)


def snapshot(
    content: bytes = b"list",
    *,
    source: str = "us_ofac_sdn_csv",
    official: bool = True,
    published: date | None = date(2026, 1, 2),
    lists: Iterable[str] = ("us_ofac_sdn",),
    retrieved_at: datetime = NOON,
) -> Snapshot:
    sha256 = sha256_of(content)
    return Snapshot(
        source=source,
        official=official,
        sha256=combined_sha256([sha256]),
        published_on=published,
        retrieved_at=retrieved_at,
        records=dict.fromkeys(lists, 1),
        files=(SourceFile(role="sdn.csv", name="SDN.CSV", sha256=sha256, size=len(content)),),
    )


def listing(list_id: str, name: str) -> Listing:
    citation = Citation(title="A list", reference="No. 1")
    return Listing(
        list_id=list_id,
        source="test",
        names=(Name(text=name),),
        designations=(Designation(program="P", citations=(citation,)),),
    )


def add(path: Path, content: bytes = b"list", published: date | None = date(2026, 1, 2)) -> Store:
    return put(path, snapshot(content, published=published), content, [listing("us_ofac_sdn", "Example")])


def put(path: Path, item: Snapshot, content: bytes, listings: Iterable[Listing]) -> Store:
    with writing(path) as writer:
        writer.add(item, [Published.of(content, "SDN.CSV")], listings)
    return Store.open(path)


def test_a_folder_that_is_not_there_is_an_empty_store(store_path: Path) -> None:
    store = Store.open(store_path)

    assert not store.exists
    assert store.snapshots == ()
    assert store.select("us_ofac_sdn", date(2026, 1, 1)) is None
    assert not store_path.exists()


@pytest.mark.parametrize("below", [(), ("store",), ("a", "store")])
def test_a_store_that_is_a_file_or_lies_in_one_is_an_input_error(tmp_path: Path, below: tuple[str, ...]) -> None:
    file = tmp_path / "passwd"
    file.write_text("not a store")

    with pytest.raises(InputError, match=r"passwd: this is a file, and a store is a folder: name"):
        Store.open(file.joinpath(*below))


def test_what_was_added_is_read_again(store_path: Path) -> None:
    item = snapshot(lists=("us_ofac_ssi", "us_ofac_fse")).model_copy(
        update={"records": {"us_ofac_ssi": 2, "us_ofac_fse": 1}}
    )
    added = [listing("us_ofac_ssi", "B"), listing("us_ofac_fse", "C"), listing("us_ofac_ssi", "A")]

    put(store_path, item, b"list", added)
    store = Store.open(str(store_path))

    assert store.exists
    assert [kept.model_copy(update={"listings_sha256": None}) for kept in store.snapshots] == [item]
    assert [entry.name for entry in store.listings(item)] == ["B", "C", "A"]
    assert [entry.name for entry in store.listings(item, ["us_ofac_ssi"])] == ["B", "A"]
    assert list(store.listings(item, [])) == []
    assert store.raw(sha256_of(b"list")).data() == b"list"
    assert store.index_dir("abc") == store_path / "index" / "abc"


def test_listings_are_one_json_object_a_line(store_path: Path) -> None:
    store = add(store_path)

    [path] = (store_path / "listings").iterdir()
    [line] = gzip.decompress(path.read_bytes()).decode().splitlines()

    assert path.name == f"{store.snapshots[0].id}.jsonl.gz"
    assert json.loads(line)["names"] == [{"text": "Example"}]


def test_an_opened_store_does_not_change_under_its_reader(store_path: Path) -> None:
    add(store_path, b"one")
    reader = Store.open(store_path)

    add(store_path, b"two", date(2026, 1, 3))

    assert len(reader.snapshots) == 1
    assert [entry.name for entry in reader.listings(reader.snapshots[0])] == ["Example"]
    assert len(Store.open(store_path).snapshots) == 2


def test_the_same_snapshot_is_kept_once(store_path: Path) -> None:
    add(store_path)

    assert len(add(store_path).snapshots) == 1


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (b"", "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"[]", "has format None"),
        (b'{"format": 1, "snapshots": []}', "has format 1 and this version of exposcreen reads 2"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"format": 2, "snapshots": [{}]}', "is damaged: snapshots.0.source: Field required"),
        (b'{"format": 2}', "is damaged"),
    ],
)
def test_a_damaged_manifest_is_one_sentence(store_path: Path, manifest: bytes, problem: str) -> None:
    store_path.mkdir()
    (store_path / "manifest.json").write_bytes(manifest)

    with pytest.raises(SourceFormatError, match=problem) as raised:
        Store.open(store_path)

    assert "run update again" in str(raised.value)


def test_a_store_of_a_later_exposcreen_is_not_to_be_deleted(store_path: Path) -> None:
    store_path.mkdir()
    (store_path / "manifest.json").write_bytes(b'{"format": 99, "snapshots": []}')

    with pytest.raises(SourceFormatError, match="has format 99 of a later exposcreen") as raised:
        Store.open(store_path)

    assert "delete" not in str(raised.value)


def test_a_manifest_that_may_not_be_read_is_not_called_damaged(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(SourceUnavailable, match="look at its permissions"):
        Store.open(store_path)


def test_a_full_disk_names_the_file_and_leaves_the_store(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = add(store_path).snapshots

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*\.jsonl\.gz'"):
        add(store_path, b"new", date(2026, 1, 3))

    assert Store.open(store_path).snapshots == before
    assert not list(store_path.rglob("*.unfinished"))


def test_a_store_may_lie_behind_a_link_on_a_path_with_spaces_and_any_letters(tmp_path: Path) -> None:
    (tmp_path / "списки 名单").mkdir()
    (tmp_path / "a link").symlink_to(tmp_path / "списки 名单", target_is_directory=True)

    store = add(tmp_path / "a link" / "store")

    assert [entry.name for entry in store.listings(store.snapshots[0])] == ["Example"]
    assert Store.open(tmp_path / "списки 名单" / "store").snapshots == store.snapshots


def test_damaged_files_are_told_from_missing_ones(store_path: Path) -> None:
    store = add(store_path)
    [listings] = (store_path / "listings").iterdir()
    [raw] = (store_path / "raw").iterdir()

    listings.write_bytes(listings.read_bytes()[:-20])
    raw.write_bytes(raw.read_bytes()[:-9])
    with pytest.raises(SourceFormatError, match="listings are damaged"):
        list(store.listings(store.snapshots[0]))
    with pytest.raises(SourceFormatError, match="the packed file is cut or damaged"):
        store.raw(sha256_of(b"list")).data()

    listings.unlink()
    with pytest.raises(SourceUnavailable, match="run update again"):
        list(store.listings(store.snapshots[0]))
    with pytest.raises(SourceUnavailable, match="run update again"):
        store.raw("0" * 64)


def test_a_write_that_fails_leaves_the_old_content(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    (target / "inside").mkdir(parents=True)

    with pytest.raises(OSError, match="folder"):
        write_whole(target, b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_killed_writer_leaves_the_last_good_store(store_path: Path) -> None:
    add(store_path, b"first")
    script = (
        "import sys; from datetime import date; sys.path.insert(0, sys.argv[2]); import test_store; "
        "from pathlib import Path\n"
        "for n in range(10_000):\n"
        "    test_store.add(Path(sys.argv[1]), str(n).encode(), date(2026, 1, 3))\n"
        "    print(n, flush=True)\n"
    )
    here = str(Path(__file__).resolve().parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(store_path), here], stdout=subprocess.PIPE, env=environment
        ) as writer:
            assert writer.stdout is not None
            for _ in range(5):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)

        store = Store.open(store_path)

        assert store.snapshots[0].published_on == date(2026, 1, 2)
        for item in store.snapshots:
            assert [entry.name for entry in store.listings(item)] == ["Example"]
    (store_path / "listings" / "x.unfinished").write_bytes(b"half")
    add(store_path, b"last")
    assert not list(store_path.rglob("*.unfinished"))


def test_the_default_store_is_in_the_home_of_exposcreen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPOSCREEN_HOME", str(tmp_path))
    assert default_store_path() == tmp_path / "store"

    monkeypatch.delenv("EXPOSCREEN_HOME")
    assert default_store_path().name == "store"
    assert default_store_path().parent.name == "exposcreen"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        snapshot(retrieved_at=datetime(2026, 1, 1))  # noqa: DTZ001 - the fault under test


def store_of(*items: Snapshot) -> Store:
    return Store(Path("nowhere"), items)


def sdn(day: str | None) -> Snapshot:
    return snapshot(str(day).encode(), published=date.fromisoformat(day) if day else None)


def partial(item: Snapshot) -> Snapshot:
    return item.model_copy(update={"whole": False})


def csl(day: str | None) -> Snapshot:
    return snapshot(
        str(day).encode(),
        source="us_trade_csl",
        official=False,
        published=date.fromisoformat(day) if day else None,
        lists=("us_ofac_sdn", "us_bis_entity"),
    )


@pytest.mark.parametrize(
    ("items", "as_of", "expected"),
    [
        ([sdn("2025-01-01"), sdn("2025-06-01")], "2025-06-01", sdn("2025-06-01")),
        ([sdn("2025-06-01"), sdn("2025-01-01")], "2025-05-31", sdn("2025-01-01")),
        ([sdn("2025-06-01"), sdn("2025-01-01")], "2024-01-01", sdn("2025-01-01")),
        ([sdn(None), sdn("2025-06-01")], "2024-01-01", sdn("2025-06-01")),
        ([sdn(None)], "2024-01-01", sdn(None)),
        ([sdn("2025-06-01"), csl("2025-06-05")], "2025-06-10", sdn("2025-06-01")),
        ([sdn("2025-06-01"), csl("2025-06-01")], "2025-12-10", sdn("2025-06-01")),
        ([partial(sdn("2025-06-01")), csl("2025-06-01")], "2025-06-10", partial(sdn("2025-06-01"))),
        ([partial(sdn("2025-06-01")), csl("2025-06-01")], "2025-12-10", partial(sdn("2025-06-01"))),
        ([partial(sdn("2025-06-01")), csl("2025-06-01")], "2024-01-01", partial(sdn("2025-06-01"))),
        ([partial(sdn(None)), csl(None)], "2025-06-10", partial(sdn(None))),
        ([sdn("2021-06-01"), csl("2025-06-05")], "2025-06-10", csl("2025-06-05")),
        ([sdn("2025-07-01"), csl("2025-06-05")], "2025-06-10", csl("2025-06-05")),
        ([csl("2025-07-01"), sdn("2025-07-01")], "2025-06-10", sdn("2025-07-01")),
        ([csl(None), sdn(None)], "2025-06-10", sdn(None)),
    ],
)
def test_the_snapshot_of_the_day_is_selected(items: list[Snapshot], as_of: str, expected: Snapshot) -> None:
    assert store_of(*items).select("us_ofac_sdn", date.fromisoformat(as_of)) == expected


def test_a_list_that_only_the_aggregator_carries_comes_from_it() -> None:
    assert store_of(sdn("2025-06-01"), csl("2025-01-01")).select("us_bis_entity", date(2025, 7, 1)) == csl("2025-01-01")


days = st.dates(date(2020, 1, 1), date(2027, 1, 1))


@given(st.lists(days, min_size=1, unique=True), days)
def test_no_later_publication_answers_while_an_earlier_one_can(published: list[date], as_of: date) -> None:
    chosen = store_of(*(sdn(day.isoformat()) for day in published)).select("us_ofac_sdn", as_of)

    before = [day for day in published if day <= as_of]
    assert chosen is not None
    assert chosen.published_on == (max(before) if before else min(published))


def test_listings_of_another_number_than_were_stored_are_refused(store_path: Path) -> None:
    item = snapshot(lists=("us_ofac_ssi",)).model_copy(update={"records": {"us_ofac_ssi": 2}})
    store = put(store_path, item, b"list", [listing("us_ofac_ssi", "A")])

    with pytest.raises(SourceFormatError, match="has 1 entries where 2 were stored"):
        list(store.listings(item))


snapshots = st.lists(
    st.builds(
        lambda number, day, seen, official, whole, incomplete: snapshot(
            str(number).encode(), source="a" if official else "b", official=official, published=day
        ).model_copy(
            update={"seen_on": max(day, seen) if day and seen else None, "whole": whole, "incomplete": incomplete}
        ),
        st.integers(0, 10**6),
        st.none() | days,
        st.none() | days,
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


@given(snapshots, days, st.integers(1, 400))
def test_the_snapshot_that_answers_is_the_best_of_those_that_can(items: list[Snapshot], as_of: date, age: int) -> None:
    chosen = store_of(*items).select("us_ofac_sdn", as_of, max_age_days=age)

    if chosen is None:
        assert items == []
        return
    rivals = [item for item in items if not item.incomplete]
    assert not chosen.incomplete or not rivals
    rivals = rivals or items
    before = [item for item in rivals if item.published_on and item.published_on <= as_of]
    if not before:
        dated = [item.published_on for item in rivals if item.published_on]
        assert chosen.published_on == min(dated, default=None)
        return
    assert chosen in before
    oldest = as_of - timedelta(days=age)
    current = [item for item in before if item.official and (item.current_on or date.min) >= oldest]
    latest = max(item.published_on or date.min for item in current or before)
    assert chosen.published_on == latest
    assert chosen.official or not current
    of_the_day = [item for item in current or before if item.published_on == latest]
    own = [item for item in of_the_day if item.official]
    assert chosen in (own or of_the_day)
    assert chosen.whole or not any(item.whole for item in own or of_the_day)


@given(snapshots, days, days, st.integers(1, 400))
def test_being_seen_again_never_makes_an_older_list_answer_for_a_newer_one_of_its_source(
    items: list[Snapshot], as_of: date, seen: date, age: int
) -> None:
    items = [item for item in items if item.official]
    chosen = store_of(*items).select("us_ofac_sdn", as_of, max_age_days=age)
    for item in items:
        if item == chosen and item.published_on is not None:
            later = item.model_copy(update={"seen_on": max(seen, item.current_on or seen)})
            again = store_of(*(later if other == item else other for other in items))
            assert again.select("us_ofac_sdn", as_of, max_age_days=age) == later
