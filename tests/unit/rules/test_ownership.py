"""Who owns the subject, added up as each regime adds it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders import make_fact, make_listing, make_owner
from exposcreen.model.vocabulary import Strength
from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.rules.law import Owned
from exposcreen.rules.ownership import listed_share
from exposcreen.rules.share import Share

X = make_fact(make_listing("Xan Holdings", party="x"))
Y = make_fact(make_listing("Yan Holdings", party="y"))
X_ELSEWHERE = make_fact(make_listing("Xan Holdings Overseas", list_id="us_bis_entity", party="x"))
PERHAPS = make_fact(make_listing("Zan Holdings"), Strength.POSSIBLE)

REGIMES: dict[str, dict[str, Any]] = {
    "US": {"inclusive": True, "aggregate": True, "control": "review"},
    "EU": {"inclusive": True, "aggregate": True, "control": "counts"},
    "CA": {"inclusive": True, "aggregate": False, "control": "counts"},
    "GB": {"inclusive": False, "aggregate": False, "control": "counts"},
}


def first_listing(owner: OwnerFact) -> ListedFact | None:
    return owner.listed[0] if owner.listed else None


def settled(fact: ListedFact) -> bool:
    return fact.match.strength >= Strength.STRONG


def share(*owners: OwnerFact, regime: str = "US", percent: Any = 50, **condition: Any) -> Share:
    asked = Owned(
        kind="owned",
        lists=("us_ofac_sdn",),
        **{"share_percent": None if percent is None else Decimal(percent), **REGIMES[regime], **condition},
    )
    return listed_share(owners, asked, first_listing, settled)


@pytest.mark.parametrize(("regime", "reach"), [("US", "owned"), ("EU", "owned"), ("CA", "owned"), ("GB", "minority")])
def test_exactly_half_is_owned_for_all_but_the_united_kingdom(regime: str, reach: str) -> None:
    found = share(make_owner("Xan", 50, X), regime=regime)

    assert (found.reach, found.percent) == (reach, Decimal(50))


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize(("percent", "owned"), [("49.99", False), ("50.01", True), ("100", True), ("0.01", False)])
def test_more_than_half_is_owned_everywhere_and_less_nowhere(regime: str, percent: str, owned: bool) -> None:
    assert (share(make_owner("Xan", percent, X), regime=regime).reach == "owned") is owned


@pytest.mark.parametrize(
    ("regime", "reach"), [("US", "owned"), ("EU", "owned"), ("CA", "minority"), ("GB", "minority")]
)
def test_shares_of_two_listed_owners_are_added_only_where_the_regime_adds_them(regime: str, reach: str) -> None:
    found = share(make_owner("Xan", 30, X), make_owner("Yan", 30, Y), regime=regime)

    assert found.reach == reach
    assert found.percent == (60 if reach == "owned" else 30)
    assert "30 % (Xan) + 30 % (Yan) = 60 %" in found.arithmetic
    assert ("are not added" in found.arithmetic) is (reach != "owned")


@pytest.mark.parametrize("regime", REGIMES)
def test_shares_of_one_party_under_two_entries_are_one_share(regime: str) -> None:
    assert share(make_owner("Xan", 30, X), make_owner("Xan Overseas", 30, X_ELSEWHERE), regime=regime).percent == 60


@pytest.mark.parametrize("regime", REGIMES)
def test_a_holding_split_between_two_nominees_of_one_person_is_one_holding(regime: str) -> None:
    nominees = [make_owner(name, 30, owners=(make_owner("Xan", 100, X),)) for name in ("N1", "N2")]

    assert (share(*nominees, regime=regime).reach, share(*nominees, regime=regime).percent) == ("owned", Decimal(60))


def test_each_link_of_a_chain_counts_only_when_it_is_owned_itself() -> None:
    held = make_owner("Alpha", 50, owners=(make_owner("Xan", 50, X),))
    loose = make_owner("Alpha", 50, owners=(make_owner("Xan", "49.9", X),))

    assert share(held).reach == "owned"
    assert share(held, regime="GB").reach == "minority"
    assert share(loose).reach == "minority"
    assert "50 % (Alpha, itself owned 50 % Xan)" in share(held).arithmetic


def test_an_owned_company_counts_with_its_whole_share() -> None:
    """A blocked company's share is blocked whole: 50 % of 50 % is 50 %, not 25 %."""
    found = share(
        make_owner("Alpha", 25, owners=(make_owner("Xan", 50, X),)),
        make_owner("Beta", 25, owners=(make_owner("Xan", 50, X),)),
    )

    assert (found.reach, found.percent) == ("owned", Decimal(50))


