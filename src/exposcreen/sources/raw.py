"""From a published file to rows: what every CSV source needs before it can look at a field. All of it is streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import Published

__all__ = ["lines", "records", "rows", "whole"]

_BLANK = b"\xef\xbb\xbf \t\r\n"
_UTF_8 = "utf-8"


def lines(file: Published, name: str, *, encoding: str = _UTF_8) -> Iterator[str]:
    """The lines of a text, each with its line break: UTF-8, with or without a byte-order mark.

    Args:
        name: What to call the file in errors.
        encoding: Where the authority documents another.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: It is a web page, holds NUL bytes, or is in another encoding.
    """
    is_blank = True
    with file.open() as stream:
        for number, raw in enumerate(stream, start=1):
            if is_blank and raw.lstrip(_BLANK).startswith(b"<"):
                raise SourceFormatError(f"{name}: it is a web page or XML, not CSV: download the CSV file itself")
            try:
                line = raw.decode("utf-8-sig" if number == 1 and encoding == _UTF_8 else encoding)
            except UnicodeDecodeError as error:
                raise SourceFormatError(
                    f"{name}: line {number}: it is not {encoding.upper()}, so names would be garbled: download it again"
                ) from error
            if "\0" in line:
                raise SourceFormatError(
                    f"{name}: line {number}: it holds NUL bytes, so it is damaged: download it again"
                )
            is_blank = is_blank and not line.strip()
            yield line
    if is_blank:
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")


def whole(published: Iterable[str], name: str) -> Iterator[str]:
    """The lines of a CSV text, refused after the last if that is cut: its last field would be read as a shorter one.

    A text without a last line break is whole only where its last field closes with a quotation mark.

    Raises:
        SourceFormatError: The last line is cut.
    """
    count, last = 0, ""
    for last in published:
        count += 1
        yield last
    if not last.endswith(("\n", "\r", '"')):
        raise SourceFormatError(
            f"{name}: line {count}: the last line is cut, so entries after it are lost: download the file again"
        )


def records(
    file: Published, name: str, info: SourceInfo, *, delimiter: str = ",", after: int = 0, encoding: str = _UTF_8
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with a header, by column, each with the number of its last line.

    Args:
        name: What to call the file in errors.
        info: The description of the source: every column must be known to it, and every mapped column must be there.
        delimiter: Between two fields.
        after: How many lines stand before the header.
        encoding: Where the authority documents another.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: As for ``lines``; the header lacks a mapped column, has one twice or one that is not known; a
            row has another number of fields; or, found once all rows are read, the last line is cut.
    """
    text = whole(lines(file, name, encoding=encoding), name)
    for _ in range(after):
        next(text, None)
    first = next(text, "")
    if not first.strip():
        for _ in text:
            pass  # a file that is blank to its end is suspicious
        raise SourceFormatError(f"{name}: there is no header line, so this is another file: download it again")
    header = _header(first, f"{name}: line {after + 1}", info, delimiter)
    for line, row in rows(text, name, len(header), delimiter=delimiter, lines_before=after + 1):
        yield line, dict(zip(header, row, strict=True))


def _header(line: str, where: str, info: SourceInfo, delimiter: str) -> list[str]:
    try:
        header = [column.strip() for column in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as error:
        raise SourceFormatError(
            f"{where}: {error}, so the columns cannot be told apart: download the file again"
        ) from error
    unknown = [column for column in header if not info.knows(column)]
    missing = [field for field in info.mapped if field not in header]
    if unknown or missing:
        raise SourceFormatError(
            f"{where}: the header is not that of the {info.title} (unknown: {', '.join(unknown[:5]) or 'none'}; "
            f"missing: {', '.join(missing[:5]) or 'none'}), so fields could be taken for others: mend the reader, or "
            f"look at the file"
        )
    if len(set(header)) < len(header):
        raise SourceFormatError(f"{where}: a column stands there twice, so fields could be taken for others")
    return header


def rows(
    text: Iterable[str], name: str, columns: int, *, delimiter: str = ",", lines_before: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, each with the number of its last line, all with the same number of fields.

    Blank lines are skipped.

    Args:
        text: Its lines, with their line breaks.
        name: Of the file, for errors.
        columns: How many fields a row has.
        delimiter: Between two fields.
        lines_before: How many lines of the file stand before this text.

    Raises:
        SourceFormatError: A row has another number of fields, or a quotation mark is not closed.
    """
    reader = csv.reader(text, strict=True, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SourceFormatError(
                f"{name}: line {lines_before + reader.line_num}: {error}, so the rest would be misread: "
                f"download the file again"
            ) from error
        if not row:
            continue
        if len(row) != columns:
            raise SourceFormatError(
                f"{name}: line {lines_before + reader.line_num}: {len(row)} fields where the official format has "
                f"{columns}, so the line is cut or the format has changed: download the file again, or mend the reader"
            )
        yield lines_before + reader.line_num, row
