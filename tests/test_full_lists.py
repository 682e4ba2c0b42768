"""Real official files, from the folder to the verdict: what is clear, what is not; every name finds itself."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import exposcreen as xs
from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.screening.library import open_index
from exposcreen.screening.selection import select
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from

pytestmark = [pytest.mark.shared, pytest.mark.slow]

PUBLISHED = date(2026, 7, 10)


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


def test_every_listed_name_finds_itself(store: Path) -> None:
    opened = Store.open(store)
    matcher = Matcher(open_index(opened, select(opened, PUBLISHED, ""), "unidecode"), ScreeningPolicy())

    missed = [
        (listing.key, name.text)
        for number, listing in enumerate(matcher.index.listings[::37])
        for name in listing.names
        if number * 37 not in matcher.match(Query(names=(name.text,), kind=listing.kind))
    ]

    assert missed == []
