from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.gb_sanctions.dates import birth_date, day
from exposcreen.sources.gb_sanctions.numbers import registrations
from exposcreen.sources.gb_sanctions.source import GB_SANCTIONS
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
ROLE = "uk-sanctions-list.csv"


@pytest.fixture
def subjects(read: Read) -> dict[str | None, Listing]:
    return {listing.uid: listing for listing in read(GB_SANCTIONS)}


@pytest.fixture
def content(sample: Sample) -> bytes:
    return sample(GB_SANCTIONS)[ROLE]


def altered(content: bytes, uid: str, **values: str) -> bytes:
    """The sample with other values in the first row of a subject; ``_`` stands for a blank in a column's name."""
    first, body = content.decode().split("\r\n", 1)
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    next(row for row in rows if row["Unique ID"] == uid).update(
        {column.replace("_", " "): value for column, value in values.items()}
    )
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"{first}\r\n{target.getvalue()}".encode()


def test_rows_of_a_subject_are_one_listing_wherever_they_stand(subjects: dict[str | None, Listing]) -> None:
    person, company, ship = subjects.values()

    assert [person.uid, company.uid, ship.uid] == ["FRE0001", "FRE0002", "FRE0003"]
    assert [person.kind, company.kind, ship.kind] == [
        SubjectKind.PERSON,
        SubjectKind.ORGANIZATION,
        SubjectKind.VESSEL,
    ]
    assert company.names == (Name(text="EXAMPLE TRADING CO"), Name(text="ETC", kind=NameKind.STRONG_AKA))


def test_names_read_as_they_are_said_with_their_true_strength(subjects: dict[str | None, Listing]) -> None:
    assert subjects["FRE0001"].names == (
        Name(text="RUFUS T. VON DER FIREFLY EXAMPLE"),
        Name(text="Rufus Example", kind=NameKind.STRONG_AKA),
        Name(text="The Firefly", kind=NameKind.WEAK_AKA),
        Name(text="Otis Driftwood", kind=NameKind.STRONG_AKA),
        Name(text="Руфус Пример", kind=NameKind.STRONG_AKA),
    )


def test_a_designation_has_its_day_its_measures_and_its_regulations(subjects: dict[str | None, Listing]) -> None:
    (act,) = subjects["FRE0001"].designations

    assert act.program == "The Freedonia (Sanctions) (EU Exit) Regulations 2019"
    assert act.listed_on == date(2012, 6, 29)
    assert act.measures == ("Asset freeze", "Travel Ban")
    assert act.note == "designated by: UN; Example has commanded the guard of Freedonia."
    assert [citation.reference for citation in act.citations] == [
        "The Freedonia (Sanctions) (EU Exit) Regulations 2019",
        "Unique ID FRE0001",
        "FDi.001",
        "OFSI Group ID 12345",
    ]


def test_a_measure_that_is_repeated_is_named_once(subjects: dict[str | None, Listing]) -> None:
    assert subjects["FRE0003"].designations[0].measures == ("Shipping sanctions: (see 'Other information')",)


def test_birth_dates_are_as_exact_as_they_are_known(subjects: dict[str | None, Listing]) -> None:
    person = subjects["FRE0001"]

    assert [str(found) for found in person.birth_dates] == ["1962", "1962-05-10", "1963-05"]
    assert "birth date as published: 15/08/19yy" in str(person.note)


def test_documents_places_and_offices_of_a_person_are_read(subjects: dict[str | None, Listing]) -> None:
    person = subjects["FRE0001"]

    assert person.identifiers == (
        Identifier(scheme="passport", value="A1234567"),
        Identifier(scheme="national_id", value="545167"),
    )
    assert person.birth_places == ("Marxville, Freedonia",)
    assert person.positions == ("General", "Minister of War")
    assert person.addresses == (
        "1 Palace Square, East wing, Room 7, Old Town, Central Province, Marxville, FD 100, Freedonia",
        "Sylvania",
    )
    assert person.countries == ("Freedonia", "Sylvania")


def test_owners_and_flags_of_a_ship_are_read(subjects: dict[str | None, Listing]) -> None:
    ship = subjects["FRE0003"]

    assert ship.identifiers == (
        Identifier(scheme="imo", value="1234567"),
        Identifier(scheme="hull_number", value="FD-EXA12345A119"),
    )
    assert ship.countries == ("Sylvania",)
    assert ship.relations == (
        Relation(kind="Current owner/operator", name="Example Ship Management FZCO"),
        Relation(kind="Previous owner/operator", name="Old Example Lines"),
    )
    assert ship.note == "previous flag: Freedonia"


