"""A snapshot: the bytes of one source as published on one day, and what was read from them."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from exposcreen.model.dates import Day
from exposcreen.model.value import Value

__all__ = ["Snapshot", "SourceFile", "combined_sha256", "sha256_of"]

_Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give the time of retrieval in UTC")
    return moment


def sha256_of(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def combined_sha256(files: Iterable[str]) -> str:
    """SHA-256 over the SHA-256 of several files, whatever their order."""
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()


class SourceFile(Value):
    """One published file of a snapshot.

    Attributes:
        role: Its official name: ``sdn.csv``.
        name: Its name where it was found.
        sha256: Of its content, decompressed.
        size: In bytes, decompressed.
    """

    role: str
    name: str
    sha256: _Sha256
    size: Annotated[int, Field(ge=0)]


class Snapshot(Value):
    """What one source carried on one day.

    Attributes:
        source: Id of the source.
        version: Of the source's reader.
        official: Whether the authority of the lists publishes the source itself.
        sha256: Over the files.
        published_on: The day of publication; ``None`` where nobody has said.
        retrieved_at: When it came into the store; with a time zone.
        records: By list id, how many listings it carries. A list that is not named here is not carried.
        whole: Whether the files held all that was published; where they did not, no list of them is complete.
        notes: What a person should know about the reading.
    """

    source: str
    version: int = 1
    official: bool
    sha256: _Sha256
    published_on: Day | None
    retrieved_at: Annotated[datetime, AfterValidator(_aware)]
    records: Mapping[str, Annotated[int, Field(ge=0)]]
    files: Annotated[tuple[SourceFile, ...], Field(min_length=1)]
    whole: bool = True
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of its listings in the store: the same bytes of another day are another snapshot."""
        day = self.published_on.isoformat() if self.published_on else "undated"
        return f"{self.source}-{day}-{self.sha256[:16]}-r{self.version}"
