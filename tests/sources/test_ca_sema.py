from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.ca_sema.names import alias_texts, aliases, halves
from exposcreen.sources.ca_sema.source import CA_SEMA
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]

ROLE = "sema-lmes.xml"


def named(listing: Listing) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in listing.names]


def test_a_bilingual_name_is_kept_whole_and_found_in_both_languages(read: Read) -> None:
    navy = read(CA_SEMA)[0]

    assert named(navy) == [
        ("Freedonian Navy/Marine fridonienne", NameKind.PRIMARY),
        ("Freedonian Navy", NameKind.STRONG_AKA),
        ("Marine fridonienne", NameKind.STRONG_AKA),
        ("Example Trading Co., Ltd.", NameKind.STRONG_AKA),
        ("FN", NameKind.STRONG_AKA),
        ("Ministry of Ducks, soup and war", NameKind.STRONG_AKA),
        ("Ducks", NameKind.STRONG_AKA),
    ]
    assert navy.kind is SubjectKind.ORGANIZATION


def test_one_word_of_a_person_is_a_weak_alias(read: Read) -> None:
    firefly = read(CA_SEMA)[1]

    assert named(firefly) == [
        ("FIREFLY, Rufus T.", NameKind.PRIMARY),
        ("Roofus", NameKind.WEAK_AKA),
        ("Rufus FIREFLIE", NameKind.STRONG_AKA),
        ("Руфус ФАЙЕРФЛАЙ", NameKind.STRONG_AKA),
    ]
    assert firefly.positions == ("Major General/major-général",)
    assert [str(born) for born in firefly.birth_dates] == ["1890-10-02", "1891"]


def test_the_country_is_the_program_and_says_nothing_of_the_party(read: Read) -> None:
    listings = read(CA_SEMA)

    assert [item.designations[0].program for item in listings[:3]] == [
        "Freedonia",
        "Freedonia",
        "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR)",
    ]
    assert [item.designations[0].citations[0].reference for item in listings[:3]] == [
        "Special Economic Measures Act, Freedonia, schedule 1, item 1",
        "Special Economic Measures Act, Freedonia, item 2",
        "Justice for Victims of Corrupt Foreign Officials Act, schedule 1, item 3",
    ]
    assert not any(item.countries or item.nationalities or item.uid for item in listings)


def test_a_ship_is_told_by_its_number_and_has_no_birth_date(read: Read) -> None:
    older, newer = read(CA_SEMA)[3], read(CA_SEMA)[5]

    assert (older.kind, newer.kind) == (SubjectKind.VESSEL, SubjectKind.VESSEL)
    assert older.identifiers == (Identifier(scheme="imo", value="1234567"),)
    assert (older.birth_dates, older.positions) == ((), ())
    assert older.note == "built: 1986; ship type: General Cargo | Cargo classique"
    assert older.designations[0].listed_on == date(2024, 12, 10)


def test_the_bilingual_tags_of_2026_say_the_same_fields(read: Read) -> None:
    trentino = read(CA_SEMA)[4]

    assert trentino.name == "Trentino, Louis"
    assert [str(born) for born in trentino.birth_dates] == ["1876/1878"]
    assert trentino.designations[0].listed_on == date(2025, 2, 21)


def test_dates_that_are_none_are_noted_and_the_listing_stays(read: Read) -> None:
    chicolini, port = read(CA_SEMA)[2], read(CA_SEMA)[5]

    assert chicolini.note == "birth date as published: born in the early 1890s"
    assert port.note == "date of listing as published: spring of 2025"


def test_a_field_that_stands_twice_in_a_record_is_refused(read: Read, sample: Sample) -> None:
    twice = sample(CA_SEMA)[ROLE].replace(
        b"<Item>1</Item>", b"<Item>1</Item><Item-NumeroDarticle>2</Item-NumeroDarticle>"
    )

    with pytest.raises(SourceFormatError, match=r"sema-lmes\.xml: line \d+: Item-NumeroDarticle: the record has this"):
        read(CA_SEMA, **{"sema-lmes": twice})


def test_a_record_that_repeats_another_is_read_once_and_told(read: Read, sample: Sample) -> None:
    content = sample(CA_SEMA)[ROLE]
    record = content[content.index(b"<record>") : content.index(b"</record>") + len(b"</record>")]
    told: list[str] = []

    listings = read(CA_SEMA, told, **{"sema-lmes": content.replace(b"</data-set>", record + b"</data-set>")})

    assert len(listings) == 6
    assert told == ["sema-lmes.xml: 1 records repeat another word for word, and are read once"]


