"""A place text to the names, codes and numbers in it; a name that only names a street or a company is told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_table
from exposcreen.territories.countries import countries, country_code
from exposcreen.territories.gazetteer import Gazetteer, Grade, Name, Place
from exposcreen.territories.text import Token, is_hanzi, tokenise

__all__ = ["Hit", "Reading", "read"]

_HAN_SUFFIXES = "市县区州旗盟省国"
_NUMBER = re.compile(r"(?<![\d+./#-])(\d{5,6})(?![\d/]|-\d)")


_ROLES = frozenset({"direction", "after", "before", "particle", "company", "narrower", "state_code", "han_after"})


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words around a name that say what it is, by role (``data/territories/README.md`` explains the roles)."""
    path = data_root() / "territories" / "words.csv"
    found: dict[str, set[str]] = {role: set() for role in _ROLES}
    for line, row in read_table(path, ("role", "word")):
        if row["role"] not in _ROLES or not row["word"]:
            raise DataError(f"{path}: line {line}: {row['role']!r} is no role, or the word is blank")
        found[row["role"]].add(row["word"])
    return {role: frozenset(words) for role, words in found.items()}


@cache
def _han_street() -> re.Pattern[str]:
    return re.compile(f"[东南西北中]?(?:{'|'.join(map(re.escape, sorted(_words()['han_after'])))})")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of a place found in a text; ``position`` counts words."""

    place: Place
    grade: Grade
    surface: str
    position: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text: places in order, and five- and six-digit numbers."""

    hits: tuple[Hit, ...]
    numbers: tuple[str, ...]


def _fits(name: Name, tokens: list[Token], start: int) -> bool:
    end = start + len(name.rest) + 1
    if end > len(tokens) or (name.shouted and not tokens[start].surface.isupper()):
        return False
    return all(token.folded == word for token, word in zip(tokens[start + 1 : end], name.rest, strict=True))


def _names_a_street(tokens: list[Token], start: int, end: int) -> bool:
    words = _words()
    segment = tokens[start].segment
    after = end
    while after < len(tokens) and after < end + 2 and tokens[after].folded in words["direction"]:
        after += 1
    if after < len(tokens) and tokens[after].segment == segment and tokens[after].folded in words["after"]:
        return True
    before = start - 1
    while before >= 0 and tokens[before].folded in words["particle"]:
        before -= 1
    if before < 0 or tokens[before].segment != segment:
        return False
    particle_needed = tokens[before].folded in words["after"]
    return tokens[before].folded in words["before"] and (before < start - 1 or not particle_needed)


def _names_a_company(tokens: list[Token], end: int) -> bool:
    segment = tokens[end - 1].segment
    for token in tokens[end:]:
        if token.segment != segment:
            return False
        if token.folded in _words()["company"]:
            return True
    return False


def _word_hit(tokens: list[Token], start: int, name: Name) -> Hit | None:
    end = start + len(name.rest) + 1
    if _names_a_street(tokens, start, end):
        return None
    following = tokens[end] if end < len(tokens) and tokens[end].segment == tokens[end - 1].segment else None
    grade = name.grade
    if name.place.level == "region" and following is not None and following.folded in _words()["narrower"]:
        grade = min(grade, Grade.UNSURE)  # Xinjiang County is in Shanxi
    elif _names_a_company(tokens, end):
        grade = min(grade, Grade.UNSURE)
    surface = " ".join(token.surface for token in tokens[start:end])
    return Hit(name.place, grade, surface, start)


def _han_hits(token: Token, position: int, index: dict[str, list[Name]]) -> list[Hit]:
    text = token.folded
    hits = []
    at = 0
    while at < len(text):
        step = 1
        for name in index.get(text[at], ()):
            end = at + 1 + len(name.rest)
            if tuple(text[at + 1 : end]) != name.rest:
                continue
            step = end - at
            in_its_own_right = text[end - 1] in _HAN_SUFFIXES or not _han_street().match(text, end)
            if in_its_own_right and not (at and text[at - 1 : at + 2] in {"共和田", "位于田"}):
                hits.append(Hit(name.place, name.grade, text[at:end], position))
            break
        at += step
    return hits


def _trailing_code(tokens: list[Token]) -> list[Hit]:
    """A country code as the last word of an address, unless a state has the same two letters."""
    if len(tokens) < 2:
        return []
    last = tokens[-1].surface
    if len(last) not in {2, 3} or not (last.isascii() and last.isupper()) or last in _words()["state_code"]:
        return []
    code = country_code(last)
    if code is None:
        return []
    return [Hit(Place(code, "country", countries()[code].name, code), Grade.ALONE, last, len(tokens) - 1)]


def read(text: str, gazetteer: Gazetteer) -> Reading:
    """Everything in the text that speaks of a place."""
    tokens = tokenise(text)
    hits: list[Hit] = []
    at = 0
    while at < len(tokens):
        step = 1
        if is_hanzi(tokens[at].folded[0]):
            hits += _han_hits(tokens[at], at, gazetteer.hanzi)
        else:
            for name in gazetteer.words.get(tokens[at].folded, ()):
                if _fits(name, tokens, at):
                    step = len(name.rest) + 1
                    hit = _word_hit(tokens, at, name)
                    hits += [hit] if hit is not None else []
                    break
        at += step
    if not any(hit.position == len(tokens) - 1 for hit in hits):
        hits += _trailing_code(tokens)
    return Reading(tuple(hits), tuple(_NUMBER.findall(text)))
