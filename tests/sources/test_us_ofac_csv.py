from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac.remarks import read_remarks, segments
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV, OfacCsv

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


@pytest.fixture
def sdn(read: Read) -> dict[str, Listing]:
    return {str(listing.uid): listing for listing in read(US_OFAC_SDN_CSV)}


@pytest.fixture
def cons(read: Read) -> dict[tuple[str, str], Listing]:
    return {(listing.list_id, str(listing.uid)): listing for listing in read(US_OFAC_CONS_CSV)}


def numbers(listing: Listing, scheme: str) -> list[str]:
    return [item.value for item in listing.identifiers if item.scheme == scheme]


def test_remarks_cut_at_1000_characters_are_joined_without_a_separator(sdn: dict[str, Listing]) -> None:
    house = sdn["90001"]

    assert len(dict(house.record)["Remarks"]) == 1_616
    assert len(house.relations) == 24
    assert Identifier(scheme="registration", value="99887766", country="Freedonia") in house.identifiers
    assert house.note is None


def test_aliases_keep_their_kinds(sdn: dict[str, Listing]) -> None:
    assert sdn["90001"].names == (
        Name(text="EXAMPLE TRADING HOUSE, L.L.C."),
        Name(text="EXAMPLE TRADING", kind=NameKind.STRONG_AKA),
        Name(text="SAMPLE TRADING HOUSE", kind=NameKind.FKA),
        Name(text="EXTRACO", kind=NameKind.WEAK_AKA),
        Name(text="EXAMPLE CO", kind=NameKind.WEAK_AKA),
    )


def test_a_quoted_alias_may_hold_a_semicolon_or_an_apostrophe(sdn: dict[str, Listing]) -> None:
    weak = [name.text for name in sdn["90002"].names if name.kind is NameKind.WEAK_AKA]

    assert weak == ["THE FOX; THE ELDER", "O'DOE", "DOE JR."]
    assert Name(text="ROE, Richard", kind=NameKind.STRONG_AKA) in sdn["90002"].names


def test_birth_dates_that_no_calendar_knows_are_noted_and_the_listing_stays(sdn: dict[str, Listing]) -> None:
    person = sdn["90002"]

    assert person.birth_dates == (PartialDate.parse("1962-05-10"), PartialDate.parse("1961/1963"))
    assert "birth date as published: circa 1979-1982" in str(person.note)
    assert "Deputy Minister of Examples; Passport was lost in Sylvania" in str(person.note)
    assert person.birth_places == ("Fredonia City, Freedonia", "Sylvania")
    assert person.nationalities == ("Freedonia", "Sylvania")


def test_identifiers_keep_their_country_and_their_days(sdn: dict[str, Listing]) -> None:
    assert sdn["90002"].identifiers == (
        Identifier(
            scheme="passport",
            value="A1234567",
            country="Freedonia",
            issued_on=date(2001, 5, 5),
            expires_on=date(2006, 3, 11),
        ),
        Identifier(scheme="national_id", value="660000 73767", country="Congo, Democratic Republic of the"),
        Identifier(scheme="national_id", value="000-00-0001", country="United States"),
        Identifier(scheme="crypto_address", value="1ExampleAddress000000000000000000"),
        Identifier(scheme="crypto_address", value="0x0000000000000000000000000000000000000001"),
    )


def test_a_legal_entity_number_is_an_lei_only_with_twenty_characters(sdn: dict[str, Listing]) -> None:
    assert numbers(sdn["90001"], "lei") == ["5299000EXAMPLE000A12"]
    assert numbers(sdn["90001"], "registration") == ["851683", "99887766"]


def test_vessels_and_aircraft_keep_what_tells_them_apart(sdn: dict[str, Listing]) -> None:
    vessel, aircraft = sdn["90003"], sdn["90004"]

    assert (vessel.kind, aircraft.kind) == (SubjectKind.VESSEL, SubjectKind.AIRCRAFT)
    assert (numbers(vessel, "imo"), numbers(vessel, "call_sign")) == (["1234567"], ["EXAM1"])
    assert vessel.countries == ("Freedonia",)
    assert tuple(relation.name for relation in vessel.relations) == ("EXAMPLE SHIPPING CO., LTD.", "Example Lines")
    assert (numbers(aircraft, "aircraft_tail"), numbers(aircraft, "aircraft_serial")) == (["EX-ABC"], ["4711"])
    assert dict(vessel.record)["Tonnage"] == "100"


def test_null_fields_are_no_facts(sdn: dict[str, Listing]) -> None:
    bank = sdn["90005"]

    assert bank.kind is SubjectKind.ORGANIZATION
    assert (bank.addresses, bank.note, bank.identifiers) == (("Freedonia",), None, ())
    assert sdn["90002"].addresses == ()
    assert [field for field, _ in bank.record] == ["ent_num", "SDN_Name", "Program", "add 4 Country"]


def test_each_program_is_an_act_with_its_citation(sdn: dict[str, Listing]) -> None:
    acts = sdn["90001"].designations

    assert [act.program for act in acts] == ["GLOMAG", "CYBER2"]
    assert acts[0].citations[0].reference == "OFAC uid 90001"
    assert acts[0].citations[0].url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=90001"
    assert acts[0].citations[0].published_on == date(2026, 1, 2)
    assert acts[0].listed_on is None


