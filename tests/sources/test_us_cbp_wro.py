from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.parties import Parties, Party, parties
from exposcreen.sources.source import Source, Unread
from exposcreen.sources.us_cbp_wro.source import US_CBP_WRO

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]

ROLE = "withhold-release-orders-findings.csv"
STEM = ROLE.removesuffix(".csv")


@pytest.fixture
def wro(read: Read) -> dict[str, Listing]:
    return {item.name: item for item in read(US_CBP_WRO)}


def test_an_order_says_its_goods_its_day_and_its_law(wro: dict[str, Listing]) -> None:
    act = wro["Example Apparel Co., Ltd."].designations[0]

    assert (act.program, act.listed_on, act.scope, act.note) == ("WRO", date(2019, 9, 30), "All Garments", None)
    assert [citation.reference for citation in act.citations] == ["19 U.S.C. 1307"]
    assert act.citations[0].url == "https://www.example.gov/news/1"
    assert wro["Example Apparel Co., Ltd."].note == "Enforcement superseded"


def test_each_party_of_a_cell_is_a_listing_and_what_is_said_of_all_is_of_each(wro: dict[str, Listing]) -> None:
    example, other = wro["Example Farms S.A. de C.V."], wro["Other Farms S.A. de C.V."]

    assert example.designations[0].scope == "Fresh Tomatoes; and their subsidiaries"
    assert example.designations == other.designations
    assert example.designations[0].note == "Status: Partially Modified"
    assert "The order names together: Example Farms S.A. de C.V. and Other Farms" in str(other.note)
    assert dict(example.record)["Entity"] == dict(other.record)["Entity"]


def test_a_party_whose_removal_is_dated_is_off_the_list_from_that_day(wro: dict[str, Listing]) -> None:
    removed = {
        name: wro[name].designations[0].delisted_on
        for name in ("Firefly Carpet Pvt., Ltd.", "Duck Carpet", "Soup Carpet", "Trentino Carpet")
    }

    assert removed == {
        "Firefly Carpet Pvt., Ltd.": date(1998, 10, 6),
        "Duck Carpet": date(2021, 7, 23),
        "Soup Carpet": date(1998, 10, 6),
        "Trentino Carpet": None,
    }


def test_an_order_that_is_not_active_keeps_its_status_and_still_counts(wro: dict[str, Listing]) -> None:
    machinery = wro["Example Machinery"]

    assert machinery.designations[0].note == "Status: Inactive-Pending Litigation"
    assert machinery.in_force(date(2026, 1, 1))
    assert [name.text for name in machinery.names] == [
        "Example Machinery",
        "Golden Duck Factory",
        "Freedonia 1st Prison",
    ]
    assert "Example Industrial Company" in wro


def test_vessels_are_vessels_and_fleets_name_their_owner(wro: dict[str, Listing]) -> None:
    vessel, fleet = wro["Rufus No. 7"], wro["Fishing Vessels owned by Example Ocean Fishing Co. Ltd."]

    assert (vessel.kind, vessel.countries) == (SubjectKind.VESSEL, ())
    assert [citation.reference for citation in vessel.designations[0].citations] == ["19 U.S.C. 1307", "87 FR 4634"]
    assert vessel.designations[0].program == "Finding"
    assert Name(text="Example Ocean Fishing Co. Ltd.", kind=NameKind.STRONG_AKA) in fleet.names


def test_an_order_on_a_region_or_without_a_day_is_kept(wro: dict[str, Listing]) -> None:
    assert wro["Soup Autonomous Region (SAR)"].kind is SubjectKind.UNKNOWN
    assert wro["Artisanal Example Mines"].note == "effective date as published: not stated"
    assert wro["Artisanal Example Mines"].designations[0].listed_on is None


def test_a_row_that_names_nobody_leaves_the_list_incomplete(read: Read, sample: Sample) -> None:
    told: list[str] = []
    content = sample(US_CBP_WRO)[ROLE].replace(b"Soup Autonomous Region (SAR)", b"")

    read(US_CBP_WRO, told, **{STEM: content})

    assert len(told) == 1
    assert isinstance(told[0], Unread)


def test_the_encoding_of_windows_is_read_too(read: Read, sample: Sample) -> None:
    content = (
        sample(US_CBP_WRO)[ROLE]
        .removeprefix(b"\xef\xbb\xbf")
        .replace(b"Aluminio", b"")
        .replace(b"Soup Autonomous", b"S\xfbp\xa0Autonomous")
    )

    assert "Sûp Autonomous Region (SAR)" in {item.name for item in read(US_CBP_WRO, **{STEM: content})}


def test_what_is_neither_order_nor_finding_is_refused(read: Read, sample: Sample) -> None:
    content = sample(US_CBP_WRO)[ROLE].replace(b",Finding,", b",Advisory,")

    with pytest.raises(SourceFormatError, match=r"line \d+: WRO/Finding: 'Advisory' is neither WRO nor Finding"):
        read(US_CBP_WRO, **{STEM: content})


def test_the_official_name_ends_with_a_date() -> None:
    assert US_CBP_WRO.recognise(Path(f"{STEM}-fy26-2026-06-23.csv"), b"") == ROLE


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Example Agriculture, Industry, and Trade Co., Ltd.", ["Example Agriculture, Industry, and Trade Co., Ltd."]),
        ("Example Co., Ltd. (of Duck, Soup)", ["Example Co., Ltd. (of Duck, Soup)"]),
        ("Example Tea Manufacturing & Trading Co., Ltd.", ["Example Tea Manufacturing & Trading Co., Ltd."]),
        ("Example Fruits and Vegetables", ["Example Fruits and Vegetables"]),
        ("K.K. Example Industries; Kathmandu.", ["K.K. Example Industries; Kathmandu."]),
        ("A One Sdn Bhd, B (M) Sdn Bhd, and C Two Sdn Bhd", ["A One Sdn Bhd", "B (M) Sdn Bhd", "C Two Sdn Bhd"]),
        (
            "Example Company, Limited and its two subsidiaries from China, Duck (A) Co. Limited and Soup (HK) Limited.",
            ["Example Company, Limited", "Duck (A) Co. Limited", "Soup (HK) Limited."],
        ),
    ],
)
def test_only_the_end_of_a_company_divides_a_cell(cell: str, names: list[str]) -> None:
    assert [party.name for party in parties(cell).items] == names


def test_successors_and_subsidiaries_are_a_scope() -> None:
    assert parties("Example Berhad and its subsidiaries and joint ventures") == Parties(
        (Party("Example Berhad"),), "and its subsidiaries and joint ventures"
    )


@pytest.mark.shared
def test_no_word_of_the_real_cells_is_lost(shared: Path) -> None:
    """Another program's parse of the file: its aliases are put back as they were published."""
    found = json.loads((shared / "lists/us_other/cbp_wro-2026-07.json").read_text(encoding="utf-8"))["entities"]
    lost, count = [], 0
    for entry in found:
        cell = ", a/k/a ".join([entry["name"], *entry["aliases"]])
        named = parties(cell)
        count += len(named.items)
        kept = " ".join([named.scope, *(text for item in named.items for text in (item.name, *item.aliases))])
        lost += sorted(set(re.findall(r"\w+", cell)) - set(re.findall(r"\w+", kept)))

    assert len(found) == 67
    assert count == 80
    assert set(lost) <= {"a", "k", "and", "its", "two", "subsidiaries", "from", "China"}
