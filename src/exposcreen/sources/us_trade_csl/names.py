"""Several facts in one published name of the lists of BIS and of the State Department, told apart.

OFAC's names are names and do not come here. Each pattern is one that those lists use; a name that fits none stays
whole, and no word of a published name is ever dropped: each is in a name, in the parent or in the scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import unique

__all__ = ["NameFacts", "alternative_names", "name_facts", "names_in"]

_PART_OF = re.compile(
    r"(?P<parent>.+?)(?:\.\s+(?:Affiliated Entity:|Subordinate Institution\s+-)| entity:"
    r"|,? subordinate institution:|, and subordinate entity)\s+(?P<name>.+)",
    re.DOTALL,
)
_PARENT = re.compile(
    r"(?P<name>.+?) \((?:Parent Organization:|a subordinate institute of|a subsidiary of) (?P<parent>.+)\)"
)
_SCOPE = re.compile(
    r"(?P<name>.+?)[,;]?\s+(?P<scope>(?:including the |and (?:any successor|its sub-?units)).+)", re.DOTALL
)
_ALSO = r"[afn]\.?k\.?a\.?,?"
_ALIASES = re.compile(
    rf"(?P<name>.+?)(?:,? (?P<bare>{_ALSO} (?!the following).+)|,? \((?P<inside>{_ALSO} (?:[^()]|\([^()]*\))+)\)?[.;]?)"
)
_NEXT_ALIAS = re.compile(rf"[;,]\s*(?:and(?:/or)?\s+|or\s+)?(?={_ALSO} )|;\s*(?:and\s+)?|,? (?={_ALSO} )")
_ABBREVIATED = re.compile(r"(?P<name>.+?) \((?P<short>[A-Z][A-Za-z0-9 -]{1,11})\)")
_PLACED = re.compile(r"(?P<name>.+\b(?:Ltd\.?|Limited|LTD)(?: \([^()]*\))?), (?P<place>[^\W\d][^\d]*)")
_BODY = re.compile(
    r"\b(?:Academy|Bureau|Cent(?:er|re)|Company|Corporation|Department|Division|Factory|Group|Institut|Lab|Plant"
    r"|University|Works|Branch|Office|Ltd|Limited|LLC|Inc|S\.?A|OOO|JSC|GmbH)"
)
_LEGAL = frozenset(
    {"CJSC", "FZC", "FZCO", "FZE", "JSC", "LLC", "LLP", "LTD", "OJSC", "OOO", "PJSC", "PLC", "PVT", "ZAO"}
)
_CAPITALS = re.compile(r" \(([A-Z]{3,8})\)$")
_NO_ABBREVIATION = frozenset({"DPRK", "IAEA", "PRC", "UAE", "UK", "USA"})
_AND = re.compile(r"; (?:and )?")


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a published name says.

    Attributes:
        names: The party's own, the primary one first.
        parent: The party of which it is a part.
        scope: What else the entry reaches: "and any successor, sub-unit, or subsidiary thereof".
    """

    names: tuple[Name, ...]
    parent: str | None = None
    scope: str | None = None


def alternative_names(published: str) -> tuple[str, ...]:
    """The names of an ``alt_names`` field: joined by ``; ``, the last often by ``; and``."""
    return tuple(name.strip() for name in _AND.split(published) if name.strip())


def name_facts(published: str) -> NameFacts:
    """The facts of a published name.

    ``X. Affiliated Entity: Y`` and ``X, and subordinate entity Y`` are Y, linked to X; ``X (a.k.a. Y; Z)`` is X, alias
    Y and Z, and ``X (f.k.a. Y)`` is X, formerly Y; ``X (ABC)`` is X, and ABC a weak alias when its letters are those of
    X; ``X and any successor …`` is X with a scope; ``X Ltd., Shenzhen`` is X Ltd., and the whole an alias.
    """
    name = " ".join(published.split())
    name = name.rstrip(" ,;") or name
    parent = scope = None
    if match := _PART_OF.fullmatch(name) or _PARENT.fullmatch(name):
        name, parent = match["name"], match["parent"]
    if match := _SCOPE.fullmatch(name):
        name, scope = match["name"], match["scope"]
    return NameFacts(tuple(names_in(name)), parent, scope)


def names_in(text: str, kind: NameKind = NameKind.PRIMARY) -> tuple[Name, ...]:
    """The names in one text: the first as ``kind``, the others as aliases, former names or abbreviations."""
    others: list[Name] = []
    if match := _ALIASES.fullmatch(text):
        text = match["name"]
        others += _aliases(match["bare"] or match["inside"])
    if (match := _PLACED.fullmatch(text)) and not _BODY.search(match["place"]):
        others.insert(0, Name(text=text, kind=NameKind.STRONG_AKA))
        text = match["name"]
    if (match := _ABBREVIATED.fullmatch(text)) and _abbreviates(match["short"], match["name"]):
        text = match["name"].rstrip(" ,")
        others.append(Name(text=match["short"], kind=NameKind.WEAK_AKA))
    elif (match := _CAPITALS.search(text)) and match[1] not in _LEGAL | _NO_ABBREVIATION:
        # The abbreviation of a name in another language, often: it is an alias, and the name stays as published.
        others.append(Name(text=match[1], kind=NameKind.WEAK_AKA))
    return unique([Name(text=text, kind=kind), *others])


def _aliases(text: str) -> Iterator[Name]:
    kind = NameKind.STRONG_AKA
    for part in _NEXT_ALIAS.split(text):
        label = re.match(rf"{_ALSO} ", part)
        if label:
            kind = NameKind.FKA if label[0].startswith("f") else NameKind.STRONG_AKA
        if name := part[label.end() if label else 0 :].strip(" ,;").removeprefix("“").removesuffix("”"):
            yield Name(text=name, kind=kind)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters are initials of the words, or capitals that stand in the name, in their order.

    The first is the name's own first letter, so that no country is taken for one; a legal form is none either.
    """
    if short.upper() in _LEGAL:
        return False
    words = [word.upper() for word in re.findall(r"[^\W\d_]+", name.removeprefix("The "))]
    letters = [letter for letter in short if letter.isalpha()]
    if len(letters) < 2 or not words or letters[0] != words[0][0] or not short.isupper():
        return False
    initials, inside = iter(word[0] for word in words), iter("".join(words))
    return all(letter in initials for letter in letters) or (
        len(letters) > 2 and all(letter in inside for letter in letters)
    )
