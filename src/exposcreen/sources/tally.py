"""How many listings a reading holds of each list, and in how many of them the facts that matter are filled in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import SubjectKind

__all__ = ["FILLED", "Tally"]

FILLED = ("aliases", "addresses", "countries", "identifiers", "birth_dates", "listed_on")
"""The facts that are counted. A birth date is counted among persons only."""


@dataclass(slots=True)
class Tally:
    """Counts by list id.

    Attributes:
        records: Listings.
        names: Names of all of them together, aliases included.
        persons: Listings of persons.
        fills: Listings in which a fact is filled in, by list id and fact.
    """

    records: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    fills: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, listing: Listing) -> None:
        """Count one more listing."""
        list_id = listing.list_id
        self.records[list_id] += 1
        self.names[list_id] += len(listing.names)
        self.persons[list_id] += listing.kind is SubjectKind.PERSON
        for fact, filled in (
            ("aliases", len(listing.names) > 1),
            ("addresses", listing.addresses),
            ("countries", listing.countries),
            ("identifiers", listing.identifiers),
            ("birth_dates", listing.birth_dates and listing.kind is SubjectKind.PERSON),
            ("listed_on", any(act.listed_on is not None for act in listing.designations)),
        ):
            self.fills[list_id, fact] += bool(filled)

    def shares(self, list_id: str) -> dict[str, float]:
        """By fact, the share of listings in which it is filled in, to a thousandth; of persons for birth dates."""
        found = {}
        for fact in FILLED:
            whole = self.persons[list_id] if fact == "birth_dates" else self.records[list_id]
            if whole:
                found[fact] = round(self.fills[list_id, fact] / whole, 3)
        return found
