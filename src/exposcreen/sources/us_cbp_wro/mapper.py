"""A row becomes listings: one for each party that the order names.

The file states no day on which an order ended: an order that is not active keeps its status as a note. Only a removal
of a named party that the remarks date ends its listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.american_days import american_day
from exposcreen.sources.cells import collapsed, row_sha256
from exposcreen.sources.facts import unique
from exposcreen.sources.federal_register import federal_register
from exposcreen.sources.parties import Parties, Party, parties

__all__ = ["map_row"]

_Row = Mapping[str, str]
_TITLES = {"WRO": "CBP withhold release order", "Finding": "CBP finding"}
_VESSEL = re.compile(r"Fishing Vessel: (?P<name>.+)")
_FLEET = re.compile(r"Fishing Vessels owned by (?P<owner>.+)")
_VESSELS = "Fishing Vessels"
"""What stands in the column for the country when an order is on vessels."""

_REMOVED = re.compile(r"(?P<who>.+?)\s+removed from the order,\s+(?P<day>\d{1,2}/\d{1,2}/\d{4})", re.DOTALL)
_ACTIVE = "Active"


def map_row(row: _Row, *, list_id: str, source: str, where: str, published_on: date | None) -> Iterator[Listing]:
    """The listings of one row that names a party.

    Raises:
        SourceFormatError: It is neither an order nor a finding.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    kind = collapsed(row["WRO/Finding"])
    if kind not in _TITLES:
        raise SourceFormatError(
            f"{where}: WRO/Finding: {kind!r} is neither {' nor '.join(_TITLES)}, so it is not known what was ordered: "
            f"look at the row, or mend the reader"
        )
    cell, country = collapsed(row["Entity"]), collapsed(row["Country"])
    named = parties(cell)
    notes = _notes(row, named, cell)
    for party in named.items:
        act = _designation(row, kind, party, named, notes, published_on)
        yield Listing(
            list_id=list_id,
            source=source,
            kind=SubjectKind.VESSEL if _VESSEL.fullmatch(party.name) else SubjectKind.UNKNOWN,
            names=unique(_names(party)),
            designations=(act,),
            countries=(country,) if country and country != _VESSELS else (),
            note="; ".join(notes) or None,
            record=(
                *((column, value) for column, value in row.items() if value.strip()),
                row_sha256([*row.values(), party.name]),
            ),
        )


def _names(party: Party) -> Iterator[Name]:
    vessel, fleet = _VESSEL.fullmatch(party.name), _FLEET.fullmatch(party.name)
    yield Name(text=vessel["name"] if vessel else party.name)
    if fleet:
        yield Name(text=fleet["owner"], kind=NameKind.STRONG_AKA)
    for alias in party.aliases:
        yield Name(text=alias, kind=NameKind.STRONG_AKA)


def _notes(row: _Row, named: Parties, cell: str) -> list[str]:
    notes = [f"The order names together: {cell}"] if len(named.items) > 1 else []
    remarks = collapsed(row["Remarks"])
    if _listed_on(row) is None and row["Effective Date"].strip():
        notes.append(f"effective date as published: {row['Effective Date'].strip()}")
    return [*notes, remarks] if remarks else notes


def _designation(
    row: _Row, kind: str, party: Party, named: Parties, notes: list[str], published_on: date | None
) -> Designation:
    status, listed_on = collapsed(row["Status"]), _listed_on(row)
    removed_on = _removed_on(party, row["Remarks"])
    if listed_on and removed_on and removed_on < listed_on:
        removed_on = None
    scope = [collapsed(row["Merchandise"]), named.scope]
    return Designation(
        program=kind,
        listed_on=listed_on,
        delisted_on=removed_on,
        scope="; ".join(filter(None, scope)) or None,
        note=f"Status: {status}" if status and status != _ACTIVE else None,
        citations=(_order(row, kind, published_on), *federal_register(row["Remarks"])),
    )


def _order(row: _Row, kind: str, published_on: date | None) -> Citation:
    page = row["Press Release"].strip()
    return Citation(
        title=_TITLES[kind],
        reference="19 U.S.C. 1307",
        locator=collapsed(f"{row['Entity']} {row['Effective Date']}"),
        url=page if page.startswith(("https://", "http://")) else None,
        published_on=published_on,
    )


def _listed_on(row: _Row) -> date | None:
    return american_day(row["Effective Date"])


def _removed_on(party: Party, remarks: str) -> date | None:
    """The day on which a party that the remarks name was taken off the order."""
    for match in _REMOVED.finditer(remarks):
        if re.search(rf"(?<!\w){re.escape(party.name)}(?!\w)", collapsed(match["who"])):
            return american_day(match["day"])
    return None
