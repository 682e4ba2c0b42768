"""Rules on listed parties: the subject is one, once was one, or is an organ of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.case import Case, capped, known_only_later, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import Facts, ListedFact
from exposcreen.rules.items import concerns_item, questions, scope_words
from exposcreen.rules.law import EffectTemplate, Listed, Organ
from exposcreen.rules.standing import Standing, standing_of

__all__ = ["listed", "organ"]

_PUBLICATION_LAG = timedelta(days=60)
"""A rule can take effect some days before it is published: an unconfirmed day so close before a confirmed one is doubt
whether it had begun. An unconfirmed first listing long before is the first listing, and counts."""


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
    doubts = case.doubts(standing)
    templates = [template for template in case.version.effects if _concerns(template, fact, standing, case.facts)]
    effects = effects_of(case.rule, case.version, templates, case.question, standing.acts, doubtful=bool(doubts))
    limits = list(_limits(case, condition, fact, standing))
    outcome = outcome_of(effects, case.question)
    if limits:
        outcome = min(outcome, Outcome.REVIEW)
    if undescribed := _undescribed(case, standing):
        outcome = max(outcome, Outcome.REVIEW)
        limits.append(
            f"The list imposes {'; '.join(undescribed)} on this entry, which the bundled rules do not describe: verify "
            f"what it means for what is asked."
        )
    notes = [
        fact.listing.note,
        *(act.note for act in standing.acts),
        *_as_published(standing),
        case.version.note,
        *(doubt.verify for doubt in doubts),
        *limits,
        *scope_words(case, fact),
        *questions(templates, case.facts),
    ]
    if fact.held_through:
        notes.append(f"Held through {' > '.join(fact.held_through)}.")
    if not any(act.confirmed for act in standing.acts):
        notes.append("The designation, or its day, rests on a secondary source: verify it.")
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


def _as_published(standing: Standing) -> Iterator[str]:
    """What the entry itself says of its reach."""
    if measures := dict.fromkeys(measure for act in standing.acts for measure in act.measures):
        yield f"Imposed, as published: {'; '.join(measures)}"
    for label, field in (
        ("Scope", "scope"),
        ("Licence requirement", "licence_requirement"),
        ("Review policy", "review_policy"),
    ):
        for text in dict.fromkeys(getattr(act, field) for act in standing.acts):
            if text:
                yield f"{label}, as published: {text}"


def _limits(case: Case, condition: Listed, fact: ListedFact, standing: Standing) -> Iterator[str]:
    """Reasons for which a person must look, however sure the match is."""
    day = case.question.as_of
    if unknown := known_only_later(fact, day):
        yield unknown
    if fact.contradiction is not None:
        yield fact.contradiction
    if fact.held_through and not condition.reaches_funds:
        yield "The party is not the issuer of this security, but of one that it holds or stands for."
    if begins := _confirmed_soon(fact, standing, day):
        yield f"The entry is confirmed from {begins}; whether it had begun on {day} is not confirmed: verify it."
    if case.facts.unrecognised_goods and fact.goods and any(template.merchandise for template in case.version.effects):
        named = ", ".join(case.facts.unrecognised_goods)
        yield f"The order names certain merchandise; whether {named} is among it could not be told: compare its scope."


def _confirmed_soon(fact: ListedFact, standing: Standing, day: date) -> date | None:
    """The day from which a confirmed act stands, so soon after the unconfirmed one that they may be the same."""
    if any(act.confirmed for act in standing.acts):
        return None
    since = max((act.listed_on for act in standing.acts if act.listed_on is not None), default=day)
    later = [act.listed_on for act in fact.listing.designations if act.confirmed and act.listed_on is not None]
    return min((begin for begin in later if day < begin <= since + _PUBLICATION_LAG), default=None)


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


def _imposed(standing: Standing) -> set[str]:
    """What the list says that it imposes; nothing where an act does not say."""
    if not all(act.measures for act in standing.acts):
        return set()
    return {measure.casefold() for act in standing.acts for measure in act.measures}


def _undescribed(case: Case, standing: Standing) -> tuple[str, ...]:
    """Measures that the list imposes and that no effect of the rule describes, as published."""
    described = {measure.casefold() for template in case.version.effects for measure in template.measures}
    published = dict.fromkeys(measure for act in standing.acts for measure in act.measures)
    return tuple(measure for measure in published if described and measure.casefold() not in described)


def _concerns(template: EffectTemplate, fact: ListedFact, standing: Standing, facts: Facts) -> bool:
    kind = fact.listing.kind
    if template.kinds and kind not in template.kinds and kind != "unknown":
        return False
    imposed = _imposed(standing)
    if template.measures and imposed and not imposed & {measure.casefold() for measure in template.measures}:
        return False
    if template.footnotes and not any(note in template.footnotes for act in standing.acts for note in act.footnotes):
        return False
    if not concerns_item(template, facts, fact):
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
        effects = effects_of(
            case.rule, case.version, case.version.effects, case.question, standing.acts, doubtful=bool(standing.doubts)
        )
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
                    f"{fact.owner} is an owner, and may be {fact.organ.listing.name}." if fact.owner else None,
                    f"{fact.organ.listing.name} has no entry of its own on this list; "
                    f"it is an organ of {fact.body.name}, which has.",
                    case.version.note,
                ]
            ),
        )
