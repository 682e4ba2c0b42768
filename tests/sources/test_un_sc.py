from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source
from exposcreen.sources.un_sc.names import names_in
from exposcreen.sources.un_sc.prose import birth_dates_in, number_in
from exposcreen.sources.un_sc.source import UN_SC

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]

ROLE = "consolidated.xml"
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "NAME_ORIGINAL_SCRIPT", "*/ALIAS_NAME")


def texts(listing: Listing, kind: NameKind) -> list[str]:
    return [name.text for name in listing.names if name.kind is kind]


def test_the_reference_number_is_the_id_and_the_other_stays_in_the_record(read: Read) -> None:
    firefly, chicolini, company = read(UN_SC)

    assert [firefly.uid, chicolini.uid, company.uid] == ["FDi.001", None, "FDe.001"]
    assert dict(firefly.record)["DATAID"] == "9000001"
    assert firefly.designations[0].citations[0].reference == "UN reference number FDi.001"
    assert (firefly.designations[0].program, firefly.designations[0].listed_on) == ("Freedonia", date(2012, 12, 31))


def test_all_names_are_read_with_their_quality(read: Read) -> None:
    firefly, _, company = read(UN_SC)

    assert firefly.name == "RUFUS T. FIREFLY OF FREEDONIA"
    assert texts(firefly, NameKind.STRONG_AKA) == [
        "Руфус Файерфлай",
        "Rufus Fireflie",
        "Roofus Firefly",
        "R. Firefly",
        "Хуго Хакенбуш",
        "Hugo Hackenbush",
        "Hugo Hackenbusch",
    ]
    assert texts(firefly, NameKind.WEAK_AKA) == ["Your Excellency", "Ваше Превосходительство"]
    assert texts(company, NameKind.FKA) == ["Example Movement/Army (EMA)", "حركة المثال"]


def test_two_names_in_one_field_are_both_found(read: Read) -> None:
    company = read(UN_SC)[2]

    assert company.name == "EXAMPLE TRADING COMPANY (ETC) ; EXAMPLE BUSINESS COMPANY (EBC)"
    assert texts(company, NameKind.STRONG_AKA)[:2] == [
        "EXAMPLE TRADING COMPANY (ETC)",
        "EXAMPLE BUSINESS COMPANY (EBC)",
    ]
    assert company.kind is SubjectKind.ORGANIZATION


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("Example Front (EF)", ["Example Front (EF)"]),
        ("Al-Example, Rufus", ["Al-Example, Rufus"]),
        ("Rufus (Руфус)", ["Rufus", "Руфус"]),
        ("Rufus (original script: Руфус)", ["Rufus", "Руфус"]),
        ("EF (EFX) (фронт (original script); The Front; A Front)", ["EF (EFX)", "фронт", "The Front", "A Front"]),
        ("Rufus, ", ["Rufus"]),
        ("", []),
    ],
)
def test_brackets_hold_other_names_only_where_they_say_so(published: str, names: list[str]) -> None:
    assert list(names_in(published)) == names


def test_birth_dates_are_as_exact_as_published(read: Read) -> None:
    firefly = read(UN_SC)[0]

    assert [str(born) for born in firefly.birth_dates] == [
        "1895-10-02",
        "1890-10-02",
        "1879/1881",
        "1870/1873",
        "1903-11",
    ]


