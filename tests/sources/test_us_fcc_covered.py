from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing, Relation
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.source import Source
from exposcreen.sources.us_fcc_covered.source import US_FCC_COVERED

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
ROLE = "covered-list.html"


@pytest.fixture
def listed(read: Read) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(US_FCC_COVERED)}


def test_a_producer_in_bold_is_listed_for_what_the_row_covers(listed: dict[str, Listing]) -> None:
    act = listed["Example Telephone Company"].designations[0]

    assert listed["Example Telephone Company"].kind is SubjectKind.ORGANIZATION
    assert (act.program, act.listed_on) == ("Secure Networks Act s.2", date(2021, 3, 12))
    assert str(act.scope).startswith("Telecommunications equipment produced by Example Telephone Company, including")
    assert [cite.reference for cite in act.citations] == ["FCC Covered List", "47 U.S.C. 1601"]


def test_two_producers_in_one_row_are_two_listings_that_name_each_other(listed: dict[str, Listing]) -> None:
    assert listed["Freedonia Networks Corp"].relations == (Relation(kind="Linked To", name="FreedNet (USA) LLC"),)
    assert listed["FreedNet (USA) LLC"].designations == listed["Freedonia Networks Corp"].designations


def test_a_row_that_names_nobody_is_kept_under_what_it_covers(listed: dict[str, Listing]) -> None:
    kind = listed["Uncrewed example systems (UXS) and UXS critical components produced in a foreign country"]

    assert kind.kind is SubjectKind.UNKNOWN
    assert kind.note == "an entry on a kind of equipment: it names no party"
    assert kind.designations[0].listed_on == date(2025, 12, 22)
    assert kind.designations[0].note == "date of inclusion as published: December 22, 2025 (Updated January 7, 2026)"
    assert listed["Lamps produced in a foreign country"].designations[0].listed_on is None


def test_conditional_approvals_list_nobody(listed: dict[str, Listing]) -> None:
    assert len(listed) == 6
    assert not any("Example Aircraft" in name for name in listed)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"<strong>AO Sample Lab</strong>", b"AO Sample Lab", r"line 16: a producer beginning 'AO' is named, and not"),
        (b"or any of its", b"<strong>or</strong> any of its", "'or' .* stands in bold and is no name"),
        (b"<th>UAS Conditional Approvals</th>", b"<th>Entity</th>", "'Entity' is not a field that is known"),
        (b"UAS Conditional Approvals", b"Covered Equipment or Services", r"the columns are .*Dates of Conditional"),
        (b"Covered Equipment or Services*", b"UAS Conditional Approvals", "where the list has"),
        (b"</html>", b"", "the page ends here"),
    ],
)
def test_a_page_that_names_parties_otherwise_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_FCC_COVERED)[ROLE].replace(old, new, 1)

    with pytest.raises(SourceFormatError, match=rf"covered-list\.html: .*{problem}"):
        read(US_FCC_COVERED, **{"covered-list": changed})


def test_a_page_without_the_table_is_refused(read: Read) -> None:
    page = b"<!DOCTYPE html><html><body><p>Just a moment...</p></body></html>"

    with pytest.raises(SourceFormatError, match="0 tables of covered equipment"):
        read(US_FCC_COVERED, **{"covered-list": page})


@pytest.mark.shared
def test_the_published_entries_come_out_with_their_names_and_days(shared: Path, read: Read) -> None:
    """The entries of July 2026, from a parse that keeps their texts, set into the structure of the page."""
    parsed = json.loads((shared / "lists/us_other/fcc_covered-2026-07.json").read_text(encoding="utf-8"))["entities"]
    rows = {}
    for entity in parsed:
        note = entity["notes"].removeprefix("Category listing (not a named company). ").partition(" [Entry updated")[0]
        for other in parsed:
            bare = html.escape(other["name"])
            note = note.replace(bare, f"<strong>{bare}</strong>") if not entity["notes"].startswith("Cat") else note
        note = note.replace("by Pacific Networks Corp and", "by <strong>Pacific Networks Corp</strong> and")
        rows[note] = date.fromisoformat(entity["effective_date"]).strftime("%B %d, %Y")
    body = "".join(f"<tr><td>{text}</td><td>{day}</td></tr>" for text, day in rows.items())
    head = "<tr><th>Covered Equipment or Services*</th><th>Date of Inclusion on Covered List</th></tr>"
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><table>{head}{body}</table></body></html>'

    listings = read(US_FCC_COVERED, **{"covered-list": page.encode()})

    assert {(item.name.rstrip("."), str(item.designations[0].listed_on)) for item in listings} == {
        (entity["name"].rstrip("."), entity["effective_date"]) for entity in parsed
    }
