from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.prose_names import name_key
from exposcreen.sources.source import Source
from exposcreen.sources.us_dod_1260h.source import US_DOD_1260H

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
ROLE = "1260h.xml"


@pytest.fixture
def listed(read: Read) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(US_DOD_1260H)}


def test_an_entity_has_its_short_name_its_reasons_and_its_subsidiaries_as_scope(listed: dict[str, Listing]) -> None:
    parent = listed["Example Aviation Corporation, Ltd."]
    act = parent.designations[0]

    assert parent.names[1:] == (Name(text="EXAVIC", kind=NameKind.WEAK_AKA),)
    assert str(act.scope).startswith("and four subsidiaries: Example Aerospace LLC, ")
    assert str(act.note).count("(Section 1260H") == 2
    assert (act.program, act.listed_on, parent.note) == ("1260H", None, None)
    assert [(cite.reference, cite.locator) for cite in act.citations] == [
        ("FR doc 2026-00001", "from page 35189"),
        ("Pub. L. 116-283", "s.1260H (10 U.S.C. 113 note)"),
    ]


def test_each_subsidiary_is_listed_with_its_parent_and_its_own_aliases(listed: dict[str, Listing]) -> None:
    aircraft = listed["Example Chengdu Aircraft Co., Ltd."]

    assert aircraft.relations == (Relation(kind="Subsidiary of", name="Example Aviation Corporation, Ltd."),)
    assert [(name.text, name.kind) for name in aircraft.names[1:]] == [
        ("Sample Electronic Measuring Company Limited", NameKind.FKA),
        ("SEMCO", NameKind.FKA),
    ]
    assert listed["Example Aviation High-Technology Company Limited"].names[1].text == "Example Hi-Tech"
    assert {"Example Aerospace LLC", "EXAVIC, Americas"} <= set(listed)


def test_a_number_of_subsidiaries_that_does_not_come_out_is_noted_and_told(read: Read) -> None:
    told: list[str] = []

    listings = {listing.name: listing for listing in read(US_DOD_1260H, told)}

    assert listings["Freedonia Construction Group (Limited)"].note == (
        "the entry speaks of three subsidiaries, and 2 were found in it"
    )
    assert told[1].endswith(f"(Limited): {listings['Freedonia Construction Group (Limited)'].note}")


def test_entities_that_are_removed_are_told_and_not_listed(read: Read) -> None:
    told: list[str] = []

    assert "Old Example Co., Ltd." not in {listing.name for listing in read(US_DOD_1260H, told)}
    assert told[0] == "1260h.xml: 1 entities are removed from the list: Old Example Co., Ltd."


def test_words_in_another_type_belong_to_the_name(listed: dict[str, Listing]) -> None:
    assert listed["Sample Digital Technology Co., Ltd."].names[1].kind is NameKind.STRONG_AKA
    assert listed["Roe Group"].names[1] == Name(text="Roe Technology Co., Ltd.", kind=NameKind.STRONG_AKA)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"Notice of Availability of", b"Notice of Removal of", "is not the list"),
        (b"Designation of Chinese Military Companies", b"Arms Sales", "its subject is 'Notice of Availability of Arms"),
        (b"section 1260H:</P>", b"section 1260H.</P>", "0 sentences say which entities are determined"),
        (b"\xe2\x80\xa2 Sampletech", b"Sampletech", r"line 22: .* is neither the name of an entity nor a reason"),
        (
            b"<P>\xe2\x80\xa2 Sampletech is indirectly affiliated (Section 1260H(g)(2)(B)(i)(I)).</P>",
            b"",
            "without a reas",
        ),
        (b"<P>The list of entities", b"<P>New (Section 1260H(g)).</P><P>The list of entities", "stands after the end"),
        (
            b"is available on request.</P>",
            b"is there.</P><P>\xe2\x80\xa2 More.</P>",
            "stands after the end of the list",
        ),
        (b'<PRTPAGE P="35190"/>', b"<GPOTABLE><ROW><ENT>A Co.</ENT></ROW></GPOTABLE>", "is not a field that is known"),
        (b"[FR Doc. 2026-00001 Filed", b"[Filed", "without its document number"),
    ],
)
def test_a_notice_with_another_layout_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_DOD_1260H)[ROLE].replace(old, new, 1)
    assert changed != sample(US_DOD_1260H)[ROLE]

    with pytest.raises(SourceFormatError, match=rf"1260h\.xml: .*{problem}"):
        read(US_DOD_1260H, **{"1260h": changed})


def test_a_list_without_reasons_is_read_name_by_name(read: Read, sample: Sample) -> None:
    lines = sample(US_DOD_1260H)[ROLE].decode().splitlines()
    bare = "\n".join(line for line in lines if "•" not in line)

    assert len(read(US_DOD_1260H, **{"1260h": bare.encode()})) == len(read(US_DOD_1260H))


def test_a_notice_under_its_number_is_recognised_by_its_subject(sample: Sample) -> None:
    head = sample(US_DOD_1260H)[ROLE]

    assert US_DOD_1260H.recognise(Path("2026-11571.xml"), head) == ROLE
    assert US_DOD_1260H.recognise(Path("2026-11571.xml"), head.replace(b"Chinese Military", b"Other")) is None


@pytest.mark.shared
def test_names_of_the_notice_of_2026_come_out_as_a_history_of_the_list_has_them(
    shared: Path, read: Read, sample: Sample
) -> None:
    """Set into the structure of the notice; the differences are slips of the notice, or of one of the two parses."""
    parsed = json.loads((shared / "lists/us_other/dow_1260h-2026-07.json").read_text(encoding="utf-8"))["entities"]
    with (shared / "facts/us_dod_1260h_history.csv").open(encoding="utf-8") as table:
        history = [row for row in csv.DictReader(table) if row["Start date"] == "2026-06-08"]
    children: dict[str, list[str]] = {}
    for row in history:
        children.setdefault(name_key(row["Parent Name"]), []).append(name_key(row["Clean Name"]))
    blocks = []
    for entity in parsed:
        heading = " ".join([entity["name"], *(f"({alias})" for alias in entity["aliases"])])
        clause, _, reason = entity["notes"].rpartition(" | ")
        if clause:
            names = clause.removeprefix("Listed together with subsidiaries: ").removesuffix(".")
            heading += f" (and {len(children[name_key(entity['name'])])} subsidiaries: {names})"
        blocks.append(f"<P>{escape(heading)}</P><P>• {escape(reason)}</P>")
    head, _, rest = sample(US_DOD_1260H)[ROLE].decode().partition("section 1260H:</P>")
    tail = rest[rest.index("<P>The Deputy Secretary") :]
    told: list[str] = []

    listings = read(US_DOD_1260H, told, **{"1260h": f"{head}section 1260H:</P>{''.join(blocks)}{tail}".encode()})

    found: dict[str, set[str]] = {}
    for listing in listings:
        parent = name_key(listing.relations[0].name) if listing.relations else ""
        found.setdefault(parent, set()).add(name_key(listing.name))
    missing = {key for parent, names in children.items() if parent for key in names if key not in found[parent]}
    assert len(found.pop("")) == len(parsed) == 80
    assert sum(map(len, found.values())) == 106
    assert len(told) == 3  # the removals, and two entries whose number of subsidiaries does not come out
    assert missing == {
        name_key(name)
        for name in (
            "Addsino Co., Ltd.",
            "Inner Mongolia First Machinery Group Co., Ltd.",
            "Kiekert USA Inc.",
            "COMAC America Corporation",
            "Shanghai Aircraft Design and Research Institute",
        )
    }
