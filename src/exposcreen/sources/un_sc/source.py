"""The United Nations Security Council Consolidated List as a source: one XML file."""

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
from exposcreen.sources.un_sc.days import day_generated
from exposcreen.sources.un_sc.mapper import INDIVIDUAL, map_entry
from exposcreen.sources.xml import Record, records, root_name

__all__ = ["UN_SC", "UnScXml"]

_ROLE = "consolidated.xml"
_LIST = "un_sc"
_ROOT = "CONSOLIDATED_LIST"
_ENTRIES = (f"INDIVIDUALS/{INDIVIDUAL}", "ENTITIES/ENTITY")


@dataclass(frozen=True)
class UnScXml(Source):
    """The Consolidated List in its official XML."""

    id: str = "un_sc"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its root element, under any name: OFAC publishes a ``consolidated.xml`` too."""
        return _ROLE if root_name(head) == _ROOT else None

    def stated_day(self, files: Files) -> date | None:
        """The day of ``dateGenerated``; ``None`` for a list without an entry."""
        first = next(self._entries(files), None)
        return None if first is None else _day_of(first, files[_ROLE].name)

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        name = files[_ROLE].name
        seen: dict[str, int] = {}
        for record in self._entries(files):
            where = f"{name}: line {record.line}"
            if not seen:
                _day_of(record, name)
            try:
                listing = map_entry(
                    record.element, list_id=_LIST, source=self.id, where=where, published_on=published_on
                )
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at the entry, or mend the reader") from error
            key = listing.uid or dict(listing.record)["row_sha256"]
            if key in seen:
                raise SourceFormatError(
                    f"{where}: REFERENCE_NUMBER: {key} is that of line {seen[key]} too, so one of two entries would be "
                    f"lost: look at the file"
                )
            seen[key] = record.line
            yield listing

    def _entries(self, files: Files) -> Iterator[Record]:
        return records(files[_ROLE], self.info, root=_ROOT, at=_ENTRIES)


def _day_of(record: Record, name: str) -> date:
    root = record.element.getroottree().getroot()
    return day_generated(str(root.get("dateGenerated", "")), f"{name}: line 1")


UN_SC = UnScXml()
