"""Beneficial ownership statements (BODS 0.4) as stakes: the last word on each record, for the days it was the last.

A relationship that is updated or closed gives several stakes, one after the other. An indirect interest whose links are
told too is kept apart, so that the same share is not counted twice. Votes are no shares: a majority of them is control,
and fewer are the most that the share can be. An interest whose size, or whose kind, is not said has an unknown share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from exposcreen.adapters.bods_parties import party_of
from exposcreen.adapters.fields import array_at, object_at, objects_at, text_at
from exposcreen.adapters.owning import OwnersRead, Record, meanings
from exposcreen.errors import InputError
from exposcreen.model.dates import PartialDate
from exposcreen.ownership import Party, Stake

__all__ = ["bods_statements"]

_HALF = Decimal(50)
_OFFICES = "boardMember, boardChair, seniorManagingOfficial and nominee are offices: neither ownership nor control"


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement: its place, the day it was made, and what it says."""

    place: str
    day: date | None
    closed: bool
    details: Mapping[str, Any]


def bods_statements(name: str, records: Iterable[Record | InputError]) -> OwnersRead:
    """The stakes that statements tell of.

    Args:
        name: What to call the file.
        records: Its statements, in order.

    Raises:
        InputError: The statements are of a version before 0.4.
    """
    faults: list[InputError] = []
    said: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for record in records:
        if isinstance(record, InputError):
            faults.append(record)
            continue
        if "statementType" in record.content and "recordType" not in record.content:
            raise InputError(f"{record.place}: is BODS of a version before 0.4: convert it to 0.4 first")
        try:
            kind, key, statement = _statement(record)
            said[kind, key].append(statement)
        except ValueError as error:
            faults.append(InputError(f"{record.place}: {error}"))
    parties: dict[str, Party] = {}
    stakes, notes = list[Stake](), list[str]()
    for (kind, key), statements in sorted(said.items(), key=lambda item: item[0][0] == "relationship"):
        try:
            if kind == "relationship":
                stakes += _stakes(statements, parties, notes)
            else:
                parties[key] = party_of(key, [statement.details for statement in statements])
        except ValueError as error:
            faults.append(InputError(f"{statements[-1].place}: {error}"))
    return OwnersRead(name, tuple(stakes), tuple(parties.values()), tuple(faults), tuple(dict.fromkeys(notes)))


def _statement(record: Record) -> tuple[str, str, _Said]:
    kind, key = text_at(record.content, "recordType"), text_at(record.content, "recordId")
    details = object_at(record.content, "recordDetails")
    if kind not in {"entity", "person", "relationship"}:
        raise ValueError(f"recordType {kind!r} is none of entity, person and relationship")
    if not key or not details:
        raise ValueError("a statement needs a recordId and recordDetails")
    made, status = _day(record.content, "statementDate"), text_at(record.content, "recordStatus")
    if made is None and status in {"updated", "closed"}:
        raise ValueError(f"the record is {status}, and statementDate does not say when")
    return kind, key, _Said(record.place, made, status == "closed", details)


def _stakes(statements: list[_Said], parties: Mapping[str, Party], notes: list[str]) -> Iterator[Stake]:
    """The stakes of one relationship, from statement to statement."""
    ordered = sorted(statements, key=lambda said: said.day or date.min)
    turns = [None, *(_turn(earlier, later) for earlier, later in pairwise(ordered)), None]
    for number, statement in enumerate(ordered):
        if statement.closed:
            continue
        begin, end = turns[number], turns[number + 1]
        details = statement.details
        owner, owned = (_party(details.get(role), parties, notes, statement) for role in ("interestedParty", "subject"))
        if owned.unnamed:
            continue
        components = array_at(details, "componentRecords")
        for interest in objects_at(details, "interests") or ({"type": "unknownInterest"},):
            stake = _stake(interest, owner, owned, statement.place, bool(components), notes)
            first = max((day for day in (stake.effective_from, begin) if day), default=None) if stake else None
            last = min((day for day in (stake.effective_to, end) if day), default=None) if stake else None
            if stake and (first is None or last is None or first < last):
                yield Stake(
                    owner,
                    owned,
                    stake.percent,
                    stake.control,
                    first,
                    last,
                    stake.source,
                    stake.ceiling,
                    stake.indirect,
                )


def _turn(earlier: _Said, later: _Said) -> date | None:
    """The day from which a later statement holds: when its interests began, or ended, if it says so."""
    days = _days(later, "endDate" if later.closed else "startDate")
    if later.closed:
        ended = max((day for day in days if day), default=None) if days and None not in days else None
        return min((day for day in (ended, later.day) if day), default=None)
    before = [day for day in _days(earlier, "startDate") if day]
    began = [day for day in days if day]
    if began and (not before or min(began) > min(before)):
        return min(began) if later.day is None else min(min(began), later.day)
    return later.day


def _days(said: _Said, field: str) -> list[date | None]:
    return [_day(item, field) for item in objects_at(said.details, "interests")]


def _stake(
    interest: Mapping[str, Any], owner: Party, owned: Party, place: str, has_components: bool, notes: list[str]
) -> Stake | None:
    code = text_at(interest, "type") or "unknownInterest"
    meaning = meanings("bods").get(code)
    if meaning is None:
        notes.append(f"{place}: the interest {code!r} is not known: read as a share of unknown size")
    if meaning == "office":
        notes.append(_OFFICES)
        return None
    percent, ceiling, more = _share(object_at(interest, "share"))
    control = meaning == "control"
    if meaning == "votes":
        control = percent is not None and (percent > _HALF or (percent == _HALF and more))
        percent, ceiling = None, (None if control else ceiling or percent)
    elif meaning != "share":
        percent, ceiling = None, None
    else:
        control = bool(more and percent is not None and percent >= _HALF)
    return Stake(
        owner,
        owned,
        percent,
        control,
        _day(interest, "startDate"),
        _day(interest, "endDate"),
        place,
        ceiling,
        indirect=interest.get("directOrIndirect") == "indirect" and has_components,
    )


def _share(share: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None, bool]:
    """The least, the most where it is more, and whether it is more than the least."""
    exact = _number(share.get("exact"))
    if exact is not None:
        return exact, None, False
    least, above = _number(share.get("minimum")), _number(share.get("exclusiveMinimum"))
    most = _number(share.get("maximum"))
    most = _number(share.get("exclusiveMaximum")) if most is None else most
    if least is None and above is None and most is None:
        return None, None, False
    low = max(value for value in (least, above, Decimal(0)) if value is not None)
    most = Decimal(100) if most is None else most
    return low, (most if most > low else None), above is not None and above == low


def _number(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        share = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no share in percent") from error
    if not share.is_finite():
        raise ValueError(f"{value!r} is no share in percent")
    return share


def _day(content: Mapping[str, Any], field: str) -> date | None:
    """The first day that a date, or a date with a time, can mean; ``None`` where there is none."""
    text = text_at(content, field)
    return PartialDate.parse(text.partition("T")[0]).earliest if text else None


def _party(given: object, parties: Mapping[str, Party], notes: list[str], said: _Said) -> Party:
    if isinstance(given, str) and given:
        if given not in parties:
            notes.append(f"{said.place}: the record {given} has no statement in the file: nothing is known of it")
            return Party(identifiers=(("bods_record", given),))
        return parties[given]
    reason = given.get("reason") if isinstance(given, dict) else None
    notes.append(f"{said.place}: a party is not named ({reason or 'no reason is given'})")
    return Party(f"a party that is not named ({reason or 'no reason given'})", unnamed=True)
