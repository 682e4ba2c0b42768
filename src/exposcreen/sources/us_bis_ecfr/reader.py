"""The XML of part 744, row by row in constant memory, every element and attribute accounted for.

``DIV5`` is the part, ``DIV8`` a section, ``DIV9`` a supplement. A table stands in ``DIV`` wrappers that say nothing,
its rows in ``THEAD``, ``TBODY`` and ``TFOOT``. Sections and the other supplements are left aside by name; a supplement
that nobody knows is refused, because it may be a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import Published
from exposcreen.sources.us_bis_ecfr.cells import Cell, cell_of
from exposcreen.sources.us_bis_ecfr.tables import PART, SUPPLEMENTS, Supplement
from exposcreen.sources.xml import check_root, forget, local_name, parsing

__all__ = ["Row", "read_table_rows"]

_ROOT, _SUPPLEMENT, _TABLE, _ROW = "DIV5", "DIV9", "TABLE", "TR"
_TRANSPARENT = frozenset({"DIV", "THEAD", "TBODY"})
_CELLS = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings.

    Attributes:
        line: Where it begins in the file.
        cells: By what the column holds: ``country``, ``entity``, ``requirement``, ``policy``, ``citation``.
    """

    supplement: Supplement
    line: int
    cells: Mapping[str, Cell]


def read_table_rows(file: Published, name: str, info: SourceInfo) -> Iterator[Row]:
    """The rows of the three tables in published order.

    Args:
        name: What to call the file in errors.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no XML, is cut, is another part, has an element or an attribute that is not known, a
            table with other headings, a row with another number of cells, or lacks one of the lists.
    """
    walk = _Walk(name, info)
    with parsing(file) as events:
        for event, element in events:
            if event == "start":
                walk.enter(element)
            else:
                yield from walk.leave(element)
    for supplement in SUPPLEMENTS.values():
        if supplement.name not in walk.read:
            raise SourceFormatError(
                f"{name}: line 1: there is no table of {supplement.name} in it, which would unlist everybody on the "
                f"{supplement.title}: download part {PART} whole"
            )


class _Walk:
    """Where the reader is in the file."""

    def __init__(self, name: str, info: SourceInfo) -> None:
        self._name, self._info = name, info
        self._path: list[str] = []
        self._aside: int | None = None
        self._supplement: Supplement | None = None
        self._columns: tuple[str, ...] = ()
        self._known: set[str] = set()
        self.read: set[str] = set()

    def enter(self, element: etree._Element) -> None:
        """Note the start of an element, and check its attributes."""
        parent = element.getparent()
        if parent is None:
            check_root(element, _ROOT, self._name)
            if element.get("N") != PART:
                raise self._error(element, f"it is part {element.get('N')!r} where part {PART} was expected")
            self._check_attributes(element, "")
            return
        tag = local_name(element)
        if tag == _SUPPLEMENT:
            self._supplement = SUPPLEMENTS.get(element.get("N") or "")
            self._columns = ()
            self._path.append(_SUPPLEMENT if self._supplement else element.get("N") or _SUPPLEMENT)
        else:
            self._path.append(tag)
        if self._aside is not None:
            return
        here = self._here()
        if f"{here}/*" in self._info.ignored:
            self._aside = len(self._path)
            return
        self._check_attributes(element, here)
        if tag == _TABLE:
            self._columns = ()

    def leave(self, element: etree._Element) -> Iterator[Row]:
        """Check what is known of an element only at its end, and read it if it is a row."""
        if not self._path:
            return
        here = self._here()
        aside = self._aside is not None
        if not aside:
            self._check_text(element, here)
            if local_name(element) == _ROW:
                yield from self._row(element)
        if self._aside == len(self._path):
            self._aside = None
        tag = self._path.pop()
        # A cell and what is in it are needed until the row ends.
        if aside or (tag not in _CELLS and not _CELLS & set(self._path)):
            forget(element)

    def _row(self, element: etree._Element) -> Iterator[Row]:
        supplement = self._supplement
        if supplement is None or _TABLE not in self._path:
            raise self._error(element, "a row stands outside of the tables that are known")
        if element.get("class") == "page_break":
            return
        tags, cells = {local_name(cell) for cell in element}, list(self._cells(element))
        if tags == {"TH"}:
            self._columns = self._headings(element, supplement, [cell.text for cell in cells])
            return
        if not self._columns:
            raise self._error(element, f"a table of {supplement.name} has no headings")
        if len(cells) != len(self._columns):
            raise self._error(element, f"{len(cells)} cells where the table has {len(self._columns)} columns")
        self.read.add(supplement.name)
        yield Row(supplement, element.sourceline or 0, dict(zip(self._columns, cells, strict=True)))

    def _cells(self, element: etree._Element) -> Iterator[Cell]:
        """The cells of a row; one that spans several columns is its text, and then empty cells."""
        if (element.text or "").strip() or any((cell.tail or "").strip() for cell in element):
            raise self._error(element, "a text stands between the cells of a row")
        for cell in element:
            yield cell_of(cell)
            for _ in range(self._span(cell) - 1):
                yield Cell((), "", ())

    def _span(self, cell: etree._Element) -> int:
        rows, columns = cell.get("rowspan", "1"), cell.get("colspan", "1")
        if rows != "1" or not columns.isdecimal() or not 1 <= int(columns) <= 9:
            raise self._error(cell, f"a cell spans {rows} rows and {columns} columns, which no row of the lists does")
        return int(columns)

    def _headings(self, element: etree._Element, supplement: Supplement, texts: list[str]) -> tuple[str, ...]:
        known = {heading.casefold(): column for column, names in supplement.columns.items() for heading in names}
        columns = tuple(known.get(text.casefold().rstrip(".:"), "") for text in texts)
        if columns != tuple(supplement.columns):
            raise self._error(element, f"the headings of {supplement.name} are {'; '.join(texts)[:200]!r}")
        return columns

    def _here(self) -> str:
        steps = [step for step in self._path if step not in _TRANSPARENT]
        for at, step in enumerate(steps):
            if step in _CELLS:
                # What stands in a cell may be nested in any order: bold in italics, a break in both.
                return "/".join([*steps[: at + 1], *steps[at + 1 :][-1:]])
        return "/".join(steps)

    def _check_attributes(self, element: etree._Element, here: str) -> None:
        step = local_name(element)
        path = "DIV" if step == "DIV" else f"{_SUPPLEMENT}/{_TABLE}/{step}" if step in _TRANSPARENT else here
        for attribute in element.keys():  # noqa: SIM118 - an element is no mapping
            self._check(f"{path}/@{attribute}" if path else f"@{attribute}", element)

    def _check_text(self, element: etree._Element, here: str) -> None:
        if local_name(element) in _TRANSPARENT:
            if (element.text or "").strip():
                raise self._error(element, f"{local_name(element)} holds a text: {(element.text or '').strip()[:60]!r}")
        elif here.rpartition("/")[2] not in _CELLS and (not self._info.holds(here) or (element.text or "").strip()):
            self._check(here, element)

    def _check(self, field: str, element: etree._Element) -> None:
        if field not in self._known:
            self._info.check_fields((field,), f"{self._name}: line {element.sourceline}")
            self._known.add(field)

    def _error(self, element: etree._Element, problem: str) -> SourceFormatError:
        return SourceFormatError(
            f"{self._name}: line {element.sourceline}: {problem}, so entries could be lost or misread: look at the "
            f"file, or mend the reader"
        )
