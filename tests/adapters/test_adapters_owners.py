"""Files of owners: what is read of each kind, what is said of the rest."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exposcreen.adapters import OwnersRead, ownership_table, read_owner_frame, read_owners
from exposcreen.errors import InputError
from exposcreen.model.dates import PartialDate
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.ownership import Party, Stake

FILES = Path(__file__).parent / "owners"


def table(text: str) -> OwnersRead:
    return read_owners(io.BytesIO(text.encode()))


def one(text: str) -> Stake:
    (stake,) = table(text).stakes
    return stake


def told(read: OwnersRead) -> list[tuple[object, ...]]:
    """Each stake as owner, company, share, ceiling, control and days."""
    return [
        (
            Party.of(stake.owner).label,
            Party.of(stake.owned).label,
            stake.percent,
            stake.ceiling,
            stake.control,
            stake.effective_from,
            stake.effective_to,
        )
        for stake in read.stakes
    ]


# --- tables ---


def test_a_row_takes_all_that_is_known_of_a_stake() -> None:
    text = (
        "Shareholder,Owner ID,Subsidiary,Owned LEI,Ownership (%),Start Date,End Date,Controls,Acting with,Owner DOB\n"
        "Jane Example,passport=E1,Freedonia Mills,549300EXAMPLE0000073,33.333 %,2020,2024-05,yes,a pact,1955-01\n"
    )

    stake = one(text)

    assert stake == Stake(
        owner=Party("Jane Example", (("passport", "E1"),), birth_date=PartialDate.parse("1955-01")),
        owned=Party("Freedonia Mills", (("lei", "549300EXAMPLE0000073"),)),
        percent=Decimal("33.333"),
        control=True,
        effective_from=date(2020, 1, 1),
        effective_to=date(2024, 6, 1),
        joint="a pact",
    )
    assert stake.source == "stream line 2"


def test_a_share_may_be_a_range_or_not_known() -> None:
    some = one("owner,owned,percent\nA,B,25-50\n")

    assert (some.percent, some.ceiling) == (Decimal(25), Decimal(50))
    assert some == one("owner,owned,percent\nA,B,25 to 50\n")
    assert one("owner,owned,percent\nA,B,\n").percent is None
    assert one("owner;owned;percent\nA;B;33,5\n").percent == Decimal("33.5")


def test_an_id_may_stand_for_a_name_and_be_of_no_known_kind() -> None:
    stake = one("owner_id,owned_id,percent\nC-17,lei:549300EXAMPLE0000073,10\n")

    assert stake.owner == Party(identifiers=(("", "C-17"),))
    assert stake.owned == Party(identifiers=(("lei", "549300EXAMPLE0000073"),))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",B,10,,", "stream line 2, column owner: no owner is given"),
        ("A,,10,,", "stream line 2, column owned: no company that is owned is given"),
        ("A,B,110,,", "stream line 2, column percent: '110' is no share in percent"),
        ("A,B,half,,", "stream line 2, column percent: 'half' is not a number"),
        ("A,B,50-25,,", "'50-25' ends below where it begins"),
        ("A,B,10,2020-13-01,", "stream line 2, column from"),
        ("A,B,10,2021-01-01,2020-01-01", "it ends on 2020-01-01, before it begins"),
        ("A,B,10", "has 3 fields where the header has 5"),
    ],
)
def test_a_faulty_row_is_told_with_its_place_and_the_rest_is_read(row: str, said: str) -> None:
    read = table(f"owner,owned,percent,from,to\n{row}\nC,D,20,,\n")

    assert [Party.of(stake.owner).label for stake in read.stakes] == ["C"]
    assert said in str(read.faults[0])


def test_control_is_said_with_yes_or_no() -> None:
    assert [one(f"owner,owned,control\nA,B,{word}\n").control for word in ("Yes", "no", "TRUE", "0", "x", "")] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert "neither yes nor no" in str(table("owner,owned,control\nA,B,maybe\n").faults[0])


def test_a_table_needs_a_column_of_owners_and_one_of_companies() -> None:
    with pytest.raises(InputError, match="needs one of owner, owner_id"):
        table("owned,percent\nB,10\n")
    with pytest.raises(InputError, match="needs one of owned, owned_id"):
        table("owner,percent\nA,10\n")


def test_a_column_that_is_not_used_is_told() -> None:
    assert table("owner,owned,percent,colour\nA,B,10,red\n").notes == ("stream: not used: colour",)


def test_a_data_frame_is_read_as_a_file_is() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {
            "owner": ["A", "B", None],
            "owned": ["C", "C", "C"],
            "percent": [33.333, float("nan"), 5.0],
            "from": [pandas.Timestamp("2020-01-01"), pandas.NaT, pandas.NaT],
            "control": [False, True, False],
        }
    )

    read = read_owner_frame(frame, name="holdings")

    assert told(read) == [
        ("A", "C", Decimal("33.333"), None, False, date(2020, 1, 1), None),
        ("B", "C", None, None, True, None, None),
    ]
    assert str(read.faults[0]).startswith("holdings row 3, column owner: no owner is given")
    assert read.stakes[0].source == "holdings row 1"


# --- beneficial ownership statements ---


def test_statements_give_stakes_for_the_days_on_which_they_were_the_last_word() -> None:
    read = read_owners(FILES / "statements.json")

    direct = [row for row in told(read) if row[:2] == ("Sylvania Holding", "Freedonia Mills Ltd")]
    assert direct == [
        ("Sylvania Holding", "Freedonia Mills Ltd", 60, None, False, date(2019, 1, 1), date(2022, 6, 1)),
        ("Sylvania Holding", "Freedonia Mills Ltd", None, None, True, date(2019, 1, 1), date(2022, 6, 1)),
        ("Sylvania Holding", "Freedonia Mills Ltd", 40, None, False, date(2022, 6, 1), date(2024, 1, 1)),
    ]
    assert read.faults == ()


def test_more_than_half_is_a_majority_and_a_range_is_kept() -> None:
    above = [row for row in told(read_owners(FILES / "statements.json")) if row[1] == "Sylvania Holding"]

    assert above == [("Ann Example", "Sylvania Holding", 50, 75, True, date(2018, 1, 1), None)]


def test_an_indirect_interest_whose_links_are_told_is_kept_apart() -> None:
    (summary,) = [stake for stake in read_owners(FILES / "statements.json").stakes if stake.indirect]

    assert (summary.percent, summary.ceiling) == (Decimal(25), Decimal(50))


def test_parties_come_with_what_statements_know_of_them() -> None:
    parties = {party.label: party for party in read_owners(FILES / "statements.json").parties}

    mills, ann = parties["Freedonia Mills Ltd"], parties["Ann Example"]
    assert mills.identifiers == (("gb_coh", "XE0001"), ("lei", "549300EXAMPLE0000073"), ("bods_record", "e-mill"))
    assert (mills.aliases, mills.country, mills.kind) == (("FML",), "FD", SubjectKind.ORGANIZATION)
    assert (ann.aliases, ann.birth_date, ann.kind) == (
        ("Annie Example",),
        PartialDate.parse("1965-11"),
        SubjectKind.PERSON,
    )
    assert parties["bods_record p-none"].unnamed


def test_a_party_that_is_not_named_is_told_and_stays_unknown() -> None:
    read = read_owners(FILES / "statements.json")

    assert any("a party is not named (informationUnknownToPublisher)" in note for note in read.notes)
    assert any("offices: neither ownership nor control" in note for note in read.notes)
    hidden = [stake for stake in read.stakes if Party.of(stake.owner).unnamed]
    assert [stake.percent for stake in hidden] == [None]


def statement(**details: Any) -> dict[str, Any]:
    return {"recordId": "r", "recordType": "relationship", "recordStatus": "new", "recordDetails": details}


def interest(**fields: Any) -> OwnersRead:
    given = statement(subject="s", interestedParty="p", interests=[fields])
    return table(json.dumps([given]))


@pytest.mark.parametrize(
    ("fields", "percent", "ceiling", "control"),
    [
        ({"type": "shareholding", "share": {"exact": 33.333}}, "33.333", None, False),
        ({"type": "shareholding"}, None, None, False),
        ({"type": "shareholding", "share": {"maximum": 25}}, "0", "25", False),
        ({"type": "shareholding", "share": {"minimum": 75}}, "75", "100", False),
        ({"type": "shareholding", "share": {"exclusiveMinimum": 25, "maximum": 50}}, "25", "50", False),
        ({"type": "votingRights", "share": {"exact": 50}}, None, "50", False),
        ({"type": "votingRights", "share": {"exact": 51}}, None, None, True),
        ({"type": "votingRights", "share": {"exclusiveMinimum": 50, "exclusiveMaximum": 75}}, None, None, True),
        ({"type": "appointmentOfBoard"}, None, None, True),
        ({"type": "beneficiaryOfLegalArrangement"}, None, None, False),
        ({"directOrIndirect": "unknown"}, None, None, False),
        ({"type": "somethingNew", "share": {"exact": 80}}, None, None, False),
    ],
)
def test_an_interest_is_a_share_control_or_unknown(
    fields: dict[str, Any], percent: str | None, ceiling: str | None, control: bool
) -> None:
    (stake,) = interest(**fields).stakes

    assert (stake.percent, stake.ceiling, stake.control) == (
        None if percent is None else Decimal(percent),
        None if ceiling is None else Decimal(ceiling),
        control,
    )


def test_an_interest_that_is_not_known_and_a_record_that_is_not_there_are_told() -> None:
    notes = interest(type="somethingNew").notes

    assert any("'somethingNew' is not known" in note for note in notes)
    assert any("the record p has no statement in the file" in note for note in notes)


def test_statements_may_come_one_a_line_and_a_damaged_line_costs_no_other() -> None:
    line = json.dumps(statement(subject="s", interestedParty="p", interests=[{"type": "shareholding"}]))

    read = table(f"{line}\n{line[:40]}\n{json.dumps({'recordType': 'x', 'recordId': 'y'})}\n")

    assert len(read.stakes) == 1
    assert [str(fault).split(":")[0] for fault in read.faults] == ["stream line 2", "stream line 3"]


def test_an_impossible_share_is_told_with_its_place() -> None:
    assert "record 1: 150 is no share in percent" in str(interest(type="shareholding", share={"exact": 150}).faults[0])


def test_statements_of_an_older_version_are_refused() -> None:
    with pytest.raises(InputError, match=r"before 0\.4"):
        table(json.dumps([{"statementID": "x", "statementType": "ownershipOrControlStatement"}]))


# --- GLEIF ---


def test_consolidation_is_control_of_which_the_share_is_not_known() -> None:
    read = read_owners(FILES / "level2.json")

    assert told(read)[:3] == [
        ("lei PARENT00000000000001", "lei CHILD000000000000001", None, None, True, date(2018, 2, 6), None),
        ("lei TOP00000000000000001", "lei CHILD000000000000001", None, None, True, None, date(2023, 5, 18)),
        ("lei CHILD000000000000001", "lei BRANCH00000000000001", 100, None, True, None, None),
    ]
    assert [stake.indirect for stake in read.stakes] == [False, True, False]
    assert read.stakes[0].source == "level2.json record 1 (is directly consolidated by)"
    assert any("consolidation in the accounts is read as control" in note for note in read.notes)


def test_what_is_no_ownership_is_left_aside_and_what_is_damaged_is_told() -> None:
    read = read_owners(FILES / "level2.json")

    assert any("IS_FUND-MANAGED_BY is neither ownership nor control" in note for note in read.notes)
    assert any("their registration is ANNULLED" in note for note in read.notes)
    assert [str(fault).split(":")[0] for fault in read.faults] == ["level2.json record 6", "level2.json record 7"]


def test_the_xml_says_what_the_json_says() -> None:
    assert told(read_owners(FILES / "level2.xml")) == told(read_owners(FILES / "level2.json"))[:1]


def test_level_one_names_the_parties_of_level_two() -> None:
    made = ownership_table(read_owners(FILES / "level2.json"), read_owners(FILES / "level1.json"))

    (number,) = made.find("Sylvania Old Holding")
    assert made.label(number) == "Sylvania Holding"
    assert made.party(number).country == "FD"
    assert made.find(identifiers=[("lei", "PARENT00000000000001")]) == (number,)


# --- neither ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"[]", "holds no record of owners"),
        (b'[{"a": 1}]', "neither a BODS 0.4 statement nor a GLEIF record"),
        (b'[{"a": "\xff"}]', "is not UTF-8"),
        (b"<rr:RelationshipData", "not well-formed XML"),
        (b"PK\x03\x04", "Excel workbook"),
        (b"colour\nred\n", "needs one of owner, owner_id"),
    ],
)
def test_a_file_of_no_owners_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_owners(io.BytesIO(data))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_owners(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a directory"):
        read_owners(tmp_path)


def _places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from _places(value[key], (*path, key))  # type: ignore[index]


@pytest.mark.parametrize("name", ["statements.json", "level2.json", "level1.json"])
@pytest.mark.parametrize("instead", [None, "", 0, True, [], {}, [None], {"a": 1}, {"$": None}, "2020-99-99", "abc", -1])
def test_whatever_stands_in_a_field_the_reading_goes_on_or_is_refused(name: str, instead: object) -> None:
    whole = (FILES / name).read_text(encoding="utf-8")

    for path in list(_places(json.loads(whole)))[1:]:
        changed = json.loads(whole)
        inner = changed
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = instead
        with contextlib.suppress(InputError):
            ownership_table(table(json.dumps(changed)))


@pytest.mark.parametrize("name", ["statements.json", "level2.xml"])
def test_a_file_that_is_cut_off_is_refused_or_read_with_faults(name: str) -> None:
    whole = (FILES / name).read_bytes()

    for length in range(10, len(whole) - 2, 97):
        with pytest.raises(InputError):
            read_owners(io.BytesIO(whole[:length]))


def test_items_of_arrays_may_bear_their_names_as_in_xml() -> None:
    period = {"PeriodType": {"$": "RELATIONSHIP_PERIOD"}, "StartDate": {"$": "2018-02-06T00:00:00Z"}}
    node = {"NodeID": {"$": "CHILD000000000000001"}, "NodeIDType": {"$": "LEI"}}
    relation = {
        "StartNode": node,
        "EndNode": {"NodeID": {"$": "PARENT00000000000001"}},
        "RelationshipType": {"$": "IS_DIRECTLY_CONSOLIDATED_BY"},
        "RelationshipPeriods": {"RelationshipPeriod": [period]},
    }

    (stake,) = table(json.dumps({"relations": [{"RelationshipRecord": {"Relationship": relation}}]})).stakes

    assert stake.effective_from == date(2018, 2, 6)


# --- the real examples ---


@pytest.mark.shared
def test_every_published_example_of_statements_is_read_without_a_fault(shared: Path) -> None:
    files = sorted((shared / "ownership" / "bods").glob("*.json"))
    read = {path.name.removeprefix("examples__"): read_owners(path) for path in files}

    assert len(files) == 19
    assert [name for name, item in read.items() if item.faults] == []
    assert sum(len(item.stakes) for item in read.values()) == 61
    tecido = ownership_table(read["tecido.json"])
    (number,) = tecido.find("Tecido Ltd")
    days = [date(2021, 9, 23), date(2021, 9, 24), date(2022, 9, 21), date(2023, 3, 1), date(2023, 3, 3)]
    assert [{tecido.label(held.owner): held.percent for held in tecido.owners(number, day)} for day in days] == [
        {"Maria Esteves": 100},
        {"Maria Esteves": 40, "Shear Trust": 60},
        {"Maria Esteves": 30, "Shear Trust": 70},
        {"Maria Esteves": 30, "Shear Trust": 80},
        {"Shear Trust": 80},
    ]


@pytest.mark.shared
def test_the_published_records_of_gleif_say_the_same_in_both_formats(shared: Path) -> None:
    folder = shared / "ownership" / "gleif"
    from_json, from_xml = (read_owners(folder / f"rr-data.{kind}") for kind in ("json", "xml"))

    assert told(from_json) == told(from_xml)
    assert [(str(row[0]), str(row[1])) for row in told(from_json)] == [
        ("lei ZZG38T0MDR3QY1ETUA76", "lei 010CMKZ3VON21WF2ZD45"),
        ("lei 3C7474T6CDKPR9K6YT90", "lei 010CMKZ3VON21WF2ZD45"),
    ]
    assert (from_json.faults, from_xml.faults) == ((), ())
    names = [read_owners(folder / f"lei-data.{kind}").parties for kind in ("json", "xml")]
    assert len(names[0]) == len(names[1]) == 13
    assert [party.name for party in names[0]] == [party.name for party in names[1]]
