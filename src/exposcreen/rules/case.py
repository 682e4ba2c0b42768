"""One rule put to one subject, and what every kind of rule does with the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.vocabulary import Outcome, Strength
from exposcreen.rules.facts import Facts, ListedFact, Question
from exposcreen.rules.law import Condition, Rule, Version
from exposcreen.rules.rulebook import Rulebook
from exposcreen.rules.standing import Doubt, Standing

__all__ = ["Case", "capped", "known_only_later", "sentences"]


@dataclass(frozen=True, slots=True)
class Case:
    """One rule put to one subject."""

    rule: Rule
    version: Version
    condition: Condition
    facts: Facts
    question: Question
    book: Rulebook
    policy: ScreeningPolicy

    def doubts(self, *standings: Standing) -> tuple[Doubt, ...]:
        """What is unconfirmed: the rule, its authority, or the programmes behind the designations."""
        found = [Doubt.of(self.version), Doubt.of(self.book.life(self.rule.basis, self.question.as_of))]
        found += [doubt for standing in standings for doubt in standing.doubts]
        return tuple(dict.fromkeys(doubt for doubt in found if doubt is not None))

    def is_alive(self) -> bool:
        """Whether the authority that the rule rests on has not lapsed."""
        life = self.book.life(self.rule.basis, self.question.as_of)
        return life is None or life.status in {"in_force", "suspended"}


def capped(outcome: Outcome, strength: Strength, doubts: Iterable[Doubt]) -> Outcome:
    """A match that is not settled, and a restriction of which it is doubtful that it began, go to a person at most."""
    if strength < Strength.STRONG or any(doubt.kind == "began" for doubt in doubts):
        return min(outcome, Outcome.REVIEW)
    return outcome


def known_only_later(fact: ListedFact, day: date) -> str | None:
    """That the entry may not have been there on the day asked, where its own date is not stated; else nothing."""
    if fact.known_from is None or day >= fact.known_from:
        return None
    return (
        f"The entry {fact.listing.name} is known from a list of {fact.known_from} that does not say since when: "
        f"whether it stood there on {day} is not known."
    )


def sentences(notes: Iterable[str | None]) -> str | None:
    """Notes as one text, each once, each a sentence."""
    stripped = dict.fromkeys(note.strip() for note in notes if note and note.strip())
    return " ".join(f"{note[0].upper()}{note[1:]}{'' if note[-1] in '.!?' else '.'}" for note in stripped) or None
