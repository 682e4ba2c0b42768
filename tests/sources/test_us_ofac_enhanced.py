from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.published import head_of
from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac_enhanced.source import US_OFAC_CONS_ENHANCED, US_OFAC_SDN_ENHANCED
from ofac import alias_kinds, by_uid, stated

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


@pytest.fixture
def person(read: Read) -> Listing:
    return by_uid(read(US_OFAC_SDN_ENHANCED))["us_ofac_sdn", "90002"]


@pytest.fixture
def cons(read: Read) -> dict[tuple[str, str], Listing]:
    return by_uid(read(US_OFAC_CONS_ENHANCED))


def test_names_come_in_every_script_with_their_quality(person: Listing) -> None:
    assert person.names == (
        Name(text="DOE, Jane Example"),
        Name(text="ROE, Jane", kind=NameKind.STRONG_AKA),
        Name(text="ДОУ, Джейн", kind=NameKind.STRONG_AKA),
        Name(text="SMITH, Jane", kind=NameKind.FKA),
        Name(text="THE FOX", kind=NameKind.WEAK_AKA),
        Name(text="ЛИСА", kind=NameKind.WEAK_AKA),
    )


def test_documents_say_who_issued_them_and_whether_they_are_valid(person: Listing) -> None:
    assert person.identifiers == (
        Identifier(
            scheme="passport",
            value="A1234567",
            country="Freedonia",
            issuer="Ministry of Examples, Harbour Town",
            issued_on=date(2001, 5, 5),
            expires_on=date(2006, 3, 11),
            status="Not valid",
        ),
        Identifier(scheme="national_id", value="660000 73767", country="Sylvania"),
    )
    assert "Passport A1234567: lost in Sylvania; a photograph" in str(person.note)
    assert "National ID No. 660000 73767 issued circa 1999" in str(person.note)


def test_relations_name_the_other_party_and_its_uid(person: Listing) -> None:
    assert person.relations == (
        Relation(kind="Owned or Controlled By", name="EXAMPLE TRADING HOUSE, L.L.C.", uid="90001"),
        Relation(kind="Family member of", name="DOE, John", uid="90009"),
    )
    assert "Family member of DOE, John: quality Low; circa 2001/2003; until the divorce" in str(person.note)


def test_a_birth_date_whose_words_are_no_date_lies_between_two_days(person: Listing) -> None:
    assert person.birth_dates == (PartialDate.parse("1962-05-10"), PartialDate.parse("1979/1982"))
    assert "birth date as published: circa 1979-1982" in str(person.note)


def test_what_is_doubtful_or_unknown_is_noted(person: Listing) -> None:
    for text in (
        "living status: Deceased",
        "keeps a parrot",
        "Zodiac Sign Aries",
        "Website www.example.org: in Freedonian",
        "Email Address jane@example.org: reliability False",
    ):
        assert text in str(person.note)


def test_every_form_of_an_address_is_kept(person: Listing) -> None:
    assert person.addresses == (
        "1 Example Road, Block 2, Fredonia City, Example State 12345, Freedonia",
        "Образцовая ул. 1, Фредония, Freedonia",
        "Harbour Town, Region: Coast",
        "Sylvania",
    )
    assert person.countries == ("Freedonia", "Region: Coast", "Sylvania")


def test_the_day_of_the_list_and_the_authority_belong_to_each_act(person: Listing) -> None:
    terror, rights = person.designations

    assert [(act.program, act.listed_on, act.measures) for act in person.designations] == [
        ("SDGT", date(2019, 12, 9), ("Block",)),
        ("GLOMAG", date(2019, 12, 9), ("Block",)),
    ]
    # No tag holds the number of its order: which order stands behind which program is not said.
    assert [len(act.citations) for act in (terror, rights)] == [1, 1]
    assert "Executive Order 13224 (Terrorism)" in str(person.note)


def test_an_authority_is_cited_where_it_is_certain(read: Read, cons: dict[tuple[str, str], Listing]) -> None:
    iran = by_uid(read(US_OFAC_SDN_ENHANCED))["us_ofac_sdn", "90003"].designations[0]
    sectoral = cons["us_ofac_ssi", "91002"].designations[0]

    assert [item.reference for item in iran.citations] == ["OFAC uid 90003", "Executive Order 13846 (Iran)"]
    assert [item.reference for item in sectoral.citations] == ["OFAC uid 91002", "Executive Order 13662 (Ukraine)"]


def test_the_file_names_the_lists_of_each_entry(cons: dict[tuple[str, str], Listing]) -> None:
    assert {key: listing.designations[0].listed_on for key, listing in cons.items()} == {
        ("us_ofac_ns_plc", "91005"): date(2006, 4, 12),
        ("us_ofac_ns_cmic", "91001"): date(2021, 6, 3),
        ("us_ofac_ssi", "91002"): date(2014, 7, 29),
        ("us_ofac_ns_mbs", "91002"): date(2022, 2, 24),
        ("us_ofac_ssi", "91003"): date(2014, 7, 29),
        ("us_ofac_capta", "91006"): date(2012, 7, 31),
        ("us_ofac_fse", "91007"): date(2014, 2, 6),
        ("us_ofac_ssi", "91010"): date(2014, 7, 29),
    }
    assert [act.program for act in cons["us_ofac_ssi", "91003"].designations] == ["UKRAINE-EO13662"]
    assert "sanctions types on all lists together: 13662 Sectoral Directive 1; Block" in str(
        cons["us_ofac_ssi", "91003"].note
    )


