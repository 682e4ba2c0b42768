"""The Consolidated Canadian Autonomous Sanctions List as a source: one XML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.ca_sema.mapper import map_row
from exposcreen.sources.ca_sema.reader import FIELDS, ROOT, read_rows
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.xml import root_name

__all__ = ["CA_SEMA", "CaSemaXml"]

_ROLE = "sema-lmes.xml"
_LIST = "ca_sema"
_FIRST_FIELDS = tuple(f"<{tag}>".encode() for tag in FIELDS["country"])


@dataclass(frozen=True)
class CaSemaXml(Source):
    """The Canadian list in its official XML, with the tags of 2020, of 2025 and of 2026."""

    id: str = "ca_sema"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its root element and first field under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if name == _ROLE:
            return _ROLE
        is_list = root_name(head) == ROOT and any(field in head for field in _FIRST_FIELDS)
        return _ROLE if is_list and name.endswith(".xml") else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. A record that repeats another word for word is read once."""
        seen: set[str] = set()
        repeated = 0
        for row in read_rows(files[_ROLE], self.info):
            try:
                listing = map_row(row, list_id=_LIST, source=self.id, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(
                    f"{row.where}: {problems(error)}: look at the record, or mend the reader"
                ) from error
            key = dict(listing.record)["row_sha256"]
            if key in seen:
                repeated += 1
                continue
            seen.add(key)
            yield listing
        if repeated:
            tell(f"{_ROLE}: {repeated} records repeat another word for word, and are read once")


CA_SEMA = CaSemaXml()
