"""JSON lines of FollowTheMoney entities: bytes become entities, one at a time, with every property accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.cells import collapsed
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.opensanctions.tables import Schema, schemata
from exposcreen.sources.published import Published

__all__ = ["Entity", "read_entities"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity.

    Attributes:
        line: Its line in the file.
        text: The line itself.
        is_target: Whether it is marked as a target; ``None`` where nothing is said.
        properties: Each with its values, in published order.
    """

    line: int
    text: str
    id: str
    schema: str
    caption: str
    datasets: tuple[str, ...]
    is_target: bool | None
    properties: Mapping[str, tuple[str, ...]]

    @property
    def role(self) -> Schema:
        """What it is to a list."""
        return schemata()[self.schema]

    def values(self, *names: str) -> tuple[str, ...]:
        """The values of some properties, each in one line."""
        found = (collapsed(value) for name in names for value in self.properties.get(name, ()))
        return tuple(dict.fromkeys(value for value in found if value))


def read_entities(file: Published, name: str, info: SourceInfo) -> Iterator[Entity]:
    """The entities of a file, line by line.

    Raises:
        SourceFormatError: A line is no entity, is cut, or has a schema or a property that is not known.
        SourceSuspicious: The file is empty.
    """
    known: set[str] = set()
    number = 0
    is_blank = True
    with file.open() as stream:
        for number, raw in enumerate(stream, start=1):
            if not raw.strip():
                continue
            is_blank = False
            where = f"{name}: line {number}"
            content = _object(raw, where)
            entity = _entity(content, raw, number, where)
            unseen = _fields(entity, content) - known
            info.check_fields(sorted(unseen), where)
            known |= unseen
            yield entity
    if is_blank:
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")


def _object(raw: bytes, where: str) -> dict[str, Any]:
    try:
        content = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SourceFormatError(
            f"{where}: it is no JSON ({error}), so the file is cut, damaged or another one: download it again"
        ) from error
    if not isinstance(content, dict):
        raise SourceFormatError(f"{where}: it is no JSON object, so this is another file: download entities.ftm.json")
    return content


def _fields(entity: Entity, content: Mapping[str, Any]) -> set[str]:
    """The fields to be accounted for: not the properties of entities that are left aside."""
    fields = set(content) - {"properties"}
    if entity.role.role != "aside":
        fields |= {f"properties/{name}" for name in entity.properties}
    return fields


def _entity(content: Mapping[str, Any], raw: bytes, line: int, where: str) -> Entity:
    texts = {name: content.get(name) for name in ("id", "schema", "caption")}
    target, datasets, properties = content.get("target"), content.get("datasets"), content.get("properties")
    problem = (
        "id and schema are not text"
        if not all(isinstance(texts[name], str) and texts[name] for name in ("id", "schema"))
        else "caption is no text"
        if not isinstance(texts["caption"], str | None)
        else "target is neither true nor false"
        if not isinstance(target, bool | None)
        else "datasets is no list of texts"
        if not _is_texts(datasets)
        else "properties are no lists of texts"
        if not isinstance(properties, dict) or not all(map(_is_texts, properties.values()))
        else ""
    )
    if problem:
        unknown = sorted(set(content) - {"id", "schema", "caption", "target", "datasets", "properties"})
        raise SourceFormatError(
            f"{where}: {problem} (it has {', '.join(unknown[:5]) or 'nothing else'}), so it is no FollowTheMoney "
            f"entity: download entities.ftm.json, not targets.nested.json"
        )
    if texts["schema"] not in schemata():
        raise SourceFormatError(
            f"{where}: schema: {texts['schema']!r} is not known, so parties could be lost: say in "
            f"data/sources/opensanctions_schemata.csv what it is"
        )
    return Entity(
        line=line,
        text=raw.decode("utf-8").strip(),
        id=str(texts["id"]),
        schema=str(texts["schema"]),
        caption=collapsed(str(texts["caption"] or "")),
        datasets=tuple(datasets or ()),
        is_target=target,
        properties={name: tuple(values) for name, values in (properties or {}).items()},
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
