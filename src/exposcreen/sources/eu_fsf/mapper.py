"""An entity of the EU's list becomes a listing, whichever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.cells import Copies
from exposcreen.sources.eu_fsf.acts import designations
from exposcreen.sources.eu_fsf.dates import birth_dates
from exposcreen.sources.eu_fsf.documents import SHIP, identifiers
from exposcreen.sources.eu_fsf.names import entity_names
from exposcreen.sources.eu_fsf.places import address, birth_place, country
from exposcreen.sources.eu_fsf.raw import RawEntity
from exposcreen.sources.facts import unique

__all__ = ["map_entity"]

_PERSON, _ENTERPRISE = {"p", "person"}, {"e", "enterprise"}


def map_entity(entity: RawEntity, *, source: str, copies: Copies, where: str, published_on: date | None) -> Listing:
    """The listing of an entity.

    Args:
        source: Id of the source.
        copies: Of this reading, for an entity that has no reference number.
        where: File, line and entity, for errors.

    Raises:
        SourceFormatError: A type is unknown, there is no name, or what is true or false is neither.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    notes: list[str] = list(entity.itself.remarks)
    acts = designations(entity, notes, published_on)
    names = entity_names(entity, where)
    notes += unique(line for name in entity.names for line in name.remarks)
    documents = unique(found for item in entity.identifications for found in identifiers(item, where, notes))
    births = unique(found for item in entity.births for found in birth_dates(item, where, notes))
    nationalities = unique(_nationalities(entity, notes))
    for detail in (*entity.births, *entity.addresses):
        notes += detail.remarks
    return Listing(
        list_id="eu_fsf",
        uid=entity.uid or None,
        source=source,
        kind=_kind(entity, documents, where),
        names=names,
        designations=acts,
        identifiers=documents,
        birth_dates=births,
        birth_places=unique(filter(None, map(birth_place, entity.births))),
        nationalities=nationalities,
        countries=unique(filter(None, map(country, entity.addresses))),
        addresses=unique(filter(None, map(address, entity.addresses))),
        positions=unique(filter(None, (name.text(field) for field in ("title", "function") for name in entity.names))),
        note="; ".join(unique(notes)) or None,
        record=(*entity.record, *_fingerprint(entity, copies)),
    )


def _kind(entity: RawEntity, documents: tuple[Identifier, ...], where: str) -> SubjectKind:
    codes = {code.lower() for code in entity.subject_types}
    if codes and codes <= _PERSON:
        return SubjectKind.PERSON
    if codes and codes <= _ENTERPRISE:
        # The file has no word for a ship: one that is listed is an enterprise with a ship's number.
        is_ship = any(document.scheme == SHIP for document in documents)
        return SubjectKind.UNKNOWN if is_ship else SubjectKind.ORGANIZATION
    raise SourceFormatError(
        f"{where}: subjectType: {', '.join(entity.subject_types)!r} is neither person (P) nor enterprise (E), so it is "
        f"not known what is listed: mend the reader"
    )


def _nationalities(entity: RawEntity, notes: list[str]) -> Iterator[str]:
    for citizenship in entity.citizenships:
        found = country(citizenship)
        if found:
            yield found
        particulars = [
            f"{words} {text}"
            for name, words in (
                ("region", "region"),
                ("acquisitionDate", "acquired on"),
                ("disenfranchisementDate", "lost on"),
            )
            if (text := citizenship.text(name))
        ]
        said = [*particulars, *citizenship.remarks]
        if said:
            notes.append(f"citizenship {found}".strip() + f": {', '.join(said)}")


def _fingerprint(entity: RawEntity, copies: Copies) -> Iterator[tuple[str, str]]:
    """What tells entities without a reference number apart."""
    if not entity.uid:
        yield copies.row_sha256(f"{field}={value}" for field, value in entity.record)
