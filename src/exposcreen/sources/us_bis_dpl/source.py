"""The Denied Persons List as a source: one tab-separated file with a header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.raw import records
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_bis_dpl.mapper import map_row

__all__ = ["US_BIS_DPL", "DeniedPersons"]

_ROLE = "dpl.txt"


@dataclass(frozen=True)
class DeniedPersons(Source):
    """The Denied Persons List as BIS published it for download."""

    id: str = "us_bis_dpl"
    version: int = 2

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its header under any name that ends in ``.txt``, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".txt"):
            return None
        first = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "")
        return _ROLE if name == _ROLE or set(self.info.mapped) <= set(first.split("\t")) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        seen: Counter[tuple[str, ...]] = Counter()
        for line, row in records(files[_ROLE], _ROLE, self.info, delimiter="\t"):
            fields = tuple(row.values())
            try:
                yield map_row(row, source=self.id, copy=seen[fields], published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(
                    f"{_ROLE}: line {line}: {problems(error)}: look at the row, or mend the reader"
                ) from error
            seen[fields] += 1
        if repeated := sum(count - 1 for count in seen.values()):
            tell(f"{_ROLE}: {repeated} rows repeat another in every field; each is a listing, as published")


US_BIS_DPL = DeniedPersons()
