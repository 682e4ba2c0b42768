"""How much a word says about who bears it: 1 for one that no ordinary name has, near 0 for "technology"."""

from __future__ import annotations

from functools import lru_cache
from math import log

from exposcreen.names.vocabulary import vocabulary

__all__ = ["DISTINCTIVE", "rarity"]

DISTINCTIVE = 0.7
"""From here a word is distinctive: fewer than about 5 of 100,000 ordinary company names have it."""

_MOST_ORDINARY = 5_000
_FLOOR = 0.02
_TOLERATED = 50
"""Names per 100,000 of the lists themselves that may share a word before the lists make it ordinary: a group has
branches.
"""


@lru_cache(maxsize=200_000)
def rarity(word: str, *, listed_per_100k: float = 0.0, person: bool = False) -> float:
    """The weight of a word, between 0.02 and 1.

    Args:
        word: A normalised token.
        listed_per_100k: How many of 100,000 listed names have it.
        person: Whether it stands in a person's name.
    """
    known = vocabulary()
    counts = known.personal if person else known.ordinary
    ordinary = max(counts.get(word, 0), listed_per_100k - _TOLERATED, 0.0)
    if len(word) == 1 or word.isdigit():
        ordinary = max(ordinary, 400.0)
    weight = max(0.0, 1.0 - log(1 + ordinary) / log(1 + _MOST_ORDINARY))
    return max(_FLOOR, float(weight**1.5))
