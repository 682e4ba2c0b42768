"""From a published name to comparable words."""

from __future__ import annotations

import pytest

from exposcreen.errors import InputError
from exposcreen.names.normalise import clean, name_form, normalise
from exposcreen.names.transliterate import transliterator
from exposcreen.names.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HANGZHOU HIKVISION", "hangzhou hikvision"),
        ("  Xinjiang   Daqo\tNew\nEnergy ", "xinjiang daqo new energy"),
        ("Ｈｉｋｖｉｓｉｏｎ", "hikvision"),
        ("Hik\u200bvis\u200dion\u00ad", "hikvision"),
        ("\u202eHikvision\u202c", "hikvision"),
        ("Crédit Agricole", "credit agricole"),
        ("O'Film", "ofilm"),
        ("Xi’an", "xian"),
        ("U.S. Steel", "us steel"),
        ("Leon, Technology; (Urumqi)", "leon technology urumqi"),
        ("AT&T", "at and t"),
        ("Huawei-Tech", "huawei tech"),
        ("石河子", "shi he zi"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_name_becomes_plain_lower_case_words(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("lookalike", ["Hikvіsіon", "Нikvision", "Hikvisiоn", "HIKVISIОN", "Ηikvision"])
def test_a_letter_that_only_looks_latin_becomes_latin(lookalike: str) -> None:
    assert not lookalike.isascii()
    assert normalise(lookalike) == "hikvision"


def test_a_word_wholly_in_another_script_is_not_taken_for_latin() -> None:
    assert clean("Рособоронэкспорт") == "Рособоронэкспорт"
    assert normalise("Рособоронэкспорт") == "rosoboroneksport"


def test_both_transliterators_give_ascii_words() -> None:
    for translit in ("unidecode", "anyascii"):
        assert normalise("Рособоронэкспорт", translit=translit).isascii()
        assert name_form("新疆生产建设兵团", translit=translit).han == "新疆生产建设兵团"


def test_an_unknown_transliterator_is_refused_with_the_choice() -> None:
    with pytest.raises(InputError, match="choose unidecode or anyascii"):
        transliterator("icu")


@pytest.mark.parametrize(
    ("text", "tokens", "forms"),
    [
        (
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
            ("hangzhou", "hikvision", "digital", "technology"),
            {"limited", "company"},
        ),
        ("Hikvision Limited", ("hikvision",), {"limited"}),
        ("Hikvision Inc.", ("hikvision",), {"stock"}),
        ("Hikvision GmbH", ("hikvision",), {"limited"}),
        ("OOO Hikvision", ("hikvision",), {"limited"}),
        ("Hikvision", ("hikvision",), set()),
    ],
)
def test_a_legal_form_is_taken_off_and_kept_beside_the_name(
    text: str, tokens: tuple[str, ...], forms: set[str]
) -> None:
    form = name_form(text)

    assert form.tokens == tokens
    assert form.forms <= forms
    assert bool(form.forms) == bool(forms)


@pytest.mark.parametrize("text", ["Limited", "Co., Ltd.", "Inc", "有限公司", "GmbH"])
def test_a_name_that_is_only_a_legal_form_keeps_its_words(text: str) -> None:
    assert name_form(text).tokens


@pytest.mark.parametrize("text", ["商湯集團有限公司", "商汤集团有限公司", "商湯集團 有限公司"])
def test_traditional_characters_and_chinese_legal_forms_do_not_matter(text: str) -> None:
    assert name_form(text).han == "商汤集团"


def test_chinese_inside_a_latin_name_is_set_apart() -> None:
    form = name_form("SenseTime 商汤集团")

    assert form.han == "商汤集团"
    assert form.tokens[0] == "sensetime"


def test_abbreviations_become_the_words_that_they_stand_for() -> None:
    assert name_form("Hoshine Tech").tokens == name_form("Hoshine Technology").tokens
    assert name_form("Hoshine Technologies").tokens == name_form("Hoshine Technology").tokens


def test_a_person_keeps_legal_words_and_loses_honorifics() -> None:
    assert name_form("Mr. Chen Quanguo", person=True).tokens == ("chen", "quanguo")
    assert name_form("Chen Co", person=True).tokens == ("chen", "co")


def test_a_person_whose_whole_name_is_honorifics_keeps_it() -> None:
    honorific = sorted(vocabulary().honorifics)[0]

    assert name_form(honorific, person=True).tokens == (honorific,)


def test_the_glued_form_is_the_words_without_spaces() -> None:
    assert name_form("Moxing Cartoon").compact == "moxingcartoon"


def test_the_text_is_kept_as_it_was_given() -> None:
    assert name_form("  HOSHINE ").text == "  HOSHINE "
