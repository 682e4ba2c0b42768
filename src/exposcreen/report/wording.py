"""The words of a report: what an effect, a match, a citation and a list's coverage say in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.item import Item
from exposcreen.model.match import Match
from exposcreen.model.verdict import Coverage, Effect, Finding, Verdict
from exposcreen.model.vocabulary import Activity, CoverageStatus, EffectKind, FindingKind, MatchedOn, Strength

__all__ = [
    "bears",
    "citation_words",
    "counted",
    "decided_words",
    "doubt",
    "effect_in_brief",
    "effect_words",
    "entry_words",
    "gap_words",
    "grouped",
    "item_words",
    "left_out_words",
    "match_label",
    "match_words",
    "once",
    "question_words",
    "references",
    "settling",
    "unconfirmed",
]

_EFFECTS = {
    EffectKind.PROHIBITED: "prohibited",
    EffectKind.PRESUMED_PROHIBITED: "presumed prohibited",
    EffectKind.LICENCE_REQUIRED: "licence required",
    EffectKind.CONDITIONS: "allowed only under conditions",
    EffectKind.DILIGENCE: "diligence expected",
    EffectKind.PERMITTED: "not restricted by this rule",
}
_OF = frozenset({EffectKind.DILIGENCE})
"""What is expected *of* somebody; the rest is so *for* somebody."""

_ON = {
    MatchedOn.IDENTIFIER: "by identifier",
    MatchedOn.NAME: "by name",
    MatchedOn.ALIAS: "by an alias",
    MatchedOn.WEAK_ALIAS: "by a weak alias",
    MatchedOn.ADDRESS: "by address",
}
_STATUSES = {
    CoverageStatus.COMPLETE: "complete",
    CoverageStatus.PARTIAL: "partial",
    CoverageStatus.STALE: "out of date",
    CoverageStatus.MISSING: "missing",
}


def bears(finding: Finding) -> bool:
    """Whether the finding decides anything about the activity and jurisdictions asked."""
    return finding.outcome.rank > 0


def question_words(activity: str, jurisdictions: Sequence[str], as_of: date, *, defaulted: bool) -> str:
    """What was asked."""
    today = " (today in UTC: no date was given)" if defaulted else ""
    return f"Activity: {activity}. Law of: {', '.join(jurisdictions)}. As of: {as_of}{today}."


def item_words(item: Item) -> str:
    """The item of the question, as it was given."""
    made = {True: "made abroad", False: "made in the United States", None: ""}[item.foreign_made]
    parts = [
        item.description or "",
        f"ECCN {item.eccn}" if item.eccn else "",
        f"HS {item.hs}" if item.hs else "",
        f"for: {item.end_use}" if item.end_use else "",
        made,
    ]
    return f"Item: {'; '.join(part for part in parts if part)}. It bears on exports only."


def grouped(effects: Iterable[Effect], asked: Activity) -> list[tuple[tuple[Activity, ...], Effect]]:
    """Effects that differ in nothing but the activity, together; those on the activity asked come first."""
    together: dict[Effect, list[Activity]] = {}
    for effect in effects:
        together.setdefault(effect.model_copy(update={"activity": Activity.ANY}), []).append(effect.activity)
    order = list(Activity)
    groups = [(tuple(sorted(set(found), key=order.index)), effect) for effect, found in together.items()]
    kinds = list(EffectKind)
    return sorted(
        groups, key=lambda group: (asked not in group[0], kinds.index(group[1].effect), order.index(group[0][0]))
    )


def effect_words(activities: Sequence[Activity], effect: Effect, as_of: date) -> str:
    """One effect, with whom it binds, since when, under what, what it means and what relieves it."""
    detail = f"; {effect.detail}" if effect.detail else ""
    idle = effect.effect is EffectKind.PERMITTED and effect.relief.casefold() == "none"
    return f"{effect_in_brief(activities, effect, as_of)}{detail}{'' if idle else f'; relief: {effect.relief}'}"


def effect_in_brief(activities: Sequence[Activity], effect: Effect, as_of: date) -> str:
    """One effect, with whom it binds, since when and under what."""
    to = "of" if effect.effect in _OF else "for"
    parts = [f"{', '.join(activities)}: {_EFFECTS[effect.effect]} {to} {effect.binds} [{effect.jurisdiction}]"]
    parts.append(_period(effect, as_of))
    parts.append(f"({references(effect.citations)})")
    told = effect.confirmed or not any(citation.confirmed for citation in effect.citations)
    parts.append("" if told else "[unconfirmed]")
    return " ".join(part for part in parts if part)


def doubt(finding: Finding) -> str:
    """What to put before the effects of a finding where the party may be another: they hold if the identity does.

    Not of one about owners: there it is not the subject that may be another.
    """
    return "if it is this party: " if _is_unsure(finding) and finding.kind is not FindingKind.OWNERSHIP else ""


def settling(finding: Finding) -> str | None:
    """What a person compares to settle an identity that the match leaves open; nothing where it is settled."""
    if finding.match is None or not _is_unsure(finding):
        return None
    whose = "the owner's" if finding.kind is FindingKind.OWNERSHIP and not _is_organ(finding) else "the subject's"
    return (
        f"To settle it: compare {whose} identifiers, addresses, former names and, of a person, date and place of birth "
        "with those of the entry."
    )


def _is_unsure(finding: Finding) -> bool:
    return finding.match is not None and finding.match.strength < Strength.STRONG


def unconfirmed(finding: Finding, asked: Activity) -> str:
    """The mark of a finding whose outcome rests on a rule that is not confirmed to be in force, else nothing."""
    leaving_out = {Activity.TRAVEL} if asked is Activity.ANY else set(Activity) - {asked}
    here = [effect for found, effect in grouped(finding.effects, asked) if {*found} - leaving_out]
    gravest = [effect.confirmed for effect in here if effect.effect is here[0].effect]
    return " [unconfirmed]" if gravest and not any(gravest) else ""


def decided_words(verdict: Verdict) -> str:
    """Why this outcome, marked where the first finding of that outcome rests on a rule that is not confirmed."""
    deciding = [finding for finding in verdict.findings if bears(finding) and finding.outcome is verdict.outcome]
    doubtful = deciding and unconfirmed(deciding[0], verdict.activity)
    return f"{verdict.decided_by}{' [unconfirmed]' if doubtful else ''}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 holding``, ``1,200 holdings``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def left_out_words(left_out: int, screened: int) -> str:
    """That rows of the file could not be read, where there are any, so that nobody takes the verdict for all of it."""
    are = "is" if left_out == 1 else "are"
    return (
        f"{left_out:,} of {counted(left_out + screened, 'row')} could not be read and {are} not in this verdict: "
        "see the messages."
    )


def _period(effect: Effect, as_of: date) -> str:
    start, end = effect.effective_from, effect.effective_to
    begins = "" if start is None else f"since {start}" if start <= as_of else f"from {start}"
    return f"{begins} until {end}".strip() if end is not None else begins


def references(citations: Iterable[Citation]) -> str:
    """The references alone, the unconfirmed ones marked."""
    shown = dict.fromkeys(f"{item.reference}{'' if item.confirmed else ' [unconfirmed]'}" for item in citations)
    return "; ".join(shown)


def citation_words(citation: Citation) -> str:
    """A citation in full."""
    told = citation.reference in citation.title
    parts = ["" if told else citation.reference, citation.title, citation.locator or ""]
    parts.append(f"published {citation.published_on}" if citation.published_on else "")
    mark = "" if citation.confirmed else " [unconfirmed]"
    seen = f" (consulted {citation.consulted_on})" if citation.consulted_on else ""
    address = f" <{citation.url}>" if citation.url else ""
    return f"{', '.join(dict.fromkeys(part for part in parts if part))}{mark}{seen}{address}"


def entry_words(finding: Finding) -> str:
    """The list and the entry as published, or the rule and what it rests on."""
    uid = f" (uid {finding.uid})" if finding.uid else ""
    owned = ", as an organ of the body listed" if _is_organ(finding) else ", by ownership"
    basis = owned if finding.list_id and finding.kind is FindingKind.OWNERSHIP else ""
    return f"{finding.list_id or finding.kind}{basis}: {finding.entry}{uid}"


def match_label(finding: Finding) -> str:
    """Whose match it is."""
    if _is_organ(finding):
        return "Match of the organ"
    return "Match of the owner" if finding.kind is FindingKind.OWNERSHIP else "Match"


def _is_organ(finding: Finding) -> bool:
    """Whether it rests on a rule on organs: such a body belongs to another, and nobody owns it."""
    return finding.kind is FindingKind.OWNERSHIP and (finding.rule or "").endswith("-organ")


def match_words(match: Match) -> str:
    """How the subject was tied to the entry."""
    if match.on is MatchedOn.IDENTIFIER:
        return f"{match.strength} {_ON[match.on]} ({match.query})"
    same = "" if match.query == match.matched else f', for "{match.query}"'
    return f'{match.strength} {_ON[match.on]}, score {match.score:.2f}: "{match.matched}"{same}'


def once(citations: Iterable[Citation]) -> list[Citation]:
    """The citations, without one that names a reference again and adds neither a place in it nor an address."""
    shown: dict[str, Citation] = {}
    kept = []
    for citation in citations:
        first = shown.setdefault(citation.reference, citation)
        adds = (citation.locator, citation.url) not in {(None, None), (first.locator, first.url)}
        if first is citation or adds or citation.confirmed != first.confirmed:
            kept.append(citation)
    return kept


def gap_words(coverage: Iterable[Coverage]) -> list[str]:
    """What was not whole, a sentence for each list; those of which nothing was read share one for each reason."""
    unread: dict[tuple[CoverageStatus, str | None], list[str]] = {}
    sentences = []
    for item in coverage:
        if item.records:
            sentences.append(_coverage_words(item))
        else:
            unread.setdefault((item.status, item.note), []).append(item.list_id)
    for (status, note), lists in unread.items():
        sentences.append(f"{', '.join(lists)}: {_STATUSES[status]}{f': {note}' if note else ''}")
    return sentences


def _coverage_words(item: Coverage) -> str:
    day = f", published {item.published_on}" if item.published_on else ""
    told = item.note is not None and f"{item.records}" in item.note.replace(",", "")
    count = "" if told else f", {item.records:,} entries read"
    return f"{item.list_id}: {_STATUSES[item.status]}{count}{day}{f': {item.note}' if item.note else ''}"
