"""The list under section 1260H as a source: one notice of the Federal Register, one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_dod_1260h.mapper import map_notice
from exposcreen.sources.us_dod_1260h.reader import read_notice
from exposcreen.sources.xml import root_name

__all__ = ["US_DOD_1260H", "Dod1260h"]

_ROLE = "1260h.xml"
_SUBJECT = re.compile(rb"<SUBJECT>[^<]{0,80}Chinese\s+Military\s+Compan", re.IGNORECASE)


@dataclass(frozen=True)
class Dod1260h(Source):
    """The yearly notice of Chinese military companies, in the Federal Register's XML.

    No day of publication is stated in it: it says when it was signed and filed.
    """

    id: str = "us_dod_1260h"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name, or as a notice whose subject are Chinese military companies."""
        name = path.name.lower().removesuffix(".gz")
        if name == _ROLE:
            return _ROLE
        is_notice = name.endswith(".xml") and root_name(head) == "NOTICE"
        return _ROLE if is_notice and _SUBJECT.search(head) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. Entities that the notice removes are told, and are not listed."""
        notice = read_notice(files[_ROLE], _ROLE, self.info)
        if notice.removed:
            tell(f"{_ROLE}: {len(notice.removed)} entities are removed from the list: {'; '.join(notice.removed)}")
        try:
            for entry, listing in map_notice(notice, source=self.id, published_on=published_on):
                if listing.note and not listing.relations:
                    tell(f"{_ROLE}: line {entry.line}: {listing.name}: {listing.note}")
                yield listing
        except ValidationError as error:
            raise SourceFormatError(f"{_ROLE}: {problems(error)}: look at the notice, or mend the reader") from error


US_DOD_1260H = Dod1260h()
