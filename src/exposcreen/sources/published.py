"""One published file, wherever it lies: read as a stream, unpacked on the way, never larger than it may be."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from exposcreen.errors import SourceFormatError, SourceUnavailable

__all__ = ["HEAD_BYTES", "Published", "head_of"]

HEAD_BYTES = 4_096
LARGEST = 2 * 1024**3
"""No list comes near two gigabytes: what unpacks to more is no list."""

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_CHUNK = 1 << 20
_DAMAGE = (
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the unpackers of the standard library raise on a damaged archive, documented or not."""


def head_of(data: bytes) -> bytes:
    """The first bytes of a file, unpacked; as they are where they do not unpack."""
    if data.startswith(_ZIP):
        # The member's data follows its local header, whose two lengths stand at 26 and 28.
        start = 30 + int.from_bytes(data[26:28], "little") + int.from_bytes(data[28:30], "little")
        return _inflated(data[start:], -zlib.MAX_WBITS) or data[:HEAD_BYTES]
    if data.startswith(_GZIP):
        return _inflated(data, zlib.MAX_WBITS | 16) or data[:HEAD_BYTES]
    return data[:HEAD_BYTES]


def _inflated(data: bytes, wbits: int) -> bytes:
    try:
        return zlib.decompressobj(wbits).decompress(data, HEAD_BYTES)
    except zlib.error:
        return b""


class _Bounded(io.RawIOBase):
    """A stream that refuses to yield more than a list can have."""

    def __init__(self, stream: BinaryIO, name: str, largest: int) -> None:
        self._stream, self._name, self._largest, self._left = stream, name, largest, largest

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """See ``io.RawIOBase``.

        Raises:
            SourceFormatError: The packed file is damaged, or unpacks to more than it may.
        """
        view = memoryview(buffer).cast("B")
        try:
            data = self._stream.read(min(len(view), _CHUNK))
        except _DAMAGE as error:
            raise SourceFormatError(
                f"{self._name}: the packed file is cut or damaged ({error}): download it again"
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise SourceFormatError(
                f"{self._name}: it unpacks to more than {self._largest:,} bytes, which no list does: look at it"
            )
        view[: len(data)] = data
        return len(data)


class Published:
    """A published file, plain, gzipped, or alone in a zip file.

    Args:
        name: Its name for people.
        opener: Opens its bytes as they were published, anew each time.
        largest: How many bytes it may unpack to.
    """

    def __init__(self, name: str, opener: Callable[[], BinaryIO], *, largest: int = LARGEST) -> None:
        self.name = name
        self._opener = opener
        self._largest = largest
        self._known: tuple[str, int] | None = None

    @classmethod
    def at(cls, path: Path, *, name: str | None = None, largest: int = LARGEST) -> Published:
        """The file at a path, called by its path where no name is given."""
        return cls(name or str(path), lambda: path.open("rb"), largest=largest)

    @classmethod
    def of(cls, data: bytes, name: str) -> Published:
        """A file whose bytes are at hand."""
        return cls(name, lambda: io.BytesIO(data))

    def named(self, name: str) -> Published:
        """The same file under another name for people."""
        same = Published(name, self._opener, largest=self._largest)
        same._known = self._known
        return same

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its content as a stream, unpacked.

        Raises:
            SourceUnavailable: It cannot be opened.
            SourceFormatError: It is a damaged archive, or an archive of several files; while it is read, also when it
                is cut or far too large.
        """
        try:
            raw = self._opener()
        except OSError as error:
            raise SourceUnavailable(f"{self.name}: it cannot be read ({error}): look at its permissions") from error
        with raw:
            start = raw.read(4)
            raw.seek(0)
            if start.startswith(_GZIP):
                stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw))
            elif start == _ZIP:
                stream = self._only_member(raw)
            else:
                stream = raw
            with stream, io.BufferedReader(_Bounded(stream, self.name, self._largest), _CHUNK) as bounded:
                yield cast("BinaryIO", bounded)

    def data(self) -> bytes:
        """Its whole content, unpacked: for lists that are small.

        Raises:
            SourceUnavailable: See ``open``.
            SourceFormatError: See ``open``.
        """
        with self.open() as stream:
            return stream.read()

    @property
    def sha256(self) -> str:
        """SHA-256 of its content, unpacked."""
        return self._measured()[0]

    @property
    def size(self) -> int:
        """Bytes of its content, unpacked."""
        return self._measured()[1]

    def _measured(self) -> tuple[str, int]:
        if self._known is None:
            total, size = hashlib.sha256(), 0
            with self.open() as stream:
                while chunk := stream.read(_CHUNK):
                    total.update(chunk)
                    size += len(chunk)
            self._known = (total.hexdigest(), size)
        return self._known

    def _only_member(self, raw: BinaryIO) -> BinaryIO:
        try:
            archive = zipfile.ZipFile(raw)
            names = [item for item in archive.infolist() if not item.is_dir()]
            if len(names) != 1:
                raise SourceFormatError(f"{self.name}: the zip file holds {len(names)} files, and one list is one file")
            return cast("BinaryIO", archive.open(names[0]))
        except _DAMAGE as error:
            raise SourceFormatError(
                f"{self.name}: the zip file is cut or damaged ({error}): download it again"
            ) from error
