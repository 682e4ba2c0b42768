"""Facts, rulebook and a day make findings: each kind of condition is answered in one function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exposcreen.model.citation import Citation
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import Facts, ListedFact, OwnerFact, PlaceFact, Question
from exposcreen.rules.law import Condition, EffectTemplate, Listed, Located, Organ, Origin, Owned, Rule, Version
from exposcreen.rules.ownership import Share, listed_share
from exposcreen.rules.rulebook import Rulebook
from exposcreen.rules.standing import Doubt, Standing, standing_of

__all__ = ["evaluate"]


@dataclass(frozen=True, slots=True)
class _Case:
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


def evaluate(facts: Facts, book: Rulebook, question: Question, policy: ScreeningPolicy) -> tuple[Finding, ...]:
    """All findings about a subject, the severest first."""
    findings: list[Finding] = []
    for rule in book.rules.values():
        version = rule.at(question.as_of)
        if version is None or rule.jurisdiction not in question.jurisdictions:
            continue
        case = _Case(rule, version, rule.condition(version), facts, question, book, policy)
        findings += _answer(case)
    return tuple(findings)


def _answer(case: _Case) -> Iterator[Finding]:
    match case.condition:
        case Listed():
            yield from _listed(case, case.condition)
        case Owned():
            yield from _owned(case, case.condition)
        case Organ():
            yield from _organ(case, case.condition)
        case Origin():
            yield from _origin(case, case.condition)
        case Located():
            yield from _located(case, case.condition)


def _listed(case: _Case, condition: Listed) -> Iterator[Finding]:
    for fact in case.facts.listed:
        if fact.listing.list_id not in condition.lists:
            continue
        standing = standing_of(fact.listing, case.book, case.question.as_of)
        if standing.acts and case.is_alive():
            yield _listed_now(case, condition, fact, standing)
        elif standing.former and fact.match.strength >= Strength.POSSIBLE:
            yield _formerly(case, fact, standing)


def _listed_now(case: _Case, condition: Listed, fact: ListedFact, standing: Standing) -> Finding:
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
        notes.append("The listing, or its day, rests on a secondary source: verify it.")
    is_security = case.facts.subject == "holding"
    return Finding(
        kind=FindingKind.SECURITY if is_security else FindingKind.LISTING,
        outcome=_capped(outcome, fact.match.strength, doubts),
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
        note=_sentences(notes),
    )


def _formerly(case: _Case, fact: ListedFact, standing: Standing) -> Finding:
    return Finding(
        kind=FindingKind.LISTING,
        outcome=Outcome.CLEAR,
        list_id=fact.listing.list_id,
        uid=fact.listing.uid,
        entry=fact.listing.name,
        rule=case.rule.id,
        match=fact.match,
        citations=distinct([*(c for act in fact.listing.designations for c in act.citations), *standing.lapse]),
        note=_sentences([standing.former, fact.listing.note, *(act.note for act in fact.listing.designations)]),
    )


def _concerns(template: EffectTemplate, fact: ListedFact, standing: Standing, facts: Facts) -> bool:
    kind = fact.listing.kind
    if template.kinds and kind not in template.kinds and kind != "unknown":
        return False
    if template.footnotes and not any(note in template.footnotes for act in standing.acts for note in act.footnotes):
        return False
    other_goods = bool(fact.goods and facts.goods) and not facts.unrecognised_goods and not fact.goods & facts.goods
    return not (template.merchandise and other_goods)


def _owned(case: _Case, condition: Owned) -> Iterator[Finding]:
    def on_lists(owner: OwnerFact) -> ListedFact | None:
        candidates = [
            fact
            for fact in owner.listed
            if fact.listing.list_id in condition.lists
            and fact.match.strength >= Strength.POSSIBLE
            and standing_of(fact.listing, case.book, case.question.as_of).acts
        ]
        return max(candidates, key=lambda fact: fact.match.strength, default=None)

    if not case.is_alive():
        return
    share = listed_share(case.facts.owners, condition, on_lists, lambda fact: fact.match.strength >= Strength.STRONG)
    outcome_cap = _ownership_cap(share, condition, case.policy)
    if outcome_cap is None:
        return
    standings = [standing_of(fact.listing, case.book, case.question.as_of) for fact in share.facts]
    acts = [act for standing in standings for act in standing.acts]
    days = [act.listed_on for act in acts if act.listed_on is not None]
    effects = effects_of(case.rule, case.version, case.version.effects, case.question, since=max(days, default=None))
    doubts = case.doubts(*standings)
    strength = Strength.STRONG if outcome_cap is Outcome.PROHIBITED else Strength.POSSIBLE
    outcome = min(outcome_of(effects, case.question), outcome_cap)
    yield Finding(
        kind=FindingKind.OWNERSHIP,
        outcome=_capped(outcome, strength, doubts),
        list_id=share.stakes[0].fact.listing.list_id,
        entry=", ".join(dict.fromkeys(fact.listing.name for fact in share.facts)),
        rule=case.rule.id,
        effects=effects,
        match=share.stakes[0].fact.match,
        citations=distinct(
            [
                *(citation for effect in effects for citation in effect.citations),
                *case.version.citations,
                *(citation for act in acts for citation in act.citations),
                *(citation for doubt in doubts for citation in doubt.citations),
            ]
        ),
        note=_sentences([f"{share.arithmetic}.", case.version.note, *(doubt.verify for doubt in doubts)]),
    )


def _ownership_cap(share: Share, condition: Owned, policy: ScreeningPolicy) -> Outcome | None:
    """How severe an ownership finding may be; ``None`` where there is nothing to say."""
    if share.reach == "none":
        return None
    if condition.share_percent is None:
        return Outcome.PROHIBITED
    if share.reach == "owned" or (share.reach == "control" and condition.control == "counts"):
        return Outcome.PROHIBITED
    if share.reach == "minority" and share.percent < policy.minority_review_percent:
        return None
    return Outcome.REVIEW


def _organ(case: _Case, condition: Organ) -> Iterator[Finding]:
    own = {fact.listing.key for fact in case.facts.listed if fact.match.strength >= Strength.STRONG}
    for organ in case.facts.organs:
        standing = standing_of(organ.body, case.book, case.question.as_of)
        if organ.body.list_id not in condition.lists or organ.body.key in own or not standing.acts:
            continue
        effects = effects_of(case.rule, case.version, case.version.effects, case.question, standing.acts)
        yield Finding(
            kind=FindingKind.OWNERSHIP,
            outcome=_capped(outcome_of(effects, case.question), organ.organ.match.strength, ()),
            list_id=organ.body.list_id,
            uid=organ.body.uid,
            entry=organ.body.name,
            rule=case.rule.id,
            effects=effects,
            match=organ.organ.match,
            citations=distinct([*(c for act in standing.acts for c in act.citations), *case.version.citations]),
            note=_sentences(
                [
                    f"{organ.organ.listing.name} has no entry of its own on this list; "
                    f"it is an organ of {organ.body.name}, which has.",
                    case.version.note,
                ]
            ),
        )


def _origin(case: _Case, condition: Origin) -> Iterator[Finding]:
    places = [place for place in case.facts.places if place.location.territory == condition.territory]
    if not places:
        return
    goods = case.facts.goods & set(condition.products) if condition.products else case.facts.goods
    known = bool(case.facts.goods) and not case.facts.unrecognised_goods
    if condition.products and not goods and known:
        return
    place = min(places, key=lambda place: (place.role == "subject", place.role == "name", not place.location.certain))
    notes: list[str | None] = list(place.location.evidence)
    settled = place.location.certain
    if place.role == "subject":
        settled = False
        notes.append("A party's own address is not the origin of goods: ask where they, and their inputs, were made.")
    if place.role == "name":
        settled = False
        notes.append("A name is not a place: ask where the goods, and their inputs, were made.")
    if condition.products and not goods:
        settled = False
        notes.append(
            "The order names certain goods, and the products are not given or not recognised: say what they are."
        )
    for sector in case.facts.sectors:
        notes.append(
            f"{sector.label} is a UFLPA high-priority sector since {sector.since}: that guides enforcement, "
            "and by itself presumes nothing."
        )
    sectors = [citation for sector in case.facts.sectors for citation in sector.citations]
    yield _regional(case, place, settled=settled, notes=notes, extra=sectors)


def _located(case: _Case, condition: Located) -> Iterator[Finding]:
    places = [
        place
        for place in case.facts.places
        if place.location.territory == condition.territory and place.role in {"subject", "site"}
    ]
    if not places:
        return
    place = min(places, key=lambda place: not place.location.certain)
    notes: list[str | None] = list(place.location.evidence)
    if case.facts.is_person:
        notes.append("A person's country can be of nationality: the embargo is on dealings with the territory.")
    yield _regional(case, place, settled=place.location.certain and not case.facts.is_person, notes=notes)


def _regional(
    case: _Case, place: PlaceFact, *, settled: bool, notes: list[str | None], extra: Iterable[Citation] = ()
) -> Finding:
    effects = effects_of(case.rule, case.version, case.version.effects, case.question)
    doubts = case.doubts()
    return Finding(
        kind=FindingKind.REGION,
        outcome=_capped(outcome_of(effects, case.question), Strength.STRONG if settled else Strength.POSSIBLE, doubts),
        entry=place.location.place,
        rule=case.rule.id,
        effects=effects,
        citations=distinct([*(c for effect in effects for c in effect.citations), *case.version.citations, *extra]),
        note=_sentences([*notes, case.version.note, *(doubt.verify for doubt in doubts)]),
    )


def _capped(outcome: Outcome, strength: Strength, doubts: Iterable[Doubt]) -> Outcome:
    """A match that is not settled, and a restriction of which it is doubtful that it began, go to a person at most."""
    if strength < Strength.STRONG or any(doubt.kind == "began" for doubt in doubts):
        return min(outcome, Outcome.REVIEW)
    return outcome


def _sentences(notes: Iterable[str | None]) -> str | None:
    return " ".join(dict.fromkeys(note.strip() for note in notes if note)) or None
