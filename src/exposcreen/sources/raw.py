"""From bytes to rows: what every CSV source needs before it can look at a field."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator

from exposcreen.errors import SourceFormatError, SourceSuspicious

__all__ = ["END_MARK", "check_last_line", "decompressed", "head_of", "rows", "text_of"]

END_MARK = "\x1a"
"""The end-of-file character of DOS, which OFAC still writes as the last line."""

HEAD_BYTES = 4_096
_GZIP = b"\x1f\x8b"
_LARGEST = 512 * 1024 * 1024


def head_of(data: bytes) -> bytes:
    """The first bytes of a file, decompressed; as they are where they do not decompress."""
    if not data.startswith(_GZIP):
        return data[:HEAD_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(data, HEAD_BYTES)
    except zlib.error:
        return data[:HEAD_BYTES]


def decompressed(data: bytes, name: str) -> bytes:
    """The content of a file that may be gzipped.

    Raises:
        SourceFormatError: The gzip stream is cut or damaged, or unpacks to more than half a gigabyte.
    """
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(_LARGEST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise SourceFormatError(f"{name}: the gzip file is cut or damaged ({error}): download it again") from error
    if len(content) > _LARGEST:
        raise SourceFormatError(f"{name}: it unpacks to more than {_LARGEST:,} bytes, which no list does: look at it")
    return content


def text_of(data: bytes, name: str) -> str:
    """The text of a published file: UTF-8, with or without a byte-order mark.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: It is a web page, holds NUL bytes, or is not UTF-8.
    """
    if not data.strip():
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    if data[:HEAD_BYTES].lstrip().startswith(b"<"):
        raise SourceFormatError(f"{name}: it is a web page or XML, not CSV: download the CSV file itself")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceFormatError(
            f"{name}: line {line}: it is not UTF-8, so names would be garbled: download it again"
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


def rows(text: str, name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, each with the number of its last line, all with the same number of fields.

    Blank lines are skipped.

    Raises:
        SourceFormatError: A row has another number of fields, or a quotation mark is not closed.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SourceFormatError(
                f"{name}: line {reader.line_num}: {error}, so the rest would be misread: download the file again"
            ) from error
        if not row:
            continue
        if len(row) != columns:
            raise SourceFormatError(
                f"{name}: line {reader.line_num}: {len(row)} fields where the official format has {columns}, "
                f"so the line is cut or the format has changed: download the file again, or mend the reader"
            )
        yield reader.line_num, row
