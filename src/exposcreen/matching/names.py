"""Names compared as a compliance officer would: rare words decide, ordinary ones, places and legal forms do not.

An organization and a person are read differently: a company may carry any number of ordinary words beside its own;
a person is
another person as soon as both names keep a word that the other lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from exposcreen.index.build import FORM_CLASSES
from exposcreen.matching.alignment import Alignment, align
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.names.rarity import DISTINCTIVE, rarity

__all__ = ["NameEvidence", "Side", "compare_organizations", "compare_persons"]

Level = Literal["same", "spelling", "near", "part", "none"]
"""``same`` name; the same but for ``spelling`` and ordinary words; ``near``; something distinctive in ``part``."""

_SIGNIFICANT = 0.45
"""A left-over word from this weight makes it another name, or another party of the same group."""

_UNIQUE = 0.95
"""A word that no ordinary company bears: alone it names a party, whatever ordinary words stand beside it."""

_UNIQUE_ENOUGH = 0.85
_PART_COVERAGE = 0.6
_CONTAINED_WEIGHT = 1.0
_EXTRA_WORD = 0.08
_PARTICLES = frozenset(
    {"al", "el", "bin", "bint", "ibn", "ben", "ul", "ur", "de", "da", "do", "del", "la", "van", "von", "der"}
)
_NEUTRAL = 1 << FORM_CLASSES.index("company")


@dataclass(frozen=True, slots=True)
class Side:
    """A name as it is compared: its words, how much each says, and its legal form as bits."""

    tokens: Sequence[str]
    weights: Sequence[float]
    forms: int = 0
    han: str = ""


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """What the comparison of two names found.

    Attributes:
        form_detail: The sentence on legal forms, where they say anything.
        forms_differ: Whether they speak of two legal persons.
        distinctive: Whether the shared words are enough to name one organization.
    """

    level: Level
    score: float
    detail: str
    forms_differ: bool = False
    form_detail: str | None = None
    distinctive: bool = True


_NOTHING = NameEvidence("none", 0.0, "the names share nothing that tells them from others")


def compare_organizations(asked: Side, listed: Side, policy: ScreeningPolicy) -> NameEvidence:
    """Compare two names of organizations."""
    if asked.han and listed.han:
        return _compare_han(asked.han, listed.han)
    laid = align(asked.tokens, listed.tokens)
    if not laid.pairs:
        return _NOTHING
    cover_asked, cover_listed = _coverage(laid, asked, listed)
    shared = _shared_weight(laid, asked, listed)
    score = round(sqrt(cover_asked * cover_listed), 3)
    numbers = _numbers_differ(laid, asked, listed)
    left = max((asked.weights[i] for i in laid.left_over), default=0.0)
    right = max((listed.weights[i] for i in laid.right_over), default=0.0)
    level = _organization_level(
        laid, score, shared, max(left, right) if not (left >= _SIGNIFICANT <= right) else 9.0, policy
    )
    if level == "none" or numbers:
        level = (
            "none" if numbers == "both" else _part_level(laid, asked, listed, cover_asked, cover_listed, left, right)
        )
    if level == "none":
        return _NOTHING
    differ = _forms_differ(asked.forms, listed.forms)
    return NameEvidence(
        level=level,
        score=1.0 if level == "same" else min(score, 0.99),
        detail=_describe(laid, asked, listed),
        forms_differ=differ,
        form_detail=_describe_forms(asked.forms, listed.forms, differ),
        distinctive=_says(laid, asked) >= policy.distinctiveness,
    )


def _compare_han(asked: str, listed: str) -> NameEvidence:
    if asked == listed:
        return NameEvidence("same", 1.0, f"the same name in Chinese characters, {listed}", distinctive=len(listed) >= 4)
    short, long = sorted((asked, listed), key=len)
    if len(short) >= 4 and short in long:
        return NameEvidence("part", round(len(short) / len(long), 3), f"{long} contains the whole name {short}")
    return _NOTHING


def _coverage(laid: Alignment, asked: Side, listed: Side) -> tuple[float, float]:
    got = [0.0, 0.0]
    for pair in laid.pairs:
        got[0] += sum(asked.weights[i] for i in pair.left) * pair.likeness
        got[1] += sum(listed.weights[i] for i in pair.right) * pair.likeness
    return got[0] / (sum(asked.weights) or 1.0), got[1] / (sum(listed.weights) or 1.0)


def _shared_weight(laid: Alignment, asked: Side, listed: Side) -> float:
    """What the shared words say: for a misspelt ordinary word no more than the ordinary word does."""
    return (
        sum(
            min(sum(asked.weights[i] for i in pair.left), sum(listed.weights[i] for i in pair.right))
            for pair in laid.pairs
        )
        if laid.pairs
        else 0.0
    )


def _says(laid: Alignment, asked: Side) -> float:
    """How much the shared words say among ordinary names: that a group has many listed branches makes none ordinary."""
    return sum(rarity(asked.tokens[i]) for pair in laid.pairs for i in pair.left)


def _organization_level(laid: Alignment, score: float, shared: float, over: float, policy: ScreeningPolicy) -> Level:
    """How far two names of organizations agree.

    Words left over on one side only may be what a name was shortened by. Left over on both sides they make two
    names, unless
    most of a long and rare name is shared.
    """
    if laid.is_same:
        return "same"
    both = bool(laid.left_over and laid.right_over)
    one_word = len(laid.pairs) == 1 and bool(laid.left_over or laid.right_over)
    if both and (shared < _CONTAINED_WEIGHT or len(laid.pairs) < 2):
        return "none"
    if score >= policy.strong_score and over < _SIGNIFICANT and not both and (not one_word or shared >= _UNIQUE):
        return "spelling"
    if one_word and shared < DISTINCTIVE:
        return "none"
    return "near" if score >= policy.possible_score and over <= 1.0 else "none"


def _part_level(
    laid: Alignment, asked: Side, listed: Side, cover_asked: float, cover_listed: float, left: float, right: float
) -> Level:
    """Something distinctive is shared, and only ordinary words differ; or one name contains the whole of the other."""
    if left >= _SIGNIFICANT and right >= _SIGNIFICANT:
        return "none"
    best = max(min(asked.weights[p.left[0]], listed.weights[p.right[0]]) * (p.likeness == 1.0) for p in laid.pairs)
    if best >= _UNIQUE_ENOUGH and min(cover_asked, cover_listed) >= _PART_COVERAGE:
        return "part"
    whole = not laid.right_over and sum(listed.weights) >= _CONTAINED_WEIGHT and len(listed.tokens) > 1
    return "part" if whole and all(pair.likeness == 1.0 for pair in laid.pairs) else "none"


def _numbers_differ(laid: Alignment, asked: Side, listed: Side) -> Literal["", "one", "both"]:
    """Whether a number stands on one side only, or different ones on both: "7th Bureau" is not "9th Bureau"."""
    left = any(_is_number(asked.tokens[i]) for i in laid.left_over)
    right = any(_is_number(listed.tokens[i]) for i in laid.right_over)
    return "both" if left and right else "one" if left or right else ""


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _forms_differ(one: int, other: int) -> bool:
    one, other = one & ~_NEUTRAL, other & ~_NEUTRAL
    return bool(one and other) and not one & other


def _describe_forms(one: int, other: int, differ: bool) -> str | None:
    if not one or not other:
        return None
    if differ:
        return (
            f"the legal forms differ ({_form_names(one)} / {_form_names(other)}): "
            "these may be two legal persons of one group"
        )
    return "the legal forms agree"


def _form_names(bits: int) -> str:
    return ", ".join(name for place, name in enumerate(FORM_CLASSES) if bits >> place & 1)


def compare_persons(asked: Side, listed: Side) -> NameEvidence:
    """Compare two names of persons, in any order of their parts."""
    if asked.han and listed.han:
        return _compare_han(asked.han, listed.han) if asked.han == listed.han else _NOTHING
    laid = align(asked.tokens, listed.tokens, initials=True)
    left = [i for i in laid.left_over if asked.tokens[i] not in _PARTICLES]
    right = [i for i in laid.right_over if listed.tokens[i] not in _PARTICLES]
    whole = [pair for pair in laid.pairs if pair.how != "initial"]
    if not whole or (left and right):
        return _NOTHING
    extra = len(left) + len(right)
    if extra and (len(whole) < 2 or _shared_weight(laid, asked, listed) < _EXTRA_NEEDS[min(extra, 3)]):
        return _NOTHING
    mean = sum(pair.likeness for pair in laid.pairs) / len(laid.pairs)
    score = round(mean - _EXTRA_WORD * extra, 3)
    if score < _PERSON_FLOOR:
        return _NOTHING
    level: Level = "same" if not extra and mean == 1.0 else "spelling" if not extra and score >= 0.9 else "near"
    return NameEvidence(level, max(score, 0.0), _describe(laid, asked, listed))


_EXTRA_NEEDS = {1: 0.6, 2: 1.2, 3: 1.8}
"""How rare the shared parts of a person's name must be for one, two or more parts to be left over on one side."""

_PERSON_FLOOR = 0.74


def _describe(laid: Alignment, asked: Side, listed: Side) -> str:
    same = [_words(asked, pair.left) for pair in laid.pairs if pair.likeness == 1.0]
    other = [f"{_words(asked, p.left)} ~ {_words(listed, p.right)} ({p.how})" for p in laid.pairs if p.likeness < 1.0]
    parts = []
    if laid.is_same and len(laid.pairs) == len(asked.tokens):
        return "every word of both names agrees"
    if same:
        parts.append(f"both have: {', '.join(same)}")
    if other:
        parts.append(f"alike: {', '.join(other)}")
    if laid.left_over:
        parts.append(f"only asked: {', '.join(asked.tokens[i] for i in laid.left_over)}")
    if laid.right_over:
        parts.append(f"only listed: {', '.join(listed.tokens[i] for i in laid.right_over)}")
    return "; ".join(parts)


def _words(side: Side, places: Sequence[int]) -> str:
    return " ".join(side.tokens[place] for place in places)
