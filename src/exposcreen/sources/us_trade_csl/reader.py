"""The CSV of the Consolidated Screening List: bytes become rows, every field verbatim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import Published
from exposcreen.sources.raw import records, text_of

__all__ = ["read_rows", "starts_with_the_header"]


def starts_with_the_header(head: bytes, info: SourceInfo) -> bool:
    """Whether a file begins with a header of this list: 28 columns in 2019, and ``_id`` before them since 2020."""
    first = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "")
    columns = first.split(",")
    return set(info.mapped) <= set(columns) and all(map(info.knows, columns))


def read_rows(file: Published, name: str, info: SourceInfo) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows by column, each with its line.

    Raises:
        SourceFormatError: The header is not one of the published ones, or a line is cut.
    """
    return records(text_of(file, name), name, info)
