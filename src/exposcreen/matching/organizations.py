"""Names of organizations: rare words decide; ordinary ones, places and legal forms do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from exposcreen.index.build import FORM_CLASSES
from exposcreen.matching.alignment import Alignment, align
from exposcreen.matching.evidence import NOTHING, Level, NameEvidence, Side, describe, shared_weight
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.names.rarity import rarity

__all__ = ["compare_organizations"]

_SIGNIFICANT = 0.45
"""A left-over word from this weight makes it another name, or another party of the same group."""

_SLIGHT = 0.12
"""Left-over words up to this weight together, "group" or "technology", leave the name what it is; a place does not."""

_UNIQUE = 0.85
"""A word that next to no ordinary company bears: alone it names a party, or its group."""

_WHOLE = 1.0
"""The weight of a whole name that is found inside another."""

_LONG = 4
"""From this many words, ordinary ones too make a name that does not stand in another by chance."""

_PART_COVERAGE = 0.6
_ACRONYM = 4
_APART = sum(1 << FORM_CLASSES.index(form) for form in ("partnership", "foundation", "association"))
"""Forms that make another person even where the other name has none: a foundation is not the body it is named after."""

_NEUTRAL = 1 << FORM_CLASSES.index("company")


def compare_organizations(asked: Side, listed: Side, policy: ScreeningPolicy) -> NameEvidence:
    """Compare two names of organizations."""
    differ = _forms_differ(asked.forms, listed.forms)
    form_detail = _describe_forms(asked.forms, listed.forms, differ=differ)
    if asked.han and listed.han:
        return _compare_han(asked.han, listed.han, form_detail, differ=differ)
    measured = _Measured(align(asked.tokens, listed.tokens), asked, listed)
    level = _level(measured, policy)
    if level == "none":
        return NOTHING
    return NameEvidence(
        level=level,
        score=1.0 if level == "same" else min(measured.score, 0.99),
        detail=describe(measured.laid, asked, listed),
        forms_differ=differ,
        form_detail=form_detail,
        distinctive=measured.says >= policy.distinctiveness,
    )


@dataclass(frozen=True)
class _Measured:
    """Two names laid side by side, weighed."""

    laid: Alignment
    asked: Side
    listed: Side

    @cached_property
    def covers(self) -> tuple[float, float]:
        """How much of each name the other has, by weight."""
        asked = sum(sum(self.asked.weights[i] for i in pair.left) * pair.likeness for pair in self.laid.pairs)
        listed = sum(sum(self.listed.weights[i] for i in pair.right) * pair.likeness for pair in self.laid.pairs)
        return asked / (sum(self.asked.weights) or 1.0), listed / (sum(self.listed.weights) or 1.0)

    @property
    def score(self) -> float:
        """The two coverages together."""
        return round(sqrt(self.covers[0] * self.covers[1]), 3)

    @cached_property
    def shared(self) -> float:
        """What the shared words say on these lists."""
        return shared_weight(self.laid, self.asked, self.listed)

    @property
    def says(self) -> float:
        """What they say among ordinary names: that a group has many listed branches makes no word ordinary."""
        return sum(rarity(self.asked.tokens[i]) for pair in self.laid.pairs for i in pair.left)

    @cached_property
    def over(self) -> tuple[list[float], list[float]]:
        """The weights of the words left over on either side."""
        return (
            [self.asked.weights[i] for i in self.laid.left_over],
            [self.listed.weights[i] for i in self.laid.right_over],
        )

    @property
    def are_two(self) -> bool:
        """Whether both keep a word that makes another name of it."""
        return all(max(side, default=0.0) >= _SIGNIFICANT for side in self.over)

    @property
    def in_order(self) -> bool:
        """Whether the shared words stand in the same order."""
        places = [pair.right[0] for pair in sorted(self.laid.pairs, key=lambda pair: pair.left)]
        return places == sorted(places)

    @property
    def numbers(self) -> int:
        """On how many sides a number is left over: "7th Bureau" is not "9th Bureau"."""
        left = any(self.asked.tokens[i][0].isdigit() for i in self.laid.left_over)
        right = any(self.listed.tokens[i][0].isdigit() for i in self.laid.right_over)
        return left + right


def _level(measured: _Measured, policy: ScreeningPolicy) -> Level:
    if not measured.laid.pairs or measured.numbers > 1 or measured.are_two:
        return "none"
    if measured.laid.is_same and measured.in_order:
        return "same"
    whole = "none" if measured.numbers else _whole_level(measured, policy)
    return whole if whole != "none" else _part_level(measured)


def _whole_level(measured: _Measured, policy: ScreeningPolicy) -> Level:
    """How far the names agree as wholes.

    Words left over on one side only may be what a name was shortened by. Left over on both sides they make two names,
    unless most of a long and rare name is shared.
    """
    left, right = measured.over
    pairs = measured.laid.pairs
    if left and right and (measured.shared < _WHOLE or len(pairs) < 2):
        return "none"
    one_word = len(pairs) == 1 and bool(left or right)
    word = measured.asked.tokens[pairs[0].left[0]]
    if one_word and (measured.shared < _UNIQUE or len(word) <= _ACRONYM):
        return "none"
    slight = not (left and right) and sum(left) + sum(right) <= _SLIGHT
    if measured.score >= policy.strong_score and slight and measured.in_order and not one_word:
        return "spelling"
    return "near" if measured.score >= policy.possible_score and max([*left, *right], default=0.0) <= _WHOLE else "none"


def _part_level(measured: _Measured) -> Level:
    """Something distinctive is shared, and only ordinary words differ; or one name contains the whole of the other."""
    asked, listed, laid = measured.asked, measured.listed, measured.laid
    best = max(min(asked.weights[p.left[0]], listed.weights[p.right[0]]) * (p.likeness == 1.0) for p in laid.pairs)
    if best >= _UNIQUE and min(measured.covers) >= _PART_COVERAGE:
        return "part"
    whole = not laid.right_over and sum(listed.weights) >= _WHOLE and len(listed.tokens) > 1
    whole = whole or _holds(asked.tokens, listed.tokens)
    return "part" if whole and all(pair.likeness == 1.0 for pair in laid.pairs) else "none"


def _holds(asked: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether a name holds the whole of a long listed one, word after word: an academy or a division of that body."""
    size = len(listed)
    starts = range(len(asked) - size + 1)
    return size >= _LONG and any(tuple(asked[start : start + size]) == tuple(listed) for start in starts)


def _compare_han(asked: str, listed: str, form_detail: str | None, *, differ: bool) -> NameEvidence:
    if asked == listed:
        detail = f"the same name in Chinese characters, {listed}"
        return NameEvidence("same", 1.0, detail, differ, form_detail, distinctive=len(listed) >= 4)
    short, long = sorted((asked, listed), key=len)
    if len(short) >= 4 and short in long:
        return NameEvidence("part", round(len(short) / len(long), 3), f"{long} contains the whole name {short}")
    return NOTHING


def _forms_differ(one: int, other: int) -> bool:
    one, other = one & ~_NEUTRAL, other & ~_NEUTRAL
    if not one or not other:
        return bool((one | other) & _APART)
    return not one & other


def _describe_forms(one: int, other: int, *, differ: bool) -> str | None:
    if not one and not other:
        return None
    if differ:
        return (
            f"the legal forms differ ({_form_names(one) or 'none'} / {_form_names(other) or 'none'}): "
            "these may be two legal persons of one group"
        )
    return "the legal forms agree" if one and other else f"only one has a legal form ({_form_names(one | other)})"


def _form_names(bits: int) -> str:
    return ", ".join(name for place, name in enumerate(FORM_CLASSES) if bits >> place & 1)