def test_rows_of_another_day_are_told_and_change_nothing(read: Read) -> None:
    told: list[str] = []

    listings = read(US_OFAC_SDN_CSV, told)

    assert len(listings) == 5
    assert told == ["sdn_comments.csv: 1 entries (99999) are not in sdn.csv: the files are of different days"]


def test_half_an_identifier_is_no_identifier(read: Read) -> None:
    told: list[str] = []

    house = read(US_OFAC_SDN_CSV, told, sdn_comments=b"\x1a")[0]

    assert "the published remarks are cut, and end: Linked To: EXAMPLE PARTNER NUMBER 15" in str(house.note)
    assert len(house.relations) == 14
    assert "the remarks of 1 entries end after 1,000 characters" in told[0]


@pytest.mark.parametrize("source", [US_OFAC_SDN_CSV, US_OFAC_CONS_CSV], ids=lambda source: source.id)
def test_every_file_but_the_comments_is_refused_wherever_it_is_cut(source: OfacCsv, read: Read, sample: Sample) -> None:
    files = source.names
    for name in (files.entries, files.addresses, files.aliases):
        whole = sample(source)[name]
        for end in range(1, len(whole)):
            with pytest.raises(SourceFormatError, match=rf"{name}: line \d+: "):
                read(source, **{name.removesuffix(".csv"): whole[:end]})


def test_a_file_without_its_end_mark_is_refused_with_its_last_line(read: Read, sample: Sample) -> None:
    cut = b"".join(sample(US_OFAC_SDN_CSV)["sdn.csv"].splitlines(keepends=True)[:3])

    with pytest.raises(SourceFormatError, match=r"sdn\.csv: line 3: the file ends here without the end mark \(0x1A\)"):
        read(US_OFAC_SDN_CSV, sdn=cut)


def test_a_missing_end_mark_of_the_comments_is_only_told(read: Read, sample: Sample) -> None:
    told: list[str] = []

    listings = read(US_OFAC_SDN_CSV, told, sdn_comments=sample(US_OFAC_SDN_CSV)["sdn_comments.csv"].rstrip(b"\x1a"))

    assert len(listings) == 5
    assert any("sdn_comments.csv: the end mark" in sentence for sentence in told)


@pytest.mark.parametrize("strays", [5, 6])
def test_more_than_a_handful_of_rows_without_their_entry_is_refused(read: Read, sample: Sample, strays: int) -> None:
    rows = b"".join(b'%d,%d,"aka","EXAMPLE",-0- \r\n' % (80_000 + number, number) for number in range(strays))
    alt = rows + sample(US_OFAC_SDN_CSV)["alt.csv"]
    told: list[str] = []

    if strays == 5:
        assert len(read(US_OFAC_SDN_CSV, told, alt=alt)) == 5
        assert told[0].startswith("alt.csv: 5 entries (80000, 80001, ")
    else:
        with pytest.raises(SourceSuspicious, match=r"alt\.csv: 6 of 9 rows are of entries that are not in sdn\.csv"):
            read(US_OFAC_SDN_CSV, alt=alt)


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("sdn", b'"vessel"', b'"spaceship"', r"sdn\.csv: line 3: entry 90003: SDN_Type: 'spaceship'"),
        ("sdn", b"90003,", b"90002,", r"sdn\.csv: line 3: ent_num: 90002 occurs twice"),
        ("sdn", b"90003,", b"ninety,", r"sdn\.csv: line 3: ent_num: 'ninety' is not a number"),
        ("sdn", b'"EXAMPLE STAR"', b'" "', r"sdn\.csv: line 3: entry 90003: text: "),
        ("sdn", b'"EXAMPLE STAR",', b"", r"sdn\.csv: line 3: 11 fields where the official format has 12"),
        ("alt", b'"nka"', b'"dba"', r"entry 90002: alt_type: 'dba'"),
        ("add", b"\x1a", b"\x1amore\r\n", r"add\.csv: line 5: text follows the end mark"),
    ],
)
def test_what_the_specification_does_not_know_is_refused(
    read: Read, sample: Sample, *, file: str, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_OFAC_SDN_CSV)[f"{file}.csv"].replace(old, new, 1)

    with pytest.raises(SourceFormatError, match=problem):
        read(US_OFAC_SDN_CSV, **{file: changed})


def test_cmic_facts_are_read_from_the_remarks(cons: dict[tuple[str, str], Listing]) -> None:
    company = cons["us_ofac_ns_cmic", "91001"]
    act = company.designations[0]

    assert (act.listed_on, act.effective_from, act.divest_until) == (
        date(2021, 6, 3),
        date(2021, 8, 2),
        date(2022, 6, 3),
    )
    assert numbers(company, "ticker") == ["0728 HK", "603019CN"]
    assert numbers(company, "isin") == ["CNE000000EX1", "USE000000EX2"]
    assert Identifier(scheme="uscc", value="91110000EXAMPLE00X", country="China") in company.identifiers
    assert [(name.text, name.kind) for name in company.names[2:]] == [
        ("Example Aerospace Co., Ltd.", NameKind.STRONG_AKA),
        ("EAC", NameKind.WEAK_AKA),
    ]
    assert tuple(relation.name for relation in company.relations) == ("EXAMPLE GROUP",)


