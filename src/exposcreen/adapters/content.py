"""A file as text: what it is checked to be before a row of it is believed."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from exposcreen.errors import InputError

__all__ = ["Source", "open_text"]

Source = str | Path | BinaryIO
"""A path, or an open stream of bytes such as ``sys.stdin.buffer``."""

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
def open_text(source: Source) -> Iterator[tuple[IO[str], str, int]]:
    """Open a file that is UTF-8 text, with or without a byte order mark, and count its lines.

    The whole file is decoded once before it is read, so that no verdict is given on half a file.

    Args:
        source: The file. A stream is read whole, and stays open.

    Yields:
        The text, its line ends as they are; what to call the file; the number of its lines.

    Raises:
        InputError: There is no such file, or it is a folder, empty, binary, HTML, JSON, or not UTF-8.
        OSError: It cannot be opened for another reason.
    """
    with _opened(source) as (data, name):
        lines = _checked(name, data)
        data.seek(0)
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            yield text, name, lines


@contextmanager
def _opened(source: Source) -> Iterator[tuple[BinaryIO, str]]:
    """Bytes that can be read twice, and what to call them."""
    if not isinstance(source, (str, Path)):
        yield io.BytesIO(source.read()), _called(source)
        return
    path = Path(source)
    try:
        file = path.open("rb")
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a directory, not a file: name the file in it") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{path}: there is no such file: check the path") from error
    with file:
        yield (file if file.seekable() else io.BytesIO(file.read())), path.name


def _called(stream: BinaryIO) -> str:
    """What to call a stream: its file's name, ``stdin``, or, where it has none, ``stream``."""
    name = getattr(stream, "name", "")
    return (Path(name).name.strip("<>") if isinstance(name, str) else "") or "stream"


def _checked(name: str, data: BinaryIO) -> int:
    """The number of lines of the file, once all of it has been found to be text."""
    head = data.read(_CHUNK)
    _refuse_other_formats(name, head)
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, before, chunk = 0, 0, head
    while chunk:
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _not_utf8(name, lines, before - pending, error) from error
        if b"\0" in chunk:
            raise InputError(f"{name}: is binary, not CSV: export the table as CSV in UTF-8")
        lines += chunk.count(b"\n")
        before += len(chunk)
        chunk = data.read(_CHUNK)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: ends in the middle of a character: the file is cut off") from error
    return lines


def _refuse_other_formats(name: str, head: bytes) -> None:
    if not head.strip():
        raise InputError(f"{name}: is empty: nothing to screen")
    for mark, what in _NOT_TEXT:
        if head.startswith(mark):
            raise InputError(f"{name}: is {what}, not CSV: export the table as CSV in UTF-8")
    start = head[:64].decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    for opening, what in _NOT_TABLES:
        if start.startswith(opening):
            raise InputError(f"{name}: is {what}, not CSV: export the table as CSV in UTF-8")


def _not_utf8(name: str, lines: int, offset: int, error: UnicodeDecodeError) -> InputError:
    line = lines + error.object.count(b"\n", 0, error.start) + 1
    byte = error.object[error.start]
    return InputError(
        f"{name} line {line}: byte {offset + error.start + 1} of the file (0x{byte:02x}) is not UTF-8, "
        "so names would be misread: save the file as CSV UTF-8"
    )
