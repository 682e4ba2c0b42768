"""Rules on owners: what listed parties hold in the subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Effect, Finding
from exposcreen.model.vocabulary import EffectKind, FindingKind, Outcome, Strength
from exposcreen.rules.case import Case, capped, known_only_later, sentences
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.facts import ListedFact, OwnerFact
from exposcreen.rules.law import Owned
from exposcreen.rules.ownership import listed_share
from exposcreen.rules.share import Share
from exposcreen.rules.standing import standing_of

__all__ = ["owned"]


def owned(case: Case, condition: Owned) -> Iterator[Finding]:
    """Listed parties own, or control, the subject; or hold a part that a person should see."""

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
    doubts = case.doubts(*standings)
    effects = effects_of(
        case.rule,
        case.version,
        case.version.effects,
        case.question,
        since=_first_day(share, condition),
        doubtful=bool(doubts),
    )
    if outcome_cap is Outcome.REVIEW and share.reach != "perhaps":
        effects = _as_diligence(effects, share)
    strength = Strength.STRONG if outcome_cap is Outcome.PROHIBITED else Strength.POSSIBLE
    outcome = min(outcome_of(effects, case.question), outcome_cap)
    later = [known_only_later(fact, case.question.as_of) for fact in share.facts]
    if any(later):
        outcome = min(outcome, Outcome.REVIEW)
    yield Finding(
        kind=FindingKind.OWNERSHIP,
        outcome=capped(outcome, strength, doubts),
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
        note=sentences([*_words(share), case.version.note, *later, *(doubt.verify for doubt in doubts)]),
    )


def _words(share: Share) -> list[str]:
    """The sum, and where the shares come from."""
    sources = f"the stakes are from: {'; '.join(share.sources)}" if share.sources else ""
    return [f"{share.arithmetic}.", sources]


def _first_day(share: Share, condition: Owned) -> date | None:
    """The day from which enough is held by owners who are listed; ``None`` where a list does not say since when."""
    listed = []
    for stake in share.stakes:
        days = [act.listed_on for fact in stake.parties.values() for act in fact.listing.designations]
        if None in days:
            return None
        firsts = [
            min(act.listed_on for act in fact.listing.designations if act.listed_on is not None)
            for fact in stake.parties.values()
        ]
        first = max(firsts) if condition.aggregate else min(firsts)
        listed.append((max(first, stake.since or first), stake.percent))
    held = Decimal(0)
    for day, percent in sorted(listed):
        held += percent
        if condition.share_percent is not None and held >= condition.share_percent:
            return day
    return max((day for day, _ in listed), default=None)


_BELOW = {
    "open": "listed owners hold less than the threshold as far as is known, and not every owner is: find out the rest",
    "minority": "listed owners hold less than the threshold: not caught by ownership, and a reason for care",
    "control": "controlled without the share that the rule asks: not caught by ownership, and a reason for care",
    "unknown": "the share of a listed owner is not known: find it out",
}


def _as_diligence(effects: tuple[Effect, ...], share: Share) -> tuple[Effect, ...]:
    """The rule does not bite, and a person should look: what it would do is not what it does."""
    changes = {
        "effect": EffectKind.DILIGENCE,
        "detail": _BELOW["open" if share.open_ended else share.reach],
        "relief": "none needed",
    }
    return tuple(effect.model_copy(update=changes) for effect in effects)


def _ownership_cap(share: Share, condition: Owned, policy: ScreeningPolicy) -> Outcome | None:
    """How severe an ownership finding may be; ``None`` where there is nothing to say."""
    if share.reach == "none":
        return None
    if condition.share_percent is None:
        return Outcome.PROHIBITED
    if share.reach == "owned" or (share.reach == "control" and condition.control == "counts"):
        return Outcome.PROHIBITED
    if share.reach == "minority" and not share.open_ended and share.together < policy.minority_review_percent:
        return None
    return Outcome.REVIEW
