"""The two OpenSanctions sources. Neither has an address: who licenses the data has its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.cells import Copies
from exposcreen.sources.opensanctions.joined import joined
from exposcreen.sources.opensanctions.lines import read_entities
from exposcreen.sources.opensanctions.mapper import map_entity
from exposcreen.sources.opensanctions.simple import map_row
from exposcreen.sources.opensanctions.standing import Left, is_listed, places
from exposcreen.sources.raw import records
from exposcreen.sources.source import Files, Source, Tell

__all__ = ["OPENSANCTIONS_FTM", "OPENSANCTIONS_SIMPLE", "OpenSanctionsFtm", "OpenSanctionsSimple"]

_FTM, _SIMPLE = "entities.ftm.json", "targets.simple.csv"


@dataclass(frozen=True)
class OpenSanctionsFtm(Source):
    """FollowTheMoney entities, one a line."""

    id: str = "opensanctions_ftm"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the keys of the first line under any name, or by the usual name."""
        name = path.name.lower().removesuffix(".gz")
        if name == _FTM:
            return _FTM
        if not name.endswith((".json", ".jsonl", ".ndjson")) or not head.lstrip().startswith(b"{"):
            return None
        first = head.partition(b"\n")[0]
        return (
            _FTM if all(f'"{key}":'.encode() in first for key in ("id", "schema", "properties", "datasets")) else None
        )

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``. The file is read twice: what belongs to a party can stand before or after it."""
        left = Left()
        seen: set[tuple[str, str]] = set()
        copies = Copies()
        file = files[_FTM]
        with joined(read_entities(file, _FTM, self.info)) as parts:
            for entity in read_entities(file, _FTM, self.info):
                if entity.role.kind is None or not is_listed(entity):
                    continue
                standing = places(entity, parts.parts(entity.id, "sanction"), left)
                try:
                    yield from map_entity(
                        entity, standing, parts, source=self.id, seen=seen, copies=copies, published_on=published_on
                    )
                except ValidationError as error:
                    raise SourceFormatError(
                        f"{_FTM}: line {entity.line}: {entity.id}: {problems(error)}: look at it, or mend the reader"
                    ) from error
        _tell_left(_FTM, left, tell)


@dataclass(frozen=True)
class OpenSanctionsSimple(Source):
    """Targets in a simple CSV, one a line."""

    id: str = "opensanctions_simple"

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the first columns under any name, or by the usual name."""
        name = path.name.lower().removesuffix(".gz")
        if not name.endswith(".csv"):
            return None
        first = head.decode("utf-8-sig", errors="replace").partition("\n")[0].replace('"', "")
        return _SIMPLE if name == _SIMPLE or first.startswith("id,schema,name,aliases,birth_date,countries,") else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        left = Left()
        for line, row in records(files[_SIMPLE], _SIMPLE, self.info):
            where = f"{_SIMPLE}: line {line}"
            try:
                yield from map_row(row, left, source=self.id, where=where, published_on=published_on)
            except ValidationError as error:
                raise SourceFormatError(f"{where}: {problems(error)}: look at the row, or mend the reader") from error
        _tell_left(_SIMPLE, left, tell)


def _tell_left(role: str, left: Left, tell: Tell) -> None:
    for dataset, count in sorted(left.datasets.items()):
        tell(f"{role}: {count} entities of {json.dumps(dataset)} are left aside: it repeats no list that is known here")
    for dataset, count in sorted(left.programs.items()):
        if count:
            tell(
                f"{role}: {count} entities of {json.dumps(dataset)} are left aside: it repeats several lists, and no "
                f"program of theirs tells which of them they are on"
            )


OPENSANCTIONS_FTM = OpenSanctionsFtm()
OPENSANCTIONS_SIMPLE = OpenSanctionsSimple()
