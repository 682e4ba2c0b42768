"""From a published file to rows: what every CSV source needs before it can look at a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import HEAD_BYTES, Published

__all__ = ["END_MARK", "check_last_line", "records", "rows", "streamed_records", "text_of"]

END_MARK = "\x1a"
"""The end-of-file character of DOS, which OFAC still writes as the last line."""


def text_of(file: Published, name: str | None = None, *, encoding: str = "utf-8-sig") -> str:
    """The text of a published file: UTF-8, with or without a byte-order mark.

    Args:
        file: The file.
        name: What to call it in errors; its own name when left out.
        encoding: Where the authority documents another.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: It is a web page, holds NUL bytes, or is not UTF-8.
    """
    data, name = file.data(), name or file.name
    if not data.strip():
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    if data[:HEAD_BYTES].lstrip().startswith(b"<"):
        raise SourceFormatError(f"{name}: it is a web page or XML, not CSV: download the CSV file itself")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceFormatError(
            f"{name}: line {line}: it is not {encoding.removesuffix('-sig').upper()}, so names would be garbled: "
            f"download it again"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceFormatError(f"{name}: line {line}: it holds NUL bytes, so it is damaged: download it again")
    return text


def check_last_line(text: str, name: str) -> None:
    """Refuse a CSV text that ends inside a line: its last field would be read as a shorter one.

    A text without a last line break is whole only where its last field closes with a quotation mark.

    Raises:
        SourceFormatError: The last line is cut.
    """
    if not text.endswith(("\n", "\r", '"')):
        raise SourceFormatError(
            f"{name}: line {text.count(chr(10)) + 1}: the last line is cut, so entries after it are lost: "
            f"download the file again"
        )


def records(
    text: str, name: str, info: SourceInfo, *, delimiter: str = ",", after: int = 0
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV text with a header, by column, each with the number of its last line.

    Args:
        text: The whole text.
        name: Of the file, for errors.
        info: The description of the source: every column must be known to it, and every mapped column must be there.
        delimiter: Between two fields.
        after: How many lines stand before the header.

    Raises:
        SourceFormatError: The header lacks a mapped column, has one twice or one that is not known; a row has another
            number of fields; or the last line is cut.
    """
    check_last_line(text, name)
    lines = text.split("\n", after + 1)
    if len(lines) <= after:
        raise SourceFormatError(f"{name}: there is no header line, so this is another file: download it again")
    header = _header(lines[after], f"{name}: line {after + 1}", info, delimiter)
    body = lines[after + 1] if len(lines) > after + 1 else ""
    found = rows(body, name, len(header), delimiter=delimiter, lines_before=after + 1)
    for line, row in found:
        yield line, dict(zip(header, row, strict=True))


def streamed_records(
    file: Published, name: str, info: SourceInfo, *, delimiter: str = ",", after: int = 0
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """As ``records``, of a file that is too large to be held in memory: UTF-8, with or without a byte-order mark.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: As for ``text_of`` and ``records``; a cut last line is found once all rows are read.
    """
    with file.open() as stream:
        lines = _lines(stream, name)
        for _ in range(after):
            next(lines, None)
        first = next(lines, "")
        if not first.strip():
            for _ in lines:
                pass  # a file that is blank to its end is suspicious
            raise SourceFormatError(f"{name}: there is no header line, so this is another file: download it again")
        header = _header(first, f"{name}: line {after + 1}", info, delimiter)
        for line, row in rows(lines, name, len(header), delimiter=delimiter, lines_before=after + 1):
            yield line, dict(zip(header, row, strict=True))


def _lines(stream: Iterable[bytes], name: str) -> Iterator[str]:
    """The lines of a text, each with its line break, refused as ``text_of`` refuses a whole text."""
    number, last, is_blank = 0, "", True
    for number, raw in enumerate(stream, start=1):
        if is_blank and raw.lstrip(b"\xef\xbb\xbf \t").startswith(b"<"):
            raise SourceFormatError(f"{name}: it is a web page or XML, not CSV: download the CSV file itself")
        try:
            last = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise SourceFormatError(
                f"{name}: line {number}: it is not UTF-8, so names would be garbled: download it again"
            ) from error
        if "\0" in last:
            raise SourceFormatError(f"{name}: line {number}: it holds NUL bytes, so it is damaged: download it again")
        is_blank = is_blank and not last.strip()
        yield last
    if is_blank:
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    if not last.endswith(("\n", "\r", '"')):
        raise SourceFormatError(
            f"{name}: line {number}: the last line is cut, so entries after it are lost: download the file again"
        )


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
    text: str | Iterable[str], name: str, columns: int, *, delimiter: str = ",", lines_before: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, each with the number of its last line, all with the same number of fields.

    Blank lines are skipped.

    Args:
        text: The text, or its lines with their line breaks.
        name: Of the file, for errors.
        columns: How many fields a row has.
        delimiter: Between two fields.
        lines_before: How many lines of the file stand before this text.

    Raises:
        SourceFormatError: A row has another number of fields, or a quotation mark is not closed.
    """
    lines = io.StringIO(text, newline="") if isinstance(text, str) else text
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
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
