"""Fields of a JSON object, each of the kind that it must be: a file may hold anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["array_at", "object_at", "objects_at", "text_at"]


def object_at(content: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """The object in a field; an empty one where there is none.

    Raises:
        ValueError: Something else stands there.
    """
    value = content.get(field)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError(f"{field} is no object")
    return value


def array_at(content: Mapping[str, Any], field: str) -> list[Any]:
    """The array in a field; an empty one where there is none.

    Raises:
        ValueError: Something else stands there.
    """
    value = content.get(field)
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise ValueError(f"{field} is no array")
    return value


def objects_at(content: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """The objects of the array in a field.

    Raises:
        ValueError: Something else stands there, or in it.
    """
    items = array_at(content, field)
    if not all(isinstance(item, dict) for item in items):
        raise ValueError(f"{field} holds something that is no object")
    return items


def text_at(content: Mapping[str, Any], field: str) -> str:
    """The text in a field, stripped; empty where there is none.

    Raises:
        ValueError: Something else stands there.
    """
    value = content.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{field} is no text")
    return value.strip()
