"""Sums over many verdicts: what a portfolio is exposed to, where a supply chain stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from exposcreen.model.policy import Engine
from exposcreen.model.results import (
    Exposure,
    PortfolioTotals,
    PortfolioVerdict,
    SupplyChainTotals,
    SupplyChainVerdict,
    Tally,
)
from exposcreen.model.subjects import Holding, Site
from exposcreen.model.verdict import Coverage, Verdict, worst
from exposcreen.model.vocabulary import CoverageStatus, Outcome
from exposcreen.products import classify
from exposcreen.rules.facts import Question
from exposcreen.territories import locate

__all__ = ["portfolio", "supply_chain"]


def portfolio(
    question: Question, verdicts: Sequence[Verdict], coverage: tuple[Coverage, ...], engine: Engine
) -> PortfolioVerdict:
    """The verdict on a portfolio."""
    return PortfolioVerdict(
        outcome=_of_all(verdicts, coverage),
        activity=question.activity,
        jurisdictions=question.jurisdictions,
        as_of=question.as_of,
        verdicts=tuple(verdicts),
        coverage=coverage,
        engine=engine,
        totals=PortfolioTotals(
            holdings=len(verdicts),
            by_outcome=tuple(_exposure(label, group) for label, group in _by_outcome(verdicts)),
            by_list=tuple(_exposure(label, group) for label, group in _grouped(verdicts, _lists)),
        ),
    )


def supply_chain(
    question: Question, verdicts: Sequence[Verdict], coverage: tuple[Coverage, ...], engine: Engine
) -> SupplyChainVerdict:
    """The verdict on a supply chain."""

    def tallies(groups: Iterable[tuple[str, list[Verdict]]]) -> tuple[Tally, ...]:
        return tuple(
            Tally(label=label, count=len(group), outcome=worst(verdict.outcome for verdict in group))
            for label, group in groups
        )

    return SupplyChainVerdict(
        outcome=_of_all(verdicts, coverage),
        activity=question.activity,
        jurisdictions=question.jurisdictions,
        as_of=question.as_of,
        verdicts=tuple(verdicts),
        coverage=coverage,
        engine=engine,
        totals=SupplyChainTotals(
            sites=len(verdicts),
            by_outcome=tallies(_by_outcome(verdicts)),
            by_list=tallies(_grouped(verdicts, _lists)),
            by_tier=tallies(_grouped(verdicts, _tier)),
            by_territory=tallies(_grouped(verdicts, _territories)),
            by_product=tallies(_grouped(verdicts, _products)),
        ),
    )


def _of_all(verdicts: Sequence[Verdict], coverage: Sequence[Coverage]) -> Outcome:
    """The worst; and of nothing at all, what the lists would allow to be said of it."""
    whole = all(item.status is CoverageStatus.COMPLETE for item in coverage if item.needed)
    return worst(verdict.outcome for verdict in verdicts) if verdicts or whole else Outcome.UNDETERMINED


def _by_outcome(verdicts: Sequence[Verdict]) -> list[tuple[str, list[Verdict]]]:
    groups = {outcome: [v for v in verdicts if v.outcome is outcome] for outcome in reversed(Outcome)}
    return [(str(outcome), group) for outcome, group in groups.items() if group]


def _grouped(
    verdicts: Sequence[Verdict], labels: Callable[[Verdict], Iterable[str]]
) -> list[tuple[str, list[Verdict]]]:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for label in dict.fromkeys(labels(verdict)):
            groups[label].append(verdict)
    return sorted(groups.items())


def _lists(verdict: Verdict) -> list[str]:
    """The lists whose findings bear on the activity asked."""
    return [finding.list_id or finding.rule for finding in verdict.findings if finding.outcome > Outcome.CLEAR]


def _tier(verdict: Verdict) -> list[str]:
    tier = verdict.subject.tier if isinstance(verdict.subject, Site) else None
    return [str(tier) if tier is not None else "unknown"]


def _territories(verdict: Verdict) -> list[str]:
    site = verdict.subject
    if not isinstance(site, Site):
        return []
    text = ", ".join(part for part in (site.address, site.region) if part)
    location = locate(text or site.country or "", country=site.country) if text or site.country else None
    return [location.territory if location else "unknown"]


def _products(verdict: Verdict) -> list[str]:
    classes = classify(verdict.subject.products) if isinstance(verdict.subject, Site) else frozenset()
    return sorted(classes) or ["unknown"]


def _exposure(label: str, verdicts: Sequence[Verdict]) -> Exposure:
    values: dict[str, Decimal] = defaultdict(Decimal)
    weights: list[Decimal] = []
    for verdict in verdicts:
        holding = verdict.subject
        if isinstance(holding, Holding):
            if holding.market_value is not None:
                values[holding.currency or "?"] += holding.market_value
            if holding.weight is not None:
                weights.append(holding.weight)
    return Exposure(
        label=label,
        count=len(verdicts),
        outcome=worst(verdict.outcome for verdict in verdicts),
        market_value=dict(sorted(values.items())),
        weight=sum(weights, Decimal(0)) if weights else None,
    )
