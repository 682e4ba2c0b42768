"""Where a name ends and its address begins: the tables of part 744 put only a comma between them.

A comma that stands before a legal form, or before a part of an organization, belongs to the name. What is cut off is
an address and stays in the listing as one, so that no word is lost wherever the cut is.
"""

from __future__ import annotations

import re
from functools import cache

from exposcreen.resources import data_root, read_rows

__all__ = ["divide", "is_address", "is_name"]

_COLUMNS = ("form", "class", "position", "jurisdiction", "source")
_TOKEN = re.compile(r"[^\W_]+")
_NUMBERED_BODY = re.compile(
    r"(?:No\.? ?)?\d+(?:st|nd|rd|th)?\s+(?:[A-Z][\w-]*\s+){0,2}(?:Research )?"
    r"(?:Academy|Base|Bureau|Factory|Institut(?:e|ion)|Laboratory|Plant|Arsenal|Cent(?:er|re))\b"
)
_BODY = re.compile(
    r"\b(?:Academ\w+|Affiliate|Association|Branch|Bureau|Cent(?:er|re)r?|College|Combine|Committee|Company|Concern"
    r"|Corporation|Corps|Department|Directorate|Division|Enterprise|Factory|Faculty|Group|Holding|Institut\w*|JSC"
    r"|Joint[- ]Stock|Lab(?:s|oratory|oratories)?|Ministry|Organi[sz]ation|Plant|Railways?|School|Subsidiary"
    r"|University|Works|LLC|OOO|OAO|ZAO|AO|PAO|PJSC|OJSC|FSUE|GmbH|KB|RKB|OKB|TMKB|GNPP|NPO|NPP|TRV)\b"
)
_PLACE = re.compile(
    r"^(?:Address(?:es)?:|Alt\.? Address:|No\.?\s?[\dA-Z]|P\.?\s?O\.?\s?Box|Room|Rm\b|Flat|Unit\b|Building|Bldg|Floor"
    r"|Block|Suite|Office\b|Plot|House\b|Level|Km\b|Villa|Shop|Apt|Apartment|Tower|c/o|ul\.|ulitsa|pr\.|str\.|d\.|g\.)"
    r"|\b(?:Road|Rd|Street|St|Str|Avenue|Ave|Highway|Lane|Boulevard|Blvd|Square|Embankment|Prospe[ck]t|Shosse|Ulitsa"
    r"|District"
    r"|Province|Oblast|Zone|Plaza|Mall|Township|County|Bldg|(?<!Machine )(?<!Machine-)Building|Complex|Hotel|Park"
    r"|Airport|Market"
    r"|(?:Business|Trade|Shopping|Commercial|Data|Production|Industrial|Office) Cent(?:er|re))\b",
    re.IGNORECASE,
)
_OPEN, _CLOSED = "([", ")]"
_PLAIN_FORMS = frozenset({"co", "corp", "inc", "incorporated", "limited", "llc", "ltd"})
_SHORTENED = frozenset({"co", "corp", "inc", "ltd"})
_SENTENCE = re.compile(r"\.(['\u2019\u201d]?)\s+(?=\S)")
_SERIES = re.compile(r"(?:[A-Z][\w-]+ ){1,3}and (?:[A-Z][\w-]+ ?){1,5}")
_PLACE_START = re.compile(
    r"\d|(?:No\.?\s?\d|P\.?\s?O\.?\s?Box|Room|Rm\b|Flat|Unit\b|Building|Bldg|Floor|Suite|Office\b|House\b|ul\.|d\.)",
    re.IGNORECASE,
)


def divide(text: str, *, hanging: bool = False) -> tuple[str, str]:
    """The name at the start of a text, and the address after it; an empty address where there is none.

    Args:
        hanging: Whether an address is expected, so that ``X Ltd. Espoo`` ends at its legal form.
    """
    parts = _parts(text)
    used = 1
    while used < len(parts) and _goes_on(_part(text, parts, used), text[: parts[used]]):
        used += 1
    end = parts[used] if used < len(parts) else len(text)
    name, address = text[:end].rstrip(" ,;"), text[end:].lstrip(" ,;")
    if cut := _sentence(name, hanging=hanging):
        words = _TOKEN.findall(name[: cut.start()])
        stop = "." if words and words[-1].lower() in _SHORTENED else ""
        return name[: cut.start()] + stop + cut[1], text[cut.end() :]
    return name, address


