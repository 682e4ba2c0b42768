from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.federal_register import federal_register
from exposcreen.sources.published import Published
from exposcreen.sources.us_bis_ecfr.division import divide
from exposcreen.sources.us_bis_ecfr.entity import Party, parties_of
from exposcreen.sources.us_bis_ecfr.phrases import clean_item, count_of, split_addresses
from exposcreen.sources.us_bis_ecfr.source import US_BIS_ECFR

ROLE = "title-15-part-744.xml"


def names(party: Party) -> list[str]:
    return [name.text for name in party.names]


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Example Ltd., 1 Example Road, Freedonia", "Example Ltd.", "1 Example Road, Freedonia"),
        ("Example Co., Ltd., Fredonia City", "Example Co., Ltd.", "Fredonia City"),
        ("Example Trading, Sdn. Bhd., Unit 4, Freedonia", "Example Trading, Sdn. Bhd.", "Unit 4, Freedonia"),
        (
            "Rufus Example, Example Research Institute, Freedonia",
            "Rufus Example",
            "Example Research Institute, Freedonia",
        ),
        ("Example Academy, Institute of Examples, No. 2 Road", "Example Academy, Institute of Examples", "No. 2 Road"),
        ("Example Academy, 31 Research Institute, Fredonia", "Example Academy, 31 Research Institute", "Fredonia"),
        ("Example Company (a.k.a. Ex, Inc.), Unit #23", "Example Company (a.k.a. Ex, Inc.)", "Unit #23"),
        ("Example Works J.S. Co. 5 Zavodskaya St., Fredonia", "Example Works J.S. Co.", "5 Zavodskaya St., Fredonia"),
        ("A. Example Ltd.; HA'Assif 19, Fredonia", "A. Example Ltd.", "HA'Assif 19, Fredonia"),
        ("Example Machine Building Plant", "Example Machine Building Plant", ""),
    ],
)
def test_a_name_ends_where_its_address_begins(text: str, name: str, address: str) -> None:
    assert divide(text) == (name, address)


@given(st.text(min_size=1, max_size=120))
def test_no_word_is_lost_where_a_name_is_cut_off(text: str) -> None:
    assert "".join(re.findall(r"\w", "".join(divide(text)))) == "".join(re.findall(r"\w", text))


@pytest.mark.parametrize(
    ("lines", "own", "addresses"),
    [
        (
            ["Example Oil, OAO (a.k.a. Exoil, Address: 11 Example boulevard, Fredonia 101000"],
            ["Example Oil, OAO", "Exoil"],
            ["11 Example boulevard, Fredonia 101000"],
        ),
        (
            [
                "Example Oy, a.k.a., the following one alias:",
                "—Example Trading LTD. Fredonia City, Freedonia. (See also addresses under Sylvania)",
            ],
            ["Example Oy", "Example Trading LTD."],
            ["Fredonia City, Freedonia"],
        ),
        (
            [
                "Example Institute, a.k.a., the following two aliases:",
                "—Example-70, (Address: P.O. Box 245, Exampletown); and any nuclear-related entities in it; and",
                "—Example 70.",
            ],
            ["Example Institute", "Example-70", "Example 70"],
            ["P.O. Box 245, Exampletown"],
        ),
        (
            [
                "Example Plant, a.k.a., the following one alias:",
                "—Works. The following addresses apply to all: 1 A Road",
            ],
            ["Example Plant", "Works"],
            ["1 A Road"],
        ),
    ],
)
def test_an_alias_ends_where_an_address_begins(lines: list[str], own: list[str], addresses: list[str]) -> None:
    (party,) = parties_of(lines)

    assert (names(party), party.addresses) == (own, addresses)


def test_what_an_alias_says_the_entry_reaches_is_scope() -> None:
    (party,) = parties_of(
        [
            "Institute X, a.k.a., the following one alias:",
            "—X-70; and any nuclear-related entities, or centers in X-70.",
        ]
    )

    assert (names(party), party.scope) == (
        ["Institute X", "X-70"],
        "and any nuclear-related entities, or centers in X-70",
    )


def test_an_abbreviation_that_is_an_alias_of_its_own_is_no_weak_one() -> None:
    (party,) = parties_of(["Xample Production Corps (XPC), a.k.a., the following one alias:", "—XPC."])

    assert [(name.text, name.kind) for name in party.names[1:]] == [("XPC", NameKind.STRONG_AKA)]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_are_read_without_a_crash(lines: list[str]) -> None:
    for party in parties_of(lines):
        assert party.names[0].kind is NameKind.PRIMARY


