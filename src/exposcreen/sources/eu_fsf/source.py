"""The two EU sources: one list, two formats."""

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
from exposcreen.sources.cells import Copies
from exposcreen.sources.eu_fsf.csv_reader import read_csv
from exposcreen.sources.eu_fsf.dates import day, day_at_the_start
from exposcreen.sources.eu_fsf.mapper import map_entity
from exposcreen.sources.eu_fsf.raw import RawEntity
from exposcreen.sources.eu_fsf.xml_reader import read_xml
from exposcreen.sources.published import HEAD_BYTES
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.xml import root_name

__all__ = ["EU_FSF_CSV", "EU_FSF_XML", "EuFsfCsv", "EuFsfXml"]

_NAMESPACE = b"http://eu.europa.ec/fpi/fsd/export"
_GENERATED = re.compile(r"""<(?:\w+:)?export\b[^>]*?\bgenerationDate=["']([^"']*)["']""")


@dataclass(frozen=True)
class _EuFsf(Source):
    """What both formats have in common."""

    @property
    def role(self) -> str:
        """Of the one file."""
        return self.info.files[0].role

    def entities(self, files: Files) -> Iterator[RawEntity]:
        """The entities of the file."""
        raise NotImplementedError

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        seen: set[str] = set()
        copies = Copies()
        for entity in self.entities(files):
            where = f"{self.role}: line {entity.line}: {entity.uid or 'no EU reference number'}"
            if entity.uid and entity.uid in seen:
                raise SourceFormatError(f"{where}: the reference number occurs twice, so one entity would be lost")
            seen.add(entity.uid)
            try:
                yield map_entity(entity, source=self.id, copies=copies, where=where, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at it, or mend the reader") from error

    def _head(self, files: Files) -> str:
        with files[self.role].open() as stream:
            return stream.read(HEAD_BYTES).decode("utf-8-sig", errors="replace")

    def _stated(self, text: str, found: date | None) -> date:
        if found is None:
            raise SourceFormatError(
                f"{self.role}: line 1: the day of generation is {text!r}, which is none, so it is not known how old "
                f"the list is: download the file again, or mend the reader"
            )
        return found


@dataclass(frozen=True)
class EuFsfXml(_EuFsf):
    """The full list in XML, schema 1.1."""

    id: str = "eu_fsf_xml"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By its root and namespace under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".xml"):
            return None
        return self.role if name == self.role or (_NAMESPACE in head and root_name(head) == "export") else None

    def stated_day(self, files: Files) -> date | None:
        """The day of generation."""
        match = _GENERATED.search(self._head(files))
        text = match[1] if match else ""
        return self._stated(text, day_at_the_start(text))

    def entities(self, files: Files) -> Iterator[RawEntity]:
        """See above."""
        return read_xml(files[self.role], self.info)


@dataclass(frozen=True)
class EuFsfCsv(_EuFsf):
    """The full list in CSV, version 1.1."""

    id: str = "eu_fsf_csv"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the first columns under any name, or by the official name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        starts = head.removeprefix(b"\xef\xbb\xbf").startswith(b"fileGenerationDate;Entity_LogicalId;")
        return self.role if name == self.role or starts else None

    def stated_day(self, files: Files) -> date | None:
        """The day of generation, which every row states."""
        with files[self.role].open() as stream:
            stream.readline(1 << 16)
            text = stream.readline(1 << 16).decode("utf-8", errors="replace").partition(";")[0].strip().strip('"')
        return self._stated(text, day(text))

    def entities(self, files: Files) -> Iterator[RawEntity]:
        """See above."""
        return read_csv(files[self.role], self.role, self.info)


EU_FSF_XML = EuFsfXml()
EU_FSF_CSV = EuFsfCsv()
