"""A subject of the UK Sanctions List becomes a listing, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Listing, Relation
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.cells import Copies, collapsed
from exposcreen.sources.facts import unique
from exposcreen.sources.gb_sanctions.acts import designations
from exposcreen.sources.gb_sanctions.dates import birth_date
from exposcreen.sources.gb_sanctions.names import WITHOUT_PRIMARY, subject_names
from exposcreen.sources.gb_sanctions.numbers import imo_number, registrations
from exposcreen.sources.gb_sanctions.reader import ADDRESS, BIRTH_PLACE, NATIONAL_ID, PASSPORT, Subject

__all__ = ["map_subject"]

_KINDS = {
    "individual": SubjectKind.PERSON,
    "entity": SubjectKind.ORGANIZATION,
    "ship": SubjectKind.VESSEL,
    "": SubjectKind.UNKNOWN,
}
_RELATIONS = ("Parent company", "Subsidiaries", "Current owner/operator (s)", "Previous owner/operator (s)")


def map_subject(subject: Subject, *, source: str, copies: Copies, where: str, published_on: date | None) -> Listing:
    """The listing of a subject.

    Args:
        source: Id of this source.
        copies: Of this reading, for a subject that has no Unique ID.
        where: File and line, for errors.

    Raises:
        SourceFormatError: A type is unknown, or the rows of the subject contradict each other about what it is.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    notes: list[str] = []
    names, marked = subject_names(subject, where)
    if not marked:
        notes.append(WITHOUT_PRIMARY)
    acts = designations(subject, notes, published_on)
    identifiers = unique([*_documents(subject, notes), *_numbers(subject, notes)])
    birth_dates = unique(_birth_dates(subject, notes))
    notes += [f"previous flag: {flag}" for flag in subject.values("Previous flags")]
    notes += subject.values("Other Information")
    return Listing(
        list_id="gb_sanctions",
        uid=subject.uid or None,
        source=source,
        kind=_kind(subject, where),
        names=names,
        designations=acts,
        identifiers=identifiers,
        birth_dates=birth_dates,
        birth_places=unique(", ".join(filter(None, row.values())) for row in subject.rows(BIRTH_PLACE)),
        nationalities=unique(subject.values("Nationality(/ies)")),
        countries=unique(_countries(subject)),
        addresses=unique(_one_line(row.values()) for row in subject.rows(ADDRESS)),
        relations=unique(
            Relation(kind=kind.removesuffix(" (s)"), name=name) for kind in _RELATIONS for name in subject.values(kind)
        ),
        positions=unique([*subject.values("Title"), *subject.values("Position")]),
        note="; ".join(notes) or None,
        record=tuple(_record(subject, copies)),
    )


def _kind(subject: Subject, where: str) -> SubjectKind:
    found = {published.lower() for published in subject.values("Designation Type")} or {""}
    if len(found) > 1 or not found <= set(_KINDS):
        raise SourceFormatError(
            f"{where}: Designation Type: {', '.join(sorted(found))!r} is not one of Individual, Entity and Ship, so it "
            f"is not known what is listed: mend the reader, or look at the rows"
        )
    return _KINDS[found.pop()]


def _documents(subject: Subject, notes: list[str]) -> Iterator[Identifier]:
    for columns, scheme, words in (
        (PASSPORT, "passport", "passport"),
        (NATIONAL_ID, "national_id", "national identifier"),
    ):
        for row in subject.rows(columns):
            number, information = row[columns[0]], row[columns[1]]
            is_number = any(character.isdigit() for character in number)
            if is_number:
                yield Identifier(scheme=scheme, value=number)
            if information or not is_number:
                notes.append(f"{words} {number}: {information}".replace(" :", ":").rstrip(": "))


def _numbers(subject: Subject, notes: list[str]) -> Iterator[Identifier]:
    for published in subject.values("Business registration number (s)"):
        found = registrations(published)
        yield from found
        if not found:
            notes.append(f"business registration number: {_one_line([published])}")
    for published in subject.values("IMO number"):
        imo = imo_number(published)
        if imo is not None:
            yield imo
        else:
            notes.append(f"IMO number: {published}")
    for published in subject.values("Hull identification number (HIN)"):
        yield Identifier(scheme="hull_number", value=published)


def _birth_dates(subject: Subject, notes: list[str]) -> Iterator[PartialDate]:
    for published in subject.values("D.O.B"):
        try:
            yield birth_date(published)
        except ValueError:
            notes.append(f"birth date as published: {published}")


def _countries(subject: Subject) -> Iterator[str]:
    yield from (row["Address Country"] for row in subject.rows(ADDRESS) if row["Address Country"])
    yield from subject.values("Current believed flag of ship")


def _one_line(parts: Iterable[str]) -> str:
    return ", ".join(collapsed(part) for part in parts if part.strip())


def _record(subject: Subject, copies: Copies) -> Iterator[tuple[str, str]]:
    record = list(subject.record())
    yield from record
    if not subject.uid:
        yield copies.row_sha256(f"{column}={value}" for column, value in record)
