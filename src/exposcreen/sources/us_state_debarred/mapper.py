"""A row of either list becomes listings: one for each party that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.american_days import american_day
from exposcreen.sources.cells import collapsed, row_sha256
from exposcreen.sources.facts import Facts, unique
from exposcreen.sources.federal_register import federal_register
from exposcreen.sources.parties import parties

__all__ = ["ADMINISTRATIVE", "STATUTORY", "Columns", "map_row"]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one of the two lists.

    Attributes:
        program: The kind of debarment, for its listings.
        rule: Under which it is imposed.
        all: In published order.
    """

    program: str
    rule: str
    name: str
    day: str
    all: tuple[str, ...]


STATUTORY = Columns(
    program="Statutory debarment",
    rule="22 CFR 127.7(b)",
    name="Party Name",
    day="Notice Date",
    all=(
        "Party Name",
        "Date Of Birth",
        "Federal Register Notice",
        "Notice Date",
        "Corrected Notice",
        "Corrected Notice Date",
    ),
)

ADMINISTRATIVE = Columns(
    program="Administrative debarment",
    rule="22 CFR 127.7(a)",
    name="Name",
    day="Date",
    all=("Name", "Date", "Charging Letter", "Debarment Order", "Federal Register Notice"),
)

_Row = Mapping[str, str]


def map_row(row: _Row, columns: Columns, *, list_id: str, source: str, published_on: date | None) -> Iterator[Listing]:
    """The listings of one row.

    Neither list says whether a party is a person or a company: who has a birth date is a person.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    facts = Facts()
    born = collapsed(row.get("Date Of Birth", "")).replace(",", "")
    if born:
        facts.add_birth_date(born)
    cell = collapsed(row[columns.name])
    named = parties(cell, named_surname_first=True)
    if len(named.items) > 1:
        facts.notes.append(f"The list names together: {cell}")
    listed_on = _day(row[columns.day], columns.day, facts)
    citations = unique(_citations(row, columns, listed_on, facts, published_on))
    for party in named.items:
        yield Listing(
            list_id=list_id,
            source=source,
            kind=SubjectKind.PERSON if facts.birth_dates else SubjectKind.UNKNOWN,
            names=unique([Name(text=party.name), *(Name(text=a, kind=NameKind.STRONG_AKA) for a in party.aliases)]),
            designations=(
                Designation(
                    program=columns.program, listed_on=listed_on, scope=named.scope or None, citations=citations
                ),
            ),
            birth_dates=unique(facts.birth_dates),
            note="; ".join(facts.notes) or None,
            record=(
                *((column, value) for column, value in row.items() if value.strip()),
                row_sha256([columns.program, *row.values(), party.name]),
            ),
        )


def _citations(
    row: _Row, columns: Columns, listed_on: date | None, facts: Facts, published_on: date | None
) -> Iterator[Citation]:
    """The notices, the corrected one last; the list itself where no notice is cited."""
    days = {
        "Federal Register Notice": listed_on,
        "Corrected Notice": _day(row.get("Corrected Notice Date", ""), "Corrected Notice Date", facts),
    }
    cited = False
    for column, day in days.items():
        text = collapsed(row.get(column, ""))
        found = federal_register(text)
        cited = cited or bool(found)
        if text and not found:
            facts.notes.append(f"{column}: {text}")
        for at, citation in enumerate(found):
            # The date beside a cell is that of its first notice.
            yield citation.model_copy(update={"published_on": day if at == 0 else None, "locator": None})
    if not cited:
        yield Citation(
            title="State Department AECA debarred list",
            reference=columns.rule,
            locator=collapsed(row[columns.name]),
            published_on=published_on,
        )


def _day(text: str, column: str, facts: Facts) -> date | None:
    text = collapsed(text)
    found = american_day(text) or _iso_day(text)
    if text and found is None:
        facts.notes.append(f"{column} as published: {text}")
    return found


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
