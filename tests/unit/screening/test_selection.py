"""Which copy of a list answers for a day, and whether it is whole, to the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from builders import make_listing, make_store
from exposcreen.model.vocabulary import CoverageStatus
from exposcreen.screening.screener import Screener
from exposcreen.screening.selection import Chosen, select
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.manifest import Refusal
from exposcreen.sources.store import Store
from exposcreen.sources.writing import writing

SHA = "c" * 64
CMIC, SDN = read_lists()["us_ofac_ns_cmic"], read_lists()["us_ofac_sdn"]
ONE_DAY = timedelta(days=1)
MONDAY = date(2026, 8, 3)


def published(list_id: str) -> date:
    extract = read_lists()[list_id].extract
    assert extract is not None
    return extract.published_on


def chosen(list_id: str, day: date, store: Store | None = None) -> Chosen:
    return select(store, day, SHA).chosen[list_id]


@pytest.mark.parametrize(
    ("days", "status", "note"),
    [
        (-1, "partial", "after the day asked: it proves nothing of earlier days"),
        (0, "complete", None),
        (CMIC.max_age_days, "complete", None),
        (CMIC.max_age_days + 1, "stale", f"{CMIC.max_age_days} days is the limit"),
    ],
)
def test_a_whole_extract_answers_from_its_day_until_it_is_too_old(days: int, status: str, note: str | None) -> None:
    item = chosen("us_ofac_ns_cmic", published("us_ofac_ns_cmic") + timedelta(days=days))

    assert item.coverage.status == status
    assert (item.coverage.note is None) if note is None else (note in (item.coverage.note or ""))
    assert (item.coverage.source, item.coverage.sha256, item.extract) == ("bundled extract", SHA, True)


@pytest.mark.parametrize("days", [-3000, 0, 1, 3000])
def test_a_part_of_a_list_is_a_part_on_every_day(days: int) -> None:
    item = chosen("us_ofac_sdn", published("us_ofac_sdn") + timedelta(days=days))

    assert item.coverage.status is CoverageStatus.PARTIAL
    assert "the bundled extract holds" in (item.coverage.note or "")


def test_a_list_without_any_copy_is_missing() -> None:
    item = chosen("un_sc", MONDAY)

    assert (item.coverage.status, item.snapshot, item.extract) == (CoverageStatus.MISSING, None, False)


def test_every_list_is_accounted_for_in_the_order_of_the_catalogue() -> None:
    coverage = select(None, MONDAY, SHA).coverage({"us_ofac_sdn"})

    assert [item.list_id for item in coverage] == list(read_lists())
    assert [item.list_id for item in coverage if item.needed] == ["us_ofac_sdn"]


@pytest.mark.parametrize(("whole", "status"), [(True, "complete"), (False, "partial")])
def test_files_that_lacked_a_part_prove_nothing_complete(tmp_path: Path, whole: bool, status: str) -> None:
    store = make_store(tmp_path / "store", MONDAY, make_listing(uid="1"), whole=whole)

    assert chosen("us_ofac_sdn", MONDAY, store).coverage.status == status


@pytest.mark.parametrize(
    ("days", "status"),
    [(-1, "partial"), (0, "complete"), (SDN.max_age_days, "complete"), (SDN.max_age_days + 1, "stale")],
)
def test_a_snapshot_answers_from_its_day_until_it_is_too_old(tmp_path: Path, days: int, status: str) -> None:
    store = make_store(tmp_path / "store", MONDAY, make_listing(uid="1"))

    item = chosen("us_ofac_sdn", MONDAY + timedelta(days=days), store)

    assert item.coverage.status == status
    assert item.coverage.records == 1
    assert item.coverage.published_on == MONDAY
    assert item.snapshot is not None


def test_beside_a_whole_snapshot_the_extract_is_not_searched(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", MONDAY, make_listing(uid="1"))

    assert not chosen("us_ofac_sdn", MONDAY, store).extract
    assert chosen("us_ofac_sdn", MONDAY - ONE_DAY, store).extract
    assert chosen("us_ofac_sdn", MONDAY + timedelta(days=99), store).extract


def test_a_snapshot_without_a_day_is_never_whole(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", None, make_listing(uid="1"))

    item = chosen("us_ofac_sdn", MONDAY, store)

    assert item.coverage.status is CoverageStatus.PARTIAL
    assert "--published DATE" in (item.coverage.note or "")


def test_a_whole_extract_answers_where_the_snapshot_does_not(tmp_path: Path) -> None:
    extract_day = published("us_ofac_ns_cmic")
    later = make_store(tmp_path / "store", extract_day + ONE_DAY, make_listing(list_id="us_ofac_ns_cmic"))

    item = chosen("us_ofac_ns_cmic", extract_day, later)

    assert item.coverage.status is CoverageStatus.COMPLETE
    assert item.coverage.source == "bundled extract"
    assert item.extract


def test_a_whole_snapshot_answers_before_a_whole_extract(tmp_path: Path) -> None:
    extract_day = published("us_ofac_ns_cmic")
    store = make_store(tmp_path / "store", extract_day, make_listing(list_id="us_ofac_ns_cmic"))

    assert chosen("us_ofac_ns_cmic", extract_day, store).coverage.source == "test"


def test_the_latest_snapshot_up_to_the_day_answers(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing("Monday Works", uid="1"))
    make_store(tmp_path / "store", MONDAY + timedelta(days=2), make_listing("Wednesday Works", uid="2"))
    store = Store.open(tmp_path / "store")

    days = [chosen("us_ofac_sdn", MONDAY + timedelta(days=n), store).coverage.published_on for n in (-1, 0, 1, 2, 3)]

    assert days == [MONDAY, MONDAY, MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=2)]


def test_a_list_that_a_snapshot_does_not_carry_is_answered_by_the_extract(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", MONDAY, make_listing(uid="1"))
    selection = select(store, MONDAY, SHA)

    assert selection.chosen["us_bis_entity"].snapshot is None
    assert set(selection.snapshots()) == {"us_ofac_sdn"}


def test_an_empty_list_in_a_snapshot_is_whole_with_no_records(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", MONDAY, make_listing(uid="1"), records={"us_ofac_fse": 0})

    item = chosen("us_ofac_fse", MONDAY, store)

    assert (item.coverage.status, item.coverage.records) == (CoverageStatus.COMPLETE, 0)


def test_files_that_their_authority_still_serves_are_not_too_old(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing(uid="1"), seen_on=MONDAY + timedelta(days=90))
    store = Store.open(tmp_path / "store")
    last = MONDAY + timedelta(days=90 + SDN.max_age_days)

    assert chosen("us_ofac_sdn", last, store).coverage.status is CoverageStatus.COMPLETE
    late = chosen("us_ofac_sdn", last + ONE_DAY, store).coverage
    assert late.status is CoverageStatus.STALE
    assert f"last seen at its authority {SDN.max_age_days + 1} days before the day asked" in (late.note or "")


def test_a_refused_update_shows_in_the_coverage_and_leaves_the_last_copy(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing(uid="1"))
    with writing(tmp_path / "store") as writer:
        for source, lists in (("test", ("us_ofac_sdn",)), ("other", ("us_ofac_sdn", "un_sc"))):
            writer.refuse(
                Refusal(
                    source=source,
                    lists=lists,
                    at=datetime(2026, 8, 4, tzinfo=UTC),
                    reason=f"the file of {source} is cut: download it again",
                )
            )
    store = Store.open(tmp_path / "store")

    sdn, un = (chosen(list_id, MONDAY + ONE_DAY, store).coverage for list_id in ("us_ofac_sdn", "un_sc"))

    assert (sdn.status, sdn.note) == (
        CoverageStatus.COMPLETE,
        "an update of 2026-08-04 was refused: the file of test is cut: download it again",
    )
    assert un.status is CoverageStatus.MISSING
    assert "the file of other is cut" in (un.note or "")


def test_a_store_of_refusals_alone_says_so_in_every_verdict(tmp_path: Path) -> None:
    with writing(tmp_path / "store") as writer:
        at = datetime(2026, 8, 4, tzinfo=UTC)
        writer.refuse(Refusal(source="un", lists=("un_sc",), at=at, reason="it is a web page: try later"))

    verdict = Screener(store=tmp_path / "store").screen("Acme Bakery Ltd", as_of=MONDAY, jurisdictions=["UN"])

    (un,) = (item for item in verdict.incomplete if item.list_id == "un_sc")
    assert "an update of 2026-08-04 was refused: it is a web page: try later" in (un.note or "")


def test_of_two_sources_of_one_day_the_one_that_says_more_answers(tmp_path: Path) -> None:
    for source, rank in (("rich", 2), ("poor", 1)):
        make_store(tmp_path / "store", MONDAY, make_listing(uid="1"), source=source, rank=rank)
    make_store(tmp_path / "store", MONDAY + ONE_DAY, make_listing(uid="1"), source="part", incomplete=True)

    item = chosen("us_ofac_sdn", MONDAY + ONE_DAY, Store.open(tmp_path / "store"))

    assert item.coverage.source == "rich"