def test_parents_and_subsidiaries_are_ties_and_list_nobody(subjects: dict[str | None, Listing]) -> None:
    assert subjects["FRE0002"].relations == (
        Relation(kind="Parent company", name="Example Group"),
        Relation(kind="Subsidiaries", name="Example Shipping Ltd"),
    )


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("7710137066", [("registration", "7710137066")]),
        ("INN: 7710137066", [("tax_id", "7710137066")]),
        ("(1) OGRN 1247700291200 (2) I.N.N. 9707028663", [("registration", "1247700291200"), ("tax_id", "9707028663")]),
        ("OGRN: 1\nKPP: 2\nINN: 3", [("registration", "1"), ("registration", "2"), ("tax_id", "3")]),
        ("INN: 7710137066 (closed in 2020)", []),
        ("see the register of Freedonia 12", []),
    ],
)
def test_registration_numbers_are_read_whole_or_not_at_all(published: str, found: list[tuple[str, str]]) -> None:
    assert [(item.scheme, item.value) for item in registrations(published)] == found


def test_a_registration_that_is_not_understood_is_noted(read: Read, content: bytes) -> None:
    changed = altered(content, "FRE0002", **{"Business_registration_number_(s)": "see the register\nof Freedonia"})

    company = read(GB_SANCTIONS, **{"uk-sanctions-list": changed})[1]

    assert company.identifiers == ()
    assert "business registration number: see the register of Freedonia" in str(company.note)


def test_a_day_that_no_calendar_knows_leaves_the_entry_listed_on_every_day(read: Read, content: bytes) -> None:
    changed = altered(content, "FRE0003", Date_Designated="31/02/2024")

    ship = read(GB_SANCTIONS, **{"uk-sanctions-list": changed})[2]

    assert ship.designations[0].listed_on is None
    assert "date designated as published: 31/02/2024" in str(ship.note)


def test_an_entry_without_a_primary_name_keeps_its_names(read: Read, content: bytes) -> None:
    changed = altered(content, "FRE0003", Name_type="Alias")

    ship = read(GB_SANCTIONS, **{"uk-sanctions-list": changed})[2]

    assert ship.names == (Name(text="EXAMPLE PROSPECT"),)
    assert str(ship.note).startswith("the list marks no name of this entry as primary")


@pytest.mark.parametrize(
    ("column", "value"),
    [("Name_type", "Nom de guerre"), ("Alias_strength", "Middling"), ("Designation_Type", "Airship"), ("Name_6", "")],
)
def test_a_type_that_nobody_knows_or_an_entry_without_a_name_is_refused(
    read: Read, content: bytes, column: str, value: str
) -> None:
    with pytest.raises(SourceFormatError, match=rf"{ROLE}: line \d+: FRE0003: "):
        read(GB_SANCTIONS, **{"uk-sanctions-list": altered(content, "FRE0003", **{column: value})})


def test_rows_that_contradict_each_other_about_what_is_listed_are_refused(read: Read, content: bytes) -> None:
    with pytest.raises(SourceFormatError, match="Designation Type: 'entity, individual'"):
        read(GB_SANCTIONS, **{"uk-sanctions-list": altered(content, "FRE0002", Designation_Type="Individual")})


def test_a_row_without_a_unique_id_is_an_entry_by_itself(read: Read, content: bytes) -> None:
    found = read(GB_SANCTIONS, **{"uk-sanctions-list": altered(content, "FRE0003", Unique_ID="")})

    assert [item.uid for item in found] == ["FRE0001", "FRE0002", None]
    assert "row_sha256" in dict(found[2].record)


