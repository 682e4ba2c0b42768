"""What listed parties hold in a company, as a finding tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from exposcreen.rules.facts import ListedFact

__all__ = ["Reach", "Share", "Stake"]

Reach = Literal["owned", "perhaps", "control", "unknown", "minority", "none"]


@dataclass(frozen=True, slots=True)
class Stake:
    """A share that counts as held by listed parties: their own, or that of a company which they own.

    Attributes:
        parties: The listed parties as whose it counts, each with its listing.
        percent: What is known of it.
        ceiling: What it can be at the most, where only that is known.
        loose: Whether it is unknown, or a range.
        path: The owner, and how it comes to count.
        indirect: Whether the same share is also told link by link, so that it is not added to direct ones.
        joint: The arrangement under which it is held together with others.
        sources: Where the stakes of the path come from.
        since: The day from which every link of the path is said to be so; ``None`` where no day is said.
    """

    parties: dict[str, ListedFact]
    percent: Decimal
    path: str
    ceiling: Decimal | None = None
    loose: bool = False
    indirect: bool = False
    joint: str | None = None
    sources: tuple[str, ...] = ()
    since: date | None = None

    @property
    def fact(self) -> ListedFact:
        """The listing to show first."""
        return next(iter(self.parties.values()))


@dataclass(frozen=True, slots=True)
class Share:
    """What listed parties hold in a company, measured as the regime measures it.

    Attributes:
        reach: ``owned`` over the threshold; ``perhaps`` only with owners whose identity is not settled;
            ``control`` without the share; ``unknown`` share of a listed owner; ``minority`` below; ``none``.
        percent: The share that decides.
        stakes: The stakes of listed parties.
        arithmetic: The sum, as one reads it.
        open_ended: Whether holders who are not named could lift it over the threshold.
        together: What all listed owners hold, also where the regime does not add them up.
    """

    reach: Reach
    percent: Decimal
    stakes: tuple[Stake, ...]
    arithmetic: str
    open_ended: bool = False
    together: Decimal = Decimal(0)

    @classmethod
    def of(
        cls,
        reach: str,
        percent: Decimal,
        stakes: tuple[Stake, ...],
        arithmetic: str,
        *,
        open_ended: bool,
        together: Decimal,
    ) -> Share:
        """A share; what all hold together is at least what decides."""
        return cls(cast("Reach", reach), percent, stakes, arithmetic, open_ended, max(percent, together))

    @property
    def facts(self) -> tuple[ListedFact, ...]:
        """The listings of the owners that count, each once."""
        found = {fact.listing.key: fact for stake in self.stakes for fact in stake.parties.values()}
        return tuple(found.values())

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the stakes come from, each once."""
        return tuple(dict.fromkeys(source for stake in self.stakes for source in stake.sources))
