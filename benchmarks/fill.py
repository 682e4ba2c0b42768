"""Run in a process of its own by ``measure.fill``: fills a store with all real lists and compiles it, as JSON.

Argument: a scratch folder, in which the store is made as ``store``.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import perf_counter

from lists import AS_OF, FILES, LISTS
from opening import open_matcher
from probe import peak_mb

from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from


def _take(place: str, published: date, store: Path, scratch: Path) -> float:
    source = LISTS / place
    if source.is_file():
        folder = scratch / source.name.split(".")[0]
        folder.mkdir()
        shutil.copy(source, folder)
        source = folder
    start = perf_counter()
    at = datetime.combine(max(published, AS_OF), time(), UTC)
    report = update_from(source, Store.open(store), published=published, retrieved_at=at)
    if report.refused:
        raise SystemExit(f"{place}: {report.refused[0].reason}")
    return perf_counter() - start


def main(folder: str) -> dict[str, object]:
    """Read, check, keep, compile: seconds of each, and the peak memory of all."""
    scratch = Path(folder)
    store = scratch / "store"
    seconds = {title: _take(place, published, store, scratch) for title, place, published in FILES}
    start = perf_counter()
    open_matcher(store, AS_OF)
    return {"read_seconds": seconds, "compile_seconds": perf_counter() - start, "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