def test_what_tells_an_entry_without_an_id_does_not_move_with_its_line(read: Read, content: bytes) -> None:
    without = altered(content, "FRE0003", Unique_ID="")
    lines = without.splitlines(keepends=True)

    def hashes(*found: bytes) -> list[str]:
        listings = read(GB_SANCTIONS, **{"uk-sanctions-list": b"".join(found)})
        return [dict(item.record)["row_sha256"] for item in listings if item.uid is None]

    (alone,) = hashes(*lines)
    repeated = hashes(*lines, lines[-1])

    assert repeated[0] == alone != repeated[1]
    assert hashes(*lines[:2], lines[-1], *lines[2:]) == repeated


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (b"Report Date: 24-Jun-2026", date(2026, 6, 24)),
        (b'"Report Date: 24-Jun-2026",,,', date(2026, 6, 24)),
        (b"Report Date: 24/06/2026", date(2026, 6, 24)),
    ],
)
def test_the_file_states_the_day_of_its_report(content: bytes, line: bytes, stated: date) -> None:
    file = Published.of(line + b"\r\n" + content.partition(b"\r\n")[2], ROLE)

    assert GB_SANCTIONS.stated_day({ROLE: file}) == stated
    assert list(GB_SANCTIONS.read({ROLE: file}, published_on=stated, tell=print))


@pytest.mark.parametrize("line", [b"Last Updated,03/06/2026", b"Report Date: 32-Jun-2026", b"Report Date: today"])
def test_the_closed_list_of_ofsi_and_other_files_are_refused(content: bytes, line: bytes) -> None:
    file = Published.of(line + b"\r\n" + content.partition(b"\r\n")[2], ROLE)

    with pytest.raises(SourceFormatError, match=r"line 1: it reads"):
        GB_SANCTIONS.stated_day({ROLE: file})
    with pytest.raises(SourceFormatError, match=r"line 1: it reads"):
        list(GB_SANCTIONS.read({ROLE: file}, published_on=None, tell=print))


def test_the_file_is_recognised_under_another_name(content: bytes) -> None:
    assert GB_SANCTIONS.recognise(Path("uk (1).csv"), content) == ROLE
    assert GB_SANCTIONS.recognise(Path("uk (1).txt"), content) is None


def test_days_are_of_the_calendar_and_birth_dates_may_be_in_part() -> None:
    assert day("29/06/2012") == date(2012, 6, 29)
    assert day("2012-06-29") is None
    assert str(birth_date("DD/mm/1962")) == "1962"
    assert str(birth_date("12/mm/1962")) == "1962"
    assert str(birth_date("1962")) == "1962"
    with pytest.raises(ValueError, match="19yy"):
        birth_date("19yy")


TYPES = {"primary": "Primary Name", "primary_variation": "Primary Name Variation", "alias": "Alias"}
STRENGTHS = {"": "", "good_quality_aka": "Good quality a.k.a", "low_quality_aka": "Low quality a.k.a"}


@pytest.mark.shared
def test_every_subject_and_name_of_april_2026_comes_through(shared: Path, content: bytes) -> None:
    """The published file is not at hand: its columns are filled from a parse of it."""
    header = content.decode().split("\r\n")[1]
    with (shared / "lists/gb/subjects.csv").open(encoding="utf-8", newline="") as file:
        known = {row["unique_id"]: row for row in csv.DictReader(file)}
    with (shared / "lists/gb/subject_names.csv").open(encoding="utf-8", newline="") as file:
        names = list(csv.DictReader(file))
    target = io.StringIO()
    writer = csv.DictWriter(target, header.split(","), restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in names:
        subject = known[row["unique_id"]]
        writer.writerow(
            {
                "Unique ID": row["unique_id"],
                "UN Reference Number": subject["un_reference_number"],
                "OFSI Group ID": subject["ofsi_group_id"],
                "Designation Type": subject["subject_type"].title(),
                "Date Designated": subject["date_designated"],
                "Name type": TYPES[row["name_type"]],
                "Alias strength": STRENGTHS[row["alias_strength"]],
                **{f"Name {number}": row[f"name_{number}"] for number in range(1, 7)},
            }
        )
    rebuilt = Published.of(f"Report Date: 29-Apr-2026\r\n{target.getvalue()}".encode(), ROLE)

    listings = {item.uid: item for item in GB_SANCTIONS.read({ROLE: rebuilt}, published_on=None, tell=print)}

    assert len(listings) == 6_046
    assert all(act.listed_on for item in listings.values() for act in item.designations)
    weak = [name for item in listings.values() for name in item.names if name.kind is NameKind.WEAK_AKA]
    assert 550 < len(weak) <= 605
    for row in names:
        texts = {name.text for name in listings[row["unique_id"]].names}
        assert " ".join(row["full_name"].split()) in texts
    assert listings["GHR0078"].designations[0].listed_on == date(2021, 3, 22)
