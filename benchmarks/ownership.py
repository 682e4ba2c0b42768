"""How long it takes to resolve an ownership graph for all of its companies, and in how much memory.

``python benchmarks/ownership.py 1000000`` invents a graph of a million stakes, with chains, circles and shares that are
not known, lists one party in two hundred, and resolves it as the law of the United States and as that of the United
Kingdom adds up. Companies that hold each other in circles are there on purpose: one stake in ten leads back up.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from time import process_time

from exposcreen.ownership import OwnershipTable, Regime, Stake, build_table, reach

__all__ = ["measure", "stakes"]

DAY = date(2026, 7, 10)
REGIMES = {"US": Regime(), "GB": Regime(inclusive=False, aggregate=False, control="counts")}


def stakes(edges: int, seed: int = 7) -> Iterator[Stake]:
    """So many invented stakes; a company has some three owners, who hold less than the whole."""
    chance = random.Random(seed)
    companies, number, made = max(edges // 3, 2), 0, 0
    shares = [Decimal(part) / 1000 for part in range(1, 100_000)]
    while made < edges:
        left = 100_000
        for _ in range(min(chance.choice((1, 2, 3, 3, 4, 5)), edges - made)):
            part = chance.randrange(1, left) if left > 2 else 1
            left -= part
            up = chance.randrange(companies) if chance.random() < 0.1 else chance.randrange(number // 2 + 1)
            known = chance.random() > 0.02
            yield Stake(
                f"Company {up}",
                f"Company {number % companies}",
                shares[part - 1] if known else None,
                control=chance.random() < 0.02,
                source="invented.csv",
            )
            made += 1
        number += 1


def measure(table: OwnershipTable, regime: Regime, every: int = 200) -> str:
    """One line on how long one regime took."""
    listed = [party for number, party in enumerate(table.parties) if number % every == 0]
    begun = process_time()
    found = reach(table, listed, regime, DAY)
    seconds = process_time() - begun
    begun = process_time()
    longest = max((len(item.path) for item in islice(found, 10_000)), default=0)
    explained = process_time() - begun
    return (
        f"{seconds:6.1f} s  {len(found.sure):>9,} reached  {len(found.maybe):>9,} may be  "
        f"({min(len(found), 10_000):,} explained in {explained:.1f} s, longest path {longest})"
    )


def main() -> None:
    edges = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    begun = process_time()
    table = build_table(stakes(edges))
    print(f"{len(table):,} stakes of {len(table.parties):,} parties, made in {process_time() - begun:.1f} s")
    for name, regime in REGIMES.items():
        print(f"{name}  {measure(table, regime)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
