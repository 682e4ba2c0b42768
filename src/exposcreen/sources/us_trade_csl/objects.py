"""The JSON of the Consolidated Screening List: its objects become the rows of the CSV, which says the same with less.

Where the CSV joins several values, this file has arrays; addresses and identifiers are objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exposcreen.errors import SourceFormatError
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.json_stream import members
from exposcreen.sources.published import Published

__all__ = ["RESULTS", "Party", "read_parties"]

RESULTS = "results"
_LISTS = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_ADDRESS = ("address", "city", "state", "postal_code", "country")
_ID = ("type", "number", "country", "issue_date", "expiration_date")
_OBJECTS = {"addresses": _ADDRESS, "ids": _ID}


@dataclass(frozen=True, slots=True)
class Party:
    """One element of ``results``.

    Attributes:
        line: Where it begins.
        row: By the columns of the CSV, several values joined by ``; `` as there; without ``ids``.
        ids: The identifiers, each with all five fields; an empty text where it has none.
        record: The published fields by path, and what tells the party from others.
    """

    line: int
    row: Mapping[str, str]
    ids: tuple[Mapping[str, str], ...]
    record: tuple[tuple[str, str], ...]


def read_parties(file: Published, name: str, info: SourceInfo) -> Iterator[Party]:
    """The parties in published order.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no JSON or is cut, has no parties, has a field that is not known or lacks one that is
            mapped, or a value is not of the kind that is published.
    """
    seen: set[str] = set()
    for key, value, line in members(file, name, array=RESULTS):
        where = f"{name}: line {line}"
        if key != RESULTS:
            info.check_fields(_paths(value, key), where)
            continue
        if not isinstance(value, dict):
            raise _wrong(where, RESULTS, value, "an object")
        info.check_fields(dict.fromkeys(_paths(value, RESULTS)), where)
        seen |= value.keys()
        yield _party(value, line, where, _columns(info))
    if not seen:
        raise SourceFormatError(
            f"{name}: line 1: there are no {RESULTS} in it, so it is another file, or would unlist everybody: "
            f"download it again"
        )
    if missing := _columns(info) - seen:
        raise SourceFormatError(
            f"{name}: line 1: no party has {', '.join(sorted(missing)[:5])}, so the format has changed and facts could "
            f"be lost: look at the file, or mend the reader"
        )


def _columns(info: SourceInfo) -> set[str]:
    return {field.split("/")[1] for field in info.mapped}


def _party(value: Mapping[str, Any], line: int, where: str, columns: set[str]) -> Party:
    objects = {field: _objects(value.get(field), field, names, where) for field, names in _OBJECTS.items()}
    row = dict.fromkeys(columns, "")
    row |= {field: _text(item, field, where) for field, item in value.items() if field not in (*_LISTS, *_OBJECTS)}
    row |= {field: "; ".join(_texts(value.get(field), field, where)) for field in _LISTS}
    addresses = (", ".join(item[part] for part in _ADDRESS if item[part].strip()) for item in objects["addresses"])
    row["addresses"] = "; ".join(address for address in addresses if address)
    return Party(line, row, objects["ids"], tuple(_record(value)))


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}/{key}")
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for inner in value:
            yield from _paths(inner, path)
    else:
        yield path


def _text(value: Any, field: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong(where, field, value, "a text")
    text = str(value)
    if not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text):
        raise _wrong(where, field, value, "a text of whole characters")
    return text


def _texts(value: Any, field: str, where: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong(where, field, value, "an array of texts")
    return [text for item in value if (text := _text(item, field, where).strip())]


def _objects(value: Any, field: str, names: tuple[str, ...], where: str) -> tuple[Mapping[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(where, field, value, "an array of objects")
    return tuple({name: _text(item.get(name), f"{field}/{name}", where) for name in names} for item in value)


def _wrong(where: str, field: str, value: Any, expected: str) -> SourceFormatError:
    return SourceFormatError(
        f"{where}: {field}: {str(value)[:60]!r} is not {expected}, as the official format has it: mend the reader, or "
        f"look at the file"
    )


def _record(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, item in value.items():
        yield from _values(item, field)
    if not value.get("entity_number"):
        # One name can stand in several objects (a party under several countries), and these lists have no ids.
        content = json.dumps({field: item for field, item in value.items() if field != "id"}, sort_keys=True)
        yield row_sha256([content])


def _values(item: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(item, dict):
        for key, inner in item.items():
            yield from _values(inner, f"{path}/{key}")
    elif isinstance(item, list):
        for number, inner in enumerate(item, 1):
            yield from _values(inner, f"{path}/{number}" if isinstance(inner, dict) else path)
    elif item not in (None, ""):
        yield path, str(item)
