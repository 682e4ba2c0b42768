"""The bundled NS-CMIC list: 68 companies, three calendars, identifiers as published."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from exposcreen.model.listing import Listing
from exposcreen.sources.extract import read_extract


def on(list_id: str) -> list[Listing]:
    return [listing for listing in read_extract() if listing.list_id == list_id]


def isin_checks(value: str) -> bool:
    """ISO 6166: letters become two digits, then Luhn."""
    digits = [int(d) for d in "".join(str(int(character, 36)) for character in value)]
    doubled = [d * 2 if place % 2 else d for place, d in enumerate(reversed(digits))]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def test_the_cmic_list_has_three_calendars() -> None:
    calendars = Counter(
        (act.listed_on, act.effective_from, act.divest_until)
        for item in on("us_ofac_ns_cmic")
        for act in item.designations
    )

    assert calendars == {
        (date(2021, 6, 3), date(2021, 8, 2), date(2022, 6, 3)): 59,
        (date(2021, 12, 10), date(2022, 2, 8), date(2022, 12, 10)): 1,
        (date(2021, 12, 16), date(2022, 2, 14), date(2022, 12, 16)): 8,
    }


def test_the_cmic_identifiers_are_all_there_and_kept_where_they_fail_their_checksum() -> None:
    schemes = Counter(item.scheme for listing in on("us_ofac_ns_cmic") for item in listing.identifiers)
    isins = [item.value for listing in on("us_ofac_ns_cmic") for item in listing.identifiers if item.scheme == "isin"]

    assert schemes["isin"] == 162
    assert schemes["uscc"] == 58
    assert schemes["lei"] == 3
    assert sum(any(i.scheme == "isin" for i in x.identifiers) for x in on("us_ofac_ns_cmic")) == 53
    assert sum(any(i.scheme == "ticker" for i in x.identifiers) for x in on("us_ofac_ns_cmic")) == 40
    assert [value for value in isins if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}\d", value)] == []
    assert [value for value in isins if not isin_checks(value)] == ["CND10002K094", "CND10002G601"]


def test_tickers_stand_as_published() -> None:
    tickers = {i.value for listing in on("us_ofac_ns_cmic") for i in listing.identifiers if i.scheme == "ticker"}

    assert {"002415 CN", "603019CN", "600862  CN", "00981 HK", "941 HK"} <= tickers
