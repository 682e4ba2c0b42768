"""Several values in one published cell, told apart; and the fingerprint of a row that has no id."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_table

__all__ = [
    "Copies",
    "collapsed",
    "ends_with_company_form",
    "is_suffix",
    "joined_suffixes",
    "outside_brackets",
    "row_sha256",
]

_OPENING, _CLOSING = "([{（«“", ")]}）»”"
_WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?")
_WITHIN = "de"
"""Stands within a legal form: ``S.A. de C.V.``"""

_COLUMNS = ("suffix", "class", "source")


def collapsed(text: str) -> str:
    """The text with each run of white space, no-break spaces too, made one space, and none at its ends."""
    return " ".join(text.split())


def outside_brackets(text: str, separators: str) -> tuple[str, ...]:
    """The parts of a text between separators that stand in no brackets and in no quotation marks, collapsed.

    Args:
        separators: Single characters: ``;,``. A bracket that is never closed encloses nothing.
    """
    parts: list[str] = []
    start, depth, quoted = 0, 0, False
    for at, character in enumerate(text):
        if character in _OPENING and _is_closed(text, at):
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character == '"' and (quoted or '"' in text[at + 1 :]):
            quoted = not quoted
        elif character in separators and not depth and not quoted:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return tuple(part for part in map(collapsed, parts) if part)


def _is_closed(text: str, at: int) -> bool:
    opening = text[at]
    closing = _CLOSING[_OPENING.index(opening)]
    depth = 0
    for character in text[at:]:
        depth += (character == opening) - (character == closing)
        if not depth:
            return True
    return False


def joined_suffixes(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts of a list joined by commas, with each that is only a suffix put back to the one before it.

    ``Example Co.``, ``Ltd.``, ``Other`` are ``Example Co., Ltd.`` and ``Other``.
    """
    found: list[str] = []
    for part in parts:
        if found and is_suffix(part):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return tuple(found)


def is_suffix(text: str) -> bool:
    """Whether a text is no name but what stands behind one after a comma: ``Co. Ltd.``, ``S.A.``, ``Jr.``."""
    words = [word for word in _words(text) if word != _WITHIN]
    return bool(words) and all(word in _suffixes() for word in words)


def ends_with_company_form(text: str) -> bool:
    """Whether a text ends with the legal form of a company, so that the name of a company ends there."""
    words = _words(re.sub(r"\s*\([^()]*\)$", "", text))
    return len(words) > 1 and _suffixes().get(words[-1]) == "company"


def row_sha256(values: Iterable[str], *, copy: int = 0) -> tuple[str, str]:
    """The pair of a record that tells a row from others where the authority gives it no id: the hash of its fields.

    Args:
        copy: How many rows with the same fields stand before it. Never its line: that moves as others come and go.
    """
    content = "\x1f".join((*values, str(copy)) if copy else values)
    return "row_sha256", hashlib.sha256(content.encode()).hexdigest()


class Copies:
    """The fingerprints of the rows of one reading, each another one, also where rows are the same in every field."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def row_sha256(self, values: Iterable[str]) -> tuple[str, str]:
        """See the function of this name."""
        fields = tuple(values)
        _, first = row_sha256(fields)
        self._seen[first] += 1
        return row_sha256(fields, copy=self._seen[first] - 1)


def _words(text: str) -> list[str]:
    return [word.replace(".", "").casefold() for word in _WORDS.findall(text)]


@cache
def _suffixes() -> dict[str, str]:
    path = data_root() / "sources" / "name_suffixes.csv"
    found: dict[str, str] = {}
    for line, row in read_table(path, _COLUMNS):
        if row["class"] not in {"company", "person"}:
            raise DataError(f"{path}: line {line}: class: {row['class']!r} is not company or person: mend the file")
        if row["suffix"] in found:
            raise DataError(f"{path}: line {line}: suffix: {row['suffix']!r} is given twice: remove one")
        found[row["suffix"]] = row["class"]
    return found
