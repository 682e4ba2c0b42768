from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.eu_fsf.dates import day, day_at_the_start
from exposcreen.sources.eu_fsf.raw import remark_lines
from exposcreen.sources.eu_fsf.source import EU_FSF_CSV, EU_FSF_XML
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
XML, CSV = "xmlfullsanctionslist_1_1.xml", "csvfullsanctionslist_1_1.csv"

ENTITY = """<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-02T16:47:04.449+01:00">
<sanctionEntity euReferenceNumber="EU.1.1" logicalId="1"><subjectType code="person" classificationCode="P"/>
{inside}</sanctionEntity></export>"""


def entity(inside: str, *, name: str = '<nameAlias wholeName="Rufus Example" strong="true"/>') -> Listing:
    """The listing of an entity with these details."""
    content = ENTITY.format(inside=name + inside).encode()
    (listing,) = EU_FSF_XML.read({XML: Published.of(content, XML)}, published_on=None, tell=print)
    return listing


@pytest.fixture
def from_xml(read: Read) -> list[Listing]:
    return read(EU_FSF_XML)


def test_both_formats_read_alike_where_both_say_it(sample: Sample, read: Read) -> None:
    content = sample(EU_FSF_XML)[XML].decode()
    # The CSV has no columns for these.
    for only_xml in (
        ' acquisitionDate="1990-01-01" disenfranchisementDate="1999-01-01"',
        'delistingDate="2030-01-01" ',
        "<remark>corrected</remark>",
    ):
        assert only_xml in content
        content = content.replace(only_xml, "")

    as_xml, as_csv = read(EU_FSF_XML, xmlfullsanctionslist_1_1=content.encode()), read(EU_FSF_CSV)

    assert len(as_xml) == 3
    for first, second in zip(as_xml, as_csv, strict=True):
        unlike = {"source", "record"}
        assert first.model_dump(exclude=unlike) == second.model_dump(exclude=unlike)


def test_the_first_strong_name_in_english_stands_first(from_xml: list[Listing]) -> None:
    assert from_xml[0].names == (
        Name(text="Rufus T. von Example"),
        Name(text="Rufo Esempio", kind=NameKind.STRONG_AKA),
        Name(text="The Firefly", kind=NameKind.WEAK_AKA),
        Name(text="Otis B. Driftwood", kind=NameKind.STRONG_AKA),
        Name(text="Руфус Пример", kind=NameKind.STRONG_AKA),
        Name(text="Rufus FIREFLY", kind=NameKind.WEAK_AKA),
    )


@pytest.mark.parametrize(
    ("alias", "kind"),
    [
        ('<nameAlias wholeName="Firefly" strong="false"/>', NameKind.WEAK_AKA),
        ('<nameAlias wholeName="Firefly" strong="true"><remark>Low quality a.k.a.</remark></nameAlias>', "weak_aka"),
        ('<nameAlias wholeName="Firefly" strong="true"><remark>(Lo quality)</remark></nameAlias>', "weak_aka"),
        ('<nameAlias wholeName="Firefly" strong="true"><remark>Good quality</remark></nameAlias>', "strong_aka"),
        ('<nameAlias wholeName="Firefly"/>', NameKind.STRONG_AKA),
    ],
)
def test_a_name_is_weak_where_the_file_says_so(alias: str, kind: str) -> None:
    assert [name.kind for name in entity(alias).names] == [NameKind.PRIMARY, kind]


def test_an_entity_of_weak_names_alone_is_found_by_them() -> None:
    assert entity("", name='<nameAlias wholeName="Firefly" strong="false"/>').names == (Name(text="Firefly"),)


def test_the_regulation_is_cited_and_its_day_is_not_that_of_listing(from_xml: list[Listing]) -> None:
    person, company, _ = from_xml

    (act,) = person.designations
    regulation, entry, un = act.citations
    assert (act.program, act.listed_on, act.note) == ("FRE", date(2003, 7, 7), "Head of the guard")
    assert (regulation.title, regulation.reference) == ("EU regulation (commission)", "1210/2003 (OJ L169)")
    assert (regulation.published_on, regulation.locator) == (date(2003, 7, 8), "in force from 2003-07-07")
    assert (entry.reference, un.reference) == ("EU.27.28", "FDi.001")
    assert [act.program for act in company.designations] == ["FRE", "SYL"]
    assert all(act.listed_on is None and act.delisted_on == date(2030, 1, 1) for act in company.designations)


def test_a_delisting_before_the_designation_is_noted_and_the_entry_stays() -> None:
    content = ENTITY.format(inside='<nameAlias wholeName="X"/>').replace(
        'euReferenceNumber="EU.1.1"',
        'euReferenceNumber="EU.1.1" designationDate="2020-01-01" delistingDate="2010-01-01"',
    )

    (listing,) = EU_FSF_XML.read({XML: Published.of(content.encode(), XML)}, published_on=None, tell=print)

    assert listing.designations[0].delisted_on is None
    assert listing.note == "delisting date 2010-01-01, before the designation"


