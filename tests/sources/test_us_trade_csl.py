from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.federal_register import federal_register, first_published
from exposcreen.sources.source import Source
from exposcreen.sources.us_trade_csl.acts import footnotes_of
from exposcreen.sources.us_trade_csl.names import alternative_names, name_facts, names_in
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


@pytest.fixture
def csl(read: Read) -> dict[str, list[Listing]]:
    found: dict[str, list[Listing]] = {}
    for listing in read(US_TRADE_CSL):
        found.setdefault(listing.list_id, []).append(listing)
    return found


def test_the_header_of_2019_has_no_id_column(read: Read, sample: Sample) -> None:
    lines = sample(US_TRADE_CSL)["consolidated.csv"].decode().splitlines()
    older = "".join(line.partition(",")[2] + "\n" for line in lines)

    assert len(read(US_TRADE_CSL, consolidated=older.encode())) == len(read(US_TRADE_CSL))


def test_a_file_that_ends_inside_a_line_is_refused_wherever_it_is_cut(read: Read, sample: Sample) -> None:
    whole = sample(US_TRADE_CSL)["consolidated.csv"]

    for end in range(whole.index(b"\n") + 2, len(whole)):
        # A quotation mark that closes the last field ends the row; a line break ends it too.
        if whole[end - 1 : end] == b"\n" or whole[end : end + 1] == b"\n":
            continue
        with pytest.raises(SourceFormatError, match=r"consolidated\.csv: line \d+: "):
            read(US_TRADE_CSL, consolidated=whole[:end])


def test_a_last_field_that_is_cut_is_not_read_as_a_shorter_one(read: Read, sample: Sample) -> None:
    lines = sample(US_TRADE_CSL)["consolidated.csv"].splitlines(keepends=True)
    last = lines[-1].rstrip(b"\n") + b"Tax ID No."

    with pytest.raises(SourceFormatError, match=rf"line {len(lines)}: the last line is cut, so entries after it"):
        read(US_TRADE_CSL, consolidated=b"".join([*lines[:-1], last]))


def test_a_file_of_any_name_with_the_header_is_recognised(sample: Sample) -> None:
    content = sample(US_TRADE_CSL)["consolidated.csv"]

    assert US_TRADE_CSL.recognise(Path("csl-2022.csv"), content) == "consolidated.csv"
    assert US_TRADE_CSL.recognise(Path("csl-2022.txt"), content) is None


def test_impossible_years_are_noted_and_the_day_is_not_known(csl: dict[str, list[Listing]]) -> None:
    broker = csl["us_bis_dpl"][1]

    assert broker.designations[0].listed_on is None
    assert "start_date is published as 0017-05-26" in str(broker.note)
    assert dict(broker.record)["start_date"] == "0017-05-26"


def test_a_denial_order_ends_after_its_last_day(csl: dict[str, list[Listing]]) -> None:
    denied, broker = csl["us_bis_dpl"]

    assert (denied.designations[0].listed_on, denied.designations[0].delisted_on) == (
        date(2003, 6, 19),
        date(2056, 6, 30),
    )
    assert broker.in_force(date(2020, 10, 13))
    assert not broker.in_force(date(2020, 10, 14))
    assert denied.name == "I. EXAMPLE"


def test_ofac_rows_carry_the_uid_and_the_facts(csl: dict[str, list[Listing]]) -> None:
    person, vessel = csl["us_ofac_sdn"]

    assert (person.uid, person.kind) == ("90002", SubjectKind.PERSON)
    assert [act.program for act in person.designations] == ["SDGT", "IFSR"]
    assert person.designations[0].citations[0].reference == "OFAC uid 90002"
    assert [str(day) for day in person.birth_dates] == ["1962-05-10", "1961/1963", "1978/1980"]
    assert person.nationalities == ("FD", "XA", "SY")
    assert tuple(relation.name for relation in person.relations) == ("EXAMPLE GROUP (EG)-BRANCH", "OTHER GROUP")
    assert person.identifiers == (
        Identifier(scheme="passport", value="A1234567", country="FD"),
        Identifier(scheme="crypto_address", value="1ExampleAddress000000000000000000"),
    )
    assert person.note == "an item without a label"
    assert Identifier(scheme="imo", value="1234567") in vessel.identifiers


