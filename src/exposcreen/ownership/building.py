"""Stakes into a table: parties told apart, or known to be the same; shares as exact integers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from exposcreen.ownership.parties import Registry
from exposcreen.ownership.stakes import Party, Stake
from exposcreen.ownership.table import NO_END, Columns, OwnershipTable

__all__ = ["build_table"]

_MOST_DIGITS = 12
"""Of a share in percent after the point: 100 % is then 10^14, and nine thousand such sums fit 64 bits."""


def build_table(stakes: Iterable[Stake], parties: Iterable[Party] = ()) -> OwnershipTable:
    """A table of these stakes.

    A party is known by any of its identifiers. One that is only named is the party with identifiers that bears the
    same name, where there is just one such; where there are several, it stays apart, and the table's notes say so.

    Shares are kept as integers in units of the last decimal place that any of them uses. In basis points 33.333 would
    lose a part, and three of them could make, or miss, a threshold; so sums here are exact. Beyond twelve places the
    least is rounded down and the most up, so that no rounding ever makes a company owned.

    Args:
        stakes: In any order; a million is fine.
        parties: What else is known of parties: their names, more identifiers.
    """
    registry, rows = Registry(), _Rows()
    for stake in stakes:
        rows.add(stake, registry)
    for party in parties:
        registry.number(party)
    order = registry.settle()
    return OwnershipTable(rows.columns(np.asarray(order, dtype=np.int32)), registry.names(), registry.numbers())


class _Rows:
    """The stakes, column by column."""

    def __init__(self) -> None:
        self.owner, self.owned = array("i"), array("i")
        self.low: list[Decimal | None] = []
        self.ceiling: list[Decimal | None] = []
        self.flags = array("b")
        self.begin, self.end = array("i"), array("i")
        self.joint, self.source = array("i"), array("i")
        self.joints: dict[str, int] = {}
        self.sources: dict[str, int] = {}
        self.digits: Counter[int] = Counter()

    def add(self, stake: Stake, registry: Registry) -> None:
        self.owner.append(registry.number(stake.owner))
        self.owned.append(registry.number(stake.owned))
        self.low.append(stake.percent)
        self.ceiling.append(stake.ceiling)
        for share in (stake.percent, stake.ceiling):
            if share is not None:
                self.digits[-int(share.as_tuple().exponent)] += 1
        self.flags.append(stake.control | stake.indirect << 1)
        self.begin.append(stake.effective_from.toordinal() if stake.effective_from else 0)
        self.end.append(stake.effective_to.toordinal() if stake.effective_to else NO_END)
        self.joint.append(-1 if stake.joint is None else self.joints.setdefault(stake.joint, len(self.joints)))
        self.source.append(self.sources.setdefault(stake.source, len(self.sources)))

    def columns(self, order: np.ndarray) -> Columns:
        places = max(0, min(max(self.digits, default=0), _MOST_DIGITS))
        low, ceiling = _units(self.low, places, ROUND_FLOOR), _units(self.ceiling, places, ROUND_CEILING)
        flags = np.array(self.flags, dtype=np.int8)
        return Columns(
            places=places,
            owner=order[np.array(self.owner, dtype=np.int32)] if self.owner else np.zeros(0, np.int32),
            owned=order[np.array(self.owned, dtype=np.int32)] if self.owned else np.zeros(0, np.int32),
            low=low,
            ceiling=ceiling,
            control=(flags & 1).astype(bool),
            indirect=(flags & 2).astype(bool),
            begin=np.array(self.begin, dtype=np.int32),
            end=np.array(self.end, dtype=np.int32),
            joint=np.array(self.joint, dtype=np.int32),
            source=np.array(self.source, dtype=np.int32),
            joints=tuple(self.joints),
            sources=tuple(self.sources),
        )


def _units(shares: list[Decimal | None], places: int, rounding: str) -> np.ndarray:
    """Shares as integers; -1 for none."""
    known: dict[Decimal | None, int] = {None: -1}
    for share in set(shares):
        if share is not None:
            known[share] = int(share.scaleb(places).to_integral_value(rounding=rounding))
    return np.fromiter((known[share] for share in shares), dtype=np.int64, count=len(shares))