@pytest.mark.parametrize(
    ("birth", "found", "note"),
    [
        ('birthdate="1937-04-28" dayOfMonth="28" monthOfYear="4" year="1937"', ["1937-04-28"], None),
        ('birthdate="1937-04-28" year="1939"', ["1937-04-28", "1939"], None),
        ('monthOfYear="3" year="1965"', ["1965-03"], None),
        ('dayOfMonth="3" year="1965"', ["1965"], None),
        ('dayOfMonth="00" monthOfYear="0" year="1965"', ["1965"], None),
        ('dayOfMonth="0" monthOfYear="03" year="1965"', ["1965-03"], None),
        ('year="1965" circa="true"', ["1964/1966"], None),
        ('yearRangeFrom="1945" yearRangeTo="1947" circa="true"', ["1944/1948"], None),
        ('yearRangeFrom="1947" yearRangeTo="1945"', [], "birth date as published: 1947/1945"),
        ('yearRangeFrom="1945"', [], "birth date as published: from 1945"),
        ('monthOfYear="3"', [], "birth date as published: day ?, month 3"),
        ('year="1350" calendarType="ISLAMIC"', [], "birth date of the ISLAMIC calendar: 1350"),
        ('birthdate="1937-02-30"', [], "birth date as published: 1937-02-30"),
        ('countryDescription="UNKNOWN" countryIso2Code="00"', [], None),
    ],
)
def test_birth_dates_are_as_exact_as_they_are_said(birth: str, found: list[str], note: str | None) -> None:
    listing = entity(f"<birthdate {birth}/>")

    assert [str(item) for item in listing.birth_dates] == found
    assert listing.note == note
    assert listing.birth_places == ()


def test_documents_carry_their_days_issuer_and_state(from_xml: list[Listing]) -> None:
    passport, _, identity = from_xml[0].identifiers

    assert passport.status == "diplomatic, known expired, known false, reported lost, revoked by issuer"
    assert (passport.issued_on, passport.expires_on) == (date(2000, 1, 1), date(2010, 1, 1))
    assert (passport.issuer, passport.country) == ("Ministry of War", "FREEDONIA")
    assert identity == Identifier(scheme="national_id", value="545167", country="FD", issued_on=date(1999, 2, 3))


@pytest.mark.parametrize(
    ("document", "note"),
    [
        ('number="-" identificationTypeCode="passport"', "passport -"),
        ('number="12" identificationTypeCode="newcode" countryIso2Code="FD"', "newcode 12 (FD)"),
        ('number="12" identificationTypeDescription="Seal"', "Seal 12"),
    ],
)
def test_a_document_that_is_not_understood_is_noted_and_the_entry_stays(document: str, note: str) -> None:
    listing = entity(f"<identification {document}/>")

    assert (listing.identifiers, listing.note) == ((), note)


def test_a_day_of_a_document_that_no_calendar_knows_is_noted() -> None:
    listing = entity('<identification number="12" identificationTypeCode="id" validTo="2010-13-01" issueDate="2001"/>')

    assert listing.identifiers == (Identifier(scheme="national_id", value="12"),)
    assert listing.note == "id: issueDate 2001; id: validTo 2010-13-01"


def test_a_ship_is_not_taken_for_a_company(from_xml: list[Listing]) -> None:
    person, company, ship = from_xml

    assert [item.kind for item in (person, company, ship)] == [
        SubjectKind.PERSON,
        SubjectKind.ORGANIZATION,
        SubjectKind.UNKNOWN,
    ]
    assert ship.identifiers == (Identifier(scheme="imo", value="1234567"),)
    assert ship.uid is None


def test_unknown_country_is_no_country(from_xml: list[Listing]) -> None:
    assert from_xml[0].nationalities == ("FREEDONIA", "SY")
    assert from_xml[0].countries == ("FREEDONIA", "SY")
    assert from_xml[0].addresses == ("1 Palace Square, PO Box 7, East wing, 100 Marxville, Centre, FREEDONIA", "SY")


@pytest.mark.parametrize(
    ("inside", "name", "problem"),
    [
        ("", '<nameAlias wholeName="X" strong="perhaps"/>', "strong: 'perhaps' is neither true nor false"),
        ('<birthdate year="1962" circa="so"/>', '<nameAlias wholeName="X"/>', "circa: 'so' is neither"),
        ("", "", "there is no name"),
        ('<subjectType code="ship"/>', '<nameAlias wholeName="X"/>', "subjectType: 'person, P, ship' is neither"),
    ],
)
def test_what_nobody_knows_is_refused_with_its_place(inside: str, name: str, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=rf"xml: line \d+: EU\.1\.1: {problem}"):
        entity(inside, name=name)


def test_a_reference_number_that_occurs_twice_is_refused() -> None:
    content = ENTITY.format(inside='<nameAlias wholeName="X"/>')
    start, end = content.index("<sanctionEntity"), content.index("</export>")
    twice = content[:end] + content[start:end] + content[end:]

    with pytest.raises(SourceFormatError, match="the reference number occurs twice"):
        list(EU_FSF_XML.read({XML: Published.of(twice.encode(), XML)}, published_on=None, tell=print))


