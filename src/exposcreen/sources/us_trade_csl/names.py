"""Several facts in one ``name`` of the Consolidated Screening List, told apart.

Only for the lists of BIS and of the State Department: OFAC's names are names. Each pattern is one that those lists use;
a name that fits none stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind

__all__ = ["NameFacts", "alternative_names", "name_facts"]

_PART_OF = re.compile(
    r"(?P<parent>.+?)(?:\.\s+(?:Affiliated Entity:|Subordinate Institution\s+-)| entity:)\s+(?P<name>.+)", re.DOTALL
)
_PARENT = re.compile(r"(?P<name>.+?) \(Parent Organization: (?P<parent>.+)\)")
_SCOPE = re.compile(
    r"(?P<name>.+?)[,;]?\s+(?P<scope>(?:including the |and (?:any successor|its sub-?units|subordinate entity )).+)",
    re.DOTALL,
)
_ALIASES = re.compile(r"(?P<name>.+?)(?:, a\.k\.a\. (?P<bare>.+)| \(a\.k\.a\. (?P<inside>.+)\))")
_ABBREVIATED = re.compile(r"(?P<name>.+?) \((?P<short>[A-Z][A-Z0-9 -]{1,11})\)")
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

    ``X. Affiliated Entity: Y`` is Y, linked to X; ``X (a.k.a. Y; Z)`` is X, alias Y and Z; ``X (ABC)`` is X, and ABC a
    weak alias when its letters are initials of X; ``X and any successor …`` is X with a scope.
    """
    name = " ".join(published.split())
    parent = scope = None
    if match := _PART_OF.fullmatch(name) or _PARENT.fullmatch(name):
        name, parent = match["name"], match["parent"]
    if match := _SCOPE.fullmatch(name):
        name, scope = match["name"], match["scope"]
    aliases: tuple[str, ...] = ()
    if match := _ALIASES.fullmatch(name):
        name, aliases = match["name"], alternative_names(match["bare"] or match["inside"])
    names = [Name(text=text, kind=NameKind.STRONG_AKA) for text in aliases]
    if (match := _ABBREVIATED.fullmatch(name)) and _are_initials(match["short"], match["name"]):
        name = match["name"]
        names.append(Name(text=match["short"], kind=NameKind.WEAK_AKA))
    return NameFacts((Name(text=name), *names), parent, scope)


def _are_initials(short: str, name: str) -> bool:
    """Whether the letters are initials of the words, in their order, from the first: a country code is not."""
    words = [word[0].upper() for word in re.findall(r"[^\W\d_]+", name.removeprefix("The "))]
    letters = [letter for letter in short if letter.isalpha()]
    initials = iter(words)
    return len(letters) >= 2 and letters[0] == words[0] and all(letter in initials for letter in letters)
