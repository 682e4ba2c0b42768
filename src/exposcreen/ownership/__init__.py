"""Who owns whom: a table of stakes, dated and sourced, and the companies that listed owners reach through it."""

from __future__ import annotations

from exposcreen.ownership.building import build_table
from exposcreen.ownership.reach import Reach, Reached, Regime, Term, reach
from exposcreen.ownership.stakes import Party, Stake
from exposcreen.ownership.table import Held, OwnershipTable

__all__ = [
    "Held",
    "OwnershipTable",
    "Party",
    "Reach",
    "Reached",
    "Regime",
    "Stake",
    "Term",
    "build_table",
    "reach",
]
