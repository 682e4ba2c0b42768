"""What a source is: a set of files that an authority publishes, and how they become listings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exposcreen.model.listing import Listing
from exposcreen.sources.description import SourceInfo, source_info
from exposcreen.sources.published import Published

__all__ = ["Files", "Source", "Tell", "Unread"]

Tell = Callable[[str], None]
"""Takes a sentence about a reading that a person should know and that does not stop it."""

Files = Mapping[str, Published]
"""The files of a source by role."""


class Unread(str):
    """A sentence for ``Tell`` about a part of what was published that is not in the files: none of it is complete."""

    __slots__ = ()


@dataclass(frozen=True)
class Source(ABC):
    """One set of published files that carries one list or several, described in ``data/sources/<id>.toml``.

    A reader accounts for every published field: it maps it, leaves it aside by name, or raises ``SourceFormatError``.

    Attributes:
        id: The name that listings and snapshots bear: ``us_ofac_sdn_csv``.
        version: Raised when the same bytes are read in another way, so that a store reads them again.
    """

    id: str
    version: int = 1

    @property
    def info(self) -> SourceInfo:
        """Its description: title, lists, files, fields."""
        return source_info(self.id)

    @abstractmethod
    def recognise(self, path: Path, head: bytes) -> str | None:
        """The role of a file, by its name and its content; ``None`` when it is none of this source's.

        Args:
            path: The file's path.
            head: Its first bytes, unpacked; empty for an empty file.
        """

    def stated_day(self, files: Files) -> date | None:
        """The day of publication that the files themselves state; ``None`` where they do not.

        Raises:
            SourceFormatError: The files are not what the authority documents.
        """
        return None

    @abstractmethod
    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """The listings of the files, in published order, one at a time.

        Args:
            files: The published files by role; all that are required are there.
            published_on: The day of publication, for the citations.
            tell: Takes what a person should know about this reading.

        Raises:
            SourceFormatError: The files are not what the authority documents, or are damaged; names file and line.
            SourceSuspicious: They read, but cannot be whole.
        """
