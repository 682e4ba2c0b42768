from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac_xml.source import US_OFAC_CONS_XML, US_OFAC_SDN_XML
from ofac import alias_kinds, by_uid, stated

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


@pytest.fixture
def person(read: Read) -> Listing:
    return by_uid(read(US_OFAC_SDN_XML))["us_ofac_sdn", "90002"]


@pytest.fixture
def cons(read: Read) -> dict[tuple[str, str], Listing]:
    return by_uid(read(US_OFAC_CONS_XML))


def test_names_and_the_quality_of_aliases_are_read(person: Listing) -> None:
    assert person.kind is SubjectKind.PERSON
    assert person.names == (
        Name(text="DOE, Jane Example"),
        Name(text="ROE, Jane", kind=NameKind.STRONG_AKA),
        Name(text="SMITH, Jane", kind=NameKind.FKA),
        Name(text="THE FOX", kind=NameKind.WEAK_AKA),
    )


def test_documents_keep_their_country_and_their_days(person: Listing) -> None:
    assert person.identifiers == (
        Identifier(
            scheme="passport",
            value="A1234567",
            country="Freedonia",
            issued_on=date(2001, 5, 5),
            expires_on=date(2006, 3, 11),
        ),
        Identifier(scheme="national_id", value="660000 73767", country="Sylvania"),
    )
    assert "National ID No. 660000 73767 issued 1999" in str(person.note)


def test_birth_nationality_and_position_are_read(person: Listing) -> None:
    assert person.birth_dates == (PartialDate.parse("1962-05-10"),)
    assert "birth date as published: circa 1979-1982" in str(person.note)
    assert person.birth_places == ("Fredonia City, Freedonia",)
    assert person.nationalities == ("Freedonia", "Sylvania")
    assert person.positions == ("Deputy Minister of Examples",)


def test_addresses_read_as_in_the_csv_files(person: Listing) -> None:
    assert person.addresses == (
        "1 Example Road, Block 2, Flat 3, Fredonia City, Example State 12345, Freedonia",
        "Harbour Town, Region: Coast",
    )
    assert person.countries == ("Freedonia", "Region: Coast")


def test_links_in_brackets_are_relations(person: Listing) -> None:
    assert person.relations == (
        Relation(kind="Linked To", name="EXAMPLE TRADING HOUSE"),
        Relation(kind="Linked To", name="FREEDONIA BANK (HOLDING)"),
    )


def test_a_label_that_nobody_has_mapped_is_noted_and_stays_in_the_record(person: Listing) -> None:
    assert "Zodiac Sign Aries" in str(person.note)
    assert "keeps a parrot" in str(person.note)
    assert ("idList/id/idType", "Zodiac Sign") in person.record
    assert "Gender" not in str(person.note)


def test_vessels_and_aircraft_keep_what_tells_them_apart(read: Read) -> None:
    sdn = by_uid(read(US_OFAC_SDN_XML))
    vessel, aircraft = sdn["us_ofac_sdn", "90003"], sdn["us_ofac_sdn", "90004"]

    assert (vessel.kind, aircraft.kind) == (SubjectKind.VESSEL, SubjectKind.AIRCRAFT)
    assert {(item.scheme, item.value) for item in vessel.identifiers} == {
        ("call_sign", "EXAM1"),
        ("imo", "1234567"),
        ("mmsi", "123456789"),
    }
    assert vessel.countries == ("Freedonia",)
    assert vessel.relations == (Relation(kind="Vessel owner", name="Example Lines"),)
    assert ("vesselInfo/tonnage", "100") in vessel.record


def test_programs_tell_the_lists_of_the_consolidated_file(cons: dict[tuple[str, str], Listing]) -> None:
    assert set(cons) == {
        ("us_ofac_ns_plc", "91005"),
        ("us_ofac_ns_cmic", "91001"),
        ("us_ofac_ssi", "91002"),
        ("us_ofac_ns_mbs", "91002"),
        ("us_ofac_capta", "91006"),
        ("us_ofac_fse", "91007"),
        ("us_ofac_ssi", "91010"),
    }
    act = cons["us_ofac_ns_cmic", "91001"].designations[0]
    assert (act.listed_on, act.effective_from, act.divest_until) == (
        date(2021, 6, 3),
        date(2021, 8, 2),
        date(2022, 6, 3),
    )
    assert cons["us_ofac_ns_mbs", "91002"].designations[0].listed_on == date(2022, 2, 24)
    assert alias_kinds(cons["us_ofac_ns_cmic", "91001"]) == [("Example Aerospace Co., Ltd.", NameKind.STRONG_AKA)]


def test_the_day_of_publication_is_in_the_file(sample: Sample) -> None:
    assert stated(US_OFAC_SDN_XML, sample(US_OFAC_SDN_XML)) == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"Individual", b"Spirit", r"sdn\.xml: line 7: entry 90002: sdnType: 'Spirit'"),
        (b">weak<", b">feeble<", r"entry 90002: category: 'feeble' is not weak or strong"),
        (b"f.k.a.", b"d.b.a.", r"entry 90002: type: 'd\.b\.a\.'"),
        (b"<uid>90001<", b"<uid>90002<", r"entry 90002: the id occurs twice"),
        (b"<Record_Count>4<", b"<Record_Count>5<", r"sdn\.xml: Record_Count: the file says that it has 5 entries, and"),
        (b"01/12/2026", b"2026-01-12", r"Publish_Date: '2026-01-12' is not a day written as MM/DD/YYYY"),
        (b"<lastName>DOE<", b"<lastName> <", r"entry 90002: "),
    ],
)
def test_what_the_schema_does_not_know_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_OFAC_SDN_XML)["sdn.xml"].replace(old, new, 1)
    if b"lastName" in old:
        changed = changed.replace(b"<firstName>Jane Example</firstName>", b"", 1)

    with pytest.raises(SourceFormatError, match=problem):
        read(US_OFAC_SDN_XML, sdn=changed)


def test_a_file_without_entries_would_unlist_everybody(read: Read) -> None:
    with pytest.raises(SourceSuspicious, match=r"sdn\.xml: there is no entry"):
        read(US_OFAC_SDN_XML, sdn=b"<sdnList><publshInformation/></sdnList>")


def test_only_the_classic_format_is_recognised_under_its_name() -> None:
    assert US_OFAC_SDN_XML.recognise(Path("SDN.XML"), b"<sdnList xmlns='x'><publ") == "sdn.xml"
    assert US_OFAC_SDN_XML.recognise(Path("sdn.xml"), b"<Sanctions/>") is None
    assert US_OFAC_SDN_XML.recognise(Path("consolidated.xml"), b"<sdnList/>") is None
