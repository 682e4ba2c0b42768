"""How time and memory are taken, and on what kind of machine."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from exposcreen.names.normalise import name_form
from exposcreen.names.rarity import rarity

__all__ = [
    "Memory",
    "Spread",
    "bytes_on_disk",
    "forget",
    "in_a_process",
    "machine",
    "probe",
    "spread",
    "timed",
    "timed_each",
    "wall",
    "worked",
]

_T = TypeVar("_T")
_R = TypeVar("_R")
_PROBE = Path(__file__).with_name("probe.py")


@dataclass(frozen=True, slots=True)
class Spread:
    """Times of single calls, in milliseconds."""

    first: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What one fresh process needed: seconds of each step, and peak memory after it, in MB above pydantic alone."""

    import_seconds: float
    open_seconds: float
    first_query_seconds: float
    import_mb: float
    open_mb: float
    queried_mb: float


def timed(call: Callable[[], _R]) -> tuple[_R, float]:
    """What a call returns, and the seconds that it took."""
    start = perf_counter()
    result = call()
    return result, perf_counter() - start


def worked(call: Callable[[], _R]) -> tuple[_R, float]:
    """What a call returns, and its seconds of processor time: other work on the machine hardly changes them."""
    start = process_time()
    result = call()
    return result, process_time() - start


def timed_each(call: Callable[[_T], object], items: Iterable[_T]) -> list[float]:
    """The seconds of one call for each item."""
    times = []
    for item in items:
        start = perf_counter()
        call(item)
        times.append(perf_counter() - start)
    return times


def spread(seconds: list[float]) -> Spread:
    """The first, the median and the 95th percentile of times."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return Spread(1000 * seconds[0], 1000 * statistics.median(seconds), 1000 * cuts[-1])


def wall(arguments: list[str], *, home: Path, runs: int = 7) -> float:
    """The median seconds of a whole process of this Python, after one run that is not counted."""
    environment = os.environ | {"EXPOSCREEN_HOME": str(home)}
    command = [sys.executable, *arguments]

    def run() -> None:
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

    run()
    return statistics.median(timed(run)[1] for _ in range(runs))


def probe(store: Path | None, as_of: str) -> Memory:
    """Open the lists in a fresh process, and ask what it took."""
    return Memory(**json.loads(in_a_process(_PROBE, str(store or ""), as_of)))


def in_a_process(program: Path, *arguments: str) -> str:
    """What a program of this folder prints, run in a process of its own."""
    command = [sys.executable, str(program), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def bytes_on_disk(store: Path) -> dict[str, int]:
    """Bytes on disk of each part of a store."""
    parts = ("raw", "listings", "index")
    return {part: sum(file.stat().st_size for file in (store / part).rglob("*") if file.is_file()) for part in parts}


def forget() -> None:
    """Empty the caches of names and words that outlive an index."""
    name_form.cache_clear()
    rarity.cache_clear()


def machine() -> str:
    """The kind of machine, without its name."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("rapidfuzz", "numpy", "pydantic"))
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}; {packages}"
    )
