"""The tables of places: read once, checked line by line, indexed by their first word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_table
from exposcreen.territories.countries import Country, countries
from exposcreen.territories.text import is_hanzi, simplified, tokenise

__all__ = ["Gazetteer", "Grade", "Name", "Place", "PostalRange", "Territory", "gazetteer"]

_TERRITORIES = ("territory", "name", "countries", "codes")
_POSTAL = ("territory", "country", "digits", "first", "last", "certain", "confirmed")
_PLACES = ("territory", "level", "name", "alone", "in_country", "unsure", "corroborated", "confirmed")
_XINJIANG = (
    *("code", "level", "parent", "name", "zh", "postal", "alone", "in_country", "unsure", "corroborated"),
    *("code_confirmed", "names_confirmed"),
)
# Spellings of countries that a free text uses for something else.
_NOT_IN_TEXT = frozenset({"CAR", "EL", "Lao", "ROC", "RSA", "Antigua", "America", "Emirates", "Britain", "蒙古"})


class Grade(IntEnum):
    """How much a name proves, least first; each is a column of the tables."""

    CORROBORATED = 0  # counts only beside other evidence of the same territory
    UNSURE = 1  # never settles it: places elsewhere, or outside the territory, bear it too
    IN_COUNTRY = 2  # settles it when the country is known to fit
    ALONE = 3  # settles it unless something contradicts


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory that rules speak of, with the countries that people give for it and its other codes."""

    id: str
    name: str
    countries: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a table; ``code`` is unique, ``parent`` the code of what it lies in, or blank."""

    territory: str
    level: str
    name: str
    code: str
    parent: str = ""
    zh: str = ""


class Name(NamedTuple):
    """A name of a place: its words after the first, or its characters; ``shouted`` where only capitals count."""

    rest: tuple[str, ...]
    place: Place
    grade: Grade
    shouted: bool = False


@dataclass(frozen=True, slots=True)
class PostalRange:
    """Postal codes of a territory, as a country writes them."""

    territory: str
    country: str
    digits: int
    first: int
    last: int
    certain: bool


@dataclass(slots=True)
class Gazetteer:
    """Everything that a place text is compared with."""

    territories: dict[str, Territory] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[Name]] = field(default_factory=dict)
    hanzi: dict[str, list[Name]] = field(default_factory=dict)
    postal: list[PostalRange] = field(default_factory=list)
    _owners: dict[tuple[str, ...], str] = field(default_factory=dict)

    def add(self, text: str, place: Place, grade: Grade, where: str) -> None:
        """Index one name.

        Raises:
            DataError: It has no letters, or another place of the table has it already.
        """
        key: tuple[str, ...]
        if is_hanzi(text[0]):
            key, index = tuple(simplified(text)), self.hanzi
        else:
            key, index = tuple(token.folded for token in tokenise(text)), self.words
        if not key:
            raise DataError(f"{where}: {text!r} has no letters: mend the name")
        owner = self._owners.setdefault(key, place.code)
        if owner != place.code:
            raise DataError(f"{where}: {text!r} is already a name of {owner}: one name can lead to one place only")
        shouted = text.isascii() and text.isupper() and len(key) == 1 and len(text) <= 4
        index.setdefault(key[0], []).append(Name(key[1:], place, grade, shouted))

    def sort(self) -> None:
        """Put the longest names first: the first that fits is the one meant."""
        for index in (self.words, self.hanzi):
            for names in index.values():
                if len(names) > 1:
                    names.sort(key=lambda name: -len(name.rest))


def _split(cell: str) -> Iterator[str]:
    return (part for piece in cell.split(";") if (part := piece.strip()))


def _bool(row: Mapping[str, str], column: str, where: str) -> bool:
    if row[column] not in {"true", "false"}:
        raise DataError(f"{where}: column {column}: {row[column]!r} is neither true nor false")
    return row[column] == "true"


def _add_names(gazetteer: Gazetteer, row: Mapping[str, str], place: Place, where: str) -> None:
    if not place.name or not place.level:
        raise DataError(f"{where}: a place needs a name and a level")
    for grade in Grade:
        for text in _split(row[grade.name.lower()]):
            gazetteer.add(text, place, grade, where)


def _read_territories(gazetteer: Gazetteer, folder: Path) -> None:
    path = folder / "territories.csv"
    for line, row in read_table(path, _TERRITORIES):
        where = f"{path}: line {line}"
        territory = Territory(
            row["territory"], row["name"], frozenset(_split(row["countries"])), frozenset(_split(row["codes"]))
        )
        if not territory.countries or territory.countries - countries().keys():
            raise DataError(f"{where}: column countries: {row['countries']!r} is no list of two-letter country codes")
        if territory.id in gazetteer.territories:
            raise DataError(f"{where}: {territory.id} stands twice: join the two lines")
        gazetteer.territories[territory.id] = territory
        gazetteer.codes.update(dict.fromkeys((territory.id, *territory.codes), territory.id))


def _read_xinjiang(gazetteer: Gazetteer, folder: Path) -> None:
    path = folder / "cn_xj.csv"
    seen: set[str] = set()
    for line, row in read_table(path, _XINJIANG):
        where = f"{path}: line {line}"
        place = Place("CN-XJ", row["level"], row["name"], f"CN-XJ {row['code']}", row["parent"], row["zh"])
        if place.code in seen or not row["code"]:
            raise DataError(f"{where}: column code: {row['code']!r} is blank or stands twice")
        if row["parent"] and f"CN-XJ {row['parent']}" not in seen:
            raise DataError(f"{where}: column parent: {row['parent']!r} is no code of an earlier line")
        if row["postal"] and not (row["postal"].isdigit() and row["postal"][:2] in {"83", "84"}):
            raise DataError(f"{where}: column postal: {row['postal']!r} is no postal code of Xinjiang")
        _bool(row, "code_confirmed", where)
        _bool(row, "names_confirmed", where)
        seen.add(place.code)
        _add_names(gazetteer, row, place, where)


def _read_places(gazetteer: Gazetteer, folder: Path) -> None:
    path = folder / "places.csv"
    for line, row in read_table(path, _PLACES):
        where = f"{path}: line {line}"
        territory = row["territory"]
        if territory not in gazetteer.territories and territory not in countries():
            raise DataError(f"{where}: column territory: {territory!r} is neither a country nor in territories.csv")
        _bool(row, "confirmed", where)
        _add_names(gazetteer, row, Place(territory, row["level"], row["name"], f"{territory} {row['name']}"), where)


def _read_postal(gazetteer: Gazetteer, folder: Path) -> None:
    path = folder / "postal.csv"
    for line, row in read_table(path, _POSTAL):
        where = f"{path}: line {line}"
        first, last = row["first"], row["last"]
        if not (first.isdigit() and last.isdigit() and f"{len(first)}" == f"{len(last)}" == row["digits"]):
            raise DataError(f"{where}: a range needs a first and a last code of as many digits as column digits says")
        if row["territory"] not in gazetteer.territories or row["country"] not in countries():
            raise DataError(f"{where}: column territory or country names nothing known")
        _bool(row, "confirmed", where)
        certain = _bool(row, "certain", where)
        gazetteer.postal.append(
            PostalRange(row["territory"], row["country"], int(row["digits"]), int(first), int(last), certain)
        )


def _add_country(gazetteer: Gazetteer, country: Country, where: str) -> None:
    place = Place(country.alpha2, "country", country.name, country.alpha2)
    for text in (country.name, *country.variants):
        too_short = len(text) == 2 and text != "UK" and not is_hanzi(text[0])
        if not (too_short or text in _NOT_IN_TEXT or text.startswith("Region:") or "Crimea" in text):
            gazetteer.add(text, place, Grade.ALONE, where)


def read_gazetteer(folder: Path) -> Gazetteer:
    """The tables of a folder.

    Raises:
        DataError: A table is not there or breaks its schema; the message names file and line.
    """
    gazetteer = Gazetteer()
    _read_territories(gazetteer, folder)
    for country in countries().values():
        _add_country(gazetteer, country, f"{folder / 'countries.csv'}")
    _read_xinjiang(gazetteer, folder)
    _read_places(gazetteer, folder)
    _read_postal(gazetteer, folder)
    gazetteer.sort()
    return gazetteer


@cache
def gazetteer() -> Gazetteer:
    """The tables under ``data/territories``, read on first use.

    Raises:
        DataError: A table is not there or breaks its schema; the message names file and line.
    """
    return read_gazetteer(data_root() / "territories")
