"""Real official files, from the folder to the verdict: what is clear, what is not; every name finds itself."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import exposcreen as xs
from exposcreen.screening.library import open_index
from exposcreen.screening.selection import select
from exposcreen.screening.self_screen import self_screen
from exposcreen.sources.intake import unwatched
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from

pytestmark = [pytest.mark.shared, pytest.mark.slow]

PUBLISHED = date(2026, 7, 10)
VINTAGES = {
    "us_ofac_sdn/2024-01": date(2023, 12, 28),
    "us_ofac_cons/2025-12-csv": date(2025, 12, 19),
    "us_trade_csl/consolidated-2022-05.csv.gz": date(2022, 5, 16),
    "us_dhs_uflpa/uflpa-entity-list-2026-07-09.html": date(2026, 7, 9),
    "un_sc/2026-02.xml": date(2026, 2, 27),
    "ca_sema/2020-04.xml": date(2020, 4, 1),
    "us_bis/dpl_2022-09.txt": date(2022, 9, 1),
}


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(shared, tmp_path_factory.mktemp("full"), "us_ofac_sdn/2021-07")


def filled(shared: Path, folder: Path, sdn: str) -> Path:
    """A store of the real files, with this vintage of the SDN List."""
    files = folder / "files"
    files.mkdir()
    for vintage in (sdn, "us_ofac_cons/2025-12-csv"):
        for path in (shared / "lists" / vintage).glob("*.csv"):
            shutil.copy(path, files)
    shutil.copy(shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz", files / "consolidated.csv.gz")
    report = update_from(
        files,
        Store.open(folder / "store"),
        published=PUBLISHED,
        retrieved_at=datetime(2026, 7, 10, tzinfo=UTC),
    )
    assert not report.refused
    return folder / "store"


@pytest.fixture(scope="module")
def screener(store: Path) -> xs.Screener:
    return xs.Screener(store=store)


ACME = {"name": "Acme Bakery Ltd", "addresses": ["Leeds"], "country": "GB"}


def test_an_ordinary_company_is_clear_where_every_list_that_is_needed_covers_the_day(screener: xs.Screener) -> None:
    verdict = screener.screen(ACME, as_of=PUBLISHED, activity="pay", jurisdictions=["US"])

    assert verdict.outcome is xs.Outcome.CLEAR, verdict.decided_by
    assert not verdict.findings


@pytest.mark.parametrize(
    ("activity", "jurisdictions", "as_of"),
    [
        ("any", ["US"], PUBLISHED),
        ("pay", None, PUBLISHED),
        ("pay", ["GB"], PUBLISHED),
        ("import", ["US"], PUBLISHED),
        ("pay", ["US"], date(2026, 7, 9)),
        ("pay", ["US"], date(2026, 7, 25)),
    ],
)
def test_it_is_undetermined_while_one_list_is_partial_or_not_of_the_day(
    screener: xs.Screener, activity: str, jurisdictions: list[str] | None, as_of: date
) -> None:
    verdict = screener.screen(ACME, as_of=as_of, activity=activity, jurisdictions=jurisdictions)

    assert verdict.outcome is xs.Outcome.UNDETERMINED
    assert verdict.incomplete


def test_nothing_is_clear_on_files_of_different_days(shared: Path, tmp_path: Path) -> None:
    mixed = xs.Screener(store=filled(shared, tmp_path, "us_ofac_sdn/2024-01"))

    verdict = mixed.screen(ACME, as_of=PUBLISHED, activity="pay", jurisdictions=["US"])

    assert verdict.outcome is xs.Outcome.UNDETERMINED
    (sdn,) = (item for item in verdict.incomplete if item.list_id == "us_ofac_sdn")
    assert "7 entries" in (sdn.note or "")


def test_the_extract_lends_its_dates_and_citations_to_the_official_entry(screener: xs.Screener) -> None:
    verdict = screener.screen("Xinjiang Production and Construction Corps", as_of=PUBLISHED, activity="pay")

    sdn = next(finding for finding in verdict.findings if finding.uid == "29299")

    assert sdn.outcome is xs.Outcome.PROHIBITED
    assert sdn.effects[0].effective_from == date(2020, 7, 31)
    assert "E.O. 13818" in {citation.reference for citation in sdn.citations}


def test_an_entry_without_a_day_of_its_own_proves_nothing_of_earlier_days(screener: xs.Screener) -> None:
    verdict = screener.screen("BANK MELLI IRAN", as_of="2015-01-01", activity="pay", jurisdictions=["US"])

    assert verdict.outcome is xs.Outcome.REVIEW
    assert "is not known" in (verdict.findings[0].note or "")


def test_a_damaged_index_is_compiled_anew(store: Path) -> None:
    xs.Screener(store=store).screen("Xinjiang Production and Construction Corps", as_of=PUBLISHED)
    words = next((store / "index").glob("*/words.txt"))
    words.write_bytes(b"\n" * words.stat().st_size)

    verdict = xs.Screener(store=store).screen(
        "Xinjiang Production and Construction Corps", as_of=PUBLISHED, activity="pay"
    )

    assert verdict.outcome is xs.Outcome.PROHIBITED


@pytest.fixture(scope="module")
def of_their_days(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every real list in the format of its authority, each as of the day on which it was published."""
    store = tmp_path_factory.mktemp("days") / "store"
    for place, published in VINTAGES.items():
        source = shared / "lists" / place
        folder = tmp_path_factory.mktemp("files")
        for path in source.iterdir() if source.is_dir() else (source,):
            shutil.copy(path, folder)
        report = update_from(
            folder, Store.open(store), published=published, retrieved_at=datetime(2026, 7, 10, tzinfo=UTC)
        )
        assert not report.refused, report.refused[0].reason
    return store


