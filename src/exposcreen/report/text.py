"""A verdict as text, in the order in which a compliance officer would write it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from exposcreen.model.policy import Engine
from exposcreen.model.results import Exposure, PortfolioVerdict, SupplyChainVerdict, Tally
from exposcreen.model.verdict import Coverage, Finding, Verdict
from exposcreen.model.vocabulary import Activity, CoverageStatus, Jurisdiction, Outcome
from exposcreen.report.page import Page, table
from exposcreen.report.wording import (
    bears,
    citation_words,
    counted,
    decided_words,
    doubt,
    effect_in_brief,
    effect_words,
    entry_words,
    gap_words,
    grouped,
    item_words,
    left_out_words,
    match_label,
    match_words,
    once,
    question_words,
    references,
    settling,
    unconfirmed,
)

__all__ = ["render", "render_brief", "render_coverage", "render_question", "render_tally"]

Many = PortfolioVerdict | SupplyChainVerdict


def render(
    verdict: Verdict | PortfolioVerdict | SupplyChainVerdict,
    *,
    colour: bool = False,
    width: int = 100,
    left_out: int = 0,
) -> str:
    """A verdict as text.

    Args:
        verdict: On one subject, on a portfolio or on a supply chain.
        colour: Whether to colour the outcomes by ANSI escape sequences.
        width: Columns of the page.
        left_out: How many rows of the file that holds the portfolio or the supply chain could not be read.

    Returns:
        Lines without a line end after the last.
    """
    page = Page(width, colour)
    if isinstance(verdict, Verdict):
        _one(page, verdict)
    else:
        _many(page, verdict, left_out)
    return str(page)


def render_brief(verdict: Verdict, *, colour: bool = False, width: int = 100) -> str:
    """A verdict in a few lines: outcome, subject, why, and each finding with its law. For long series of verdicts."""
    page = Page(width, colour)
    _brief(page, verdict)
    return str(page)


def render_coverage(coverage: Iterable[Coverage], *, width: int = 100) -> str:
    """What was read of each list, as a table."""
    head = ("list", "status", "published", "entries", "needed", "source and note")
    rows = (
        (
            item.list_id,
            str(item.status),
            str(item.published_on or "-"),
            f"{item.records:,}",
            "yes" if item.needed else "no",
            _origin(item),
        )
        for item in coverage
    )
    return table(head, rows, width=width)


def _origin(item: Coverage) -> str:
    """Where a list came from and why it is not whole, without saying the same twice."""
    source, note = item.source or "", item.note or ""
    said = source and source.casefold() not in note.casefold()
    return "; ".join(part for part in (source if said else "", note) if part) or "-"


def render_question(
    activity: Activity, jurisdictions: Sequence[Jurisdiction], as_of: date, *, defaulted: bool, width: int = 100
) -> str:
    """What was asked of a series of verdicts.

    Args:
        activity: The activity asked about.
        jurisdictions: Whose law.
        as_of: The legal date of the question.
        defaulted: Whether nobody gave that date.
        width: Columns of the page.
    """
    page = Page(width)
    page.write(question_words(activity, jurisdictions, as_of, defaulted=defaulted), hang=4)
    return str(page)


def render_tally(count: Mapping[Outcome, int], *, left_out: int = 0, width: int = 100) -> str:
    """How many verdicts came to each outcome, the worst first, in a sentence.

    Args:
        count: The number of verdicts by outcome.
        left_out: How many rows could not be read, and have no verdict.
        width: Columns of the page.
    """
    page = Page(width)
    by_outcome = ", ".join(f"{count[outcome]:,} {outcome}" for outcome in sorted(count, reverse=True))
    screened = sum(count.values())
    page.write(f"{screened:,} screened: {by_outcome or 'none'}.")
    if left_out:
        page.write(left_out_words(left_out, screened))
    return str(page)


def _one(page: Page, verdict: Verdict) -> None:
    page.write(f"{verdict.outcome.upper()} — {verdict.label}", hang=4, outcome=verdict.outcome)
    _question(page, verdict)
    if verdict.item is not None:
        page.write(item_words(verdict.item), hang=4)
    page.write(f"Decided by: {decided_words(verdict)}", hang=4)
    deciding = [finding for finding in verdict.findings if bears(finding)]
    others = [finding for finding in verdict.findings if not bears(finding)]
    for number, finding in enumerate(deciding, 1):
        page.gap()
        _finding(page, finding, verdict, f"{number}. ")
    if others:
        page.gap()
        page.write(f"Found too; it does not restrict what was asked ({verdict.activity}):")
        for finding in others:
            _aside(page, finding, verdict)
    page.gap()
    _coverage(page, verdict.coverage)
    _engine(page, verdict.engine)


def _question(page: Page, verdict: Verdict | Many) -> None:
    page.write(
        question_words(verdict.activity, verdict.jurisdictions, verdict.as_of, defaulted=verdict.as_of_defaulted),
        hang=4,
    )


def _finding(page: Page, finding: Finding, verdict: Verdict, mark: str) -> None:
    outcome = f"{finding.outcome.upper()}{unconfirmed(finding, verdict.activity)}"
    page.write(f"{mark}{outcome} {entry_words(finding)}", hang=3, outcome=finding.outcome)
    _effects(page, finding, verdict, 3)
    if finding.match is not None:
        page.write(f"{match_label(finding)}: {match_words(finding.match)}", indent=3, hang=7)
        for comparison in finding.match.comparisons:
            if comparison.detail == finding.match.query:
                continue  # an identifier's match says the same
            score = "" if comparison.score is None else f" ({comparison.score:.2f})"
            page.write(f"{comparison.question}{score}: {comparison.detail}", indent=7, hang=9)
    if words := settling(finding):
        page.write(words, indent=3, hang=7)
    for citation in once(finding.citations):
        page.write(f"Cites: {citation_words(citation)}", indent=3, hang=7)
    if finding.note:
        page.write(f"Note: {finding.note}", indent=3, hang=7)


def _effects(page: Page, finding: Finding, verdict: Verdict, indent: int) -> None:
    """What follows for each activity; under a line that says so where the party may be another."""
    if finding.effects and (words := doubt(finding)):
        page.write(words.strip().capitalize(), indent=indent)
        indent += 2
    for activities, effect in grouped(finding.effects, verdict.activity):
        page.write(effect_words(activities, effect, verdict.as_of), indent=indent, hang=indent + 4)


def _aside(page: Page, finding: Finding, verdict: Verdict) -> None:
    page.write(f"- {entry_words(finding)} ({references(finding.citations)})", hang=2)
    _effects(page, finding, verdict, 2)
    if finding.match is not None:
        page.write(f"{match_label(finding)}: {match_words(finding.match)}", indent=2, hang=6)
    if finding.note:
        page.write(f"Note: {finding.note}", indent=2, hang=6)


def _brief(page: Page, verdict: Verdict) -> None:
    page.write(f"{verdict.outcome.upper()} — {verdict.label}", hang=4, outcome=verdict.outcome)
    page.write(f"Decided by: {decided_words(verdict)}", indent=2, hang=4)
    for finding in verdict.findings:
        if bears(finding):
            page.write(f"- {_in_brief(finding, verdict.activity, verdict)}", indent=2, hang=4)


def _in_brief(finding: Finding, asked: Activity, verdict: Verdict) -> str:
    """The entry, its gravest effect on what was asked, and how it matched."""
    groups = grouped(finding.effects, asked)
    law = effect_in_brief(*groups[0], verdict.as_of) if groups else references(finding.citations)
    match = f"; {match_words(finding.match)}" if finding.match else ""
    note = f"; note: {finding.note}" if finding.note and finding.outcome is Outcome.REVIEW else ""
    return (
        f"{finding.outcome}{unconfirmed(finding, asked)} · {entry_words(finding)} · {doubt(finding)}{law}{match}{note}"
    )


def _coverage(page: Page, coverage: Sequence[Coverage]) -> None:
    needed = [item for item in coverage if item.needed]
    gaps = [item for item in needed if item.status is not CoverageStatus.COMPLETE]
    whole = [item.list_id for item in needed if item.status is CoverageStatus.COMPLETE]
    if gaps:
        page.write("Not checked in full: lists that the question needs and that were not whole for the day:")
        for words in gap_words(gaps):
            page.write(f"- {words}", indent=2, hang=6)
    page.write(
        f"Read whole for the day: {', '.join(whole) if whole else 'none of the lists that the question needs'}.", hang=4
    )


def _engine(page: Page, engine: Engine) -> None:
    page.write(
        f"Computed by {engine.name} {engine.version}, matcher {engine.algorithm}, "
        f"transliteration {engine.transliterator}, rules {engine.rules[:12]}, listings {engine.listings[:12]}. "
        "Not legal advice.",
        hang=4,
    )


def _many(page: Page, verdict: Many, left_out: int) -> None:
    what, totals = _headings(verdict)
    page.write(f"{verdict.outcome.upper()} — {what}", hang=4, outcome=verdict.outcome)
    _question(page, verdict)
    if left_out:
        page.write(left_out_words(left_out, len(verdict.verdicts)), hang=4)
    for heading, tallies in totals:
        if tallies:
            page.gap()
            page.lines.extend(_tallies(heading, tallies, page.width).splitlines())
    quiet: dict[tuple[Outcome, str], list[str]] = {}
    for one in verdict.verdicts:
        if any(bears(finding) for finding in one.findings):
            page.gap()
            _brief(page, one)
        else:
            quiet.setdefault((one.outcome, one.decided_by), []).append(one.label)
    for (outcome, reason), labels in quiet.items():
        page.gap()
        page.write(f"{outcome.upper()} — {'; '.join(labels)}", hang=4, outcome=outcome)
        page.write(f"Decided by: {reason}", indent=2, hang=4)
    page.gap()
    _coverage(page, verdict.coverage)
    _engine(page, verdict.engine)


def _headings(verdict: Many) -> tuple[str, list[tuple[str, Sequence[Tally]]]]:
    if isinstance(verdict, PortfolioVerdict):
        totals = verdict.totals
        return f"portfolio of {counted(totals.holdings, 'holding')}", [
            ("By outcome", totals.by_outcome),
            ("By list", totals.by_list),
        ]
    chain = verdict.totals
    return f"supply chain of {counted(chain.sites, 'site')}", [
        ("By outcome", chain.by_outcome),
        ("By list", chain.by_list),
        ("By tier", chain.by_tier),
        ("By territory", chain.by_territory),
        ("By product", chain.by_product),
    ]


def _tallies(heading: str, tallies: Sequence[Tally], width: int) -> str:
    worth = any(isinstance(tally, Exposure) for tally in tallies)
    head = (heading, "count", "worst outcome", *(("weight %", "market value") if worth else ()))
    return table(
        head, [(tally.label, f"{tally.count:,}", str(tally.outcome), *_worth(tally)) for tally in tallies], width=width
    )


def _worth(tally: Tally) -> tuple[str, ...]:
    if not isinstance(tally, Exposure):
        return ()
    money = "; ".join(_money(currency, value) for currency, value in sorted(tally.market_value.items()))
    return ("-" if tally.weight is None else f"{tally.weight:f}", money or "-")


def _money(currency: str, value: Decimal) -> str:
    """``USD 1,234.50``; an amount whose row states no currency says so."""
    return f"{value:,.2f} (no currency)" if currency == "?" else f"{currency} {value:,.2f}"
