"""GLEIF's data as stakes: level 2, who is consolidated by whom, and level 1, what they are called.

Accounting consolidation is no percentage: the parent controls, mostly with more than half of the shares or votes, and
how much it holds is not said. So a parent is an owner in control whose share is unknown: where control counts, the
child is caught with it; under OFAC's rule, which asks for a share, it goes to review.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from exposcreen.adapters.fields import array_at, object_at, objects_at, text_at
from exposcreen.adapters.owning import OwnersRead, Record, meanings
from exposcreen.errors import InputError
from exposcreen.model.dates import PartialDate
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.ownership import Party, Stake

__all__ = ["gleif_records", "gleif_xml"]

_VOID = frozenset({"ANNULLED", "DUPLICATE"})
_ITEMS = ("RelationshipPeriod", "RelationshipQualifier", "OtherEntityName")
"""What the items of arrays are called in XML."""
_ULTIMATE = "IS_ULTIMATELY_CONSOLIDATED_BY"


def gleif_records(name: str, records: Iterable[Record | InputError]) -> OwnersRead:
    """The stakes, and the names, that GLEIF's records tell of.

    Args:
        name: What to call the file.
        records: Relationship records (level 2), or records of legal entities (level 1).
    """
    stakes, parties, faults = list[Stake](), list[Party](), list[InputError]()
    aside: Counter[str] = Counter()
    for record in records:
        if isinstance(record, InputError):
            faults.append(record)
            continue
        try:
            content = _plain(object_at(record.content, "RelationshipRecord") or record.content)
            if not isinstance(content, dict):
                raise ValueError("a record is no object")
            if "Relationship" in content:
                stakes += _stake(record.place, content, aside)
            elif "Entity" in content:
                parties.append(_entity(content))
            else:
                raise ValueError("is neither a relationship record nor a record of a legal entity")
        except ValueError as error:
            faults.append(InputError(f"{record.place}: {error}"))
    notes = [f"{name}: {count} records left aside: {reason}" for reason, count in aside.items()]
    if any(stake.control for stake in stakes):
        notes.append(f"{name}: consolidation in the accounts is read as control; the share is not known")
    return OwnersRead(name, tuple(stakes), tuple(parties), tuple(faults), tuple(notes))


def gleif_xml(name: str, data: bytes) -> Iterator[Record | InputError]:
    """The records of GLEIF's XML.

    Raises:
        InputError: It is not well formed, or cut off.
    """
    tags = ("{*}RelationshipRecord", "{*}LEIRecord")
    events = etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True)
    try:
        for number, (_, element) in enumerate(events, start=1):
            content = _tree(element)
            if isinstance(content, dict):
                yield Record(f"{name} record {number}", content)
            element.clear()
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name}: is not well-formed XML ({error.msg}): is the file cut off?") from error


def _tree(element: etree._Element) -> Any:
    """An element as GLEIF's JSON has it."""
    children = list(element)
    if not children:
        return (element.text or "").strip()
    names = [str(child.tag).rpartition("}")[2] for child in children]
    if len(set(names)) == 1 and names[0] in _ITEMS:
        return [_tree(child) for child in children]
    return {name: _tree(child) for name, child in zip(names, children, strict=True)}


def _plain(value: Any) -> Any:
    """JSON without the ``{"$": …}`` around texts and the names around items of arrays that GLEIF's own files have."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        return value["$"]
    if len(value) == 1 and (items := next((value[name] for name in _ITEMS if name in value), None)) is not None:
        return _plain(items if isinstance(items, list) else [items])
    return {key: _plain(item) for key, item in value.items()}


def _stake(place: str, content: Mapping[str, Any], aside: Counter[str]) -> Iterator[Stake]:
    relation, registration = object_at(content, "Relationship"), object_at(content, "Registration")
    kind, status = text_at(relation, "RelationshipType"), text_at(registration, "RegistrationStatus")
    child, parent = (_node(relation, end) for end in ("StartNode", "EndNode"))
    meaning = meanings("gleif").get(kind)
    if not kind:
        raise ValueError("RelationshipType is missing")
    if status in _VOID:
        aside[f"their registration is {status}"] += 1
        return
    if meaning not in {"control", "same"}:
        aside[f"{kind} is neither ownership nor control"] += 1
        return
    begin, end = _period(relation)
    if text_at(relation, "RelationshipStatus") == "INACTIVE" and end is None:
        end = _day(registration, "LastUpdateDate")
        if end is None:
            aside["they are INACTIVE, and do not say since when"] += 1
            return
    yield Stake(
        owner=parent,
        owned=child,
        percent=Decimal(100) if meaning == "same" else None,
        control=True,
        effective_from=begin if begin is None or end is None or begin < end else None,
        effective_to=end,
        source=f"{place} ({kind.lower().replace('_', ' ')})",
        indirect=kind == _ULTIMATE,
    )


def _node(relation: Mapping[str, Any], end: str) -> Party:
    node = object_at(relation, end)
    kind, number = text_at(node, "NodeIDType") or "LEI", text_at(node, "NodeID")
    if kind != "LEI":
        raise ValueError(f"{end} is told by {kind}, and not by an LEI")
    if not number:
        raise ValueError(f"{end} has no LEI")
    return Party(identifiers=(("lei", number),))


def _period(relation: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days of the relationship itself, not those of the accounts or of the filing."""
    for period in objects_at(relation, "RelationshipPeriods"):
        if text_at(period, "PeriodType") == "RELATIONSHIP_PERIOD":
            return _day(period, "StartDate"), _day(period, "EndDate")
    return None, None


def _day(content: Mapping[str, Any], field: str) -> date | None:
    text = text_at(content, field)
    return PartialDate.parse(text.partition("T")[0]).earliest if text else None


def _entity(content: Mapping[str, Any]) -> Party:
    entity, number = object_at(content, "Entity"), text_at(content, "LEI")
    name = text_at(entity, "LegalName")
    if not name or not number:
        raise ValueError("a legal entity needs an LEI and a LegalName")
    others = array_at(entity, "OtherEntityNames")
    aliases = tuple(text_at(item, "OtherEntityName") if isinstance(item, dict) else str(item) for item in others)
    return Party(
        name=name,
        identifiers=(("lei", number),),
        aliases=tuple(alias for alias in aliases if alias.strip()),
        kind=SubjectKind.ORGANIZATION,
        country=text_at(entity, "LegalJurisdiction")[:2] or None,
    )
