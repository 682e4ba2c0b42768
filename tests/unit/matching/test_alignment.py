"""Two names laid side by side."""

from __future__ import annotations

import pytest

from exposcreen.matching.alignment import align


def words(text: str) -> list[str]:
    return text.split()


def test_the_same_words_in_any_order_are_the_same() -> None:
    laid = align(words("chen quanguo"), words("quanguo chen"))

    assert laid.is_same
    assert {pair.how for pair in laid.pairs} == {"same"}


def test_a_word_that_stands_twice_needs_two() -> None:
    laid = align(words("bora bora works"), words("bora works"))

    assert not laid.is_same
    assert laid.left_over == (1,)


@pytest.mark.parametrize(
    ("left", "right"), [("sense time group", "sensetime group"), ("sensetime group", "sense time group")]
)
def test_words_written_as_one_are_the_same(left: str, right: str) -> None:
    laid = align(words(left), words(right))

    assert laid.is_same
    assert "written as one" in {pair.how for pair in laid.pairs}


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("hikvison", "hikvision", "spelling"),
        ("techno", "technology", "shortened"),
        ("technology", "techno", "shortened"),
    ],
)
def test_a_misspelt_or_shortened_word_is_alike(left: str, right: str, how: str) -> None:
    (pair,) = align([left], [right]).pairs

    assert pair.how == how
    assert 0.8 < pair.likeness < 1


def test_an_initial_stands_for_a_word_in_names_of_persons_only() -> None:
    assert align(["q"], ["quanguo"]).pairs == ()
    assert [pair.how for pair in align(["q"], ["quanguo"], initials=True).pairs] == ["initial"]
    assert align(["x"], ["quanguo"], initials=True).pairs == ()


@pytest.mark.parametrize(("left", "right"), [("7", "9"), ("2023", "2024"), ("abc", "abd"), ("mingfu", "mingguo")])
def test_numbers_and_short_words_are_not_misspelt(left: str, right: str) -> None:
    laid = align([left], [right])

    assert laid.pairs == ()
    assert (laid.left_over, laid.right_over) == ((0,), (0,))


def test_the_better_pair_is_laid_first() -> None:
    laid = align(["hikvison"], ["hikvizon", "hikvision"])

    assert [pair.right for pair in laid.pairs] == [(1,)]


def test_nothing_with_nothing_is_no_pair() -> None:
    assert align([], []).pairs == ()
