"""Words that are nearly the same."""

from __future__ import annotations

import pytest

from exposcreen.index.fuzzy import FuzzyWords, edits, likeness

WORDS = FuzzyWords(["chen", "chan", "hoshine", "hoshin", "hikvision", "kuangchi", "13", "14", "中国"])


@pytest.mark.parametrize(
    ("word", "budget"), [("abc", 0), ("abcd", 1), ("abcdefg", 1), ("abcdefgh", 2), ("abc4efgh", 0), ("2024", 0)]
)
def test_the_longer_a_word_the_more_it_may_be_misspelt_and_a_number_never(word: str, budget: int) -> None:
    assert edits(word) == budget


def test_the_word_itself_comes_first() -> None:
    assert WORDS.near("hoshine")[0] == (2, 1.0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hikvison", {"hikvision"}),
        ("hikvisoin", {"hikvision"}),
        ("hikivson", {"hikvision"}),
        ("hoshime", {"hoshine"}),
        ("chon", {"chen", "chan"}),
        ("kuangzhi", {"kuangchi"}),
        ("13", {"13"}),
        ("15", set()),
        ("che", set()),
        ("unheard", set()),
    ],
)
def test_a_misspelt_word_finds_what_it_was_meant_to_be(asked: str, found: set[str]) -> None:
    words = ["chen", "chan", "hoshine", "hoshin", "hikvision", "kuangchi", "13", "14", "中国"]

    assert {words[number] for number, _ in WORDS.near(asked)} == found


def test_likeness_falls_with_every_edit() -> None:
    assert likeness(8, 0) == 1.0
    assert likeness(8, 1) > likeness(8, 2) > 0
    assert likeness(4, 1) < likeness(8, 1)


def test_asking_twice_gives_the_same_answer() -> None:
    assert WORDS.near("hikvison") == WORDS.near("hikvison")
