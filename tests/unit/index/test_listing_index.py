"""From a name or a number to the few listings worth comparing; and which listings are one party."""

from __future__ import annotations

import pytest

from builders import alias, identifier, make_index, make_listing
from exposcreen.names.normalise import name_form

HIKVISION = make_listing(
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    identifiers=(identifier("isin", "CNE100000PM8"), identifier("ticker", "002415 CN")),
)
CHEN = make_listing("CHEN, Quanguo", kind="person")
SENSETIME = make_listing("SenseTime Group Limited", alias("商汤集团有限公司"), list_id="us_ofac_ns_cmic")
MOXING = make_listing("Moxing Cartoon", list_id="us_ofac_sdn")
INDEX = make_index(HIKVISION, CHEN, SENSETIME, MOXING)


def found(text: str, *, person: bool = False) -> set[int]:
    return {INDEX.indexed(row).listing for row in INDEX.candidates(name_form(text, person=person), person=person)}


@pytest.mark.parametrize(
    ("text", "listing"),
    [
        ("Hikvision", 0),
        ("hikvison", 0),
        ("Hik Vision Digital", 0),
        ("Hikvision Uruguay", 0),
        ("商汤集团", 2),
        ("北京商汤集团科技", 2),
        ("Sense Time", 2),
        ("Sense Time Group", 2),
        ("Mo Xing Cartoon", 3),
        ("MoxingCartoon", 3),
    ],
)
def test_a_name_finds_its_listing_however_it_is_written(text: str, listing: int) -> None:
    assert listing in found(text)


def test_persons_and_others_are_searched_apart() -> None:
    assert found("Chen Quanguo", person=True) == {1}
    assert found("Chen Quanguo") == set()
    assert found("Hikvision", person=True) == set()


def test_an_identifier_is_found_however_it_is_spaced() -> None:
    assert INDEX.by_identifier("isin", "cne1 0000 0pm8") == [0]
    assert INDEX.by_identifier("ticker", "2415.CN") == [0]
    assert INDEX.by_identifier("isin", "CNE100000PM9") == []
    assert INDEX.by_identifier("lei", "CNE100000PM8") == []


def test_a_word_of_the_lists_has_its_weight_and_another_its_rarity() -> None:
    assert INDEX.weight("hikvision", person=False) == pytest.approx(1.0)
    assert INDEX.weight("neverlisted", person=False) == 1.0
    assert INDEX.weight("technology", person=False) < 0.3


CORPS = "Xinjiang Hoshine Zhundong Silicon Co., Ltd."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (make_listing("A1 Widgets", party="x"), make_listing("B2 Gadgets", list_id="eu_fsf", party="x"), True),
        (make_listing(CORPS), make_listing(CORPS, list_id="us_bis_entity"), True),
        (make_listing(CORPS), make_listing(CORPS.upper(), list_id="us_bis_entity", kind="unknown"), True),
        (make_listing(CORPS, party="x"), make_listing(CORPS, list_id="us_bis_entity", party="y"), False),
        (make_listing("SenseTime Limited"), make_listing("SenseTime Inc.", list_id="us_dod_1260h"), False),
        (
            make_listing("CHEN, Quanguo", kind="person"),
            make_listing("CHEN, Quanguo", kind="person", list_id="ca_sema"),
            False,
        ),
        (make_listing("Hoshine"), make_listing("Hoshine", kind="vessel", list_id="eu_fsf"), False),
        (make_listing("Trading Group"), make_listing("Trading Group", list_id="eu_fsf"), False),
        (
            make_listing("Chen", uid="7", list_id="us_ofac_sdn"),
            make_listing("Wang", uid="7", list_id="us_ofac_ns_mbs"),
            True,
        ),
        (make_listing("Chen", uid="7", list_id="eu_fsf"), make_listing("Wang", uid="7", list_id="gb_sanctions"), False),
        (make_listing("Zhundong"), make_listing("Foo Bar", alias("Zhundong"), list_id="eu_fsf"), False),
    ],
)
def test_two_listings_are_one_party_only_on_good_grounds(one: object, other: object, same: bool) -> None:
    index = make_index(one, other)  # type: ignore[arg-type]

    assert index.same_party(0) == ([1] if same else [])
    assert index.same_party(1) == ([0] if same else [])


def test_a_curated_party_is_found_by_its_key() -> None:
    index = make_index(make_listing("A1 Widgets", party="x"), make_listing("B2"), make_listing("C3", party="x"))

    assert index.of_party("x") == [0, 2]
    assert index.of_party("y") == []
