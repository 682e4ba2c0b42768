"""The matcher over the lists that answer for a day, opened as a screener opens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exposcreen.matching.matcher import Matcher
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.resources import digest
from exposcreen.screening.library import open_index
from exposcreen.screening.selection import select
from exposcreen.sources.store import Store

__all__ = ["open_matcher"]


def open_matcher(folder: Path | None, as_of: date) -> Matcher:
    """Open the compiled index, and compile it where nobody has yet; the bundled extract is compiled in memory."""
    policy = ScreeningPolicy()
    store = Store.open(folder) if folder is not None else None
    return Matcher(open_index(store, select(store, as_of, digest()), policy.transliterator), policy)
