from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.parties import parties
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source, Unread
from exposcreen.sources.us_state_debarred.source import US_STATE_DEBARRED

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


@pytest.fixture
def debarred(read: Read) -> dict[str, Listing]:
    return {item.name: item for item in read(US_STATE_DEBARRED)}


def test_a_person_has_a_birth_date_and_aliases_in_brackets(debarred: dict[str, Listing]) -> None:
    firefly = debarred["Firefly, Rufus T."]

    assert firefly.kind is SubjectKind.PERSON
    assert [str(born) for born in firefly.birth_dates] == ["1890-10"]
    assert [name.text for name in firefly.names if name.kind is NameKind.STRONG_AKA] == [
        "Roofus Firefly",
        "Fireflie, Rufus",
    ]
    assert [name.text for name in debarred["Chicolini"].names] == ["Chicolini", "Pinky"]
    assert debarred["Aka, Bob"].kind is SubjectKind.UNKNOWN


def test_a_corrected_notice_is_cited_beside_the_notice(debarred: dict[str, Listing]) -> None:
    act = debarred["Firefly, Rufus T."].designations[0]

    assert (act.program, act.listed_on) == ("Statutory debarment", date(2020, 5, 20))
    assert [(item.reference, item.published_on) for item in act.citations] == [
        ("85 FR 30783", date(2020, 5, 20)),
        ("85 FR 39967", date(2020, 7, 2)),
    ]


def test_both_notices_of_an_administrative_cell_are_cited(debarred: dict[str, Listing]) -> None:
    act = debarred["Trentino, Louis"].designations[0]

    assert act.program == "Administrative debarment"
    assert [(item.reference, item.published_on) for item in act.citations] == [
        ("79 FR 35210", date(2014, 6, 19)),
        ("79 FR 37384", None),
    ]


def test_a_notice_that_cites_no_page_is_noted_and_the_list_is_cited(debarred: dict[str, Listing]) -> None:
    chicolini = debarred["Chicolini"]

    assert chicolini.note == "Federal Register Notice: notice of the day"
    assert chicolini.designations[0].citations[0].reference == "22 CFR 127.7(b)"


def test_each_party_of_a_cell_is_a_listing(debarred: dict[str, Listing]) -> None:
    assert list(debarred)[4:] == [
        "Trentino, Louis",
        "Example, S.A.",
        "Duck Vision, S.A.",
        "SNV, S.A.",
        "Hackenbush III, Hugo Z.",
        "Example Assistance International, Inc.",
    ]
    assert "The list names together: Trentino, Louis; Example" in str(debarred["SNV, S.A."].note)


def test_without_the_administrative_list_the_list_is_incomplete(sample: Sample) -> None:
    told: list[str] = []
    files = {"statutory.csv": Published.of(sample(US_STATE_DEBARRED)["statutory.csv"], "statutory.csv")}

    listings = list(US_STATE_DEBARRED.read(files, published_on=None, tell=told.append))

    assert len(listings) == 4
    assert len(told) == 1
    assert isinstance(told[0], Unread)


def test_the_header_of_the_one_list_is_not_taken_for_the_other(read: Read, sample: Sample) -> None:
    files = sample(US_STATE_DEBARRED)

    assert US_STATE_DEBARRED.recognise(Path("Admin Debarred.csv"), files["administrative.csv"]) == "administrative.csv"
    with pytest.raises(SourceFormatError, match=r"statutory\.csv: line 1: the header is not that of"):
        read(US_STATE_DEBARRED, statutory=files["administrative.csv"])


def test_a_row_that_repeats_another_is_read_once_and_told(read: Read, sample: Sample) -> None:
    lines = sample(US_STATE_DEBARRED)["statutory.csv"].splitlines(keepends=True)
    told: list[str] = []

    assert len(read(US_STATE_DEBARRED, told, statutory=b"".join([*lines, lines[-1]]))) == 10
    assert told == ["1 rows of the debarred lists repeat another word for word, and are read once"]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows", "found"), [("statutory", 779, 779), ("admin", 8, 13)])
def test_no_word_of_the_real_names_is_lost(shared: Path, name: str, rows: int, found: int) -> None:
    """Another program's parse of the files: its aliases are put back as they were published."""
    path = shared / f"lists/us_other/state_debarred_{name}-2026-07.json"
    entries = json.loads(path.read_text(encoding="utf-8"))["entities"]
    lost, count = [], 0
    for entry in entries:
        cell = f"{entry['name']} (a.k.a. {'; '.join(entry['aliases'])})" if entry["aliases"] else entry["name"]
        named = parties(cell, named_surname_first=True)
        count += len(named.items)
        kept = " ".join([named.scope, *(text for item in named.items for text in (item.name, *item.aliases))])
        lost += sorted(set(re.findall(r"\w+", cell)) - set(re.findall(r"\w+", kept)))

    assert (len(entries), count) == (rows, found)
    assert set(lost) <= {"a", "k", "and"}
