from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.resources import data_root
from exposcreen.sources.prose_names import name_key, prose_names
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source, Unread
from exposcreen.sources.us_dhs_uflpa.source import US_DHS_UFLPA

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
ROLE = "uflpa-entity-list.html"

CONNECTORS = {
    "and",
    "including",
    "one",
    "two",
    "three",
    "four",
    "five",
    "alias",
    "aliases",
    "also",
    "known",
    "as",
    "formerly",
}


@pytest.fixture
def listed(read: Read) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(US_DHS_UFLPA)}


def texts(listing: Listing, *kinds: NameKind) -> list[str]:
    return [name.text for name in listing.names if name.kind in kinds]


def test_an_entity_in_two_tables_is_one_listing_with_two_acts(listed: dict[str, Listing]) -> None:
    textile = listed["Example Textile Co., Ltd"]

    assert [(act.program, act.listed_on) for act in textile.designations] == [
        ("UFLPA s.2(d)(2)(B)(i)", date(2022, 6, 21)),
        ("UFLPA s.2(d)(2)(B)(v)", date(2024, 5, 17)),
    ]
    assert [act.scope for act in textile.designations] == ["and subsidiaries", "and Subsidiaries"]
    assert textile.names == (
        Name(text="Example Textile Co., Ltd"),
        Name(text="Exemplar Textile", kind=NameKind.STRONG_AKA),
        Name(text="Sample Import and Export Co., Ltd.", kind=NameKind.STRONG_AKA),
        Name(text="Example Textile Co., Ltd.", kind=NameKind.STRONG_AKA),
    )


def test_a_notice_to_which_a_row_links_is_cited(listed: dict[str, Listing]) -> None:
    linked = listed["Example Textile Co., Ltd"].designations[1].citations[-1]

    assert (linked.reference, linked.url) == ("FR doc 2024-00001", "https://www.federalregister.gov/d/2024-00001")


def test_every_act_cites_the_list_and_the_act_of_congress(listed: dict[str, Listing]) -> None:
    for listing in listed.values():
        for act in listing.designations:
            assert [cite.reference for cite in act.citations[:2]] == ["UFLPA Entity List", "Pub. L. 117-78"]
            assert act.citations[0].published_on == date(2026, 1, 2)


def test_an_abbreviation_that_another_table_calls_an_alias_is_one(listed: dict[str, Listing]) -> None:
    corps = listed["Freedonia Production Corps"]

    assert texts(corps, NameKind.STRONG_AKA) == ["FPC", "Corps of Freedonia"]
    assert texts(listed["No. 9 Example Training Center"], NameKind.WEAK_AKA) == ["NETC"]


def test_aliases_and_former_names_are_told_apart_in_one_bracket(listed: dict[str, Listing]) -> None:
    sample = listed["Sample Technology Group Co., Ltd."]

    assert texts(sample, NameKind.STRONG_AKA) == ["Old Sample Technology Co., Ltd.", "STG Works"]
    assert texts(sample, NameKind.FKA) == ["Sylvania Zone Technology Co., Ltd."]
    assert texts(listed["Green Example Energy Co., Ltd."], NameKind.FKA) == [
        "Wu Example CNC Co., Ltd.",
        "Cereals, Oils and Foods Co., Ltd.",
    ]


def test_a_subsidiary_that_is_named_is_listed_with_its_parent(listed: dict[str, Listing]) -> None:
    ink = listed["Sylvania Ink Co., Ltd."]

    assert ink.relations == (Relation(kind="Subsidiary of", name="Sylvania Printing Co., Ltd."),)
    assert ink.designations == listed["Sylvania Printing Co., Ltd."].designations
    assert "Sylvania Paper Co., Ltd." in listed


def test_a_day_that_is_none_is_noted_and_the_entity_stays(listed: dict[str, Listing]) -> None:
    center = listed["No. 9 Example Training Center"]

    assert center.designations[0].listed_on is None
    assert center.note == "effective date as published, section 2(d)(2)(B)(ii): spring of 2023"


