from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac_advanced.source import US_OFAC_CONS_ADVANCED, US_OFAC_SDN_ADVANCED
from ofac import by_uid, stated

_BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "advanced_xml.py"

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]

_XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def write_advanced() -> Callable[[Path, float], int]:
    """Writes a large file: the benchmark's own."""
    function: Callable[[Path, float], int] = runpy.run_path(str(_BENCHMARK))["write_advanced"]
    return function


@pytest.fixture
def sdn(read: Read) -> dict[tuple[str, str], Listing]:
    return by_uid(read(US_OFAC_SDN_ADVANCED))


@pytest.fixture
def person(sdn: dict[tuple[str, str], Listing]) -> Listing:
    return sdn["us_ofac_sdn", "90002"]


def test_names_are_put_together_and_come_in_every_script(person: Listing) -> None:
    assert person.names == (
        Name(text="DOE, (Jane Example)"),
        Name(text="ROE, Jane", kind=NameKind.STRONG_AKA),
        Name(text="ДОУ, Джейн", kind=NameKind.STRONG_AKA),
        Name(text="SMITH, Jane", kind=NameKind.FKA),
        Name(text="THE FOX", kind=NameKind.WEAK_AKA),
    )


def test_kinds_come_from_the_type_or_the_subtype(sdn: dict[tuple[str, str], Listing]) -> None:
    assert {uid: listing.kind for (_, uid), listing in sdn.items()} == {
        "90002": SubjectKind.PERSON,
        "90001": SubjectKind.ORGANIZATION,
        "90003": SubjectKind.VESSEL,
        "90004": SubjectKind.AIRCRAFT,
    }


def test_documents_are_found_by_identity_with_all_that_is_said(person: Listing) -> None:
    assert person.identifiers == (
        Identifier(
            scheme="passport",
            value="A1234567",
            country="Freedonia",
            issuer="Ministry of Examples, Harbour Town",
            issued_on=date(2001, 5, 5),
            expires_on=date(2006, 3, 11),
            status="Fraudulent",
        ),
        Identifier(scheme="national_id", value="660000 73767", country="Sylvania"),
    )
    assert "Passport A1234567: lost in Sylvania" in str(person.note)
    assert "National ID No. 660000 73767 issued circa 1999 on a form" in str(person.note)


def test_periods_are_birth_dates_of_their_own_precision(person: Listing) -> None:
    assert person.birth_dates == (PartialDate.parse("1962-05-10"), PartialDate.parse("circa 1979/1982"))
    assert "birth date as published: 1963 as she says" in str(person.note)


def test_places_are_found_by_their_id(person: Listing) -> None:
    assert person.addresses == (
        "1 Example Road, Block 2 (rear), near the harbour, Fredonia City, Example State 12345, Freedonia",
        "Harbour Town, Region: Coast",
    )
    assert person.nationalities == ("Freedonia", "Sylvania")
    assert person.countries == ("Freedonia", "Region: Coast")


def test_relations_carry_the_name_and_the_uid_of_the_other_party(person: Listing) -> None:
    assert person.relations == (
        Relation(kind="Owned or Controlled By", name="Example Trading House, L.L.C.", uid="90001"),
        Relation(kind="Family member of (former)", name="EX-ABC", uid="90004"),
    )
    assert "Family member of (former) EX-ABC: quality Low; circa 2001/2003 more or less; until the divorce" in str(
        person.note
    )


def test_entries_say_since_when_by_what_and_until_when(sdn: dict[tuple[str, str], Listing]) -> None:
    act = sdn["us_ofac_sdn", "90001"].designations[0]

    assert (act.program, act.listed_on, act.delisted_on) == ("CYBER2", date(2018, 11, 28), date(2025, 6, 30))
    assert [item.reference for item in act.citations] == ["OFAC uid 90001", "Executive Order 13694 (Cyber)"]
    assert act.measures == ("Block",)
    person = sdn["us_ofac_sdn", "90002"]
    assert [(item.program, item.listed_on) for item in person.designations] == [
        ("GLOMAG", date(2019, 12, 9)),
        ("SDGT", date(2019, 12, 9)),
    ]
    for text in ("SDN List: Amended 2020-02-20", "SDN List: signed", "SDN List: humanitarian aid is free"):
        assert text in str(person.note)


