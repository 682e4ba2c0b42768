"""A listing has a name, an act and a source; its acts are dated in order."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from builders import alias, make_designation, make_listing, weak
from exposcreen.model.listing import Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind


def test_a_listing_without_a_primary_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least one primary name"):
        make_listing(weak("OPERA"), alias("Hoshine"))


@pytest.mark.parametrize("field", ["names", "designations"])
def test_a_listing_without_names_or_acts_is_refused(field: str) -> None:
    whole = make_listing("Hoshine").model_dump()

    with pytest.raises(ValidationError, match="at least 1 item"):
        Listing.model_validate(whole | {field: ()})


def test_a_designation_without_a_citation_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_designation(citations=())


@pytest.mark.parametrize(
    ("listed", "effective", "divest"),
    [
        ("2021-06-03", "2021-06-02", None),
        ("2021-06-03", "2021-08-02", "2021-08-01"),
        ("2021-06-03", None, "2021-06-02"),
        (None, "2021-08-02", "2021-08-01"),
    ],
)
def test_the_days_of_a_designation_stand_in_order(
    listed: str | None, effective: str | None, divest: str | None
) -> None:
    with pytest.raises(ValidationError, match="in order"):
        make_designation(listed_on=listed, effective_from=effective, divest_until=divest)


def test_nobody_is_delisted_before_being_listed() -> None:
    with pytest.raises(ValidationError, match="before it was listed"):
        make_designation(listed_on="2021-06-03", delisted_on="2021-06-02")


def test_an_act_counts_from_its_first_day_until_the_day_of_delisting() -> None:
    listing = make_listing(acts=[make_designation(listed_on="2020-06-05", delisted_on="2023-11-16")])

    assert listing.in_force(date(2020, 6, 4)) == ()
    assert listing.in_force(date(2020, 6, 5)) == listing.designations
    assert listing.in_force(date(2023, 11, 15)) == listing.designations
    assert listing.in_force(date(2023, 11, 16)) == ()


def test_an_act_without_a_day_counts_on_every_day() -> None:
    listing = make_listing(acts=[make_designation(listed_on=None)])

    assert listing.in_force(date.min) == listing.in_force(date.max) == listing.designations


def test_one_act_can_stand_while_another_has_ended() -> None:
    ended, stands = make_designation("A", delisted_on="2022-01-01"), make_designation("B", listed_on="2021-01-01")

    assert make_listing(acts=[ended, stands]).in_force(date(2024, 1, 1)) == (stands,)


def test_the_key_is_the_id_or_else_the_name() -> None:
    assert make_listing("Hoshine", uid="29299").key == "us_ofac_sdn:29299"
    assert make_listing("Hoshine", list_id="us_bis_entity").key == "us_bis_entity:Hoshine"


def test_the_name_is_the_first_primary_one() -> None:
    listing = make_listing(alias("XPCC"), Name(text="Corps"), Name(text="The Corps"))

    assert listing.name == "Corps"
    assert [name.kind for name in listing.names] == [NameKind.STRONG_AKA, NameKind.PRIMARY, NameKind.PRIMARY]


def test_an_identifier_is_kept_as_published_even_where_its_check_digit_is_wrong() -> None:
    assert Identifier(scheme="isin", value="CNE1000002V3").value == "CNE1000002V3"


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_name_or_identifier_is_refused(blank: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        Name(text=blank)
    with pytest.raises(ValidationError, match="at least 1 character"):
        Identifier(scheme="isin", value=blank)


def test_a_listing_survives_json_and_refuses_a_field_that_it_does_not_know() -> None:
    listing = make_listing("Chen Quanguo", kind="person", birth_dates=("1955", "Jan 1956"), record=(("uid", "1"),))

    assert Listing.model_validate_json(listing.model_dump_json(exclude_defaults=True)) == listing
    with pytest.raises(ValidationError, match="Extra inputs"):
        make_listing("Hoshine", colour="red")
