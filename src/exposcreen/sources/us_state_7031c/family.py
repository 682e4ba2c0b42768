"""Relatives who are named in the reason of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exposcreen.model.listing import Relation
from exposcreen.sources.facts import unique

__all__ = ["Family", "family_of"]

_TIE = (
    r"(?:spouse|wife|husband|(?:ex-|former )?partner|son|daughter|child|children|brother|sister|mother|father|parent)s?"
)
_LINK = r"(?:de|del|della|la|las|los|da|do|dos|bin|ibn|al|el|van|von|y|e)"
_NAME = rf"[A-ZÀ-ÖØ-Þ][\w’'.-]+(?:\s+(?:{_LINK}\s+)*[A-ZÀ-ÖØ-Þ][\w’'.-]*)*"
_NAMED = re.compile(
    rf"\b(?:his|her|their)\s+(?:\w+\s+)?(?P<tie>{_TIE}),?\s+(?P<names>{_NAME}(?:(?:,\s+|,?\s+and\s+){_NAME})*)"
)
_POSSESSIVE = re.compile(rf"\b(?:is|was|are)\s+(?P<name>{_NAME}?)[’']s?\s+(?:\w+\s+)?(?P<tie>{_TIE})\b")
_OF = re.compile(rf"\b(?:the\s+)?(?P<tie>{_TIE})\s+of\s+(?:\w+\s+){{0,3}}?(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class Family:
    """The relatives of a person.

    Attributes:
        relations: Each as published: ``spouse``, ``daughter of``.
        designated: Those of whom the reason says that they are designated too.
    """

    relations: tuple[Relation, ...]
    designated: tuple[Relation, ...]


def family_of(reason: str) -> Family:
    """The relatives in a reason: "his spouse Jane Roe", "John Roe's daughter", "son of John Roe"."""
    relations: list[Relation] = []
    designated: list[Relation] = []
    for sentence in re.split(r"(?<=[a-z)]\.)\s+", reason):
        named = [
            Relation(kind=match["tie"], name=name)
            for match in _NAMED.finditer(sentence)
            for name in _names(match["names"])
        ]
        relations += named
        if re.search(r"\bdesignat|\bineligible\b", sentence):
            designated += named
        for pattern in (_POSSESSIVE, _OF):
            relations += [
                Relation(kind=f"{match['tie']} of", name=match["name"].rstrip("."))
                for match in pattern.finditer(sentence)
            ]
    return Family(unique(relations), unique(designated))


def _names(text: str) -> Iterator[str]:
    for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", text):
        if len(bare := name.strip().rstrip(".")) > 1:
            yield bare
