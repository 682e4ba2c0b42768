"""A file as text: what it is checked to be before a row of it is believed."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from exposcreen.errors import InputError

__all__ = ["open_text"]

_CHUNK = 1 << 20
_NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_NOT_TABLES = (("<", "an HTML or XML document"), ("{", "JSON"), ("[{", "JSON"))


@contextmanager
def open_text(path: Path) -> Iterator[tuple[IO[str], int]]:
    """Open a file that is UTF-8 text, with or without a byte order mark, and count its lines.

    The whole file is decoded once before it is read, so that no verdict is given on half a file.

    Args:
        path: The file.

    Yields:
        The text, its line ends as they are, and the number of its lines.

    Raises:
        InputError: There is no such file, or it is empty, binary, HTML, JSON, or not UTF-8.
        OSError: It cannot be opened for another reason.
    """
    try:
        file: BinaryIO = path.open("rb")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise InputError(f"{path}: there is no such file: check the path") from error
    with file:
        data: BinaryIO = file if file.seekable() else io.BytesIO(file.read())
        lines = _checked(path, data)
        data.seek(0)
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            yield text, lines


def _checked(path: Path, data: BinaryIO) -> int:
    """The number of lines of the file, once all of it has been found to be text."""
    head = data.read(_CHUNK)
    _refuse_other_formats(path, head)
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, before, chunk = 0, 0, head
    while chunk:
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _not_utf8(path, lines, before - pending, error) from error
        if b"\0" in chunk:
            raise InputError(f"{path.name}: is binary, not CSV: export the table as CSV in UTF-8")
        lines += chunk.count(b"\n")
        before += len(chunk)
        chunk = data.read(_CHUNK)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: ends in the middle of a character: the file is cut off") from error
    return lines


def _refuse_other_formats(path: Path, head: bytes) -> None:
    if not head.strip():
        raise InputError(f"{path.name}: is empty: nothing to screen")
    for mark, what in _NOT_TEXT:
        if head.startswith(mark):
            raise InputError(f"{path.name}: is {what}, not CSV: export the table as CSV in UTF-8")
    start = head[:64].decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    for opening, what in _NOT_TABLES:
        if start.startswith(opening):
            raise InputError(f"{path.name}: is {what}, not CSV: export the table as CSV in UTF-8")


def _not_utf8(path: Path, lines: int, offset: int, error: UnicodeDecodeError) -> InputError:
    line = lines + error.object.count(b"\n", 0, error.start) + 1
    byte = error.object[error.start]
    return InputError(
        f"{path.name} line {line}: byte {offset + error.start + 1} of the file (0x{byte:02x}) is not UTF-8, "
        "so names would be misread: save the file as CSV UTF-8"
    )
