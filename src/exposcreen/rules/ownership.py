"""Who owns the subject, added up as a regime adds it: directly, through chains, singly or together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.rules.law import Owned

__all__ = ["Share", "listed_share"]

Standing = Callable[[OwnerFact], ListedFact | None]
"""The listing, on the lists in question and in force, that an owner is or may be."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A share of one listed party in a company: directly, or through an owner that it owns."""

    party: str
    percent: Decimal
    settled: bool
    path: str
    fact: ListedFact


@dataclass(frozen=True, slots=True)
class Share:
    """What listed parties hold in a company, measured as the regime measures it.

    Attributes:
        reach: ``owned`` over the threshold; ``perhaps`` only with owners whose identity is not settled;
            ``control`` without the share; ``unknown`` share of a listed owner; ``minority`` below; ``none``.
        percent: The share that decides.
        stakes: The stakes of listed parties.
        arithmetic: The sum, as one reads it.
    """

    reach: Literal["owned", "perhaps", "control", "unknown", "minority", "none"]
    percent: Decimal
    stakes: tuple[Stake, ...]
    arithmetic: str

    @property
    def facts(self) -> tuple[ListedFact, ...]:
        """The listings of the owners that count."""
        return tuple(stake.fact for stake in self.stakes)


def listed_share(
    owners: tuple[OwnerFact, ...], condition: Owned, standing: Standing, settled: Callable[[ListedFact], bool]
) -> Share:
    """Measure what parties on the condition's lists own.

    Args:
        owners: The direct owners, each with its own owners.
        condition: Threshold, and how to add.
        standing: See ``Standing``.
        settled: Whether a match is sure enough to decide.
    """
    stakes = _stakes(owners, condition, standing, settled)
    measured = _measure([stake for stake in stakes if stake.settled], condition)
    with_doubtful = _measure(stakes, condition)
    sum_text = " + ".join(f"{stake.percent} % ({stake.path})" for stake in stakes)
    sign = ("≥" if condition.inclusive else ">") if condition.share_percent is not None else ""
    threshold = f"threshold {sign} {condition.share_percent} %" if sign else "no ownership rule"
    arithmetic = f"{sum_text} = {sum((s.percent for s in stakes), Decimal(0))} %; {threshold}" if stakes else threshold
    if stakes and not condition.aggregate:
        arithmetic += "; shares of different listed owners are not added"
    if _passes(measured, condition):
        return Share("owned", measured, stakes, arithmetic)
    if _passes(with_doubtful, condition):
        return Share("perhaps", with_doubtful, stakes, arithmetic)
    return _below(owners, stakes, condition, standing, measured, arithmetic)


def _below(
    owners: tuple[OwnerFact, ...],
    stakes: tuple[Stake, ...],
    condition: Owned,
    standing: Standing,
    measured: Decimal,
    arithmetic: str,
) -> Share:
    """What to say below the threshold, at any level of the chain: control, an unknown share, a minority."""
    found = list(_listed_owners(owners, standing))
    controlling = [stake for stake, owner in found if owner.control]
    if controlling and condition.control != "ignored":
        named = ", ".join(stake.path for stake in controlling)
        reach: Literal["control", "perhaps"] = "control" if all(stake.settled for stake in controlling) else "perhaps"
        return Share(reach, measured, tuple(controlling), f"controlled by {named}; {arithmetic}")
    unknown = [stake for stake, owner in found if owner.percent is None]
    if unknown:
        named = ", ".join(stake.path for stake in unknown)
        return Share("unknown", measured, tuple(unknown), f"the share of {named} is not given; {arithmetic}")
    effective = max((stake.percent for stake, _ in found), default=Decimal(0))
    if effective > measured:
        further = tuple(stake for stake, _ in found)
        named = ", ".join(f"{_round(stake.percent)} % {stake.path}" for stake in further)
        return Share("minority", effective, further, f"in effect, through the chain: {named}; {arithmetic}")
    return Share("minority" if stakes else "none", measured, stakes, arithmetic)


def _listed_owners(
    owners: tuple[OwnerFact, ...], standing: Standing, above: str = ""
) -> Iterator[tuple[Stake, OwnerFact]]:
    """Listed owners at any level: the share that reaches down, and an owner whose share and control are the chain's.

    A link of unknown size, or of control, makes everything above it unknown, or controlling.
    """
    for owner in owners:
        if owner.percent == 0 and not owner.control:
            continue
        path = f"{owner.label}{above}"
        fact = standing(owner)
        if fact is not None:
            yield Stake(_party(fact), owner.percent or Decimal(0), True, path, fact), owner
        for stake, higher in _listed_owners(owner.owners, standing, f", owner of {path}"):
            percent = None if owner.percent is None else higher.percent
            share = stake.percent * (owner.percent or Decimal(0)) / 100
            chain = replace(higher, percent=percent, control=higher.control or owner.control)
            yield replace(stake, percent=share), chain


def _round(percent: Decimal) -> str:
    return f"{percent:.2f}".rstrip("0").rstrip(".")


def _stakes(
    owners: tuple[OwnerFact, ...], condition: Owned, standing: Standing, settled: Callable[[ListedFact], bool]
) -> tuple[Stake, ...]:
    """Stakes of listed parties: their own, and those of companies that they own past the threshold."""
    stakes: list[Stake] = []
    for owner in owners:
        if owner.percent is None or owner.percent == 0:
            continue
        fact = standing(owner)
        if fact is not None and settled(fact):
            stakes.append(Stake(_party(fact), owner.percent, True, owner.label, fact))
            continue
        through = _stakes(owner.owners, condition, standing, settled)
        sure = [stake for stake in through if stake.settled]
        held = [stake for stake, above in _listed_owners(owner.owners, standing) if above.control]
        if _passes(_measure(sure, condition), condition):
            stakes.append(_indirect(owner, sure, condition, settled=True))
        elif condition.control == "counts" and held:
            stakes.append(_indirect(owner, held, condition, settled=True))
        elif fact is not None:
            stakes.append(Stake(_party(fact), owner.percent, False, owner.label, fact))
        elif _passes(_measure(through, condition), condition):
            stakes.append(_indirect(owner, through, condition, settled=False))
    return tuple(stakes)


def _indirect(owner: OwnerFact, through: list[Stake] | tuple[Stake, ...], condition: Owned, *, settled: bool) -> Stake:
    """A company that listed parties own counts with its whole share: an owned company is itself listed in effect."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    for stake in through:
        held[stake.party] += stake.percent
    chief = max(through, key=lambda stake: (held[stake.party], stake.percent))
    named = " + ".join(f"{stake.percent} % {stake.path}" for stake in through)
    percent = owner.percent or Decimal(0)
    party = chief.party if not condition.aggregate else owner.label
    return Stake(party, percent, settled, f"{owner.label}, itself owned {named}", chief.fact)


def _measure(stakes: list[Stake] | tuple[Stake, ...], condition: Owned) -> Decimal:
    if condition.aggregate:
        return sum((stake.percent for stake in stakes), Decimal(0))
    by_party: dict[str, Decimal] = defaultdict(Decimal)
    for stake in stakes:
        by_party[stake.party] += stake.percent
    return max(by_party.values(), default=Decimal(0))


def _passes(percent: Decimal, condition: Owned) -> bool:
    if condition.share_percent is None:
        return False
    return percent >= condition.share_percent if condition.inclusive else percent > condition.share_percent


def _party(fact: ListedFact) -> str:
    return fact.listing.party or fact.listing.key
