"""Items of export questions: the traits by which law tells them apart, and what an entry's licence requirement reaches.

``data/items.toml`` has the classes: by ECCN, by words, or by HS code. A word or an HS code recognises, and classifies
nothing; the evidence is kept with every trait.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from exposcreen.errors import DataError
from exposcreen.model.citation import Citation, Citations
from exposcreen.model.item import EAR99, Item
from exposcreen.model.value import Value
from exposcreen.resources import data_root, read_toml, validated

__all__ = ["ItemClass", "Reach", "Wording", "item_classes", "may_reach_abroad", "reach_of", "read_items", "traits_of"]

Reach = Literal["all", "all_but", "some"]
"""All items subject to the EAR; all of them, but for exceptions or only under conditions; items that it names."""

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Texts = Annotated[tuple[_Text, ...], Field(min_length=1)]
_WORDS = re.compile(r"[^\W_]+")
RESERVED = frozenset(
    {"made_abroad", "made_at_home", "ear99", "on_ccl", "unclassified", "beyond_scope", "reached_abroad"}
)
"""Traits that need no class: they follow from the question, or from the entry."""


class ItemClass(Value):
    """A class of items that law, or its review, treats apart.

    Attributes:
        eccn: ECCNs; one with a paragraph takes in what lies below it.
        keywords: Words or phrases, in English, singular or plural; in Chinese, wherever they stand.
        hs: Prefixes of the Harmonized System, digits only.
    """

    id: _Id
    label: _Text
    eccn: tuple[str, ...] = ()
    keywords: tuple[_Text, ...] = ()
    hs: tuple[str, ...] = ()
    citations: Citations

    @field_validator("eccn", mode="after")
    @classmethod
    def _are_eccns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if odd := [code for code in value if Item(eccn=code).eccn != code]:
            raise ValueError(f"{', '.join(odd)}: write it as it stands in the Commerce Control List")
        return value

    @model_validator(mode="after")
    def _says_how_it_is_known(self) -> "ItemClass":
        if not (self.eccn or self.keywords or self.hs):
            raise ValueError("a class needs ECCNs, keywords or HS codes")
        if self.id in RESERVED:
            raise ValueError(f"{self.id} is a trait that needs no class: choose another id")
        return self

    def evidence(self, item: Item) -> str | None:
        """The sentence that says why an item belongs here; ``None`` where it does not."""
        if item.eccn and any(item.eccn == code or item.eccn.startswith(f"{code}.") for code in self.eccn):
            return f"ECCN {item.eccn} is among: {self.label}."
        for field, text in (("description", item.description), ("end use", item.end_use)):
            if text and (phrase := _phrase_in(text, self.keywords)):
                return f"The {field} speaks of {phrase!r}, which points to: {self.label}."
        if item.hs and any(item.hs.startswith(code) for code in self.hs):
            return f"HS {item.hs} points to: {self.label}."
        return None


class Wording(Value):
    """How the Entity List words what an entry asks a licence for.

    Attributes:
        all: Beginnings that take in everything subject to the EAR.
        some: Beginnings that take in only what they name.
        exceptions: Words behind such a beginning that take something out of it again.
        abroad: References to rules on items made abroad.
    """

    all: _Texts
    some: _Texts
    exceptions: _Texts
    abroad: _Texts


@cache
def _items() -> tuple[tuple[ItemClass, ...], Wording]:
    return read_items(data_root() / "items.toml")


def item_classes() -> tuple[ItemClass, ...]:
    """Every class of ``data/items.toml``, read on first use.

    Raises:
        DataError: The file breaks its schema.
    """
    return _items()[0]


def read_items(path: Path) -> tuple[tuple[ItemClass, ...], Wording]:
    """The classes of a file, with their citations in place of the ids of citations, and its wording.

    Raises:
        DataError: It breaks its schema, has an id twice, or names a citation that is not there.
    """
    table = read_toml(path)
    if unknown := set(table) - {"class", "requirement", "cite"}:
        raise DataError(f"{path}: {', '.join(sorted(unknown))} is no table that this file holds: mend its name")
    cited = {key: validated(Citation, value, f"{path}: cite.{key}") for key, value in table.get("cite", {}).items()}
    found: dict[str, ItemClass] = {}
    for number, row in enumerate(table.get("class", []), 1):
        item = validated(ItemClass, _cited(row, cited, path), f"{path}: class {row.get('id', number)}")
        if item.id in found:
            raise DataError(f"{path}: class {item.id} stands twice: join the two")
        found[item.id] = item
    return tuple(found.values()), validated(Wording, table.get("requirement"), f"{path}: requirement")


def _cited(row: Mapping[str, Any], cited: Mapping[str, Citation], path: Path) -> dict[str, Any]:
    for key in row.get("citations", ()):
        if key not in cited:
            raise DataError(f"{path}: citation {key!r} is not in the file's [cite] table: add it")
    return {**row, "citations": tuple(cited[key] for key in row.get("citations", ()))}


def traits_of(item: Item) -> dict[str, str]:
    """What law asks of an item, each trait with the sentence that says why it has it.

    Raises:
        DataError: ``data/items.toml`` breaks its schema.
    """
    found = {kind.id: said for kind in item_classes() if (said := kind.evidence(item))}
    if item.eccn is None:
        found["unclassified"] = "No ECCN is given: have the item classified."
    elif item.eccn == EAR99:
        found["ear99"] = "The item is designated EAR99."
    else:
        found["on_ccl"] = f"ECCN {item.eccn} is on the Commerce Control List."
    if item.foreign_made is not None:
        trait = "made_abroad" if item.foreign_made else "made_at_home"
        found[trait] = f"The item is said to be made {'abroad' if item.foreign_made else 'in the United States'}."
    return found


def reach_of(requirements: Iterable[str]) -> Reach | None:
    """How far licence requirements reach, the widest of several; ``None`` where none is worded as one knows them.

    Raises:
        DataError: ``data/items.toml`` breaks its schema.
    """
    found = {reach for text in requirements if (reach := _reach(text))}
    order: tuple[Reach, ...] = ("all", "all_but", "some")
    return next((reach for reach in order if reach in found), None)


def may_reach_abroad(requirements: Iterable[str]) -> bool:
    """Whether a licence requirement refers to rules on items made abroad; also where none is recorded to say no.

    Raises:
        DataError: ``data/items.toml`` breaks its schema.
    """
    texts = [text.replace(" ", "") for text in requirements]
    return not texts or any(mark in text for mark in _items()[1].abroad for text in texts)


def _reach(text: str) -> Reach | None:
    wording = _items()[1]
    words = " ".join(text.casefold().split()).removeprefix("for ")
    if words.startswith(wording.some):
        return "some"
    if not words.startswith(wording.all):
        return None
    return "all_but" if any(mark in words for mark in wording.exceptions) else "all"


def _phrase_in(text: str, phrases: tuple[str, ...]) -> str | None:
    """The first of the phrases that the text holds: as whole words, or in scripts that do not part them, anywhere."""
    if unparted := next((phrase for phrase in phrases if not phrase.isascii() and phrase in text), None):
        return unparted
    words = f" {' '.join(map(_singular, _WORDS.findall(text.casefold())))} "
    latin = (phrase for phrase in phrases if phrase.isascii())
    wanted = ((phrase, " ".join(map(_singular, _WORDS.findall(phrase.casefold())))) for phrase in latin)
    return next((phrase for phrase, form in wanted if f" {form} " in words), None)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
