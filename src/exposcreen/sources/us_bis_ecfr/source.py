"""The three lists of part 744 as a source: one XML file.

Built to the documented structure; no published file was at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_bis_ecfr.entries import entries_of
from exposcreen.sources.us_bis_ecfr.mapper import map_entry
from exposcreen.sources.us_bis_ecfr.reader import read_table_rows

__all__ = ["US_BIS_ECFR", "EcfrPart744"]

_ROLE = "title-15-part-744.xml"
_BEGINNING = re.compile(rb"<DIV5\b[^>]*\bN=[\"']744[\"']")


@dataclass(frozen=True)
class EcfrPart744(Source):
    """Supplements No. 4, 6 and 7 of 15 CFR part 744 in the eCFR's XML.

    The file does not state a day: it is the day that was asked for in its address.
    """

    id: str = "us_bis_ecfr"
    version: int = 2

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its root element under any name that ends in ``.xml``, or by the name of its role."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".xml"):
            return None
        return _ROLE if name == _ROLE or _BEGINNING.search(head) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        seen: Counter[str] = Counter()
        for entry in entries_of(read_table_rows(files[_ROLE], _ROLE, self.info), _ROLE):
            try:
                yield from map_entry(entry, source=self.id, seen=seen, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(
                    f"{_ROLE}: line {entry.line}: {problems(error)}: look at the row, or mend the reader"
                ) from error


US_BIS_ECFR = EcfrPart744()
