"""What a caller may ask about, and what is refused before anything is looked up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from exposcreen.model.subjects import Counterparty, Holding, Owner, Site, parse_subject
from exposcreen.model.vocabulary import Instrument, SubjectKind


def refused(model: type[Any], message: str, **fields: Any) -> None:
    with pytest.raises(ValidationError, match=message):
        model.model_validate(fields)


@pytest.mark.parametrize("name", ["", " ", "\t\n", "...", "()", "\u200b\u200b", "—"])
def test_a_blank_name_is_refused(name: str) -> None:
    refused(Counterparty, "is blank", name=name)


def test_a_name_of_100_000_characters_is_refused_and_its_length_told() -> None:
    refused(Counterparty, "has 100,000 characters: give a name of at most 1,000", name="a" * 100_000)
    refused(Counterparty, "has 1,001 characters", name="Hoshine", aliases=["a" * 1_001])
    refused(Site, "has 100,000 characters", name="a" * 100_000)
    refused(Holding, "has 100,000 characters", name="a" * 100_000)
    refused(Owner, "has 100,000 characters", name="a" * 100_000)


def test_the_longest_name_is_taken_and_the_space_around_it_is_not() -> None:
    assert len(Counterparty(name=f"  {'a' * 1_000}  ").name) == 1_000


@pytest.mark.parametrize("field", ["addresses", "country"])
def test_an_address_as_long_as_a_book_is_refused(field: str) -> None:
    long = "a" * 4_001
    refused(
        Counterparty, "at most 4000 characters", name="Hoshine", **{field: [long] if field == "addresses" else long}
    )


@pytest.mark.parametrize("percent", ["100.01", 101, -1, "-0.01", "NaN", "Infinity", "half"])
def test_a_share_outside_0_to_100_percent_is_refused(percent: object) -> None:
    refused(Owner, "percent", name="Hoshine", percent=percent)


@pytest.mark.parametrize("percent", [0, 50, "49.99", "100", 33.3, None])
def test_a_share_from_0_to_100_percent_is_a_decimal_or_unknown(percent: object) -> None:
    owner = Owner.model_validate({"name": "Hoshine", "percent": percent})

    assert owner.percent is None if percent is None else isinstance(owner.percent, Decimal)


def test_owners_together_hold_at_most_the_whole() -> None:
    halves = [{"name": "Hoshine", "percent": 50}, {"name": "Junggar", "percent": 50.5}]
    assert len(Counterparty.model_validate({"name": "X1", "owners": halves}).owners) == 2

    too_much = [*halves, {"name": "Lop", "percent": 1}]
    refused(Counterparty, r"the owners hold 101\.5 % together", name="X1", owners=too_much)
    refused(Site, r"the owners hold 101\.5 % together", name="X1", owners=too_much)


def test_an_owner_of_unknown_share_does_not_count_towards_the_whole() -> None:
    party = Counterparty(name="X1", owners=(Owner(name="Hoshine", percent=Decimal(100)), Owner(name="Lop")))

    assert [owner.percent for owner in party.owners] == [Decimal(100), None]


def test_an_owner_is_a_name_or_a_subject_and_not_both() -> None:
    refused(Owner, "either a name or a subject", percent=50)
    refused(Owner, "either a name or a subject", name="Hoshine", subject={"name": "Hoshine"})


def test_an_owner_is_itself_somebody_to_screen() -> None:
    known = Counterparty(name="Chen Quanguo", kind=SubjectKind.PERSON)

    assert Owner(name="Hoshine").counterparty == Counterparty(name="Hoshine")
    assert Owner(subject=known).counterparty is known


@pytest.mark.parametrize(
    ("model", "fields"),
    [(Counterparty, {"name": "X1"}), (Site, {"name": "X1"}), (Holding, {"name": "X1"}), (Owner, {"name": "X1"})],
)
def test_an_unknown_field_is_refused(model: type[Any], fields: dict[str, str]) -> None:
    refused(model, "Extra inputs are not permitted", **fields, colour="red")


def test_identifiers_are_tidied_and_empty_ones_left_out() -> None:
    party = Counterparty.model_validate({"name": "X1", "identifiers": {" LEI ": " 123 ", "imo": " ", "uscc": 91}})

    assert party.identifiers == {"lei": "123", "uscc": "91"}


def test_an_identifier_of_200_characters_is_enough() -> None:
    refused(Counterparty, "at most 200 characters", name="X1", identifiers={"lei": "1" * 201})
    refused(Counterparty, "valid dictionary", name="X1", identifiers=["lei"])


def test_a_site_without_any_place_or_name_is_refused() -> None:
    refused(Site, "a site needs", products=["cotton"])
    refused(Site, "greater than or equal to 0", name="Mill", tier=-1)


def test_products_can_be_one_text_with_semicolons() -> None:
    site = Site.model_validate({"region": "Xinjiang", "products": "cotton; tomatoes ;", "inputs": "CN-XJ"})

    assert (site.products, site.inputs) == (("cotton", "tomatoes"), ("CN-XJ",))


def test_a_holding_without_any_identifier_is_refused() -> None:
    refused(Holding, "a holding needs", instrument="equity", quantity=3)
    refused(Holding, "a holding needs", isin="  ")


def test_codes_of_a_holding_are_upper_case_without_space_around_them() -> None:
    holding = Holding.model_validate({"isin": " cne100000pm8 ", "mic": "xshe", "currency": "cny"})

    assert (holding.isin, holding.mic, holding.currency) == ("CNE100000PM8", "XSHE", "CNY")
    assert holding.instrument is Instrument.UNKNOWN


@pytest.mark.parametrize("field", ["name", "isin", "ticker", "lei", "cusip", "sedol", "figi"])
def test_a_holding_is_called_by_what_is_known_of_it(field: str) -> None:
    assert Holding.model_validate({field: "ABC1"}).label == "ABC1"


@pytest.mark.parametrize(
    ("value", "model"),
    [
        ("Hoshine", Counterparty),
        ({"name": "Hoshine"}, Counterparty),
        ({"name": "Hoshine", "birth_date": "1955"}, Counterparty),
        ({"name": "Hoshine", "products": ["silicon"]}, Site),
        ({"address": "Shihezi"}, Site),
        ({"name": "Hoshine", "tier": 2}, Site),
        ({"name": "Hikvision", "isin": "CNE100000PM8"}, Holding),
        ({"ticker": "002415 CN"}, Holding),
    ],
)
def test_a_mapping_is_what_only_its_fields_can_be(value: object, model: type[Any]) -> None:
    assert type(parse_subject(value)) is model


def test_a_model_stays_what_it_is() -> None:
    site = Site(name="Hoshine")

    assert parse_subject(site) is site


@pytest.mark.parametrize("value", [None, 7, b"Hoshine", ["Hoshine"], {"Hoshine"}])
def test_what_is_no_subject_is_refused_with_its_type(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        parse_subject(value)


def test_a_mapping_of_two_kinds_at_once_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        parse_subject({"name": "Hoshine", "isin": "CNE100000PM8", "address": "Shihezi"})


def test_a_mapping_without_a_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="Field required"):
        parse_subject({"country": "CN"})


def test_a_subject_survives_json() -> None:
    party = Counterparty(
        name="X1",
        owners=(Owner(name="Y1", percent=Decimal("50.00"), owners=(Owner(name="Z1", percent=Decimal(50)),)),),
    )
    fund = Holding(name="Fund", constituents=(Holding(isin="CNE100000PM8", weight=Decimal("1.5")),))

    assert Counterparty.model_validate_json(party.model_dump_json()) == party
    assert Holding.model_validate_json(fund.model_dump_json()) == fund
