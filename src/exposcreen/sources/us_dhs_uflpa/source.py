"""The UFLPA Entity List as a source: one page, one list."""

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
from exposcreen.sources.us_dhs_uflpa.mapper import by_entity, map_entity
from exposcreen.sources.us_dhs_uflpa.reader import read_entries

__all__ = ["US_DHS_UFLPA", "DhsUflpa"]

_ROLE = "uflpa-entity-list.html"


@dataclass(frozen=True)
class DhsUflpa(Source):
    """The page of the UFLPA Entity List.

    No day of publication is stated: the day at the foot of the page is that of the last edit, which on the page of
    July 2026 lay a day before entries became effective, and the page was edited later without saying so.
    """

    id: str = "us_dhs_uflpa"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name, or as a page whose head gives its address."""
        return page_role(path, head, _ROLE, b"dhs.gov/uflpa-entity-list")

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        for rows in by_entity(read_entries(files[_ROLE], _ROLE, self.info, tell)):
            try:
                yield from map_entity(rows, source=self.id, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(
                    f"{_ROLE}: line {rows[0][0].line}: {problems(error)}: look at the entry, or mend the reader"
                ) from error


US_DHS_UFLPA = DhsUflpa()
