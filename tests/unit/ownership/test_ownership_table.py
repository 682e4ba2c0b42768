"""Stakes in a table: who is whom, what holds on a day, and what is said twice."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest

from exposcreen.ownership import Held, OwnershipTable, Party, Stake, build_table

DAY = date(2026, 7, 10)
LEI = ("lei", "549300EXAMPLE0000073")


def held(table: OwnershipTable, company: str, day: date = DAY) -> tuple[Held, ...]:
    (number,) = table.find(company)
    return table.owners(number, day)


def percents(table: OwnershipTable, company: str, day: date = DAY) -> list[tuple[str, Decimal | None]]:
    return [(table.label(item.owner), item.percent) for item in held(table, company, day)]


def test_a_name_is_known_whatever_its_case_and_punctuation() -> None:
    table = build_table([Stake("Alpha", "Beta Trading Co., Ltd.", Decimal(10))])

    assert (
        table.find("BETA TRADING CO LTD") == table.find("beta-trading (co) ltd") == table.find("Beta Trading Co., Ltd.")
    )
    assert table.find("Beta Trading") == ()


def test_a_party_is_known_by_any_of_its_identifiers() -> None:
    one = Party("Alpha", (LEI,))
    other = Party("Alpha Holding", (LEI, ("registration", "12-34")))

    table = build_table([Stake(one, "Beta", Decimal(10)), Stake(other, "Gamma", Decimal(10))])

    assert (
        table.find(identifiers=[("registration", "1234")])
        == table.find(identifiers=[LEI])
        == table.find("alpha holding")
    )


def test_parties_that_share_an_identifier_with_a_third_are_one() -> None:
    a, b = ("lei", "A"), ("registration", "B")
    stakes = [
        Stake(Party("One", (a,)), "Beta", Decimal(10)),
        Stake(Party("Two", (b,)), "Gamma", Decimal(10)),
        Stake(Party("Three", (a, b)), "Delta", Decimal(10)),
    ]

    table = build_table(stakes)

    assert table.find("One") == table.find("Two") == table.find("Three")
    assert len(table.parties) == 4


def test_one_who_is_only_named_is_the_one_with_an_identifier_who_bears_the_name() -> None:
    table = build_table([Stake("Alpha", "Beta", Decimal(10)), Stake(Party("ALPHA", (LEI,)), "Gamma", Decimal(10))])

    assert len(table.find("alpha")) == 1
    assert table.notes == ()


def test_a_name_that_two_bear_is_nobody_in_particular_and_that_is_said() -> None:
    stakes = [
        Stake(Party("Alpha", (("lei", "A"),)), "Beta", Decimal(10)),
        Stake(Party("Alpha", (("lei", "B"),)), "Beta", Decimal(10)),
        Stake("Alpha", "Gamma", Decimal(10)),
    ]

    table = build_table(stakes)

    assert len(table.find("Alpha")) == 3
    assert table.notes == ("names that several parties of the table bear, who are kept apart (1): Alpha",)
    assert len(table.find("Alpha", [("lei", "b")])) == 1


def test_another_identifier_of_the_same_kind_means_somebody_else() -> None:
    table = build_table([Stake("Alpha", Party("Beta", (("lei", "A"),)), Decimal(10))])

    assert table.find("Beta", [("lei", "Z")]) == ()
    assert len(table.find("Beta", [("registration", "Z")])) == 1


def test_an_identifier_of_no_known_kind_is_compared_by_its_value() -> None:
    table = build_table([Stake("Alpha", Party("Beta", (("", "C-17"),)), Decimal(10))])

    assert len(table.find(identifiers=[("registration", "c17")])) == 1


def test_those_who_are_not_named_are_never_one_another() -> None:
    nobody = Party("not named", unnamed=True)

    table = build_table([Stake(nobody, "Beta", Decimal(10)), Stake(nobody, "Gamma", Decimal(10))])

    assert len(table.parties) == 4
    assert table.find("not named") == ()


def test_a_stake_counts_from_its_first_day_to_the_day_before_its_end() -> None:
    stake = Stake("Alpha", "Beta", Decimal(60), effective_from=date(2020, 1, 1), effective_to=date(2021, 1, 1))
    table = build_table([stake])

    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]

    assert [bool(percents(table, "Beta", day)) for day in days] == [False, True, True, False]
    assert "from 2020-01-01 to 2021-01-01" in held(table, "Beta", days[1])[0].source


def test_the_same_share_said_twice_is_one_holding() -> None:
    table = build_table([Stake("Alpha", "Beta", Decimal(30), source=name) for name in ("a.csv", "b.csv")])

    (item,) = held(table, "Beta")

    assert (item.percent, item.ceiling) == (Decimal(30), None)
    assert item.source == "a.csv; b.csv"


def test_shares_that_differ_are_surely_the_least_and_perhaps_their_sum() -> None:
    table = build_table([Stake("Alpha", "Beta", Decimal(share)) for share in (30, 25)])

    (item,) = held(table, "Beta")

    assert (item.percent, item.ceiling) == (Decimal(25), Decimal(55))
    assert "25 % and 30 %: one is wrong, or they are several holdings" in item.source


def test_a_known_share_stands_beside_a_statement_without_one() -> None:
    table = build_table([Stake("Alpha", "Beta", None, control=True), Stake("Alpha", "Beta", Decimal(30))])

    (item,) = held(table, "Beta")

    assert (item.percent, item.ceiling, item.control) == (Decimal(30), None, True)


def test_shares_are_exact_to_their_last_place() -> None:
    thirds = [Stake(name, "Beta", Decimal("33.3333333")) for name in "ABC"]

    assert [share for _, share in percents(build_table(thirds), "Beta")] == [Decimal("33.3333333")] * 3


def test_more_places_than_are_kept_never_lift_a_share() -> None:
    table = build_table([Stake("Alpha", "Beta", Decimal("49.99999999999999"), ceiling=Decimal("49.999999999999999"))])

    (item,) = held(table, "Beta")

    assert item.percent is not None
    assert item.percent < Decimal("49.99999999999999")
    assert item.ceiling == Decimal(50)


def test_a_table_survives_pickling_with_its_digest() -> None:
    table = build_table([Stake("Alpha", Party("Beta", (LEI,)), Decimal(10), source="a.csv")])

    again: OwnershipTable = pickle.loads(pickle.dumps(table))

    assert again.digest == table.digest
    assert percents(again, "Beta") == percents(table, "Beta")
    assert list(again.stakes()) == list(table.stakes())


def test_a_table_of_nothing_knows_nobody() -> None:
    table = build_table([])

    assert (len(table), table.find("Alpha")) == (0, ())
    assert repr(table) == "OwnershipTable(0 stakes of 0 parties)"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"percent": Decimal(101)}, "no share in percent"),
        ({"percent": Decimal(-1)}, "no share in percent"),
        ({"percent": Decimal(50), "ceiling": Decimal(40)}, "cannot be at most 40"),
        ({"effective_from": date(2020, 1, 2), "effective_to": date(2020, 1, 2)}, "before it begins"),
    ],
)
def test_an_impossible_stake_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Stake("Alpha", "Beta", **fields)  # type: ignore[arg-type]
