"""Facts, rulebook and a day make findings: each kind of condition is answered in one function."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Finding
from exposcreen.rules.case import Case
from exposcreen.rules.facts import Facts, Question
from exposcreen.rules.items import supplied
from exposcreen.rules.law import Listed, Located, Organ, Origin, Owned, Reported, Supplied
from exposcreen.rules.owners import owned
from exposcreen.rules.parties import listed, organ
from exposcreen.rules.places import located, origin
from exposcreen.rules.rulebook import Rulebook
from exposcreen.rules.signals import reported

__all__ = ["evaluate"]


def evaluate(facts: Facts, book: Rulebook, question: Question, policy: ScreeningPolicy) -> tuple[Finding, ...]:
    """All findings about a subject, rule by rule; then what was only reported."""
    findings: list[Finding] = []
    for rule, version in (*book.in_force(question.as_of), *book.reported(question.as_of)):
        if rule.jurisdiction not in question.jurisdictions:
            continue
        case = Case(rule, version, rule.condition(version), facts, question, book, policy)
        findings += _answer(case)
    return tuple(findings)


def _answer(case: Case) -> Iterator[Finding]:
    match case.condition:
        case Listed():
            yield from listed(case, case.condition)
        case Owned():
            yield from owned(case, case.condition)
        case Organ():
            yield from organ(case, case.condition)
        case Origin():
            yield from origin(case, case.condition)
        case Located():
            yield from located(case, case.condition)
        case Supplied():
            yield from supplied(case, case.condition)
        case Reported():
            yield from reported(case, case.condition)
