"""Where the records of an Advanced file wait: a temporary SQLite database on disk, so that memory does not grow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from exposcreen.errors import SourceFormatError
from exposcreen.sources.us_ofac_advanced.compact import Json

__all__ = ["Spill", "spilling"]

_BATCH = 500
_TABLES = {
    "location": "CREATE TABLE location (key TEXT, data TEXT)",
    "document": "CREATE TABLE document (key TEXT, data TEXT)",
    "relation": "CREATE TABLE relation (key TEXT, data TEXT)",
    "entry": "CREATE TABLE entry (key TEXT, data TEXT)",
    "identity": "CREATE TABLE identity (key TEXT, data TEXT)",
    "party": "CREATE TABLE party (key TEXT, name TEXT, line INTEGER, data TEXT)",
}
_OWNERS = {"document": "identity", "relation": "party", "entry": "party"}
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -8192", "temp_store = FILE")


class Spill:
    """The waiting records of one file. Write all of them, then ``index``, then read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[object, ...]]] = {table: [] for table in _TABLES}
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        for statement in _TABLES.values():
            database.execute(statement)

    def add(self, table: str, key: str, data: Json) -> None:
        """Put a record away under the id by which it will be asked for."""
        self._put(table, (key, json.dumps(data, ensure_ascii=False)))

    def add_party(self, key: str, name: str, line: int, data: Json) -> None:
        """Put a party away, with the name that relations of others need."""
        self._put("party", (key, name, line, json.dumps(data, ensure_ascii=False)))

    def _put(self, table: str, row: tuple[object, ...]) -> None:
        rows = self._waiting[table]
        rows.append(row)
        if len(rows) >= _BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if rows := self._waiting[table]:
            marks = ", ".join("?" * len(rows[0]))
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            rows.clear()

    def index(self, role: str) -> None:
        """Make the records ready to be asked for.

        Args:
            role: Of the file, for the error.

        Raises:
            SourceFormatError: A record belongs to a party that is not in the file, and would be lost.
        """
        for table in _TABLES:
            self._flush(table)
            self._database.execute(f"CREATE INDEX {table}_key ON {table} (key)")
        for table, owner in _OWNERS.items():
            stray = self._database.execute(
                f"SELECT key FROM {table} WHERE key NOT IN (SELECT key FROM {owner}) LIMIT 1"
            ).fetchone()
            if stray:
                raise SourceFormatError(
                    f"{role}: a {table} belongs to the {owner} {stray[0]}, which is not in the file, so it would be "
                    f"lost: download the file again"
                )

    def parties(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Every party in published order: its id, its line, its record."""
        for key, line, data in self._database.execute("SELECT key, line, data FROM party ORDER BY rowid"):
            yield key, line, json.loads(data)

    def all(self, table: str, key: str) -> list[dict[str, Any]]:
        """The records of a table under an id, in published order."""
        found = self._database.execute(
            f"SELECT data FROM {table} WHERE key = ? ORDER BY rowid",
            (key,),
        )
        return [json.loads(data) for (data,) in found]

    def name_of(self, key: str) -> str:
        """The primary name of a party; empty where the file has no such party."""
        found = self._database.execute("SELECT name FROM party WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""


@contextmanager
def spilling(role: str) -> Iterator[Spill]:
    """A temporary store, gone afterwards.

    Args:
        role: Of the file, for errors.

    Raises:
        SourceFormatError: The disk has no room for it.
    """
    # SQLite keeps a database without a name in a temporary file of its own.
    with closing(sqlite3.connect("")) as database:
        try:
            yield Spill(database)
        except sqlite3.Error as error:
            raise SourceFormatError(
                f"{role}: the temporary store of its records cannot be written or read ({error}): "
                f"make room in the folder for temporary files"
            ) from error
