"""What a portfolio is exposed to, and where a supply chain stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import exposcreen as xs

AS_OF = "2026-07-10"


@pytest.fixture(scope="module")
def screener() -> xs.Screener:
    return xs.Screener()


@pytest.fixture(scope="module")
def portfolio(screener: xs.Screener) -> xs.PortfolioVerdict:
    holdings: list[dict[str, Any] | xs.Holding] = [
        {"name": "Hikvision", "isin": "CNE100000PM8", "market_value": "1000", "currency": "CNY", "weight": "2.5"},
        {"name": "Zijin Unknown Bakery", "market_value": "300.50", "currency": "EUR", "weight": "1"},
        {"name": "Hikvision again", "isin": "CNE100000PM8", "market_value": 5},
        xs.Holding(name="Somebody's Cash", instrument=xs.Holding(name="X1", instrument="cash").instrument),
    ]
    return screener.screen_portfolio(holdings, as_of=AS_OF, activity="invest")


def test_a_portfolio_is_as_bad_as_its_worst_holding(portfolio: xs.PortfolioVerdict) -> None:
    outcomes = [verdict.outcome for verdict in portfolio.verdicts]

    assert portfolio.outcome is max(outcomes) is xs.Outcome.PROHIBITED
    assert outcomes[0] is outcomes[2] is xs.Outcome.PROHIBITED


def test_every_holding_counts_once_by_outcome(portfolio: xs.PortfolioVerdict) -> None:
    assert portfolio.totals.holdings == 4 == sum(item.count for item in portfolio.totals.by_outcome)
    assert [item.outcome for item in portfolio.totals.by_outcome] == sorted(
        (item.outcome for item in portfolio.totals.by_outcome), reverse=True
    )


def test_values_are_summed_by_currency_and_a_missing_currency_stays_apart(portfolio: xs.PortfolioVerdict) -> None:
    by_list = {item.label: item for item in portfolio.totals.by_list}

    cmic = by_list["us_ofac_ns_cmic"]
    assert (cmic.count, cmic.weight) == (2, Decimal("2.5"))
    assert cmic.market_value == {"?": Decimal(5), "CNY": Decimal(1000)}


def test_an_unstated_weight_is_unknown_and_not_nothing(screener: xs.Screener) -> None:
    verdict = screener.screen_portfolio([{"name": "Zijin Unknown Bakery"}], as_of=AS_OF)

    (total,) = verdict.totals.by_outcome
    assert total.weight is None
    assert total.market_value == {}


def test_an_empty_portfolio_is_not_clear_while_a_list_is_missing(screener: xs.Screener) -> None:
    verdict = screener.screen_portfolio([], as_of=AS_OF)

    assert (verdict.outcome, verdict.totals.holdings, verdict.verdicts) == (xs.Outcome.UNDETERMINED, 0, ())
    assert verdict.coverage


def test_a_wrong_row_is_refused_with_its_number(screener: xs.Screener) -> None:
    with pytest.raises(xs.InputError, match="row 2: a holding needs"):
        screener.screen_portfolio([{"name": "Hikvision"}, {"quantity": 3}], as_of=AS_OF)
    with pytest.raises(xs.InputError, match=r"row 2: .*is not a valid ISIN"):
        screener.screen_portfolio([{"name": "Hikvision"}, {"isin": "CNE100000PM9"}], as_of=AS_OF)
    with pytest.raises(xs.InputError, match="row 1: a site needs"):
        screener.screen_supply_chain([{"tier": 1}], as_of=AS_OF)


def test_a_supply_chain_is_counted_by_tier_territory_and_product(screener: xs.Screener) -> None:
    sites: list[dict[str, Any] | xs.Site] = [
        {"name": "Spinning Mill 1", "address": "Shihezi", "country": "CN", "products": ["cotton yarn"], "tier": 2},
        {"name": "Bakery of Nowhere", "country": "FR", "products": ["bread"], "tier": 1},
        {"region": "Xinjiang", "country": "CN"},
    ]

    chain = screener.screen_supply_chain(sites, as_of=AS_OF)

    assert chain.activity is xs.Activity.IMPORT
    assert chain.totals.sites == 3
    assert {item.label: item.count for item in chain.totals.by_tier} == {"1": 1, "2": 1, "unknown": 1}
    assert {item.label: item.count for item in chain.totals.by_territory} == {"CN-XJ": 2, "FR": 1}
    assert {item.label for item in chain.totals.by_product} >= {"cotton", "unknown"}
    assert {item.label: item.outcome for item in chain.totals.by_territory}["CN-XJ"] is xs.Outcome.PROHIBITED


def test_a_table_has_a_row_for_every_finding_and_every_subject(portfolio: xs.PortfolioVerdict) -> None:
    pytest.importorskip("pandas")

    frame = portfolio.to_frame()

    assert set(frame["row"]) == {0, 1, 2, 3}
    assert len(frame) == sum(max(len(verdict.findings), 1) for verdict in portfolio.verdicts)


def test_many_verdicts_survive_json(portfolio: xs.PortfolioVerdict) -> None:
    assert xs.PortfolioVerdict.model_validate_json(portfolio.to_json()) == portfolio
