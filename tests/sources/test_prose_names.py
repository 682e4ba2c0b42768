from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.prose_names import name_key, prose_names, split_list

AKA, FKA, WEAK = NameKind.STRONG_AKA, NameKind.FKA, NameKind.WEAK_AKA


@pytest.mark.parametrize(
    ("published", "primary", "others"),
    [
        ("Example Co., Ltd.", "Example Co., Ltd.", []),
        ("Example (Baotou) Co., Ltd.", "Example (Baotou) Co., Ltd.", []),
        ("Example (a.k.a. Sample; d/b/a Test)", "Example", [("Sample", AKA), ("Test", AKA)]),
        ("Example (and one alias: Sample (Shanshan) Co.)", "Example", [("Sample (Shanshan) Co.", AKA)]),
        ("Example (also known as A, B Co., Ltd., and C)", "Example", [("A", AKA), ("B Co., Ltd.", AKA), ("C", AKA)]),
        ("Example (also known as Import and Export Co., Ltd.)", "Example", [("Import and Export Co., Ltd.", AKA)]),
        ("Example (also known as A Co. and B Co.)", "Example", [("A Co.", AKA), ("B Co.", AKA)]),
        (
            "Example (formerly known as A; and also known as B, including C Ltd.)",
            "Example",
            [("A", FKA), ("B", AKA), ("C Ltd.", AKA)],
        ),
        (
            "Example (also known as B and formerly known as C, Oils and D Co.)",
            "Example",
            [("B", AKA), ("C, Oils and D Co.", FKA)],
        ),
        ("Example Training Center (ETC)", "Example Training Center", [("ETC", WEAK)]),
        ("Example Group (Limited)", "Example Group (Limited)", []),
        ("Example (Sampletown)", "Example (Sampletown)", []),
        ("Example ((also known as", "Example ((also known as", []),
        ("(also known as A)", "(also known as A)", []),
    ],
)
def test_names_in_prose_are_told_apart(published: str, primary: str, others: list[tuple[str, NameKind]]) -> None:
    found = prose_names(published)

    assert found.primary == primary
    assert [(name.text, name.kind) for name in found.names[1:]] == others


def test_a_last_bracket_is_a_short_name_only_where_the_list_writes_them_so() -> None:
    assert prose_names("Example Co. (Exco)").primary == "Example Co. (Exco)"
    assert prose_names("Example Co. (Exco)", short_names=True).names[1].text == "Exco"
    assert prose_names("Example Co. (Shanghai)", short_names=True).primary == "Example Co. (Shanghai)"


def test_what_an_entry_reaches_is_its_scope() -> None:
    assert prose_names("Example Co., Ltd (and one alias: A) and subsidiaries").scope == "and subsidiaries"
    assert prose_names("Example Corps (EC) and its subordinate and affiliated entities").names[1].text == "EC"
    assert prose_names("Example Co. (and eight subsidiaries)").scope == "and eight subsidiaries"
    named = prose_names("Example Co. and its subsidiary Sample Co., Ltd.")
    assert [item.primary for item in named.subsidiaries] == ["Sample Co., Ltd."]


def test_nothing_is_lost_of_an_alias_that_reaches_further_itself() -> None:
    found = prose_names("Example Co. (also known as Sample Co. and its subsidiary Test Co.)")

    assert (found.names[1].text, found.scope) == ("Sample Co.", "and its subsidiary Test Co.")
    assert [item.primary for item in found.subsidiaries] == ["Test Co."]


def test_a_number_that_does_not_come_out_is_a_doubt() -> None:
    assert prose_names("Example (including three aliases: A; and B)").doubts == (
        "the entry speaks of three aliases, and 2 were found in it",
    )
    assert prose_names("Example (including two aliases: A; and B)").doubts == ()


def test_commas_part_a_list_only_where_it_is_known_to_be_one() -> None:
    assert split_list("Cereals, Oils and Foods Co., Ltd.", commas=False) == ("Cereals, Oils and Foods Co., Ltd.",)
    assert split_list("A Co., Ltd., B (C, D) Inc., and E, Americas", commas=True) == (
        "A Co., Ltd.",
        "B (C, D) Inc.",
        "E, Americas",
    )


def test_spellings_that_differ_in_punctuation_share_a_key() -> None:
    assert name_key("Example New Energy, Co. Ltd") == name_key("EXAMPLE New Energy Co., Ltd.")


@given(st.text(alphabet="AbC .,;()1and knows", min_size=1).filter(str.strip))
def test_any_text_has_a_primary_name(published: str) -> None:
    assert prose_names(published, short_names=True).primary