def _sentence(name: str, *, hanging: bool) -> re.Match[str] | None:
    """The full stop of a name after which an address follows."""
    stops = [
        stop
        for stop in _SENTENCE.finditer(name)
        if name.count("(", 0, stop.start()) == name.count(")", 0, stop.start())
    ]
    for begins in (_PLACE_START.match, _PLACE.search):
        for stop in stops:
            rest = name[stop.end() :]
            if begins(rest) and not _BODY.search(rest):
                return stop
    for stop in stops if hanging else ():
        words = _TOKEN.findall(name[: stop.start()])
        if words and words[-1].lower() in _PLAIN_FORMS and not _BODY.search(name[stop.end() :]):
            return stop
    return None


def is_address(text: str) -> bool:
    """Whether a text bears a mark of an address: a number, or a word that only streets and buildings have."""
    return any(character.isdigit() for character in text) or _PLACE.search(text) is not None


def is_name(text: str) -> bool:
    """Whether a text begins with the name of an organization: it has a legal form, or a word for a body."""
    name, _ = divide(text)
    if _is_place(name.partition(",")[0]):
        return False
    return _BODY.search(name) is not None or bool(_PLAIN_FORMS & {word.lower() for word in _TOKEN.findall(name)})


def _goes_on(part: str, name: str) -> bool:
    """Whether a part after a comma is still the name's. A body after the name of a person is where that one works."""
    if _begins_with_legal_form(part):
        return True
    if not _BODY.search(name) and not _PLAIN_FORMS & {word.lower() for word in _TOKEN.findall(name)}:
        return False
    if _NUMBERED_BODY.match(part):
        return True
    if _is_place(part) or any(character.isdigit() for character in part.partition("(")[0]):
        return False
    return _BODY.search(part) is not None or _SERIES.fullmatch(part) is not None


def _is_place(part: str) -> bool:
    return part[:1].isdigit() or _PLACE.search(part) is not None


def _parts(text: str) -> list[int]:
    """Where the parts of a text begin: after its commas and semicolons, but not within brackets that are closed."""
    starts, depth = [0], 0
    unclosed = _unclosed(text)
    for at, character in enumerate(text):
        if character in _OPEN:
            depth += at not in unclosed
        elif character in _CLOSED:
            depth = max(0, depth - 1)
        elif character in ",;" and not depth and (text[at + 1 : at + 2] in ("", " ") or text[at - 1] == ")"):
            start = at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip())
            if start < len(text) and text[starts[-1] : at].strip():
                starts.append(start)
    return starts


def _unclosed(text: str) -> set[int]:
    """Where the brackets stand that no other closes: they enclose nothing."""
    waiting: list[int] = []
    for at, character in enumerate(text):
        if character in _OPEN:
            waiting.append(at)
        elif character in _CLOSED and waiting:
            waiting.pop()
    return set(waiting)


def _part(text: str, starts: list[int], number: int) -> str:
    end = starts[number + 1] if number + 1 < len(starts) else len(text)
    return text[starts[number] : end].strip(" ,;")


def _begins_with_legal_form(part: str) -> bool:
    words = [word.lower() for word in _TOKEN.findall(part.partition("(")[0])]
    if "".join(words) in _forms() or part.startswith("(") or (words and all(word in _forms() for word in words)):
        return True
    # "Ltd. Beijing Branch": only the plain forms, because "AS" and "Sao" begin the names of places too.
    return bool(words) and words[0] in _PLAIN_FORMS


@cache
def _forms() -> frozenset[str]:
    path = data_root() / "names" / "legal_forms.csv"
    return frozenset(row[0].replace(" ", "") for _, row in read_rows(path, _COLUMNS) if row[2] != "start")
