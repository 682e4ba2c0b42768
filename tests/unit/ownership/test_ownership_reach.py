"""What listed owners reach in a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from exposcreen.ownership import Reach, Regime, Stake, build_table, reach

DAY = date(2026, 7, 10)
US = Regime()
EU = Regime(control="counts")
GB = Regime(inclusive=False, aggregate=False, control="counts")
CA = Regime(aggregate=False, control="counts")


def stake(owner: str, owned: str, percent: str | int | None, **fields: Any) -> Stake:
    return Stake(owner, owned, None if percent is None else Decimal(percent), **fields)


def found(*stakes: Stake, regime: Regime = US, **options: Any) -> Reach:
    return reach(build_table(stakes), ["X", "Y"], regime, options.pop("day", DAY), **options)


def sure(result: Reach) -> list[str]:
    return sorted(item.company for item in result if item.sure)


def maybe(result: Reach) -> list[str]:
    return sorted(item.company for item in result if not item.sure)


@pytest.mark.parametrize(
    ("regime", "percent", "caught"),
    [
        (US, "49.99", False),
        (US, "50", True),
        (EU, "50", True),
        (CA, "50", True),
        (GB, "50", False),
        (GB, "50.0000001", True),
        (Regime(Decimal("33.3"), inclusive=False), "33.3", False),
        (Regime(Decimal("33.3"), inclusive=False), "33.31", True),
    ],
)
def test_the_threshold_is_exact(regime: Regime, percent: str, caught: bool) -> None:
    assert sure(found(stake("X", "A", percent), regime=regime)) == (["A"] if caught else [])


@pytest.mark.parametrize(("regime", "caught"), [(US, True), (EU, True), (GB, False), (CA, False)])
def test_shares_of_two_are_added_where_the_regime_adds_them(regime: Regime, caught: bool) -> None:
    assert sure(found(stake("X", "A", 30), stake("Y", "A", 30), regime=regime)) == (["A"] if caught else [])


def test_those_who_act_jointly_are_added_up_everywhere() -> None:
    pact = [stake("X", "A", 30, joint="a pact"), stake("Y", "A", 30, joint="a pact")]
    others = [stake("X", "A", 30, joint="one"), stake("Y", "A", 30, joint="another")]

    assert sure(found(*pact, regime=GB)) == ["A"]
    assert sure(found(*others, regime=GB)) == []


def test_a_reached_company_counts_with_its_whole_stake() -> None:
    """As in FAQ 401: half of each of two companies that hold a quarter each."""
    result = found(stake("X", "A", 50), stake("X", "B", 50), stake("A", "C", 25), stake("B", "C", 25))

    assert sure(result) == ["A", "B", "C"]
    (item,) = result.of("C")
    assert item.arithmetic == "25 % (A, itself reached) + 25 % (B, itself reached) = 50 %"
    assert item.path == ("X", "A", "C")


def test_a_company_reached_by_two_alone_counts_for_each() -> None:
    result = found(stake("X", "N", 50), stake("Y", "N", 50), stake("N", "S", 25), stake("Y", "S", 25), regime=CA)

    assert sure(result) == ["N", "S"]


def test_a_circle_holds_nobody_up_and_hides_nobody() -> None:
    circle = [stake("A", "B", 60), stake("B", "C", 60), stake("C", "A", 60)]

    assert len(found(*circle)) == 0
    assert sure(found(*circle, stake("X", "A", 40))) == []
    assert sure(found(*circle, stake("X", "A", 40), stake("Y", "A", 10))) == ["A", "B", "C"]


def test_control_counts_sends_to_review_or_is_ignored() -> None:
    held = stake("X", "A", 10, control=True), stake("A", "B", 100)

    assert sure(found(*held, regime=EU)) == ["A", "B"]
    assert (sure(found(*held)), maybe(found(*held))) == ([], ["A", "B"])
    assert len(found(*held, regime=Regime(control="ignored"))) == 0


def test_an_unknown_share_may_reach_as_far_as_there_is_room() -> None:
    assert maybe(found(stake("X", "A", None))) == ["A"]
    assert maybe(found(stake("X", "A", None), stake("Z", "A", 60))) == []
    assert maybe(found(stake("X", "A", 25, ceiling=Decimal(50)))) == ["A"]


def test_holders_who_are_not_named_count_only_when_asked() -> None:
    assert maybe(found(stake("X", "A", 5))) == []
    assert maybe(found(stake("X", "A", 5), unnamed=True)) == ["A"]
    assert maybe(found(stake("X", "A", 5), stake("Z", "A", 51), unnamed=True)) == []


def test_owners_who_may_be_listed_reach_perhaps() -> None:
    result = found(stake("Z", "A", 60), stake("A", "B", 60), perhaps=["Z"])

    assert (sure(result), maybe(result)) == ([], ["A", "B"])


def test_a_share_told_twice_once_link_by_link_is_not_added_to_itself() -> None:
    chain = [stake("X", "B", 50), stake("B", "A", 30)]
    summary = stake("X", "A", 30, indirect=True)

    assert sure(found(*chain, summary)) == ["B"]
    assert sure(found(summary, stake("Y", "A", 50, indirect=True))) == ["A"]


def test_the_stakes_of_the_day_count() -> None:
    held = stake("X", "A", 60, effective_from=date(2020, 1, 1), effective_to=date(2021, 1, 1))

    assert sure(found(held, day=date(2020, 12, 31))) == ["A"]
    assert len(found(held, day=date(2021, 1, 1))) == 0


def test_a_party_that_is_listed_itself_is_not_said_to_be_reached() -> None:
    assert sure(found(stake("X", "Y", 60))) == []


def test_a_regime_without_a_threshold_reaches_nobody() -> None:
    assert len(found(stake("X", "A", 100), regime=Regime(None, control="ignored"))) == 0


def test_listed_parties_that_the_table_lacks_are_told() -> None:
    assert found(stake("X", "A", 60)).absent == ("Y",)


def test_what_is_not_reached_cannot_be_explained() -> None:
    result = found(stake("X", "A", 10))

    assert result.of("A") == ()
    with pytest.raises(KeyError, match="X"):
        result.explain(0)


def test_a_long_chain_needs_no_deep_stack() -> None:
    links = [stake(f"C{number}", f"C{number + 1}", 60) for number in range(5_000)]

    result = found(stake("X", "C0", 60), *links)

    assert len(result.sure) == 5_001
    assert len(result.of("C5000")[0].path) == 5_002