def test_ids_are_read_in_the_order_of_2025_too(csl: dict[str, list[Listing]]) -> None:
    bank = csl["us_ofac_ssi"][0]

    assert bank.identifiers == (
        Identifier(scheme="registration", value="C122790"),
        Identifier(scheme="passport", value="836238033", country="FD"),
    )
    assert bank.designations[0].scope == "Subject to Directive 1; Subject to Directive 4"


def test_dates_of_ofac_lists_stand_in_the_ids(csl: dict[str, list[Listing]]) -> None:
    company, bank = csl["us_ofac_ns_cmic"][0], csl["us_ofac_ns_mbs"][0]

    assert company.designations[0].divest_until == date(2022, 6, 3)
    assert Name(text="Example Aerospace Co., Ltd.", kind=NameKind.STRONG_AKA) in company.names
    assert [(act.program, act.listed_on) for act in bank.designations] == [("MBS", date(2022, 2, 24))]


def test_a_row_that_only_repeats_another_is_read_once(csl: dict[str, list[Listing]]) -> None:
    assert len(csl["us_ofac_capta"]) == 1
    assert str(csl["us_ofac_capta"][0].designations[0].scope).startswith("United States financial institutions")


def test_one_id_for_two_parties_is_refused(read: Read, sample: Sample) -> None:
    changed = sample(US_TRADE_CSL)["consolidated.csv"].replace(b"BANK OF EXAMPLES", b"BANK OF OTHERS", 1)

    with pytest.raises(SourceFormatError, match="entity_number: 91006 stands for two different entries"):
        read(US_TRADE_CSL, consolidated=changed)


def test_one_party_under_two_addresses_is_two_listings(csl: dict[str, list[Listing]]) -> None:
    first, second = csl["us_bis_entity"][:2]

    assert first.name == second.name == "Example Repair Plant"
    assert first.record != second.record
    assert first.names[1:] == (
        Name(text="ERP", kind=NameKind.WEAK_AKA),
        Name(text="Open Joint Stock Company Example Repair Plant", kind=NameKind.STRONG_AKA),
        Name(text="JSC Example Repair", kind=NameKind.STRONG_AKA),
    )
    assert first.kind is SubjectKind.UNKNOWN
    assert first.countries == ("BY",)


def test_an_entity_list_row_has_requirement_policy_and_implied_footnotes(csl: dict[str, list[Listing]]) -> None:
    act, affiliate = csl["us_bis_entity"][0].designations[0], csl["us_bis_entity"][2]

    assert act.footnotes == ("3",)
    assert act.review_policy == "Policy of denial."
    assert act.note == "footnotes as the licence requirement implies them"
    assert affiliate.designations[0].footnotes == ("1",)
    assert affiliate.name == "Beijing Example Longshine Co., Ltd."
    assert tuple(relation.name for relation in affiliate.relations) == ("Example Technologies Co., Ltd. (Example)",)
    assert [item.reference for item in affiliate.designations[0].citations] == ["84 FR 22961", "85 FR 29852"]


def test_a_row_without_a_notice_cites_where_the_list_stands(csl: dict[str, list[Listing]]) -> None:
    citation = csl["us_bis_entity"][3].designations[0].citations[0]

    assert citation.reference == "15 CFR part 744, Supplement No. 4"
    assert citation.locator == "Affiliated Supply and Consultancy Services"


