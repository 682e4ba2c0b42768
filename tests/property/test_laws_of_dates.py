"""Laws of dates: overlapping has no first and second, and means a shared day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from strategies import LAW, ONE_DAY, days, histories, partial_dates, validities

from builders import make_rule
from exposcreen.model.dates import PartialDate, Validity
from exposcreen.rules.law import Version

WINDOW = [date(2019, 12, 25) + timedelta(days=n) for n in range(30)]


@LAW
@given(validities, validities)
def test_two_periods_overlap_exactly_when_they_share_a_day(one: Validity, other: Validity) -> None:
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(other) is any(day in one and day in other for day in WINDOW)
    assert one.is_empty is not any(day in one for day in WINDOW)


@LAW
@given(partial_dates)
def test_a_partial_date_is_read_as_it_is_written(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value


@LAW
@given(partial_dates, partial_dates)
def test_two_partial_dates_overlap_exactly_when_no_years_lie_between(one: PartialDate, other: PartialDate) -> None:
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(one)
    assert one.years_apart(other) == other.years_apart(one) >= 0
    if one.overlaps(other):
        assert one.years_apart(other) == 0


@LAW
@given(histories(), days)
def test_a_rule_says_one_thing_on_every_day_of_its_life(versions: list[Version], day: date) -> None:
    rule = make_rule(*versions)

    covering = [version for version in versions if day in version.validity]
    assert covering == [rule.at(day)]
    assert rule.at(day + ONE_DAY) is not None
