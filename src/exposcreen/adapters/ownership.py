"""Files of owners of any kind that is read, told apart by what they hold, and made into one table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain

from exposcreen.adapters.bods import bods_statements
from exposcreen.adapters.content import Source
from exposcreen.adapters.gleif import gleif_records, gleif_xml
from exposcreen.adapters.owner_rows import read_owner_rows
from exposcreen.adapters.owning import OwnersRead, Record, json_records, whole_content
from exposcreen.errors import InputError
from exposcreen.ownership import OwnershipTable, build_table

__all__ = ["ownership_table", "read_owners"]


class _Named(io.BytesIO):
    """Bytes that know what their file is called."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def read_owners(source: Source) -> OwnersRead:
    """Read a file of owners: a table (CSV, TSV), BODS 0.4 (JSON, JSON Lines), or GLEIF level 1 or 2 (JSON, XML).

    Args:
        source: A path, or an open stream of bytes.

    Returns:
        Stakes and parties, what could not be read with its place, and what was left aside.

    Raises:
        InputError: The file is not there, or is none of these.
    """
    name, data = whole_content(source)
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        return _json(name, data)
    if head.startswith(b"<"):
        return gleif_records(name, gleif_xml(name, data))
    return read_owner_rows(_Named(data, name))


def ownership_table(*read: OwnersRead) -> OwnershipTable:
    """One table of all that was read."""
    return build_table(
        chain.from_iterable(item.stakes for item in read), chain.from_iterable(item.parties for item in read)
    )


def _json(name: str, data: bytes) -> OwnersRead:
    records: Iterator[Record | InputError] = json_records(name, data)
    first = list[Record | InputError]()
    for record in records:
        first.append(record)
        if isinstance(record, Record):
            break
    begin = first[-1] if first else None
    if not isinstance(begin, Record):
        raise InputError(f"{name}: holds no record of owners: give BODS 0.4 statements or GLEIF records")
    everything: Iterable[Record | InputError] = chain(first, records)
    if {"recordType", "statementType", "statementId"} & set(begin.content):
        return bods_statements(name, everything)
    if {"Relationship", "RelationshipRecord", "Entity"} & set(begin.content):
        return gleif_records(name, everything)
    raise InputError(f"{begin.place}: is neither a BODS 0.4 statement nor a GLEIF record: it has {_fields(begin)}")


def _fields(record: Record) -> str:
    return ", ".join(sorted(map(repr, record.content))[:8]) or "no fields"
