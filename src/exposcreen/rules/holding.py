"""The owners of one company read for what listed parties hold in it: the arithmetic under ``ownership``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.rules.law import Owned
from exposcreen.rules.share import Stake

__all__ = ["Held", "Reading", "Settled", "Standing", "Tally", "passes"]

Standing = Callable[[OwnerFact], ListedFact | None]
"""The listing, on the lists in question and in force, that an owner is or may be."""

Settled = Callable[[ListedFact], bool]
"""Whether a match is sure enough to decide."""

_WHOLE, _NOTHING = Decimal(100), Decimal(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """How generously evidence is read.

    Attributes:
        control: Whether control passes on what shares do.
        doubtful: Whether owners who may be listed count.
        unknown: Whether what is left of a company counts too: to listed owners whose ``shares`` are not known, or
            wherever listed owners hold anything and who holds the ``rest`` is not said.
    """

    control: bool = False
    doubtful: bool = False
    unknown: Literal["no", "shares", "rest"] = "no"


@dataclass(frozen=True, slots=True)
class Held:
    """What a reading finds in one company.

    Attributes:
        stakes: The stakes that count.
        controlling: Those of them that control.
        percent: The share that decides.
        caught: The parties as whose the company counts; empty below the threshold.
        gaps: What is not known and was counted.
    """

    stakes: tuple[Stake, ...]
    controlling: tuple[Stake, ...]
    percent: Decimal
    caught: dict[str, ListedFact]
    gaps: tuple[str, ...]


def passes(percent: Decimal, condition: Owned) -> bool:
    """Whether a share reaches the threshold."""
    if condition.share_percent is None:
        return False
    return percent >= condition.share_percent if condition.inclusive else percent > condition.share_percent


@dataclass(frozen=True, slots=True)
class Tally:
    """Adds up, under one condition."""

    condition: Owned
    standing: Standing
    settled: Settled

    def held(self, owners: tuple[OwnerFact, ...], reading: Reading, company: str = "") -> Held:
        """What listed parties hold in a company that these own."""
        found = [(owner, *self._counted(owner, reading)) for owner in owners if _holds(owner)]
        counted = [(owner, stake) for owner, stake, _ in found if stake is not None]
        stakes = tuple(stake for _, stake in counted)
        controlling = tuple(stake for owner, stake in counted if owner.control)
        shares = (owner.percent or _NOTHING for owner in owners if not owner.indirect)
        room = max(_WHOLE - sum(shares, _NOTHING), _NOTHING)
        gaps = [gap for _, stake, inner in found if stake is not None for gap in inner]
        if reading.unknown != "no" and stakes:
            gaps += _gaps([owner for owner, _ in counted], room, reading, company)
        caught: dict[str, ListedFact] = {}
        for parties, own in self._groups(stakes):
            extra = room if reading.unknown == "rest" or any(stake.loose for stake in own) else _NOTHING
            most = _most(own, extra) if reading.unknown != "no" else _added(own)
            if passes(most, self.condition):
                caught.update(parties)
        if reading.control:
            for stake in controlling:
                caught.update(stake.parties)
        return Held(stakes, controlling, self.measure(stakes), caught, tuple(dict.fromkeys(gaps)))

    def measure(self, stakes: Iterable[Stake]) -> Decimal:
        """The share that decides: of all listed owners where they are added up, else of the one who holds most."""
        return max((_added(own) for _, own in self._groups(tuple(stakes))), default=_NOTHING)

    def listed(self, owners: tuple[OwnerFact, ...], above: str = "") -> Iterator[Stake]:
        """Stakes of listed owners at any level, each with the part that reaches down through the chain."""
        for owner in owners:
            if not _holds(owner):
                continue
            path = f"{owner.label}{above}"
            fact = self.standing(owner)
            if fact is not None:
                yield _stake(owner, {_party(fact): fact}, path, ())
            if fact is not None and self.settled(fact):
                continue
            for stake in self.listed(owner.owners, f", owner of {path}"):
                part = stake.percent * (owner.percent or _NOTHING) / 100
                yield replace(
                    stake,
                    percent=part,
                    indirect=True,
                    joint=None,
                    sources=(*_source(owner), *stake.sources),
                    since=_latest(owner.since, stake.since),
                )

    def _counted(self, owner: OwnerFact, reading: Reading) -> tuple[Stake | None, tuple[str, ...]]:
        """An owner's share as one of listed parties, and what is not known of how; ``None`` where it is not theirs."""
        fact = self.standing(owner)
        if fact is not None and self.settled(fact):
            return _stake(owner, {_party(fact): fact}, owner.label, ()), ()
        own = {_party(fact): fact} if fact is not None and reading.doubtful else {}
        held = self.held(owner.owners, reading, owner.label) if owner.owners else None
        if held is None or not held.caught:
            return (_stake(owner, own, owner.label, ()), ()) if own else (None, ())
        sources = tuple(source for stake in held.stakes for source in stake.sources)
        stake = _stake(owner, {**own, **held.caught}, f"{owner.label}, itself {_how(held)}", sources)
        return replace(stake, since=_latest(stake.since, *(above.since for above in held.stakes))), held.gaps

    def _groups(self, stakes: tuple[Stake, ...]) -> Iterator[tuple[dict[str, ListedFact], tuple[Stake, ...]]]:
        """The stakes that are added up, and as whose: all together, or those of one party and of whom it acts with."""
        if self.condition.aggregate:
            if stakes:
                yield {party: fact for stake in stakes for party, fact in stake.parties.items()}, stakes
            return
        for party, fact in {party: fact for stake in stakes for party, fact in stake.parties.items()}.items():
            joined = {stake.joint for stake in stakes if party in stake.parties and stake.joint}
            yield {party: fact}, tuple(stake for stake in stakes if party in stake.parties or stake.joint in joined)