@pytest.mark.parametrize(
    ("old", "new", "uid", "listed_on", "note"),
    [
        # Taken off by one legal basis of two.
        (b'"5054" EntryEventTypeID="3"', b'"5054" EntryEventTypeID="2"', "90002", date(2019, 12, 9), "2020-02-20"),
        # Taken off, and put on the list again.
        (b"<Year>2025</Year>", b"<Year>2017</Year>", "90001", date(2018, 11, 28), "2017-06-30"),
        # Put there by an event of which the file does not say what it is.
        (b'"5064" EntryEventTypeID="1"', b'"5064" EntryEventTypeID="3"', "90001", None, "Amended 2018-11-28"),
    ],
)
def test_an_entry_is_on_the_list_as_long_as_one_legal_basis_keeps_it_there(
    read: Read, sample: Sample, old: bytes, new: bytes, uid: str, listed_on: date | None, note: str
) -> None:
    changed = sample(US_OFAC_SDN_ADVANCED)["sdn_advanced.xml"].replace(old, new)

    party = by_uid(read(US_OFAC_SDN_ADVANCED, sdn_advanced=changed))["us_ofac_sdn", uid]

    assert [act.listed_on for act in party.designations] == [listed_on] * len(party.designations)
    assert note in str(party.note)
    if listed_on:
        assert party.in_force(date(2026, 7, 10)) == party.designations


def test_what_is_doubtful_or_unknown_is_noted(person: Listing) -> None:
    for text in (
        "keeps a parrot",
        "a merchant of examples",
        "Zodiac Sign Aries",
        "Website www.example.org: in Freedonian",
        "Place of Birth Sylvania: reliability False",
        "ROE Jane: in her youth",
        "Press Release pr-1 https://example.org/1 of the day annex https://example.org/2",
    ):
        assert text in str(person.note)
    assert ("Feature Zodiac Sign", "Aries") in person.record


def test_scope_and_what_tells_vessels_apart_are_read(sdn: dict[tuple[str, str], Listing]) -> None:
    vessel = sdn["us_ofac_sdn", "90003"]

    assert vessel.designations[0].scope == "BANKING TRANSACTIONS. Sec. 5(a)(iii)"
    assert {(item.scheme, item.value) for item in vessel.identifiers} == {("call_sign", "EXAM1"), ("imo", "1234567")}
    assert vessel.countries == ("Freedonia",)
    assert vessel.relations == (Relation(kind="Vessel owner", name="Example Lines"),)


def test_the_entries_of_the_consolidated_file_name_their_lists(read: Read) -> None:
    told: list[str] = []

    cons = by_uid(read(US_OFAC_CONS_ADVANCED, told))

    assert {key: [(act.program, act.listed_on) for act in item.designations] for key, item in cons.items()} == {
        ("us_ofac_ns_plc", "91005"): [("NS-PLC", date(2006, 4, 12))],
        ("us_ofac_ns_cmic", "91001"): [("CMIC-EO13959", date(2021, 6, 3))],
        ("us_ofac_ssi", "91002"): [("UKRAINE-EO13662", date(2014, 7, 29))],
        ("us_ofac_ns_mbs", "91002"): [("RUSSIA-EO14024", date(2022, 2, 24))],
        ("us_ofac_capta", "91006"): [("561-Related", date(2012, 7, 31))],
        ("us_ofac_fse", "91007"): [("FSE-SY", date(2014, 2, 6))],
        ("us_ofac_ssi", "91010"): [("UKRAINE-EO13662", date(2014, 7, 29))],
    }
    act = cons["us_ofac_ns_cmic", "91001"].designations[0]
    assert (act.effective_from, act.divest_until) == (date(2021, 8, 2), date(2022, 6, 3))
    assert told == []


def test_the_day_of_issue_is_in_the_file(sample: Sample) -> None:
    assert stated(US_OFAC_SDN_ADVANCED, sample(US_OFAC_SDN_ADVANCED)) == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b">Individual<", b">Spirit<", r"party 90002: PartySubType: 'Spirit'"),
        (b">F.K.A.<", b">D.B.A.<", r"party 90002: AliasType: 'D\.B\.A\.'"),
        (b">SDN List<", b">Other List<", r"party 90002: 'Other List' is not a list that is known"),
        (b'LowQuality="false"', b'LowQuality="maybe"', r"party 90002: LowQuality: 'maybe' is not true or false"),
        (b">Gregorian<", b">Julian<", r"CalendarType: Julian is another calendar"),
        (b'FeatureTypeID="8"', b'FeatureTypeID="4711"', r"FeatureType 4711 is not among the reference values"),
        (b'VersionLocation LocationID="5', b'VersionLocation LocationID="95', r"Location 95\d+ is not in the file"),
        (b'IdentityID="140002"', b'IdentityID="1"', r"a document belongs to the identity 1, which is not in the file"),
        (b'SanctionsEntry ID="', b'SanctionsEntry DeltaAction="delete" ID="', r"DeltaAction' is not a field"),
        (b'Version="3"', b'Version="3" DeltaBaseVersion="2"', r"'@DeltaBaseVersion' is not a field that is known"),
        (b'DistinctParty FixedRef="90002"', b'DistinctParty FixedRef="7"', r"party 90002: FixedRef: '7' is another id"),
    ],
)
def test_what_changes_the_meaning_is_refused(read: Read, sample: Sample, old: bytes, new: bytes, problem: str) -> None:
    whole = sample(US_OFAC_SDN_ADVANCED)["sdn_advanced.xml"]
    assert old in whole

    with pytest.raises(SourceFormatError, match=problem):
        read(US_OFAC_SDN_ADVANCED, sdn_advanced=whole.replace(old, new, 1))