def test_every_name_of_every_list_finds_its_own_listing(of_their_days: Path) -> None:
    tested = self_screen(of_their_days, as_of=PUBLISHED, watch=unwatched)

    assert tested.missed == ()
    assert tested.listings > 20_000
    assert tested.names > 48_000


def test_an_entry_that_reaches_us_twice_is_one_entry(of_their_days: Path) -> None:
    """The Consolidated Screening List repeats OFAC's lists and the Denied Persons List."""
    store = Store.open(of_their_days)
    listings = open_index(store, select(store, PUBLISHED, ""), "unidecode").listings

    keys = Counter((listing.list_id, listing.uid) for listing in listings if listing.uid)
    sources = {listing.list_id: set[str]() for listing in listings}
    for listing in listings:
        sources[listing.list_id].add(listing.source)

    assert [key for key, count in keys.items() if count > 1] == []
    assert sources["us_ofac_sdn"] - {"extract"} == {"us_ofac_sdn_csv"}
    assert sources["us_bis_dpl"] - {"extract"} == {"us_bis_dpl"}
    assert sources["us_bis_entity"] - {"extract"} == {"us_trade_csl"}
    assert sources["us_ofac_ns_cmic"] == {"us_ofac_cons_csv"}


@pytest.mark.parametrize(
    ("name", "kind", "jurisdiction", "list_id"),
    [
        ("FRANK KAKOLELE BWAMBALE", "person", "UN", "un_sc"),
        ("Air Bagan", "organization", "CA", "ca_sema"),
        ("Hetian Haolin Hair Accessories Co., Ltd.", "organization", "US", "us_dhs_uflpa"),
    ],
)
def test_a_party_of_each_authority_is_found_with_its_law(
    of_their_days: Path, name: str, kind: str, jurisdiction: str, list_id: str
) -> None:
    verdict = xs.Screener(store=of_their_days).screen(
        {"name": name, "kind": kind}, as_of=PUBLISHED, jurisdictions=[jurisdiction]
    )

    assert list_id in {finding.list_id for finding in verdict.findings}
    assert verdict.outcome >= xs.Outcome.REVIEW
    assert all(finding.citations for finding in verdict.findings)
