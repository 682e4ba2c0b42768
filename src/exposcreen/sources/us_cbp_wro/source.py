"""CBP's orders and findings as a source: one CSV file, all orders since 1953."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.published import Published
from exposcreen.sources.raw import records
from exposcreen.sources.source import Files, Source, Tell, Unread
from exposcreen.sources.us_cbp_wro.mapper import map_row

__all__ = ["US_CBP_WRO", "CbpWroCsv"]

_ROLE = "withhold-release-orders-findings.csv"
_LIST = "us_cbp_wro"
_WINDOWS = "cp1252"


@dataclass(frozen=True)
class CbpWroCsv(Source):
    """Withhold release orders and findings in CBP's CSV."""

    id: str = "us_cbp_wro"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its header under any name, or by the beginning of the official one, which ends with a date."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        if name.startswith(_ROLE.removesuffix(".csv")):
            return _ROLE
        columns = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "").split(",")
        return _ROLE if set(self.info.mapped) <= set(columns) and all(map(self.info.knows, columns)) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. Blank rows are passed over; a row that names nobody leaves the list incomplete."""
        nameless: list[int] = []
        seen: set[str] = set()
        for line, row in self._rows(files[_ROLE]):
            where = f"{_ROLE}: line {line}"
            if not row["Entity"].strip():
                nameless += [line] if any(value.strip() for value in row.values()) else []
                continue
            try:
                for listing in map_row(row, list_id=_LIST, source=self.id, where=where, published_on=published_on):
                    # A row that stands there twice, word for word, is one order.
                    if (key := dict(listing.record)["row_sha256"]) not in seen:
                        seen.add(key)
                        yield listing
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at the row, or mend the reader") from error
        if nameless:
            tell(
                Unread(
                    f"{_ROLE}: {len(nameless)} rows (line {', '.join(map(str, nameless[:5]))}) name no entity and are "
                    f"not read, so the list is incomplete: look at them"
                )
            )

    def _rows(self, file: Published) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The rows; the file is published in UTF-8 with a byte-order mark or in the encoding of Windows."""
        try:
            # All of them before the first is used: the byte that tells the encoding can stand in the last.
            yield from list(records(file, _ROLE, self.info))
        except SourceFormatError as error:
            if not isinstance(error.__cause__, UnicodeDecodeError):
                raise
            yield from records(file, _ROLE, self.info, encoding=_WINDOWS)


US_CBP_WRO = CbpWroCsv()