def test_a_party_that_is_on_no_list_is_no_listing(read: Read, sample: Sample) -> None:
    whole = sample(US_OFAC_SDN_ADVANCED)["sdn_advanced.xml"].decode()
    start = whole.index('<SanctionsEntry ID="', whole.index('ProfileID="90003"') - 60)
    end = whole.index("</SanctionsEntry>", start) + len("</SanctionsEntry>")
    told: list[str] = []

    listings = read(US_OFAC_SDN_ADVANCED, told, sdn_advanced=(whole[:start] + whole[end:]).encode())

    assert "90003" not in {listing.uid for listing in listings}
    assert told[0].startswith("sdn_advanced.xml: 1 entries stand there on no list")


def test_a_large_file_is_read_party_by_party(
    tmp_path: Path, read: Read, write_advanced: Callable[[Path, float], int]
) -> None:
    path = tmp_path / "sdn_advanced.xml"
    count = write_advanced(path, 0.5)

    listings = read(US_OFAC_SDN_ADVANCED, sdn_advanced=path.read_bytes())

    assert len(listings) == count > 20
    first = listings[0]
    assert first.name == "EXAMPLE1, Jane 0 Sample1"
    assert first.addresses == ("1 Example Road, Fredonia City 000001, Freedonia",)
    assert [item.scheme for item in first.identifiers] == ["passport", "tax_id"]
    assert first.relations == (Relation(kind="Family member of", name="EXAMPLE1, Jane 0 Sample1", uid="1"),)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path, write_advanced: Callable[[Path, float], int]) -> None:
    peaks = []
    for megabytes in (4, 24):
        path = tmp_path / f"{megabytes}.xml"
        write_advanced(path, megabytes)
        command = [sys.executable, str(_BENCHMARK), "--read", str(path)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        peaks.append(json.loads(answer)["peak_mb"])

    assert peaks[1] < peaks[0] + 12


def schema_fields(schema: etree._Element) -> Iterator[str]:
    """Every field of the schema by its path: attributes, and elements that have text."""
    types = {str(item.get("name")): item for item in schema.iterchildren(f"{_XSD}complexType")}
    elements = {str(item.get("name")): item for item in schema.iterchildren(f"{_XSD}element")}

    def inside(item: etree._Element, path: str) -> Iterator[str]:
        for child in item:
            if child.tag == f"{_XSD}element":
                yield from of(child, path)
            elif child.tag == f"{_XSD}attribute":
                yield f"{path}/@{child.get('name')}" if path else f"@{child.get('name')}"
            elif child.tag == f"{_XSD}extension":
                yield path
                yield from inside(child, path)
            elif child.tag not in {f"{_XSD}key", f"{_XSD}keyref"}:
                yield from inside(child, path)

    def of(item: etree._Element, path: str) -> Iterator[str]:
        item = elements[str(item.get("ref"))] if item.get("ref") else item
        here = f"{path}/{item.get('name')}" if path else str(item.get("name"))
        yield from inside(types.get(str(item.get("type")), item), here)

    yield from inside(elements["Sanctions"], "")


@pytest.mark.shared
def test_every_field_of_the_published_schema_is_accounted_for(shared: Path) -> None:
    schema = etree.parse(shared / "lists/us_ofac_sdn/schema/sdn_advanced.xsd").getroot()
    fields = {field for field in schema_fields(schema) if not field.endswith("/@DeltaAction")}

    for source in (US_OFAC_SDN_ADVANCED, US_OFAC_CONS_ADVANCED):
        unknown = {field for field in fields if not source.info.knows(field)}

        # These are in files of changes alone, which are refused.
        assert unknown == {"SanctionsEntries/SanctionsEntry/@EntryDeltaFlag", "@DeltaBaseVersion"}
        assert {*source.info.mapped, *source.info.ignored} <= fields
    assert len(fields) > 350


@pytest.mark.shared
def test_the_samples_and_the_large_file_are_valid_by_the_published_schema(
    shared: Path, tmp_path: Path, sample: Sample, write_advanced: Callable[[Path, float], int]
) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "lists/us_ofac_sdn/schema/sdn_advanced.xsd"))
    path = tmp_path / "large.xml"
    write_advanced(path, 0.2)

    schema.assertValid(etree.parse(path))
    for source in (US_OFAC_SDN_ADVANCED, US_OFAC_CONS_ADVANCED):
        for content in sample(source).values():
            schema.assertValid(etree.fromstring(content).getroottree())
