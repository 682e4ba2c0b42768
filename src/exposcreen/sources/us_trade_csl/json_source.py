"""The Consolidated Screening List in its JSON file: the same parties as the CSV, in case that one fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exposcreen.model.listing import Listing
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_trade_csl.lists import carried_list
from exposcreen.sources.us_trade_csl.mapper import map_row
from exposcreen.sources.us_trade_csl.objects import RESULTS, read_parties
from exposcreen.sources.us_trade_csl.once import each_once, refusing

__all__ = ["US_TRADE_CSL_JSON", "TradeCslJson"]

_ROLE = "consolidated.json"
_TELLING = (f'"{RESULTS}"'.encode(), b'"federal_register_notice"')


@dataclass(frozen=True)
class TradeCslJson(Source):
    """The Consolidated Screening List in its official JSON."""

    id: str = "us_trade_csl_json"
    version: int = 2

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By two of its keys under any name that ends in ``.json``, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".json"):
            return None
        return _ROLE if name == _ROLE or all(key in head for key in _TELLING) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. A party that repeats another in all but its links is read once."""

        def found() -> Iterator[tuple[str, Listing]]:
            for party in read_parties(files[_ROLE], _ROLE, self.info):
                where = f"{_ROLE}: line {party.line}"
                with refusing(where):
                    listing = map_row(
                        party.row,
                        carried_list(party.row["source"], where),
                        source=self.id,
                        where=where,
                        published_on=published_on,
                        ids=party.ids,
                        record=party.record,
                    )
                yield where, listing

        yield from each_once(found(), _ROLE, tell)


US_TRADE_CSL_JSON = TradeCslJson()
