"""Why a company is reached: the stakes that count, and a way down from a listed owner."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal

from exposcreen.ownership.graph import Graph
from exposcreen.ownership.spreading import Spread, edges_into
from exposcreen.ownership.table import OwnershipTable

__all__ = ["Term", "path_to", "terms_of"]


@dataclass(frozen=True, slots=True)
class Term:
    """One stake in a sum.

    Attributes:
        owner: Who holds it.
        percent: What is sure of it.
        ceiling: The most it can be, where that is more.
        listed: Whether the owner is listed; else it is reached itself.
        control: Whether the owner controls the company.
    """

    owner: str
    percent: Decimal
    ceiling: Decimal | None
    listed: bool
    control: bool

    def __str__(self) -> str:
        share = f"{self.percent:f} %" if self.ceiling is None else f"{self.percent:f} to {self.ceiling:f} %"
        how = "" if self.listed else ", itself reached"
        return f"{share} ({self.owner}{how}{', in control' if self.control else ''})"


def terms_of(table: OwnershipTable, graph: Graph, found: Spread, company: int) -> tuple[Term, ...]:
    """The stakes in a company that count."""
    terms = []
    for edge in edges_into(graph, company):
        owner, low, high = int(graph.owner[edge]), int(graph.low[edge]), int(graph.high[edge])
        if found.counts(owner):
            terms.append(
                Term(
                    owner=table.label(owner),
                    percent=_percent(low, graph),
                    ceiling=_percent(high, graph) if high > low else None,
                    listed=owner in found.listed,
                    control=bool(graph.control[edge]),
                )
            )
    return tuple(terms)


def path_to(graph: Graph, found: Spread, company: int) -> tuple[int, ...]:
    """The shortest way from a listed owner to a company through owners that count, looked for from below."""
    above: dict[int, int] = {company: company}
    work = deque([company])
    while work:
        here = work.popleft()
        for edge in edges_into(graph, here):
            owner = int(graph.owner[edge])
            if owner in above or not found.counts(owner):
                continue
            above[owner] = here
            if owner in found.listed:
                return _down(above, owner)
            work.append(owner)
    return (company,)


def _down(above: dict[int, int], owner: int) -> tuple[int, ...]:
    path = [owner]
    while above[path[-1]] != path[-1]:
        path.append(above[path[-1]])
    return tuple(path)


def _percent(units: int, graph: Graph) -> Decimal:
    share = Decimal(units) * 100 / graph.whole
    return share.quantize(Decimal(1)) if share == share.to_integral_value() else share.normalize()
