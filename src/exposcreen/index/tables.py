"""The compiled index as plain arrays, and how it is written to disk and mapped back into memory.

Strings are kept sorted in one blob each, and looked up by bisection; what belongs to a string is a slice of an
array (CSR).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Postings", "StringTable", "Tables"]

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class StringTable:
    """Sorted distinct strings."""

    strings: Sequence[str]

    def find(self, text: str) -> int:
        """Its number, or -1."""
        at = bisect_left(self.strings, text)
        return at if at < len(self.strings) and self.strings[at] == text else -1


@dataclass(frozen=True, slots=True)
class Postings:
    """For each string of a table, the numbers that belong to it."""

    table: StringTable
    starts: Ints
    numbers: Ints

    @classmethod
    def of(cls, pairs: Mapping[str, Iterable[int]]) -> Postings:
        """Build from a mapping of string to numbers."""
        keys = sorted(pairs)
        numbers: list[int] = []
        starts = [0]
        for key in keys:
            numbers += sorted(set(pairs[key]))
            starts.append(len(numbers))
        return cls(StringTable(keys), np.asarray(starts, dtype=np.int32), np.asarray(numbers, dtype=np.int32))

    def at(self, row: int) -> Ints:
        """The numbers of the string with this number."""
        return self.numbers[self.starts[row] : self.starts[row + 1]]

    def of_text(self, text: str) -> Ints:
        """The numbers of a string; none when it is not in the table."""
        row = self.table.find(text)
        return self.at(row) if row >= 0 else self.numbers[:0]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that a search reads.

    A *name row* is one reading of one published name. Attributes are per name row unless said.

    Attributes:
        words: Word -> name rows that have it.
        glued: Two neighbouring words, or a whole name, written as one -> name rows; and Chinese characters -> name
            rows.
        identifiers: ``scheme:value`` -> listings.
        named_parties: Key of a curated party -> listings.
        token_starts: Where the row's words begin in ``tokens``.
        tokens: Words, as numbers in ``words``.
        han: The row's Chinese characters, as a number in ``glued``, or -1.
        listing: The listing.
        name: Which of the listing's names.
        forms: Legal-form classes, as bits.
        person: Whether the row is read as a person's name.
        weight: Sum of the weights of its words.
        word_weight: Per word: weight in an organization's name.
        person_weight: Per word: weight in a person's name.
        party: Per listing: the party it belongs to.
    """

    words: Postings
    glued: Postings
    identifiers: Postings
    named_parties: Postings
    token_starts: Ints
    tokens: Ints
    han: Ints
    listing: Ints
    name: Ints
    forms: Ints
    person: NDArray[np.bool_]
    weight: NDArray[np.float32]
    word_weight: NDArray[np.float32]
    person_weight: NDArray[np.float32]
    party: Ints

    def save(self, folder: Path) -> None:
        """Write into a folder, for ``load`` to map."""
        for name, value in _flat(self).items():
            if isinstance(value, np.ndarray):
                np.save(folder / f"{name}.npy", value)
            else:
                (folder / f"{name}.txt").write_text("\n".join(value), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Tables:
        """Map a saved index into memory.

        Raises:
            OSError: The folder does not hold one.
        """
        values: dict[str, Any] = {}
        for field in fields(cls):
            if field.type == "Postings":
                values[field.name] = Postings(
                    StringTable(_lines(folder / f"{field.name}.txt")),
                    _mapped(folder / f"{field.name}_starts.npy"),
                    _mapped(folder / f"{field.name}_numbers.npy"),
                )
            else:
                values[field.name] = _mapped(folder / f"{field.name}.npy")
        return cls(**values)


def _lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.split("\n") if text else []


def _mapped(path: Path) -> NDArray[Any]:
    """An array mapped into memory, as a plain view: slicing numpy's memmap class costs ten times as much."""
    mapped: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return mapped


def _flat(tables: Tables) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for field in fields(tables):
        value = getattr(tables, field.name)
        if isinstance(value, Postings):
            flat[field.name] = value.table.strings
            flat[f"{field.name}_starts"] = value.starts
            flat[f"{field.name}_numbers"] = value.numbers
        else:
            flat[field.name] = value
    return flat


def grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Numbers by string."""
    found: dict[str, list[int]] = defaultdict(list)
    for text, number in pairs:
        found[" ".join(text.split("\n"))].append(number)
    return found
