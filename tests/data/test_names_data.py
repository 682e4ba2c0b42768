"""The matcher's vocabulary: every file reads strictly, is sorted, and is in the spelling that it is compared in."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from unidecode import unidecode

from exposcreen.resources import data_root, read_table

COLUMNS = {
    "abbreviations": ("short", "long", "source"),
    "han_variants": ("traditional", "simplified", "source"),
    "honorifics": ("word", "language", "source"),
    "legal_forms": ("form", "class", "position", "jurisdiction", "source"),
    "ordinary_words": ("word", "per_100k", "source"),
    "person_names": ("word", "per_100k", "source"),
}
FEWEST = {
    "abbreviations": 120,
    "han_variants": 600,
    "honorifics": 60,
    "legal_forms": 250,
    "ordinary_words": 4000,
    "person_names": 400,
}
CLASSES = {"limited", "stock", "company", "partnership", "foundation", "association", "state"}
COMPARABLE = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
COUNTED = "GLEIF LEI names, CC0, 2026 sample"


def rows(name: str) -> list[Mapping[str, str]]:
    return [row for _, row in read_table(data_root() / "names" / f"{name}.csv", COLUMNS[name])]


def tokens(name: str) -> set[str]:
    plain = re.sub(r"['.]", "", unidecode(unicodedata.normalize("NFKC", name)).lower())
    return set(re.sub(r"[^a-z0-9]+", " ", plain).split())


def comparable(text: str) -> bool:
    if text.isascii():
        return COMPARABLE.fullmatch(text) is not None
    settled = unicodedata.normalize("NFKC", text).lower()
    return text == " ".join(settled.split()) and not set(text) & set(".,'\"/&()-")


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_file_has_its_columns_and_no_empty_field(name: str) -> None:
    table = rows(name)
    assert len(table) >= FEWEST[name]
    assert [row for row in table if not all(value and value == value.strip() for value in row.values())] == []


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_file_is_sorted_and_has_each_key_once(name: str) -> None:
    keys = [row[COLUMNS[name][0]] for row in rows(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_file_is_utf8_with_plain_line_ends(name: str) -> None:
    raw = (data_root() / "names" / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - {"han_variants"}))
def test_every_key_is_in_comparable_spelling(name: str) -> None:
    assert [row for row in rows(name) if not comparable(row[COLUMNS[name][0]])] == []


def test_no_key_mixes_latin_letters_with_another_script() -> None:
    forms = [row["form"] for row in rows("legal_forms")]
    assert [form for form in forms if not form.isascii() and re.search("[a-z]", form)] == []


def test_every_legal_form_has_a_known_class_and_country_codes() -> None:
    for row in rows("legal_forms"):
        assert row["class"] in CLASSES
        codes = row["jurisdiction"].split(" ")
        assert codes == ["any"] or codes == sorted(set(codes))
        assert codes == ["any"] or all(re.fullmatch("[A-Z]{2}", code) for code in codes)


def test_a_form_stands_at_the_end_or_on_either_side() -> None:
    positions = [row["position"] for row in rows("legal_forms")]
    assert set(positions) == {"end", "either"}
    assert positions.count("either") >= 100


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("ltd", "limited"),
        ("co ltd", "limited"),
        ("sdn bhd", "limited"),
        ("sp z o o", "limited"),
        ("s de rl de cv", "limited"),
        ("obshchestvo s ogranichennoi otvetstvennostyu", "limited"),
        ("общество с ограниченной ответственностью", "limited"),
        ("有限公司", "limited"),
        ("有限責任公司", "limited"),
        ("youxian zeren gongsi", "limited"),
        ("gesellschaft mit beschrankter haftung", "limited"),
        ("zartkoruen mukodo reszvenytarsasag", "stock"),
        ("sa de cv", "stock"),
        ("public joint stock company", "stock"),
        ("publichnoe aktsionernoe obshchestvo", "stock"),
        ("anonymi etaireia", "stock"),
        ("株式会社", "stock"),
        ("주식회사", "stock"),
        ("股份有限公司", "stock"),
        ("gmbh co kg", "partnership"),
        ("stichting", "foundation"),
        ("ev", "association"),
        ("fgup", "state"),
    ],
)
def test_a_form_that_the_lists_use_has_its_class(form: str, kind: str) -> None:
    assert {row["form"]: row["class"] for row in rows("legal_forms")}[form] == kind


def test_an_ordinary_word_is_no_legal_form() -> None:
    forms = {row["form"] for row in rows("legal_forms")}
    assert not forms & {"group", "holding", "holdings", "bank", "trading", "international", "enterprise"}


def test_a_legal_form_in_traditional_characters_stands_in_simplified_ones_too() -> None:
    forms = {row["form"] for row in rows("legal_forms")}
    fold = str.maketrans({row["traditional"]: row["simplified"] for row in rows("han_variants")})
    assert {form.translate(fold) for form in forms} <= forms


def test_abbreviations_are_single_words_and_need_one_pass_only() -> None:
    table = {row["short"]: row["long"] for row in rows("abbreviations")}
    assert all(" " not in short for short in table)
    assert all(comparable(long) for long in table.values())
    assert [long for long in table.values() if set(long.split()) & set(table)] == []


def test_no_legal_form_of_one_word_is_an_abbreviation() -> None:
    forms = {row["form"] for row in rows("legal_forms")}
    assert [row["short"] for row in rows("abbreviations") if row["short"] in forms] == []


def test_the_long_word_is_no_rarer_than_its_short_one() -> None:
    common = {row["word"]: int(row["per_100k"]) for row in rows("ordinary_words")}
    pairs = [(row["short"], row["long"]) for row in rows("abbreviations") if " " not in row["long"]]
    assert [pair for pair in pairs if common.get(pair[1], 0) < common.get(pair[0], 0)] == []


def test_han_folding_is_character_by_character_and_needs_one_pass_only() -> None:
    table = {row["traditional"]: row["simplified"] for row in rows("han_variants")}
    assert all(len(old) == len(new) == 1 for old, new in table.items())
    assert not set(table) & set(table.values())
    assert all(unicodedata.normalize("NFKC", each) == each for pair in table.items() for each in pair)
    assert all("CJK UNIFIED" in unicodedata.name(each) for pair in table.items() for each in pair)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("商湯集團", "商汤集团"),
        ("華為技術", "华为技术"),
        ("陳全國", "陈全国"),
        ("東風電車", "东风电车"),
        ("龍門廣實業", "龙门广实业"),
    ],
)
def test_a_traditional_name_folds_to_the_simplified_one(traditional: str, simplified: str) -> None:
    table = str.maketrans({row["traditional"]: row["simplified"] for row in rows("han_variants")})
    assert traditional.translate(table) == simplified
    assert simplified.translate(table) == simplified


@pytest.mark.parametrize("name", ["ordinary_words", "person_names"])
def test_a_frequency_is_a_positive_number_of_100_000_names(name: str) -> None:
    for row in rows(name):
        assert re.fullmatch("[1-9][0-9]*", row["per_100k"])
        assert 3 <= int(row["per_100k"]) < 100_000


def test_every_frequency_says_whether_it_was_counted_or_judged() -> None:
    sources = {row["source"] for row in rows("ordinary_words") if not row["source"].startswith("editorial")}
    assert sources == {COUNTED}


def test_the_name_of_one_party_is_no_ordinary_word() -> None:
    words = {row["word"] for row in rows("ordinary_words")}
    assert not words & {"huawei", "hikvision", "sensetime", "gazprom", "sberbank", "hoshine", "megvii", "rosneft"}


def test_a_burmese_u_says_where_alone_it_is_an_honorific() -> None:
    table = {row["word"]: row["source"] for row in rows("honorifics")}
    assert "first word" in table["u"]
    assert "first word" in table["daw"]
    assert not {"ko", "maung", "ma", "ali", "khan"} & set(table)


@pytest.mark.shared
def test_the_counted_words_are_those_of_the_gleif_names(shared: Path) -> None:
    counts: Counter[str] = Counter()
    total = 0
    with gzip.open(shared / "companies" / "gleif_lei_names.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            total += 1
            counts.update(tokens(row["legal_name"]))
    expected = {word: round(count * 100_000 / total) for word, count in counts.items() if count * 100_000 / total >= 3}
    table = {row["word"]: (int(row["per_100k"]), row["source"]) for row in rows("ordinary_words")}
    assert set(expected) <= set(table)
    assert {word: each for word, (each, source) in table.items() if source == COUNTED}.items() <= expected.items()
    assert all(table[word][0] >= each for word, each in expected.items())
