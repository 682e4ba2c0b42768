"""A verdict as a small fragment of HTML that stands alone, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from exposcreen.model.citation import Citation
from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
from exposcreen.model.verdict import Coverage, Finding, Verdict
from exposcreen.model.vocabulary import CoverageStatus, Outcome
from exposcreen.report.page import plain
from exposcreen.report.wording import (
    bears,
    citation_words,
    counted,
    decided_words,
    doubt,
    effect_words,
    entry_words,
    gap_words,
    grouped,
    item_words,
    match_label,
    match_words,
    once,
    question_words,
    settling,
    unconfirmed,
)

__all__ = ["render_html"]

_COLOURS = {
    Outcome.PROHIBITED: "#b3261e",
    Outcome.RESTRICTED: "#8a5a00",
    Outcome.REVIEW: "#7b1fa2",
    Outcome.UNDETERMINED: "#5f6368",
    Outcome.CLEAR: "#1e7d34",
}


def render_html(verdict: Verdict | PortfolioVerdict | SupplyChainVerdict) -> str:
    """A verdict as one ``<div>``, every text escaped, without scripts or outside resources.

    Args:
        verdict: On one subject, on a portfolio or on a supply chain.
    """
    body = _one(verdict) if isinstance(verdict, Verdict) else _many(verdict)
    coverage = _coverage(verdict.coverage)
    engine = _tag("small", f"{verdict.engine.name} {verdict.engine.version}. Not legal advice.")
    return f'<div class="exposcreen">{body}{coverage}{engine}</div>'


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(plain(text))}</{name}>"


def _outcome(outcome: Outcome) -> str:
    return f'<strong style="color:{_COLOURS[outcome]}">{escape(outcome.upper())}</strong>'


def _question(verdict: Verdict | PortfolioVerdict | SupplyChainVerdict) -> str:
    words = question_words(verdict.activity, verdict.jurisdictions, verdict.as_of, defaulted=verdict.as_of_defaulted)
    return _tag("p", words)


def _one(verdict: Verdict) -> str:
    head = f"<p>{_outcome(verdict.outcome)} — {escape(plain(verdict.label))}</p>"
    findings = "".join(_finding(finding, verdict) for finding in verdict.findings if bears(finding))
    others = "".join(_finding(finding, verdict) for finding in verdict.findings if not bears(finding))
    aside = f"<p>Found too; it does not restrict what was asked:</p><ul>{others}</ul>" if others else ""
    decided = _tag("p", f"Decided by: {decided_words(verdict)}")
    item = _tag("p", item_words(verdict.item)) if verdict.item is not None else ""
    return f"{head}{_question(verdict)}{item}{decided}{f'<ol>{findings}</ol>' if findings else ''}{aside}"


def _finding(finding: Finding, verdict: Verdict) -> str:
    effects = (
        effect_words(found, effect, verdict.as_of) for found, effect in grouped(finding.effects, verdict.activity)
    )
    lines = [_tag("li", doubt(finding) + words) for words in effects]
    if finding.match is not None:
        lines.append(_tag("li", f"{match_label(finding)}: {match_words(finding.match)}"))
        lines.extend(_tag("li", comparison.detail) for comparison in finding.match.comparisons)
    if words := settling(finding):
        lines.append(_tag("li", words))
    lines.extend(f"<li>{_cited(citation)}</li>" for citation in once(finding.citations))
    if finding.note:
        lines.append(_tag("li", f"Note: {finding.note}"))
    mark = unconfirmed(finding, verdict.activity)
    return f"<li>{_outcome(finding.outcome)}{mark} {escape(plain(entry_words(finding)))}<ul>{''.join(lines)}</ul></li>"


def _cited(citation: Citation) -> str:
    words = escape(plain(citation_words(citation.model_copy(update={"url": None}))))
    if citation.url and citation.url.startswith(("https://", "http://")):
        return f'Cites: <a href="{escape(citation.url, quote=True)}" rel="noreferrer">{words}</a>'
    return f"Cites: {words}"


def _many(verdict: PortfolioVerdict | SupplyChainVerdict) -> str:
    what = counted(len(verdict.verdicts), "holding" if isinstance(verdict, PortfolioVerdict) else "site")
    head = f"<p>{_outcome(verdict.outcome)} — {what}</p>"
    rows = "".join(
        f"<tr><td>{_outcome(one.outcome)}</td>{_tag('td', one.label)}{_tag('td', one.decided_by)}</tr>"
        for one in verdict.verdicts
    )
    return f"{head}{_question(verdict)}<table>{rows}</table>"


def _coverage(coverage: Iterable[Coverage]) -> str:
    gaps = [item for item in coverage if item.needed and item.status is not CoverageStatus.COMPLETE]
    if not gaps:
        return "<p>Every list that the question needs was read whole for the day.</p>"
    lines = "".join(_tag("li", words) for words in gap_words(gaps))
    count = counted(len(gaps), "list")
    summary = _tag("summary", f"Not checked in full: {count} that the question needs, not whole for the day")
    return f"<details>{summary}<ul>{lines}</ul></details>"
