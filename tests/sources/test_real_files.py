"""The real files, where they are at hand: what must come out of them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exposcreen.errors import InputError, SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.intake import State
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

pytestmark = pytest.mark.shared

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read_folder(source: Source, folder: Path, told: list[str] | None = None) -> list[Listing]:
    files = {path.name: Published.at(path) for path in folder.iterdir() if path.name in source.info.roles}
    return list(source.read(files, published_on=None, tell=(told if told is not None else []).append))


def read_csl(path: Path) -> list[Listing]:
    return list(US_TRADE_CSL.read({"consolidated.csv": Published.at(path)}, published_on=None, tell=print))


def test_sdn_of_2024_is_read_and_what_its_files_lack_is_told(shared: Path) -> None:
    told: list[str] = []

    listings = {item.uid: item for item in read_folder(US_OFAC_SDN_CSV, shared / "lists/us_ofac_sdn/2024-01", told)}

    assert len(listings) == 13_821
    assert told == [
        "sdn.csv: the remarks of 7 entries end after 1,000 characters and sdn_comments.csv does not continue them, so "
        "identifiers and weak aliases may be missing: the files are of different days: download all of them again",
        "sdn_comments.csv: 3 entries (12300, 15599, 15600) are not in sdn.csv: the files are of different days",
    ]
    assert sum(len(item.addresses) > 0 for item in listings.values()) > 10_000
    assert listings["29299"].designations[0].program == "GLOMAG"
    assert str(listings["29220"].birth_dates[0]) == "1955"


def test_sdn_of_2021_is_read_whole(shared: Path) -> None:
    listings = read_folder(US_OFAC_SDN_CSV, shared / "lists/us_ofac_sdn/2021-07")

    weak = [item for item in listings if any(name.kind is NameKind.WEAK_AKA for name in item.names)]

    assert len(listings) == 8_976
    assert 1_000 < len(weak) < 2_000


def test_every_birth_date_but_one_is_a_date(shared: Path) -> None:
    listings = read_folder(US_OFAC_SDN_CSV, shared / "lists/us_ofac_sdn/2024-01")

    notes = [item.note for item in listings if item.note and "birth date as published" in item.note]

    assert len(notes) == 1
    assert "circa 1979-1982" in notes[0]


def test_the_consolidated_file_of_2025_carries_its_lists(shared: Path) -> None:
    told: list[str] = []

    listings = read_folder(US_OFAC_CONS_CSV, shared / "lists/us_ofac_cons/2025-12-csv", told)

    assert Counter(item.list_id for item in listings) == {
        "us_ofac_ssi": 286,
        "us_ofac_ns_plc": 78,
        "us_ofac_ns_cmic": 68,
        "us_ofac_ns_mbs": 12,
        "us_ofac_capta": 1,
    }
    assert len({item.uid for item in listings}) == 442
    assert told == []


def test_cmic_has_its_dates_and_securities(shared: Path) -> None:
    listings = read_folder(US_OFAC_CONS_CSV, shared / "lists/us_ofac_cons/2025-12-csv")
    cmic = [item for item in listings if item.list_id == "us_ofac_ns_cmic"]

    isins = [number.value for item in cmic for number in item.identifiers if number.scheme == "isin"]

    assert Counter(item.designations[0].effective_from for item in cmic) == {
        date(2021, 8, 2): 59,
        date(2022, 2, 8): 1,
        date(2022, 2, 14): 8,
    }
    assert {item.designations[0].divest_until for item in cmic} == {
        date(2022, 6, 3),
        date(2022, 12, 10),
        date(2022, 12, 16),
    }
    # One of the published numbers has eleven characters: it is kept as it is.
    assert (len(set(isins)), [isin for isin in isins if len(isin) != 12]) == (163, ["BRC1EODR004"])
    assert sum(number.scheme == "uscc" for item in cmic for number in item.identifiers) == 58


def test_menu_based_entries_agree_with_ofacs_own_account(shared: Path) -> None:
    """OFAC's Enhanced XML of January 2025 names the list of each entry; every one of its twelve is told by its tags."""
    listings = read_folder(US_OFAC_CONS_CSV, shared / "lists/us_ofac_cons/2025-12-csv")

    menu = {item.uid for item in listings if item.list_id == "us_ofac_ns_mbs"}

    assert menu == {
        "17014", "17250", "17254", "27016", "31693", "31694", "31695", "34556", "34578", "34736", "46072", "50476",
    }  # fmt: skip


def test_the_consolidated_file_of_2018_has_a_list_that_ended(shared: Path) -> None:
    folder = shared / "lists/us_ofac_cons/2018-04-classic_xml"
    files = {path.name: Published.at(path) for path in folder.glob("*.csv")} | {
        "cons_comments.csv": Published.of(b"\x1a", "cons_comments.csv")
    }
    told: list[str] = []

    listings = list(US_OFAC_CONS_CSV.read(files, published_on=None, tell=told.append))

    assert len({item.uid for item in listings}) == 639 - 264
    assert told[-1].startswith("cons_prim.csv: 264 entries stand there under programs of no list")


