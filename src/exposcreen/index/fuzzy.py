"""Words that are nearly the same: within one edit from four letters, within two from eight, and none missed."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

__all__ = ["SHORTENED", "SPELT_OUT", "FuzzyWords", "edits", "likeness"]

SPELT_OUT = 5
"""From this many letters the beginning of a word may stand for it, and a slip in it may be told from another word."""

SHORTENED = 0.85
"""How alike a word is to its beginning."""

_REMEMBERED = 50_000


@lru_cache(maxsize=200_000)
def edits(word: str) -> int:
    """How many edits a word may be away: none for short words and for numbers."""
    if len(word) < 4 or any(character.isdigit() for character in word) or not word.isascii():
        return 0
    return 1 if len(word) < 8 else 2


def likeness(length: int, distance: int) -> float:
    """How alike two words are, between 0 and 1, by the length of the longer one and the edits between them."""
    return 1.0 - distance / max(length, 1)


class FuzzyWords:
    """Finds the words of a vocabulary near a given one, exhaustively within the words of like length."""

    def __init__(self, words: Sequence[str]) -> None:
        by_length: dict[int, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
        self._numbers: dict[str, int] = {}
        for number, word in enumerate(words):
            texts, numbers = by_length[len(word)]
            texts.append(word)
            numbers.append(number)
            self._numbers[word] = number
        self._by_length = dict(by_length)
        self._known: OrderedDict[str, tuple[tuple[int, float], ...]] = OrderedDict()
        self._lock = Lock()

    def near(self, word: str) -> tuple[tuple[int, float], ...]:
        """Numbers of the words near it, each with its likeness; the word itself first if it is there."""
        with self._lock:
            known = self._known.get(word)
        if known is None:
            known = self._search(word)
            with self._lock:
                self._known[word] = known
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return known

    def _search(self, word: str) -> tuple[tuple[int, float], ...]:
        budget = edits(word)
        own = self._numbers.get(word)
        found = [(own, 1.0)] if own is not None else []
        if not budget:
            return tuple(found)
        for length in range(len(word) - budget, len(word) + budget + 1):
            texts, numbers = self._by_length.get(length, ((), ()))
            if not texts:
                continue
            distances = cdist([word], texts, scorer=OSA.distance, score_cutoff=budget, dtype=np.uint8)[0]
            for at in np.flatnonzero(distances <= budget).tolist():
                if numbers[at] != own and edits(texts[at]) >= int(distances[at]):
                    found.append((numbers[at], likeness(max(length, len(word)), int(distances[at]))))
        return tuple(found)
