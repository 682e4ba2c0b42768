"""What nobody looked at is missing coverage, and never clear."""

from __future__ import annotations

from typing import Any

import pytest

import exposcreen as xs

AS_OF = "2026-07-10"


@pytest.fixture(scope="module")
def screener() -> xs.Screener:
    return xs.Screener()


def missing(screener: xs.Screener, subject: Any, **question: Any) -> set[str]:
    verdict = screener.screen(subject, as_of=AS_OF, **question)
    return {item.list_id for item in verdict.incomplete if item.status == "missing"}


@pytest.mark.parametrize(
    ("holding", "gap"),
    [
        ({"sedol": "B0YBKJ7"}, "security_identifiers"),
        ({"name": "A Fund of Nothing Known", "instrument": "fund"}, "fund_constituents"),
        ({"name": "An Option on Nothing Known", "instrument": "derivative"}, "derivative_underlying"),
    ],
)
def test_a_security_of_which_too_little_is_given_is_not_cleared(
    screener: xs.Screener, holding: dict[str, str], gap: str
) -> None:
    assert gap in missing(screener, holding, activity="invest")
    assert gap not in missing(screener, {"name": "A Plain Share", "isin": "US0378331005"}, activity="invest")


def test_cash_needs_no_identifier(screener: xs.Screener) -> None:
    assert "security_identifiers" not in missing(screener, {"figi": "BBG000BLNNH6", "instrument": "cash"})


def test_a_jurisdiction_without_a_bundled_rule_on_the_activity_is_missing(screener: xs.Screener) -> None:
    assert "gb_rules" in missing(screener, "A Bakery in Nowhere", activity="procure", jurisdictions=["GB"])
    assert "us_rules" not in missing(screener, "A Bakery in Nowhere", activity="procure", jurisdictions=["US"])
