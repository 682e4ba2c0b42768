from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.opensanctions.source import OPENSANCTIONS_FTM, OPENSANCTIONS_SIMPLE
from exposcreen.sources.opensanctions.tables import repeated_lists
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
FTM, SIMPLE = "entities.ftm.json", "targets.simple.csv"


def entity(identity: str, schema: str, *, target: bool | None = False, dataset: str = "eu_fsf", **props: str) -> Any:
    """An entity as one object, each property with one value."""
    content = {
        "id": identity,
        "caption": props.get("name", schema),
        "schema": schema,
        "datasets": [dataset],
        "properties": {name: [value] for name, value in props.items()},
    }
    return content if target is None else {**content, "target": target}


def reading(*entities: Any, told: list[str] | None = None) -> list[Listing]:
    content = "".join(f"{json.dumps(item)}\n" for item in entities).encode()
    tell = (told if told is not None else []).append
    return list(OPENSANCTIONS_FTM.read({FTM: Published.of(content, FTM)}, published_on=None, tell=tell))


@pytest.fixture
def by_list(read: Read) -> dict[tuple[str, str], Listing]:
    return {(listing.list_id, listing.name): listing for listing in read(OPENSANCTIONS_FTM)}


def test_neither_file_is_fetched_nor_official(read: Read) -> None:
    for source in (OPENSANCTIONS_FTM, OPENSANCTIONS_SIMPLE):
        assert not source.info.fetched
        assert not source.info.official
        assert all(file.url is None for file in source.info.files)
        assert all(not act.confirmed for listing in read(source) for act in listing.designations)


def test_every_dataset_of_the_table_repeats_a_list_that_is_known() -> None:
    repeated = [item for lists in repeated_lists().values() for item in lists]

    assert {item.list_id for item in repeated} == set(OPENSANCTIONS_FTM.info.lists)
    assert {item.list_id for item in repeated} <= set(read_lists())
    for lists in repeated_lists().values():
        assert len(lists) == 1 or all(item.program_id for item in lists)


def test_a_party_is_a_listing_on_each_list_that_sanctions_it(by_list: dict[tuple[str, str], Listing]) -> None:
    in_eu = by_list["eu_fsf", "Rufus T. Example"]
    in_uk = by_list["gb_sanctions", "Rufus T. Example"]

    assert (in_eu.uid, in_uk.uid) == ("EU.27.28", "FRE0001")
    (act,) = in_eu.designations
    assert (act.program, act.measures) == ("FRE", ("Asset freeze",))
    assert (act.listed_on, act.delisted_on) == (date(2021, 3, 20), date(2035, 1, 2))
    assert [citation.reference for citation in act.citations] == ["EU.27.28", "FDi.001", "NK-rufus"]
    assert act.citations[0].url == "https://example.com/s"
    assert in_uk.designations[0].listed_on is None
    assert "listed on, as published: 2021" in str(in_uk.note)


def test_names_keep_their_quality_and_the_caption_stands_first(by_list: dict[tuple[str, str], Listing]) -> None:
    assert by_list["eu_fsf", "Rufus T. Example"].names == (
        Name(text="Rufus T. Example"),
        Name(text="Rufus Example", kind=NameKind.STRONG_AKA),
        Name(text="Руфус Пример", kind=NameKind.STRONG_AKA),
        Name(text="Rufus Driftwood", kind=NameKind.FKA),
        Name(text="The Firefly", kind=NameKind.WEAK_AKA),
        Name(text="RTE", kind=NameKind.WEAK_AKA),
    )


def test_documents_wallets_and_securities_are_joined_to_their_party(by_list: dict[tuple[str, str], Listing]) -> None:
    person, company = by_list["eu_fsf", "Rufus T. Example"], by_list["us_ofac_ns_cmic", "Example Trading Co."]

    assert (
        Identifier(
            scheme="passport",
            value="B7654321",
            country="fd",
            issuer="Ministry of War",
            issued_on=date(2000, 1, 1),
            expires_on=date(2010, 1, 1),
        )
        in person.identifiers
    )
    assert {("isin", "FD0000000002"), ("crypto_address", "1Example"), ("uscc", "91110000MA0000000X")} <= {
        (item.scheme, item.value) for item in company.identifiers
    }
    assert "3 Main Street, Floor 2, PO Box 7, 100, Marxville, Centre, Old State, fd" in person.addresses


def test_ties_are_read_from_both_ends(by_list: dict[tuple[str, str], Listing]) -> None:
    person, company = by_list["eu_fsf", "Rufus T. Example"], by_list["us_ofac_ns_cmic", "Example Trading Co."]

    assert Relation(kind="Owns (Owned or Controlled By, 51 %)", name="Example Trading Co.") in person.relations
    assert Relation(kind="Owned by (Owned or Controlled By, 51 %)", name="Rufus T. Example") in company.relations
    assert "Acts for: OpenSanctions NK-nobody" in str(person.note)


