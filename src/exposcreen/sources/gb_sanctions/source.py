"""The UK Sanctions List as a source: one file, one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.cells import Copies
from exposcreen.sources.gb_sanctions.mapper import map_subject
from exposcreen.sources.gb_sanctions.reader import read_subjects, report_day
from exposcreen.sources.source import Files, Source, Tell

__all__ = ["GB_SANCTIONS", "GbSanctions"]

_ROLE = "uk-sanctions-list.csv"


@dataclass(frozen=True)
class GbSanctions(Source):
    """The UK Sanctions List in the CSV that FCDO publishes since 2022."""

    id: str = "gb_sanctions"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its report date and header under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        lines = head.decode("utf-8-sig", errors="replace").lower().split("\n", 2)
        by_content = lines[0].lstrip('"').startswith("report date") and "unique id" in "".join(lines[1:2])
        return _ROLE if name == _ROLE or by_content else None

    def stated_day(self, files: Files) -> date | None:
        """The day of the report."""
        return report_day(files[_ROLE], _ROLE)

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        copies = Copies()
        for subject in read_subjects(files[_ROLE], _ROLE, self.info):
            where = f"{_ROLE}: line {subject.line}: {subject.uid or 'no Unique ID'}"
            try:
                yield map_subject(subject, source=self.id, copies=copies, where=where, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at the rows, or mend the reader") from error


GB_SANCTIONS = GbSanctions()
