"""``make bench``: start-up, load time, memory, latency, throughput and accuracy on the full real lists.

Everything is measured in one run and on one thread, next to a brute-force rapidfuzz scan of the same names. Where the
real lists are not at hand it runs on the bundled extract alone, says so, and leaves the page as it is.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from lists import AS_OF, Inputs, bundled_only, full
from measure import machine
from opening import open_matcher
from page import Row, page, table
from parts import accuracy_rows, advanced_rows, list_rows, opening_rows, peer_rows, ratio_rows, speed_rows, start_rows
from peers import BruteForce
from sample import draw
from speed import measure_speed

__all__ = ["main"]

_PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "benchmarks.md"
_SCANNED = 200
"""How many names brute force is given: it is slow, and its speed hardly depends on the name."""

_NOTES = (
    f"The lists are the SDN files of 2023-12-28, the Consolidated files of 2025-12-19, the Consolidated Screening List "
    f"of 2022-05-16, the Denied Persons List of September 2022, the UFLPA page of 2026-07-09, the UN list of "
    f"2026-02-27 and the Canadian one of April 2020, with what the bundled extract adds, asked as of "
    f"{AS_OF.isoformat()}. Where two files carry one list, one of them answers.",
    "All lists are read, checked, kept and compiled by one process, whose peak memory is given; the files of Advanced "
    "XML are generated, with invented parties, and each is read in a process of its own.",
    "Batch and alarm names are drawn from 399,203 real company names (GLEIF); the people are invented, in many "
    "scripts. A few ordinary names may truly be listed parties: they count as false alarms here.",
    "A ratio to brute force above 1 means that exposcreen is faster. "
    f"Brute force scans the first {_SCANNED} of the batch and of the single queries, "
    "except for `cdist`, which scans the whole batch; its time includes normalising the query. What "
    "it returns is a score: no birth dates, no legal forms, no verdict, no law.",
    "Names per second are per second of processor time, on one thread; all other times are by the clock on the wall.",
    "A typo is one letter dropped, replaced or swapped with the next, inside a word of five letters or more.",
    "Names in batches and single queries are given as a user types them, without saying whether they are a company or "
    'a person, so that both are searched. "Not seen before" means freshly opened lists and empty caches.',
    "Peak memory counts pages of the index that are mapped from disk and shared between processes.",
    "The labelled pairs were known while the matcher was made: their F1 is no forecast for other pairs. 84 is where "
    "WRatio does best on these very pairs, after transliteration.",
)


def main() -> int:
    """Measure everything, print the table and write the page.

    Returns:
        0; 1 when a published name did not find its own listing.
    """
    started, load = perf_counter(), os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        if bundled_only():
            _say("the real lists are not at hand: measuring on the bundled extract alone")
            rows, own = _measured(Inputs(None), scratch)
        else:
            _say("reading the full real lists")
            rows, own = _measured(full(scratch), scratch)
            _PAGE.parent.mkdir(parents=True, exist_ok=True)
            _PAGE.write_text(
                page(rows, on=datetime.now(UTC).date(), machine=machine(), loaded=_loaded(load), notes=_NOTES),
                encoding="utf-8",
            )
    print(table(rows))
    print(f"\n{machine()}. {_loaded(load)} The run took {perf_counter() - started:.0f} s.")
    if own < 100:
        _say(f"only {own:.1f} % of published names find their own listing: every one must")
        return 1
    return 0


def _measured(inputs: Inputs, scratch: Path) -> tuple[list[Row], float]:
    rows = [*list_rows(inputs), *advanced_rows()]
    _say("start-up and opening")
    home = scratch / "home"
    started, start_ratio = start_rows(inputs, home)
    rows = [*started, *rows, *opening_rows(inputs)]
    matcher = open_matcher(inputs.store, AS_OF)
    sample = draw(inputs, matcher.index)
    _say("single queries and batches")
    speed = measure_speed(inputs.store, sample)
    rows += speed_rows(speed, sample)
    _say("brute force")
    force = BruteForce(matcher.index)
    peers = force.measure(sample.batch[:_SCANNED], sample.single[:_SCANNED], sample.misspelt, batch=sample.batch)
    rows += peer_rows(peers, len(force.names))
    _say("accuracy")
    accurate, own = accuracy_rows(matcher, inputs, sample)
    return [*ratio_rows(speed, peers, start_ratio), *rows, *accurate], own


def _loaded(load: float) -> str:
    cores = os.cpu_count() or 1
    if load < 0.2:
        return "The machine was idle before the run."
    return f"Other work kept {load:.1f} of its {cores} cores busy as the run began, so the figures are noisy."


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
