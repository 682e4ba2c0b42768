"""What belongs to a party but stands in lines of its own: kept on disk while the parties are read.

Sanctions, documents, wallets, securities, addresses and ties stand anywhere in the file, before or after their party,
and there can be millions of lines: the file is read once for them and once for the parties.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from exposcreen.sources.opensanctions.lines import Entity

__all__ = ["Joined", "joined"]

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE part (party TEXT NOT NULL, role TEXT NOT NULL, entity TEXT NOT NULL);
CREATE TABLE caption (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
"""


class Joined:
    """The parts of all parties.

    Args:
        database: Where they are.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def parts(self, party: str, role: str) -> tuple[Entity, ...]:
        """The entities of a role that belong to a party, in published order."""
        rows = self._database.execute(
            "SELECT entity FROM part WHERE party = ? AND role = ? ORDER BY rowid", (party, role)
        )
        return tuple(_unpacked(text) for (text,) in rows)

    def caption(self, party: str) -> str:
        """What a party is called; empty where the file does not have it."""
        row = self._database.execute("SELECT text FROM caption WHERE id = ?", (party,)).fetchone()
        return str(row[0]) if row else ""


@contextmanager
def joined(entities: Iterable[Entity]) -> Iterator[Joined]:
    """The parts among some entities, kept in a file that is gone afterwards.

    Raises:
        SourceFormatError: What ``entities`` raises.
    """
    # An empty name is a database of its own on disk, which SQLite removes when it is closed.
    with closing(sqlite3.connect("")) as database:
        database.executescript(_TABLES)
        for entity in entities:
            _keep(database, entity)
        database.execute("CREATE INDEX part_of ON part (party, role)")
        yield Joined(database)


def _keep(database: sqlite3.Connection, entity: Entity) -> None:
    schema = entity.role
    if schema.role == "party" and entity.caption:
        database.execute("INSERT OR REPLACE INTO caption VALUES (?, ?)", (entity.id, entity.caption))
    parties = (entity.id,) if schema.role == "address" else entity.values(schema.near, schema.far)
    if schema.role not in {"party", "aside"}:
        packed = _packed(entity)
        database.executemany("INSERT INTO part VALUES (?, ?, ?)", [(party, schema.role, packed) for party in parties])


def _packed(entity: Entity) -> str:
    return json.dumps([entity.id, entity.schema, entity.caption, entity.datasets, entity.properties])


def _unpacked(text: str) -> Entity:
    identity, schema, caption, datasets, properties = json.loads(text)
    return Entity(
        line=0,
        text="",
        id=identity,
        schema=schema,
        caption=caption,
        datasets=tuple(datasets),
        is_target=None,
        properties={name: tuple(values) for name, values in properties.items()},
    )
