"""A snapshot: the bytes of one source as published on one day, and what was read from them."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from exposcreen.model.dates import Day
from exposcreen.model.value import Value

__all__ = ["Snapshot", "SourceFile", "aware", "combined_sha256", "sha256_of", "snapshot_id"]

_Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def aware(moment: datetime) -> datetime:
    """The moment, which must have a time zone.

    Raises:
        ValueError: It has none.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give the time of retrieval in UTC")
    return moment


def sha256_of(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def combined_sha256(files: Iterable[str]) -> str:
    """SHA-256 over the SHA-256 of several files, whatever their order."""
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()


def snapshot_id(source: str, published_on: date | None, sha256: str, version: int) -> str:
    """The name of a snapshot: its source, its day, the beginning of its hash, and the version of its reader."""
    day = published_on.isoformat() if published_on else "undated"
    return f"{source}-{day}-{sha256[:16]}-r{version}"


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
        seen_on: The last day on which the authority itself was seen to publish these very files: they were current
            then, however long ago they were published. ``None`` for files that came from a folder.
        rank: Of two sources of one list and one day the higher one answers.
        records: By list id, how many listings it carries. A list that is not named here is not carried.
        fills: By list id and fact, the share of listings in which the fact is filled in.
        listings_sha256: Of the listings as they are kept, one a line.
        whole: Whether the files held all that was published; where they did not, no list of them is complete.
        incomplete: Whether a file that belongs to it was not there: it serves comparisons, and answers only where
            nothing else does.
        notes: What a person should know about the reading.
    """

    source: str
    version: int = 1
    official: bool
    sha256: _Sha256
    published_on: Day | None
    retrieved_at: Annotated[datetime, AfterValidator(aware)]
    seen_on: Day | None = None
    rank: int = 0
    records: Mapping[str, Annotated[int, Field(ge=0)]]
    fills: Mapping[str, Mapping[str, float]] = {}
    listings_sha256: _Sha256 | None = None
    files: Annotated[tuple[SourceFile, ...], Field(min_length=1)]
    whole: bool = True
    incomplete: bool = False
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of its listings in the store: the same bytes of another day are another snapshot."""
        return snapshot_id(self.source, self.published_on, self.sha256, self.version)

    @property
    def current_on(self) -> date | None:
        """The last day on which it is known to be what the authority published; ``None`` where no day is known."""
        return max((day for day in (self.published_on, self.seen_on) if day is not None), default=None)
