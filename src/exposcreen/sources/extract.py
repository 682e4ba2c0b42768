"""The bundled extract: ``data/listings/<list_id>.csv`` read into listings, each with its acts and citations.

One row is one act (a designation). Rows with the same ``entry`` are one listing: the first row carries all that is
true of the party, the others only its name and what is true of their own act. ``data/README.md`` explains the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from exposcreen.errors import DataError
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.resources import data_root, read_table, validated
from exposcreen.sources.facts import LINKED_TO

__all__ = ["ACT_COLUMNS", "CITATION_COLUMNS", "COLUMNS", "PARTY_COLUMNS", "SCHEMES", "SOURCE", "read_extract"]

SOURCE = "extract"
"""The ``source`` of every listing read here."""

SCHEMES = frozenset(
    {"identification", "isin", "lei", "national_id", "passport", "registration", "tax_id", "ticker", "uscc"}
)
"""The identifier schemes that the extract may use."""

_NAME_KINDS = {
    "aliases": (NameKind.STRONG_AKA, True),
    "native_names": (NameKind.STRONG_AKA, True),
    "unconfirmed_names": (NameKind.STRONG_AKA, False),
    "former_names": (NameKind.FKA, True),
    "weak_aliases": (NameKind.WEAK_AKA, True),
}
_PARTY_LISTS = ("birth_dates", "birth_places", "nationalities", "countries")
_PARTY_TEXTS = ("uid", "party", "organ_of")
_ACT_TEXTS = (
    "program",
    "announced_on",
    "listed_on",
    "effective_from",
    "divest_until",
    "delisted_on",
    "scope",
    "licence_requirement",
    "note",
)

PARTY_COLUMNS = (
    "kind",
    *_PARTY_TEXTS,
    *_NAME_KINDS,
    "identifiers",
    *_PARTY_LISTS,
    "linked_to",
    "addresses",
    "entry_note",
)
"""Columns that describe the party: given on the first row of an entry only."""

ACT_COLUMNS = (*_ACT_TEXTS, "footnotes", "citations", "confirmed")
"""Columns that describe one act."""

COLUMNS = ("entry", "name", *ACT_COLUMNS, *PARTY_COLUMNS)
"""The header of every ``data/listings/<list_id>.csv``."""

CITATION_COLUMNS = ("id", "title", "reference", "locator", "url", "published_on", "consulted_on", "confirmed")
"""The header of ``data/listings/citations.csv``."""

_Row = Mapping[str, str]
_COUNTRY = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_YES_NO = {"yes": True, "no": False}


def _several(cell: str, separator: str = ";") -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, cell.split(separator)) if part) if cell else ()


def _yes_or_no(row: _Row, where: str) -> bool:
    try:
        return _YES_NO[row["confirmed"]]
    except KeyError:
        raise DataError(
            f"{where}: confirmed: {row['confirmed']!r} tells nobody what was checked: write yes or no"
        ) from None


def _read_citations(path: Path) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for line, row in read_table(path, CITATION_COLUMNS):
        where = f"{path}: line {line}"
        if row["id"] in found:
            raise DataError(f"{where}: id: {row['id']!r} stands here twice, so it cites two things: give each its own")
        fields = {name: text for name, text in row.items() if text and name not in {"id", "confirmed"}}
        found[row["id"]] = validated(Citation, {**fields, "confirmed": _yes_or_no(row, where)}, where)
    return found


def _cited(cell: str, citations: Mapping[str, Citation], where: str) -> tuple[Citation, ...]:
    try:
        return tuple(citations[name] for name in _several(cell))
    except KeyError as error:
        raise DataError(
            f"{where}: citations: {error} is not in citations.csv, and a claim needs its source: add it there"
        ) from None


def _names(row: _Row) -> list[dict[str, object]]:
    """The names in order of weight; a form given twice keeps its first, strongest kind."""
    found: dict[str, dict[str, object]] = {row["name"]: {"text": row["name"]}}
    for column, (kind, confirmed) in _NAME_KINDS.items():
        for text in _several(row[column]):
            found.setdefault(text, {"text": text, "kind": kind, "confirmed": confirmed})
    return list(found.values())


def _identifiers(cell: str, where: str) -> Iterator[dict[str, str]]:
    for item in _several(cell):
        scheme, _, value = item.partition("=")
        if scheme not in SCHEMES:
            raise DataError(
                f"{where}: identifiers: {item!r} does not begin with a known scheme, so nothing would ever match it: "
                f"write one of {', '.join(sorted(SCHEMES))}, then = and the value"
            )
        issued = _COUNTRY.fullmatch(value)
        yield (
            {"scheme": scheme, "value": issued[1], "country": issued[2]}
            if issued
            else {"scheme": scheme, "value": value}
        )


def _designation(row: _Row, citations: Mapping[str, Citation], where: str) -> Designation:
    fields: dict[str, object] = {name: row[name] for name in _ACT_TEXTS if row[name]}
    fields["footnotes"] = _several(row["footnotes"])
    fields["citations"] = _cited(row["citations"], citations, where)
    fields["confirmed"] = _yes_or_no(row, where)
    return validated(Designation, fields, where)


def _further(row: _Row, first: _Row, where: str) -> None:
    """Refuse a later row of an entry that says of the party what only the first may say."""
    if row["name"] != first["name"]:
        raise DataError(f"{where}: name: {row['name']!r}, but its entry began as {first['name']!r}: use one name")
    for column in PARTY_COLUMNS:
        if row[column]:
            raise DataError(f"{where}: {column}: this would be read once only: move it to the first row of the entry")


def _listing(list_id: str, rows: list[tuple[str, _Row]], citations: Mapping[str, Citation]) -> Listing:
    where, first = rows[0]
    for place, row in rows[1:]:
        _further(row, first, place)
    fields: dict[str, object] = {name: first[name] for name in _PARTY_TEXTS if first[name]}
    fields.update({name: _several(first[name]) for name in _PARTY_LISTS})
    fields.update(list_id=list_id, source=SOURCE, kind=first["kind"], names=_names(first))
    fields["identifiers"] = tuple(_identifiers(first["identifiers"], where))
    fields["relations"] = tuple({"kind": LINKED_TO, "name": name} for name in _several(first["linked_to"]))
    fields["addresses"] = _several(first["addresses"], "|")
    fields["note"] = first["entry_note"] or None
    fields["designations"] = tuple(_designation(row, citations, place) for place, row in rows)
    return validated(Listing, fields, where)


def _read_list(path: Path, citations: Mapping[str, Citation]) -> Iterator[Listing]:
    if not (path.parent.parent / "lists" / f"{path.stem}.toml").is_file():
        raise DataError(
            f"{path}: {path.stem} is no list that data/lists/ describes: describe it there, or rename the file"
        )
    entries: dict[str, list[tuple[str, _Row]]] = {}
    for line, row in read_table(path, COLUMNS):
        if not row["entry"]:
            raise DataError(f"{path}: line {line}: entry: empty, so the row belongs to no listing: give it a key")
        entries.setdefault(row["entry"], []).append((f"{path}: line {line}", row))
    keys: dict[str, str] = {}
    for rows in entries.values():
        listing = _listing(path.stem, rows, citations)
        if (other := keys.setdefault(listing.key, rows[0][0])) != rows[0][0]:
            raise DataError(f"{rows[0][0]}: {listing.key} stands at {other} already: give both the same entry")
        yield listing


def read_extract(root: Path | None = None) -> tuple[Listing, ...]:
    """Every listing of the bundled extract, list by list.

    Args:
        root: The folder with ``listings/`` and ``lists/``; the shipped ``data/`` when left out.

    Raises:
        DataError: A row breaks the schema, cites what is not there, or names an unknown list, kind or scheme.
    """
    folder = (root or data_root()) / "listings"
    citations = _read_citations(folder / "citations.csv")
    tables = [path for path in sorted(folder.glob("*.csv")) if path.stem != "citations"]
    return tuple(listing for path in tables for listing in _read_list(path, citations))