def test_a_chain_is_followed_to_any_depth() -> None:
    owner = make_owner("Xan", 50, X)
    for number in range(12):
        owner = make_owner(f"Link {number}", 50, owners=(owner,))

    assert share(owner).reach == "owned"


def test_a_direct_and_an_indirect_share_are_added() -> None:
    found = share(make_owner("Alpha", 25, owners=(make_owner("Xan", 50, X),)), make_owner("Xan", 25, X))

    assert (found.reach, found.percent) == ("owned", Decimal(50))


def test_the_owners_of_a_listed_owner_are_not_counted_again() -> None:
    found = share(make_owner("Xan", 40, X, owners=(make_owner("Yan", 100, Y),)))

    assert (found.percent, len(found.stakes)) == (Decimal(40), 1)


@pytest.mark.parametrize("regime", ["US", "EU", "GB", "CA"])
def test_control_without_ownership_is_told_wherever_it_matters(regime: str) -> None:
    found = share(make_owner("Xan", 5, X, control=True), regime=regime)

    assert found.reach == "control"
    assert found.arithmetic.startswith("controlled by Xan; ")
    assert share(make_owner("Xan", 5, X, control=True), regime=regime, control="ignored").reach == "minority"


def test_a_share_that_nobody_gave_is_unknown_and_not_nothing() -> None:
    found = share(make_owner("Xan", None, X))

    assert found.reach == "unknown"
    assert "the share of Xan is not given" in found.arithmetic


@pytest.mark.parametrize(
    ("owner", "reach"),
    [
        (make_owner("Alpha", 100, owners=(make_owner("Xan", None, X),)), "unknown"),
        (make_owner("Alpha", None, owners=(make_owner("Xan", 100, X),)), "unknown"),
        (make_owner("Alpha", 100, owners=(make_owner("Xan", 5, X, control=True),)), "control"),
    ],
)
def test_what_is_not_known_of_a_link_of_a_chain_is_not_nothing(owner: OwnerFact, reach: str) -> None:
    assert share(owner).reach == reach


def test_a_known_majority_decides_beside_an_unknown_share() -> None:
    assert share(make_owner("Yan", None, Y), make_owner("Xan", 50, X)).reach == "owned"


def test_an_owner_who_may_be_listed_makes_it_perhaps() -> None:
    assert share(make_owner("Zan", 60, PERHAPS)).reach == "perhaps"
    assert share(make_owner("Zan", 30, PERHAPS), make_owner("Xan", 30, X)).reach == "perhaps"
    assert share(make_owner("Zan", 10, PERHAPS), make_owner("Xan", 50, X)).reach == "owned"
    assert share(make_owner("Alpha", 60, owners=(make_owner("Zan", 60, PERHAPS),))).reach == "perhaps"


def test_an_owner_who_may_be_listed_and_is_owned_by_one_who_is_counts_as_owned() -> None:
    assert share(make_owner("Zan", 60, PERHAPS, owners=(make_owner("Xan", 50, X),))).reach == "owned"


def test_owners_on_no_list_are_nothing() -> None:
    assert share(make_owner("Alpha", 100)).reach == "none"
    assert share().reach == "none"
    assert share(make_owner("Xan", 0, X)).reach == "none"


def test_a_regime_without_an_ownership_rule_owns_nothing() -> None:
    found = share(make_owner("Xan", 100, X), percent=None, control="ignored")

    assert found.reach == "minority"
    assert "no ownership rule" in found.arithmetic


def test_the_facts_of_a_share_are_the_listings_of_its_owners() -> None:
    assert share(make_owner("Xan", 30, X), make_owner("Yan", 30, Y)).facts == (X, Y)


