"""A file being read: its rows one by one, each a subject or the reason why it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any, Generic, TypeVar

from pydantic import ValidationError

from exposcreen.adapters.columns import Columns, Layout, layout_of
from exposcreen.adapters.content import Source, open_text
from exposcreen.adapters.numbers import Convention, Mark, convention_of, number_of, proven_mark
from exposcreen.adapters.table import Lines, RawRow, delimiter_of, raw_rows
from exposcreen.adapters.values import is_blank, parts_of
from exposcreen.errors import InputError

__all__ = ["Cells", "Reading", "Row", "content_of", "open_reading"]

SubjectT = TypeVar("SubjectT")
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Row(Generic[SubjectT]):
    """One row of a file.

    Attributes:
        line: The line it began on.
        content: The subject, or the error that says what to mend.
    """

    line: int
    content: SubjectT | InputError

    @property
    def subject(self) -> SubjectT:
        """The subject.

        Raises:
            InputError: The row is not one.
        """
        if isinstance(self.content, InputError):
            raise self.content
        return self.content


class Reading(Generic[SubjectT]):
    """An iterator of the rows of one file, in order and in constant memory.

    Attributes:
        file: The file's name.
        lines: How many lines it has: the progress to expect.
        unused: Columns that nothing was made of, as the file names them.
    """

    __slots__ = ("_rows", "file", "lines", "unused")

    def __init__(self, file: str, lines: int, unused: tuple[str, ...], rows: Iterator[Row[SubjectT]]) -> None:
        self.file = file
        self.lines = lines
        self.unused = unused
        self._rows = rows

    def __iter__(self) -> Iterator[Row[SubjectT]]:
        return self

    def __next__(self) -> Row[SubjectT]:
        return next(self._rows)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row, by field.

    Attributes:
        conventions: How each column of numbers writes them.
    """

    where: str
    layout: Layout
    fields: tuple[str, ...]
    conventions: Mapping[str, Convention]

    def text(self, field: str) -> str:
        """The field's first cell that says something, or an empty string."""
        return next(iter(self.texts(field)), "")

    def texts(self, field: str) -> tuple[str, ...]:
        """Every cell of the field that says something."""
        cells = (self.fields[place].strip() for place in self.layout.positions.get(field, ()))
        return tuple(cell for cell in cells if not is_blank(cell))

    def several(self, field: str) -> tuple[str, ...]:
        """The values of every cell of the field, separated by ``;`` or ``|``."""
        return tuple(part for cell in self.texts(field) for part in parts_of(cell))

    def value(self, field: str, read: Callable[[str], ValueT]) -> ValueT | None:
        """The field's cell as a value, ``None`` where it says nothing.

        Raises:
            InputError: It cannot be read.
        """
        cell = self.text(field)
        if not cell:
            return None
        try:
            return read(cell)
        except ValueError as error:
            raise InputError(f"{self.where}, column {self.layout.column(field)}: {error}") from error

    def number(self, field: str) -> Decimal | None:
        """The field's cell as a number, ``None`` where it says nothing.

        Raises:
            InputError: It is none, or can be read in two ways.
        """
        return self.value(field, lambda text: number_of(text, self.conventions[field]))


def open_reading(source: Source, columns: Columns, build: Callable[[Cells], SubjectT]) -> Reading[SubjectT]:
    """Open a file of subjects; its header is read at once, its rows as they are asked for.

    Args:
        source: The path of a CSV, TSV or semicolon-separated file in UTF-8, or an open stream of bytes.
        columns: What its columns may be called.
        build: Makes a subject of a row.

    Raises:
        InputError: The file is not there, is not text, is empty or lacks the columns that are needed.
    """
    rows = _read(source, columns, build)
    opened = next(rows)
    return Reading(opened.name, opened.lines, opened.unused, (item for item in rows if isinstance(item, Row)))


@dataclass(frozen=True, slots=True)
class _Opened:
    """What opening a file tells before its first row."""

    name: str
    lines: int
    unused: tuple[str, ...]


def _read(source: Source, columns: Columns, build: Callable[[Cells], SubjectT]) -> Iterator[Any]:
    """An ``_Opened``, then every ``Row``: one generator, so that leaving it closes the file, read to its end or not."""
    with open_text(source) as (text, name, count):
        lines, delimiter, header = _begun(text, name)
        layout = layout_of(name, header, columns)
        yield _Opened(name, count, layout.unused)
        conventions = _conventions(raw_rows(lines, delimiter, len(header)), layout, columns, delimiter)
        lines, _, _ = _begun(text, name)
        for raw in raw_rows(lines, delimiter, len(header)):
            yield Row(raw.line, content_of(f"{name} line {raw.line}", raw, layout, conventions, build))


def _begun(text: IO[str], name: str) -> tuple[Lines, str, tuple[str, ...]]:
    """The lines below the header, the delimiter, and the header."""
    text.seek(0)
    lines = Lines(text)
    first = lines.first().strip()
    delimiter = delimiter_of(first)
    if len(first) == 5 and first.lower().startswith("sep="):
        delimiter = first[4]
        next(lines)
    header = next(raw_rows(lines, delimiter), RawRow(lines.number, ()))
    if header.fault:
        raise InputError(f"{name} line {header.line}: the header: {header.fault}")
    return lines, delimiter, header.fields


def _conventions(rows: Iterable[RawRow], layout: Layout, columns: Columns, delimiter: str) -> Mapping[str, Convention]:
    """How each column of numbers writes them; a column that proves nothing goes by the others of its file."""
    places = {field: layout.positions[field][0] for field in columns.numbers if field in layout.positions}
    proofs: dict[str, set[Mark]] = {field: set() for field in places}
    if places:
        for row in rows:
            for field, place in places.items():
                mark = proven_mark(row.fields[place]) if row.fields else None
                proofs[field].update((mark,) if mark else ())
    usual = convention_of(set().union(*proofs.values()), Convention("," if delimiter == ";" else "."))
    return {field: convention_of(marks, usual) for field, marks in proofs.items()}


def content_of(
    where: str,
    raw: RawRow,
    layout: Layout,
    conventions: Mapping[str, Convention],
    build: Callable[[Cells], SubjectT],
) -> SubjectT | InputError:
    """What a row gives: a subject, or the error that says what to mend."""
    if raw.fault:
        return InputError(f"{where}: {raw.fault}")
    try:
        return build(Cells(where, layout, raw.fields, conventions))
    except ValidationError as error:
        return InputError(_sentence(where, layout, error))
    except InputError as error:
        return error


def _sentence(where: str, layout: Layout, error: ValidationError) -> str:
    """Everything that the model found wrong with a row, each with its column."""
    found = []
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        what = item["msg"].removeprefix("Value error, ")
        path = [str(part) for part in item["loc"]]
        field = f"id.{path[1]}" if path[:1] == ["identifiers"] and len(path) > 1 else "".join(path[:1])
        found.append(f"column {layout.column(field)}: {what}" if field else what)
    return f"{where}{', ' if found[0].startswith('column ') else ': '}{'; '.join(found)}"
