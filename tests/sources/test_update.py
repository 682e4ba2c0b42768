from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exposcreen.errors import InputError
from exposcreen.sources.catalogue import ListInfo, read_lists
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from exposcreen.sources.update import SourceResult, State, UpdateReport, update_from
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

Sample = Callable[[Source], dict[str, bytes]]
NOON = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)


class Case:
    """A folder of official files and a store."""

    def __init__(self, folder: Path, store: Path, sample: Sample) -> None:
        self.folder = folder
        self.store_path = store
        self.sample = sample

    def put(self, source: Source, **replaced: bytes) -> Case:
        for name, content in (self.sample(source) | {f"{key}.csv": value for key, value in replaced.items()}).items():
            (self.folder / name).write_bytes(content)
        return self

    def run(
        self, published: date | None = date(2026, 1, 2), lists: Mapping[str, ListInfo] | None = None
    ) -> UpdateReport:
        return update_from(
            self.folder, self.store, published=published, retrieved_at=NOON, lists={} if lists is None else lists
        )

    def only(
        self, published: date | None = date(2026, 1, 2), lists: Mapping[str, ListInfo] | None = None
    ) -> SourceResult:
        [result] = self.run(published, lists).results
        return result

    @property
    def store(self) -> Store:
        return Store.open(self.store_path)


@pytest.fixture
def case(folder: Path, store_path: Path, sample: Sample) -> Case:
    return Case(folder, store_path, sample)


def least(list_id: str, number: int | None) -> dict[str, ListInfo]:
    return {list_id: read_lists()[list_id].model_copy(update={"min_records": number})}


def least_names(list_id: str, number: float) -> dict[str, ListInfo]:
    return {list_id: read_lists()[list_id].model_copy(update={"min_records": None, "min_names_per_record": number})}


def many_sdn(count: int) -> bytes:
    row = '{},"EXAMPLE {}",-0- ,"GLOMAG",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    return "".join(row.format(number, number) for number in range(1, count + 1)).encode() + b"\x1a"


def test_all_sources_of_a_folder_are_taken(case: Case) -> None:
    for source in SOURCES:
        case.put(source)
    (case.folder / "notes").mkdir()
    (case.folder / "notes" / "readme.txt").write_text("keep")

    report = case.run()

    assert [result.state for result in report.results] == [State.ADDED] * len(SOURCES)
    assert report.unrecognised == ("notes/readme.txt",)
    assert report.refused == ()
    assert [item.source for item in case.store.snapshots] == [source.id for source in SOURCES]
    for source, item in zip(SOURCES, case.store.snapshots, strict=True):
        assert item.published_on == date(2026, 1, 2)
        assert item.retrieved_at == NOON
        assert sum(item.records.values()) == len(list(case.store.listings(item)))
        for file in item.files:
            assert case.store.raw(file.sha256) == case.sample(source)[file.role]


def test_gzipped_files_in_folders_are_found(case: Case) -> None:
    deep = case.folder / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "Consolidated-2026.csv.gz").write_bytes(gzip.compress(case.sample(US_TRADE_CSL)["consolidated.csv"]))

    assert case.only().state is State.ADDED
    assert case.store.snapshots[0].files[0].name == "Consolidated-2026.csv.gz"


def test_the_same_files_again_change_nothing(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV).run()

    for published in (date(2026, 1, 2), None):
        again = case.only(published)
        assert again.state is State.UNCHANGED
        assert again.snapshot == case.store.snapshots[0]
    assert len(case.store.snapshots) == 1


def test_the_same_bytes_of_another_day_are_another_vintage(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV).run(date(2025, 12, 1))

    assert case.only().state is State.ADDED
    assert len(case.store.snapshots) == 2
    assert {file.sha256 for item in case.store.snapshots for file in item.files} == {
        path.name.removesuffix(".gz") for path in (case.store_path / "raw").iterdir()
    }


def test_an_older_publication_becomes_history(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV).run()
    case.put(US_OFAC_SDN_CSV, sdn=many_sdn(9))

    older = case.only(date(2025, 1, 1))

    assert older.state is State.HISTORY
    assert case.store.select("us_ofac_sdn", date(2026, 2, 1)) == case.store.snapshots[0]
    assert case.store.select("us_ofac_sdn", date(2025, 2, 1)) == older.snapshot


def test_without_a_day_of_publication_a_list_cannot_be_complete(case: Case) -> None:
    result = case.put(US_OFAC_SDN_CSV).only(None)

    assert result.snapshot is not None
    assert result.snapshot.published_on is None
    assert "no list that it carries can count as complete" in result.notes[-1]
    assert result.snapshot.notes == result.notes


def test_an_undated_file_does_not_stand_before_a_dated_one(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV).run()
    case.put(US_OFAC_SDN_CSV, sdn=many_sdn(9))

    assert case.only(None).state is State.HISTORY


def test_a_missing_sibling_is_named_with_what_would_be_lost(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV)
    (case.folder / "alt.csv").unlink()

    result = case.only()

    assert result.state is State.REFUSED
    assert result.snapshot is None
    assert "there is no alt.csv (without it the aliases would be lost)" in str(result.reason)
    assert not case.store.exists


def test_one_refused_source_does_not_stop_the_others(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV, sdn=b"<html>moved</html>").put(US_OFAC_CONS_CSV)

    report = case.run()

    assert [result.state for result in report.results] == [State.REFUSED, State.ADDED]
    assert report.refused[0].reason == ("sdn.csv: it is a web page or XML, not CSV: download the CSV file itself")