def test_state_department_names_hold_aliases_and_scope(csl: dict[str, list[Listing]]) -> None:
    debarred, proliferator = csl["us_state_debarred"][0], csl["us_state_nonproliferation"][0]

    assert [name.text for name in debarred.names] == [
        "Far Example Trading Company, Inc.",
        "FETCO, Inc.",
        "FE Trading",
    ]
    assert proliferator.name == "Example Import Company"
    assert proliferator.designations[0].scope == "and any successor, sub-unit, or subsidiary thereof"
    assert proliferator.designations[0].citations[0].reference == "Vol. 88, No. 151, 08/08/2023"
    assert proliferator.designations[0].citations[0].published_on == date(2023, 8, 8)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Unverified List (UVL)", "Unheard-of List (UHL)", r"line 17: source: 'Unheard-of List.*add it to"),
        (",Vessel,", ",Submarine,", r"line 5: type: 'Submarine'"),
        ("2003-06-19", "19 June 2003", r"line 2: start_date: '19 June 2003'"),
        ("license_policy", "licence_policy", r"line 1: the header .*unknown: licence_policy; missing: license_policy"),
        ("EXAMPLE BROKERS", " ", r"line 3: text: "),
    ],
)
def test_what_the_list_does_not_document_is_refused(
    read: Read, sample: Sample, old: str, new: str, problem: str
) -> None:
    changed = sample(US_TRADE_CSL)["consolidated.csv"].decode().replace(old, new, 1)

    with pytest.raises(SourceFormatError, match=rf"consolidated\.csv: {problem}"):
        read(US_TRADE_CSL, consolidated=changed.encode())


@pytest.mark.parametrize(
    ("notice", "references"),
    [
        ("84 FR 54002", ["84 FR 54002"]),
        ("68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06", ["68 FR 38290", "71 FR 38843"]),
        ("84  FR 43495 (8/21/2019), 85 FR 29852", ["84 FR 43495", "85 FR 29852"]),
        ("77.F.R. 24590 4/25/2012", ["77 FR 24590"]),
        ("66 FR 24266, 77 FR 58006 (no. 182), 81 FR 64694", ["66 FR 24266", "77 FR 58006", "81 FR 64694"]),
        ("Vol. 83, No. 91, 05/10/2018", ["Vol. 83, No. 91, 05/10/2018"]),
        ("", []),
        ("see the order", []),
        ("81 FR 61601 preview citation details, 9/7/16", ["81 FR 61601"]),
        ("46 F.R. 46154, 46155 9/17/81 and 46 F.R. 19290 3/30/81", ["46 FR 46154", "46 FR 19290"]),
        ("77 FR 61249 No. 195; 83 fr 44824", ["77 FR 61249", "83 FR 44824"]),
        ("84 FR 54002,\n10/9/19.\n85 FR 34503, 6/5/20", ["84 FR 54002", "85 FR 34503"]),
        ("82 F.R. 2312 1/9/2017, F.R. 30823 7/3/2017", ["82 FR 2312", "F.R. 30823 7/3/2017"]),
        ("68 F.R. 38290 6/27/03 72 F.R. 1/30/07", ["68 FR 38290", "72 F.R. 1/30/07"]),
        ("86 F.R. 66277 11/222/2021, NEW F.R. NOTICE TO BE PUBLISHED", ["86 FR 66277"]),
        ("Notice 10412, Vol. 83, No. 91, 05/10/2018", ["Vol. 83, No. 91, 05/10/2018"]),
    ],
)
def test_federal_register_references_have_one_form(notice: str, references: list[str]) -> None:
    assert [citation.reference for citation in federal_register(notice)] == references


def test_the_volume_tells_the_year_of_a_notice() -> None:
    first, second = federal_register("68 F.R. 38290 6/27/03, 82 FR 48792 13/40/2017")

    assert first.published_on == date(2003, 6, 27)
    assert second.published_on is None
    assert second.url == "https://www.federalregister.gov/citation/82-FR-48792"


def test_a_day_whose_year_is_not_that_of_the_volume_is_no_day() -> None:
    listed, amended = federal_register("83 FR 44824, 9/4/18. 83 FR 61541, 11/13/19")

    assert (listed.published_on, amended.published_on) == (date(2018, 9, 4), None)
    assert first_published((amended, listed)) == date(2018, 9, 4)
    assert first_published((amended,)) is None
    assert federal_register("85 FR 83799, Dec. 23, 2020")[0].published_on == date(2020, 12, 23)


