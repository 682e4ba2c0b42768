"""The Consolidated Screening List as a source: one file, thirteen lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_trade_csl.lists import carried_list
from exposcreen.sources.us_trade_csl.mapper import map_row
from exposcreen.sources.us_trade_csl.reader import read_rows, starts_with_the_header

__all__ = ["US_TRADE_CSL", "TradeCsl"]

_ROLE = "consolidated.csv"


@dataclass(frozen=True)
class TradeCsl(Source):
    """The Consolidated Screening List in its official CSV, 2019 to 2025."""

    id: str = "us_trade_csl"
    version: int = 2

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its header under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        return _ROLE if name == _ROLE or starts_with_the_header(head, self.info) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. A row that repeats another in all but its links is read once."""
        seen: dict[tuple[str, str], Listing] = {}
        repeated = 0
        for line, row in read_rows(files[_ROLE], _ROLE, self.info):
            where = f"{_ROLE}: line {line}"
            try:
                listing = map_row(
                    row, carried_list(row["source"], where), source=self.id, where=where, published_on=published_on
                )
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at the row, or mend the reader") from error
            if listing.uid is not None:
                first = seen.setdefault((listing.list_id, listing.uid), listing)
                if first is not listing:
                    _same(first, listing, where)
                    repeated += 1
                    continue
            yield listing
        if repeated:
            tell(f"{_ROLE}: {repeated} rows repeat another of the same list and id, and are read once")


def _same(first: Listing, second: Listing, where: str) -> None:
    if first.model_copy(update={"record": ()}) != second.model_copy(update={"record": ()}):
        raise SourceFormatError(
            f"{where}: entity_number: {second.uid} stands for two different entries of {second.list_id}, so one would "
            f"be lost: look at the rows"
        )


US_TRADE_CSL = TradeCsl()
