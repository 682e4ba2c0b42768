from __future__ import annotations

import pytest
from pydantic import ValidationError

from exposcreen.model.item import Item


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("4a994", "4A994"),
        (" 1A004.C ", "1A004.c"),
        ("ear 99", "EAR99"),
        ("9A610.y.12", "9A610.y.12"),
        ("EAR99", "EAR99"),
    ],
)
def test_an_eccn_is_kept_as_the_control_list_writes_it(given: str, kept: str) -> None:
    assert Item(eccn=given).eccn == kept


@pytest.mark.parametrize(
    "given", ["", "4A99", "4A9944", "XA994", "4F994", "EAR98", "ECCN 4A994", "4A994.", "4A994..c", "XII(c)"]
)
def test_what_is_no_eccn_is_refused_with_a_sentence(given: str) -> None:
    with pytest.raises(ValidationError, match="is not an ECCN: write a digit"):
        Item(eccn=given)


@pytest.mark.parametrize(("given", "kept"), [("8525.89", "852589"), ("8525", "8525"), ("8525 89 40 00", "8525894000")])
def test_an_hs_code_is_kept_as_digits(given: str, kept: str) -> None:
    assert Item(hs=given).hs == kept


@pytest.mark.parametrize("given", ["", "852", "cameras", "85258940001"])
def test_what_is_no_hs_code_is_refused_with_a_sentence(given: str) -> None:
    with pytest.raises(ValidationError, match="is not an HS code"):
        Item(hs=given)


def test_an_item_of_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(ValidationError, match="an item needs"):
        Item()


def test_that_it_is_made_in_the_united_states_is_something() -> None:
    assert Item(foreign_made=False).label == "the item"


def test_the_label_of_an_item_has_its_words_and_its_codes() -> None:
    assert Item(description="server", eccn="4A994", hs="8471").label == "server, ECCN 4A994, HS 8471"
    assert Item(eccn="ear99").label == "EAR99"