def test_without_adding_up_a_company_in_between_goes_with_the_party_that_holds_most_of_it() -> None:
    """X holds 30 % of N itself and 30 % through a nominee, Y holds 40 %: N goes with X."""
    nominee = make_owner("Nominee", 30, owners=(make_owner("Xan", 100, X),))
    company = make_owner("N", 40, owners=(make_owner("Xan", 30, X), nominee, make_owner("Yan", 40, Y)))

    found = share(company, make_owner("Xan", 20, X), regime="GB")

    assert (found.reach, found.percent) == ("owned", Decimal(60))


# --- acting jointly, control from above, what is not known ---


def joint(owner: OwnerFact, arrangement: str) -> OwnerFact:
    return replace(owner, joint=arrangement)


def test_owners_who_act_jointly_are_added_up_where_others_are_not() -> None:
    pact = joint(make_owner("Xan", 30, X), "a pact"), joint(make_owner("Yan", 30, Y), "a pact")
    apart = joint(make_owner("Xan", 30, X), "one"), joint(make_owner("Yan", 30, Y), "another")

    assert (share(*pact, regime="GB").reach, share(*pact, regime="GB").percent) == ("owned", Decimal(60))
    assert "Xan and Yan do (a pact)" in share(*pact, regime="GB").arithmetic
    assert share(*apart, regime="GB").reach == "minority"


def test_a_company_that_two_own_alone_counts_for_each_of_them() -> None:
    """X and Y hold half of N each: for Canada N is of both, and with Y's own quarter Y holds half."""
    company = make_owner("N", 25, owners=(make_owner("Xan", 50, X), make_owner("Yan", 50, Y)))

    for order in ((company, make_owner("Yan", 25, Y)), (make_owner("Yan", 25, Y), company)):
        assert share(*order, regime="CA").reach == "owned"


@pytest.mark.parametrize("regime", ["US", "EU", "GB", "CA"])
def test_a_small_part_of_a_company_in_control_is_not_control(regime: str) -> None:
    middle = make_owner("Alpha", 10, owners=(make_owner("Xan", 5, X), make_owner("Somebody", 95)), control=True)

    assert share(middle, make_owner("Others", 90), regime=regime).reach == "minority"


@pytest.mark.parametrize(
    ("regime", "reach"), [("US", "control"), ("EU", "control"), ("GB", "control"), ("CA", "control")]
)
def test_control_by_a_company_that_is_owned_is_control(regime: str, reach: str) -> None:
    middle = make_owner("Alpha", 10, owners=(make_owner("Xan", 60, X),), control=True)

    assert share(middle, make_owner("Others", 90), regime=regime).reach == "control"


def test_an_unknown_share_counts_for_no_more_than_there_is_room_for() -> None:
    assert share(make_owner("Xan", None, X), make_owner("Others", 60)).reach == "minority"
    assert share(make_owner("Xan", None, X), make_owner("Others", 50)).reach == "unknown"


def test_a_range_is_sure_of_its_least_and_possible_to_its_most() -> None:
    some = replace(make_owner("Xan", 25, X), ceiling=Decimal(50))

    found = share(some, make_owner("Others", 50))

    assert (found.reach, found.percent) == ("unknown", Decimal(25))
    assert "the share of Xan is between 25 and 50 %" in found.arithmetic


def test_what_of_a_chain_has_no_owner_is_told_of_each_company() -> None:
    found = share(make_owner("Alpha", 40, owners=(make_owner("Xan", 40, X),)))

    assert (found.reach, found.open_ended) == ("minority", True)
    assert "of 60 % of Alpha no owner is known" in found.arithmetic
    assert "of 60 % no owner is known" in found.arithmetic


def test_what_cannot_lift_the_share_over_the_threshold_is_not_open() -> None:
    assert not share(make_owner("Xan", 30, X), make_owner("Others", 60)).open_ended


def test_a_share_that_is_told_link_by_link_too_is_not_added() -> None:
    summary = replace(make_owner("Xan", 30, X), indirect=True)
    chain = make_owner("Alpha", 30, owners=(make_owner("Xan", 60, X),))

    found = share(summary, chain, make_owner("Others", 70))

    assert (found.reach, found.percent) == ("unknown", Decimal(30))
    assert "is not added to what these hold" in found.arithmetic
    assert "come on top of the direct ones is not known" in found.arithmetic
