"""Several facts in one published name of the lists of BIS and of the State Department, told apart.

OFAC's names are names and do not come here. Each pattern is one that those lists use; a name that fits none stays
whole, and no word of a published name is ever dropped: each is in a name, in the parent or in the scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import unique

__all__ = ["NameFacts", "alternative_names", "name_facts", "names_in", "strongest"]

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
_ALSO = r"(?:[afn]\.?k\.?a\.?|[AFN]\.K\.A\.?|[AFN]/K/A),?"
"""Never ``Aka``, which is a surname, nor ``AKA``, which can be a name."""

_ALIASES = re.compile(
    rf"(?P<name>.+?)(?:,? (?P<bare>{_ALSO} (?!the following).+)"
    rf"|,? [(\[](?P<inside>{_ALSO} (?:[^()\[\]]|\([^()]*\))+)(?:[)\]](?P<rest> [^,;\d]+)|[)\]]?[.;]?))"
)
_LABELLED = re.compile(rf"(?P<label>{_ALSO}) (?P<name>.+)")
_NEXT_ALIAS = re.compile(rf"[;,]\s*(?:and(?:/or)?\s+|or\s+)?(?={_ALSO} )|;\s*(?:and\s+)?|,? (?={_ALSO} )")
_ABBREVIATED = re.compile(r"(?P<name>.+?) \((?P<short>[A-Z][A-Za-z0-9 -]{1,11})\)")
_PLACED = re.compile(r"(?P<name>.+\b(?:Ltd\.?|Limited|LTD)(?: \([^()]*\))?), (?P<place>[^\W\d][^\d]*)")
_DESCRIBED = re.compile(r"(?P<name>.+) \((?:[A-Z]\w+ )+individual(?: in [A-Z]\w+)?\)")
_BODY = re.compile(
    r"\b(?:Academy|Bureau|Cent(?:er|re)|Company|Corporation|Department|Division|Factory|Group|Institut|Lab|Plant"
    r"|University|Works|Branch|Office|Ltd|Limited|LLC|Inc|S\.?A|OOO|JSC|GmbH)"
)
_LEGAL = frozenset(
    {"CJSC", "FZC", "FZCO", "FZE", "JSC", "LLC", "LLP", "LTD", "OJSC", "OOO", "PJSC", "PLC", "PVT", "ZAO"}
)
_BODY_BEFORE = re.compile(r"(?<= of )|(?<=, )|(?<=Institute )")
_CAPITALS = re.compile(r" \(([A-Z]{3,8})\)$")
_NO_ABBREVIATION = frozenset({"DPRK", "IAEA", "PRC", "UAE", "UK", "USA"})
_AND = re.compile(r";\s*(?:and )?")


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
    return tuple(name for part in _AND.split(published) if (name := part.strip().lstrip("- ")))


def name_facts(published: str) -> NameFacts:
    """The facts of a published name.

    ``X. Affiliated Entity: Y`` and ``X, and subordinate entity Y`` are Y, linked to X; ``X (a.k.a. Y; Z)`` is X, alias
    Y and Z, and ``X (f.k.a. Y)`` is X, formerly Y; ``X (ABC)`` is X, and ABC a weak alias when its letters are those of
    X; ``X and any successor …`` is X with a scope; ``X Ltd., Shenzhen`` is X Ltd., and the whole an alias, as of
    ``X (Freedonian individual)``.
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
    if kind is not NameKind.PRIMARY and (match := _LABELLED.fullmatch(text)):
        text, kind = match["name"], _kind_of(match["label"])
    if match := _ALIASES.fullmatch(text):
        text = match["name"] + (match["rest"] or "")
        others += _aliases(match["bare"] or match["inside"])
    if match := _DESCRIBED.fullmatch(text):
        others.insert(0, Name(text=text, kind=NameKind.STRONG_AKA))
        text = match["name"]
    if (match := _PLACED.fullmatch(text)) and not _BODY.search(match["place"]):
        others.insert(0, Name(text=text, kind=NameKind.STRONG_AKA))
        text = match["name"]
    if (match := _ABBREVIATED.fullmatch(text)) and _abbreviates(match["short"], match["name"]):
        text = match["name"].rstrip(" ,")
        others.append(Name(text=match["short"], kind=NameKind.WEAK_AKA))
    elif (match := _CAPITALS.search(text)) and not _is_of_another(match[1], text[: match.start()]):
        # The abbreviation of a name in another language, often: it is an alias, and the name stays as published.
        others.append(Name(text=match[1], kind=NameKind.WEAK_AKA))
    return unique([Name(text=text, kind=kind), *others])


def _aliases(text: str) -> Iterator[Name]:
    kind = NameKind.STRONG_AKA
    for part in _NEXT_ALIAS.split(text):
        label = re.match(rf"{_ALSO} ", part)
        if label:
            kind = _kind_of(label[0])
        if name := part[label.end() if label else 0 :].strip(" ,;").removeprefix("“").removesuffix("”"):
            yield Name(text=name, kind=kind)


def _kind_of(label: str) -> NameKind:
    return NameKind.FKA if label[0] in "fF" else NameKind.STRONG_AKA


def strongest(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names, each text once: an abbreviation that the list also gives as an alias of its own is no weak one."""
    found: dict[str, Name] = {}
    for name in names:
        known = found.get(name.text)
        if known is None or known.kind is NameKind.WEAK_AKA:
            found[name.text] = name
    return tuple(found.values())


def _is_of_another(capitals: str, name: str) -> bool:
    """Whether capitals are no name of the party: a form, a country, or the body named last, of which it is a part."""
    bodies = (name[match.end() :] for match in _BODY_BEFORE.finditer(name))
    return capitals in _LEGAL | _NO_ABBREVIATION or any(_abbreviates(capitals, body) for body in bodies)


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
