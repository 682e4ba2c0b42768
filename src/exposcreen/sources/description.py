"""What is known of each source apart from its content: ``data/sources/<source_id>.toml``.

Every field that the authority publishes is named there, as mapped or as left aside; a reader that meets another one
stops, because nobody has yet decided what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from exposcreen.errors import SourceFormatError
from exposcreen.model.value import Value
from exposcreen.resources import data_root, read_toml, validated

__all__ = ["FileInfo", "SourceInfo", "source_info"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class FileInfo(Value):
    """One file of a source.

    Attributes:
        role: Its official name in lower case: ``sdn.csv``.
        why: Why it matters.
        url: Where it is published; ``None`` where no stable address is known.
        required: Whether the source cannot be read without it.
        content_types: What a server may call it, beside the usual names of its format.
        empty: What it holds when it holds nothing; ``None`` where a reading without it makes no sense.
        carries: The fields of a listing that are lost without it.
    """

    role: _Text
    why: _Text
    url: _Text | None = None
    required: bool = True
    content_types: tuple[_Text, ...] = ()
    empty: str | None = None
    carries: tuple[_Text, ...] = ()


class SourceInfo(Value):
    """A source as described for people, and as its reader is held to.

    Attributes:
        source_id: The name of its file: ``us_ofac_sdn_csv``.
        title: What a person calls it.
        authority: Who publishes it.
        official: Whether the authority that keeps the lists publishes it; False for an aggregator.
        format: In a few words: ``CSV, four files``.
        licence: Under which terms.
        lists: The lists that it can carry.
        files: The files it is made of, the main one first.
        fetched: Whether ``exposcreen update`` downloads it unasked.
        stands_in_for: The source that it repeats with less, and in whose place it is downloaded when that one fails.
        rank: Of two sources of one list and one day the higher one answers: it says more.
        hosts: Further hosts to which a download may be redirected, beside those of ``files``.
        largest_mb: More megabytes than this, unpacked, are no such file.
        mapped: Published field -> what becomes of it in a listing.
        ignored: Published field -> why it is left aside. ``X/*`` is all that stands under ``X``.
        traps: What to know before relying on it.
        proved_on: The published files on which the reader was tried.
    """

    source_id: _Text
    title: _Text
    authority: _Text
    official: bool
    format: _Text
    licence: _Text
    lists: Annotated[tuple[_Text, ...], Field(min_length=1)]
    files: Annotated[tuple[FileInfo, ...], Field(min_length=1)]
    fetched: bool = False
    stands_in_for: _Text | None = None
    rank: int = 0
    hosts: tuple[_Text, ...] = ()
    largest_mb: Annotated[int, Field(gt=0)] = 200
    mapped: Mapping[_Text, _Text]
    ignored: Mapping[_Text, _Text] = {}
    traps: tuple[_Text, ...] = ()
    proved_on: _Text

    @property
    def roles(self) -> dict[str, FileInfo]:
        """The files by role."""
        return {file.role: file for file in self.files}

    def knows(self, field: str) -> bool:
        """Whether a published field is accounted for."""
        if field in self.mapped or field in self.ignored:
            return True
        parts = field.split("/")
        return any(f"{'/'.join(parts[:depth])}/*" in self.ignored for depth in range(1, len(parts)))

    def holds(self, path: str) -> bool:
        """Whether fields that are accounted for stand under a path."""
        return any(field.startswith(f"{path}/") for field in (*self.mapped, *self.ignored))

    def check_fields(self, fields: Iterable[str], where: str) -> None:
        """Refuse a field that is not accounted for.

        Raises:
            SourceFormatError: The authority publishes something that nobody has decided about.
        """
        for field in fields:
            if not self.knows(field):
                raise SourceFormatError(
                    f"{where}: {field!r} is not a field that is known, so the format has changed and facts could be "
                    f"lost: say in data/sources/{self.source_id}.toml what it means, and mend the reader"
                )


@cache
def _read(path: Path) -> SourceInfo:
    return validated(SourceInfo, {"source_id": path.stem, **read_toml(path)}, path)


def source_info(source_id: str) -> SourceInfo:
    """The description of a source.

    Raises:
        DataError: There is none, or it breaks the schema.
    """
    return _read(data_root() / "sources" / f"{source_id}.toml")