@pytest.mark.parametrize(
    ("published", "texts"),
    [
        ("Example Holdings Pte. Ltd., Example Limited", ["Example Holdings Pte. Ltd.", "Example Limited"]),
        ("Example, S.A. de C.V., Other", ["Example, S.A. de C.V.", "Other"]),
        ('Завод "Пример", АО, ЗП', ['Завод "Пример", АО', "ЗП"]),
        ("Министерство образования, науки и молодежи", ["Министерство образования, науки и молодежи"]),
        ("Example (A, B), the Example", ["Example (A, B)", "the Example"]),
        ("EX/EXF", ["EX/EXF", "EX", "EXF"]),
        ("(Exbank)", ["Exbank"]),
        ("Rufus; Firefly | Duck", ["Rufus", "Firefly", "Duck"]),
        ("Rufus or Roofus", ["Rufus", "Roofus"]),
        (" , ;", []),
        ("N/A", []),
        ("Banco Example S/A", ["Banco Example S/A"]),
        (
            "XG, Example, Guard of X/GX, Garde de X et Xarde",
            [
                "XG",
                "Example",
                "Guard of X/GX",
                "Guard of X",
                "GX",
                "Garde de X et Xarde",
                "Garde de X",
                "Xarde",
            ],
        ),
        ("Ecole et Example, XE", ["Ecole et Example", "XE"]),
        (
            "A Medical University, B Medical University, Ce, Medical University/Université Ce",
            [
                "A Medical University",
                "B Medical University",
                "Ce, Medical University/Université Ce",
                "Ce, Medical University",
                "Université Ce",
            ],
        ),
    ],
)
def test_commas_separate_names_and_stand_in_them(published: str, texts: list[str]) -> None:
    assert list(alias_texts(published)) == texts


def test_one_word_is_a_whole_name_where_words_are_not_spaced_or_the_name_is_one_word() -> None:
    kinds = {name.text: name.kind for name in aliases("Wei, 李伟, Вэй", one_word_is_weak=True)}

    assert kinds == {"Wei": NameKind.WEAK_AKA, "李伟": NameKind.STRONG_AKA, "Вэй": NameKind.WEAK_AKA}
    assert aliases("Soeharto", one_word_is_weak=False)[0].kind is NameKind.STRONG_AKA


def test_two_spellings_of_a_surname_make_two_whole_names(read: Read, sample: Sample) -> None:
    content = sample(CA_SEMA)[ROLE].replace(b">FIREFLY ", b">FIREFLY/FEUERFLY ", 1)

    assert [text for text, _ in named(read(CA_SEMA, **{"sema-lmes": content})[1])][:3] == [
        "FIREFLY/FEUERFLY, Rufus T.",
        "FIREFLY, Rufus T.",
        "FEUERFLY, Rufus T.",
    ]


def test_a_slash_in_brackets_makes_no_halves() -> None:
    assert halves("Example Mills (North/South)") == ()
    assert halves("Army (of X/Y)/Armée") == ("Army (of X/Y)", "Armée")


@given(st.lists(st.text("abcXYZ (),/;\"'", min_size=1), max_size=6))
def test_no_word_of_an_alias_is_ever_lost(parts: list[str]) -> None:
    published = ", ".join(parts)

    kept = {word for text in alias_texts(published) for word in re.findall(r"\w+", text)}

    assert set(re.findall(r"\w+", published)) - {"or"} <= kept


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@pytest.mark.shared
def test_the_real_file_of_2020_is_read_whole_and_no_word_is_lost(shared: Path) -> None:
    files = {ROLE: Published.at(shared / "lists/ca_sema/2020-04.xml")}
    listings = list(CA_SEMA.read(files, published_on=None, tell=print))

    lost = []
    for item in listings:
        record = dict(item.record)
        published = " ".join(record.get(field, "") for field in ("Entity", "LastName", "GivenName", "Aliases"))
        lost += sorted(words(published) - words(" ".join(name.text for name in item.names)))

    assert lost == []
    assert Counter(item.kind for item in listings) == {SubjectKind.PERSON: 985, SubjectKind.ORGANIZATION: 384}
    assert sum(len(item.birth_dates) for item in listings) == 213
    assert not any(item.note for item in listings)
    programs = Counter(item.designations[0].program for item in listings)
    assert programs["Burma"] == 89
    assert programs["Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR)"] == 70


@pytest.mark.shared
def test_the_real_aliases_are_divided_at_their_own_commas(shared: Path) -> None:
    files = {ROLE: Published.at(shared / "lists/ca_sema/2020-04.xml")}
    by_name = {item.name: item for item in CA_SEMA.read(files, published_on=None, tell=print)}

    assert [text for text, _ in named(by_name["Air Bagan"])] == [
        "Air Bagan",
        "Air Bagan Holdings Pte. Ltd.",
        "Air Bagan Limited",
    ]
    assert named(by_name["SALYAEV, Aleksey Mikhailovich"])[1:] == [
        ("Aleksei", NameKind.WEAK_AKA),
        ("Oleksii SALYAYEV", NameKind.STRONG_AKA),
        ("SALIAIEV", NameKind.WEAK_AKA),
    ]
    texts = {name.text for item in by_name.values() for name in item.names}
    assert "Pasdaran" in texts
    assert "Medical Sciences University" not in texts