def test_an_entry_on_two_lists_is_two_listings_of_one_uid(cons: dict[tuple[str, str], Listing]) -> None:
    sectoral, menu = cons["us_ofac_ssi", "91002"], cons["us_ofac_ns_mbs", "91002"]

    assert sectoral.designations[0].program == "UKRAINE-EO13662"
    assert sectoral.designations[0].scope == "Subject to Directive 1"
    assert sectoral.designations[0].listed_on is None
    assert "EO 14024 Directive 3: listed on 2022-02-24, effective from 2022-03-26" in str(sectoral.note)
    assert menu.designations[0].program == "RUSSIA-EO14024"
    assert menu.designations[0].scope == "Subject to Directive 3 - All transactions in new debt are prohibited."
    assert menu.designations[0].effective_from == date(2022, 3, 26)
    assert menu.note is None


def test_a_directive_of_a_party_that_was_blocked_later_puts_it_on_no_list(cons: dict[tuple[str, str], Listing]) -> None:
    assert [list_id for list_id, uid in cons if uid == "91003"] == ["us_ofac_ssi"]
    assert cons["us_ofac_ssi", "91003"].designations[0].scope == "Subject to Directive 1; Subject to Directive 4"


@pytest.mark.parametrize(
    ("list_id", "uid", "program"),
    [
        ("us_ofac_capta", "91004", "RUSSIA-EO14024"),
        ("us_ofac_ns_plc", "91005", "NS-PLC"),
        ("us_ofac_capta", "91006", "561-Related"),
        ("us_ofac_fse", "91007", "FSE-SY"),
        ("us_ofac_ns_mbs", "91008", "CAATSA - RUSSIA"),
    ],
)
def test_programs_tell_the_lists_apart(
    cons: dict[tuple[str, str], Listing], list_id: str, uid: str, program: str
) -> None:
    assert [act.program for act in cons[list_id, uid].designations] == [program]


def test_what_a_directive_reaches_is_its_scope(cons: dict[tuple[str, str], Listing]) -> None:
    assert cons["us_ofac_capta", "91006"].designations[0].scope == (
        "United States financial institutions are prohibited from opening or maintaining an account for the bank "
        "listed here"
    )
    assert cons["us_ofac_ns_mbs", "91008"].designations[0].scope == (
        "EXPORT SANCTIONS Sec. 235(a)(2); LOANS Sec. 235(a)(3)"
    )


def test_entries_of_no_known_list_are_counted(read: Read) -> None:
    told: list[str] = []

    read(US_OFAC_CONS_CSV, told)

    assert told[-1].startswith("cons_prim.csv: 1 entries stand there under programs of no list")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            b'"CMIC-EO13959"',
            b'"CMIC-EO99999"',
            r"cons_prim\.csv: line 1: entry 91001: Program: 'CMIC-EO99999'.*add the tag",
        ),
        (b"EO 14024 Directive 2", b"EO 14024 Directive 9", r"entry 91004: Remarks: none of EO 14024 Directive 1a"),
        (b"02 Aug 2021", b"02 Aug 2020", r"entry 91001: the dates of a designation must be in order"),
    ],
)
def test_an_entry_whose_list_or_dates_cannot_be_told_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    with pytest.raises(SourceFormatError, match=problem):
        read(US_OFAC_CONS_CSV, cons_prim=sample(US_OFAC_CONS_CSV)["cons_prim.csv"].replace(old, new))


def test_segments_drop_the_final_full_stop_only() -> None:
    assert list(segments("DOB 1962; Linked To: EXAMPLE CO., LTD..")) == ["DOB 1962", "Linked To: EXAMPLE CO., LTD."]
    assert list(segments("")) == []


def test_an_unclosed_quotation_does_not_swallow_the_next_alias() -> None:
    facts = read_remarks("a.k.a. 'OPEN; a.k.a. 'SHUT'.", is_cut=False)

    assert [name.text for name in facts.names] == ["OPEN", "SHUT"]


def test_every_text_of_the_remarks_is_a_fact_or_a_note() -> None:
    facts = read_remarks("Zodiac Sign Aries; Listing Date (CMIC) someday; ISIN unknown; Gender Male.", is_cut=False)

    assert facts.notes == ["Zodiac Sign Aries", "Listing Date (CMIC) someday", "ISIN unknown"]


def test_the_stop_of_an_abbreviation_at_the_end_of_the_remarks_is_the_names() -> None:
    (abbreviated,) = read_remarks("DOB 1962; Linked To: EXAMPLE TRADING S.A.", is_cut=False).relations
    (other,) = read_remarks("DOB 1962; Linked To: EXAMPLE TRADING HOUSE.", is_cut=False).relations

    assert (abbreviated.name, other.name) == ("EXAMPLE TRADING S.A.", "EXAMPLE TRADING HOUSE")
