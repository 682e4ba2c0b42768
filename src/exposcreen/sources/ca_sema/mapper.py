"""A record becomes a listing.

``Country`` is the regulation by which somebody is listed, not where they are from: a Ukrainian can stand under Russia.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import product

from exposcreen.model.citation import Citation
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Designation, Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.ca_sema.names import aliases, halves
from exposcreen.sources.ca_sema.reader import Row
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import Facts, unique

__all__ = ["map_row"]

_ACT, _CORRUPTION_ACT = "Special Economic Measures Act", "Justice for Victims of Corrupt Foreign Officials Act"
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_NOT_STATED = "N/A"


def map_row(row: Row, *, list_id: str, source: str, published_on: date | None) -> Listing:
    """The listing of a record.

    Raises:
        pydantic.ValidationError: It has no name, or a field cannot be a fact of a listing.
    """
    facts = Facts()
    kind = _kind(row)
    _born(row, kind, facts)
    if row["title"] and kind is SubjectKind.VESSEL:
        facts.notes.append(f"ship type: {row['title']}")
    act = _designation(row, facts, published_on)
    return Listing(
        list_id=list_id,
        source=source,
        kind=kind,
        names=unique(_names(row, kind)),
        designations=(act,),
        identifiers=(Identifier(scheme="imo", value=row["imo"]),) if row["imo"] else (),
        birth_dates=unique(facts.birth_dates),
        positions=(row["title"],) if row["title"] and kind is not SubjectKind.VESSEL else (),
        note="; ".join(facts.notes) or None,
        record=(*row.record, row_sha256(f"{tag}={text}" for tag, text in row.record)),
    )


def _kind(row: Row) -> SubjectKind:
    """A ship is published as an entity, with its IMO number or its type."""
    if row["last_name"] or row["given_name"]:
        return SubjectKind.PERSON
    return SubjectKind.VESSEL if row["imo"] or row["title"] else SubjectKind.ORGANIZATION


def _names(row: Row, kind: SubjectKind) -> tuple[Name, ...]:
    person = kind is SubjectKind.PERSON
    parts = [row["last_name"], row["given_name"]] if person else [row["entity"]]
    primary = ", ".join(filter(None, parts))
    # Each spelling of a surname goes with each of a given name: one alone would be the name of many.
    spelled = (", ".join(filter(None, one)) for one in product(*(halves(part) or (part,) for part in parts)))
    found = [Name(text=primary), *(Name(text=text, kind=NameKind.STRONG_AKA) for text in spelled if text != primary)]
    if person and row["entity"]:
        found.append(Name(text=row["entity"], kind=NameKind.STRONG_AKA))
    published = {name.text for name in found}
    found += [
        name
        for name in aliases(row["aliases"], one_word_is_weak=person and " " in primary)
        if name.text not in published
    ]
    return tuple(found)


def _born(row: Row, kind: SubjectKind, facts: Facts) -> None:
    text = row["born"]
    if not text:
        return
    if kind is not SubjectKind.PERSON:
        facts.notes.append(f"built: {text}")
        return
    try:
        # All or none: half of "1972 or in the summer" would pass for the whole.
        facts.birth_dates += [PartialDate.parse(_YEARS.sub(r"\1/\2", part)) for part in text.split(" or ")]
    except ValueError:
        facts.notes.append(f"birth date as published: {text}")


def _designation(row: Row, facts: Facts, published_on: date | None) -> Designation:
    program = halves(row["country"])[0] if halves(row["country"]) else row["country"]
    act = _CORRUPTION_ACT if program.startswith("Justice for Victims") else _ACT
    schedule = row["schedule"] if row["schedule"] != _NOT_STATED else ""
    place = ", ".join(f"{label} {text}" for label, text in (("schedule", schedule), ("item", row["item"])) if text)
    return Designation(
        program=program,
        listed_on=_listed_on(row["listed_on"], facts),
        citations=(
            Citation(
                title="Consolidated Canadian Autonomous Sanctions List",
                reference=", ".join(filter(None, (act, program if act == _ACT else "", place))),
                locator=row["country"],
                published_on=published_on,
            ),
        ),
    )


def _listed_on(text: str, facts: Facts) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        facts.notes.append(f"date of listing as published: {text}")
        return None
