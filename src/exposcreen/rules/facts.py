"""All that a rule may look at: facts, already found. Law decides on facts and never sees a string to be matched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Listing
from exposcreen.model.match import Match
from exposcreen.model.verdict import Location
from exposcreen.model.vocabulary import Activity, Jurisdiction

__all__ = ["Facts", "ItemFact", "ListedFact", "OrganFact", "OwnerFact", "PlaceFact", "Question", "SectorFact"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and for which day."""

    activity: Activity
    jurisdictions: tuple[Jurisdiction, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class ListedFact:
    """The subject is, or may be, this listed party.

    Attributes:
        known_from: The day from which the list is known to carry the entry, where its own date is not stated.
        goods: Product classes that the designations' scope names; empty where it names none or is not recognised.
        contradiction: Where two copies of the list disagree on the entry, what they say.
        reach: How far the entry's licence requirement goes, where it is worded as one knows it.
        reaches_abroad: Whether that requirement refers to rules on items made abroad, or is not recorded.
        held_through: The path of funds or derivatives to the security of this party; empty for the subject itself.
    """

    listing: Listing
    match: Match
    known_from: date | None = None
    goods: frozenset[str] = frozenset()
    held_through: tuple[str, ...] = ()
    contradiction: str | None = None
    reach: Literal["all", "all_but", "some"] | None = None
    reaches_abroad: bool = False


@dataclass(frozen=True, slots=True)
class OrganFact:
    """The subject, or an owner of it, is (or may be) an organ of a listed body."""

    organ: ListedFact
    body: Listing
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerFact:
    """One owner: its share in percent (``None`` where unknown), its own listings, and its own owners.

    Attributes:
        ceiling: What the share can be at the most, where ``percent`` is only the least.
        indirect: Whether the share is held through companies that are told of too: not added to direct ones.
        joint: The arrangement under which it holds together with the owners that bear the same.
        source: Where this is said, and for which days.
        since: The day from which it is said to be so; ``None`` where no day is said.
    """

    label: str
    percent: Decimal | None
    control: bool
    listed: tuple[ListedFact, ...] = ()
    owners: tuple[OwnerFact, ...] = ()
    ceiling: Decimal | None = None
    indirect: bool = False
    joint: str | None = None
    source: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Where the subject is, or where its goods or inputs come from."""

    location: Location
    role: Literal["subject", "site", "input", "name", "owner"]


@dataclass(frozen=True, slots=True)
class SectorFact:
    """A UFLPA high-priority sector that the goods fall in: it guides enforcement and presumes nothing."""

    label: str
    since: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ItemFact:
    """The item of an export question.

    Attributes:
        traits: What law asks of it, each with the sentence that says why it has it.
        places: Where its end use is.
    """

    label: str
    traits: Mapping[str, str]
    places: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything found about one subject.

    Attributes:
        untraced: Of its owners in a table, what could not be followed or looked up.
    """

    subject: Literal["counterparty", "site", "holding"]
    label: str
    is_person: bool = False
    listed: tuple[ListedFact, ...] = ()
    organs: tuple[OrganFact, ...] = ()
    owners: tuple[OwnerFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    goods: frozenset[str] = frozenset()
    unrecognised_goods: tuple[str, ...] = ()
    sectors: tuple[SectorFact, ...] = field(default_factory=tuple)
    item: ItemFact | None = None
    untraced: tuple[str, ...] = ()
