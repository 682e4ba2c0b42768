"""What a comparison of two names works on, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exposcreen.matching.alignment import Alignment

__all__ = ["NOTHING", "Level", "NameEvidence", "Side", "describe", "shared_weight"]

Level = Literal["same", "spelling", "near", "part", "none"]
"""``same``; the same but for ``spelling`` and slight words; ``near``; something distinctive in ``part``; ``none``."""


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


NOTHING = NameEvidence("none", 0.0, "the names share nothing that tells them from others")


def shared_weight(laid: Alignment, asked: Side, listed: Side) -> float:
    """What the shared words say: for a misspelt ordinary word no more than the ordinary word does."""
    weights = (
        min(sum(asked.weights[i] for i in pair.left), sum(listed.weights[i] for i in pair.right)) for pair in laid.pairs
    )
    return sum(weights, 0.0)


def describe(laid: Alignment, asked: Side, listed: Side) -> str:
    """What the names share and what each has alone, in words."""
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
