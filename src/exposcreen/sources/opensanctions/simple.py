"""A row of OpenSanctions' simple CSV becomes a listing for each list on which it stands.

The file has one line for each target, with several values in a field, and says little of each: not which alias is
weak, what kind an identifier is, nor which sanction is of which list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Designation, Identifier, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.cells import collapsed, row_sha256
from exposcreen.sources.facts import unique
from exposcreen.sources.opensanctions.acts import page_of
from exposcreen.sources.opensanctions.standing import Left
from exposcreen.sources.opensanctions.tables import Repeated, repeated_lists, schemata

__all__ = ["map_row"]

_Row = Mapping[str, str]


def map_row(row: _Row, left: Left, *, source: str, where: str, published_on: date | None) -> Iterator[Listing]:
    """The listings of one row.

    Args:
        left: Counts what is left aside.
        source: Id of this source.
        where: File and line, for errors.

    Raises:
        SourceFormatError: The schema is unknown, or a field of several values is damaged.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    kind = _kind(row, where)
    programs = _split(row["program_ids"], where)
    notes: list[str] = []
    births = unique(_birth_dates(_split(row["birth_date"], where), notes))
    notes += [f"sanctions: {text}" for text in _split(row["sanctions"], where)]
    by_list: dict[str, list[Repeated]] = {}
    for repeated in _lists(_split(row["dataset"], where), programs, left):
        by_list.setdefault(repeated.list_id, []).append(repeated)
    for list_id, places in by_list.items():
        yield Listing(
            list_id=list_id,
            source=source,
            kind=kind,
            names=_names(row, where),
            designations=unique(_act(row, place, published_on) for place in places),
            identifiers=tuple(
                Identifier(scheme="identification", value=value) for value in _split(row["identifiers"], where)
            ),
            birth_dates=births,
            countries=_split(row["countries"], where),
            addresses=_split(row["addresses"], where),
            note="; ".join([f"programs: {', '.join(programs)}", *notes] if programs else notes) or None,
            record=tuple(_record(row, list_id)),
        )


def _kind(row: _Row, where: str) -> SubjectKind:
    schema = schemata().get(row["schema"])
    if schema is None:
        raise SourceFormatError(
            f"{where}: schema: {row['schema']!r} is not known, so it is not known what is listed: say in "
            f"data/sources/opensanctions_schemata.csv what it is"
        )
    return schema.kind or SubjectKind.UNKNOWN


def _lists(datasets: tuple[str, ...], programs: tuple[str, ...], left: Left) -> Iterator[Repeated]:
    for dataset in datasets:
        lists = repeated_lists().get(dataset)
        if lists is None:
            left.datasets[dataset] += 1
            continue
        told = [repeated for repeated in lists if not repeated.program_id or repeated.program_id in programs]
        left.programs[dataset] += not told
        yield from told


def _names(row: _Row, where: str) -> tuple[Name, ...]:
    first = collapsed(row["name"]) or row["id"].strip()
    aliases = (alias for alias in _split(row["aliases"], where) if alias != first)
    return unique([Name(text=first), *(Name(text=alias, kind=NameKind.STRONG_AKA) for alias in aliases)])


def _act(row: _Row, place: Repeated, published_on: date | None) -> Designation:
    return Designation(
        program=place.program_id or place.title,
        confirmed=False,
        citations=(page_of(row["id"].strip(), published_on),),
    )


def _birth_dates(published: tuple[str, ...], notes: list[str]) -> Iterator[PartialDate]:
    for text in published:
        try:
            yield PartialDate.parse(text)
        except ValueError:
            notes.append(f"birth date as published: {text}")


def _split(published: str, where: str) -> tuple[str, ...]:
    """The values of a field: joined by semicolons, those that hold one in quotation marks."""
    try:
        (values,) = csv.reader([collapsed(published)], delimiter=";", strict=True) if published.strip() else ((),)
    except csv.Error as error:
        raise SourceFormatError(
            f"{where}: a field of several values cannot be told apart ({error}), so names would be garbled: "
            f"download the file again"
        ) from error
    return unique(text for value in values if (text := value.strip()))


def _record(row: _Row, list_id: str) -> Iterator[tuple[str, str]]:
    yield from ((column, value) for column, value in row.items() if value.strip())
    yield row_sha256((list_id, *row.values()))
