"""What a source is: a set of files that an authority publishes, and how they become listings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from exposcreen.model.listing import Listing

__all__ = ["Source", "Tell", "Unread"]

Tell = Callable[[str], None]
"""Takes a sentence about a reading that a person should know and that does not stop it."""


class Unread(str):
    """A sentence for ``Tell`` about a part of what was published that is not in the files: none of it is complete."""

    __slots__ = ()


class Source(Protocol):
    """One set of published files that carries one list or several.

    A reader accounts for every published field: it maps it, keeps it in the record by name, or raises
    ``SourceFormatError``.
    """

    @property
    def id(self) -> str:
        """The name that listings and snapshots bear: ``us_ofac_sdn_csv``."""
        ...

    @property
    def title(self) -> str:
        """What a person calls it."""
        ...

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that it can carry."""
        ...

    @property
    def roles(self) -> Mapping[str, str]:
        """The files it needs, by their official names, each with why it matters."""
        ...

    @property
    def official(self) -> bool:
        """Whether the authority that keeps the lists publishes it; False for an aggregator."""
        ...

    @property
    def version(self) -> int:
        """Raised when the same bytes are read in another way, so that a store reads them again."""
        ...

    def recognise(self, path: Path, head: bytes) -> str | None:
        """The role of a file, by its name and its content; ``None`` when it is none of this source's.

        Args:
            path: The file's path.
            head: Its first bytes, decompressed; empty for an empty file.
        """
        ...

    def read(self, files: Mapping[str, bytes], *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """The listings of the files, in published order.

        Args:
            files: The content of each role, decompressed.
            published_on: The day of publication, for the citations.
            tell: Takes what a person should know about this reading.

        Raises:
            SourceFormatError: The files are not what the authority documents, or are damaged; names file and line.
        """
        ...