@pytest.mark.parametrize("content", [b"", b"\x1a", b"name,place\r\nExample,Rome\r\n"])
def test_an_official_name_with_other_content_is_refused_not_passed_over(case: Case, content: bytes) -> None:
    result = case.put(US_OFAC_SDN_CSV, sdn=content).only()

    assert result.state is State.REFUSED


def test_a_cut_gzip_stream_is_refused(case: Case) -> None:
    whole = gzip.compress(case.sample(US_TRADE_CSL)["consolidated.csv"])
    (case.folder / "consolidated.csv.gz").write_bytes(whole[:-30])

    result = case.only()

    assert result.state is State.REFUSED
    assert "the packed file is cut or damaged" in str(result.reason)


def test_two_candidates_for_one_role_are_both_named(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV)
    (case.folder / "old").mkdir()
    (case.folder / "old" / "SDN.CSV").write_bytes(case.sample(US_OFAC_SDN_CSV)["sdn.csv"])

    with pytest.raises(InputError, match=r"SDN\.CSV and .*sdn\.csv are both sdn\.csv .* takes one vintage"):
        case.run()

    assert not case.store.exists


def test_a_folder_without_official_files_is_an_input_error(case: Case) -> None:
    with pytest.raises(InputError, match=r"no official file was found there: the names looked for are sdn\.csv, "):
        case.run()

    case.folder.rmdir()
    with pytest.raises(InputError, match="this is not a folder"):
        case.run()
    case.folder.write_text("a file")
    with pytest.raises(InputError, match="this is not a folder"):
        case.run()


def test_impossible_days_are_input_errors(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV)

    with pytest.raises(InputError, match="published: 2026-01-04 is after the day of retrieval"):
        case.run(date(2026, 1, 4))
    with pytest.raises(InputError, match="has no time zone"):
        update_from(case.folder, case.store, published=None, retrieved_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_list_below_its_least_number_is_refused(case: Case) -> None:
    result = case.put(US_OFAC_SDN_CSV).only(lists=least("us_ofac_sdn", 6))

    assert result.state is State.REFUSED
    assert "us_ofac_sdn: 5 entries, and the list should have at least 6" in str(result.reason)


def test_a_list_far_below_its_last_vintage_is_refused(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV, sdn=many_sdn(200)).run(date(2025, 6, 1))

    fallen = case.put(US_OFAC_SDN_CSV, sdn=many_sdn(139)).only()
    assert fallen.state is State.REFUSED
    assert "us_ofac_sdn: 139 entries after 200 in the last vintage" in str(fallen.reason)
    assert case.only(None).state is State.REFUSED
    assert len(case.store.snapshots) == 1

    assert case.put(US_OFAC_SDN_CSV, sdn=many_sdn(140)).only().state is State.ADDED
    assert case.put(US_OFAC_SDN_CSV, sdn=many_sdn(100)).only(date(2025, 1, 1)).state is State.HISTORY


def test_a_list_whose_aliases_are_cut_is_refused_and_the_old_snapshot_stays(case: Case) -> None:
    floor = least_names("us_ofac_sdn", 2.4)
    assert case.put(US_OFAC_SDN_CSV).only(date(2025, 6, 1), floor).state is State.ADDED

    alt = case.sample(US_OFAC_SDN_CSV)["alt.csv"].splitlines(keepends=True)
    cut = case.put(US_OFAC_SDN_CSV, alt=alt[0] + b"\x1a").only(lists=floor)

    assert cut.state is State.REFUSED
    assert str(cut.reason).startswith("us_ofac_sdn: 11 names for 5 entries, and an entry of the list should have")
    assert [item.published_on for item in case.store.snapshots] == [date(2025, 6, 1)]


def test_a_main_file_that_is_cut_is_refused_and_the_old_snapshot_stays(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV, sdn=many_sdn(300)).run(date(2025, 6, 1))

    cut = case.put(US_OFAC_SDN_CSV, sdn=many_sdn(290).rstrip(b"\x1a")).only()

    assert cut.state is State.REFUSED
    assert "sdn.csv: line 290: the file ends here without the end mark" in str(cut.reason)
    assert [item.records for item in case.store.snapshots] == [{"us_ofac_sdn": 300}]


def test_a_list_without_an_entry_is_never_carried_by_the_screening_list(case: Case) -> None:
    lines = case.sample(US_TRADE_CSL)["consolidated.csv"].splitlines(keepends=True)
    without = b"".join(line for line in lines if b"(CAP)" not in line and b"CAPTA" not in line and b"(FSE)" not in line)
    lists = least("us_ofac_fse", None) | least("us_ofac_capta", None)

    result = case.put(US_TRADE_CSL, consolidated=without).only(lists=lists)

    assert result.snapshot is not None
    assert set(US_TRADE_CSL.info.lists) - set(result.snapshot.records) == {"us_ofac_fse", "us_ofac_capta"}


def test_a_list_without_an_entry_is_carried_only_where_it_may_be_empty(case: Case) -> None:
    whole = case.sample(US_OFAC_CONS_CSV)["cons_prim.csv"].split(b"\r\n")
    without = b"\r\n".join(line for line in whole if b"FSE-SY" not in line and b"CMIC" not in line)
    lists = least("us_ofac_fse", None) | least("us_ofac_ns_cmic", 1)

    result = case.put(US_OFAC_CONS_CSV, cons_prim=without).only(lists=lists)

    assert result.snapshot is not None
    assert result.snapshot.records["us_ofac_fse"] == 0
    assert "us_ofac_ns_cmic" not in result.snapshot.records


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser reads every file")
def test_a_file_that_cannot_be_read_is_named(case: Case) -> None:
    case.put(US_OFAC_SDN_CSV)
    (case.folder / "alt.csv").chmod(0)

    with pytest.raises(Exception, match=r"alt\.csv: it cannot be read"):
        case.run()