def test_cmic_has_its_days_securities_and_name_in_chinese(cons: dict[tuple[str, str], Listing]) -> None:
    company = cons["us_ofac_ns_cmic", "91001"]
    act = company.designations[0]

    assert (act.listed_on, act.effective_from, act.divest_until) == (
        date(2021, 6, 3),
        date(2021, 8, 2),
        date(2022, 6, 3),
    )
    assert act.measures == ("CMIC Executive Order",)
    assert [(item.scheme, item.value) for item in company.identifiers] == [
        ("ticker", "0728 HK"),
        ("ticker", "603019CN"),
        ("isin", "CNE000000EX1"),
        ("uscc", "91110000EXAMPLE00X"),
    ]
    assert alias_kinds(company) == [
        ("示例航空有限公司", NameKind.STRONG_AKA),
        ("Example Aerospace Co., Ltd.", NameKind.STRONG_AKA),
    ]


def test_a_list_that_the_programs_do_not_tell_is_believed_and_told(read: Read, sample: Sample) -> None:
    told: list[str] = []
    changed = sample(US_OFAC_CONS_ENHANCED)["cons_enhanced.xml"].replace(b">FSE-SY<", b">HKAA-NEW<")

    listings = by_uid(read(US_OFAC_CONS_ENHANCED, told, cons_enhanced=changed))

    assert [act.program for act in listings["us_ofac_fse", "91007"].designations] == ["HKAA-NEW"]
    assert told == [
        "cons_enhanced.xml: 1 entries (91007) name lists that their programs do not tell: the lists named by the file "
        "count; look at data/sources/us_ofac_cons_programs.csv"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b">Individual<", b">Spirit<", r"entity 90002: entityType: 'Spirit'"),
        (b">A.K.A.<", b">D.B.A.<", r"entity 90002: aliasType: 'D\.B\.A\.'"),
        (b"<isLowQuality>false<", b"<isLowQuality>maybe<", r"entity 90002: isLowQuality: 'maybe' is not true or false"),
        (b'datePublished="2019-12-09">SDN List<', b'datePublished="2019-12-09">Other List<', r"'Other List' is not a"),
        (b'"91512">SDN List<', b'"91512">Consolidated List<', r"filters: the file holds Consolidated List where"),
        (b"2026-01-12T00:00:00", b"yesterday", r"dataAsOf: 'yesterday' is not a day"),
        (b'<entity id="90001"', b'<entity id="90002"', r"entity 90002: the id occurs twice"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_OFAC_SDN_ENHANCED)["sdn_enhanced.xml"].replace(old, new, 1)

    with pytest.raises(SourceFormatError, match=problem):
        read(US_OFAC_SDN_ENHANCED, sdn_enhanced=changed)


def test_a_selection_by_program_is_no_list(read: Read, sample: Sample) -> None:
    changed = sample(US_OFAC_SDN_ENHANCED)["sdn_enhanced.xml"].replace(
        b"</filters>",
        b'<sanctionsPrograms><sanctionsProgram refId="1">IRAN</sanctionsProgram></sanctionsPrograms></filters>',
    )

    with pytest.raises(
        SourceFormatError, match="the file holds SDN List, IRAN where it should hold the SDN List alone"
    ):
        read(US_OFAC_SDN_ENHANCED, sdn_enhanced=changed)


def test_a_malformed_day_of_a_list_is_noted_and_the_listing_stays(read: Read, sample: Sample) -> None:
    changed = sample(US_OFAC_SDN_ENHANCED)["sdn_enhanced.xml"].replace(b'"2019-12-09"', b'"2019-12-39"', 1)

    person = by_uid(read(US_OFAC_SDN_ENHANCED, sdn_enhanced=changed))["us_ofac_sdn", "90002"]

    assert person.designations[0].listed_on is None
    assert "SDN List: date published: 2019-12-39" in str(person.note)


def test_a_day_of_the_list_that_its_acts_contradict_is_noted(read: Read, sample: Sample) -> None:
    changed = (
        sample(US_OFAC_CONS_ENHANCED)["cons_enhanced.xml"]
        .replace(b"Listing Date (EO 14024 Directive 3):", b"Website")
        .replace(b'datePublished="2022-02-24"', b'datePublished="2022-04-24"')
    )

    bank = by_uid(read(US_OFAC_CONS_ENHANCED, cons_enhanced=changed))["us_ofac_ns_mbs", "91002"]

    [act] = bank.designations
    assert (act.listed_on, act.effective_from) == (None, date(2022, 3, 26))
    assert act.note == "the list had the entry from 2022-04-24"


def test_it_is_read_zipped_as_published(read: Read, sample: Sample) -> None:
    plain = sample(US_OFAC_CONS_ENHANCED)["cons_enhanced.xml"]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CONS_ENHANCED.XML", plain)
    zipped = target.getvalue()

    assert US_OFAC_CONS_ENHANCED.recognise(Path("CONS_ENHANCED.ZIP"), head_of(zipped)) == "cons_enhanced.xml"
    assert read(US_OFAC_CONS_ENHANCED, cons_enhanced=zipped) == read(US_OFAC_CONS_ENHANCED)
    assert stated(US_OFAC_CONS_ENHANCED, {"cons_enhanced.xml": zipped}) == date(2026, 1, 12)