def _gaps(counted: list[OwnerFact], room: Decimal, reading: Reading, company: str) -> Iterator[str]:
    """What is not known of a company in which these hold, one sentence each."""
    at, of = (f" in {company}", f" of {company}") if company else ("", "")
    for owner in counted:
        if owner.ceiling is not None:
            yield f"the share of {owner.label}{at} is between {owner.percent or 0:f} and {owner.ceiling:f} %"
        elif owner.percent is None and room:
            yield f"the share of {owner.label}{at} is not given"
    if len({owner.indirect for owner in counted}) > 1:
        yield f"whether the shares held through companies{at} come on top of the direct ones is not known"
    if room and reading.unknown == "rest":
        yield f"of {room.normalize():f} %{of} no owner is known: find out who holds it"


def _holds(owner: OwnerFact) -> bool:
    return owner.percent != 0 or owner.control or bool(owner.ceiling)


def _party(fact: ListedFact) -> str:
    return fact.listing.party or fact.listing.key


def _source(owner: OwnerFact) -> tuple[str, ...]:
    return (owner.source,) if owner.source else ()


def _stake(owner: OwnerFact, parties: dict[str, ListedFact], path: str, sources: tuple[str, ...]) -> Stake:
    return Stake(
        parties=parties,
        percent=owner.percent or _NOTHING,
        path=path,
        ceiling=owner.ceiling,
        loose=owner.percent is None or owner.ceiling is not None,
        indirect=owner.indirect,
        joint=owner.joint,
        sources=(*_source(owner), *sources),
        since=owner.since,
    )


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _how(held: Held) -> str:
    owned = [f"{stake.percent:f} % {stake.path}" for stake in held.stakes if stake.percent]
    if owned:
        return f"owned {' + '.join(owned)}"
    return f"{'controlled' if held.controlling else 'owned'} by {' + '.join(stake.path for stake in held.stakes)}"


def _added(stakes: Iterable[Stake]) -> Decimal:
    """What these hold together. A share that is also told link by link is another account of the same thing."""
    sums: dict[bool, Decimal] = defaultdict(Decimal)
    for stake in stakes:
        sums[stake.indirect] += stake.percent
    return max(sums.values(), default=_NOTHING)


def _most(stakes: tuple[Stake, ...], room: Decimal) -> Decimal:
    """What these can hold together at the most."""
    known = sum((stake.percent for stake in stakes), _NOTHING)
    highest = sum((stake.percent if stake.ceiling is None else stake.ceiling for stake in stakes), _NOTHING)
    return min(max(known + room, highest), _WHOLE)