def test_the_screening_list_of_2022_is_read_whole(shared: Path) -> None:
    listings = read_csl(shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz")

    # 14,160 rows; one of them repeats another.
    assert len(listings) == 14_159
    by_list = Counter(item.list_id for item in listings)
    assert len(by_list) == 13
    assert (by_list["us_bis_entity"], by_list["us_ofac_sdn"], by_list["us_bis_dpl"]) == (2_001, 10_026, 462)
    names = Counter(item.name for item in listings if item.list_id == "us_bis_entity")
    assert sum(count > 1 for count in names.values()) >= 36
    assert "Affiliated Supply and Consultancy Services" in names
    assert not [name for name in names if "Subordinate Institution" in name or "Affiliated Entity:" in name]


@pytest.mark.parametrize(("file", "count"), [("sample_2019-12_csl.csv", 115), ("sample_2025-06_cslustest.csv", 13)])
def test_the_headers_of_2019_and_2025_are_read(shared: Path, file: str, count: int) -> None:
    assert len(read_csl(shared / "lists/us_trade_csl" / file)) == count


def test_two_sources_agree_on_cmic(shared: Path) -> None:
    official = read_folder(US_OFAC_CONS_CSV, shared / "lists/us_ofac_cons/2025-12-csv")
    repeated = read_csl(shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz")

    def dates(listings: list[Listing]) -> dict[str | None, tuple[date | None, ...]]:
        cmic = [item for item in listings if item.list_id == "us_ofac_ns_cmic"]
        acts = {item.uid: item.designations[0] for item in cmic}
        return {uid: (act.listed_on, act.effective_from, act.divest_until) for uid, act in acts.items()}

    assert dates(official) == dates(repeated)


def test_a_malformed_file_is_refused_with_its_line(shared: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"sdn\.csv: line 7380: "):
        read_folder(US_OFAC_SDN_CSV, shared / "lists/us_ofac_sdn/malformed")


def cut(path: Path, target: Path, rows: int, end: bytes) -> None:
    (target / path.name).write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:rows]) + end)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("vintage", "file", "rows", "end", "reason"),
    [
        ("2024-01", "sdn.csv", 9_000, b"", r"sdn\.csv: line 9000: the file ends here without the end mark"),
        ("2024-01", "sdn.csv", 13_820, b"", r"sdn\.csv: line 13820: the file ends here"),
        ("2024-01", "sdn.csv", 9_000, b"\x1a", r"add\.csv: 5,670 of 18,990 rows are of entries that are not in sdn"),
        ("2024-01", "add.csv", 18_000, b"", r"add\.csv: line 18000: the file ends here"),
        ("2024-01", "alt.csv", 3, b"", r"alt\.csv: line 3: the file ends here"),
        ("2024-01", "alt.csv", 3, b"\x1a", r"us_ofac_sdn: 17,\d+ names for 13,821 entries"),
        ("2024-01", "alt.csv", 5_000, b"\x1a", r"us_ofac_sdn: 22,\d+ names for 13,821 entries"),
        ("2021-07", "alt.csv", 5_000, b"\x1a", r"us_ofac_sdn: 16,\d+ names for 8,976 entries"),
    ],
)
def test_a_vintage_with_a_cut_file_is_refused(
    shared: Path, folder: Path, store_path: Path, *, vintage: str, file: str, rows: int, end: bytes, reason: str
) -> None:
    for path in (shared / "lists/us_ofac_sdn" / vintage).iterdir():
        shutil.copy(path, folder)
    cut(shared / "lists/us_ofac_sdn" / vintage / file, folder, rows, end)

    report = update_from(folder, Store.open(store_path), published=date(2024, 1, 1), retrieved_at=NOW)

    [refused] = report.refused
    assert re.match(reason, str(refused.reason)), refused.reason
    assert Store.open(store_path).snapshots == ()


@pytest.mark.slow
def test_real_vintages_fill_a_store(shared: Path, folder: Path, store_path: Path) -> None:
    lists = shared / "lists"
    vintages = [
        ("us_ofac_sdn/2024-01", date(2023, 12, 28)),
        ("us_ofac_cons/2025-12-csv", date(2025, 12, 19)),
        ("us_ofac_sdn/2021-07", date(2021, 7, 7)),
    ]

    states = []
    for place, published in vintages:
        report = update_from(lists / place, Store.open(store_path), published=published, retrieved_at=NOW)
        states += [(result.state, result.reason) for result in report.results]
    shutil.copy(lists / "us_trade_csl/consolidated-2022-05.csv.gz", folder)
    report = update_from(folder, Store.open(store_path), published=date(2022, 5, 16), retrieved_at=NOW)
    states += [(result.state, result.reason) for result in report.results]

    assert states == [(State.ADDED, None), (State.ADDED, None), (State.HISTORY, None), (State.ADDED, None)]
    store = Store.open(store_path)
    chosen = store.select("us_ofac_sdn", date(2022, 6, 1))
    assert chosen is not None
    assert chosen.source == "us_trade_csl"
    assert sum(1 for _ in store.listings(chosen, ["us_bis_meu"])) == 71


def test_a_primary_file_alone_is_refused(shared: Path, store_path: Path) -> None:
    report = update_from(shared / "lists/us_ofac_sdn/2024-05", Store.open(store_path), published=None, retrieved_at=NOW)

    assert "there is no add.csv" in str(report.refused[0].reason)


def test_several_vintages_at_once_are_an_input_error(shared: Path, store_path: Path) -> None:
    with pytest.raises(InputError, match="takes one vintage"):
        update_from(shared / "lists", Store.open(store_path), published=None, retrieved_at=NOW)
