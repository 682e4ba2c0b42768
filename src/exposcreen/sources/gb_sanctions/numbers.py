"""Numbers as the UK Sanctions List writes them: ``IMO9826902``, ``INN: 7710137066``, several in one field.

The labels are in ``data/sources/gb_sanctions_numbers.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from exposcreen.model.listing import Identifier
from exposcreen.resources import data_root, read_table
from exposcreen.sources.cells import collapsed

__all__ = ["imo_number", "registrations"]

_COLUMNS = ("label", "scheme", "source")
_IMO = re.compile(r"(?:IMO\s*:?\s*)?(\d{7})", re.IGNORECASE)
_SEGMENT = re.compile(r"\s*[\n;|]+\s*")
_NUMBERED = re.compile(r"\((?:\d{1,2}|[a-z])\)\s*")
_LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z .()]*?)\s*[:\s]\s*(?P<value>[\w/.-]*\d[\w/.-]*)")
_BARE = re.compile(r"[\w/.-]*\d[\w/.-]*")


@cache
def _schemes() -> dict[str, str]:
    path = data_root() / "sources" / "gb_sanctions_numbers.csv"
    return {row["label"]: row["scheme"] for _, row in read_table(path, _COLUMNS)}


def imo_number(published: str) -> Identifier | None:
    """The IMO number of a ship; ``None`` where the text is not seven digits."""
    match = _IMO.fullmatch(published.strip())
    return Identifier(scheme="imo", value=match[1]) if match else None


def registrations(published: str) -> tuple[Identifier, ...]:
    """The registration numbers of a field; none where any part of it is not understood."""
    found = []
    for part in _parts(published):
        if _BARE.fullmatch(part):
            found.append(Identifier(scheme="registration", value=part))
            continue
        match = _LABELLED.fullmatch(part)
        scheme = _schemes().get(collapsed(match["label"].upper().replace(".", ""))) if match else None
        if match is None or scheme is None:
            return ()
        found.append(Identifier(scheme=scheme, value=match["value"]))
    return tuple(found)


def _parts(published: str) -> Iterator[str]:
    for segment in _SEGMENT.split(published):
        yield from (part for text in _NUMBERED.split(segment) if (part := text.strip(" ,.")))
