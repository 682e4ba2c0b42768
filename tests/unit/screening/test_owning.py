"""Owners in a table, followed up from a subject."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import exposcreen as xs
from builders import make_fact, make_listing
from exposcreen.matching.query import Query
from exposcreen.ownership import OwnershipTable, Party, Stake, build_table
from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.screening.owning import OwnerTracer, Traced

AS_OF = "2026-07-10"
DAY = date(2026, 7, 10)
XPCC = "Xinjiang Production and Construction Corps"
LEI = "549300EXAMPLE0000073"
XAN = make_fact(make_listing("Xan Holdings"))


def stake(owner: str | Party, owned: str | Party, percent: str | int | None, **fields: Any) -> Stake:
    return Stake(owner, owned, None if percent is None else Decimal(percent), **fields)


def listed(query: Query) -> tuple[ListedFact, ...]:
    return (XAN,) if "Xan" in query.names else ()


def trace(*stakes: Stake, name: str = "Shop", given: tuple[xs.Counterparty, ...] = (), **identifiers: str) -> Traced:
    return OwnerTracer(build_table(stakes), DAY, listed).trace((name,), identifiers.items(), given)


def lines(owners: tuple[OwnerFact, ...], depth: int = 0) -> list[str]:
    """The chains as indented text."""
    found = []
    for owner in owners:
        found += [f"{'  ' * depth}{owner.label} {owner.percent}", *lines(owner.owners, depth + 1)]
    return found


def screened(table: OwnershipTable, subject: Any = "Example Bakery Ltd", as_of: str = AS_OF, **more: Any) -> xs.Verdict:
    asked = {"activity": "pay", "jurisdictions": ["US"], **more}
    return xs.Screener(ownership=table).screen(subject, as_of=as_of, **asked)


def ownership(verdict: xs.Verdict) -> list[xs.Finding]:
    return [item for item in verdict.findings if item.rule == "us-ofac-50-percent"]


def test_a_chain_is_followed_to_the_listed_owner() -> None:
    traced = trace(stake("Alpha", "Shop", 60), stake("Beta", "Alpha", 70), stake("Xan", "Beta", 80))

    assert lines(traced.owners) == ["Alpha 60", "  Beta 70", "    Xan 80"]


def test_owners_above_whom_nobody_is_listed_stay_without_their_own() -> None:
    traced = trace(stake("Alpha", "Shop", 60), stake("Beta", "Alpha", 70), stake("Xan", "Shop", 10))

    assert lines(traced.owners) == ["Alpha 60", "Xan 10"]


def test_a_circle_is_followed_once_around() -> None:
    traced = trace(stake("Alpha", "Shop", 60), stake("Shop", "Alpha", 30), stake("Xan", "Alpha", 30))

    assert lines(traced.owners) == ["Alpha 60", "  Shop 30", "  Xan 30"]


def test_chains_beyond_all_measure_are_cut_and_that_is_said() -> None:
    deep = [stake("Alpha 0", "Shop", 60)]
    deep += [stake(f"Alpha {number + 1}", f"Alpha {number}", 60) for number in range(150)]
    wide = [stake(f"{row} {up}", f"{row - 1} {down}", 25) for row in range(2, 12) for up in "abc" for down in "abc"]
    wide += [stake(f"1 {one}", "Shop", 30) for one in "abc"]

    for stakes in ([*deep, stake("Xan", "Alpha 150", 60)], [*wide, stake("Xan", "11 a", 60)]):
        traced = trace(*stakes)
        assert traced.owners
        assert "cut off" in traced.untraced[0]


def test_owners_without_number_are_read_from_the_nearest() -> None:
    stakes = [stake(f"Holder {number}", "Shop", "0.01") for number in range(2_500)]

    assert "more than 2,000 owners above" in trace(*stakes).untraced[-1]


def test_an_owner_who_is_given_is_not_counted_again() -> None:
    traced = trace(stake("Xan", "Shop", 30), stake("Alpha", "Shop", 20), given=(xs.Counterparty(name="XAN"),))

    assert lines(traced.owners) == ["Alpha 20"]


def test_a_name_that_several_bear_is_said_and_followed_for_none() -> None:
    stakes = [stake("Xan", Party("Shop", (("lei", value),)), 60) for value in "AB"]

    traced = trace(*stakes)

    assert traced.owners == ()
    assert "has 2 parties of this name" in traced.untraced[0]
    assert lines(trace(*stakes, lei="a").owners) == ["Xan 60"]


def test_an_owner_who_cannot_be_looked_up_well_is_said() -> None:
    number = Party(identifiers=(("lei", LEI),))

    assert "has no name in the ownership table" in trace(stake(number, "Shop", 60)).untraced[0]
    assert "a script that most lists do not use" in trace(stake("某某公司", "Shop", 60)).untraced[0]


def test_one_who_is_not_named_leaves_the_share_without_an_owner() -> None:
    traced = trace(stake(Party("not named", unnamed=True), "Shop", 60), stake("Xan", "Shop", 10))

    assert lines(traced.owners) == ["Xan 10"]


def test_a_screener_finds_owners_by_name_and_says_from_where() -> None:
    table = build_table(
        [
            stake("Middle Ltd", "Example Bakery Ltd", 60, source="owners.csv line 2", effective_from=date(2020, 1, 1)),
            stake(XPCC, "MIDDLE LTD.", 50, source="owners.csv line 3"),
        ]
    )

    verdict = screened(table, "EXAMPLE BAKERY, LTD")

    (finding,) = ownership(verdict)
    assert verdict.outcome is xs.Outcome.PROHIBITED
    assert f"60 % (Middle Ltd, itself owned 50 % {XPCC}) = 60 %" in (finding.note or "")
    assert "The stakes are from: owners.csv line 2 from 2020-01-01; owners.csv line 3." in (finding.note or "")
    assert verdict.subject == xs.Counterparty(name="EXAMPLE BAKERY, LTD")
    assert verdict.engine.ownership == table.digest


def test_a_screener_finds_owners_by_identifier_before_name() -> None:
    table = build_table([stake(XPCC, Party("Another Name", (("lei", LEI),)), 50)])

    by_lei = screened(table, {"name": "Example Bakery Ltd", "identifiers": {"lei": LEI}})

    assert by_lei.outcome is xs.Outcome.PROHIBITED
    assert ownership(screened(table)) == []


@pytest.mark.parametrize(
    "subject",
    [
        xs.Holding(lei=LEI, name="Example Bakery common stock", instrument="equity"),
        xs.Site(name="Example Bakery Ltd", country="GB"),
        xs.Counterparty(name="Corner Shop", owners=(xs.Owner(name="Example Bakery Ltd", percent=Decimal(70)),)),
    ],
)
def test_the_issuer_the_site_and_the_owner_that_is_given_have_owners_too(subject: Any) -> None:
    table = build_table([stake(XPCC, Party("Example Bakery Ltd", (("lei", LEI),)), 50)])

    assert ownership(screened(table, subject, activity="any"))[0].outcome is xs.Outcome.PROHIBITED


def test_the_stakes_of_the_day_of_the_question_count() -> None:
    table = build_table(
        [
            stake(XPCC, "Example Bakery Ltd", 60, effective_from=date(2021, 1, 1), effective_to=date(2024, 1, 1)),
            stake("Plainfield Farmers", "Example Bakery Ltd", 100, effective_from=date(2024, 1, 1)),
        ]
    )

    outcomes = [
        bool(ownership(screened(table, as_of=day))) for day in ("2020-12-31", "2021-01-01", "2023-12-31", "2024-01-01")
    ]

    assert outcomes == [False, True, True, False]


@pytest.mark.parametrize(
    ("middle", "own", "since"),
    [
        (None, None, "2020-07-31"),
        ("2019-01-01", "2019-06-01", "2020-07-31"),
        ("2022-01-01", None, "2022-01-01"),
        ("2021-01-01", "2023-02-03", "2023-02-03"),
    ],
)
def test_an_effect_begins_with_the_last_of_the_listing_and_the_stakes(
    middle: str | None, own: str | None, since: str
) -> None:
    begin = {key: date.fromisoformat(day) if day else None for key, day in (("middle", middle), ("own", own))}
    table = build_table(
        [
            stake("Middle Ltd", "Example Bakery Ltd", 60, effective_from=begin["middle"]),
            stake(XPCC, "Middle Ltd", 50, effective_from=begin["own"]),
        ]
    )

    (finding,) = ownership(screened(table))

    assert {str(effect.effective_from) for effect in finding.effects} == {since}


def test_a_person_among_the_owners_is_compared_by_birth_date_too() -> None:
    born = [xs.Counterparty(name="x", birth_date=year).birth_date for year in ("1955", "1999")]
    tables = [build_table([stake(Party("Chen Quanguo", birth_date=day), "Example Bakery Ltd", 60)]) for day in born]

    assert [screened(table).outcome for table in tables] == [xs.Outcome.PROHIBITED, xs.Outcome.UNDETERMINED]


def test_what_cannot_be_traced_keeps_a_verdict_from_being_clear() -> None:
    table = build_table([stake(Party(identifiers=(("lei", LEI),)), "Example Bakery Ltd", 60)])

    coverage = {item.list_id: item for item in screened(table).coverage}

    assert coverage["ownership_table"].needed
    assert "has no name in the ownership table" in (coverage["ownership_table"].note or "")


def test_a_table_says_nothing_of_strangers() -> None:
    table = build_table([stake(XPCC, "Somebody Else Ltd", 60)])
    plain, other = (
        xs.Screener().screen("Example Bakery Ltd", as_of=AS_OF),
        screened(table, activity="any", jurisdictions=None),
    )

    assert (plain.outcome, plain.findings, plain.coverage) == (other.outcome, other.findings, other.coverage)


def test_a_screener_with_a_table_is_pickled_and_shared_between_threads() -> None:
    table = build_table([stake(XPCC, "Example Bakery Ltd", 50)])
    screener = xs.Screener(ownership=table)
    again: xs.Screener = pickle.loads(pickle.dumps(screener))

    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(lambda _: screener.screen("Example Bakery Ltd", as_of=AS_OF), range(8)))

    assert {verdict.to_json() for verdict in verdicts} == {again.screen("Example Bakery Ltd", as_of=AS_OF).to_json()}


def test_a_share_that_the_table_knows_stands_in_for_one_that_is_not_given() -> None:
    table = build_table([stake(XPCC, "Example Bakery Ltd", 60)])
    subject = xs.Counterparty(name="Example Bakery Ltd", owners=(xs.Owner(name=XPCC),))

    assert screened(table, subject).outcome is xs.Outcome.PROHIBITED


@pytest.mark.parametrize(
    ("jurisdiction", "outcome"),
    [("US", xs.Outcome.REVIEW), ("EU", xs.Outcome.PROHIBITED), ("GB", xs.Outcome.PROHIBITED)],
)
def test_a_parent_that_consolidates_is_in_control_and_its_share_is_unknown(
    jurisdiction: str, outcome: xs.Outcome
) -> None:
    """As GLEIF's level 2 tells of it: review where only shares count, caught where control does."""
    parents = [stake(name, "Example Bakery Ltd", None, control=True) for name in (XPCC, "XPCC Public Security Bureau")]

    assert screened(build_table(parents), jurisdictions=[jurisdiction]).outcome is outcome