def test_documents_give_the_number_without_the_words_around_it(read: Read) -> None:
    firefly = read(UN_SC)[0]

    assert firefly.identifiers == (
        Identifier(
            scheme="passport",
            value="FD 012345",
            country="Freedonia",
            issuer="Glorietta, Sylvania",
            issued_on=date(2013, 6, 11),
            expires_on=date(2024, 7, 22),
            status="expires on 22 Jul. 2024, officially cancelled as of 2020",
        ),
        Identifier(scheme="tax_id", value="FRFRFS90R02Z000X"),
    )
    assert "Passport: Sylvanian passport number S7, stolen" in str(firefly.note)
    assert "Freedonian passport number FD 012345" in str(firefly.note)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Sylvanian passport number 347834, issued under name Firefly", "347834"),
        ("Sylvanian passport number L 191609 issued on 28 Feb. 1996", "L 191609"),
        ("04643632 issued on 18 Jun. 1999", "04643632"),
        ("Sylvanian national identity card DE- 473900", "DE- 473900"),
        ("SSN 156-92-9858 (Freedonia)", "156-92-9858"),
        ("Italian Fiscal Code: FRFRFS90R02Z000X", "FRFRFS90R02Z000X"),
        ("issued in 1993, under name Rufus Firefly", ""),
        ("number unknown", ""),
    ],
)
def test_a_number_that_stands_in_words_only_is_found(words: str, number: str) -> None:
    assert number_in(words) == number


def test_a_document_whose_number_is_in_its_note_is_an_identifier(read: Read, sample: Sample) -> None:
    content = sample(UN_SC)[ROLE].replace(b"Sylvanian passport number S7, stolen", b"passport number S 77345, stolen")

    found = read(UN_SC, consolidated=content)[0].identifiers[-1]

    assert (found.scheme, found.value, found.status) == ("passport", "S 77345", "passport number S 77345, stolen")


def test_documents_and_birth_dates_of_another_name_are_found_in_its_note(read: Read, sample: Sample) -> None:
    note = b"DOB: a) 11 Apr. 1860 b) 11 Apr. 1963; Passport No. 284158, expires 2005; Freedonian passport FD012345"
    content = sample(UN_SC)[ROLE].replace(b"previously listed as", note, 1)

    firefly = read(UN_SC, consolidated=content)[0]

    assert "1963-04-11" in map(str, firefly.birth_dates)
    assert Identifier(scheme="passport", value="284158") in firefly.identifiers
    assert [item.value for item in firefly.identifiers] == ["FD 012345", "FRFRFS90R02Z000X", "284158"]


def test_birth_dates_in_words_are_as_exact_as_they_are_said() -> None:
    assert list(map(str, birth_dates_in("born in Kandahar on 01 Jan.1967"))) == ["1967-01-01"]
    assert list(map(str, birth_dates_in("in Baghdad (DPOB - 1970) - Passport No. 284158, expires 21 August 2005"))) == [
        "1970"
    ]
    assert list(birth_dates_in("issued in 1999")) == []


def test_places_positions_and_nationalities_are_read(read: Read) -> None:
    firefly = read(UN_SC)[0]

    assert firefly.positions == ("Dr.", "President under the old regime", "Minister of War (acting)", "General")
    assert firefly.nationalities == ("Freedonia", "Sylvania")
    assert firefly.addresses == ("1 Duck Street, Glorietta, Soup Province, 11191, Freedonia (as of 1933)",)
    assert firefly.birth_places[0] == "Glorietta, Freedonia"


def test_a_delisted_party_is_off_the_list_from_that_day(read: Read) -> None:
    chicolini = read(UN_SC)[1]

    assert chicolini.in_force(date(2025, 2, 28))
    assert not chicolini.in_force(date(2025, 3, 1))
    assert chicolini.designations[0].listed_on == date(2012, 12, 31)


@pytest.mark.parametrize("written", ["2026-01-02T00:00:09.554Z", "2026-01-02T23:10:11-05:00", "2026-01-02T10:00:00"])
def test_the_day_of_the_file_is_read_in_every_notation_of_its_time(sample: Sample, written: str) -> None:
    content = sample(UN_SC)[ROLE].replace(b"2026-01-02T00:00:09.554Z", written.encode())

    assert UN_SC.stated_day({ROLE: Published.of(content, ROLE)}) == date(2026, 1, 2)


