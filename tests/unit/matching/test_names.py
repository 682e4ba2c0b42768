"""Names compared: rare words decide; ordinary ones, places and legal forms do not."""

from __future__ import annotations

import pytest

from exposcreen.index.build import form_bits
from exposcreen.matching.evidence import NameEvidence, Side
from exposcreen.matching.organizations import compare_organizations
from exposcreen.matching.persons import compare_persons
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.names.normalise import name_form
from exposcreen.names.rarity import rarity

POLICY = ScreeningPolicy()


def side(text: str, *, person: bool = False) -> Side:
    form = name_form(text, person=person)
    return Side(form.tokens, [rarity(word, person=person) for word in form.tokens], form_bits(form.forms), form.han)


def organizations(one: str, other: str) -> NameEvidence:
    return compare_organizations(side(one), side(other), POLICY)


def persons(one: str, other: str) -> NameEvidence:
    return compare_persons(side(one, person=True), side(other, person=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hikvision", "HIKVISION"),
        ("Hikvision Co., Ltd.", "Hikvision Company Limited"),
        ("SenseTime Group", "Sense Time Group"),
        ("Hikvision Tech", "Hikvision Technologies"),
        ("商湯集團有限公司", "商汤集团"),
    ],
)
def test_one_name_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    evidence = organizations(one, other)

    assert (evidence.level, evidence.score) == ("same", 1.0)
    assert not evidence.forms_differ


def test_the_words_of_an_organization_in_another_order_are_near_and_not_the_same() -> None:
    one, other = "Hangzhou Hikvision Digital Technology", "Digital Technology Hikvision Hangzhou"

    assert organizations(one, other).level == "near"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Zhundongwei Kuangchii Institute", "Zhundongwei Kuangchi Institute", "spelling"),
        ("Hangzhou Hikvison Digital Technology", "Hangzhou Hikvision Digital Technology", "near"),
        ("Hangzhou Hikvision Technology", "Hangzhou Hikvision Digital Technology", "spelling"),
        ("Zhundong", "Zhundong Group", "near"),
        ("Hikvision", "Hangzhou Hikvision Digital Technology", "near"),
        ("Hoshine Silicon Zhundong", "Hoshine Silicon", "part"),
    ],
)
def test_a_rare_word_with_a_typo_or_without_its_ordinary_company_still_names_it(
    one: str, other: str, level: str
) -> None:
    assert organizations(one, other).level == level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shanghai Technology Group", "Beijing Technology Group"),
        ("Alpha Technology", "Hoshine Technology"),
        ("China Trading", "China Construction"),
        ("Technology", "Hikvision Technology"),
        ("Xinjiang Textile", "Xinjiang Hoshine Silicon"),
        ("Golden Star Trading", "Golden Dragon Trading"),
        ("Kuangchi Science", "Hoshine Science"),
        ("北京科技有限公司", "上海科技有限公司"),
    ],
)
def test_a_shared_common_word_makes_no_match(one: str, other: str) -> None:
    assert organizations(one, other).level == "none"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7th Bureau of Zhongdunwei", "9th Bureau of Zhongdunwei"),
        ("Zhongdunwei 13 Institute", "Zhongdunwei 14 Institute"),
        ("Technical Reconnaissance Bureau 7", "Technical Reconnaissance Bureau 9"),
    ],
)
def test_another_number_is_another_party(one: str, other: str) -> None:
    assert organizations(one, other).level == "none"


def test_a_number_on_one_side_only_is_no_more_than_a_part() -> None:
    assert organizations("Zhongdunwei Institute 13", "Zhongdunwei Institute").level in {"part", "none"}


def test_limited_and_inc_are_two_legal_persons() -> None:
    evidence = organizations("SenseTime Group Limited", "SenseTime Group, Inc.")

    assert evidence.level == "same"
    assert evidence.forms_differ
    assert "two legal persons of one group" in (evidence.form_detail or "")


@pytest.mark.parametrize("other", ["SenseTime Group", "SenseTime Group Company", "SenseTime Group Ltd"])
def test_a_form_that_says_nothing_against_the_other_does_not_differ(other: str) -> None:
    assert not organizations("SenseTime Group Limited", other).forms_differ


def test_a_name_of_ordinary_words_is_not_distinctive() -> None:
    assert organizations("Hikvision", "Hikvision").distinctive
    assert not organizations("General Trading Group", "General Trading Group").distinctive
    assert not organizations("中国", "中国").distinctive


def test_a_chinese_name_inside_a_longer_one_is_a_part() -> None:
    assert organizations("北京商汤集团科技", "商汤集团").level == "part"
    assert organizations("商汤", "北京商汤集团").level == "none"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Chen Quanguo", "CHEN, Quanguo", "same"),
        ("Mr. Quanguo Chen", "CHEN, Quanguo", "same"),
        ("Erkin Tuniyaz", "TUNIYAZ, Erken", "spelling"),
        ("Sohrat Zaker", "Shohrat Zakir", "near"),
        ("Shohrat Zakir", "Zakir Shohrat", "same"),
        ("Aleksandr Lukashenka", "Alexander Lukashenko", "none"),
        ("Mikhail Zubarevich", "Mikhail Zubarewich", "spelling"),
    ],
)
def test_a_persons_name_is_read_in_any_order(one: str, other: str, level: str) -> None:
    assert persons(one, other).level == level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chen Mingfu", "Chen Mingguo"),
        ("Zakir Qari", "Zakir Shohrat"),
        ("Chen Zhu", "Zhu Hailun"),
        ("Wang", "Wang Mingshan"),
        ("Wang Wei", "Wang Li"),
        ("W M", "Wang Mingshan"),
        ("陈明国", "陈明福"),
    ],
)
def test_a_person_who_differs_in_one_part_is_another_person(one: str, other: str) -> None:
    assert persons(one, other).level == "none"


def test_the_same_characters_are_the_same_person_by_name() -> None:
    assert persons("陈全国", "陳全國").level == "same"


def test_a_particle_left_over_does_not_make_another_person() -> None:
    assert persons("Mohammad bin Sorwar", "Mohammad Sorwar").level == "same"


def test_a_middle_name_left_over_is_near_at_most() -> None:
    evidence = persons("Tofayel Mustafa Sorwar", "Tofayel Sorwar")

    assert evidence.level == "near"
    assert "only asked: mustafa" in evidence.detail


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hikvison Digital", "Hikvision Digital"), ("Hikvision", "Hikvision Digital"), ("Alpha Beta", "Gamma Delta")],
)
def test_every_comparison_says_why(one: str, other: str) -> None:
    assert organizations(one, other).detail
    assert persons(one, other).detail
