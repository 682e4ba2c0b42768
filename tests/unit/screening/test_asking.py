"""What a caller passes is checked before anything is looked up, and refused in one sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from exposcreen.errors import InputError
from exposcreen.model.item import Item
from exposcreen.model.subjects import Counterparty, Holding, Owner, Site
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity
from exposcreen.screening.asking import ask, check_identifiers, day, item_of, kind_of, subject_of


def never(_scheme: str, _value: str) -> bool:
    return False


def test_a_question_is_an_activity_jurisdictions_and_a_day() -> None:
    question = ask("pay", ["EU", "US", "EU"], "2026-07-10")

    assert question.activity is Activity.PAY
    assert question.jurisdictions == ("US", "EU")
    assert question.as_of == date(2026, 7, 10)
    assert ask("any", None, "2026-07-10").jurisdictions == ALL_JURISDICTIONS
    assert ask("any", "GB", "2026-07-10").jurisdictions == ("GB",)


@pytest.mark.parametrize("activity", ["", "Pay", "bribe", None])
def test_an_unknown_activity_is_refused_with_the_choice(activity: Any) -> None:
    with pytest.raises(InputError, match=r"is not one of any, pay, export"):
        ask(activity, None, "2026-07-10")


@pytest.mark.parametrize("jurisdictions", [[], ["UK"], ["US", "us"], "XX", ""])
def test_an_unknown_jurisdiction_is_refused_with_the_choice(jurisdictions: Any) -> None:
    with pytest.raises(InputError, match="choose among US, GB, EU, CA, UN"):
        ask("any", jurisdictions, "2026-07-10")


@pytest.mark.parametrize("value", ["", "2026-02-30", "10/07/2026", "yesterday", 20260710, None])
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="is not a day of the calendar written as YYYY-MM-DD"):
        day(value)


def test_a_moment_is_taken_for_its_day() -> None:
    moment = datetime(2026, 7, 10, 23, 59)  # noqa: DTZ001

    assert day(moment) == date(2026, 7, 10)
    assert type(day(moment)) is date


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("  ", "name: is blank"),
        ("a" * 100_000, "name: has 100,000 characters"),
        ({"name": "X1", "colour": "red"}, "colour: Extra inputs"),
        ({"name": "X1", "owners": [{"name": "Y1", "percent": 101}]}, r"owners\.0\.percent"),
        (
            {"name": "X1", "owners": [{"name": "Y1", "percent": 60}, {"name": "Z1", "percent": 60}]},
            "hold 120 % together",
        ),
        ({"name": "X1", "birth_date": "soon"}, "birth_date: 'soon' is not a date"),
        ({"name": "X1", "kind": "robot"}, "kind"),
        ({}, "name: Field required"),
        (7, "not int"),
        (None, "not NoneType"),
    ],
)
def test_a_subject_that_cannot_be_used_is_refused_in_one_sentence(value: Any, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        subject_of(value)

    assert "\n" not in str(caught.value)


def test_all_that_is_wrong_with_a_subject_is_told_at_once() -> None:
    with pytest.raises(InputError, match=r"kind.*colour|colour.*kind"):
        subject_of({"name": "X1", "kind": "robot", "colour": "red"})


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, "row 3: a holding needs"),
        ({"isin": 7}, "row 3: isin"),
        ("Hikvision", "row 3: a Holding or a dict is needed, not str"),
        (Site(name="Mill"), "row 3: a Holding or a dict is needed, not Site"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_number(value: Any, told: str) -> None:
    with pytest.raises(InputError, match=told):
        kind_of(value, Holding, 3)


def test_a_row_that_is_a_model_stays_it() -> None:
    holding = Holding(name="Hikvision")

    assert kind_of(holding, Holding, 1) is holding


WRONG = "CNE100000PM9"


@pytest.mark.parametrize(
    "subject",
    [
        Counterparty(name="X1", identifiers={"isin": WRONG}),
        Site(name="X1", identifiers={"isin": WRONG}),
        Holding(isin=WRONG),
        Holding(name="Fund", constituents=(Holding(isin=WRONG),)),
        Holding(name="Receipt", underlying=Holding(isin=WRONG)),
    ],
)
def test_a_mistyped_identifier_is_refused_wherever_it_stands(subject: Counterparty) -> None:
    with pytest.raises(InputError, match="is not a valid ISIN"):
        check_identifiers(subject, never)


def test_an_identifier_that_a_list_publishes_so_is_taken_as_it_is() -> None:
    check_identifiers(Holding(isin=WRONG), lambda scheme, value: (scheme, value) == ("isin", WRONG))


def test_right_identifiers_and_none_are_taken() -> None:
    check_identifiers(Holding(isin="CNE100000PM8"), never)
    check_identifiers(Counterparty(name="X1", owners=(Owner(name="Y1"),)), never)


def test_an_item_is_given_as_a_model_or_a_mapping_or_not_at_all() -> None:
    assert item_of(None) is None
    assert item_of({"eccn": "4a994"}) == item_of(Item(eccn="4A994")) == Item(eccn="4A994")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"eccn": "4A99"}, "the item cannot be used: eccn: '4A99' is not an ECCN"),
        ({"eccn": 4}, "eccn"),
        ({"colour": "red"}, "colour"),
        ({}, "the item cannot be used: an item needs an ECCN"),
        ("4A994", "the item must be an Item or a dict, not str"),
    ],
)
def test_an_item_that_cannot_be_used_is_one_sentence(given: Any, fault: str) -> None:
    with pytest.raises(InputError, match=fault) as caught:
        item_of(given)

    assert "\n" not in str(caught.value)