@pytest.mark.parametrize(
    ("requirement", "footnotes"),
    [
        ("For all items subject to the EAR. (See § 744.11)", ()),
        ("(See §§734.9(g),3 746.8(a)(3), and 744.21(b))", ("3",)),
        ("see § 734.9(e)(2) of the EAR", ("4",)),
        ("see §§ 734.9(e)(1) and 734.9(e)(3)", ("1", "5")),
        ("see § 736.2(b)(3)(vi), and 744.11", ("1",)),
        ("All items; see footnote 4", ("4",)),
    ],
)
def test_licence_requirements_imply_footnotes(requirement: str, footnotes: tuple[str, ...]) -> None:
    assert footnotes_of(requirement) == footnotes


@pytest.mark.parametrize(
    ("published", "names", "parent"),
    [
        ("Affiliated Supply and Consultancy Services", ["Affiliated Supply and Consultancy Services"], None),
        ("Second Academy.  Subordinate Institution -  23rd Institute", ["23rd Institute"], "Second Academy"),
        ("Ministry entity: Bhabha Centre (BC)", ["Bhabha Centre", "BC"], "Ministry"),
        ("Baotou Works (Parent Organization: Nuclear Group (CNNC))", ["Baotou Works"], "Nuclear Group (CNNC)"),
        ("Gulf Modern Solutions (UAE)", ["Gulf Modern Solutions (UAE)"], None),
        ("Example Industrial (HK) Ltd", ["Example Industrial (HK) Ltd"], None),
        ("Chitron Ltd., a.k.a. Chi-Chung Ltd. (Shenzhen)", ["Chitron Ltd.", "Chi-Chung Ltd. (Shenzhen)"], None),
        ("Company Kurchatov and Successor Trading", ["Company Kurchatov and Successor Trading"], None),
        ("Commission (PC), and subordinate entity Complex of X (CX)", ["Complex of X", "CX"], "Commission (PC)"),
        ("Guangzhou Ltd. (a subordinate institute of CETC-7)", ["Guangzhou Ltd."], "CETC-7"),
        ("CNOOC Limited (a subsidiary of Oil Corp)", ["CNOOC Limited"], "Oil Corp"),
        ("Gaz, OOO (f.k.a., Obshchestvo Gaz)", ["Gaz, OOO", "Obshchestvo Gaz"], None),
        ("X (a.k.a. Y Plant; f.k.a. Z; and Q)", ["X", "Y Plant", "Z", "Q"], None),
        ("X (aka Y) (DPRK individual)", ["X", "X (DPRK individual)", "Y"], None),
        ("FUYI EXAMPLE A/K/A FRANK EXAMPLE", ["FUYI EXAMPLE", "FRANK EXAMPLE"], None),
        ("PEARL (A.K.A. NEI-CHIEN EXAMPLE) LI", ["PEARL LI", "NEI-CHIEN EXAMPLE"], None),
        ("AKA Example Trading", ["AKA Example Trading"], None),
        ("Institute X [aka Centre Y, Institute Z]", ["Institute X", "Centre Y, Institute Z"], None),
        ("20th Institute of Example Group Corp (EGC)", ["20th Institute of Example Group Corp (EGC)"], None),
        ("Huawei Ltd., Suzhou, Jiangsu", ["Huawei Ltd.", "Huawei Ltd., Suzhou, Jiangsu"], None),
        ("Huawei Co., Ltd., Beijing Research Institute", ["Huawei Co., Ltd., Beijing Research Institute"], None),
        ("Tenco Technology Company Ltd.,", ["Tenco Technology Company Ltd."], None),
        ("Poly Asia Pacific Ltd., (PAPL)", ["Poly Asia Pacific Ltd.", "PAPL"], None),
        ("Space and Upper Atmosphere Commission (SUPAC)", ["Space and Upper Atmosphere Commission", "SUPAC"], None),
        ("Federal Security Service (FSB)", ["Federal Security Service (FSB)", "FSB"], None),
        ("Yerevan Institute (CJSC)", ["Yerevan Institute (CJSC)"], None),
    ],
)
def test_several_facts_in_one_name_are_told_apart(published: str, names: list[str], parent: str | None) -> None:
    facts = name_facts(published)

    assert ([name.text for name in facts.names], facts.parent) == (names, parent)


