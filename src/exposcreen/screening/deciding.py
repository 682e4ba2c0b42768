"""Findings and coverage make an outcome, and the one sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from exposcreen.model.verdict import Coverage, Effect, Finding, worst
from exposcreen.model.vocabulary import Activity, CoverageStatus, EffectKind, FindingKind, MatchedOn, Outcome, Strength
from exposcreen.rules.facts import Question
from exposcreen.rules.rulebook import bears_on
from exposcreen.sources.catalogue import read_lists

__all__ = ["decide", "in_order"]

_SEVERITY = list(EffectKind)
_WORDS = {
    EffectKind.PROHIBITED: "prohibited",
    EffectKind.PRESUMED_PROHIBITED: "presumed prohibited",
    EffectKind.LICENCE_REQUIRED: "licence required",
    EffectKind.CONDITIONS: "conditions apply",
    EffectKind.DILIGENCE: "diligence expected",
    EffectKind.PERMITTED: "permitted",
}


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The severest first; then by list, strength and score."""
    lists = {name: place for place, name in enumerate(read_lists())}

    def key(finding: Finding) -> tuple[int, int, bool, int, float, bool, str]:
        match = finding.match
        return (
            -finding.outcome.rank,
            lists.get(finding.list_id or ("us_dhs_uflpa" if finding.kind is FindingKind.REGION else ""), len(lists)),
            finding.kind is FindingKind.TECHNOLOGY,
            -match.strength.rank if match else -1,
            -match.score if match else 0.0,
            match is not None and match.on is not MatchedOn.NAME,
            finding.entry,
        )

    return tuple(sorted(findings, key=key))


def decide(findings: Sequence[Finding], coverage: Sequence[Coverage], question: Question) -> tuple[Outcome, str]:
    """The outcome of a verdict, and why.

    Silence is not clearance: where nothing bears on the activity asked, one list that the question needs and that was
    not whole on the day leaves it undetermined.
    """
    severest = worst(finding.outcome for finding in findings)
    if severest > Outcome.CLEAR:
        deciding = next(finding for finding in findings if finding.outcome is severest)
        return severest, _because(deciding, question)
    gaps = [item for item in coverage if item.needed and item.status is not CoverageStatus.COMPLETE]
    asked = "any activity" if question.activity is Activity.ANY else f"'{question.activity}'"
    if gaps:
        named = ", ".join(f"{item.list_id} ({item.status})" for item in gaps)
        return (
            Outcome.UNDETERMINED,
            f"Nothing found bears on {asked}, but these lists were not whole for {question.as_of}: {named}.",
        )
    return (
        Outcome.CLEAR,
        f"Every list that {asked} needs under the law of {', '.join(question.jurisdictions)} was whole on "
        f"{question.as_of}, and nothing found on them bears on it.",
    )


def _because(finding: Finding, question: Question) -> str:
    where = finding.list_id or finding.rule
    effect = _deciding_effect(finding, question)
    if effect is None:
        return f"{where}: {finding.entry}."
    since = f" since {effect.effective_from}" if effect.effective_from else ""
    cited = dict.fromkeys((finding.citations[0].reference, effect.citations[0].reference))
    law = f"{effect.activity}: {_WORDS[effect.effect]}{since} ({'; '.join(cited)})"
    settled = finding.match is None or finding.match.strength >= Strength.STRONG
    if finding.outcome is Outcome.REVIEW and effect.effect is not EffectKind.DILIGENCE and settled:
        return f"{where}: {finding.entry}; {law}, if that applies here: a person must look, see the note."
    if finding.outcome is Outcome.REVIEW and effect.effect is not EffectKind.DILIGENCE:
        strength = f" ({finding.match.strength} match)" if finding.match else ""
        return f"{where}: it may be {finding.entry}{strength}; if it is, {law}. A person must look."
    return f"{where}: {finding.entry}; {law}."


def _deciding_effect(finding: Finding, question: Question) -> Effect | None:
    asked = [effect for effect in finding.effects if bears_on(question.activity, effect.activity)]
    return min(asked, key=lambda effect: _SEVERITY.index(effect.effect), default=None)
