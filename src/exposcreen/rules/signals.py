"""Signals: government action that was reported. It is no law: for review while it is open, and after that a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.case import Case, capped, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import ListedFact
from exposcreen.rules.law import Reported

__all__ = ["is_named", "reported"]


def is_named(fact: ListedFact, listings: tuple[str, ...]) -> bool:
    """Whether a listing is among these, by its own key or by that of its party.

    A list has no id of an entry where its name is the key, and two files of one list punctuate it differently.
    """
    return fact.listing.party in listings or _letters(fact.listing.key) in _all_letters(listings)


@cache
def _all_letters(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_letters, keys))


def _letters(key: str) -> str:
    return "".join(character for character in key.casefold() if character.isalnum())


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
    return f"Resolved on {_first_resolved(case)}: it restricts nothing."


def _first_resolved(case: Case) -> date | None:
    """The day from which it has been resolved without a break: what followed is told, and changes nothing."""
    first = case.version
    for earlier in reversed(case.rule.version[: case.rule.version.index(case.version)]):
        if earlier.status != "resolved":
            break
        first = earlier
    return first.effective_from
