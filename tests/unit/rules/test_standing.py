"""Whether a listing stands on a day: its own dates, and the life of the authority under each programme."""

from __future__ import annotations

from datetime import date

import pytest

from builders import (
    OTHER_CITATION,
    make_authority,
    make_book,
    make_designation,
    make_listing,
    make_program,
    make_version,
)
from exposcreen.rules.standing import standing_of

LAPSE = date(2026, 7, 14)
BEFORE = date(2026, 7, 13)
LAPSED = make_authority(
    make_version(effective_to=LAPSE), make_version(start=LAPSE, status="lapsed", citations=(OTHER_CITATION,))
)
DOUBTED = make_authority(
    make_version(effective_to="2026-11-12"),
    make_version(start="2026-11-12", doubt="ended", verify="verify that it was continued"),
    authority_id="us-doubted",
)
BOOK = make_book(
    authorities=[LAPSED, DOUBTED],
    programs=[make_program("HK"), make_program("CMIC", "us-doubted"), make_program("GLOMAG", None)],
)


def test_a_listing_stands_until_the_day_on_which_its_authority_lapsed() -> None:
    listing = make_listing("YOU, Quan", kind="person", acts=[make_designation("HK", "2021-01-15")])

    stands, gone = standing_of(listing, BOOK, BEFORE), standing_of(listing, BOOK, LAPSE)

    assert stands.acts == listing.designations
    assert stands.former is None
    assert gone.acts == ()
    assert gone.former == "No longer in force: the authority under the entry lapsed on 2026-07-14."
    assert gone.lapse == (OTHER_CITATION,)


@pytest.mark.parametrize("tags", ["HK; GLOMAG", "GLOMAG] [HK", "GLOMAG; UNHEARD-OF"])
def test_an_act_with_several_tags_stands_while_one_of_them_lives(tags: str) -> None:
    listing = make_listing(acts=[make_designation(tags)])

    assert standing_of(listing, BOOK, LAPSE).acts == listing.designations


@pytest.mark.parametrize("tags", ["HK", "HK; HK", "HK] [HK"])
def test_an_act_stands_no_longer_when_all_its_authorities_lapsed(tags: str) -> None:
    assert standing_of(make_listing(acts=[make_designation(tags)]), BOOK, LAPSE).acts == ()


def test_of_two_acts_the_one_with_a_living_authority_stands() -> None:
    lapsed, lives = make_designation("HK"), make_designation("GLOMAG")

    standing = standing_of(make_listing(acts=[lapsed, lives]), BOOK, LAPSE)

    assert standing.acts == (lives,)
    assert standing.former is None


def test_a_programme_that_nobody_recorded_lives() -> None:
    listing = make_listing(acts=[make_designation("UNHEARD-OF")])

    assert standing_of(listing, BOOK, LAPSE).acts == listing.designations


def test_doubt_whether_an_authority_ended_is_told_once_and_the_listing_stands() -> None:
    listing = make_listing(acts=[make_designation("CMIC"), make_designation("CMIC", "2021-06-03")])

    standing = standing_of(listing, BOOK, date(2026, 11, 12))

    assert standing.acts == listing.designations
    assert [doubt.verify for doubt in standing.doubts] == ["verify that it was continued"]
    assert standing_of(listing, BOOK, date(2026, 11, 11)).doubts == ()


@pytest.mark.parametrize(
    ("day", "former"),
    [
        (date(2020, 6, 4), None),
        (date(2023, 11, 16), "No longer listed: it was from 2020-06-05 until 2023-11-16."),
    ],
)
def test_who_was_delisted_was_listed_and_who_is_not_yet_was_not(day: date, former: str | None) -> None:
    listing = make_listing(acts=[make_designation("GLOMAG", "2020-06-05", delisted_on="2023-11-16")])

    standing = standing_of(listing, BOOK, day)

    assert standing.acts == ()
    assert standing.former == former


def test_a_delisting_without_a_first_day_is_told_without_it() -> None:
    listing = make_listing(acts=[make_designation("GLOMAG", None, delisted_on="2023-11-16")])

    assert standing_of(listing, BOOK, date(2024, 1, 1)).former == "No longer listed: it was until 2023-11-16."
