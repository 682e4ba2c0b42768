"""The tables of ``data/names``: legal forms, abbreviations, and how ordinary a word is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_rows

__all__ = ["Vocabulary", "vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What ordinary names are made of.

    Attributes:
        forms: Legal forms as token tuples, each with its class (``limited``, ``stock`` …).
        leading: Those of them that stand before the name too.
        native_forms: Legal forms written in their own script without spaces, longest first, with their class.
        longest_form: In tokens.
        abbreviations: Short forms and inflections, each with the words that it stands for.
        ordinary: How many of 100,000 ordinary company names have the word.
        personal: How common a word is in names of persons, on a like scale.
        simplified: Traditional Chinese characters, each with its simplified one.
        honorifics: Words that stand before or after a person's name without being part of it.
    """

    forms: dict[tuple[str, ...], str]
    leading: frozenset[tuple[str, ...]]
    native_forms: tuple[tuple[str, str], ...]
    longest_form: int
    abbreviations: dict[str, tuple[str, ...]]
    ordinary: dict[str, int]
    personal: dict[str, int]
    simplified: dict[int, str]
    honorifics: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The tables, read once.

    Raises:
        DataError: A table breaks its format.
    """
    folder = data_root() / "names"
    forms: dict[tuple[str, ...], str] = {}
    leading: set[tuple[str, ...]] = set()
    native: list[tuple[str, str]] = []
    columns = ("form", "class", "position", "jurisdiction", "source")
    for _, (text, kind, position, _, _) in read_rows(folder / "legal_forms.csv", columns):
        if text.isascii():
            form = tuple(text.split())
            forms[form] = kind
            if position == "either":
                leading.add(form)
        else:
            native.append((text, kind))
    abbreviations = {
        short: tuple(long.split())
        for _, (short, long, _) in read_rows(folder / "abbreviations.csv", ("short", "long", "source"))
    }
    return Vocabulary(
        forms=forms,
        leading=frozenset(leading),
        native_forms=tuple(sorted(native, key=lambda item: -len(item[0]))),
        longest_form=max(map(len, forms)),
        abbreviations=abbreviations,
        ordinary=_counts(folder / "ordinary_words.csv"),
        personal=_counts(folder / "person_names.csv"),
        simplified={
            ord(traditional): simplified
            for _, (traditional, simplified, _) in read_rows(
                folder / "han_variants.csv", ("traditional", "simplified", "source")
            )
        },
        honorifics=frozenset(
            word for _, (word, _, _) in read_rows(folder / "honorifics.csv", ("word", "language", "source"))
        ),
    )


def _counts(path: Path) -> dict[str, int]:
    counts = {}
    for line, (word, count, _) in read_rows(path, ("word", "per_100k", "source")):
        try:
            counts[word] = int(count)
        except ValueError as error:
            raise DataError(f"{path}: line {line}, column per_100k: {count!r} is no whole number") from error
    return counts
