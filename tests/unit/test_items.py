"""Traits of items, and the reach of licence requirements as entries word them."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposcreen.errors import DataError
from exposcreen.items import item_classes, may_reach_abroad, reach_of, read_items, traits_of
from exposcreen.model.item import Item

CITE = '[cite.law]\ntitle = "A law"\nreference = "1 CFR 1"\n'
WORDS = '[requirement]\nall = ["all"]\nsome = ["some"]\nexceptions = ["except"]\nabroad = ["734.9"]\n'


def test_an_eccn_settles_the_class_and_takes_in_what_lies_below_it() -> None:
    assert "crime_control" in traits_of(Item(eccn="3A981"))
    assert "xuar_case_by_case" in traits_of(Item(eccn="1A004.c"))
    assert "xuar_case_by_case" in traits_of(Item(eccn="1A004.c.1"))


def test_a_neighbour_in_the_control_list_is_another_item() -> None:
    assert "xuar_case_by_case" not in traits_of(Item(eccn="1A004"))
    assert "xuar_case_by_case" not in traits_of(Item(eccn="1A004.a"))
    assert "crime_control" not in traits_of(Item(eccn="4A994"))


def test_words_of_the_end_use_point_to_a_class_and_are_kept_as_evidence() -> None:
    traits = traits_of(Item(eccn="4A994", end_use="Facial recognition for the Public Security Bureau"))

    assert "'facial recognition'" in traits["surveillance"]
    assert "security_end_user" in traits


def test_chinese_words_are_recognised_where_words_are_not_parted() -> None:
    traits = traits_of(Item(eccn="EAR99", end_use="乌鲁木齐市公安局视频监控项目"))

    assert {"security_end_user", "surveillance"} <= traits.keys()


def test_words_within_other_words_point_to_nothing() -> None:
    assert "security_end_user" not in traits_of(Item(description="insurance policies, imprisoned air"))
    assert "surveillance" not in traits_of(Item(description="surveillanceware"))


def test_the_plural_of_a_keyword_is_recognised() -> None:
    assert "surveillance" in traits_of(Item(description="security cameras"))


def test_an_item_without_an_eccn_is_unclassified_and_says_so() -> None:
    assert traits_of(Item(hs="382219")).keys() == {"unclassified", "infectious_disease"}


@pytest.mark.parametrize(("made", "trait"), [(True, "made_abroad"), (False, "made_at_home")])
def test_where_it_is_made_is_a_trait_only_if_it_is_said(made: bool, trait: str) -> None:
    assert traits_of(Item(eccn="EAR99", foreign_made=made)).keys() == {"ear99", trait}
    assert traits_of(Item(eccn="EAR99")).keys() == {"ear99"}


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("For all items subject to the EAR. (See § 744.11 of the EAR)", "all"),
        ("All Items  Subject to the EAR", "all"),
        ("All items subject to the EAR, except for EAR99-designated technology", "all_but"),
        ("For all items subject to the EAR (see § 744.11), apart from items of General License No. 1B", "all_but"),
        ("For all items subject to the EAR when used in projects specified in § 746.8(a)(4) of the EAR", "all_but"),
        ("For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR", "some"),
        ("See the order.", None),
    ],
)
def test_a_licence_requirement_reaches_as_far_as_it_is_worded(text: str, reach: str | None) -> None:
    assert reach_of([text]) == reach


def test_of_several_requirements_the_widest_counts() -> None:
    assert reach_of(["For items on the CCL", "All items subject to the EAR, except food"]) == "all_but"
    assert reach_of([]) is None


@pytest.mark.parametrize(
    ("texts", "abroad"),
    [
        (["For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)"], True),
        (["For all items subject to the EAR, see § 736.2 (b)(3)(vi) of the EAR"], True),
        (["For all items subject to the EAR. (See § 744.11 of the EAR)"], False),
        ([], True),
    ],
)
def test_an_entry_may_reach_items_made_abroad_unless_it_is_recorded_and_says_no(texts: list[str], abroad: bool) -> None:
    assert may_reach_abroad(texts) is abroad


def test_every_class_cites_and_has_an_id_of_its_own() -> None:
    assert all(item.citations for item in item_classes())
    assert len({item.id for item in item_classes()}) == len(item_classes())


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[[class]]\nid = "a"\nlabel = "A"\ncitations = ["law"]\n', "a class needs ECCNs, keywords or HS codes"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\ncitations = []\n', "citations"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\ncitations = ["other"]\n', "citation 'other' is not in"),
        ('[[class]]\nid = "a"\nlabel = "A"\neccn = ["4a994"]\ncitations = ["law"]\n', "as it stands in the Commerce"),
        ('[[class]]\nid = "ear99"\nlabel = "A"\nkeywords = ["a"]\ncitations = ["law"]\n', "needs no class"),
        ('[[class]]\nid = "a"\nlabel = "A"\nkeywords = ["a"]\ncitations = ["law"]\n' * 2, "stands twice"),
        ("[[sort]]\n", "no table that this file holds"),
    ],
)
def test_a_file_of_classes_that_breaks_its_schema_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "items.toml"
    path.write_text(content + WORDS + CITE, encoding="utf-8")

    with pytest.raises(DataError, match=fault):
        read_items(path)
