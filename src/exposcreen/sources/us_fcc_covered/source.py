"""The FCC Covered List as a source: one page, one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.page import page_role
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_fcc_covered.mapper import by_name, map_party
from exposcreen.sources.us_fcc_covered.reader import read_entries

__all__ = ["US_FCC_COVERED", "FccCovered"]

_ROLE = "covered-list.html"


@dataclass(frozen=True)
class FccCovered(Source):
    """The page of the Covered List.

    No day of publication is stated: the page says when the list was last changed, which can be a year ago.
    """

    id: str = "us_fcc_covered"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name, or as a page whose head gives its address."""
        return page_role(path, head, _ROLE, b"fcc.gov/supplychain/coveredlist")

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        for name, rows in by_name(read_entries(files[_ROLE], _ROLE, self.info)):
            try:
                yield map_party(name, rows, source=self.id, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(
                    f"{_ROLE}: line {rows[0].line}: {problems(error)}: look at the entry, or mend the reader"
                ) from error


US_FCC_COVERED = FccCovered()
