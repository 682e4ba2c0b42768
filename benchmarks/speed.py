"""How long exposcreen takes for one name and for many, with caches empty and full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from lists import AS_OF
from measure import Spread, forget, spread, timed_each, worked
from opening import open_matcher
from sample import Sample

from exposcreen import Screener
from exposcreen.matching.query import Query

__all__ = ["Speed", "measure_speed"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Speed:
    """Times of single queries, and names per second of processor time in a batch; alone, and with whole verdicts."""

    match_cold: Spread
    match_warm: Spread
    verdict_cold: Spread
    verdict_warm: Spread
    matches_per_second: float
    verdicts_per_second: float


def measure_speed(store: Path | None, sample: Sample) -> Speed:
    """Ask all the names. What is new to a pass called cold was opened for it alone."""
    match_cold, match_warm = _twice(_matching(store), sample.single)
    verdict_cold, verdict_warm = _twice(_screening(store), sample.single)
    match = _matching(store)
    _, matching = worked(lambda: [match(name) for name in sample.batch])
    forget()
    screener = Screener(store)
    _, screening = worked(lambda: sum(1 for _ in screener.screen_many(sample.batch, as_of=AS_OF)))
    return Speed(
        match_cold,
        match_warm,
        verdict_cold,
        verdict_warm,
        len(sample.batch) / matching,
        len(sample.batch) / screening,
    )


def _matching(store: Path | None) -> Callable[[str], object]:
    forget()
    matcher = open_matcher(store, AS_OF)
    return lambda name: matcher.match(Query(names=(name,)))


def _screening(store: Path | None) -> Callable[[str], object]:
    forget()
    screener = Screener(store)
    return lambda name: screener.screen(name, as_of=AS_OF)


def _twice(call: Callable[[_T], object], items: tuple[_T, ...]) -> tuple[Spread, Spread]:
    return spread(timed_each(call, items)), spread(timed_each(call, items))
