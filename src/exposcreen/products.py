"""Goods: product texts and HS codes to the classes that orders and strategies name, and the sectors they fall into."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from exposcreen.errors import DataError
from exposcreen.model.citation import Citation, Citations
from exposcreen.model.dates import Day
from exposcreen.model.value import Value
from exposcreen.resources import data_root, read_toml, validated

__all__ = ["ProductClass", "Sector", "classes", "classify", "high_priority_sectors", "sectors", "unrecognised"]

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_WORDS = re.compile(r"[^\W_]+")
_BARE_CODE = re.compile(r"\s*(\d{2}(?:[\s.]?\d{2}){0,4}|\d{4}(?:[\s.]?\d{2}){0,3})\s*")
_MARKED_CODE = re.compile(
    r"\b(?:HS|HTS|HTSUS|H\.S\.)(?:\s*(?:code|no\.?|heading|chapter))?\s*[:#]?\s*(\d{2}[\d.\s]*)", re.I
)


class ProductClass(Value):
    """A class of goods.

    Attributes:
        keywords: Words or phrases that name it, in English.
        unless: Phrases that contain a keyword and are something else; ``not`` in the file.
        hs: Prefixes of the Harmonized System, digits only.
    """

    id: _Id
    label: _Text
    keywords: Annotated[tuple[_Text, ...], Field(min_length=1)]
    unless: Annotated[tuple[_Text, ...], Field(alias="not")] = ()
    hs: tuple[str, ...] = ()

    @field_validator("hs", mode="after")
    @classmethod
    def _digits(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        codes = tuple(code.replace(".", "") for code in value)
        if any(not code.isdigit() or len(code) not in {2, 4, 6, 8, 10} for code in codes):
            raise ValueError("an HS prefix has 2, 4, 6, 8 or 10 digits")
        return codes


class Sector(Value):
    """A high-priority sector: it guides enforcement, and creates no presumption.

    Attributes:
        classes: The classes of goods that belong to it.
        added_on: The day of the strategy, or of its update, that named it.
        confirmed: False where that day was not read in an official text.
    """

    id: _Id
    label: _Text
    classes: Annotated[tuple[_Id, ...], Field(min_length=1)]
    added_on: Day
    citations: Citations
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Phrases by their first word: (words, class); a class of ``None`` uses up words that name something else."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    hs: tuple[tuple[str, str], ...]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word


def _words(text: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _WORDS.findall(text.casefold()))


def read_classes(path: Path) -> tuple[ProductClass, ...]:
    """The classes of a file.

    Raises:
        DataError: It breaks its schema, or has an id twice.
    """
    rows = _tables(path, "class")
    found = [validated(ProductClass, row, f"{path}: class {number}") for number, row in enumerate(rows, 1)]
    ids = [item.id for item in found]
    for repeated in {item for item in ids if ids.count(item) > 1}:
        raise DataError(f"{path}: class {repeated} stands twice: join the two")
    return tuple(found)


def _tables(path: Path, name: str) -> list[Any]:
    tables = read_toml(path).get(name)
    if not isinstance(tables, list) or not tables:
        raise DataError(f"{path}: there is no [[{name}]]: add one")
    return tables


@cache
def classes() -> tuple[ProductClass, ...]:
    """Every class of ``data/products.toml``, read on first use.

    Raises:
        DataError: The file breaks its schema.
    """
    return read_classes(data_root() / "products.toml")


@cache
def _vocabulary() -> _Vocabulary:
    meanings: dict[tuple[str, ...], set[str]] = {}
    for item in classes():
        for phrase in item.keywords:
            meanings.setdefault(_words(phrase), set()).add(item.id)
        for phrase in item.unless:
            meanings.setdefault(_words(phrase), set())
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, ids in sorted(meanings.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        phrases.setdefault(words[0], []).append((words, frozenset(ids)))
    codes = tuple((code, item.id) for item in classes() for code in item.hs)
    return _Vocabulary({first: tuple(found) for first, found in phrases.items()}, codes)


def _codes(text: str) -> list[str]:
    if match := _BARE_CODE.fullmatch(text):
        return ["".join(filter(str.isdigit, match[1]))]
    return ["".join(filter(str.isdigit, match[1])) for match in _MARKED_CODE.finditer(text)]


def _by_code(code: str) -> set[str]:
    """The classes of a code; the heading of a subheading alone does not name the subheading's class."""
    return {identity for prefix, identity in _vocabulary().hs if code.startswith(prefix)}


def _by_words(text: str) -> set[str]:
    words = _words(text)
    phrases = _vocabulary().phrases
    found: set[str] = set()
    at = 0
    while at < len(words):
        step = 1
        for phrase, ids in phrases.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                found |= ids
                step = len(phrase) if not ids else 1
                break
        at += step
    return found


def _of(text: str) -> set[str]:
    found = _by_words(text)
    for code in _codes(text):
        found |= _by_code(code)
    return found


def classify(texts: Iterable[str]) -> frozenset[str]:
    """The classes of these goods.

    Args:
        texts: Product texts in English, or HS codes (``5201``, ``HS 6109.10``, ``HTS 6109.10.0012``).

    Returns:
        Ids of ``data/products.toml``; empty where nothing is recognised, which is no proof of anything.

    Raises:
        DataError: ``data/products.toml`` breaks its schema.
    """
    return frozenset(identity for text in texts for identity in _of(text))


def unrecognised(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that fall into no class, in order.

    Raises:
        DataError: ``data/products.toml`` breaks its schema.
    """
    return tuple(text for text in texts if not _of(text))


def read_sectors(path: Path, known: frozenset[str]) -> tuple[Sector, ...]:
    """The sectors of a file, with their citations in place of the ids of citations.

    Args:
        path: The file.
        known: Ids of the classes that there are.

    Raises:
        DataError: It breaks its schema, or names a citation or a class that is not there.
    """
    table = read_toml(path)
    cited = {
        key: validated(Citation, value, f"{path}: citation {key}") for key, value in table.get("citations", {}).items()
    }
    found = []
    for number, row in enumerate(_tables(path, "sector"), 1):
        where = f"{path}: sector {row.get('id', number)}"
        for key in row.get("citations", ()):
            if key not in cited:
                raise DataError(f"{where}: citation {key!r} is not in the file: add it under [citations]")
        citations = tuple(cited[key] for key in row.get("citations", ()))
        sector = validated(Sector, {**row, "citations": citations}, where)
        if unknown := set(sector.classes) - known:
            raise DataError(f"{where}: classes {sorted(unknown)} are not in products.toml: add them or mend the name")
        found.append(sector)
    return tuple(found)


@cache
def high_priority_sectors() -> tuple[Sector, ...]:
    """Every sector of ``data/sectors.toml``, whatever its day, in the order of the file.

    Raises:
        DataError: The file breaks its schema.
    """
    return read_sectors(data_root() / "sectors.toml", frozenset(item.id for item in classes()))


def sectors(product_classes: Iterable[str], as_of: date) -> tuple[Sector, ...]:
    """The high-priority sectors that these classes fell into on a day.

    Args:
        product_classes: Ids as ``classify`` gives them.
        as_of: The legal date of the question; a sector counts from the day it was added.

    Raises:
        DataError: ``data/sectors.toml`` breaks its schema.
    """
    asked = frozenset(product_classes)
    return tuple(
        sector for sector in high_priority_sectors() if sector.added_on <= as_of and asked.intersection(sector.classes)
    )
