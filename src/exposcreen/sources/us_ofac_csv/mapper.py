"""One joined entry of OFAC's CSV files, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Name, Relation
from exposcreen.resources import problems
from exposcreen.sources.facts import VESSEL_OWNER
from exposcreen.sources.us_ofac.kinds import alias_kind, party_kind
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.programs import program_tags
from exposcreen.sources.us_ofac.remarks import read_remarks
from exposcreen.sources.us_ofac_csv.reader import Entry

__all__ = ["party_of"]


def party_of(entry: Entry, file: str) -> Party:
    """What the four files say of an entry.

    The name, the aliases of the alias file and every ``Issuer Name`` of the remarks are names; the issuer is a
    ``strong_aka``, because securities are held under it. Quoted aliases of the remarks are weak.

    Args:
        file: Name of the main file, for errors.

    Raises:
        SourceFormatError: A type of entry or of alias is unknown, or a field cannot be a fact of a listing.
    """
    where = f"{file}: line {entry.line}: entry {entry.uid}"
    try:
        return _party(entry, where)
    except ValidationError as error:
        raise SourceFormatError(f"{where}: {problems(error)}: look at the entry, or mend the reader") from error


def _party(entry: Entry, where: str) -> Party:
    fields = entry.fields
    facts = read_remarks(fields["Remarks"], is_cut=entry.is_cut)
    if fields["Call_Sign"]:
        facts.identifiers.insert(0, Identifier(scheme="call_sign", value=fields["Call_Sign"]))
    if fields["Vess_flag"]:
        facts.countries.insert(0, fields["Vess_flag"])
    if fields["Vess_owner"]:
        facts.relations.append(Relation(kind=VESSEL_OWNER, name=fields["Vess_owner"]))
    if fields["Title"]:
        facts.positions.append(fields["Title"])
    party = Party(
        uid=entry.uid,
        where=where,
        kind=party_kind(fields["SDN_Type"], where, "SDN_Type"),
        names=[Name(text=" ".join(fields["SDN_Name"].split())), *_aliases(entry, where)],
        facts=facts,
        tags=program_tags(fields["Program"]),
        record=list(_record(entry)),
    )
    for row in entry.addresses:
        parts = (row["Address"], row["City/State/Province/Postal Code"], row["Country"])
        party.add_address(", ".join(part.strip() for part in parts if part.strip()), row["Country"])
    return party


def _aliases(entry: Entry, where: str) -> Iterator[Name]:
    for row in entry.aliases:
        yield Name(text=" ".join(row["alt_name"].split()), kind=alias_kind(row["alt_type"], where, "alt_type"))


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every published field that is not null, verbatim; the rows of the other files as one field each value."""
    yield from ((name, value) for name, value in entry.fields.items() if value)
    for prefix, rows in (("add", entry.addresses), ("alt", entry.aliases)):
        for row in rows:
            number = row["Add_num"] if prefix == "add" else row["alt_num"]
            for name, value in row.items():
                if value and name.lower() not in {"ent_num", f"{prefix}_num"}:
                    yield f"{prefix} {number} {name}", value
