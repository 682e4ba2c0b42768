"""One party of an Advanced file, put together again from its records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import Facts, Issue, unique
from exposcreen.sources.us_ofac.features import add_feature, remarks_label
from exposcreen.sources.us_ofac.kinds import alias_kind, party_kind
from exposcreen.sources.us_ofac.party import Party, Standing, address_text, said
from exposcreen.sources.us_ofac.placing import list_named
from exposcreen.sources.us_ofac.remarks import read_remarks
from exposcreen.sources.us_ofac_advanced.spill import Spill

__all__ = ["party_of"]

_LOCATION = "Location"
_PROGRAM = "Program"
_CREATED = "created"
_ENDED = frozenset({"deleted", "delisted", "removed"})
_RELIABLE = frozenset({"", "Confirmed", "Reported"})
_QUALITIES = frozenset({"", "High"})
_TOWN = frozenset({"CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION"})


def party_of(uid: str, stored: dict[str, Any], spill: Spill, where: str) -> Party:
    """What the records of a party say.

    The record of the listing names reference values by their words, and leaves out the ids that tie the file together.

    Raises:
        SourceFormatError: A type of party or of alias, or a list, is unknown; or a record refers to none.
    """
    facts = Facts()
    for remarks in stored["remarks"]:
        read_remarks(remarks, is_cut=False, facts=facts)
    party = Party(
        uid=uid,
        where=where,
        kind=party_kind(stored["type"], where, "PartySubType"),
        names=sorted(
            (_name(name, where) for name in stored["names"]), key=lambda name: name.kind is not NameKind.PRIMARY
        ),
        facts=facts,
        tags=(),
        record=[("DistinctParty/@FixedRef", uid)],
    )
    party.record += [
        (f"Alias {kind or 'Name'}{' (low quality)' if weak else ''}", text) for text, kind, _, weak in stored["names"]
    ]
    party.record += [("Comment", remarks) for remarks in stored["remarks"]]
    pairs = [_add_feature(party, feature, spill, where) for feature in stored["features"]]
    facts.notes += stored["notes"]
    for identity in stored["identities"]:
        for document in spill.all("document", identity):
            _add_document(party, document, spill, where)
    for relation in spill.all("relation", uid):
        _add_relation(party, relation, spill)
    party.remarks = "; ".join((said((remarks_label(kind), value) for kind, value in pairs), *stored["remarks"]))
    _add_entries(party, spill.all("entry", uid))
    return party


def _name(stored: tuple[str, str, bool, bool], where: str) -> Name:
    text, kind, is_primary, is_weak = stored
    alias = alias_kind(kind, where, "AliasType", is_weak=is_weak)
    return Name(text=" ".join(text.split()), kind=NameKind.PRIMARY if is_primary else alias)


def _place(key: str, spill: Spill, where: str) -> tuple[str, str]:
    """A place as one text, and its country."""
    found = spill.all("location", key)
    if not found:
        raise SourceFormatError(f"{where}: Location {key} is not in the file: download it again")
    parts: dict[str, Any] = found[0]["parts"]
    countries: list[Any] = found[0]["countries"]
    comment = str(found[0]["comment"])
    return address_text(
        [*(text for kind, text in parts.items() if kind not in _TOWN), comment],
        city=parts.get("CITY", ""),
        state=parts.get("STATE/PROVINCE", ""),
        code=parts.get("POSTAL CODE", ""),
        region=parts.get("REGION", ""),
        country=", ".join(countries),
    )


def _add_feature(party: Party, feature: Iterable[str], spill: Spill, where: str) -> tuple[str, str]:
    kind, value, place, comment, reliability = feature
    facts = party.facts
    if place:
        value, country = _place(place, spill, where)
        if kind == _LOCATION:
            party.add_address(value, country)
            if value:
                party.record.append((f"Feature {kind}", value))
            if comment:
                facts.notes.append(f"{value}: {comment}")
            return kind, value
    if value:
        party.record.append((f"Feature {kind}", value))
    add_feature(facts, kind, value, comment=comment)
    if reliability not in _RELIABLE:
        facts.notes.append(f"{kind} {value}: reliability {reliability}")
    return kind, value


def _add_document(party: Party, document: dict[str, Any], spill: Spill, where: str) -> None:
    country, location = document["country"], document["location"]
    place = _place(location, spill, where)[0] if location else ""
    issuers = [document["authority"], place if place != country else ""]
    dates = dict(document["dates"])
    status = document["validity"]
    issue = Issue(
        country=country or None,
        issuer=", ".join(filter(None, issuers)) or None,
        issued=dates.pop("Issue Date", "") or None,
        expires=dates.pop("Expiration Date", "") or None,
        # Valid is what OFAC writes where it has nothing to say.
        status=status if status not in {"", "Valid"} else None,
    )
    kind, number = document["type"], document["number"]
    comments = [document["comment"], *(f"{name} {text}" for name, text in dates.items())]
    add_feature(party.facts, kind, number, issue=issue, comment="; ".join(filter(None, comments)))
    if number:
        party.record.append((f"IDRegDocument {kind}", number))


def _add_relation(party: Party, relation: dict[str, Any], spill: Spill) -> None:
    kind = f"{relation['type']} (former)" if relation["former"] else relation["type"]
    uid = relation["to"]
    name = spill.name_of(uid)
    if kind and name:
        party.facts.relations.append(Relation(kind=kind, name=name, uid=uid))
    else:
        party.facts.notes.append(f"{kind} OFAC uid {uid}".strip())
    quality = relation["quality"]
    said_of_it = [f"quality {quality}" if quality not in _QUALITIES else "", relation["period"], relation["comment"]]
    if text := "; ".join(filter(None, said_of_it)):
        party.facts.notes.append(f"{kind} {name}: {text}")
    party.record.append((f"ProfileRelationship {kind}", uid))


def _add_entries(party: Party, entries: list[dict[str, Any]]) -> None:
    """The lists, programs, authorities and measures: OFAC repeats all but the list and its day in every entry."""
    notes = party.facts.notes
    standings: dict[str, Standing] = {}
    tags: list[str] = []
    for entry in entries:
        name = entry["list"]
        list_id = list_named(name, party.where)
        listed, delisted = _read_events(party, name, entry["events"])
        for kind, comment, period in entry["measures"]:
            if kind == _PROGRAM:
                tags += [comment] if comment else []
            elif kind:
                party.measures.append(kind)
                notes += [f"{kind}: {comment}"] if comment else []
            notes += [f"{kind} {comment}: {period}"] if period else []
        notes += [f"{name}: {text}" for text in entry["texts"]]
        party.record.append((f"SanctionsEntry {name}", listed.isoformat() if listed else "on the list"))
        if list_id:
            own = Standing(list_id, listed, delisted)
            standings[list_id] = _together(own, standings.get(list_id, own))
    party.tags = unique(tags)
    party.authorities = list(unique(party.authorities))
    party.measures = list(unique(party.measures))
    party.record += [("SanctionsMeasure Program", tag) for tag in party.tags]
    party.record += [("SanctionsMeasure", measure) for measure in party.measures]
    party.record += [("LegalBasis", basis) for basis in party.authorities]
    # An entry of the publication alone leaves the lists to the programs.
    party.standings = tuple(standings.values()) if standings or not entries else None


def _read_events(party: Party, name: str, events: Iterable[Iterable[str]]) -> tuple[date | None, date | None]:
    """The first day of an entry on a list, and the first day off it."""
    notes = party.facts.notes
    begun: dict[str, list[date]] = {}
    ended: dict[str, list[date]] = {}
    for kind, day, basis, comment in events:
        when = _day(day)
        known = begun if kind.lower() == _CREATED else ended if kind.lower() in _ENDED else None
        days = known.setdefault(basis, []) if known is not None else None
        if when and days is not None:
            days.append(when)
        else:
            notes.append(f"{name}: {kind} {day}".strip())
        party.authorities += [basis] if basis else []
        notes += [f"{name}: {comment}"] if comment else []
    listed, delisted = _period(begun, ended)
    if delisted is None:
        notes += [f"{name}: off by {basis or 'an act'} on {day}" for basis in ended for day in ended[basis]]
    return listed, delisted


def _together(one: Standing, other: Standing) -> Standing:
    """Two entries of one list: the party is off it when it is by both."""
    days = [item.listed_on for item in (one, other) if item.listed_on]
    ends = [item.delisted_on for item in (one, other) if item.delisted_on]
    return Standing(one.list_id, min(days, default=None), max(ends) if one.delisted_on and other.delisted_on else None)


def _period(begun: dict[str, list[date]], ended: dict[str, list[date]]) -> tuple[date | None, date | None]:
    """The first day of an entry, and the first day off the list where no legal basis keeps it there.

    Args:
        begun: The days on which the entry was created, by legal basis.
        ended: Those on which it was taken off; an end without a basis ends all.
    """
    first = min((day for days in begun.values() for day in days), default=None)
    ends: list[date] = []
    for basis in begun or ended:
        last = max([*ended.get(basis, ()), *ended.get("", ())], default=None)
        if last is None or any(day >= last for day in begun.get(basis, ())):
            return first, None
        ends.append(last)
    return first, max(ends, default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
