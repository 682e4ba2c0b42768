"""Verdicts on many subjects: a portfolio, a supply chain."""

import importlib
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from exposcreen.errors import InputError
from exposcreen.model.dates import Day
from exposcreen.model.policy import Engine
from exposcreen.model.rendering import Rendered
from exposcreen.model.value import Value
from exposcreen.model.verdict import Coverage, Verdict
from exposcreen.model.vocabulary import Activity, Jurisdiction, Outcome

__all__ = ["Exposure", "PortfolioTotals", "PortfolioVerdict", "SupplyChainTotals", "SupplyChainVerdict", "Tally"]


class Tally(Value):
    """How many sites of one kind there are, and the worst outcome among them."""

    label: str
    count: int
    outcome: Outcome


class Exposure(Tally):
    """The same for holdings, with what they are worth.

    Attributes:
        market_value: By currency; ``?`` where a row has none.
        weight: In percent, summed over the rows that state it; ``None`` where none does.
    """

    market_value: dict[str, Decimal] = Field(default_factory=dict)
    weight: Decimal | None = None


class PortfolioTotals(Value):
    """What a portfolio holds, by outcome and by list. A holding counts once under each list that it meets."""

    holdings: int
    by_outcome: tuple[Exposure, ...]
    by_list: tuple[Exposure, ...]


class SupplyChainTotals(Value):
    """Where a supply chain stands, by outcome, list, tier, territory and product class."""

    sites: int
    by_outcome: tuple[Tally, ...]
    by_list: tuple[Tally, ...]
    by_tier: tuple[Tally, ...]
    by_territory: tuple[Tally, ...]
    by_product: tuple[Tally, ...]


class _Many(Rendered):
    """What both have: one verdict a subject, in the order given."""

    outcome: Outcome
    activity: Activity
    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(min_length=1)]
    as_of: Day
    as_of_defaulted: bool = False
    verdicts: tuple[Verdict, ...]
    coverage: Annotated[tuple[Coverage, ...], Field(min_length=1)]
    engine: Engine

    def to_json(self, *, indent: int | None = 2) -> str:
        """Everything as JSON."""
        return self.model_dump_json(indent=indent)

    def to_frame(self) -> Any:
        """One row a finding, one row for a subject without findings, as a pandas DataFrame.

        Raises:
            InputError: pandas is not installed.
        """
        try:
            pandas = importlib.import_module("pandas")
        except ModuleNotFoundError as error:
            raise InputError("to_frame() needs pandas: install exposcreen[frames]") from error
        rows: list[dict[str, object]] = []
        for number, verdict in enumerate(self.verdicts):
            subject = {
                "row": number,
                "subject": verdict.label,
                "outcome": str(verdict.outcome),
                "decided_by": verdict.decided_by,
            }
            for finding in verdict.findings:
                rows.append(
                    subject
                    | {
                        "finding": str(finding.kind),
                        "finding_outcome": str(finding.outcome),
                        "list_id": finding.list_id,
                        "entry": finding.entry,
                        "rule": finding.rule,
                        "strength": str(finding.match.strength) if finding.match else None,
                        "citations": "; ".join(citation.reference for citation in finding.citations),
                    }
                )
            if not verdict.findings:
                rows.append(subject)
        return pandas.DataFrame(rows)


class PortfolioVerdict(_Many):
    """One verdict a holding, and what the portfolio is exposed to."""

    totals: PortfolioTotals


class SupplyChainVerdict(_Many):
    """One verdict a site, and where the chain stands."""

    totals: SupplyChainTotals