def test_rows_that_contradict_each_other_about_their_entity_are_refused(sample: Sample, read: Read) -> None:
    content = sample(EU_FSF_CSV)[CSV].replace(b"EU.27.28", b"EU.27.29", 1)

    with pytest.raises(SourceFormatError, match=r"entity 13: Entity_EU_ReferenceNumber: its rows say 'EU.27.29' and"):
        read(EU_FSF_CSV, csvfullsanctionslist_1_1=content)


def test_a_document_type_is_refused_and_no_entity_is_expanded() -> None:
    content = '<!DOCTYPE export [<!ENTITY x "boom">]>' + ENTITY.format(inside='<nameAlias wholeName="X"/>')

    with pytest.raises(SourceFormatError, match="document type"):
        list(EU_FSF_XML.read({XML: Published.of(content.encode(), XML)}, published_on=None, tell=print))


def test_both_files_state_their_day(sample: Sample) -> None:
    for source, role in ((EU_FSF_XML, XML), (EU_FSF_CSV, CSV)):
        content = sample(source)[role]

        assert source.stated_day({role: Published.of(content, role)}) == date(2026, 1, 2)
        for blank in (b"2026-01-02T", b"02/01/2026"):
            if blank in content:
                with pytest.raises(SourceFormatError, match="the day of generation is"):
                    source.stated_day({role: Published.of(content.replace(blank, b"soon"), role)})


def test_files_are_recognised_under_the_names_of_their_downloads(sample: Sample) -> None:
    xml, table = sample(EU_FSF_XML)[XML], sample(EU_FSF_CSV)[CSV]

    assert EU_FSF_XML.recognise(Path("20260102-FULL-1_1(xsd).xml"), xml[:4096]) == XML
    assert EU_FSF_CSV.recognise(Path("20260102-FULL-1_1.csv"), table[:4096]) == CSV
    assert EU_FSF_XML.recognise(Path("20260102-FULL-1_1.csv"), table[:4096]) is None
    assert EU_FSF_XML.recognise(Path("other.xml"), b"<export/>") is None


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        ("(UNSC RESOLUTION 1483)", ("UNSC RESOLUTION 1483",)),
        ("UNSC  RESOLUTION\t1483", ("UNSC RESOLUTION 1483",)),
        ("(one)\n(two)\n(one)", ("one", "two")),
        (r"(one)\n(two)", ("one", "two")),
        ("(one) or (two)", ("(one) or (two)",)),
        ("(one", ("(one",)),
        (" ", ()),
    ],
)
def test_remarks_read_alike_with_and_without_the_brackets_of_the_csv(published: str, lines: tuple[str, ...]) -> None:
    assert remark_lines(published) == lines


def test_days_are_of_the_calendar() -> None:
    assert day("28/10/2022") == date(2022, 10, 28)
    assert day("2022-10-28") == date(2022, 10, 28)
    assert day("2022-02-30") is None
    assert day("2022") is None
    assert day_at_the_start("2026-08-05T16:47:04.449+02:00") == date(2026, 8, 5)


@pytest.mark.shared
def test_every_name_of_june_2026_comes_through_either_file(shared: Path, sample: Sample) -> None:
    """The published files are not at hand: their names are filled from a parse of one."""
    known = json.loads((shared / "lists/names_only/eu_fin-2026-06.json").read_text(encoding="utf-8"))
    header = sample(EU_FSF_CSV)[CSV].decode("utf-8-sig").split("\r\n")[0].split(";")
    target = io.StringIO()
    writer = csv.DictWriter(target, header, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    parts = ['<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-01T00:00:00Z">']
    for item in known:
        ref = f"EU.{item['id']}.1"
        parts.append(f'<sanctionEntity euReferenceNumber="{ref}" logicalId="{item["id"]}">')
        parts.append('<subjectType code="enterprise" classificationCode="E"/>')
        for name in (item["full_name"], *item["aliases"]):
            parts.append(f'<nameAlias wholeName={quoteattr(name)} strong="true"/>')
            writer.writerow(
                {
                    "Entity_LogicalId": item["id"],
                    "Entity_EU_ReferenceNumber": ref,
                    "Entity_SubjectType": "E",
                    "NameAlias_WholeName": name,
                }
            )
        parts.append("</sanctionEntity>")
    files = {
        EU_FSF_XML: {XML: Published.of("\n".join([*parts, "</export>"]).encode(), XML)},
        EU_FSF_CSV: {CSV: Published.of(target.getvalue().encode("utf-8-sig"), CSV)},
    }

    for source, file in files.items():
        listings = list(source.read(file, published_on=None, tell=print))

        assert len(listings) == len(known) == 5_994
        for listing, item in zip(listings, known, strict=True):
            names = dict.fromkeys(" ".join(name.split()) for name in (item["full_name"], *item["aliases"]))
            assert tuple(name.text for name in listing.names) == tuple(names)
