"""Laws of ownership: more is never less, the order of owners is nothing, and nominees hide nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from strategies import ADDING, ALL_REGIMES, LAW, PARTIES, owners

from exposcreen.model.vocabulary import Strength
from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.rules.law import Owned
from exposcreen.rules.ownership import listed_share
from exposcreen.rules.share import Share

adding, regimes = st.sampled_from(ADDING), st.sampled_from(ALL_REGIMES)


def share(held: tuple[OwnerFact, ...], condition: Owned) -> Share:
    return listed_share(
        held,
        condition,
        lambda owner: owner.listed[0] if owner.listed else None,
        lambda fact: fact.match.strength >= Strength.STRONG,
    )


def owner(percent: Decimal | int, *listed: ListedFact, owners: tuple[OwnerFact, ...] = ()) -> OwnerFact:
    return OwnerFact("Some owner", Decimal(percent), False, listed, owners)


@LAW
@given(owners(), regimes, st.data())
def test_a_larger_share_of_a_listed_owner_is_never_a_smaller_share_of_all(
    held: tuple[OwnerFact, ...], condition: Owned, data: st.DataObject
) -> None:
    listed = [at for at, item in enumerate(held) if item.listed]
    if not listed:
        return
    at = data.draw(st.sampled_from(listed))
    more = replace(held[at], percent=(held[at].percent or Decimal(0)) + data.draw(st.integers(0, 50)))

    before, after = share(held, condition), share((*held[:at], more, *held[at + 1 :]), condition)

    if before.reach == "owned":
        assert after.reach == "owned"
    if before.reach == after.reach != "perhaps":
        assert after.percent >= before.percent


@LAW
@given(owners(), regimes, st.data())
def test_the_order_of_the_owners_does_not_matter(
    held: tuple[OwnerFact, ...], condition: Owned, data: st.DataObject
) -> None:
    shuffled = tuple(data.draw(st.permutations(held)))

    one, other = share(held, condition), share(shuffled, condition)

    assert (one.reach, one.percent) == (other.reach, other.percent)
    assert sorted(stake.percent for stake in one.stakes) == sorted(stake.percent for stake in other.stakes)


@LAW
@given(owners(), st.integers(1, 100), st.integers(0, 100), regimes)
def test_splitting_a_holding_between_two_nominees_of_one_person_hides_nothing(
    held: tuple[OwnerFact, ...], percent: int, part: int, condition: Owned
) -> None:
    person = (owner(100, PARTIES[0]),)
    first = Decimal(percent * part) / 100
    whole = owner(percent, owners=person)
    nominees = (owner(first, owners=person), owner(percent - first, owners=person))

    together, split = share((*held, whole), condition), share((*held, *nominees), condition)

    assert split.percent >= together.percent
    assert split.reach == together.reach


@LAW
@given(owners(), regimes)
def test_a_share_never_exceeds_what_the_owners_hold(held: tuple[OwnerFact, ...], condition: Owned) -> None:
    found = share(held, condition)

    assert Decimal(0) <= found.percent <= sum((item.percent or Decimal(0) for item in held), Decimal(0))


@LAW
@given(owners(), adding)
def test_adding_up_never_finds_less_than_counting_singly(held: tuple[OwnerFact, ...], condition: Owned) -> None:
    singly = condition.model_copy(update={"aggregate": False})

    if share(held, singly).reach == "owned":
        assert share(held, condition).reach == "owned"


@LAW
@given(owners(), st.booleans())
def test_exactly_the_threshold_is_all_that_including_it_adds(held: tuple[OwnerFact, ...], aggregate: bool) -> None:
    including, excluding = (item for item in ALL_REGIMES if item.aggregate is aggregate)

    if share(held, excluding).reach == "owned":
        assert share(held, including).reach == "owned"


@LAW
@given(owners(), regimes)
def test_what_is_owned_is_said_with_its_sum(held: tuple[OwnerFact, ...], condition: Owned) -> None:
    found = share(held, condition)

    assert "50 %" in found.arithmetic
    assert all(stake.path in found.arithmetic for stake in found.stakes if stake.percent)
