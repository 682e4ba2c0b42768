"""Laws of ownership tables: circles hold nobody up, more is never less, and a table and its chains say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import LAW

from builders import make_fact, make_listing
from exposcreen.matching.query import Query
from exposcreen.model.vocabulary import Strength
from exposcreen.ownership import OwnershipTable, Reach, Regime, Stake, build_table, reach
from exposcreen.rules.facts import ListedFact
from exposcreen.rules.law import Owned
from exposcreen.rules.ownership import listed_share
from exposcreen.screening.owning import OwnerTracer

DAY = date(2026, 7, 10)
LISTED = ("Xan", "Yan")
COMPANIES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
FACTS = {name: make_fact(make_listing(f"{name} Holdings", party=name)) for name in LISTED}
REGIMES = st.builds(
    Regime,
    share_percent=st.just(Decimal(50)),
    inclusive=st.booleans(),
    aggregate=st.booleans(),
    control=st.sampled_from(["counts", "review", "ignored"]),
)
shares = st.one_of(
    st.none(), st.sampled_from([Decimal(50), Decimal("33.333"), Decimal(25)]), st.integers(1, 60).map(Decimal)
)


@st.composite
def graphs(draw: st.DrawFn, known: bool = False) -> tuple[Stake, ...]:
    """Some stakes among two listed parties and five companies, circles welcome."""
    pairs = st.tuples(st.sampled_from((*LISTED, *COMPANIES)), st.sampled_from(COMPANIES))
    found = draw(st.lists(pairs, max_size=12, unique=True))
    return tuple(
        Stake(
            owner,
            owned,
            draw(st.integers(1, 60).map(Decimal) if known else shares),
            control=draw(st.integers(0, 9)) == 0,
            joint=draw(st.sampled_from([None, None, None, "a pact"])),
        )
        for owner, owned in found
        if owner != owned
    )


def reached(stakes: tuple[Stake, ...], regime: Regime) -> Reach:
    return reach(build_table(stakes), LISTED, regime, DAY)


def names(table: OwnershipTable, numbers: frozenset[int]) -> set[str]:
    return {table.label(number) for number in numbers}


def listed(query: Query) -> tuple[ListedFact, ...]:
    return tuple(FACTS[name] for name in query.names if name in FACTS)


@LAW
@given(graphs(), REGIMES)
def test_the_table_and_the_chains_of_one_company_say_the_same(stakes: tuple[Stake, ...], regime: Regime) -> None:
    table = build_table(stakes)
    found = reach(table, LISTED, regime, DAY)
    sure, maybe = names(table, found.sure), names(table, found.maybe)
    condition = Owned(
        kind="owned",
        lists=("us_ofac_sdn",),
        share_percent=regime.share_percent,
        inclusive=regime.inclusive,
        aggregate=regime.aggregate,
        control=regime.control,
    )
    for company in COMPANIES:
        owners = OwnerTracer(table, DAY, listed).trace((company,), ()).owners
        share = listed_share(
            owners,
            condition,
            lambda owner: owner.listed[0] if owner.listed else None,
            lambda fact: fact.match.strength >= Strength.STRONG,
        )
        caught = share.reach == "owned" or (share.reach == "control" and regime.control == "counts")
        assert caught == (company in sure), share.arithmetic
        assert (share.reach in {"unknown", "perhaps"} or (share.reach == "control" and not caught)) == (
            company in maybe
        )


@LAW
@given(graphs(), REGIMES, st.data())
def test_more_of_any_stake_reaches_no_less(stakes: tuple[Stake, ...], regime: Regime, data: st.DataObject) -> None:
    known = [at for at, stake in enumerate(stakes) if stake.percent is not None]
    assume(known)
    at = data.draw(st.sampled_from(known))
    more = replace(stakes[at], percent=(stakes[at].percent or Decimal(0)) + data.draw(st.integers(0, 40)))
    table, other = build_table(stakes), build_table((*stakes[:at], more, *stakes[at + 1 :]))

    before, after = reach(table, LISTED, regime, DAY), reach(other, LISTED, regime, DAY)

    assert names(table, before.sure) <= names(other, after.sure)


@LAW
@given(graphs(), REGIMES, st.data())
def test_the_order_of_stakes_does_not_matter(stakes: tuple[Stake, ...], regime: Regime, data: st.DataObject) -> None:
    one, other = build_table(stakes), build_table(data.draw(st.permutations(stakes)))

    first, second = reach(one, LISTED, regime, DAY), reach(other, LISTED, regime, DAY)

    assert names(one, first.sure) == names(other, second.sure)
    assert names(one, first.maybe) == names(other, second.maybe)


@LAW
@given(graphs(known=True), REGIMES, st.integers(1, 60), st.integers(0, 100), st.sampled_from(COMPANIES))
def test_two_nominees_of_one_person_hold_no_less_than_the_person(
    stakes: tuple[Stake, ...], regime: Regime, percent: int, part: int, company: str
) -> None:
    first = Decimal(percent * part) / 100
    assume(not any((stake.owner, stake.owned) == ("Xan", company) for stake in stakes))
    whole = build_table((*stakes, Stake("Xan", company, Decimal(percent))))
    nominees = tuple(Stake("Xan", nominee, Decimal(100)) for nominee in ("One", "Two"))
    held = (Stake("One", company, first), Stake("Two", company, Decimal(percent) - first))
    split = build_table((*stakes, *nominees, *held))

    together, apart = (reach(table, LISTED, regime, DAY) for table in (whole, split))

    assert names(split, apart.sure) - {"One", "Two"} == names(whole, together.sure)


@LAW
@given(graphs(known=True), REGIMES)
def test_a_circle_without_a_listed_owner_reaches_nobody(stakes: tuple[Stake, ...], regime: Regime) -> None:
    unlisted = tuple(stake for stake in stakes if stake.owner not in LISTED)

    assert len(reached(unlisted, regime)) == 0


@LAW
@given(graphs(), REGIMES)
def test_every_reached_company_is_explained(stakes: tuple[Stake, ...], regime: Regime) -> None:
    for item in reached(stakes, regime):
        assert item.path[0] in LISTED
        assert item.path[-1] == item.company
        assert len(set(item.path)) == len(item.path)
        assert item.terms
        if item.sure and regime.control != "counts":
            assert item.percent > 50 or (regime.inclusive and item.percent == 50)
