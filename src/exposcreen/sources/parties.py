"""Several parties in one cell of a table, told apart, with what is said of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exposcreen.sources.cells import collapsed, ends_with_company_form, is_suffix, outside_brackets

__all__ = ["Parties", "Party", "parties"]

_SCOPE = re.compile(
    r"[,;]?\s+(?P<scope>and\s+(?:(?:its|their|all|any)\s+)?(?:subsidiaries|subordinates|affiliates|successors)\b.*)$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"(?P<between>,?\s+and\s+(?:its|their)\s+[a-z ]*subsidiaries(?:\s+from\s+\w+)?,\s+|,?\s+and\s+|,\s+)(?=[A-Z(\"“])"
)
_ENUMERATION = re.compile(r"(?P<first>[^,]+(?:, [^,]+)+), and (?P<last>[^,]+)")
_AKA = r"(?:a/k/a|A/K/A|a\.\s?k\.\s?a\.?|A\.K\.A\.?|aka)(?![\w.])[:,]?\s*"
"""Never ``Aka``, which is a surname."""

_ALIAS = re.compile(rf"\s*[,;]?\s*\b{_AKA}")
_ALIASES_IN_BRACKETS = re.compile(rf"\s*\(\s*{_AKA}(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a cell."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a cell.

    Attributes:
        scope: What else is reached with all of them: ``and its subsidiaries``; empty where nothing.
    """

    items: tuple[Party, ...]
    scope: str = ""


def parties(cell: str, *, named_surname_first: bool = False) -> Parties:
    """The parties of a cell, in its order.

    Semicolons separate. A comma or an "and" does so only behind the legal form of a company, because names hold both,
    and in an enumeration ``A a, B b, and C c`` whose items have two words at least. A name that fits neither stays
    whole: what is joined can still be found, what is wrongly divided cannot.

    Args:
        named_surname_first: Persons are written ``Surname, Given``, so that no enumeration is looked for, and a company
            can follow a person: ``Surname, Given, and Example, Inc.``.
    """
    text = collapsed(cell)
    scope = ""
    if match := _SCOPE.search(text):
        text, scope = text[: match.start()], match["scope"]
    found: list[Party] = []
    for item in _items(text):
        name, aliases = _aliases(item)
        texts = tuple(_divided(name, named_surname_first=named_surname_first)) or (name,)
        found += [Party(single) for single in texts[:-1]]
        # An alias stands behind the party that it belongs to.
        found.append(Party(texts[-1], aliases))
    return Parties(tuple(found), scope)


def _items(text: str) -> Iterator[str]:
    """The texts between semicolons; one that only continues the one before it, an alias or a place, stays with it."""
    pending = ""
    for part in outside_brackets(text, ";"):
        belongs = _ALIAS.match(part) or " " not in part
        if pending and belongs:
            pending = f"{pending}; {part}"
            continue
        if pending:
            yield pending
        pending = part
    if pending:
        yield pending


def _aliases(item: str) -> tuple[str, tuple[str, ...]]:
    found: list[str] = []
    for match in _ALIASES_IN_BRACKETS.finditer(item):
        found += [alias for part in outside_brackets(match["inside"], ";") for alias in _ALIAS.split(part)]
    name, *others = _ALIAS.split(_ALIASES_IN_BRACKETS.sub("", item))
    return name.strip(" ,;") or item, tuple(alias.strip(" ,;") for alias in (*found, *others) if alias.strip(" ,;"))


def _divided(name: str, *, named_surname_first: bool) -> Iterator[str]:
    start = 0
    for match in _BOUNDARY.finditer(name):
        before, after = name[start : match.start()], name[match.end() :]
        if _is_divided(before, after, match["between"], named_surname_first=named_surname_first):
            yield from _enumerated(before, named_surname_first=named_surname_first)
            start = match.end()
    yield from _enumerated(name[start:], named_surname_first=named_surname_first)


def _is_divided(before: str, after: str, between: str, *, named_surname_first: bool) -> bool:
    if before.count("(") != before.count(")") or is_suffix(after.split(" ")[0]):
        return False
    if ends_with_company_form(before):
        return True
    is_company = ends_with_company_form(after) and len(after.split()) > 2
    return named_surname_first and between.startswith(", and ") and before.count(",") == 1 and is_company


def _enumerated(text: str, *, named_surname_first: bool) -> Iterator[str]:
    match = _ENUMERATION.fullmatch(text)
    items = [*match["first"].split(", "), match["last"]] if match and not named_surname_first else []
    if items and all(" " in item and not is_suffix(item) for item in items):
        yield from items
    elif text.strip():
        yield text.strip()
