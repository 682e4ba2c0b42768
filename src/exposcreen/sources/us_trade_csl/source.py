"""The Consolidated Screening List as a source: one file, thirteen lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exposcreen.model.listing import Listing
from exposcreen.sources.raw import records
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_trade_csl.lists import carried_list
from exposcreen.sources.us_trade_csl.mapper import map_row
from exposcreen.sources.us_trade_csl.once import each_once, refusing

__all__ = ["US_TRADE_CSL", "TradeCsl"]

_ROLE = "consolidated.csv"


@dataclass(frozen=True)
class TradeCsl(Source):
    """The Consolidated Screening List in its official CSV, 2019 to 2025."""

    id: str = "us_trade_csl"
    version: int = 3

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its header under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        if name == _ROLE:
            return _ROLE
        # 28 columns in 2019, and ``_id`` before them since 2020.
        columns = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "").split(",")
        return _ROLE if set(self.info.mapped) <= set(columns) and all(map(self.info.knows, columns)) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. A row that repeats another in all but its links is read once."""

        def found() -> Iterator[tuple[str, Listing]]:
            for line, row in records(files[_ROLE], _ROLE, self.info):
                where = f"{_ROLE}: line {line}"
                on = carried_list(row["source"], where)
                with refusing(where):
                    listing = map_row(row, on, source=self.id, where=where, published_on=published_on)
                yield where, listing

        yield from each_once(found(), _ROLE, tell)


US_TRADE_CSL = TradeCsl()
