"""Ordered words are ordered as they are written down, and never by the alphabet."""

from __future__ import annotations

from itertools import combinations

import pytest

from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity, CoverageStatus, EffectKind, Outcome, Strength

OUTCOMES = [Outcome.CLEAR, Outcome.UNDETERMINED, Outcome.REVIEW, Outcome.RESTRICTED, Outcome.PROHIBITED]
STRENGTHS = [Strength.WEAK, Strength.POSSIBLE, Strength.STRONG, Strength.EXACT]
STATUSES = [CoverageStatus.COMPLETE, CoverageStatus.PARTIAL, CoverageStatus.STALE, CoverageStatus.MISSING]


@pytest.mark.parametrize(("low", "high"), [pair for words in (OUTCOMES, STRENGTHS) for pair in combinations(words, 2)])
def test_all_four_comparisons_follow_the_order_of_the_words(low: Outcome, high: Outcome) -> None:
    assert low < high
    assert low <= high
    assert high > low
    assert high >= low
    assert not any((high < low, high <= low, low > high, low >= high))


@pytest.mark.parametrize("word", [*OUTCOMES, *STRENGTHS, *STATUSES])
def test_a_word_is_neither_above_nor_below_itself(word: Outcome) -> None:
    assert word <= word  # noqa: PLR0124
    assert word >= word  # noqa: PLR0124
    assert not word < word  # noqa: PLR0124
    assert not word > word  # noqa: PLR0124


@pytest.mark.parametrize("words", [OUTCOMES, STRENGTHS, STATUSES])
def test_sorting_max_and_min_follow_the_order(words: list[Outcome]) -> None:
    assert sorted([*words[1:], words[0]]) == words
    assert max(words) is words[-1]
    assert min(words) is words[0]
    assert [word.rank for word in words] == list(range(len(words)))
    assert list(type(words[0])) == words


@pytest.mark.parametrize("other", [Strength.WEAK, CoverageStatus.MISSING, 1, None])
def test_words_of_one_order_do_not_compare_with_another_type(other: object) -> None:
    with pytest.raises(TypeError):
        assert other > Outcome.CLEAR  # type: ignore[operator]


def test_an_outcome_is_its_own_text() -> None:
    assert str(Outcome.PROHIBITED) == "prohibited"
    assert Outcome("restricted") is Outcome.RESTRICTED
    assert {Outcome.PROHIBITED: 1}["prohibited"] == 1  # type: ignore[index]


def test_the_severity_of_effects_is_the_order_in_which_they_are_written() -> None:
    assert list(EffectKind) == [
        "prohibited",
        "presumed_prohibited",
        "licence_required",
        "conditions",
        "diligence",
        "permitted",
    ]


def test_the_activities_and_jurisdictions_of_the_interface_are_all_there() -> None:
    assert set(Activity) == {"any", "pay", "export", "import", "invest", "divest", "hold", "procure", "travel"}
    assert set(ALL_JURISDICTIONS) == {"US", "GB", "EU", "CA", "UN"}


def test_an_outcome_compares_with_its_word_by_the_order_and_with_other_text_not_at_all() -> None:
    assert Outcome.PROHIBITED >= "restricted"
    assert Outcome.CLEAR < "undetermined"
    with pytest.raises(TypeError, match="is not one of clear"):
        assert Outcome.CLEAR < "harmless"
