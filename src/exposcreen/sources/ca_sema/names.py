"""Names of a record: both languages of a bilingual one, and aliases that are joined by commas or semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.cells import joined_suffixes, outside_brackets

__all__ = ["alias_texts", "aliases", "halves"]

_LANGUAGE = re.compile(r"[A-Z][a-z]+ ?: *(?=\S)")
_OR = re.compile(r" or (?=[^\W\d_])")
_ET = re.compile(r" et (?=[^\W\d_])")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean."""

_NOT_STATED = "N/A"
_NAME_IN_LOWER_CASE = re.compile(r"(?:the|al|el|as|ash|at|ad|an|ar|az|bin|ibn|abu|la|le|les|der|van|von)\b|l['’]")


def halves(text: str) -> tuple[str, ...]:
    """The English and the French half of ``Navy/Marine``; nothing where a text has no two halves.

    A slash in brackets divides a part of the name, and is none: ``Steel Mills (North/South)``. Nor is one beside less
    than two letters: ``Banco Example S/A``.
    """
    parts = outside_brackets(text, "/")
    return parts if len(parts) > 1 and all(sum(map(str.isalpha, part)) > 1 for part in parts) else ()


def aliases(published: str, *, one_word_is_weak: bool) -> tuple[Name, ...]:
    """The aliases of a field.

    The list calls none of them weak. One word alone, of a person whose own name has several, is a given name in another
    spelling, a surname or a nom de guerre (``Andrei``), as all were in 2020, and names nobody: it counts as weak. Not
    in a script that puts no spaces between words, where it is a whole name.

    Args:
        one_word_is_weak: Whether the record is of such a person.
    """
    found = []
    for text in alias_texts(published):
        weak = one_word_is_weak and " " not in text and not _UNSPACED.search(text)
        found.append(Name(text=text, kind=NameKind.WEAK_AKA if weak else NameKind.STRONG_AKA))
    return tuple(found)


def alias_texts(published: str) -> Iterator[str]:
    """The names in a field of aliases, and both halves of a bilingual one.

    Semicolons separate. Commas do too, but for those within a name: before a legal form, and before a word in lower
    case, as in ``Ministry of Education, science and youth``.
    """
    for group in outside_brackets(published, ";|\n"):
        for text in _listed(_whole(joined_suffixes(outside_brackets(group, ",")))):
            if text.upper() == _NOT_STATED:
                continue
            bare = _LANGUAGE.sub("", text, count=1) if _LANGUAGE.match(text) else text
            if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
                bare = bare[1:-1].strip()
            for name in _OR.split(bare):
                yield name
                yield from halves(name)


def _listed(parts: Iterator[str]) -> Iterator[str]:
    """The items of an enumeration: of ``X, Y et Z``, each; of ``A Example, B Example, C, Example``, three.

    A comma in the midst of the last would make a name of ``Medical Sciences University``, which is that of many.
    """
    items = list(parts)
    found: list[str] = []
    for item in items:
        if found and " " not in found[-1] and _ends_others(item.partition("/")[0], items):
            found[-1] = f"{found[-1]}, {item}"
        else:
            found.append(item)
    yield from found
    if len(found) > 2 and len(last := _ET.split(found[-1])) > 1:
        yield from last


def _ends_others(text: str, items: list[str]) -> bool:
    return sum(item.endswith(f" {text}") for item in items) > 1


def _whole(parts: tuple[str, ...]) -> Iterator[str]:
    pending = ""
    for part in parts:
        if pending and part[:1].islower() and not _NAME_IN_LOWER_CASE.match(part):
            pending = f"{pending}, {part}"
            continue
        if pending:
            yield pending
        pending = part
    if pending:
        yield pending
