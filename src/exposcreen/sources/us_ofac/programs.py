"""Which list an entry of the Consolidated file stands on: ``data/sources/us_ofac_cons_programs.csv``.

The CSV and the classic XML carry six lists and name none: OFAC tells them apart by program, and Executive Order 14024
by directive. The Advanced and the Enhanced XML name the lists; there the programs tell only why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exposcreen.errors import SourceFormatError
from exposcreen.resources import data_root, read_table

__all__ = ["Place", "acts_on", "places", "places_on", "program_tags", "programs_on"]

_COLUMNS = ("program", "when", "list_id", "dates", "unless", "source")


@dataclass(frozen=True, slots=True)
class Place:
    """A list on which a program puts an entry.

    Attributes:
        list_id: Empty where the program puts it on no list of the Consolidated file (it blocks: the SDN List).
        when: Text that the remarks must hold; empty for always.
        unless: Text that the remarks must not hold: OFAC leaves the old directive in the remarks of a party that it
            blocks later.
        dates: The act whose days the remarks give: ``CMIC``.
    """

    program: str
    list_id: str
    when: str = ""
    unless: str = ""
    dates: str = ""

    def holds(self, remarks: str) -> bool:
        """Whether the remarks bear it out."""
        return self.when in remarks and not self.is_lifted(remarks)

    def is_lifted(self, remarks: str) -> bool:
        """Whether the remarks say that it no longer applies."""
        return bool(self.unless) and self.unless in remarks


def program_tags(published: str) -> tuple[str, ...]:
    """The tags of a program field: ``UKRAINE-EO13662] [RUSSIA-EO14024`` is two."""
    return tuple(tag.strip() for tag in published.split("] [") if tag.strip())


@cache
def _table() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for _, row in read_table(_path(), _COLUMNS):
        place = Place(row["program"], row["list_id"], row["when"], row["unless"], row["dates"])
        found.setdefault(place.program, []).append(place)
    return {program: tuple(rows) for program, rows in found.items()}


def _path() -> Path:
    return data_root() / "sources" / "us_ofac_cons_programs.csv"


def places(tags: tuple[str, ...], remarks: str, where: str) -> tuple[Place, ...]:
    """The lists on which the programs put an entry of the Consolidated file.

    Args:
        where: File and line, for the error.

    Raises:
        SourceFormatError: A tag is not in the table, or none of the conditions under which it names a list is met, so
            the entry's list is not known.
    """
    rows: list[Place] = []
    for tag in tags:
        if tag not in _table():
            raise SourceFormatError(
                f"{where}: Program: {tag!r} is not known, so it cannot be told which list the entry is on: "
                f"add the tag to {_path()}"
            )
        rows.extend(place for place in _table()[tag] if place.list_id)
    found = tuple(place for place in rows if place.holds(remarks))
    if not found and any(not place.is_lifted(remarks) for place in rows):
        raise SourceFormatError(
            f"{where}: Remarks: none of {', '.join(place.when for place in rows)} is named, so it cannot be told which "
            f"list the entry is on: add what the remarks say to {_path()}"
        )
    return found


def places_on(list_id: str, tags: tuple[str, ...], remarks: str, others: frozenset[str]) -> tuple[Place, ...]:
    """Why an entry stands on a list that the file itself names.

    Args:
        list_id: The list.
        tags: All programs of the entry.
        remarks: What its features say, as the remarks of the CSV files put it.
        others: The further lists that the file names for it.

    Returns:
        The programs that the table knows for the list; else those that explain none of the others; else all.
    """
    known = [place for tag in tags for place in _table().get(tag, ()) if place.list_id == list_id]
    if known:
        held = [place for place in known if place.when in remarks]
        return tuple(held) or tuple(Place(tag, list_id) for tag in dict.fromkeys(place.program for place in known))
    # A program of no list of the Consolidated file blocks, and explains the SDN List.
    explained = {tag for tag in tags for place in _table().get(tag, ()) if (place.list_id or "us_ofac_sdn") in others}
    left = [tag for tag in tags if tag not in explained] or list(tags)
    return tuple(Place(tag, list_id) for tag in left)


def programs_on(list_id: str) -> frozenset[str]:
    """The programs that can put an entry on a list."""
    return frozenset(tag for tag, rows in _table().items() if any(place.list_id == list_id for place in rows))


def acts_on(list_id: str) -> frozenset[str]:
    """The acts, as labels of dates name them, whose days are days of this list: ``CMIC`` of ``us_ofac_ns_cmic``."""
    return frozenset(
        place.dates for rows in _table().values() for place in rows if place.dates and place.list_id == list_id
    )
