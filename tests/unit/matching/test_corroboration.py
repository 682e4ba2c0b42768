"""What beside the name speaks for or against: every question is answered on every branch."""

from __future__ import annotations

from typing import Any

import pytest

from builders import identifier, make_listing
from exposcreen.matching.corroboration import (
    Answer,
    compare_address,
    compare_birth_date,
    compare_country,
    compare_identifiers,
)
from exposcreen.matching.query import Query
from exposcreen.model.dates import PartialDate


def query(**fields: Any) -> Query:
    return Query(names=("Asked",), **fields)


def birth(asked: str | None, *listed: tuple[str, ...]) -> Answer:
    listings = [
        make_listing("Person", kind="person", list_id=list_id, birth_dates=dates)
        for list_id, dates in zip(("us_ofac_sdn", "eu_fsf"), listed, strict=False)
    ]
    return compare_birth_date(query(birth_date=PartialDate.parse(asked) if asked else None), listings)


@pytest.mark.parametrize(
    ("asked", "listed", "says", "exact", "detail"),
    [
        (None, (), "silent", False, "no birth date was given"),
        (None, ("1955",), "silent", False, "the listed party was born 1955"),
        ("1955", (), "silent", False, "the list states no birth date"),
        ("1955", ("1955-01-31",), "agrees", False, "born 1955, and the listed party 1955-01-31"),
        ("1955-01-31", ("1955-01-31",), "agrees", True, "born 1955-01-31"),
        ("1955-01-31", ("1955",), "agrees", False, "born"),
        ("1955", ("1940", "1955"), "agrees", False, "1940 or 1955"),
        ("1956", ("1955",), "conflicts", False, "1 year(s) apart"),
        ("1955-02-01", ("1955-01-31",), "conflicts", False, "less than one year(s) apart"),
    ],
)
def test_a_birth_date_agrees_conflicts_or_is_silent(
    asked: str | None, listed: tuple[str, ...], says: str, exact: bool, detail: str
) -> None:
    answer = birth(asked, listed)

    assert (answer.says, answer.exact) == (says, exact)
    assert detail in answer.comparison.detail
    assert (answer.comparison.score is None) is (says == "silent")


def test_a_birth_date_of_the_same_party_on_another_list_counts_where_the_list_has_none() -> None:
    answer = birth("1955", (), ("1955",))

    assert answer.says == "agrees"
    assert "eu_fsf entry of the same party" in answer.comparison.detail


def test_the_lists_own_birth_date_goes_before_another_lists() -> None:
    assert birth("1955", ("1960",), ("1955",)).says == "conflicts"


@pytest.mark.parametrize(
    ("asked", "listed", "says"),
    [
        (None, ("CN",), "silent"),
        ("CN", (), "silent"),
        ("CN", ("China",), "agrees"),
        ("DE", ("FR", "Germany"), "agrees"),
        ("DE", ("France",), "conflicts"),
        ("Hong Kong", ("China",), "agrees"),
        ("DE", ("Atlantis",), "silent"),
        ("Atlantis", ("France",), "silent"),
    ],
)
def test_a_country_agrees_conflicts_or_is_silent(asked: str | None, listed: tuple[str, ...], says: str) -> None:
    answer = compare_country(query(country=asked), make_listing("X1", countries=listed))

    assert answer.says == says
    assert answer.comparison.question == "country"


def test_a_nationality_is_a_country_too() -> None:
    assert compare_country(query(country="CN"), make_listing("X1", nationalities=("China",))).says == "agrees"


@pytest.mark.parametrize(
    ("asked", "listed", "says", "exact"),
    [
        ((), (("lei", "1"),), "silent", False),
        ((("lei", "1"),), (), "silent", False),
        ((("lei", "1"),), (("isin", "1"),), "silent", False),
        ((("lei", "254900RX HA"),), (("lei", "254900rxha"),), "agrees", True),
        ((("passport", "A1"),), (("passport", "a-1"),), "agrees", False),
        ((("lei", "1"),), (("lei", "2"),), "conflicts", False),
        ((("passport", "1"),), (("passport", "2"),), "silent", False),
        ((("lei", "1"), ("isin", "9")), (("lei", "2"), ("isin", "9")), "agrees", True),
        ((("lei", "1"),), (("lei", "2"), ("lei", "1")), "agrees", True),
    ],
)
def test_an_identifier_agrees_conflicts_or_is_silent(
    asked: tuple[tuple[str, str], ...], listed: tuple[tuple[str, str], ...], says: str, exact: bool
) -> None:
    listing = make_listing("X1", identifiers=tuple(identifier(*pair) for pair in listed))

    answer = compare_identifiers(query(identifiers=asked), listing)

    assert (answer.says, answer.exact) == (says, exact)


@pytest.mark.parametrize(
    ("asked", "listed", "says"),
    [
        ((), ("No. 555 Qianmo Road, Hangzhou",), "silent"),
        (("No. 555 Qianmo Road, Hangzhou",), (), "silent"),
        (("555 Qianmo Road, Binjiang, Hangzhou",), ("No. 555 Qianmo Road, Hangzhou",), "agrees"),
        (("Qianmo Road, Binjiang, Hangzhou",), ("Qianmo Road, Binjiang, Hangzhou",), "silent"),
        (("555 Other Street, Beijing",), ("No. 555 Qianmo Road, Hangzhou",), "silent"),
        (("Hangzhou",), ("Hangzhou",), "silent"),
        (("1 Far Away", "555 Qianmo Road Hangzhou"), ("555 Qianmo Road Hangzhou",), "agrees"),
    ],
)
def test_a_street_address_agrees_only_with_its_number(
    asked: tuple[str, ...], listed: tuple[str, ...], says: str
) -> None:
    answer = compare_address(query(addresses=asked), make_listing("X1", addresses=listed))

    assert answer.says == says
    assert answer.comparison.detail
