"""A row of the Consolidated Screening List becomes a listing, column by column.

Its aliases are not marked weak or strong, so every one counts as strong here; OFAC's own files mark them. Its
``start_date`` is the day of listing; its ``end_date`` is the last day of a denial order, so the day after is the first
day off the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.facts import PART_OF, VESSEL_OWNER, Facts, unique
from exposcreen.sources.labels import label_at_the_start
from exposcreen.sources.us_ofac.remarks import segments
from exposcreen.sources.us_trade_csl.acts import designations
from exposcreen.sources.us_trade_csl.ids import read_id_objects, read_ids
from exposcreen.sources.us_trade_csl.lists import CarriedList
from exposcreen.sources.us_trade_csl.names import NameFacts, alternative_names, name_facts, names_in, strongest

__all__ = ["map_row"]

_Row = Mapping[str, str]
_KINDS = {
    "": SubjectKind.UNKNOWN,
    "Entity": SubjectKind.ORGANIZATION,
    "Individual": SubjectKind.PERSON,
    "Vessel": SubjectKind.VESSEL,
    "Aircraft": SubjectKind.AIRCRAFT,
}


def map_row(
    row: _Row,
    on: CarriedList,
    *,
    source: str,
    where: str,
    published_on: date | None,
    ids: Iterable[Mapping[str, str]] | None = None,
    record: tuple[tuple[str, str], ...] | None = None,
) -> Listing:
    """The listing of one row.

    Args:
        row: Every column of the CSV, an empty text where it has no value.
        on: The list of its ``source`` column.
        ids: Its identifiers as objects, where they are published so; else the ``ids`` column is read.
        record: The published fields, where they are not the columns.
        source: Id of this source.
        where: File and line, for errors.

    Raises:
        SourceFormatError: The type is unknown, or a date is none.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    if row["type"] not in _KINDS:
        raise SourceFormatError(
            f"{where}: type: {row['type']!r} is not one of {', '.join(filter(None, _KINDS))} or empty, "
            f"so it is not known what is listed: mend the reader"
        )
    facts = _facts(row, ids)
    name = _name(row, on)
    parent = [Relation(kind=PART_OF, name=name.parent)] if name.parent else []
    owner = [Relation(kind=VESSEL_OWNER, name=row["vessel_owner"])] if row["vessel_owner"].strip() else []
    acts = designations(row, on, facts, scope=name.scope, where=where, published_on=published_on)
    return Listing(
        list_id=on.list_id,
        uid=row["entity_number"].strip() or None,
        source=source,
        kind=_KINDS[row["type"]],
        names=strongest([*name.names, *_aliases(row, on), *facts.names]),
        designations=acts,
        identifiers=unique(facts.identifiers),
        birth_dates=unique(facts.birth_dates),
        birth_places=unique(facts.birth_places),
        nationalities=unique(facts.nationalities),
        countries=unique(_countries(row, facts)),
        addresses=unique(_split(row["addresses"])),
        relations=unique([*facts.relations, *parent, *owner]),
        positions=unique(_split(row["title"])),
        note="; ".join(facts.notes) or None,
        record=record if record is not None else tuple(_record(row)),
    )


def _name(row: _Row, on: CarriedList) -> NameFacts:
    return NameFacts((Name(text=row["name"]),)) if on.is_ofac else name_facts(row["name"])


def _aliases(row: _Row, on: CarriedList) -> Iterator[Name]:
    for alias in alternative_names(row["alt_names"]):
        if on.is_ofac:
            yield Name(text=alias, kind=NameKind.STRONG_AKA)
        else:
            yield from names_in(" ".join(alias.split()), NameKind.STRONG_AKA)


def _facts(row: _Row, ids: Iterable[Mapping[str, str]] | None) -> Facts:
    facts = Facts()
    if row["call_sign"]:
        facts.identifiers.append(Identifier(scheme="call_sign", value=row["call_sign"]))
    if ids is None:
        read_ids(row["ids"], facts)
    else:
        read_id_objects(ids, facts)
    for text in segments(row["remarks"]):
        _read_remark(text, facts)
    for text in _split(row["dates_of_birth"]):
        facts.add_birth_date(text)
    facts.birth_places += _split(row["places_of_birth"])
    facts.nationalities += [*_split(row["nationalities"]), *_split(row["citizenships"])]
    return facts


def _read_remark(text: str, facts: Facts) -> None:
    """OFAC's rows bracket the links, one by one or all together: ``(Linked To: A; Linked To: B)``."""
    bare = text.removeprefix("(") if text.startswith("(Linked To: ") else text
    if bare.startswith("Linked To: ") and bare.count(")") > bare.count("("):
        bare = bare.removesuffix(")")
    found = label_at_the_start(bare)
    if found and found[1]:
        facts.add(*found)
    else:
        facts.notes.append(text)


def _countries(row: _Row, facts: Facts) -> Iterator[str]:
    for address in _split(row["addresses"]):
        last = address.rpartition(", ")[2]
        if len(last) == 2 and last.isalpha() and last.isupper():
            yield last
    if row["vessel_flag"]:
        yield row["vessel_flag"]
    yield from facts.countries


def _split(published: str) -> list[str]:
    return [text.strip() for text in published.split("; ") if text.strip()]


def _record(row: _Row) -> Iterator[tuple[str, str]]:
    yield from ((column, value) for column, value in row.items() if value)
    if not row["entity_number"].strip():
        # One name can stand in several rows (a party under several countries), and these lists have no ids.
        yield row_sha256(value for column, value in row.items() if column != "_id")
