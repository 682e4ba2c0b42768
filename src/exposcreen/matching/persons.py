"""Names of persons: another person as soon as both names keep a word that the other lacks."""

from __future__ import annotations

from exposcreen.matching.alignment import Alignment, Pair, align
from exposcreen.matching.evidence import NOTHING, Level, NameEvidence, Side, describe, shared_weight

__all__ = ["compare_persons"]

_EXTRA_WORD = 0.08
_EXTRA_NEEDS = {1: 0.6, 2: 1.2, 3: 1.8}
"""How rare the shared parts must be for one, two or more parts to be left over on one side."""

_RARE = 0.6
"""How rare the parts that are written out must be where others are initials: "A. Khan" is nobody in particular."""

_FLOOR = 0.74
_SPELLING = 0.9
_PARTICLES = frozenset(
    ["al", "el", "bin", "bint", "ibn", "ben", "ul", "ur", "de", "da", "do", "del", "la", "van", "von", "der"]
)


def compare_persons(asked: Side, listed: Side) -> NameEvidence:
    """Compare two names of persons, in any order of their parts."""
    if asked.han and listed.han:
        if asked.han != listed.han:
            return NOTHING
        return NameEvidence("same", 1.0, f"the same name in Chinese characters, {listed.han}")
    laid = align(asked.tokens, listed.tokens, initials=True)
    left = [i for i in laid.left_over if asked.tokens[i] not in _PARTICLES]
    right = [i for i in laid.right_over if listed.tokens[i] not in _PARTICLES]
    whole = tuple(pair for pair in laid.pairs if pair.how != "initial")
    extra = len(left) + len(right)
    if not whole or (left and right) or not _says_enough(laid, whole, extra, asked, listed):
        return NOTHING
    mean = sum(pair.likeness for pair in laid.pairs) / len(laid.pairs)
    score = round(mean - _EXTRA_WORD * extra, 3)
    if score < _FLOOR:
        return NOTHING
    level: Level = "same" if not extra and mean == 1.0 else "spelling" if not extra and score >= _SPELLING else "near"
    return NameEvidence(level, max(score, 0.0), describe(laid, asked, listed))


def _says_enough(laid: Alignment, whole: tuple[Pair, ...], extra: int, asked: Side, listed: Side) -> bool:
    """Whether the parts that are written out are rare enough for initials, and for parts that only one name has."""
    if len(whole) < len(laid.pairs) and shared_weight(Alignment(whole, (), ()), asked, listed) < _RARE:
        return False
    return not extra or (len(whole) > 1 and shared_weight(laid, asked, listed) >= _EXTRA_NEEDS[min(extra, 3)])