def test_lists_that_one_dataset_repeats_are_told_apart_by_program(read: Read) -> None:
    told: list[str] = []
    listings = read(OPENSANCTIONS_FTM, told=told)

    company = {item.list_id for item in listings if item.name == "Example Trading Co."}
    assert {"us_ofac_ns_cmic", "us_ofac_capta", "us_bis_entity", "us_bis_uvl", "us_ndaa_889"} <= company
    assert [item.list_id for item in listings if item.name == "EX-1"] == ["us_ofac_sdn"]
    assert told == [
        'entities.ftm.json: 2 entities of "xx_other_list" are left aside: it repeats no list that is known here',
        'entities.ftm.json: 1 entities of "us_trade_csl" are left aside: it repeats several lists, and no program of '
        "theirs tells which of them they are on",
    ]


def test_who_is_only_named_with_a_listed_party_is_not_listed(read: Read) -> None:
    names = {listing.name for listing in read(OPENSANCTIONS_FTM)}

    assert not names & {"Owner of a ship", "A politician", "Example Group", "Minister of War"}


def test_who_is_sanctioned_by_others_is_not_so_by_a_dataset_that_names_him() -> None:
    person = entity("P", "Person", target=True, name="Rufus", topics="sanction")
    person["datasets"] = ["us_ofac_sdn", "eu_fsf"]

    found = reading(person, entity("S", "Sanction", entity="P"))

    assert [listing.list_id for listing in found] == ["eu_fsf"]


@pytest.mark.parametrize(
    ("target", "topics", "listed"),
    [
        (True, "sanction", True),
        (True, "", True),
        (True, "role.pep", False),
        (False, "sanction", False),
        (None, "sanction", True),
        (None, "export.control", True),
        (None, "sanction.linked", False),
        (None, "", False),
    ],
)
def test_targets_are_listed_and_topics_tell_where_none_is_marked(
    target: bool | None, topics: str, listed: bool
) -> None:
    topic = {"topics": topics} if topics else {}

    assert bool(reading(entity("P", "Person", target=target, name="Rufus", **topic))) is listed


def test_two_entities_never_share_the_id_of_one_entry() -> None:
    first, second, third = reading(
        entity("P", "Person", target=True, name="Rufus"),
        entity("Q", "Person", target=True, name="Otis"),
        entity("R", "Person", target=True, name="Hugo"),
        entity("S1", "Sanction", entity="P", authorityId="EU.1.1"),
        entity("S2", "Sanction", entity="Q", authorityId="EU.1.1"),
        entity("S3", "Sanction", entity="R", authorityId="EU.2.1"),
        entity("S4", "Sanction", entity="R", authorityId="EU.3.1"),
    )

    assert (first.uid, second.uid, third.uid) == ("EU.1.1", None, None)
    assert second.note == "id on the list: EU.1.1, which stands for another entity of OpenSanctions too"
    assert third.note == "ids on the list: EU.2.1, EU.3.1"
    assert len(third.designations) == 2


def test_a_sanction_that_ends_before_it_begins_leaves_the_party_listed() -> None:
    (listing,) = reading(
        entity("P", "Person", target=True, name="Rufus"),
        entity("S", "Sanction", entity="P", startDate="2020-01-01", endDate="2010-01-01"),
    )

    assert listing.designations[0].delisted_on is None
    assert listing.note == "endDate 2010-01-01, before the listing"


def test_ends_and_days_that_are_known_in_part_are_noted() -> None:
    (listing,) = reading(
        entity("P", "LegalEntity", target=True, name="Example"),
        entity("S", "Sanction", entity="P", startDate="2020-02-30", endDate="2030"),
    )

    assert listing.kind is SubjectKind.UNKNOWN
    assert (listing.designations[0].listed_on, listing.designations[0].delisted_on) == (None, None)
    assert listing.note == "listed on, as published: 2020-02-30; ended on, as published: 2030"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[]", "it is no JSON object"),
        ("{}", "id and schema are not text"),
        ('{"id": "x", "schema": "Person", "caption": 1}', "caption is no text"),
        ('{"id": "x", "schema": "Person", "target": "yes"}', "target is neither true nor false"),
        ('{"id": "x", "schema": "Person", "datasets": "eu_fsf"}', "datasets is no list of texts"),
        ('{"id": "x", "schema": "Person", "datasets": [], "properties": {"name": "X"}}', "properties are no lists"),
        (
            '{"id": "x", "schema": "Person", "datasets": [], "properties": {"sanctions": [{"id": "y"}]}}',
            "not targets.nested.json",
        ),
        ('{"id": "x", "schema": "Spaceship", "datasets": [], "properties": {}}', "schema: 'Spaceship' is not known"),
        ('{"id": "x", "schema": "Person", "datasets": [], "properties": {"aura": ["blue"]}}', "properties/aura"),
        ('{"id": "x", "sch', "it is no JSON"),
    ],
)
def test_a_line_that_is_no_entity_is_refused_with_its_number(line: str, problem: str) -> None:
    good = json.dumps(entity("P", "Person", name="Rufus"))
    file = Published.of(f"{good}\n{line}\n".encode(), FTM)

    with pytest.raises(SourceFormatError, match=rf"{FTM}: line 2: .*{problem}"):
        list(OPENSANCTIONS_FTM.read({FTM: file}, published_on=None, tell=print))


