"""Rules on the item of an export question, and what that item changes about a listing's licence requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exposcreen.model.verdict import Finding, Location
from exposcreen.model.vocabulary import FindingKind, Strength
from exposcreen.rules.case import Case, capped, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import Facts, ItemFact, ListedFact
from exposcreen.rules.law import EffectTemplate, Supplied
from exposcreen.rules.signals import is_named
from exposcreen.rules.standing import Standing, standing_of

__all__ = ["concerns_item", "questions", "scope_words", "supplied"]

_SCOPE = {
    "all": "The entry asks for a licence for all items that are subject to the EAR, those designated EAR99 too.",
    "all_but": (
        "The entry asks for a licence for all items that are subject to the EAR, with exceptions or conditions. "
        "Ask counsel: Does one of them cover {label}?"
    ),
    "some": "The entry asks for a licence for certain items only: see its licence requirement.",
    None: "Which items the entry asks a licence for is not recorded here, or worded otherwise than is known: read it.",
}


def concerns_item(template: EffectTemplate, facts: Facts, fact: ListedFact | None = None) -> bool:
    """Whether an effect is for this item: without an item, all are but those that ask for one."""
    traits = _traits(facts.item, fact)
    return (not template.item or bool(traits & set(template.item))) and not traits & set(template.item_not)


def _traits(item: ItemFact | None, fact: ListedFact | None) -> set[str]:
    """Those of the item itself, and what the entry makes of them: made abroad and within a rule on that, or not;
    EAR99, where the entry is limited to the Commerce Control List."""
    traits = set(item.traits) if item is not None else set()
    if "made_abroad" in traits and fact is not None and fact.reaches_abroad:
        traits = traits - {"made_abroad"} | {"reached_abroad"}
    if "ear99" in traits and fact is not None and fact.reach == "some":
        traits.add("beyond_scope")
    return traits


def questions(templates: Iterable[EffectTemplate], facts: Facts) -> Iterator[str]:
    """What to put to counsel about the item."""
    if facts.item is not None:
        yield from (f"Ask counsel: {template.question}" for template in templates if template.question)


def scope_words(case: Case, fact: ListedFact) -> Iterator[str]:
    """What the entry's licence requirement means for the item, where the rule asks about items."""
    asks = any(template.item or template.item_not for template in case.version.effects)
    if case.facts.item is not None and asks:
        yield _SCOPE[fact.reach].format(label=case.facts.item.label)


def supplied(case: Case, condition: Supplied) -> Iterator[Finding]:
    """The item of the question has the traits that the rule names, and goes where and to whom it says."""
    item = case.facts.item
    if item is None or (condition.traits and not set(item.traits) & set(condition.traits)):
        return
    places = {place.territory: place for place in _destinations(case.facts, item)}
    there = [place for name, place in places.items() if name in condition.territories]
    if (condition.territories and not there) or set(places) & set(condition.elsewhere):
        return
    if not condition.lists and not condition.listings:
        sure = not there or any(place.certain for place in there)
        yield _finding(case, condition, item, there, Strength.STRONG if sure else Strength.POSSIBLE)
        return
    for fact in case.facts.listed:
        on_list = fact.listing.list_id in condition.lists
        standing = standing_of(fact.listing, case.book, case.question.as_of)
        if (on_list or is_named(fact, condition.listings)) and standing.acts:
            yield _finding(case, condition, item, there, fact.match.strength, fact, standing)


def _destinations(facts: Facts, item: ItemFact) -> Iterator[Location]:
    """Where the goods go, as far as the question says: where they are used, and where the party is."""
    yield from (place.location for place in facts.places if place.role in {"subject", "site"})
    yield from item.places


def _finding(
    case: Case,
    condition: Supplied,
    item: ItemFact,
    there: list[Location],
    strength: Strength,
    fact: ListedFact | None = None,
    standing: Standing | None = None,
) -> Finding:
    doubts = case.doubts(*((standing,) if standing is not None else ()))
    templates = [template for template in case.version.effects if concerns_item(template, case.facts, fact)]
    acts = standing.acts if standing is not None else ()
    effects = effects_of(case.rule, case.version, templates, case.question, acts, doubtful=bool(doubts))
    asked = {*condition.traits, *(trait for template in templates for trait in template.item)}
    return Finding(
        kind=FindingKind.TECHNOLOGY,
        outcome=capped(outcome_of(effects, case.question), strength, doubts),
        list_id=fact.listing.list_id if fact is not None else None,
        uid=fact.listing.uid if fact is not None else None,
        entry=fact.listing.name if fact is not None else item.label,
        rule=case.rule.id,
        effects=effects,
        match=fact.match if fact is not None else None,
        citations=distinct(
            [
                *(citation for effect in effects for citation in effect.citations),
                *case.version.citations,
                *(citation for act in acts for citation in act.citations),
            ]
        ),
        note=sentences(
            [
                *(said for trait, said in item.traits.items() if trait in asked),
                *(sentence for place in there for sentence in place.evidence),
                case.version.note,
                *(doubt.verify for doubt in doubts),
                *questions(templates, case.facts),
            ]
        ),
    )
