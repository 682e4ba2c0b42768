"""Which companies listed owners reach, all of a table in one pass: by shares, by chains, in circles.

A company is reached if the stakes of owners that are listed, or reached themselves, add up to the threshold; a reached
company counts with its whole stake, as OFAC's FAQ 401 has it. The smallest set for which that holds is the answer:
nobody is reached by a circle that only holds itself up. A list of work does it, every stake looked at once where
shares are added up. Where they are not, every listed owner is followed for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from exposcreen.ownership.explaining import Term, path_to, terms_of
from exposcreen.ownership.graph import Graph, graph_of
from exposcreen.ownership.spreading import Spread, spread
from exposcreen.ownership.stakes import Party
from exposcreen.ownership.table import OwnershipTable

__all__ = ["Reach", "Reached", "Regime", "Term", "reach"]


@dataclass(frozen=True, slots=True)
class Regime:
    """How a law measures ownership.

    Attributes:
        share_percent: The threshold; ``None`` where it knows no ownership rule.
        inclusive: Whether the threshold itself suffices.
        aggregate: Whether shares of several listed owners are added.
        control: Whether control without ownership suffices, or sends to review.
    """

    share_percent: Decimal | None = Decimal(50)
    inclusive: bool = True
    aggregate: bool = True
    control: Literal["counts", "review", "ignored"] = "review"

    def least(self, whole: int) -> int | None:
        """The smallest share that suffices, where 100 % is so much."""
        if self.share_percent is None:
            return None
        exact = Fraction(self.share_percent) * whole / 100
        return -(-exact.numerator // exact.denominator) if self.inclusive else exact.numerator // exact.denominator + 1


@dataclass(frozen=True, slots=True)
class Reached:
    """A company that listed owners reach, or may.

    Attributes:
        company: What to call it.
        party: The company.
        sure: Whether it is reached; else it may be, and a person should look.
        percent: What is known that listed and reached owners hold, as the regime adds it up.
        unknown: What of the company is known of no owner.
        terms: The stakes that count.
        path: From a listed owner down to the company, as short as there is one.
    """

    company: str
    party: Party
    sure: bool
    percent: Decimal
    unknown: Decimal
    terms: tuple[Term, ...]
    path: tuple[str, ...]

    @property
    def arithmetic(self) -> str:
        """The sum, as one reads it."""
        terms = " + ".join(str(term) for term in self.terms)
        return f"{terms} = {self.percent:f} %" + ("" if self.sure else f"; {self.unknown:f} % is known of no owner")


class Reach:
    """What ``reach`` found. Companies are explained as they are asked for.

    Attributes:
        sure: The numbers of the companies that are reached.
        maybe: The numbers of those that may be: an owner's share is not known, an owner may be listed, or control sends
            to review.
        absent: The listed parties that the table does not have.
    """

    def __init__(
        self,
        table: OwnershipTable,
        graph: Graph,
        regime: Regime,
        spreads: tuple[Spread, Spread],
        absent: tuple[str, ...],
    ) -> None:
        self._table, self._graph, self._regime, self._spreads = table, graph, regime, spreads
        certain, generous = spreads
        self.sure = frozenset(certain.reached)
        self.maybe = frozenset(generous.reached) - self.sure
        self.absent = absent

    def __len__(self) -> int:
        return len(self.sure) + len(self.maybe)

    def __iter__(self) -> Iterator[Reached]:
        yield from (self.explain(number) for number in sorted(self.sure))
        yield from (self.explain(number) for number in sorted(self.maybe))

    def of(self, name: str = "", identifiers: Iterable[tuple[str, str]] = ()) -> tuple[Reached, ...]:
        """What was found of a party; of several, where several bear the name."""
        found = self._table.find(name, identifiers)
        return tuple(self.explain(number) for number in found if number in self.sure or number in self.maybe)

    def explain(self, number: int) -> Reached:
        """The arithmetic and a path of a company that is reached, or may be.

        Raises:
            KeyError: It is neither.
        """
        if number not in self.sure and number not in self.maybe:
            raise KeyError(self._table.label(number))
        sure = number in self.sure
        found = self._spreads[0 if sure else 1]
        terms = terms_of(self._table, self._graph, found, number)
        path = path_to(self._graph, found, number)
        return Reached(
            company=self._table.label(number),
            party=self._table.party(number),
            sure=sure,
            percent=self._percent(found.known(self._graph, number, aggregate=self._regime.aggregate)),
            unknown=self._percent(int(self._graph.room[number])),
            terms=terms,
            path=tuple(self._table.label(step) for step in path),
        )

    def _percent(self, units: int) -> Decimal:
        share = Decimal(units) * 100 / self._graph.whole
        return share.quantize(Decimal(1)) if share == share.to_integral_value() else share.normalize()


def reach(
    table: OwnershipTable,
    listed: Iterable[Party | str],
    regime: Regime,
    day: date,
    *,
    perhaps: Iterable[Party | str] = (),
    unnamed: bool = False,
) -> Reach:
    """All companies that listed owners reach on a day, or may.

    Args:
        table: Who owns whom.
        listed: The listed parties; a text is a name.
        regime: How the law adds up.
        day: The stakes of this day count.
        perhaps: Parties of whom it is not settled that they are listed.
        unnamed: Whether a company also may be reached where listed owners hold a part and the table does not say who
            holds the rest: true, and in a table that names large owners only, true of most companies.
    """
    graph = graph_of(table, day)
    given = [Party.of(item) for item in listed]
    found = {item: table.find(item.name, item.identifiers) for item in given}
    absent = tuple(item.label for item in given if not found[item])
    certain = sorted({number for numbers in found.values() for number in numbers})
    doubtful = {number for item in map(Party.of, perhaps) for number in table.find(item.name, item.identifiers)} | set(
        certain
    )
    least = regime.least(graph.whole)
    sure = spread(graph, certain, least, aggregate=regime.aggregate, control=regime.control == "counts")
    generous = spread(
        graph,
        sorted(doubtful),
        least,
        aggregate=regime.aggregate,
        control=regime.control != "ignored" and least is not None,
        generous="rest" if unnamed else "shares",
        settled=frozenset(certain),
    )
    return Reach(table, graph, regime, (sure, generous), absent)
