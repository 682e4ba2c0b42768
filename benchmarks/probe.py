"""Run in a process of its own by ``measure.probe``: opens the lists and writes what it took, as JSON.

Arguments: the folder of the store (empty: the bundled extract), and the day.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from time import perf_counter

_STATUS = Path("/proc/self/status")
_QUERIES = 300


def peak_mb() -> float:
    """The most memory that this process has held, in MB.

    On Linux the kernel's own figure for this program is taken: ``ru_maxrss`` starts there from that of the process
    that started this one.
    """
    if _STATUS.is_file():
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main(folder: str, as_of: str) -> dict[str, float]:
    """Import, open, ask: seconds and peak memory of each step."""
    import_module("pydantic")
    bare = peak_mb()
    start = perf_counter()
    from opening import open_matcher

    import exposcreen  # noqa: F401
    from exposcreen.matching.query import Query

    imported, imported_mb = perf_counter(), peak_mb()
    matcher = open_matcher(Path(folder) if folder else None, date.fromisoformat(as_of))
    opened, open_mb = perf_counter(), peak_mb()
    listings = matcher.index.listings
    step = max(1, len(listings) // _QUERIES)
    matcher.match(Query(names=(listings[0].name,)))
    answered = perf_counter()
    for number in range(0, len(listings), step):
        matcher.match(Query(names=(listings[number].name,)))
    return {
        "import_seconds": imported - start,
        "open_seconds": opened - imported,
        "first_query_seconds": answered - opened,
        "import_mb": imported_mb - bare,
        "open_mb": open_mb - bare,
        "queried_mb": peak_mb() - bare,
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
