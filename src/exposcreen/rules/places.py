"""Rules on places: where goods come from, and where the subject is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exposcreen.model.citation import Citation
from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Strength
from exposcreen.rules.case import Case, capped, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import PlaceFact
from exposcreen.rules.law import Located, Origin

__all__ = ["located", "origin"]

_REMOTE = {
    "input": "Only inputs come from there: what is made of them elsewhere may be another good; ask counsel.",
    "owner": "An owner is there, and the subject elsewhere: ask counsel what that means.",
}


def origin(case: Case, condition: Origin) -> Iterator[Finding]:
    """Goods, or their inputs, come from the territory of the rule."""
    places = [
        place
        for place in case.facts.places
        if place.location.territory == condition.territory and place.role != "owner"
    ]
    if not places:
        return
    goods = case.facts.goods & set(condition.products) if condition.products else case.facts.goods
    related = case.facts.goods & set(condition.related)
    known = bool(case.facts.goods) and not case.facts.unrecognised_goods
    if condition.products and not goods and not related and known:
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
            f"The order names certain goods; {', '.join(sorted(related))} may be made of them: say of what."
            if related
            else "The order names certain goods, and the products are not given or not recognised: say what they are."
        )
    for sector in case.facts.sectors:
        notes.append(
            f"UFLPA high-priority sector since {sector.since}: {sector.label}; that guides enforcement, "
            "and by itself presumes nothing."
        )
    sectors = [citation for sector in case.facts.sectors for citation in sector.citations]
    yield _regional(case, place, settled=settled, notes=notes, extra=sectors, list_id=condition.list_id)


def located(case: Case, condition: Located) -> Iterator[Finding]:
    """The subject is in the territory of the rule."""
    places = [
        place for place in case.facts.places if place.location.territory == condition.territory and place.role != "name"
    ]
    if not places:
        return
    place = min(places, key=lambda place: (place.role in _REMOTE, not place.location.certain))
    notes: list[str | None] = list(place.location.evidence)
    if case.facts.is_person:
        notes.append("A person's country can be of nationality: the embargo is on dealings with the territory.")
    if place.role in _REMOTE:
        notes.append(_REMOTE[place.role])
    settled = place.location.certain and not case.facts.is_person and place.role not in _REMOTE
    yield _regional(case, place, settled=settled, notes=notes)


def _regional(
    case: Case,
    place: PlaceFact,
    *,
    settled: bool,
    notes: list[str | None],
    extra: Iterable[Citation] = (),
    list_id: str | None = None,
) -> Finding:
    doubts = case.doubts()
    effects = effects_of(case.rule, case.version, case.version.effects, case.question, doubtful=bool(doubts))
    return Finding(
        kind=FindingKind.REGION,
        outcome=capped(outcome_of(effects, case.question), Strength.STRONG if settled else Strength.POSSIBLE, doubts),
        list_id=list_id,
        entry=place.location.place,
        rule=case.rule.id,
        effects=effects,
        citations=distinct([*(c for effect in effects for c in effect.citations), *case.version.citations, *extra]),
        note=sentences([*notes, case.version.note, *(doubt.verify for doubt in doubts)]),
    )
