"""One joined entry of OFAC's files becomes a listing, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Identifier, Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.resources import problems
from exposcreen.sources.facts import VESSEL_OWNER, Facts, unique
from exposcreen.sources.us_ofac_csv.programs import Place
from exposcreen.sources.us_ofac_csv.reader import Entry
from exposcreen.sources.us_ofac_csv.remarks import read_remarks

__all__ = ["DETAILS", "map_entry"]

DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
"""OFAC's own page of an entry, to which its uid is added."""

_KINDS = {
    "": SubjectKind.ORGANIZATION,
    "individual": SubjectKind.PERSON,
    "vessel": SubjectKind.VESSEL,
    "aircraft": SubjectKind.AIRCRAFT,
}
_ALIAS_KINDS = {"aka": NameKind.STRONG_AKA, "nka": NameKind.STRONG_AKA, "fka": NameKind.FKA}


def map_entry(
    entry: Entry, places: Iterable[Place], *, source: str, title: str, file: str, published_on: date | None
) -> Iterator[Listing]:
    """The listings of an entry: one for each list it stands on.

    The name, the aliases of the alias file and every ``Issuer Name`` of the remarks are names; the issuer is a
    ``strong_aka``, because securities are held under it. Quoted aliases of the remarks are weak.

    Args:
        places: Each list, with the program that puts it there.
        source: Its id; ``title``: of the list, for the citation; ``file``: name of the main file, for errors.

    Raises:
        SourceFormatError: A type of entry or of alias is unknown, or a field cannot be a fact of a listing.
    """
    where = f"{file}: line {entry.line}: entry {entry.uid}"
    by_list: dict[str, list[Place]] = {}
    for place in places:
        by_list.setdefault(place.list_id, []).append(place)
    if not by_list:
        return
    facts = read_remarks(entry.fields["Remarks"], is_cut=entry.is_cut)
    for list_id, on_it in by_list.items():
        try:
            acts = _designations(entry, facts, on_it, title, published_on)
            yield _listing(entry, facts, on_it, acts, source=source, list_id=list_id, where=where)
        except ValidationError as error:
            raise SourceFormatError(f"{where}: {problems(error)}: look at the entry, or mend the reader") from error


def _listing(
    entry: Entry,
    facts: Facts,
    places: list[Place],
    acts: tuple[Designation, ...],
    *,
    source: str,
    list_id: str,
    where: str,
) -> Listing:
    fields = entry.fields
    if fields["SDN_Type"] not in _KINDS:
        raise SourceFormatError(
            f"{where}: SDN_Type: {fields['SDN_Type']!r} is not individual, vessel, aircraft or -0-, "
            f"so it is not known what is listed: mend the reader"
        )
    return Listing(
        list_id=list_id,
        uid=entry.uid,
        source=source,
        kind=_KINDS[fields["SDN_Type"]],
        names=unique([Name(text=fields["SDN_Name"]), *_aliases(entry, where), *facts.names]),
        designations=acts,
        identifiers=unique([*_call_sign(fields["Call_Sign"]), *facts.identifiers]),
        birth_dates=unique(facts.birth_dates),
        birth_places=unique(facts.birth_places),
        nationalities=unique(facts.nationalities),
        countries=unique(_countries(entry, facts)),
        addresses=unique(_addresses(entry)),
        relations=unique([*facts.relations, *_owner(fields["Vess_owner"])]),
        positions=(fields["Title"],) if fields["Title"] else (),
        note="; ".join([*facts.notes, *_other_days(facts, places)]) or None,
        record=tuple(_record(entry)),
    )


def _aliases(entry: Entry, where: str) -> Iterator[Name]:
    for row in entry.aliases:
        if row["alt_type"] not in _ALIAS_KINDS:
            raise SourceFormatError(
                f"{where}: alt_type: {row['alt_type']!r} is not aka, fka or nka, so it is not known what the name is: "
                f"mend the reader"
            )
        yield Name(text=row["alt_name"], kind=_ALIAS_KINDS[row["alt_type"]])


def _designations(
    entry: Entry, facts: Facts, places: list[Place], title: str, published_on: date | None
) -> tuple[Designation, ...]:
    acts = []
    for place in places:
        days = facts.days.get(place.dates, {}) if place.dates else {}
        citation = Citation(
            title=title,
            reference=f"OFAC uid {entry.uid}",
            locator=place.program,
            url=f"{DETAILS}{entry.uid}",
            published_on=published_on,
        )
        scope = [text for text in facts.scopes.get(place.program, ()) if not place.when or _names(text, place)]
        acts.append(
            Designation(
                program=place.program,
                listed_on=days.get("listed_on"),
                effective_from=days.get("effective_from"),
                divest_until=days.get("divest_until"),
                scope="; ".join(unique(scope)) or None,
                citations=(citation,),
            )
        )
    return tuple(acts)


def _names(scope: str, place: Place) -> bool:
    """Whether a text on a directive is about the directive of this place."""
    directive = place.when.rpartition(" ")[2]
    return f"Subject to Directive {directive} " in f"{scope} "


def _other_days(facts: Facts, places: list[Place]) -> Iterator[str]:
    """Days of acts other than those that put the entry on this list: they must not pass for the day of listing."""
    own = {place.dates for place in places}
    for act, days in facts.days.items():
        if act not in own:
            yield f"{act}: " + ", ".join(f"{name.replace('_', ' ')} {day}" for name, day in days.items())


def _call_sign(published: str) -> Iterator[Identifier]:
    if published:
        yield Identifier(scheme="call_sign", value=published)


def _owner(published: str) -> Iterator[Relation]:
    if published:
        yield Relation(kind=VESSEL_OWNER, name=published)


def _countries(entry: Entry, facts: Facts) -> Iterator[str]:
    yield from (row["Country"] for row in entry.addresses if row["Country"])
    if flag := entry.fields["Vess_flag"]:
        yield flag
    yield from facts.countries


def _addresses(entry: Entry) -> Iterator[str]:
    for row in entry.addresses:
        parts = (row["Address"], row["City/State/Province/Postal Code"], row["Country"])
        if text := ", ".join(part.strip() for part in parts if part.strip()):
            yield text


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every published field that is not null, verbatim; the rows of the other files as one field each value."""
    yield from ((name, value) for name, value in entry.fields.items() if value)
    for prefix, rows in (("add", entry.addresses), ("alt", entry.aliases)):
        for row in rows:
            number = row["Add_num"] if prefix == "add" else row["alt_num"]
            for name, value in row.items():
                if value and name.lower() not in {"ent_num", f"{prefix}_num"}:
                    yield f"{prefix} {number} {name}", value
