"""The facts of one entry, gathered label by label, before they become a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Identifier, Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.labels import Label, Meaning

__all__ = ["LINKED_TO", "PART_OF", "VESSEL_OWNER", "Facts", "Issue", "day_after", "unique"]

LINKED_TO = "Linked To"
"""The kind of a relation of which the list says no more, in OFAC's words."""

PART_OF = "Part of"
"""The kind of the relation of an affiliate or a subordinate institution to the body that is named with it."""

VESSEL_OWNER = "Vessel owner"
"""The kind of the relation of a vessel to who owns it."""

_Item = TypeVar("_Item")

_WITHOUT_DIGITS = frozenset({"swift_bic", "ticker", "call_sign", "micex", "un_locode", "aircraft_tail"})
_IDENTIFIER = re.compile(
    r"(?P<value>.*?)(?: \((?P<country>[^()]*(?:\([^()]*\)[^()]*)?)\))?"
    r"(?P<days>,? (?:issued|expires|Issue Date|Expire Date)\b.*)?"
)
_ISSUED = re.compile(r"\b(?:issued|Issue Date):? (?P<text>.+?)(?=,? (?:expires|Expire Date)|$)")
_EXPIRES = re.compile(r"\b(?:expires|Expire Date):? (?P<text>.+?)(?=,? (?:issued|Issue Date)|$)")


def unique(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """The items without repetition, in their order."""
    return tuple(dict.fromkeys(items))


def day_after(last: date) -> date | None:
    """The first day off a list, by the last day on it; ``None`` for the last of the calendar, which means no end."""
    return last + timedelta(days=1) if last < date.max else None


@dataclass(frozen=True, slots=True)
class Issue:
    """What a file says of an identifier beside its number, as published; ``None`` where it does not."""

    country: str | None = None
    issuer: str | None = None
    issued: str | None = None
    expires: str | None = None
    status: str | None = None


@dataclass(slots=True)
class Facts:
    """What the labels of one entry say.

    Attributes:
        scopes: By program, what its rule reaches, as published.
        days: By act (``CMIC``, ``EO 14024 Directive 3``), its ``listed_on``, ``effective_from``, ``divest_until``.
        notes: Free text, and what could not be understood.
    """

    names: list[Name] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    birth_dates: list[PartialDate] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    scopes: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, dict[str, date]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, label: Label, value: str, country: str | None = None, *, issue: Issue | None = None) -> None:
        """Take a labelled fact.

        Args:
            value: The text after the label.
            country: Of issue, where it stands apart from the value.
            issue: All that is said of its issue, where that stands apart from the value.
        """
        match label.meaning:
            case Meaning.KEPT:
                pass
            case Meaning.IDENTIFIER:
                self._add_identifier(label, value, issue or Issue(country=country))
            case Meaning.BIRTH_DATE:
                self.add_birth_date(value)
            case Meaning.NAME:
                self.names.append(Name(text=value, kind=NameKind.STRONG_AKA))
            case Meaning.LINKED_TO:
                self.relations.append(Relation(kind=LINKED_TO, name=value))
            case Meaning.VESSEL_OWNER:
                self.relations.append(Relation(kind=VESSEL_OWNER, name=value))
            case Meaning.SCOPE:
                self._add_scope(label, value)
            case Meaning.LISTED_ON | Meaning.EFFECTIVE_FROM | Meaning.DIVEST_UNTIL:
                self._add_day(label, value)
            case _:
                self._texts(label.meaning).append(value)

    def add_birth_date(self, value: str) -> None:
        """Take a birth date; one that no calendar knows is noted, and the listing stays."""
        try:
            self.birth_dates.append(PartialDate.parse(value))
        except ValueError:
            self.notes.append(f"birth date as published: {value}")

    def _texts(self, meaning: Meaning) -> list[str]:
        return {
            Meaning.BIRTH_PLACE: self.birth_places,
            Meaning.NATIONALITY: self.nationalities,
            Meaning.COUNTRY: self.countries,
            Meaning.POSITION: self.positions,
        }[meaning]

    def _add_scope(self, label: Label, value: str) -> None:
        if value.startswith("For more information"):
            return
        # Where the sentence runs on from its label, the label is part of the sentence.
        text = f"{label.text} {value}" if value[:1].islower() else value
        self.scopes.setdefault(label.detail, []).append(text)

    def _add_day(self, label: Label, value: str) -> None:
        try:
            day = PartialDate.parse(value)
        except ValueError:
            day = None
        if day is None or not day.is_day:
            self.notes.append(f"{label.text} {value}")
            return
        self.days.setdefault(label.detail, {})[label.meaning.value] = day.earliest

    def _add_identifier(self, label: Label, text: str, issue: Issue) -> None:
        match = _IDENTIFIER.fullmatch(text)
        value, inside = (match["value"].strip(), match["country"]) if match else (text, None)
        days = (match["days"] or "") if match else ""
        scheme, value = _scheme(label.detail, value)
        if not value or (scheme not in _WITHOUT_DIGITS and not any(character.isdigit() for character in value)):
            self.notes.append(f"{label.text} {text}".strip())
            return
        self.identifiers.append(
            Identifier(
                scheme=scheme,
                value=value,
                country=issue.country or inside,
                issuer=issue.issuer,
                issued_on=self._day_of_issue(f"{label.text} {value} issued", issue.issued or _found(_ISSUED, days)),
                expires_on=self._day_of_issue(f"{label.text} {value} expires", issue.expires or _found(_EXPIRES, days)),
                status=issue.status,
            )
        )

    def _day_of_issue(self, what: str, text: str | None) -> date | None:
        """A day; a year or a month alone, or what is no date, is noted."""
        if text is None:
            return None
        try:
            found = PartialDate.parse(text)
        except ValueError:
            found = None
        if found is None or not found.is_day:
            self.notes.append(f"{what} {text}")
            return None
        return found.earliest


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match["text"].strip() if match else None


def _scheme(scheme: str, value: str) -> tuple[str, str]:
    """The scheme and the bare value: some labels stand for two kinds of number, told apart by the value."""
    if value.startswith("IMO "):
        return ("imo_company" if scheme in {"registration", "imo_company"} else "imo"), value[4:].strip()
    if scheme == "imo":
        return scheme, value.strip("()")
    if scheme == "crypto_address":
        return scheme, value.rsplit(" ", 1)[-1]
    if scheme == "lei" and len(value) != 20:
        # A Dutch or Belgian company number stands under the same label.
        return "registration", value
    return scheme, value
