from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source
from exposcreen.sources.us_bis_dpl.source import US_BIS_DPL

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


def test_a_denied_person_has_the_days_of_the_order(read: Read) -> None:
    act = read(US_BIS_DPL)[0].designations[0]

    assert (act.listed_on, act.delisted_on) == (date(2003, 6, 19), date(2056, 6, 30))
    assert act.measures == ("standard denial order",)
    assert act.note == "FEDERAL REGISTER NOTICE UPDATED"
    assert [item.reference for item in act.citations] == ["68 FR 38290", "71 FR 38843"]


def test_the_same_person_at_two_addresses_is_two_listings_without_ids(read: Read) -> None:
    first, second = read(US_BIS_DPL)[:2]

    assert first.name == second.name == "I. EXAMPLE"
    assert (first.uid, first.kind) == (None, SubjectKind.UNKNOWN)
    assert second.addresses == ("1 EXAMPLE STREET, EXAMPLEVILLE, TX, 75160",)
    assert (first.countries, second.countries) == (("US",), ())


def test_an_old_order_without_expiry_is_still_in_force(read: Read) -> None:
    old = read(US_BIS_DPL)[2]

    assert old.name == "EXAMPLE BROKERS, INC"
    assert old.in_force(date(2026, 1, 1))
    assert old.designations[0].measures == ("non-standard denial order",)
    assert old.designations[0].citations[0].reference == "49 FR 49666"


def test_a_citation_without_volume_stays_as_it_is_published(read: Read) -> None:
    citations = read(US_BIS_DPL)[1].designations[0].citations

    assert [item.reference for item in citations] == ["68 FR 38290", "F.R. 30823 7/3/2017"]
    assert citations[1].published_on is None


def test_a_row_that_repeats_another_in_every_field_is_kept_and_told(read: Read) -> None:
    told: list[str] = []

    first, second = read(US_BIS_DPL, told)[3:]

    assert first.record != second.record
    assert told == ["dpl.txt: 1 rows repeat another in every field; each is a listing, as published"]
    assert "its last day is not known" in str(first.note)
    assert first.designations[0].citations[0].reference == "BIS Denied Persons List"


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (b"06/19/2003", b"19 June 2003", "Effective_Date as published: 19 June 2003"),
        (b'"Y"', b'"P"', "Standard_Order as published: P"),
        (b"06/29/2056", b"12/31/9999", "None"),
    ],
)
def test_what_cannot_be_understood_is_noted(read: Read, sample: Sample, old: bytes, new: bytes, note: str) -> None:
    changed = sample(US_BIS_DPL)["dpl.txt"].replace(old, new, 1)

    assert note in str(read(US_BIS_DPL, dpl=changed)[0].note)


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("FUYI EXAMPLE A/K/A FRANK EXAMPLE", ["FUYI EXAMPLE", "FRANK EXAMPLE"]),
        ("METHODS OF EXAMPLE (MOE)", ["METHODS OF EXAMPLE", "MOE"]),
        ("EXAMPLE AVIATION JSC,", ["EXAMPLE AVIATION JSC"]),
    ],
)
def test_names_are_told_apart_as_in_the_screening_list(
    read: Read, sample: Sample, published: str, names: list[str]
) -> None:
    changed = sample(US_BIS_DPL)["dpl.txt"].replace(b"EXAMPLE  BROKERS, INC", published.encode(), 1)

    assert [name.text for name in read(US_BIS_DPL, dpl=changed)[2].names] == names


def test_a_row_without_a_name_is_refused(read: Read, sample: Sample) -> None:
    changed = sample(US_BIS_DPL)["dpl.txt"].replace(b'"EXAMPLE  BROKERS, INC"', b'" "', 1)

    with pytest.raises(SourceFormatError, match=r"dpl\.txt: line 4: text: "):
        read(US_BIS_DPL, dpl=changed)


def test_a_text_file_of_any_name_with_the_header_is_recognised(sample: Sample) -> None:
    content = sample(US_BIS_DPL)["dpl.txt"]

    assert US_BIS_DPL.recognise(Path("denied 2022.txt"), content) == "dpl.txt"
    assert US_BIS_DPL.recognise(Path("denied 2022.csv"), content) is None


@pytest.mark.shared
def test_the_file_of_september_2022_is_read_whole(shared: Path) -> None:
    told: list[str] = []
    file = Published.at(shared / "lists/us_bis/dpl_2022-09.txt")

    listings = list(US_BIS_DPL.read({"dpl.txt": file}, published_on=None, tell=told.append))

    acts = [item.designations[0] for item in listings]
    assert len(listings) == 581
    assert sum(act.listed_on is not None for act in acts) == 581
    assert sum(act.delisted_on is not None for act in acts) == 528
    assert sum(act.citations[0].title == "Federal Register" for act in acts) == 580
    assert sum(len(act.citations) for act in acts) > 1_500
    assert told == ["dpl.txt: 2 rows repeat another in every field; each is a listing, as published"]
    assert len({dict(item.record)["row_sha256"] for item in listings}) == 581
    assert [item.note for item in listings if item.note] == []
