"""Days, half-open periods, and dates of which only a part is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from exposcreen.model.dates import Day, PartialDate, Validity
from exposcreen.model.subjects import Counterparty

FIRST, LAST = date(2025, 9, 29), date(2025, 11, 10)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "written"),
    [
        ("1962", date(1962, 1, 1), date(1962, 12, 31), "1962"),
        ("1962-05", date(1962, 5, 1), date(1962, 5, 31), "1962-05"),
        ("1964-2", date(1964, 2, 1), date(1964, 2, 29), "1964-02"),
        ("1962-05-10", date(1962, 5, 10), date(1962, 5, 10), "1962-05-10"),
        ("10 May 1962", date(1962, 5, 10), date(1962, 5, 10), "1962-05-10"),
        ("May 1962", date(1962, 5, 1), date(1962, 5, 31), "1962-05"),
        ("circa 1962", date(1961, 1, 1), date(1963, 12, 31), "1961/1963"),
        ("Circa 1962", date(1961, 1, 1), date(1963, 12, 31), "1961/1963"),
        ("1962/1964", date(1962, 1, 1), date(1964, 12, 31), "1962/1964"),
        ("01 Jan 1955 to 31 Dec 1955", date(1955, 1, 1), date(1955, 12, 31), "1955"),
        ("05 Mar 1955 to 1956", date(1955, 3, 5), date(1956, 12, 31), "1955-03-05/1956-12-31"),
        ("  10   May  1962 ", date(1962, 5, 10), date(1962, 5, 10), "1962-05-10"),
    ],
)
def test_a_partial_date_is_read_in_the_forms_of_the_lists_and_written_in_iso(
    text: str, earliest: date, latest: date, written: str
) -> None:
    read = PartialDate.parse(text)

    assert (read.earliest, read.latest) == (earliest, latest)
    assert str(read) == written
    assert PartialDate.parse(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "unknown",
        "10/05/1962",
        "62",
        "1962-13",
        "1962-02-30",
        "30 Feb 1962",
        "10 Mai 1962",
        "1962-",
        "1964/1962",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|ends before it begins"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["1962", "May 1962"])
def test_the_day_is_known_only_when_it_is_given(text: str) -> None:
    assert not PartialDate.parse(text).is_day
    assert PartialDate.parse("10 May 1962").is_day


@pytest.mark.parametrize(
    ("one", "other", "overlap", "years"),
    [
        ("1962", "1962-05-10", True, 0),
        ("1962-05", "1962-06", False, 0),
        ("1962-12-31", "1963-01-01", False, 1),
        ("circa 1962", "1963", True, 0),
        ("1955", "1964-01", False, 9),
        ("1962/1964", "1960-12-31", False, 2),
    ],
)
def test_two_partial_dates_overlap_when_they_can_be_one_day(one: str, other: str, overlap: bool, years: int) -> None:
    left, right = PartialDate.parse(one), PartialDate.parse(other)

    assert left.overlaps(right) is right.overlaps(left) is overlap
    assert left.years_apart(right) == right.years_apart(left) == years


def test_equal_dates_are_equal_however_they_were_written() -> None:
    assert len({PartialDate.parse("1962-05"), PartialDate.parse("May 1962")}) == 1
    assert PartialDate.parse("1962") != PartialDate.parse("1963")
    assert PartialDate.parse("1962") != "1962"
    assert repr(PartialDate.parse("May 1962")) == "PartialDate('1962-05')"


@pytest.mark.parametrize("value", ["1955-01", 1955, date(1955, 1, 31), PartialDate.parse("1955")])
def test_a_model_takes_a_partial_date_as_text_year_or_day(value: object) -> None:
    party = Counterparty.model_validate({"name": "Chen Quanguo", "birth_date": value})

    assert Counterparty.model_validate_json(party.model_dump_json()) == party


@pytest.mark.parametrize("value", [True, 1955.5, ["1955"], "soon"])
def test_a_model_refuses_what_is_no_partial_date(value: object) -> None:
    with pytest.raises(ValidationError, match="is not a date"):
        Counterparty.model_validate({"name": "Chen Quanguo", "birth_date": value})


def test_the_json_schema_tells_how_a_partial_date_is_written() -> None:
    schema = Counterparty.model_json_schema()

    assert "1962-05" in str(schema)


@pytest.mark.parametrize("value", [20, 20.5, "tomorrow", "2025-02-29", "29/09/2025", None, ""])
def test_a_day_is_a_day_of_the_calendar_in_iso_form(value: object) -> None:
    with pytest.raises(ValidationError, match="is not a day"):
        TypeAdapter(Day).validate_python(value)


def test_a_period_covers_its_first_day_and_not_its_end() -> None:
    period = Validity(effective_from=FIRST, effective_to=LAST)

    assert FIRST - ONE_DAY not in period
    assert FIRST in period
    assert LAST - ONE_DAY in period
    assert LAST not in period


def test_a_period_without_bounds_covers_every_day() -> None:
    assert date.min in Validity()
    assert date.max in Validity()
    assert date.max in Validity(effective_from=FIRST)
    assert date.min in Validity(effective_to=LAST)


def test_periods_that_touch_share_no_day() -> None:
    before, after = Validity(effective_to=FIRST), Validity(effective_from=FIRST)

    assert not before.overlaps(after)
    assert not after.overlaps(before)
    assert Validity(effective_to=FIRST + ONE_DAY).overlaps(after)


def test_an_empty_period_overlaps_nothing() -> None:
    empty = Validity(effective_from=FIRST, effective_to=FIRST)

    assert empty.is_empty
    assert not empty.overlaps(Validity())
    assert not Validity().overlaps(empty)
    assert not Validity(effective_from=FIRST).is_empty
