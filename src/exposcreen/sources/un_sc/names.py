"""The names of an entry: the parts of the first one, aliases with their quality, and several in one field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.cells import collapsed, outside_brackets
from exposcreen.sources.xml import text_at

__all__ = ["Alias", "entry_names", "lettered", "names_in", "read_alias"]

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES = {
    "": NameKind.STRONG_AKA,
    "Good": NameKind.STRONG_AKA,
    "Low": NameKind.WEAK_AKA,
    "a.k.a.": NameKind.STRONG_AKA,
    "f.k.a.": NameKind.FKA,
}
_LETTER = re.compile(r"(?:^|\s)[a-z]\)\s")
_BORN = re.compile(r"(?P<name>.+?),? born (?P<about>.*\d.*)", re.DOTALL)
_REMARK = re.compile(
    r"\s*\((?P<about>(?:previously|formerly) listed as|birth name|combat name|false identity [^()]*)\)", re.IGNORECASE
)
_SCRIPT_MARK = re.compile(r"original script:\s*")
_IN_SCRIPT = re.compile(r"(?:original script|in arabic(?: script)?):\s*(?P<name>[^;.,\d]+)", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


@dataclass(frozen=True, slots=True)
class Alias:
    """What one alias element says.

    Attributes:
        names: Its names, all of its quality.
        note: What else is said of them; empty where nothing.
    """

    names: tuple[Name, ...]
    note: str = ""


def entry_names(element: etree._Element) -> tuple[Name, ...]:
    """The name of an entry, then what stands in it as several, then the one in its own script.

    ``A (AB) ; B`` and ``A / B`` are kept whole as the primary name, and each half is an alias.
    """
    whole = collapsed(" ".join(text_at(element, part) for part in _PARTS))
    found = [Name(text=whole)]
    for separated in (outside_brackets(whole, ";"), tuple(whole.split(" / "))):
        if len(separated) > 1:
            found += [Name(text=part, kind=NameKind.STRONG_AKA) for part in separated]
    if native := collapsed(text_at(element, "NAME_ORIGINAL_SCRIPT")):
        found.append(Name(text=native, kind=NameKind.STRONG_AKA))
    return tuple(found)


def read_alias(element: etree._Element, where: str) -> Alias:
    """What an alias element says.

    Raises:
        SourceFormatError: Its quality is unknown.
    """
    text, quality = collapsed(text_at(element, "ALIAS_NAME")), text_at(element, "QUALITY")
    about = collapsed(text_at(element, "NOTE"))
    if quality not in _QUALITIES:
        raise SourceFormatError(
            f"{where}: QUALITY: {quality!r} is not one of {', '.join(filter(None, _QUALITIES))}, so it is not known "
            f"how far the alias can be relied on: mend the reader"
        )
    remarks = []
    if match := _BORN.fullmatch(text):
        text = match["name"]
        remarks.append(f"born {match['about']}")
    if match := _REMARK.search(text):
        text = _REMARK.sub("", text)
        remarks.append(match["about"])
    texts = [*names_in(text), *_names_in_note(about)]
    remarks += [about] if about else []
    note = f"{text}: {'; '.join(remarks)}" if text and remarks else "; ".join(remarks)
    return Alias(tuple(Name(text=name, kind=_QUALITIES[quality]) for name in texts), note)


def names_in(text: str) -> Iterator[str]:
    """The names in an alias: ``A; B``, ``A b) B``, and a name with others of it, or its other script, in brackets.

    Brackets that hold neither another script nor several names belong to the name: ``A (AB)``.
    """
    for item in lettered(text):
        for part in outside_brackets(item, ";"):
            yield from _bracketed(part)


def lettered(text: str) -> Iterator[str]:
    """The items of ``a) X b) Y``; the whole text where it has no letters."""
    return filter(None, map(collapsed, _LETTER.split(text)))


def _bracketed(part: str) -> Iterator[str]:
    text = part.replace(" (original script)", "").rstrip(" ,")
    outside, inside = _last_bracket(text)
    if not inside or not _are_names(outside, inside):
        yield text
        return
    yield outside
    yield from outside_brackets(_SCRIPT_MARK.sub("", inside), ";")


def _last_bracket(text: str) -> tuple[str, str]:
    """What stands before the bracket with which a text ends, and in it; the text alone where it ends with none."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if not depth:
            return (collapsed(text[:at]), collapsed(text[at + 1 : -1])) if text[at] == "(" else (text, "")
    return text, ""


def _are_names(outside: str, inside: str) -> bool:
    several = ";" in inside and not any(character.isdigit() for character in inside)
    return several or bool(_LATIN.search(outside)) != bool(_LATIN.search(_SCRIPT_MARK.sub("", inside)))


def _names_in_note(about: str) -> Iterator[str]:
    """Names that a note gives: in another script where it says so, or several joined by semicolons and nothing else."""
    if match := _IN_SCRIPT.search(about):
        yield collapsed(match["name"])
        return
    bracket = re.search(r"\((?P<inside>[^()]+)\)", about)
    inside = bracket["inside"] if bracket else about
    if ";" in inside and ":" not in inside and not any(character.isdigit() for character in inside):
        yield from outside_brackets(inside, ";")
