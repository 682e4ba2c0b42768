"""The AECA debarred list as a source: the statutory debarments, and the few administrative ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.raw import records
from exposcreen.sources.source import Files, Source, Tell, Unread
from exposcreen.sources.us_state_debarred.mapper import ADMINISTRATIVE, STATUTORY, Columns, map_row

__all__ = ["US_STATE_DEBARRED", "StateDebarredCsv"]

_LIST = "us_state_debarred"
_FILES = {"statutory.csv": STATUTORY, "administrative.csv": ADMINISTRATIVE}


@dataclass(frozen=True)
class StateDebarredCsv(Source):
    """Both lists of debarred parties, as the State Department published them in CSV."""

    id: str = "us_state_debarred"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the header, under any name."""
        first = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "")
        found = {column.strip() for column in first.split(",")}
        return next((role for role, columns in _FILES.items() if found == set(columns.all)), None)

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. A row that repeats another word for word is read once."""
        seen: set[str] = set()
        repeated = 0
        for role, columns in _FILES.items():
            if role not in files:
                tell(
                    Unread(
                        f"{role}: the file is not there, and its debarments are not read: download it with the other"
                    )
                )
                continue
            info = _part(self.info, columns)
            for line, row in records(files[role], role, info):
                if not any(value.strip() for value in row.values()):
                    continue
                try:
                    for listing in map_row(row, columns, list_id=_LIST, source=self.id, published_on=published_on):
                        key = dict(listing.record)["row_sha256"]
                        if key in seen:
                            repeated += 1
                            continue
                        seen.add(key)
                        yield listing
                except ValidationError as error:
                    raise SourceFormatError(
                        f"{role}: line {line}: {problems(error)}: look at the row, or mend the reader"
                    ) from error
        if repeated:
            tell(f"{repeated} rows of the debarred lists repeat another word for word, and are read once")


def _part(info: SourceInfo, columns: Columns) -> SourceInfo:
    """The description of one of the two files: its columns alone, and all of them."""
    what = {**info.mapped, **info.ignored}
    return info.model_copy(update={"mapped": {column: what[column] for column in columns.all}, "ignored": {}})


US_STATE_DEBARRED = StateDebarredCsv()
