"""The self-test of a store: every name of every listing, screened against the store, must find its own listing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.value import Value
from exposcreen.resources import digest
from exposcreen.screening.library import open_index
from exposcreen.screening.selection import select
from exposcreen.sources.store import Store

__all__ = ["Missed", "SelfScreen", "self_screen"]

_SLICE = 250


class Missed(Value):
    """A name that does not find the listing that bears it.

    Attributes:
        key: Of the listing: ``us_ofac_sdn:29299``.
    """

    key: str
    name: str


class SelfScreen(Value):
    """What a self-test found.

    Attributes:
        listings: How many were asked about, under how many ``names``.
    """

    listings: int
    names: int
    missed: tuple[Missed, ...] = ()


def self_screen(
    store: Path,
    *,
    as_of: date,
    watch: Callable[[str, int, int | None], None],
    processes: int | None = None,
) -> SelfScreen:
    """Screen every name of every listing that is searched for a day.

    Args:
        store: The folder of the store.
        as_of: The day.
        watch: Told how many listings are done.
        processes: How many work side by side; one for each processor when left out.

    Raises:
        SourceError: The store is damaged.
    """
    _opened.clear()  # the store can have changed since the last time
    total = len(_matcher(store, as_of).index.listings)
    slices = [(store, as_of, start, min(start + _SLICE, total)) for start in range(0, total, _SLICE)]
    names, missed = 0, []
    for done, (number, found) in enumerate(_answers(slices, processes or os.cpu_count() or 1), start=1):
        names += number
        missed += found
        watch("listings screened against themselves", min(done * _SLICE, total), total)
    return SelfScreen(listings=total, names=names, missed=tuple(missed))


_Slice = tuple[Path, date, int, int]


def _answers(slices: list[_Slice], processes: int) -> Iterator[tuple[int, list[Missed]]]:
    if processes == 1:
        yield from map(_screen, slices)
        return
    with ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent) as pool:
        yield from pool.map(_screen, slices)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _screen(part: _Slice) -> tuple[int, list[Missed]]:
    store, as_of, start, end = part
    matcher = _matcher(store, as_of)
    names, missed = 0, []
    for number in range(start, end):
        listing = matcher.index.listings[number]
        for name in listing.names:
            names += 1
            if number not in matcher.match(Query(names=(name.text,), kind=listing.kind)):
                missed.append(Missed(key=listing.key, name=name.text))
    return names, missed


_opened: dict[tuple[Path, date], Matcher] = {}
"""The matcher of this process: opened once, whatever number of slices it is given."""


def _matcher(path: Path, as_of: date) -> Matcher:
    key = (path, as_of)
    if key not in _opened:
        store, policy = Store.open(path), ScreeningPolicy()
        _opened.clear()
        _opened[key] = Matcher(open_index(store, select(store, as_of, digest()), policy.transliterator), policy)
    return _opened[key]
