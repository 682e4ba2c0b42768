from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.source import Source
from exposcreen.sources.us_bis_ecfr.source import US_BIS_ECFR

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]

ROLE = "title-15-part-744.xml"


@pytest.fixture
def part(read: Read) -> dict[str, list[Listing]]:
    found: dict[str, list[Listing]] = {}
    for listing in read(US_BIS_ECFR):
        found.setdefault(listing.list_id, []).append(listing)
    return found


@pytest.fixture
def altered(read: Read, sample: Sample) -> Callable[[str, str], list[Listing]]:
    def reading(old: str, new: str) -> list[Listing]:
        text = sample(US_BIS_ECFR)[ROLE].decode()
        assert old in text
        return read(US_BIS_ECFR, **{"title-15-part-744": text.replace(old, new, 1).encode()})

    return reading


def test_a_country_holds_for_the_rows_below_it(part: dict[str, list[Listing]]) -> None:
    countries = [item.countries for item in part["us_bis_entity"]]

    assert countries == [("FREEDONIA",)] * 3 + [("SYLVANIA",)] * 4


def test_every_cited_page_is_a_citation_and_the_first_day_is_when_it_was_announced(
    part: dict[str, list[Listing]],
) -> None:
    act = part["us_bis_entity"][1].designations[0]

    assert [(item.reference, item.published_on) for item in act.citations] == [
        ("79 FR 44683", date(2014, 8, 1)),
        ("85 FR 34503", date(2020, 6, 5)),
        ("15 CFR part 744, Supplement No. 4", date(2026, 1, 2)),
    ]
    assert (act.announced_on, act.listed_on) == (date(2014, 8, 1), None)


def test_names_aliases_and_addresses_are_told_apart(part: dict[str, list[Listing]]) -> None:
    person, company = part["us_bis_entity"][:2]

    assert (person.name, person.kind, person.uid) == ("Rufus T. Example", SubjectKind.UNKNOWN, None)
    assert person.addresses == (
        "501, 5th Floor, Example Market, Fredonia City, Freedonia",
        "Flat No. 41, Example Street, Fredonia City, Freedonia",
    )
    assert person.note == "See alternate addresses under Sylvania"
    assert [(name.text, name.kind) for name in company.names] == [
        ("Example Construction Company", NameKind.PRIMARY),
        ("ECC", NameKind.WEAK_AKA),
        ("Imal Example Road Construction Company", NameKind.STRONG_AKA),
        ("Example and Sons Ltd.", NameKind.STRONG_AKA),
    ]
    assert company.addresses[1] == "12\u20444 Example Road, Freedonia"


def test_raised_digits_are_footnotes_and_no_part_of_a_name(part: dict[str, list[Listing]]) -> None:
    third, fourth = part["us_bis_entity"][1], part["us_bis_entity"][3]

    assert third.designations[0].footnotes == ("3",)
    assert third.designations[0].note is None
    assert fourth.name == "Example Sense Technology Co., Ltd."
    assert fourth.designations[0].footnotes == ("4",)
    assert str(third.designations[0].licence_requirement).startswith(
        "For all items subject to the EAR. (See §§ 734.9(g),3"
    )


def test_an_address_that_hangs_on_the_last_alias_is_an_address(part: dict[str, list[Listing]]) -> None:
    listing = part["us_bis_entity"][3]

    assert listing.names[-1].text == "Elena Example"
    assert listing.addresses == ("Gmunder Str. 25, Sylvania City, Sylvania 73540",)


def test_an_address_without_a_party_says_so(part: dict[str, list[Listing]]) -> None:
    listing = part["us_bis_entity"][2]

    assert listing.name == "Address 01"
    assert listing.addresses == ("Unit D, 16/F One Example Place, Port Freedom, Freedonia",)
    assert listing.note == "an address listed by itself, whoever uses it"


def test_parts_of_an_organization_are_listings_with_its_acts_and_addresses(part: dict[str, list[Listing]]) -> None:
    parent, sea, design = part["us_bis_entity"][4:]

    assert [sea.name, design.name] == ["Example Sea Industry Corporation", "Second Design Department"]
    assert sea.relations[0].name == parent.name == "Example 14th Research Institute (E14)"
    assert design.names[1].text == "Second Planning Department"
    assert sea.addresses == design.addresses == parent.addresses
    assert len(sea.addresses) == 2
    assert sea.designations[0].licence_requirement == parent.designations[0].licence_requirement
    assert len({dict(item.record)["row_sha256"] for item in (parent, sea, design)}) == 3


def test_the_two_short_lists_are_read_too(part: dict[str, list[Listing]]) -> None:
    [unverified], military = part["us_bis_uvl"], part["us_bis_meu"][0]

    assert unverified.name == "Example Industrial (HK) Ltd."
    assert unverified.designations[0].announced_on == date(2014, 1, 27)
    assert military.designations[0].citations[0].reference == "85 FR 83799"


