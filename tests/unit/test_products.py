"""Goods: texts and customs codes to classes, classes to sectors on a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import DataError
from exposcreen.products import (
    classes,
    classify,
    high_priority_sectors,
    read_classes,
    read_sectors,
    sectors,
    unrecognised,
)

_ALL = frozenset(item.id for item in classes())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cotton T-shirts", {"cotton", "apparel"}),
        ("Garments", {"apparel"}),
        ("HS 5201.00", {"cotton"}),
        ("520100", {"cotton"}),
        ("52", {"cotton"}),
        ("HTS 6109.10.0012", {"cotton", "apparel"}),
        ("6110.30", {"apparel"}),
        ("61", {"apparel"}),
        ("tomato paste", {"tomatoes"}),
        ("Tomatoes", {"tomatoes"}),
        ("0702", {"tomatoes"}),
        ("polysilicon", {"silica"}),
        ("solar panels", {"silica"}),
        ("2804.61.0000", {"silica"}),
        ("wigs", {"hair"}),
        ("Human hair extensions", {"hair"}),
        ("computer parts", {"computer_parts"}),
        ("aluminium foil", {"aluminum"}),
        ("PVC flooring", {"pvc"}),
        ("frozen squid", {"seafood"}),
        ("Fish fillets", {"seafood"}),
        ("caustic soda", {"caustic_soda"}),
        ("copper wires", {"copper"}),
        ("Li-ion batteries", {"lithium"}),
        ("red dates", {"red_dates"}),
        ("stainless steel bolts", {"steel"}),
        ("cotton candy", set()),
        ("toys", set()),
        ("2024", set()),
        ("", set()),
    ],
)
def test_a_product_falls_into_its_classes(text: str, expected: set[str]) -> None:
    assert classify([text]) == expected


def test_the_classes_of_several_products_are_joined_and_the_rest_is_told() -> None:
    texts = ["cotton yarn", "toys", "HS 7408"]

    assert classify(texts) == {"cotton", "textiles", "copper"}
    assert unrecognised(texts) == ("toys",)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_text_is_either_classified_or_told_as_unrecognised(texts: list[str]) -> None:
    assert classify(texts) <= _ALL
    for text in texts:
        assert (not classify([text])) == (text in unrecognised([text]))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 6, 16), set()),
        (date(2022, 6, 17), {"apparel", "cotton", "silica", "tomatoes"}),
        (date(2024, 7, 8), {"apparel", "cotton", "silica", "tomatoes"}),
        (date(2024, 7, 9), {"apparel", "cotton", "silica", "tomatoes", "aluminum", "pvc", "seafood"}),
        (date(2025, 8, 18), {"apparel", "cotton", "silica", "tomatoes", "aluminum", "pvc", "seafood"}),
        (date(2025, 8, 19), _ALL - {"textiles", "hair", "computer_parts"}),
    ],
)
def test_a_sector_counts_from_the_day_it_was_added(day: date, expected: set[str]) -> None:
    assert {sector.id for sector in sectors(_ALL, day)} == expected


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)), st.integers(min_value=0, max_value=4000))
def test_time_adds_sectors_and_takes_none_away(day: date, days: int) -> None:
    later = {sector.id for sector in sectors(_ALL, day + timedelta(days=days))}

    assert {sector.id for sector in sectors(_ALL, day)} <= later


def test_the_first_sectors_are_marked_unconfirmed_and_every_sector_is_cited() -> None:
    for sector in high_priority_sectors():
        assert sector.citations
        assert sector.confirmed == (sector.added_on > date(2022, 6, 17))
        assert sector.citations[0].confirmed == sector.confirmed
        assert sector.citations[0].published_on == sector.added_on


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no \\[\\[class\\]\\]"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = []\n', "class 1: keywords"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\nhs = ["6x"]\n', "an HS prefix has"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\nhz = []\n', "class 1: hz"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\n' * 2, "class a stands twice"),
    ],
)
def test_a_wrong_file_of_classes_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "products.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=problem) as caught:
        read_classes(path)

    assert str(path) in str(caught.value)


_SECTOR = '[[sector]]\nid = "a"\nlabel = "A"\nclasses = ["a"]\nadded_on = 2022-06-17\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (_SECTOR, "sector a: citations"),
        (_SECTOR + 'citations = ["none"]\n', "citation 'none' is not in the file"),
        (
            '[citations.c]\ntitle = "T"\nreference = "R"\n' + _SECTOR.replace('["a"]', '["b"]') + 'citations = ["c"]\n',
            "not in products.toml",
        ),
        ('[citations.c]\ntitle = "T"\n' + _SECTOR + 'citations = ["c"]\n', "citation c: reference"),
    ],
)
def test_a_sector_without_its_citation_or_class_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "sectors.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=problem):
        read_sectors(path, frozenset({"a"}))