def test_properties_of_what_is_left_aside_are_nobodys_business() -> None:
    assert reading(entity("X", "Position", aura="blue"), entity("P", "Person", target=True, name="Rufus"))


def test_an_empty_file_unlists_nobody() -> None:
    with pytest.raises(SourceSuspicious, match=FTM):
        list(OPENSANCTIONS_FTM.read({FTM: Published.of(b"\n \n", FTM)}, published_on=None, tell=print))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / FTM
    with path.open("w", encoding="utf-8") as file:
        for number in range(4_000):
            filler = {"notes": "x" * 2_000}
            file.write(json.dumps(entity(f"P{number}", "Person", target=True, name=f"Rufus {number}", **filler)) + "\n")
            file.write(json.dumps(entity(f"S{number}", "Sanction", entity=f"P{number}", reason="y" * 2_000)) + "\n")

    def read() -> Iterator[Listing]:
        return OPENSANCTIONS_FTM.read({FTM: Published.at(path)}, published_on=None, tell=print)

    tracemalloc.start()
    count = sum(1 for _ in read())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 4_000
    assert path.stat().st_size > 16_000_000
    assert peak < 8_000_000


def test_the_simple_file_says_what_it_can(read: Read) -> None:
    told: list[str] = []
    listings = read(OPENSANCTIONS_SIMPLE, told=told)
    person = listings[0]

    assert (person.list_id, person.uid, person.kind) == ("eu_fsf", None, SubjectKind.PERSON)
    assert [name.text for name in person.names] == [
        "Rufus T. Example",
        "Rufus Example",
        "Example; Rufus",
        "Руфус Пример",
    ]
    assert [str(day) for day in person.birth_dates] == ["1962-05"]
    assert person.note == (
        "programs: EU-FRE, GB-FRE; birth date as published: 1963-13-01; sanctions: FRE - for the war - 2021-03-22"
    )
    assert person.designations[0].citations[0].url == "https://www.opensanctions.org/entities/NK-rufus/"
    assert [item.list_id for item in listings if item.name == "EX-1"] == ["us_ofac_sdn"]
    assert told == [
        'targets.simple.csv: 1 entities of "Some other list" are left aside: it repeats no list that is known here',
        'targets.simple.csv: 1 entities of "US Trade Consolidated Screening List (CSL)" are left aside: it repeats '
        "several lists, and no program of theirs tells which of them they are on",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'"Person"', b'"Spaceship"', "line 2: schema: 'Spaceship' is not known"),
        (b'""Example; Rufus"";', b'""Example; Rufus', "line 2: a field of several values cannot be told apart"),
        (b'"program_ids",', b"", "the header is not that of the OpenSanctions"),
    ],
)
def test_a_simple_file_that_is_not_understood_is_refused(
    sample: Sample, read: Read, old: bytes, new: bytes, problem: str
) -> None:
    content = sample(OPENSANCTIONS_SIMPLE)[SIMPLE]
    assert old in content

    with pytest.raises(SourceFormatError, match=problem):
        read(OPENSANCTIONS_SIMPLE, targets=content.replace(old, new, 1))


def test_both_files_are_recognised_by_content(sample: Sample) -> None:
    lines, table = sample(OPENSANCTIONS_FTM)[FTM], sample(OPENSANCTIONS_SIMPLE)[SIMPLE]

    assert OPENSANCTIONS_FTM.recognise(Path("sanctions.json"), lines) == FTM
    assert OPENSANCTIONS_FTM.recognise(Path("sanctions.json"), b'{"datasets": []}') is None
    assert OPENSANCTIONS_SIMPLE.recognise(Path("targets.csv"), table) == SIMPLE
    assert OPENSANCTIONS_SIMPLE.recognise(Path("targets.txt"), table) is None
