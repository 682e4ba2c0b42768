"""Signals: government action that was reported. It is no law: for review while it is open, and after that a note."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.case import Case, capped, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import ListedFact
from exposcreen.rules.law import Reported

__all__ = ["is_named", "reported"]


def is_named(fact: ListedFact, listings: tuple[str, ...]) -> bool:
    """Whether a listing is among these, by its own key or by that of its party."""
    return fact.listing.key in listings or fact.listing.party in listings


def reported(case: Case, condition: Reported) -> Iterator[Finding]:
    """The subject is, or may be, the party of which action was reported."""
    named = [fact for fact in case.facts.listed if is_named(fact, condition.listings)]
    fact = max(named, key=lambda fact: fact.match.strength, default=None)
    if fact is None or fact.match.strength < Strength.POSSIBLE:
        return
    doubts = case.doubts()
    effects = effects_of(case.rule, case.version, case.version.effects, case.question)
    outcome = capped(outcome_of(effects, case.question), fact.match.strength, doubts)
    yield Finding(
        kind=FindingKind.SIGNAL,
        outcome=min(outcome, Outcome.REVIEW),
        entry=case.rule.title,
        rule=case.rule.id,
        effects=effects,
        match=fact.match,
        citations=distinct([*case.version.citations, *(c for effect in effects for c in effect.citations)]),
        note=sentences([condition.what, _state(case), case.version.note, *(doubt.verify for doubt in doubts)]),
    )


def _state(case: Case) -> str:
    if case.version.status == "open":
        return "A report is no law, and this one is open: look at the lists of the day before dealing."
    return f"Resolved on {case.version.effective_from}: it restricts nothing."
