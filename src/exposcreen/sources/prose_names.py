"""Names with their aliases, former names and subsidiaries written as prose, told apart.

``X Co., Ltd. (also known as Y; and Z; and formerly known as W) and its subsidiaries``. Each pattern is one that a
published list uses; what fits none stays part of the name, whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.cells import collapsed
from exposcreen.sources.facts import unique

__all__ = ["SUBSIDIARY_OF", "ProseNames", "name_key", "prose_names", "split_list"]

SUBSIDIARY_OF = "Subsidiary of"
"""The kind of the relation of a named subsidiary to the entity in whose entry it stands."""

_NUMBERS = tuple(
    word
    for line in (
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
    )
    for word in line
)
_FORMER = r"formerly(?:\s+known\s+as)?|previously\s+known\s+as|f\.?/?k\.?/?a\.?"
_ALSO = r"also\s+known\s+as|now\s+known\s+as|a\.?/?k\.?/?a\.?|doing\s+business\s+as|d\.?/?b\.?/?a\.?"
_COUNTED = r"(?:(?:and|including|with)\s+)?(?P<count>\w+)\s+alias(?:es)?"
_INTRO = re.compile(
    rf"(?:^|\s*[;,]?\s+(?:and\s+)?)(?:(?P<former>{_FORMER})|(?P<also>{_ALSO})|{_COUNTED})(?:\s*:)?\s+", re.IGNORECASE
)
_SUFFIX = r"(?:Co|Corp|Inc|Ltd|LLC|L\.L\.C|Limited|Company|Corporation|PLC|S\.L\.U|GmbH|S\.A|Pty)"
_ENDS_LIKE_A_COMPANY = re.compile(rf"\b{_SUFFIX}\.?$")
_SUFFIX_FOLLOWS = re.compile(rf"{_SUFFIX}\b", re.IGNORECASE)
_SEMICOLON = re.compile(r"\s*;\s*(?:and\s+)?|\s*,\s*including\s+")
_SUBSIDIARIES = re.compile(
    r"(?P<clause>and\s+(?:(?:its|the)\s+)?(?:following\s+)?(?:(?P<count>[\w]+)\s+)?(?:[\w-]+\s+)?"
    r"(?:subsidiar(?:y|ies)|subordinate|affiliate[sd]?)\b[^:]*?)"
    r"(?:(?::|,?\s*which\s+include|,?\s+including)\s*(?P<list>.+)|(?<=subsidiary)\s+(?P<one>[A-Z].+))?",
    re.IGNORECASE | re.DOTALL,
)
_NO_SHORT_NAME = frozenset(
    {
        *("limited", "ltd", "ltd.", "group", "holding", "holdings", "international", "china", "prc"),
        *("usa", "us", "u.s.", "bvi", "hong kong", "north america", "beijing", "shanghai", "shenzhen", "tianjin"),
    }
)
"""What a last bracket says of the form or the place of a company, in lower case."""


@dataclass(frozen=True, slots=True)
class ProseNames:
    """What a published text says of the names of an entity.

    Attributes:
        names: Its own, the primary one first.
        scope: What else the entry reaches, as published: "and its subsidiaries".
        subsidiaries: Those that are named.
        doubts: Where the text says another number of names than was found in it.
    """

    names: tuple[Name, ...]
    scope: str | None = None
    subsidiaries: tuple[ProseNames, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def primary(self) -> str:
        """The primary name."""
        return self.names[0].text


def prose_names(published: str, *, short_names: bool = False) -> ProseNames:
    """The names in a text.

    Args:
        short_names: Whether a last bracket that says no more is a short name, as in ``X Co., Ltd. (Exco)``; without
            it only initials of the name are. A short name of one word in capitals is a weak alias.
    """
    text, found = _without_scope(collapsed(published))
    for start, end in reversed(list(_brackets(text))):
        inside, before = text[start + 1 : end].strip(), text[:start].rstrip()
        read = _bracket(inside)
        if read is None and not text[end + 1 :].strip() and _is_short_name(inside, before, short_names):
            kind = NameKind.WEAK_AKA if inside.isupper() and " " not in inside else NameKind.STRONG_AKA
            read = ProseNames((Name(text=inside, kind=kind),))
        if read is not None and before:
            found = _joined(read, found)
            text = f"{before} {text[end + 1 :].lstrip()}".strip()
    return replace(found, names=unique_names((Name(text=text), *found.names)))


def unique_names(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names, each text once: as the first kind that it has."""
    return tuple({name.text: name for name in reversed(names)}[text] for text in unique(name.text for name in names))


def name_key(name: str) -> str:
    """What two spellings of one name share that differ in case, spaces and punctuation only."""
    return re.sub(r"[\W_]+", "", name).casefold()