def test_the_day_at_the_foot_of_the_page_is_not_that_of_the_list(sample: Sample) -> None:
    files = {ROLE: Published.of(sample(US_DHS_UFLPA)[ROLE], ROLE)}

    assert US_DHS_UFLPA.stated_day(files) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"Section 2(d)(2)(B)(v)", b"Section 2(d)(2)(B)(vi)", r"line \d+: a table stands under section 2\(d\).*\(vi\)"),
        (b"Section 2(d)(2)(B)(ii)", b"Section 2(d)(2)(B)(i)", "a table stands under section"),
        (b"Section 2(d)(2)(B)(ii)", b"Other entities", r"a table stands under no heading"),
        (b"<th>Entity Name</th>", b"<th>Address</th>", "'Address' is not a field that is known"),
        (b"<th>Entity Name</th>", b"<th>Effective Date</th>", "a column stands there twice"),
        (b"</ul>", b"</ul><table><tr><th>Entity Name</th></tr></table>", "a table stands under no heading"),
        (b"<tbody>", b"<tbody>Lost Example Co., Ltd.", "text stands between the cells"),
        (b"</td><td>June 12, 2023", b" June 12, 2023", "1 cells under 2 columns"),
        (b"</html>", b"", r"line \d+: the page ends here without </html>"),
        (b"</tbody></table>", b"</tbody>", "a table is not closed"),
        (b"<tr><td>Green", b"<tr><td></td><td>June 1, 2025</td></tr><tr><td>Green", "an entry of June 1, 2025 has no"),
    ],
)
def test_a_page_that_differs_is_refused(read: Read, sample: Sample, old: bytes, new: bytes, problem: str) -> None:
    changed = sample(US_DHS_UFLPA)[ROLE].replace(old, new, 1)

    with pytest.raises(SourceFormatError, match=rf"uflpa-entity-list\.html: .*{problem}"):
        read(US_DHS_UFLPA, **{"uflpa-entity-list": changed})


def test_a_page_that_asks_for_a_person_is_refused_and_says_what_to_do(read: Read) -> None:
    page = b"<!DOCTYPE html><html><head><title>Access Denied</title></head><body>Are you human?</body></html>"

    with pytest.raises(SourceFormatError, match=r"save https://www\.dhs\.gov/uflpa-entity-list from a browser"):
        read(US_DHS_UFLPA, **{"uflpa-entity-list": page})


def test_exporters_in_prose_leave_the_list_partial(read: Read, sample: Sample) -> None:
    told: list[str] = []
    changed = sample(US_DHS_UFLPA)[ROLE].replace(
        b"We have not identified additional exporters", b"Exporter: Example Co."
    )

    read(US_DHS_UFLPA, told, **{"uflpa-entity-list": changed})

    assert [isinstance(sentence, Unread) for sentence in told] == [True]


def test_a_page_saved_under_another_name_is_recognised_by_its_address(sample: Sample) -> None:
    head = sample(US_DHS_UFLPA)[ROLE][:4096]

    assert US_DHS_UFLPA.recognise(Path("UFLPA Entity List _ Homeland Security.html"), head) == ROLE
    assert US_DHS_UFLPA.recognise(Path("other.html"), b"<html></html>") is None


def real_page(shared: Path) -> list[Listing]:
    file = Published.at(shared / "lists/us_dhs_uflpa/uflpa-entity-list-2026-07-09.html")
    return list(US_DHS_UFLPA.read({ROLE: file}, published_on=None, tell=pytest.fail))


@pytest.mark.shared
def test_the_real_page_agrees_with_the_bundled_extract(shared: Path) -> None:
    listings = {name_key(listing.name): listing for listing in real_page(shared)}
    extract: dict[str, set[tuple[str, str, str]]] = {}
    with (data_root() / "listings" / "us_dhs_uflpa.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            key = name_key(prose_names(row["name"]).primary)
            acts = extract.setdefault(key, set())
            if row["confirmed"] == "yes":
                acts.add((row["program"], row["listed_on"], row["scope"].casefold()))
            for column in ("aliases", "weak_aliases", "former_names"):
                for alias in filter(None, row[column].split("; ")):
                    former = column == "former_names"
                    assert (alias in texts(listings[key], NameKind.FKA)) is former
                    assert alias in [name.text for name in listings[key].names] or alias.endswith("Corps (XPCC)")

    assert len(listings) == 144
    assert {
        key: {(act.program, str(act.listed_on), (act.scope or "").casefold()) for act in listing.designations}
        for key, listing in listings.items()
    } == extract


@pytest.mark.shared
def test_no_word_of_a_published_name_is_lost(shared: Path) -> None:
    listings = real_page(shared)
    kept: dict[str, set[str]] = {}
    for listing in listings:
        said = " ".join([*(name.text for name in listing.names), *(act.scope or "" for act in listing.designations)])
        for field, value in listing.record:
            if field.endswith("Entity Name"):
                kept.setdefault(value, set()).update(re.findall(r"\w+", said.casefold()))
    with (shared / "lists/us_dhs_uflpa/rows.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))

    assert sum(len(listing.designations) for listing in listings) == len(rows) == 160
    for row in rows:
        name = row["name_as_published"]
        assert set(re.findall(r"\w+", name.casefold())) - CONNECTORS <= kept[name], name
    assert len({dict(listing.record)["row_sha256"] for listing in listings}) == 144
