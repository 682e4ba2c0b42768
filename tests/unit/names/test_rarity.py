"""How much a word says about who bears it."""

from __future__ import annotations

import pytest

from exposcreen.names.rarity import DISTINCTIVE, rarity


@pytest.mark.parametrize("word", ["hikvision", "hoshine", "sensetime", "megvii"])
def test_a_word_of_one_party_is_distinctive(word: str) -> None:
    assert rarity(word) == 1.0 > DISTINCTIVE


@pytest.mark.parametrize("word", ["technology", "limited", "group", "trading", "7", "a", "12"])
def test_an_ordinary_word_a_letter_and_a_number_say_little(word: str) -> None:
    assert 0 < rarity(word) < 0.3


def test_the_more_ordinary_a_word_the_less_it_says() -> None:
    assert rarity("technology") < rarity("china") < rarity("xinjiang") < rarity("hikvision")


def test_a_word_that_the_lists_themselves_repeat_says_less_than_a_unique_one() -> None:
    assert rarity("hoshine", listed_per_100k=20) == 1.0
    assert rarity("hoshine", listed_per_100k=2_000) < rarity("hoshine", listed_per_100k=200) < 1.0


def test_a_name_of_many_persons_says_less_of_a_person() -> None:
    assert rarity("wang", person=True) < rarity("quanguo", person=True)
