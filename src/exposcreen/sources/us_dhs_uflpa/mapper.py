"""The rows of one entity on the UFLPA Entity List become a listing, with an act for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.american_days import american_day
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import unique
from exposcreen.sources.prose_names import SUBSIDIARY_OF, ProseNames, name_key, prose_names, unique_names
from exposcreen.sources.us_dhs_uflpa.reader import Entry

__all__ = ["by_entity", "map_entity"]

_Entity = Sequence[tuple[Entry, ProseNames]]


def by_entity(entries: Sequence[Entry]) -> list[_Entity]:
    """The rows of each entity together, in the order of its first row.

    The page gives no ids: rows are of one entity whose names differ in case, spaces and punctuation only.
    """
    found: dict[str, list[tuple[Entry, ProseNames]]] = {}
    for entry in entries:
        names = prose_names(entry.name)
        # Names without a letter or a digit are told apart by their text.
        found.setdefault(name_key(names.primary) or names.primary, []).append((entry, names))
    return list(found.values())


def map_entity(rows: _Entity, *, source: str, published_on: date | None) -> Iterator[Listing]:
    """The listing of an entity, and one for each subsidiary that its rows name.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    acts = unique(_act(entry, names, published_on) for entry, names in rows)
    record = tuple(pair for entry, _ in rows for pair in _record(entry))
    (_, first), *others = rows
    names = [*first.names]
    for _, other in others:
        names += [Name(text=other.primary, kind=NameKind.STRONG_AKA), *other.names[1:]]
    notes = unique(note for entry, names_of in rows for note in (*names_of.doubts, *_undated(entry)))
    entity = Listing(
        list_id="us_dhs_uflpa",
        source=source,
        kind=SubjectKind.ORGANIZATION,
        names=unique_names(tuple(names)),
        designations=acts,
        note="; ".join(notes) or None,
        record=(*record, row_sha256(value for _, value in record)),
    )
    yield entity
    named = {name_key(item.primary): item for _, names_of in rows for item in names_of.subsidiaries}
    for subsidiary in named.values():
        yield entity.model_copy(
            update={
                "names": subsidiary.names,
                "relations": (Relation(kind=SUBSIDIARY_OF, name=entity.name),),
                "record": (*record, row_sha256([*(value for _, value in record), subsidiary.primary])),
            }
        )


def _act(entry: Entry, names: ProseNames, published_on: date | None) -> Designation:
    clause = f"2(d)(2)(B)({entry.clause})"
    page = Citation(
        title="UFLPA Entity List as published by the Department of Homeland Security",
        reference="UFLPA Entity List",
        locator=f"section {clause}",
        url="https://www.dhs.gov/uflpa-entity-list",
        published_on=published_on,
    )
    act = Citation(title="Uyghur Forced Labor Prevention Act", reference="Pub. L. 117-78", locator=f"s.{clause}")
    notices = (
        Citation(
            title="Federal Register, UFLPA Entity List",
            reference=f"FR doc {number}",
            url=f"https://www.federalregister.gov/d/{number}",
        )
        for number in entry.notices
    )
    return Designation(
        program=f"UFLPA s.{clause}",
        listed_on=american_day(entry.day),
        scope=names.scope,
        citations=(page, act, *notices),
    )


def _undated(entry: Entry) -> Iterator[str]:
    if american_day(entry.day) is None:
        yield f"effective date as published, section 2(d)(2)(B)({entry.clause}): {entry.day or 'none'}"


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    section = f"Section 2(d)(2)(B)({entry.clause})"
    for field, value in (("Entity Name", entry.name), ("Effective Date", entry.day)):
        if value:
            yield f"{section} {field}", value
