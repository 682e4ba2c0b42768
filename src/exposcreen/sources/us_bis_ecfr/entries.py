"""Rows become entries: a country holds until the next one, and a row can continue the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exposcreen.errors import SourceFormatError
from exposcreen.sources.us_bis_ecfr.cells import Cell
from exposcreen.sources.us_bis_ecfr.phrases import GROUP, continues, count_of, is_bare_label
from exposcreen.sources.us_bis_ecfr.reader import Row
from exposcreen.sources.us_bis_ecfr.tables import Supplement

__all__ = ["Entry", "entries_of"]

_RESERVED = "[reserved]"
_LABEL = Cell(("Subordinate institution:",), "", ())
_CONTINUED = re.compile(r"\s*\((?:continued|cont\.?)\)$", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """One entry of a list, of one row or of several.

    Attributes:
        line: Where its first row begins in the file.
        country: As published, from its own row or from one before it.
        cells: By column but the country, each cell of each row in turn.
        notes: What a person should know of its rows.
        parts_left: How many rows below it are its parts, where it is a group that says so and no label does.
    """

    supplement: Supplement
    line: int
    country: str
    cells: dict[str, list[Cell]]
    notes: list[str] = field(default_factory=list)
    parts_left: int = 0

    def add(self, cells: dict[str, Cell]) -> None:
        """Take a row that continues it."""
        if is_bare_label(cells["entity"].text):
            self.parts_left = 0
        elif self.parts_left:
            # As if it were printed: each row of the group is a part.
            self.cells["entity"].append(_LABEL)
            self.parts_left -= 1
        for column, cell in cells.items():
            if cell.published:
                self.cells[column].append(cell)

    def lines(self, column: str) -> list[str]:
        """The lines of a column, without footnote marks."""
        return [line for cell in self.cells.get(column, ()) for line in cell.lines]

    def text(self, column: str) -> str:
        """The text of a column in one line, without footnote marks."""
        return " ".join(self.lines(column))

    def published(self, column: str) -> str:
        """The text of a column in one line, with the footnote marks where they stand."""
        return " ".join(cell.published for cell in self.cells.get(column, ()) if cell.published)

    @property
    def texts(self) -> dict[str, str]:
        """Every column but the country as published, its lines apart."""
        return {
            column: "\n".join(
                "\n".join(cell.lines) if column == "entity" else cell.published for cell in cells if cell.published
            )
            for column, cells in self.cells.items()
        }

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The footnote marks that are printed in it."""
        return tuple(dict.fromkeys(mark for cells in self.cells.values() for cell in cells for mark in cell.footnotes))


def entries_of(rows: Iterable[Row], name: str) -> Iterator[Entry]:
    """The entries in published order, each once the next one begins.

    Args:
        name: Of the file, for errors.

    Raises:
        SourceFormatError: A row has a requirement or a citation and no entity, and none stands before it.
    """
    entry: Entry | None = None
    supplement, country = None, ""
    for row in rows:
        cells = {column: cell for column, cell in row.cells.items() if column != "country"}
        filled = [column for column, cell in cells.items() if cell.published]
        own = _CONTINUED.sub("", row.cells["country"].text)
        if row.supplement is not supplement:
            supplement, country = row.supplement, ""
            yield from _whole(entry)
            entry = None
        country = own or country
        if not filled or cells["entity"].text.casefold() == _RESERVED:
            continue
        if entry is not None and not own and _continues(entry, cells, filled):
            entry.add(cells)
        else:
            yield from _whole(entry)
            entry = _begun(row, country, cells, filled, name)
    yield from _whole(entry)


def _whole(entry: Entry | None) -> Iterator[Entry]:
    if entry is not None:
        yield entry


def _begun(row: Row, country: str, cells: dict[str, Cell], filled: list[str], name: str) -> Entry:
    if "entity" not in filled:
        raise SourceFormatError(
            f"{name}: line {row.line}: the row has no entity, and none stands before it, so it cannot be told whom it "
            f"lists: look at the file"
        )
    entry = Entry(row.supplement, row.line, country, {column: [cell] for column, cell in cells.items()})
    if group := GROUP.match(cells["entity"].text):
        entry.parts_left = count_of(group["count"]) or 0
    elif filled == ["entity"]:
        entry.notes.append("the row has neither a requirement nor a citation of its own")
    return entry


def _continues(entry: Entry, cells: dict[str, Cell], filled: list[str]) -> bool:
    """Whether a row goes on with the entry before it: it names nobody, or only parts and addresses of that one."""
    if "entity" not in filled or entry.parts_left or is_bare_label(cells["entity"].text):
        return True
    if is_bare_label((entry.lines("entity") or [""])[-1]):
        return True
    return filled == ["entity"] and continues((cells["entity"].lines or ("",))[0])
