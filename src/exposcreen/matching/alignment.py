"""Two names laid side by side, word by word: what is the same, what is spelt otherwise, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from exposcreen.index.fuzzy import SHORTENED, SPELT_OUT, edits, likeness

__all__ = ["Alignment", "Pair", "align"]

_INITIAL = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one name that stand for words of the other."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    how: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The result.

    Attributes:
        pairs: Words that stand for one another.
        left_over: Places of the words that only the left name has.
        right_over: Places of the words that only the right name has.
    """

    pairs: tuple[Pair, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]

    @property
    def is_same(self) -> bool:
        """Whether every word of each stands, spelt alike, in the other."""
        return not self.left_over and not self.right_over and all(pair.likeness == 1.0 for pair in self.pairs)


def align(left: Sequence[str], right: Sequence[str], *, initials: bool = False) -> Alignment:
    """Lay two names side by side: equal words first, then glued ones, then misspelt, shortened, and initials.

    Args:
        left: Words of one name.
        right: Words of the other.
        initials: Whether a single letter may stand for a word: in names of persons.
    """
    free_left, free_right = list(range(len(left))), list(range(len(right)))
    pairs: list[Pair] = []
    places: dict[str, list[int]] = {}
    for at in reversed(free_right):
        places.setdefault(right[at], []).append(at)
    for at in list(free_left):
        if spots := places.get(left[at]):
            spot = spots.pop()
            pairs.append(Pair((at,), (spot,), 1.0, "same"))
            free_left.remove(at)
            free_right.remove(spot)
    if free_left and free_right:
        pairs += _glued(left, right, free_left, free_right)
        pairs += [_swapped(pair) for pair in _glued(right, left, free_right, free_left)]
    if free_left and free_right:
        pairs += _alike(left, right, free_left, free_right, initials=initials)
    return Alignment(tuple(pairs), tuple(free_left), tuple(free_right))


def _swapped(pair: Pair) -> Pair:
    return Pair(pair.right, pair.left, pair.likeness, pair.how)


def _glued(one: Sequence[str], other: Sequence[str], free_one: list[int], free_other: list[int]) -> list[Pair]:
    """Runs of free neighbouring words of ``one`` that are, written together, one free word of ``other``."""
    found = []
    for at in list(free_other):
        for start in list(free_one):
            text, end = one[start], start
            while len(text) < len(other[at]) and end + 1 in free_one and end + 1 < len(one):
                end += 1
                text += one[end]
            if end > start and text == other[at]:
                run = tuple(range(start, end + 1))
                found.append(Pair(run, (at,), 1.0, "written as one"))
                free_other.remove(at)
                for place in run:
                    free_one.remove(place)
                break
    return found


def _alike(
    left: Sequence[str], right: Sequence[str], free_left: list[int], free_right: list[int], *, initials: bool
) -> list[Pair]:
    options = []
    for i in free_left:
        for j in free_right:
            alike, how = _likeness(left[i], right[j], initials=initials)
            if alike:
                options.append((alike, -abs(i - j), i, j, how))
    found = []
    for alike, _, i, j, how in sorted(options, reverse=True):
        if i in free_left and j in free_right:
            found.append(Pair((i,), (j,), alike, how))
            free_left.remove(i)
            free_right.remove(j)
    return found


def _likeness(one: str, other: str, *, initials: bool) -> tuple[float, str]:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if initials and len(short) == 1 and len(long) > 1:
        return (_INITIAL, "initial") if long[0] == short else (0.0, "")
    budget = min(edits(one), edits(other))
    if budget and len(long) - len(short) <= budget:
        distance = OSA.distance(one, other, score_cutoff=budget)
        if distance <= budget:
            return likeness(len(long), distance), "spelling"
    if not initials and len(short) >= SPELT_OUT and len(long) > len(short) and long.startswith(short):
        return SHORTENED, "shortened"
    return 0.0, ""
