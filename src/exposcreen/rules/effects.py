"""From the words of a rule to effects on a day: dates filled in, what does not apply left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation
from exposcreen.model.verdict import Effect, worst
from exposcreen.model.vocabulary import Activity, EffectKind, Outcome
from exposcreen.rules.facts import Question
from exposcreen.rules.law import EffectTemplate, Rule, Version
from exposcreen.rules.rulebook import bears_on

__all__ = ["distinct", "effects_of", "outcome_of"]

_OUTCOMES = {
    EffectKind.PROHIBITED: Outcome.PROHIBITED,
    EffectKind.PRESUMED_PROHIBITED: Outcome.PROHIBITED,
    EffectKind.LICENCE_REQUIRED: Outcome.RESTRICTED,
    EffectKind.CONDITIONS: Outcome.RESTRICTED,
    EffectKind.DILIGENCE: Outcome.REVIEW,
    EffectKind.PERMITTED: Outcome.CLEAR,
}


def outcome_of(effects: Iterable[Effect], question: Question) -> Outcome:
    """The worst that these effects do to the activity asked, before the strength of the match is weighed."""
    return worst(_OUTCOMES[effect.effect] for effect in effects if bears_on(question.activity, effect.activity))


def effects_of(
    rule: Rule,
    version: Version,
    templates: Iterable[EffectTemplate],
    question: Question,
    acts: Sequence[Designation] = (),
    since: date | None = None,
    doubtful: bool = False,
) -> tuple[Effect, ...]:
    """The effects that apply on the day asked.

    Args:
        rule: The rule.
        version: Its version on that day.
        templates: Those effects of the version that concern the subject.
        question: For its day.
        acts: The designations whose dates they follow.
        since: Where there are no designations, the day from which the facts are known to hold.
        doubtful: Whether the status of the law on that day could not be confirmed.
    """
    effects = []
    for template in templates:
        own = [act for act in acts if not template.footnotes or set(template.footnotes) & set(act.footnotes)]
        begin = _moment(own, template.since) if acts else since
        end = _moment(own, template.until) if template.until else None
        if template.since == "divest" and begin is None:
            continue
        if (begin is not None and question.as_of < begin) or (end is not None and end <= question.as_of):
            continue
        for activity in template.activities:
            effects.append(
                Effect(
                    activity=activity,
                    effect=template.effect,
                    jurisdiction=rule.jurisdiction,
                    binds=template.binds,
                    relief=template.relief,
                    detail=template.detail,
                    effective_from=_later(begin, _first_day(rule, version, activity, template.effect)),
                    effective_to=_earlier(
                        _earlier(end, _last_day(rule, version, activity, template.effect)), _delisting(acts)
                    ),
                    confirmed=template.confirmed and not doubtful and (not own or any(act.confirmed for act in own)),
                    citations=template.citations,
                )
            )
    return tuple(effects)


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each citation once, in the order in which they first stand."""
    seen: dict[tuple[str, str | None], Citation] = {}
    for citation in citations:
        seen.setdefault((citation.reference, citation.locator), citation)
    return tuple(seen.values())


def _moment(acts: Sequence[Designation], moment: str) -> date | None:
    """The earliest such date of the designations; ``None`` where one does not say when it was listed."""
    if moment == "divest":
        days = [act.divest_until for act in acts]
    elif moment == "effective":
        days = [act.effective_from or act.listed_on for act in acts]
    else:
        days = [act.listed_on for act in acts]
    return None if None in days else min((day for day in days if day is not None), default=None)


def _delisting(acts: Sequence[Designation]) -> date | None:
    days = [act.delisted_on for act in acts]
    return None if None in days else max((day for day in days if day is not None), default=None)


def _says(version: Version, activity: Activity, effect: EffectKind) -> bool:
    return any(template.effect is effect and activity in template.activities for template in version.effects)


def _first_day(rule: Rule, version: Version, activity: Activity, effect: EffectKind) -> date | None:
    """The day from which the law has said so without a break: a new version that says the same begins nothing."""
    first = version
    for earlier in reversed(rule.version[: rule.version.index(version)]):
        if not _says(earlier, activity, effect) or rule.condition(earlier) != rule.condition(version):
            break
        first = earlier
    return first.effective_from


def _last_day(rule: Rule, version: Version, activity: Activity, effect: EffectKind) -> date | None:
    last = version
    for later in rule.version[rule.version.index(version) + 1 :]:
        if not _says(later, activity, effect):
            break
        last = later
    return last.effective_to


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
