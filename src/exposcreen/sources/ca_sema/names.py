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
_NAME_IN_LOWER_CASE = re.compile(r"(?:the|al|el|as|ash|at|ad|an|ar|az|bin|ibn|abu|la|le|les|der|van|von)\b|l['’]")


def halves(text: str) -> tuple[str, ...]:
    """The English and the French half of ``Navy/Marine``; nothing where a text has no two halves.

    A slash in brackets divides a part of the name, and is none: ``Steel Mills (North/South)``.
    """
    parts = outside_brackets(text, "/")
    return parts if len(parts) > 1 else ()


def aliases(published: str, *, of_a_person: bool) -> tuple[Name, ...]:
    """The aliases of a field.

    The list calls none of them weak. One word alone, of a person, is a given name in another spelling, a surname or a
    nom de guerre (``Andrei``), and names nobody: it counts as weak.
    """
    found = []
    for text in alias_texts(published):
        weak = of_a_person and " " not in text
        found.append(Name(text=text, kind=NameKind.WEAK_AKA if weak else NameKind.STRONG_AKA))
    return tuple(found)


def alias_texts(published: str) -> Iterator[str]:
    """The names in a field of aliases, and both halves of a bilingual one.

    Semicolons separate. Commas do too, but for those within a name: before a legal form, and before a word in lower
    case, as in ``Ministry of Education, science and youth``.
    """
    for group in outside_brackets(published, ";|\n"):
        for text in _whole(joined_suffixes(outside_brackets(group, ","))):
            bare = _LANGUAGE.sub("", text, count=1) if _LANGUAGE.match(text) else text
            if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
                bare = bare[1:-1].strip()
            for name in _OR.split(bare):
                yield name
                yield from halves(name)


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