def test_parts_with_names_of_their_own_are_parties() -> None:
    parties = parties_of(
        [
            "Example Technologies Co., Ltd., a.k.a., the following one alias:",
            "—Example Technology.",
            "Addresses for Example Technologies Co., Ltd.: Example Base, Freedonia; and 9 Road, Freedonia.",
            "Affiliated entities:",
            "Example Longshine Co., Ltd., Room 605, Freedonia.",
            "Example Marine Networks Co., Ltd., a.k.a., the following two aliases:",
            "EMN Technologies; and EMN Tech. Building R4, No. 2 Example Avenue, Freedonia.",
        ]
    )

    assert [names(party) for party in parties] == [
        ["Example Technologies Co., Ltd.", "Example Technology"],
        ["Example Longshine Co., Ltd."],
        ["Example Marine Networks Co., Ltd.", "EMN Technologies", "EMN Tech"],
    ]
    assert [party.parent for party in parties] == [None, *["Example Technologies Co., Ltd."] * 2]
    assert parties[0].addresses == ["Example Base, Freedonia", "9 Road, Freedonia"]
    assert parties[2].addresses == ["Building R4, No. 2 Example Avenue, Freedonia"]


def test_the_number_of_aliases_tells_which_dashes_are_parts() -> None:
    parties = parties_of(
        [
            "Example Atomic Commission (EAC), and the following subordinate entities:",
            "—Power Workshops, P.O. Box 1114, Freedonia;",
            "—National Example Complex (NEC), a.k.a., the following two aliases:",
            "—National Example Centre; and",
            "—National Example Works.",
            "—Reactors (including power plants), of any kind.",
        ]
    )

    assert [names(party)[0] for party in parties] == [
        "Example Atomic Commission",
        "Power Workshops",
        "National Example Complex",
        "Reactors (including power plants)",
    ]
    assert names(parties[2]) == ["National Example Complex", "NEC", "National Example Centre", "National Example Works"]


def test_a_group_without_a_party_of_its_own_has_parts_only() -> None:
    parties = parties_of(["The following Department of Examples entities:", "—Example Plant;", "—Example Works."])

    assert [(names(party), party.parent) for party in parties] == [
        (["Example Plant"], "Department of Examples"),
        (["Example Works"], "Department of Examples"),
    ]


def test_what_an_entry_reaches_is_its_scope() -> None:
    [ministry] = parties_of(["Ministry of Examples, including the Armed Examples and all units wherever located."])

    assert names(ministry) == ["Ministry of Examples"]
    assert str(ministry.scope).startswith("including the Armed Examples")


@pytest.mark.parametrize(
    ("text", "number"), [("two", 2), ("twenty-three", 23), ("nineteen", 19), ("12", 12), ("many", None), (None, None)]
)
def test_numbers_in_words_are_read(text: str | None, number: int | None) -> None:
    assert count_of(text) == number


def test_what_joins_the_items_is_no_part_of_them() -> None:
    assert [clean_item(line) for line in ("—A Ltd.; and", "– B;", "-C Corp. of Examples.", "—E S.A.; or")] == [
        "A Ltd.",
        "B",
        "C Corp. of Examples",
        "E S.A.",
    ]
    assert split_addresses("Address: A Road; and B Road. Alt Address: C Road; and; D Road.") == (
        "A Road",
        "B Road",
        "C Road",
        "D Road",
    )


def cell(entry: dict[str, Any]) -> list[str]:
    """The lines of a cell, put together again in the official form from a parse that others made of it."""
    aliases, address = entry["aliases"], entry["address"]
    if not aliases:
        return [f"{entry['name']}, {address}" if address else entry["name"]]
    ends = [*[";"] * (len(aliases) - 2), "; and", "."][-len(aliases) :]
    first = f"{entry['name']}, a.k.a., the following {len(aliases)} alias{'es' if len(aliases) > 1 else ''}:"
    return [
        first,
        *(f"—{alias}{end}" for alias, end in zip(aliases, ends, strict=True)),
        *([address] if address else []),
    ]


