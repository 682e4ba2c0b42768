"""The compiled index: what it holds, and that disk and memory hold the same."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from builders import alias, identifier, make_listing
from exposcreen.index.build import FORM_CLASSES, compile_tables, form_bits, name_rows
from exposcreen.index.listing_index import ListingIndex
from exposcreen.index.tables import Postings, StringTable, Tables, grouped
from exposcreen.names.normalise import name_form

LISTINGS = (
    make_listing(
        "Hangzhou Hikvision Digital Technology Co., Ltd.",
        "海康威视",
        party="hikvision",
        identifiers=(identifier("isin", "CNE100000PM8"), identifier("ticker", "002415 CN")),
    ),
    make_listing("CHEN, Quanguo", kind="person", uid="29220"),
    make_listing("Xinjiang Production and Construction Corps (XPCC) Public Security Bureau", list_id="us_bis_entity"),
)


def test_strings_are_found_by_their_number_and_others_are_not() -> None:
    table = StringTable(["alpha", "beta", "gamma"])

    assert [table.find(word) for word in ("alpha", "gamma", "", "b", "zeta")] == [0, 2, -1, -1, -1]


def test_postings_give_each_string_its_numbers_once_and_in_order() -> None:
    postings = Postings.of(grouped([("b", 3), ("a", 2), ("b", 1), ("b", 3)]))

    assert postings.of_text("a").tolist() == [2]
    assert postings.of_text("b").tolist() == [1, 3]
    assert postings.of_text("c").tolist() == []


def test_every_reading_of_every_name_is_a_row() -> None:
    rows = name_rows(LISTINGS, "unidecode")

    assert [(row.listing, row.name, row.person) for row in rows] == [
        (0, 0, False),
        (0, 1, False),
        (1, 0, True),
        (2, 0, False),
        (2, 0, False),
        (2, 0, False),
    ]
    assert rows[-1].form.tokens == ("xpcc", "public", "security", "bureau")


def test_readings_that_come_to_the_same_words_are_one_row() -> None:
    assert len(name_rows([make_listing("Hoshine (Hoshine)", "HOSHINE")], "unidecode")) == 3


@pytest.mark.parametrize("form", FORM_CLASSES)
def test_every_class_of_legal_form_has_its_bit(form: str) -> None:
    assert form_bits(frozenset({form})) == 1 << FORM_CLASSES.index(form)
    assert form_bits(frozenset({"never heard of"})) == form_bits(frozenset({"other"}))
    assert form_bits(frozenset()) == 0


def test_a_saved_index_is_the_one_in_memory(tmp_path: Path) -> None:
    tables = compile_tables(LISTINGS)

    tables.save(tmp_path)
    loaded = Tables.load(tmp_path)

    for field in fields(Tables):
        saved, again = getattr(tables, field.name), getattr(loaded, field.name)
        if isinstance(saved, Postings):
            assert list(again.table.strings) == list(saved.table.strings), field.name
            np.testing.assert_array_equal(again.starts, saved.starts)
            np.testing.assert_array_equal(again.numbers, saved.numbers)
        else:
            np.testing.assert_array_equal(again, saved)
            assert again.dtype == saved.dtype, field.name


@pytest.mark.parametrize("listings", [LISTINGS, LISTINGS[1:2], ()])
def test_a_loaded_index_answers_as_the_one_in_memory(tmp_path: Path, listings: tuple[object, ...]) -> None:
    chosen = [listing for listing in LISTINGS if listing in listings]
    tables = compile_tables(chosen)
    tables.save(tmp_path)
    fresh, loaded = ListingIndex(chosen, tables), ListingIndex(chosen, Tables.load(tmp_path))

    for text in ("Hikvision", "海康威视数字", "Chen Quanguo", "XPCC Public Security Bureau", "Hikvison Digital", "Zz"):
        for person in (False, True):
            form = name_form(text, person=person)
            assert loaded.candidates(form, person=person) == fresh.candidates(form, person=person)
    assert loaded.by_identifier("isin", "CNE100000PM8") == fresh.by_identifier("isin", "CNE100000PM8")
    assert loaded.of_party("hikvision") == fresh.of_party("hikvision")
    assert [loaded.indexed(n) for n in range(len(tables.listing))] == [
        fresh.indexed(n) for n in range(len(tables.listing))
    ]


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Tables.load(tmp_path)


def test_the_same_listings_compile_to_the_same_index(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        compile_tables(LISTINGS).save(tmp_path / name)

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_a_name_in_chinese_alone_has_words_too() -> None:
    index = ListingIndex([LISTINGS[0]], compile_tables(LISTINGS[:1]))

    assert index.indexed(1).han == "海康威视"
    assert index.indexed(1).tokens


def test_an_unconfirmed_name_is_indexed_like_any_other() -> None:
    listing = make_listing("Hoshine", alias("合盛硅业", confirmed=False))

    assert len(name_rows([listing], "unidecode")) == 2