def split_list(text: str, *, commas: bool) -> tuple[str, ...]:
    """The names in a list: at semicolons, else after ``Co., Ltd. and``, else at commas that part no company's name.

    Args:
        commas: Whether it is known to be a list; otherwise commas part names only before a last ``, and``: a name can
            hold a comma itself.
    """
    text = text.strip().strip(";,").strip()
    if _SEMICOLON.search(text):
        return tuple(name for part in _SEMICOLON.split(text) for name in _at_and(part) if name)
    head, oxford, last = text.rpartition(", and ")
    if oxford and not _SUFFIX_FOLLOWS.match(last):
        return (*_at_commas(head), last.strip())
    parts = _at_commas(text) if commas else (text,)
    return tuple(name for part in parts for name in _at_and(part) if name)


def _at_and(text: str) -> Iterator[str]:
    """``A Co. and B`` is two; ``Import and Export Co.`` is one."""
    start = 0
    for match in re.finditer(r"\s+and\s+(?=[A-Z0-9À-ÖØ-Þ])", text):
        if _ENDS_LIKE_A_COMPANY.search(text[start : match.start()]):
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()


def _at_commas(text: str) -> tuple[str, ...]:
    depths = [0]
    for character in text:
        depths.append(depths[-1] + {"(": 1, ")": -1}.get(character, 0))
    parts, start = [], 0
    for match in re.finditer(r",\s+", text):
        if depths[match.start()] == 0 and not _SUFFIX_FOLLOWS.match(text, match.end()):
            parts.append(text[start : match.start()].strip())
            start = match.end()
    return tuple(part for part in (*parts, text[start:].strip()) if part)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets; none where they do not pair."""
    found, opened, depth = [], 0, 0
    for at, character in enumerate(text):
        if character == "(":
            opened = at if depth == 0 else opened
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                found.append((opened, at))
    if depth == 0:
        yield from found


def _bracket(inside: str) -> ProseNames | None:
    """What a bracket says: aliases, or subsidiaries; ``None`` where it is part of the name."""
    if match := _SUBSIDIARIES.fullmatch(inside):
        return _subsidiaries(inside, match)
    intros = list(_INTRO.finditer(inside))
    if not intros or intros[0].start() != 0:
        return None
    found = ProseNames(())
    for intro, following in zip(intros, [*intros[1:], None], strict=True):
        listed = split_list(inside[intro.end() : following.start() if following else None], commas=False)
        kind = NameKind.FKA if intro["former"] else NameKind.STRONG_AKA
        for item in filter(None, listed):
            # An alias can have a short form in brackets of its own.
            inner = prose_names(item, short_names=True)
            names = (Name(text=inner.primary, kind=kind), *(_of_former(name, kind) for name in inner.names[1:]))
            found = _joined(found, replace(inner, names=names))
        found = _joined(found, ProseNames((), doubts=tuple(_doubt(intro["count"], len(listed), "aliases"))))
    return found if found.names else None


def _of_former(name: Name, kind: NameKind) -> Name:
    """The short form of a former name is a former name."""
    return Name(text=name.text, kind=kind) if kind is NameKind.FKA else name


def _without_scope(text: str) -> tuple[str, ProseNames]:
    inside = list(_brackets(text))
    for match in re.finditer(r",?\s+(?=and\s)", text, re.IGNORECASE):
        if match.start() == 0 or any(start < match.start() < end for start, end in inside):
            continue
        if found := _SUBSIDIARIES.fullmatch(text, match.end()):
            return text[: match.start()], _subsidiaries(text[match.end() :], found)
    return text, ProseNames(())


def _subsidiaries(text: str, match: re.Match[str]) -> ProseNames:
    listed = split_list(match["list"] or match["one"] or "", commas=True)
    named = tuple(prose_names(item, short_names=True) for item in listed)
    doubts = _doubt(match["count"], len(named), "subsidiaries") if named else []
    return ProseNames((), scope=text.strip(), subsidiaries=named, doubts=tuple(doubts))


def _doubt(count: str | None, found: int, what: str) -> list[str]:
    number = (count or "").lower()
    said = int(number) if number.isdecimal() else _NUMBERS.index(number) if number in _NUMBERS else found
    return [f"the entry speaks of {count} {what}, and {found} were found in it"] if said != found else []


def _is_short_name(inside: str, name: str, short_names: bool) -> bool:
    if not any(map(str.isalpha, inside)) or inside.lower() in _NO_SHORT_NAME:
        return False
    initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", name)]
    letters = iter(initials)
    are_initials = inside.isupper() and len(inside) > 1 and all(letter in letters for letter in inside)
    return are_initials or (short_names and inside[0].isalnum() and not inside[0].islower())


def _joined(first: ProseNames, second: ProseNames) -> ProseNames:
    return ProseNames(
        names=(*first.names, *second.names),
        scope="; ".join(filter(None, (first.scope, second.scope))) or None,
        subsidiaries=(*first.subsidiaries, *second.subsidiaries),
        doubts=(*first.doubts, *second.doubts),
    )
