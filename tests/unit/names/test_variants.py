"""The readings of one published name."""

from __future__ import annotations

import pytest

from exposcreen.names.variants import readings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hoshine", ("Hoshine",)),
        (
            "Xinjiang Production and Construction Corps (XPCC) Public Security Bureau",
            (
                "Xinjiang Production and Construction Corps (XPCC) Public Security Bureau",
                "Xinjiang Production and Construction Corps Public Security Bureau",
                "XPCC Public Security Bureau",
            ),
        ),
        ("Hikvision (HIKVISION)", ("Hikvision (HIKVISION)", "Hikvision")),
        ("Hoshine Silicon Industry and subsidiaries", ("Hoshine Silicon Industry",)),
        ("Hoshine Silicon Industry, and its subsidiaries", ("Hoshine Silicon Industry",)),
        ("(XPCC)", ("(XPCC)",)),
    ],
)
def test_a_name_is_read_with_and_without_what_stands_in_brackets(name: str, expected: tuple[str, ...]) -> None:
    assert readings(name) == expected


def test_an_abbreviation_alone_is_not_made_into_a_name() -> None:
    assert "XPCC" not in readings("Xinjiang Production and Construction Corps (XPCC)")


@pytest.mark.parametrize("name", ["Hikvision (Australia)", "海康威视（杭州）"])
def test_a_place_in_brackets_stays_because_it_makes_another_company(name: str) -> None:
    assert readings(name) == (name,)


def test_a_bracket_that_does_not_abbreviate_never_stands_for_the_name() -> None:
    assert "Hangzhou Technology" not in readings("Hikvision (Hangzhou) Technology")
    assert "DJI Technology" not in readings("Hikvision Digital (DJI) Technology")


@pytest.mark.parametrize("name", ["", "()", "and subsidiaries", "(((", "(a)(b)(c)"])
def test_odd_names_are_read_without_failing(name: str) -> None:
    assert all(any(map(str.isalnum, reading)) for reading in readings(name))
