"""Verdicts built by hand, with invented parties: what reports are written from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from exposcreen.model.citation import Citation
from exposcreen.model.match import Comparison, Match
from exposcreen.model.policy import Engine, ScreeningPolicy
from exposcreen.model.results import (
    Exposure,
    PortfolioTotals,
    PortfolioVerdict,
    SupplyChainTotals,
    SupplyChainVerdict,
    Tally,
)
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.verdict import Coverage, Effect, Finding, Verdict, worst
from exposcreen.model.vocabulary import (
    Activity,
    CoverageStatus,
    EffectKind,
    FindingKind,
    MatchedOn,
    Outcome,
    Strength,
)

AS_OF = date(2026, 7, 10)
ORDER = Citation(title="An order against Examples", reference="99 FR 1", url="https://example.org/order", locator="s.1")
REPORT = Citation(title="A newspaper's report", reference="Daily Example", confirmed=False)
ENGINE = Engine(
    version="0.1.0", algorithm="test 1", transliterator="unidecode", rules="a" * 64, listings="b" * 64,
    policy=ScreeningPolicy(),
)  # fmt: skip
WHOLE = Coverage(list_id="us_ofac_ns_cmic", status=CoverageStatus.COMPLETE, records=68, published_on=date(2026, 7, 9))
PART = Coverage(list_id="us_ofac_sdn", status=CoverageStatus.PARTIAL, records=150, note="the bundled extract only")
ASIDE = Coverage(list_id="un_sc", status=CoverageStatus.MISSING, needed=False)


def effect(
    activity: Activity = Activity.INVEST,
    kind: EffectKind = EffectKind.PROHIBITED,
    *,
    start: date | None = date(2021, 8, 2),
    end: date | None = None,
    citation: Citation = ORDER,
    confirmed: bool = True,
    relief: str = "specific licence",
) -> Effect:
    return Effect(
        activity=activity, effect=kind, jurisdiction="US", binds="US persons", relief=relief,
        effective_from=start, effective_to=end, citations=(citation,), confirmed=confirmed,
    )  # fmt: skip


def finding(
    outcome: Outcome = Outcome.PROHIBITED,
    *effects: Effect,
    entry: str = "EXAMPLE WORKS CO., LTD.",
    citations: tuple[Citation, ...] = (ORDER,),
    note: str | None = None,
    kind: FindingKind = FindingKind.LISTING,
    strength: Strength = Strength.STRONG,
    rule: str = "us-ofac-ns-cmic",
) -> Finding:
    match = Match(
        strength=strength, score=0.97, on=MatchedOn.NAME, query="Example Works", matched=entry,
        comparisons=(Comparison(question="name", score=0.97, detail="the same words but for the legal form"),),
    )  # fmt: skip
    return Finding(
        kind=kind, outcome=outcome, list_id="us_ofac_ns_cmic", uid="30000", entry=entry,
        rule=rule, effects=effects or (effect(),), match=match, citations=citations, note=note,
    )  # fmt: skip


def verdict(
    *findings: Finding,
    subject: Counterparty | Site | Holding | None = None,
    outcome: Outcome | None = None,
    activity: Activity = Activity.ANY,
    coverage: tuple[Coverage, ...] = (WHOLE, PART, ASIDE),
    defaulted: bool = False,
) -> Verdict:
    severest = worst(item.outcome for item in findings)
    return Verdict(
        subject=subject or Counterparty(name="Example Works"),
        outcome=outcome or (Outcome.UNDETERMINED if severest is Outcome.CLEAR else severest),
        activity=activity, jurisdictions=("US", "GB"), as_of=AS_OF, as_of_defaulted=defaulted, findings=findings,
        coverage=coverage, engine=ENGINE, decided_by="the listing of Example Works forbids the purchase",
    )  # fmt: skip


def portfolio(*verdicts: Verdict, market_value: dict[str, Decimal] | None = None) -> PortfolioVerdict:
    outcome = worst(item.outcome for item in verdicts)
    totals = PortfolioTotals(
        holdings=len(verdicts),
        by_outcome=(
            Exposure(label=str(outcome), count=len(verdicts), outcome=outcome,
                     market_value=market_value or {"USD": Decimal("1234567.5")}, weight=Decimal("5.4")),
        ),
        by_list=(),
    )  # fmt: skip
    return PortfolioVerdict(
        outcome=outcome, activity=Activity.INVEST, jurisdictions=("US",), as_of=AS_OF, verdicts=verdicts,
        coverage=(WHOLE, PART), engine=ENGINE, totals=totals,
    )  # fmt: skip


def supply_chain(*verdicts: Verdict) -> SupplyChainVerdict:
    outcome = worst(item.outcome for item in verdicts)
    totals = SupplyChainTotals(
        sites=len(verdicts), by_outcome=(Tally(label=str(outcome), count=len(verdicts), outcome=outcome),), by_list=(),
        by_tier=(Tally(label="tier 2", count=1, outcome=outcome),), by_territory=(), by_product=(),
    )  # fmt: skip
    return SupplyChainVerdict(
        outcome=outcome, activity=Activity.IMPORT, jurisdictions=("US",), as_of=AS_OF, verdicts=verdicts,
        coverage=(WHOLE,), engine=ENGINE, totals=totals,
    )  # fmt: skip