def derived(shared: Path, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((shared / "lists/us_bis" / name).read_text())["entities"]
    return entries


def table(supplement: str, headings: list[str], rows: Iterator[list[str]]) -> str:
    head = "".join(f"<TH>{heading}</TH>" for heading in headings)
    body = "".join("<TR>" + "".join(f"<TD>{text}</TD>" for text in row) + "</TR>\n" for row in rows)
    return (
        f'<DIV9 N="{supplement} to Part 744" TYPE="APPENDIX"><DIV><TABLE><THEAD><TR>{head}</TR></THEAD>\n'
        f"<TBODY>{body}</TBODY></TABLE></DIV></DIV9>\n"
    )


def rows_of(entries: list[dict[str, Any]], *, requirement: bool) -> Iterator[list[str]]:
    before = None
    for entry in entries:
        country = "" if entry["country"] == before else entry["country"].upper()
        before = entry["country"]
        middle = [escape(entry["notes"] or "All items"), "Presumption of denial"] if requirement else []
        citation = escape(entry["federal_register"]).replace("\n", "<br/>")
        yield [country, "<br/>".join(escape(line) for line in cell(entry)), *middle, citation]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(listings: list[Listing]) -> set[str]:
    texts = [
        text for item in listings for text in (*(name.text for name in item.names), *item.addresses, item.note or "")
    ]
    texts += [relation.name for item in listings for relation in item.relations]
    texts += [act.scope or "" for item in listings for act in item.designations]
    return words(" ".join(texts))


@pytest.mark.shared
def test_every_real_entry_is_read_and_none_of_its_words_is_lost(shared: Path) -> None:
    entity, military = derived(shared, "entity_list-2026-07.json"), derived(shared, "meu-2026-07.json")
    short = ["Country", "Listed person and address", "Federal Register citation"]
    long = ["Country", "Entity", "License requirement", "License review policy", "Federal Register citation"]
    content = (
        '<DIV5 N="744" TYPE="PART">'
        + table("Supplement No. 4", long, rows_of(entity, requirement=True))
        + table("Supplement No. 6", short, iter([["FREEDONIA", "Example", "79 FR 4243, 01/27/14"]]))
        + table(
            "Supplement No. 7", ["Country", "Entity", "Federal Register citation"], rows_of(military, requirement=False)
        )
        + "</DIV5>"
    )

    found = list(US_BIS_ECFR.read({ROLE: Published.of(content.encode(), ROLE)}, published_on=None, tell=lambda _: None))

    by_row: dict[str, list[Listing]] = {}
    for item in found:
        by_row.setdefault(squeezed(dict(item.record)["entity"]) + item.list_id, []).append(item)
    phrases = words("a k f the following two three four aliases alias and subordinate institution institutions of or")
    phrases |= words("Subordinate Parent Organization subsidiary institute for Address Addresses Alt one")
    entries = [(item, "us_bis_entity") for item in entity] + [(item, "us_bis_meu") for item in military]
    lost = {}
    for entry, list_id in entries:
        listings = by_row[squeezed("".join(cell(entry))) + list_id]
        if missing := words(" ".join([entry["name"], *entry["aliases"]])) - said(listings) - phrases:
            lost[entry["name"]] = missing
    assert lost == {}
    assert (len(entity), len(military)) == (3_409, 70)
    assert 3_479 < len(found) < 3_500


@pytest.mark.shared
def test_every_real_citation_is_read_with_its_day(shared: Path) -> None:
    entries = [*derived(shared, "entity_list-2026-07.json"), *derived(shared, "meu-2026-07.json")]
    texts = [entry["federal_register"] for entry in entries]

    found = [citation for text in texts for citation in federal_register(text)]

    pages = [page for text in texts for page in dict.fromkeys(re.findall(r"\d+ FR \d+", " ".join(text.split())))]
    assert [citation.reference for citation in found] == pages
    # Three have no day, and the year of one is not that of its volume.
    assert sum(citation.published_on is None for citation in found) == 4
    assert len(found) > 3_700


@pytest.mark.shared
def test_the_names_of_the_screening_list_are_found_again_before_their_addresses(shared: Path) -> None:
    with gzip.open(shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz", "rt", encoding="utf-8-sig") as stream:
        rows = [row for row in csv.DictReader(stream) if row["source"].startswith(("Entity", "Unver", "Military"))]
    pairs = [
        (" ".join(row["name"].split()).rstrip(" ,"), re.sub(r",? [A-Z]{2}$", "", row["addresses"].split("; ")[0]))
        for row in rows
        if len(row["addresses"]) > 2
    ]

    found = sum(divide(f"{name}, {address}")[0] == name for name, address in pairs)

    # Nearly all of the others have a town in the name as that list publishes it.
    assert len(pairs) > 2_200
    assert found > 0.975 * len(pairs)
