"""The rows of the FCC Covered List become listings: one for each party, and one for each kind of equipment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name, Relation
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.american_days import american_day, american_days
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import LINKED_TO, unique
from exposcreen.sources.prose_names import name_key
from exposcreen.sources.us_fcc_covered.reader import Entry

__all__ = ["by_name", "map_party"]


def by_name(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Each name with the rows that name it, in the order of its first row."""
    found: dict[str, tuple[str, list[Entry]]] = {}
    for entry in entries:
        for name in entry.parties or (entry.category,):
            _, rows = found.setdefault(name_key(name) or name, (name, []))
            rows.append(entry)
    return list(found.values())


def map_party(name: str, rows: Sequence[Entry], *, source: str, published_on: date | None) -> Listing:
    """The listing of a party, or of a kind of equipment.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    beside = unique(other for entry in rows for other in entry.parties if name_key(other) != name_key(name))
    record = tuple(pair for entry in rows for pair in _record(entry))
    is_party = any(entry.parties and not entry.text.startswith(name) for entry in rows)
    return Listing(
        list_id="us_fcc_covered",
        source=source,
        kind=SubjectKind.ORGANIZATION if is_party else SubjectKind.UNKNOWN,
        names=(Name(text=name),),
        designations=unique(_act(entry, published_on) for entry in rows),
        relations=tuple(Relation(kind=LINKED_TO, name=other) for other in beside),
        note="; ".join(unique(note for entry in rows for note in _notes(entry))) or None,
        record=(*record, row_sha256([name, *(value for _, value in record)])),
    )


def _act(entry: Entry, published_on: date | None) -> Designation:
    page = Citation(
        title="FCC, List of Equipment and Services Covered by Section 2 of the Secure Networks Act: the entry",
        reference="FCC Covered List",
        url="https://www.fcc.gov/supplychain/coveredlist",
        published_on=published_on,
    )
    act = Citation(title="Secure and Trusted Communications Networks Act of 2019, s.2", reference="47 U.S.C. 1601")
    changed = american_day(entry.day) is None and entry.day
    return Designation(
        program="Secure Networks Act s.2",
        listed_on=next(american_days(entry.day), None),
        scope=entry.text,
        note=f"date of inclusion as published: {entry.day}" if changed else None,
        citations=(page, act),
    )


def _notes(entry: Entry) -> Iterator[str]:
    if not entry.parties:
        yield "an entry on a kind of equipment: it names no party"


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Covered Equipment or Services", entry.text
    if entry.day:
        yield "Date of Inclusion on Covered List", entry.day