def test_members_of_a_group_are_parts_of_it_and_share_its_citation(part: dict[str, list[Listing]]) -> None:
    institute, power, establishment, single = part["us_bis_meu"]

    assert [power.name, establishment.name] == ["EEC Power Co. Ltd.", "EEC Establishment"]
    assert {power.relations[0].name, establishment.relations[0].name} == {"Example-Engine Company of Freedonia"}
    assert establishment.addresses == ("No. 1 Example Road, Fredonia City, Freedonia",)
    assert establishment.designations[0].citations[0].reference == "85 FR 83799"
    assert (institute.relations, single.relations) == ((), ())
    assert (single.name, single.addresses[0][:7]) == ("Example Tech. Co., Ltd.", "No. C22")
    assert single.designations[0].citations[0].reference == "86 FR 4864"


def test_a_group_without_labels_has_as_many_members_as_it_says(
    altered: Callable[[str, str], list[Listing]],
) -> None:
    label = "<TR><TD/><TD>Subordinate institution:</TD><TD/></TR>\n"
    rows = "<TR><TD/><TD>EEC Power Co. Ltd., Example Bay, Fredonia City, Freedonia</TD><TD/></TR>\n"

    found = [item for item in altered(label + rows + label, rows) if item.list_id == "us_bis_meu"]

    assert [bool(item.relations) for item in found] == [False, True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<TH>Listed person and address</TH>", "<TH>Address</TH>", r"the headings of Supplement No\. 6"),
        ('<DIV5 N="744"', '<DIV5 N="745"', r"it is part '745' where part 744 was expected"),
        ("Supplement No. 2 to Part 744", "Supplement No. 9 to Part 744", r"'Supplement No\. 9 to Part 744"),
        ("<TR><TD>FREEDONIA</TD><TD>Example Av", "<TR><TD>X</TD><TD>FREEDONIA</TD><TD>Example Av", r"4 cells where"),
        ("<TR><TD>FREEDONIA</TD><TD>Example Av", '<TR><TD rowspan="2">F</TD><TD>Example Av', r"a cell spans 2 rows"),
        ("<I>and</I> Flat", "<marquee>and</marquee> Flat", r"TD/marquee' is not a field that is known"),
        ("<TBODY>\n", "<TBODY>Example and Co.\n", r"TBODY holds a text: 'Example and Co\.'"),
        ("<TR>\n<TD", "<TR>Example and Co.\n<TD", r"'DIV9/TABLE/TR' is not a field"),
        ("</TD>\n</TR>", "</TD>Example and Co.\n</TR>", r"a text stands between the cells"),
    ],
)
def test_what_is_not_documented_is_refused(
    altered: Callable[[str, str], list[Listing]], old: str, new: str, problem: str
) -> None:
    with pytest.raises(SourceFormatError, match=rf"title-15-part-744\.xml: line \d+: .*{problem}"):
        altered(old, new)


def test_a_part_without_one_of_its_lists_is_refused(altered: Callable[[str, str], list[Listing]]) -> None:
    with pytest.raises(SourceFormatError, match=r"there is no table of Supplement No\. 6"):
        altered(
            "<TR><TD>FREEDONIA</TD><TD>Example Industrial (HK) Ltd., Room 1, Example Tower, Fredonia City, Freedonia"
            "</TD><TD>79 FR 4243, 01/27/14.</TD></TR>",
            "",
        )


def test_a_row_with_a_name_alone_is_an_entry_with_a_note(altered: Callable[[str, str], list[Listing]]) -> None:
    found = altered("Subordinate institution\n<br/>Example Sea", "Example Sea")

    sea = next(item for item in found if item.name == "Example Sea Industry Corporation")

    assert sea.note == "the row has neither a requirement nor a citation of its own"
    assert [item.reference for item in sea.designations[0].citations] == ["15 CFR part 744, Supplement No. 4"]


def test_the_same_row_twice_is_two_listings_that_can_be_told_apart(
    altered: Callable[[str, str], list[Listing]],
) -> None:
    row = "<TR><TD>FREEDONIA</TD><TD>Example Aviation Institute, No. 1 Example Avenue, Fredonia City, Freedonia</TD><TD>85 FR 83799, 12/23/2020.</TD></TR>"  # noqa: E501 - as it stands in the sample

    twice = [item for item in altered(row, row * 2) if item.list_id == "us_bis_meu"]

    assert len({dict(item.record)["row_sha256"] for item in twice}) == len(twice) == 5


def test_an_xml_file_of_any_name_that_begins_with_the_part_is_recognised(sample: Sample) -> None:
    content = sample(US_BIS_ECFR)[ROLE]

    assert US_BIS_ECFR.recognise(Path("ear 2026.xml"), content) == ROLE
    assert US_BIS_ECFR.recognise(Path("ear 2026.xml"), content.replace(b'"744"', b'"745"', 1)) is None
