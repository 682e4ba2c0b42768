"""A published JSON file, member by member of its one object, and its long array element by element."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.published import Published

__all__ = ["members"]

_CHUNK = 1 << 20
_SPACE = " \t\r\n"


def members(file: Published, name: str, *, array: str) -> Iterator[tuple[str, Any, int]]:
    """Every member of the top object as key, value and line; the elements of one array each for itself.

    Args:
        file: The published file.
        name: What to call it in errors.
        array: The key of the array that is not held whole. Where it is empty, or is not there, nothing comes of it.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is not JSON in UTF-8, its top is no object, it is cut, or a key stands twice in an object.
    """
    if not file.size:
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    with file.open() as stream:
        text = _Text(stream, name)
        if not text.next():
            raise SourceSuspicious(f"{name}: the file is blank, which would unlist everybody: download it again")
        text.expect("{")
        for _ in text.separated("}"):
            line = text.line
            key = text.value()
            text.expect(":")
            if key == array and text.next() == "[":
                text.expect("[")
                for line in text.separated("]"):
                    yield array, text.value(), line
            elif isinstance(key, str):
                yield key, text.value(), line
            else:
                raise text.error(f"{key!r} stands where a key should")
        if text.next():
            raise text.error("text follows the object")


class _Text:
    """The text of a stream, read as far as needed and dropped behind."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._decoder = json.JSONDecoder(object_pairs_hook=_without_repetition)
        self._text, self._at, self._ended = "", 0, False
        self.line = 1

    def next(self) -> str:
        """The next character that is no white space, left in place; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def expect(self, character: str) -> None:
        """Take one character.

        Raises:
            SourceFormatError: Another one stands there.
        """
        if (found := self.next()) != character:
            raise self.error(f"{found or 'the end'!r} stands where {character!r} should")
        self._at += 1

    def separated(self, end: str) -> Iterator[int]:
        """The line of each item up to a closing bracket, which is taken too; who asks takes the items."""
        if self.next() != end:
            yield self._line_here()
            while self.next() == ",":
                self._at += 1
                self.next()
                yield self._line_here()
        self.expect(end)

    def value(self) -> Any:
        """Take the next value.

        Raises:
            SourceFormatError: There is none, or it is cut.
        """
        self.next()
        self._line_here()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                self.line += self._text.count("\n", self._at, error.pos)
                raise self.error(error.msg) from error
            except (ValueError, RecursionError) as error:
                raise self.error(str(error)) from error
            # A number at the end of what was read may go on.
            if end == len(self._text) and self._more():
                continue
            self.line += self._text.count("\n", self._at, end)
            self._text, self._at = self._text[end:], 0
            return value

    def error(self, problem: str) -> SourceFormatError:
        """What to raise where the text cannot be read."""
        return SourceFormatError(
            f"{self._name}: line {self.line}: it is not whole JSON ({problem}), so it is cut, damaged or another file: "
            f"download it again"
        )

    def _line_here(self) -> int:
        self.line += self._text.count("\n", 0, self._at)
        self._text, self._at = self._text[self._at :], 0
        return self.line

    def _more(self) -> bool:
        if self._ended:
            return False
        # Twice as much each time, so that a long value is not read over and over.
        data = self._stream.read(max(_CHUNK, len(self._text)))
        self._ended = not data
        try:
            self._text += self._decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise self.error("it is not UTF-8") from error
        return not self._ended


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
