"""What the speed is worth: false alarms on ordinary names, and what is found of the listed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lists import Pair
from sample import Listed

from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.match import Match
from exposcreen.model.vocabulary import Strength, SubjectKind

__all__ = ["LEVELS", "Labelled", "alerts", "found_percent", "labelled", "says_same", "strongest"]

LEVELS = (Strength.WEAK, Strength.POSSIBLE, Strength.STRONG)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Right and wrong answers on labelled pairs."""

    hits: int
    false: int
    missed: int
    strong_wrong: int
    strong: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.false + self.missed)


def strongest(found: dict[int, Match]) -> Strength | None:
    """The strength of the best match, if there is one."""
    return max((match.strength for match in found.values()), default=None)


def alerts(matcher: Matcher, names: Iterable[str], kind: SubjectKind) -> list[Strength | None]:
    """For each name, the strength of its best match."""
    return [strongest(matcher.match(Query(names=(name,), kind=kind))) for name in names]


def found_percent(matcher: Matcher, names: Sequence[Listed], least: Strength = Strength.WEAK) -> float:
    """The share of names that reach the listing that bears them."""
    matches = (matcher.match(Query(names=(item.text,), kind=item.kind)).get(item.listing) for item in names)
    return 100 * sum(match is not None and match.strength >= least for match in matches) / len(names)


def says_same(matcher: Matcher, pair: Pair) -> bool:
    """Whether the matcher would put the pair before a person, or settle it."""
    match = matcher.compare(pair.one, pair.other, pair.kind)
    return match.score > 0 and match.strength >= Strength.POSSIBLE


def labelled(pairs: Sequence[Pair], says: Callable[[Pair], bool]) -> Labelled:
    """Count the answers of one comparator."""
    answers = [(pair, says(pair)) for pair in pairs]
    strong = [(pair, answer) for pair, answer in answers if pair.quality == "STRONG"]
    return Labelled(
        hits=sum(pair.same and answer for pair, answer in answers),
        false=sum(answer and not pair.same for pair, answer in answers),
        missed=sum(pair.same and not answer for pair, answer in answers),
        strong_wrong=sum(pair.same != answer for pair, answer in strong),
        strong=len(strong),
    )
