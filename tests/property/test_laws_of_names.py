"""Laws of names: normalising once is enough, and comparing has no first and second."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW, any_text, misspelt, organization_names, person_names, words

from exposcreen.index.build import form_bits
from exposcreen.index.fuzzy import FuzzyWords, edits, likeness
from exposcreen.matching.alignment import align
from exposcreen.matching.evidence import Side
from exposcreen.matching.organizations import compare_organizations
from exposcreen.matching.persons import compare_persons
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.names.normalise import clean, name_form, normalise
from exposcreen.names.rarity import rarity
from exposcreen.names.variants import readings

POLICY = ScreeningPolicy()
translits = st.sampled_from(["unidecode", "anyascii"])


def side(text: str, *, person: bool = False) -> Side:
    form = name_form(text, person=person)
    return Side(form.tokens, [rarity(word, person=person) for word in form.tokens], form_bits(form.forms), form.han)


@LAW
@given(any_text, translits)
def test_normalising_is_total_and_once_is_enough(text: str, translit: str) -> None:
    once = normalise(text, translit=translit)

    assert normalise(once, translit=translit) == once
    assert once == once.strip().lower()
    assert once.isascii()
    assert "  " not in once


@LAW
@given(any_text)
def test_cleaning_once_is_enough(text: str) -> None:
    assert normalise(clean(text)) == normalise(text)


@LAW
@given(any_text, st.booleans())
def test_a_name_form_is_total_and_keeps_a_word_where_there_is_one(text: str, person: bool) -> None:
    form = name_form(text, person=person)

    assert bool(form.tokens) == bool(normalise(text))


@LAW
@given(organization_names)
def test_case_spaces_and_invisible_characters_do_not_matter(name: str) -> None:
    noisy = "\u200b".join(name.upper()).replace(" ", "  ")

    assert name_form(noisy).tokens == name_form(name).tokens


@LAW
@given(any_text)
def test_every_name_has_a_reading_unless_it_has_no_letter(text: str) -> None:
    assert bool(readings(text)) == any(map(str.isalnum, text))
    assert len(set(readings(text))) == len(readings(text))


@LAW
@given(st.text(alphabet="abcdefgh0123", min_size=1, max_size=12), st.booleans(), st.floats(0, 100_000))
def test_a_weight_lies_between_nothing_and_one(word: str, person: bool, listed: float) -> None:
    assert 0 < rarity(word, listed_per_100k=listed, person=person) <= rarity(word, person=person) <= 1


@LAW
@given(organization_names, organization_names)
def test_comparing_organizations_scores_the_same_from_either_side(one: str, other: str) -> None:
    """But for ``part``: a subject that contains a listed name whole says more than the reverse."""
    left, right = side(one), side(other)
    there, back = compare_organizations(left, right, POLICY), compare_organizations(right, left, POLICY)

    if {there.level, back.level} <= {"part", "none"}:
        return
    assert (there.level, there.score, there.forms_differ) == (back.level, back.score, back.forms_differ)


@LAW
@given(person_names, person_names)
def test_comparing_persons_scores_the_same_from_either_side(one: str, other: str) -> None:
    left, right = side(one, person=True), side(other, person=True)

    assert compare_persons(left, right).score == compare_persons(right, left).score
    assert compare_persons(left, right).level == compare_persons(right, left).level


@LAW
@given(organization_names, person_names)
def test_a_name_is_the_same_as_itself(organization: str, person: str) -> None:
    whole, own = side(organization), side(person, person=True)

    assert (compare_organizations(whole, whole, POLICY).level, compare_organizations(whole, whole, POLICY).score) == (
        "same",
        1.0,
    )
    assert (compare_persons(own, own).level, compare_persons(own, own).score) == ("same", 1.0)


@LAW
@given(st.permutations(["hikvision", "digital", "technology", "hangzhou"]))
def test_the_order_of_words_does_not_matter(order: list[str]) -> None:
    assert align(order, ["hangzhou", "hikvision", "digital", "technology"]).is_same


@LAW
@given(st.lists(words, max_size=4), st.lists(misspelt(words), max_size=4))
def test_every_word_is_paired_once_or_left_over(left: list[str], right: list[str]) -> None:
    laid = align([word.lower() for word in left], [word.lower() for word in right])

    assert sorted([*(i for pair in laid.pairs for i in pair.left), *laid.left_over]) == list(range(len(left)))
    assert sorted([*(i for pair in laid.pairs for i in pair.right), *laid.right_over]) == list(range(len(right)))
    assert all(0 < pair.likeness <= 1 for pair in laid.pairs)


def _distance(one: str, other: str) -> int:
    """Optimal string alignment, as the textbook has it."""
    table = [[max(i, j) if 0 in {i, j} else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


short_words = st.text(alphabet="abc1", min_size=1, max_size=9)


@LAW
@given(st.lists(short_words, min_size=1, max_size=12, unique=True), short_words)
def test_the_search_for_misspelt_words_misses_none(vocabulary: list[str], asked: str) -> None:
    found = dict(FuzzyWords(vocabulary).near(asked))

    expected = {
        number: likeness(max(len(word), len(asked)), _distance(word, asked))
        for number, word in enumerate(vocabulary)
        if _distance(word, asked) <= min(edits(word), edits(asked)) or word == asked
    }
    assert found == expected
