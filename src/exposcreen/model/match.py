"""How a subject was tied to a listing, question by question."""

from typing import Annotated

from pydantic import Field

from exposcreen.model.value import Value
from exposcreen.model.vocabulary import MatchedOn, Strength

__all__ = ["Comparison", "Match", "Score"]

Score = Annotated[float, Field(ge=0.0, le=1.0)]
"""Between 0 (nothing in common) and 1 (the same)."""


class Comparison(Value):
    """One question put to the evidence: its answer as a score, and as a sentence.

    Attributes:
        question: ``name``, ``legal_form``, ``birth_date``, ``country``, ``identifier``, ``address``, ``party``.
        score: ``None`` where there is nothing to compare.
    """

    question: str
    score: Score | None
    detail: str


class Match(Value):
    """The evidence that a subject is, or may be, a listed party.

    Attributes:
        strength: What all the comparisons together amount to.
        score: Of the names alone, or 1 for an identifier.
        query: The subject's text that matched.
        matched: The listing's text that it matched, as published.
    """

    strength: Strength
    score: Score
    on: MatchedOn
    query: str
    matched: str
    comparisons: Annotated[tuple[Comparison, ...], Field(min_length=1)]
