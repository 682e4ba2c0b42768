"""Brute force with rapidfuzz over the same names: what anybody can write in an hour, and the yardstick for speed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from lists import Pair
from measure import Spread, spread, timed_each, worked
from rapidfuzz import fuzz, process, utils
from sample import Listed
from unidecode import unidecode

from exposcreen.index.listing_index import ListingIndex
from exposcreen.names.normalise import normalise

__all__ = ["BruteForce", "Peer", "wratio_says_same"]

_CUTOFF = 90
_PAIR_CUTOFF = 84
"""The threshold at which WRatio does best on the labelled pairs."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to scan every name, measured.

    Attributes:
        names_per_second: Of processor time, on ordinary names.
        alert_percent: Of the ordinary names, those that brought a hit.
        found_percent: Of the misspelt listed names, those whose listing was hit.
        single: Times of single queries; ``None`` for one that only works in batches.
    """

    title: str
    names_per_second: float
    alert_percent: float
    found_percent: float
    single: Spread | None


class BruteForce:
    """Scans all the normalised names of an index, one after another, on one thread."""

    def __init__(self, index: ListingIndex) -> None:
        bearers: dict[str, set[int]] = defaultdict(set)
        for number, listing in enumerate(index.listings):
            for name in listing.names:
                bearers[normalise(name.text)].add(number)
        self._bearers = [bearers[text] for text in sorted(bearers)]
        self.names = sorted(bearers)
        self._sorted_words = [_sorted_words(text) for text in self.names]

    def measure(
        self, ordinary: Sequence[str], mixed: Sequence[str], listed: Sequence[Listed], *, batch: Sequence[str]
    ) -> list[Peer]:
        """Every way, on ordinary names, on mixed single queries and on misspelt listed names.

        Args:
            batch: Ordinary names for the way that works in batches.
        """
        scorers = (("WRatio", fuzz.WRatio), ("token_sort_ratio", fuzz.token_sort_ratio))
        peers = [
            self._peer(title, partial(self._extract, scorer), ordinary, mixed, listed) for title, scorer in scorers
        ]
        return [*peers, self._batched(batch, listed)]

    def _peer(
        self,
        title: str,
        scan: Callable[[str], list[int]],
        ordinary: Sequence[str],
        mixed: Sequence[str],
        listed: Sequence[Listed],
    ) -> Peer:
        hits, seconds = worked(lambda: [scan(name) for name in ordinary])
        found = [scan(item.text) for item in listed]
        return Peer(
            f"process.extract, {title} ≥ {_CUTOFF}",
            len(ordinary) / seconds,
            _percent([bool(hit) for hit in hits]),
            self._found(found, listed),
            spread(timed_each(scan, mixed)),
        )

    def _extract(self, scorer: Callable[..., float], name: str) -> list[int]:
        hits = process.extract(normalise(name), self.names, scorer=scorer, score_cutoff=_CUTOFF, limit=None)
        return [number for _, _, number in hits]

    def _batched(self, batch: Sequence[str], listed: Sequence[Listed]) -> Peer:
        hits, seconds = worked(lambda: self._cdist(batch))
        return Peer(
            f"process.cdist, ratio of sorted words ≥ {_CUTOFF}",
            len(batch) / seconds,
            _percent([bool(hit) for hit in hits]),
            self._found(self._cdist([item.text for item in listed]), listed),
            None,
        )

    def _cdist(self, names: Sequence[str], size: int = 250) -> list[list[int]]:
        hits: list[list[int]] = []
        for start in range(0, len(names), size):
            asked = [_sorted_words(normalise(name)) for name in names[start : start + size]]
            scores = process.cdist(
                asked, self._sorted_words, scorer=fuzz.ratio, score_cutoff=_CUTOFF, dtype=np.uint8, workers=1
            )
            hits += [np.flatnonzero(row).tolist() for row in scores]
        return hits

    def _found(self, hits: Sequence[Sequence[int]], listed: Sequence[Listed]) -> float:
        return _percent(
            [
                any(item.listing in self._bearers[number] for number in hit)
                for hit, item in zip(hits, listed, strict=True)
            ]
        )


def wratio_says_same(pair: Pair) -> bool:
    """Whether WRatio takes two names for one, in ASCII, lower case and without punctuation."""
    one, other = (utils.default_process(unidecode(name)) for name in (pair.one, pair.other))
    return fuzz.WRatio(one, other) >= _PAIR_CUTOFF


def _sorted_words(text: str) -> str:
    return " ".join(sorted(text.split()))


def _percent(outcomes: Sequence[bool]) -> float:
    return 100 * sum(outcomes) / len(outcomes)