def test_the_file_is_told_from_the_one_of_ofac_by_its_content(sample: Sample) -> None:
    assert UN_SC.recognise(Path("un-list.xml"), sample(UN_SC)[ROLE]) == ROLE
    assert UN_SC.recognise(Path(ROLE), b"<?xml version='1.0'?><sdnList><publshInformation/></sdnList>") is None


@pytest.mark.parametrize(
    ("published", "other", "problem"),
    [
        (b"<QUALITY>Low<", b"<QUALITY>Fair<", "QUALITY"),
        (b">BETWEEN<", b">PERHAPS<", "TYPE_OF_DATE"),
        (b"<TYPE_OF_DOCUMENT>Passport<", b"<TYPE_OF_DOCUMENT>Laissez-passer<", "TYPE_OF_DOCUMENT"),
        (b">FDe.001<", b">FDi.001<", "FDi.001 is that of line"),
        (b"2026-01-02T00:00:09.554Z", b"today", "dateGenerated"),
    ],
)
def test_what_nobody_has_decided_about_is_refused(
    read: Read, sample: Sample, published: bytes, other: bytes, problem: str
) -> None:
    altered = sample(UN_SC)[ROLE].replace(published, other)

    with pytest.raises(SourceFormatError, match=rf"consolidated\.xml: line \d+: .*{problem}"):
        read(UN_SC, consolidated=altered)


def test_dates_that_no_calendar_knows_are_noted_and_the_listing_stays(read: Read, sample: Sample) -> None:
    altered = sample(UN_SC)[ROLE].replace(b">2010-06-09<", b">2010-06-39<").replace(b">1890-10-02<", b">1890-10-32<")

    firefly, _, company = read(UN_SC, consolidated=altered)

    assert company.designations[0].listed_on is None
    assert "LISTED_ON as published: 2010-06-39" in str(company.note)
    assert "birth date as published: 1890-10-32" in str(firefly.note)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - {"b", "original", "script"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("vintage", "day", "persons"), [("2025-11", date(2025, 11, 20), 727), ("2026-02", date(2026, 2, 27), 730)]
)
def test_no_word_of_a_name_is_lost_from_the_real_files(shared: Path, vintage: str, day: date, persons: int) -> None:
    path = shared / f"lists/un_sc/{vintage}.xml"
    files = {ROLE: Published.at(path)}
    listings = {item.uid: item for item in UN_SC.read(files, published_on=None, tell=print)}

    lost = []
    for entry in etree.parse(str(path)).getroot().iterfind("*/*"):
        listing = listings[str(entry.findtext("REFERENCE_NUMBER")).strip()]
        kept = words(" ".join([*(name.text for name in listing.names), listing.note or ""]))
        published = words(" ".join(found.text or "" for name in NAMES for found in entry.iterfind(name)))
        lost += [(listing.uid, word) for word in published - kept]

    assert lost == []
    assert UN_SC.stated_day(files) == day
    assert Counter(item.kind for item in listings.values()) == {
        SubjectKind.PERSON: persons,
        SubjectKind.ORGANIZATION: 273,
    }


@pytest.mark.shared
def test_the_real_file_of_2026_is_read_whole(shared: Path) -> None:
    files = {ROLE: Published.at(shared / "lists/un_sc/2026-02.xml")}
    listings = list(UN_SC.read(files, published_on=None, tell=print))

    kinds = Counter(name.kind for item in listings for name in item.names)
    documents = Counter(number.scheme for item in listings for number in item.identifiers)
    assert kinds[NameKind.PRIMARY] == 1_003
    assert kinds[NameKind.WEAK_AKA] > 600
    assert sum(kinds.values()) > 4_200
    assert documents["passport"] > 300
    assert documents["national_id"] > 120
    assert all(item.designations[0].listed_on for item in listings)
    unread = [item.note for item in listings if "birth date as published" in str(item.note)]
    assert len(unread) == 5
    two = next(item for item in listings if item.uid == "IRi.034")
    assert Name(text="M. Javad Kareemi Sabet", kind=NameKind.STRONG_AKA) in two.names
