"""The public listing under section 7031(c) as a source: one page of the report, one list."""

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
from exposcreen.sources.source import Files, Source, Tell, Unread
from exposcreen.sources.us_state_7031c.mapper import map_items
from exposcreen.sources.us_state_7031c.reader import read_items

__all__ = ["US_STATE_7031C", "State7031c"]

_ROLE = "7031c.html"


@dataclass(frozen=True)
class State7031c(Source):
    """A page of the report to Congress that lists public designations."""

    id: str = "us_state_7031c"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name, or as a page whose head gives its address."""
        return page_role(path, head, _ROLE, b"anti-kleptocracy-and-human-rights-visa-restrictions-public-listing")

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. The other pages of the report are told, and leave the list partial."""
        found = read_items(files[_ROLE], _ROLE)
        if len(found.others) > 1:
            tell(
                Unread(
                    f"{_ROLE}: the report has {len(found.others)} pages and this is one of them, so nobody on the "
                    f"others is read: look there too ({', '.join(found.others[:5])})"
                )
            )
        try:
            yield from map_items(found.items, source=self.id, published_on=published_on)
        except ValidationError as error:
            raise SourceFormatError(f"{_ROLE}: {problems(error)}: look at the items, or mend the reader") from error


US_STATE_7031C = State7031c()
