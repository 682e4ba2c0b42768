"""The work-list: from listed owners down, until nothing more is reached."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from exposcreen.ownership.graph import Graph

__all__ = ["Spread", "spread"]

ALL = -1
"""The party as whose everything counts where shares are added up."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What a spreading found.

    Attributes:
        listed: Where it began.
        reached: Companies that are reached, in the order in which they were.
        counted: The parties as whose each party counts; where shares are added up, it is the same for all.
    """

    listed: frozenset[int]
    reached: dict[int, None]
    counted: dict[int, set[int]] = field(repr=False)

    def counts(self, number: int) -> bool:
        """Whether this party's stakes count as those of listed owners."""
        return number in self.counted

    def known(self, graph: Graph, company: int, *, aggregate: bool) -> int:
        """What is sure of the share that decides."""
        edges = [edge for edge in edges_into(graph, company) if self.counts(int(graph.owner[edge]))]
        parties = {party for edge in edges for party in self.counted[int(graph.owner[edge])]}
        return max((_sure(graph, _own(graph, self, edges, party)) for party in parties), default=0) if edges else 0


def edges_into(graph: Graph, company: int) -> range:
    """The stakes in a company."""
    first, last = np.searchsorted(graph.owned, (company, company + 1))
    return range(int(first), int(last))


def spread(
    graph: Graph,
    listed: Iterable[int],
    least: int | None,
    *,
    aggregate: bool,
    control: bool,
    generous: Literal["no", "shares", "rest"] = "no",
    settled: frozenset[int] | None = None,
) -> Spread:
    """Follow stakes from listed owners down to all that they reach.

    Args:
        graph: The stakes of a day.
        listed: Where to begin.
        least: The smallest share that suffices; ``None`` where none does.
        aggregate: Whether shares of several listed owners are added.
        control: Whether control passes on what shares do.
        generous: Whether what is known of no owner counts too: to listed owners whose ``shares`` are not known, or
            wherever they hold anything and the ``rest`` is not said.
        settled: Of the listed, those who are surely so: nobody needs to reach them. All when left out.
    """
    start = frozenset(listed)
    surely = start if settled is None else settled
    work = _Work(graph, least, control=control, generous=generous, surely=surely)
    seeds = [(number, ALL if aggregate else number) for number in sorted(start)]
    counted = work.together(seeds) if aggregate else work.singly(seeds)
    return Spread(start, work.reached, counted)


class _Work:
    """One spreading. The arrays are lists here: one element at a time is what they are read for."""

    def __init__(
        self, graph: Graph, least: int | None, *, control: bool, generous: str, surely: frozenset[int]
    ) -> None:
        self.graph, self.least, self.generous, self.surely = graph, least, generous, surely
        self.order = np.argsort(graph.owner, kind="stable").tolist()
        self.first = np.searchsorted(graph.owner[self.order], np.arange(len(graph.room) + 1)).tolist()
        self.owned, self.low, self.high = graph.owned.tolist(), graph.low.tolist(), graph.high.tolist()
        self.indirect, self.room = graph.indirect.tolist(), graph.room.tolist()
        self.loose = [True] * len(self.owned) if generous == "rest" else graph.loose.tolist()
        self.control = graph.control.tolist() if control else [False] * len(self.owned)
        self.reached: dict[int, None] = {}

    def together(self, seeds: list[tuple[int, int]]) -> dict[int, set[int]]:
        """Everything added up: every stake is looked at once."""
        everybody = {ALL}
        counted = {number: everybody for number, _ in seeds}
        work = deque(number for number, _ in seeds)
        sums: dict[int, list[int]] = {}
        while work:
            owner = work.popleft()
            for at in range(self.first[owner], self.first[owner + 1]):
                edge = self.order[at]
                company = self.owned[edge]
                if company in self.surely or company in self.reached:
                    continue
                held = sums.setdefault(company, [0, 0, 0, 0])
                self._add(edge, held)
                if self.control[edge] or self._suffices(company, held):
                    self.reached[company] = None
                    if company not in counted:
                        counted[company] = everybody
                        work.append(company)
        return counted

    def _add(self, edge: int, held: list[int]) -> None:
        held[self.indirect[edge]] += self.low[edge]
        held[2] += self.high[edge]
        held[3] |= self.loose[edge]

    def _suffices(self, company: int, held: list[int]) -> bool:
        """Whether so much suffices: direct shares, indirect ones, all at the most, and whether one is not known."""
        if self.least is None:
            return False
        if self.generous == "no":
            return max(held[0], held[1]) >= self.least
        room = self.room[company] if held[3] else 0
        return max(held[0] + held[1] + room, held[2]) >= self.least

    def singly(self, seeds: list[tuple[int, int]]) -> dict[int, set[int]]:
        """Every listed owner for itself, with those it acts jointly with."""
        counted: dict[int, set[int]] = {number: {party} for number, party in seeds}
        joint = {int(company) for company in self.graph.owned[self.graph.joint >= 0]}
        work = deque(seeds)
        sums: dict[tuple[int, int], list[int]] = {}
        while work:
            owner, party = work.popleft()
            for at in range(self.first[owner], self.first[owner + 1]):
                edge = self.order[at]
                company = self.owned[edge]
                if company in self.surely:
                    continue
                if company in joint:
                    caught = self._of_company(company, counted)
                else:
                    held = sums.setdefault((company, party), [0, 0, 0, 0])
                    self._add(edge, held)
                    caught = {party} if self._suffices(company, held) else set()
                if self.control[edge]:
                    caught.add(party)
                if caught:
                    self.reached[company] = None
                known = counted.setdefault(company, set()) if caught else set()
                for new in sorted(caught - known):
                    known.add(new)
                    work.append((company, new))
        return counted

    def _of_company(self, company: int, counted: dict[int, set[int]]) -> set[int]:
        """The parties who hold enough of a company in which some act jointly."""
        spread_so_far = Spread(frozenset(), {}, counted)
        edges = [edge for edge in edges_into(self.graph, company) if int(self.graph.owner[edge]) in counted]
        caught = set()
        for party in {party for edge in edges for party in counted[int(self.graph.owner[edge])]}:
            own = _own(self.graph, spread_so_far, edges, party)
            held = [0, 0, 0, 0]
            for edge in own:
                self._add(edge, held)
            if self._suffices(company, held):
                caught.add(party)
        return caught


def _own(graph: Graph, found: Spread, edges: list[int], party: int) -> list[int]:
    """The stakes that are added up as one party's: its own, and those of whom it acts jointly with."""
    own = [edge for edge in edges if party in found.counted[int(graph.owner[edge])]]
    joined = {int(graph.joint[edge]) for edge in own} - {-1}
    return [edge for edge in edges if edge in own or int(graph.joint[edge]) in joined]


def _sure(graph: Graph, edges: list[int]) -> int:
    direct = sum(int(graph.low[edge]) for edge in edges if not graph.indirect[edge])
    return max(direct, sum(int(graph.low[edge]) for edge in edges if graph.indirect[edge]))