@pytest.mark.shared
def test_no_word_of_a_real_name_is_lost_and_parts_have_their_parents(shared: Path) -> None:
    path = shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as stream:
        published = [row["name"] for row in csv.DictReader(stream) if "Treasury" not in row["source"]]
    labels = words("a aka f k n and Affiliated Entity entity Subordinate subordinate Institution Parent Organization")
    labels |= words("institute of A K")

    lost = {}
    for name in published:
        facts = name_facts(name)
        kept = words(" ".join([*(item.text for item in facts.names), facts.parent or "", facts.scope or ""]))
        if missing := words(name) - kept - labels:
            lost[name] = missing

    assert (len(published), lost) == (3_625, {})
    assert sum(name_facts(name).parent is not None for name in published) == 61
    assert sum(len(name_facts(name).names) > 1 for name in published) == 158


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(st.text(min_size=1, max_size=80).filter(lambda text: any(character.isalnum() for character in text)))
def test_every_name_has_facts(published: str) -> None:
    assert name_facts(published).names[0].kind is NameKind.PRIMARY


def test_the_last_alternative_name_may_follow_an_and() -> None:
    assert alternative_names("One Plant; Sand and Gravel; and JSC Two; ") == ("One Plant", "Sand and Gravel", "JSC Two")


def test_alternative_names_without_a_space_or_with_a_dash_between_them_are_told_apart() -> None:
    assert alternative_names("NPO One OAO;OJSC Two;-LLC Three; Inayat-ur-") == (
        "NPO One OAO",
        "OJSC Two",
        "LLC Three",
        "Inayat-ur-",
    )


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("f.k.a. Example OAO", [("Example OAO", NameKind.FKA)]),
        ("F.K.A. Example Office (EO)", [("Example Office", NameKind.FKA), ("EO", NameKind.WEAK_AKA)]),
        ("JSC One, f.k.a., JSC Two", [("JSC One", NameKind.STRONG_AKA), ("JSC Two", NameKind.FKA)]),
        ("One Plant, a.k.a., Two Plant", [("One Plant", NameKind.STRONG_AKA), ("Two Plant", NameKind.STRONG_AKA)]),
    ],
)
def test_alternative_names_that_hold_former_and_further_ones(published: str, names: list[tuple[str, NameKind]]) -> None:
    assert [(name.text, name.kind) for name in names_in(published, NameKind.STRONG_AKA)] == names


def test_an_abbreviation_that_is_also_given_as_an_alias_is_no_weak_one(read: Read, sample: Sample) -> None:
    changed = sample(US_TRADE_CSL)["consolidated.csv"].replace(b"JSC Example Repair", b"JSC Example Repair; ERP", 1)

    plant = next(item for item in read(US_TRADE_CSL, consolidated=changed) if item.name == "Example Repair Plant")

    assert [name.kind for name in plant.names if name.text == "ERP"] == [NameKind.STRONG_AKA]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("2056-06-29", "9999-12-31", None),
        ("2056-06-29", "1999-06-30", "end_date is published as 1999-06-30, before start_date"),
        ("2003-06-19", "2103-06-19", "start_date is published as 2103-06-19, long after the list"),
    ],
)
def test_an_impossible_or_endless_day_leaves_the_order_in_force(
    read: Read, sample: Sample, old: str, new: str, note: str | None
) -> None:
    changed = sample(US_TRADE_CSL)["consolidated.csv"].replace(old.encode(), new.encode(), 1)

    denied = next(item for item in read(US_TRADE_CSL, consolidated=changed) if item.list_id == "us_bis_dpl")

    assert denied.in_force(date(2026, 7, 10))
    assert note is None or note in str(denied.note)
