"""Rules on listed parties: the subject is one, once was one, or is an organ of one."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.case import Case, capped, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import Facts, ListedFact
from exposcreen.rules.law import EffectTemplate, Listed, Organ
from exposcreen.rules.standing import Standing, standing_of

__all__ = ["listed", "organ"]


def listed(case: Case, condition: Listed) -> Iterator[Finding]:
    """The subject is, may be, or once was a party on the lists of the rule."""
    for fact in case.facts.listed:
        if fact.listing.list_id not in condition.lists:
            continue
        standing = standing_of(fact.listing, case.book, case.question.as_of)
        if standing.acts and case.is_alive():
            yield _listed_now(case, condition, fact, standing)
        elif standing.former and fact.match.strength >= Strength.POSSIBLE:
            yield _formerly(case, fact, standing)


def _listed_now(case: Case, condition: Listed, fact: ListedFact, standing: Standing) -> Finding:
    templates = [template for template in case.version.effects if _concerns(template, fact, standing, case.facts)]
    effects = effects_of(case.rule, case.version, templates, case.question, standing.acts)
    doubts = case.doubts(standing)
    notes = [fact.listing.note, *(act.note for act in standing.acts), case.version.note, *(d.verify for d in doubts)]
    outcome = outcome_of(effects, case.question)
    if fact.known_from is not None and case.question.as_of < fact.known_from:
        outcome = min(outcome, Outcome.REVIEW)
        notes.append(
            f"The entry is known from a list of {fact.known_from} that does not say since when: "
            f"whether it stood there on {case.question.as_of} is not known."
        )
    if fact.held_through:
        notes.append(f"Held through {' > '.join(fact.held_through)}.")
        if not condition.reaches_funds:
            outcome = min(outcome, Outcome.REVIEW)
    if not all(act.confirmed for act in standing.acts):
        notes.append("A designation, or its day, rests on a secondary source: verify it.")
    is_security = case.facts.subject == "holding"
    return Finding(
        kind=FindingKind.SECURITY if is_security else FindingKind.LISTING,
        outcome=capped(outcome, fact.match.strength, doubts),
        list_id=fact.listing.list_id,
        uid=fact.listing.uid,
        entry=fact.listing.name,
        rule=case.rule.id,
        effects=effects,
        match=fact.match,
        citations=distinct(
            [
                *(citation for act in standing.acts for citation in act.citations),
                *(citation for effect in effects for citation in effect.citations),
                *(citation for doubt in doubts for citation in doubt.citations),
                *case.version.citations,
            ]
        ),
        note=sentences(notes),
    )


def _formerly(case: Case, fact: ListedFact, standing: Standing) -> Finding:
    return Finding(
        kind=FindingKind.LISTING,
        outcome=Outcome.CLEAR,
        list_id=fact.listing.list_id,
        uid=fact.listing.uid,
        entry=fact.listing.name,
        rule=case.rule.id,
        match=fact.match,
        citations=distinct([*(c for act in fact.listing.designations for c in act.citations), *standing.lapse]),
        note=sentences([standing.former, fact.listing.note, *(act.note for act in fact.listing.designations)]),
    )


def _concerns(template: EffectTemplate, fact: ListedFact, standing: Standing, facts: Facts) -> bool:
    kind = fact.listing.kind
    if template.kinds and kind not in template.kinds and kind != "unknown":
        return False
    if template.footnotes and not any(note in template.footnotes for act in standing.acts for note in act.footnotes):
        return False
    other_goods = bool(fact.goods and facts.goods) and not facts.unrecognised_goods and not fact.goods & facts.goods
    return not (template.merchandise and other_goods)


def organ(case: Case, condition: Organ) -> Iterator[Finding]:
    """The subject is an organ of a listed body, and has no entry of its own."""
    own = {fact.listing.key for fact in case.facts.listed if fact.match.strength >= Strength.STRONG}
    for fact in case.facts.organs:
        standing = standing_of(fact.body, case.book, case.question.as_of)
        if fact.body.list_id not in condition.lists or fact.body.key in own or not standing.acts:
            continue
        effects = effects_of(case.rule, case.version, case.version.effects, case.question, standing.acts)
        yield Finding(
            kind=FindingKind.OWNERSHIP,
            outcome=capped(outcome_of(effects, case.question), fact.organ.match.strength, ()),
            list_id=fact.body.list_id,
            uid=fact.body.uid,
            entry=fact.body.name,
            rule=case.rule.id,
            effects=effects,
            match=fact.organ.match,
            citations=distinct([*(c for act in standing.acts for c in act.citations), *case.version.citations]),
            note=sentences(
                [
                    f"{fact.organ.listing.name} has no entry of its own on this list; "
                    f"it is an organ of {fact.body.name}, which has.",
                    case.version.note,
                ]
            ),
        )
