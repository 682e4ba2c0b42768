"""Ownership in: tables of owners, beneficial ownership statements and GLEIF records, as stakes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from exposcreen.adapters.content import Source
from exposcreen.errors import DataError, InputError
from exposcreen.ownership import Party, Stake
from exposcreen.resources import data_root, read_toml

__all__ = ["Meaning", "OwnersRead", "Record", "json_records", "meanings", "whole_content"]

Meaning = Literal["share", "votes", "control", "part", "office", "same"]
"""What a code says of an owner: see ``data/ownership.toml``."""


@dataclass(frozen=True, slots=True)
class OwnersRead:
    """What one file says of owners.

    Attributes:
        file: The file's name.
        stakes: Who owns whom.
        parties: What else it says of parties.
        faults: What could not be read, each with its place; the rest was.
        notes: What was read and left aside, and why.
    """

    file: str
    stakes: tuple[Stake, ...]
    parties: tuple[Party, ...] = ()
    faults: tuple[InputError, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a JSON file, and where it stands."""

    place: str
    content: Mapping[str, object]


@cache
def meanings(format_name: str) -> Mapping[str, Meaning]:
    """What the codes of a format mean.

    Raises:
        DataError: The data file does not say.
    """
    path = data_root() / "ownership.toml"
    table = read_toml(path).get(format_name)
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise DataError(f"{path}: no table [{format_name}] of codes and what they mean: mend the file")
    return cast("Mapping[str, Meaning]", table)


def whole_content(source: Source) -> tuple[str, bytes]:
    """The name and the bytes of a file.

    Raises:
        InputError: There is no such file, or it is a folder.
        OSError: It cannot be read for another reason.
    """
    if not isinstance(source, (str, Path)):
        name = getattr(source, "name", "")
        return (Path(name).name.strip("<>") if isinstance(name, str) else "") or "stream", source.read()
    path = Path(source)
    try:
        return path.name, path.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a directory, not a file: name the file in it") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{path}: there is no such file: check the path") from error


def json_records(name: str, data: bytes) -> Iterator[Record | InputError]:
    """The objects of a JSON array, of an object that holds one array, or of a file with one object a line.

    Raises:
        InputError: It is not JSON in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start + 1} is not UTF-8, so names would be misread: save as UTF-8"
        ) from error
    try:
        top = json.loads(text)
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{") or "\n" not in text.strip():
            raise InputError(f"{name} line {error.lineno}: is not JSON ({error.msg}): is the file cut off?") from error
        yield from _lines(name, text)
        return
    if isinstance(top, dict):
        arrays = [value for value in top.values() if isinstance(value, list)]
        top = arrays[0] if len(arrays) == 1 and "recordType" not in top else [top]
    if not isinstance(top, list):
        raise InputError(f"{name}: holds no records: give an array of objects")
    for number, item in enumerate(top, start=1):
        yield _record(f"{name} record {number}", item)


def _lines(name: str, text: str) -> Iterator[Record | InputError]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name} line {number}"
        try:
            yield _record(place, json.loads(line))
        except json.JSONDecodeError as error:
            yield InputError(f"{place}: is not JSON ({error.msg}): is the line cut off?")


def _record(place: str, item: object) -> Record | InputError:
    if isinstance(item, dict):
        return Record(place, item)
    return InputError(f"{place}: is no object: a record has fields")
