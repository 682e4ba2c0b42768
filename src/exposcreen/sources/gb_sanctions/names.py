"""The names of a subject of the UK Sanctions List, composed of their numbered parts.

``Name 6`` is the family name, or the whole name of an entity or a ship, and the file prints it first; read from
``Name 1`` to ``Name 6`` the parts stand in the order in which the name is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.cells import collapsed
from exposcreen.sources.facts import unique
from exposcreen.sources.gb_sanctions.reader import NAME, Subject

__all__ = ["WITHOUT_PRIMARY", "subject_names"]

WITHOUT_PRIMARY = "the list marks no name of this entry as primary"
"""Said of an entry whose first name stands as its primary one because some name must."""

# The list writes the types in several cases.
_KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.STRONG_AKA,
    "alias": NameKind.STRONG_AKA,
    "": NameKind.STRONG_AKA,
}
_STRENGTHS = {"": False, "good quality aka": False, "low quality aka": True}


def subject_names(subject: Subject, where: str) -> tuple[tuple[Name, ...], bool]:
    """The names, primary first, and whether the list itself marks one as primary.

    Raises:
        SourceFormatError: A type or a strength is unknown, or there is no name at all.
    """
    found = [*_latin(subject, where), *_other_scripts(subject)]
    if not found:
        raise SourceFormatError(f"{where}: there is no name, so nobody could be found by it: look at the row")
    marked = [name for name in found if name.kind is NameKind.PRIMARY]
    first = marked or [next((name for name in found if name.kind is not NameKind.WEAK_AKA), found[0])]
    primary = [Name(text=name.text) for name in first]
    texts = {name.text for name in primary}
    return unique([*primary, *(name for name in found if name.text not in texts)]), bool(marked)


def _latin(subject: Subject, where: str) -> Iterator[Name]:
    for row in subject.rows(NAME):
        text = collapsed(" ".join(row[column] for column in NAME[:6]))
        kind = _kind(row, where)
        if text:
            yield Name(text=text, kind=kind)


def _kind(row: Mapping[str, str], where: str) -> NameKind:
    kind = collapsed(row["Name type"].lower())
    strength = collapsed(row["Alias strength"].lower().replace(".", ""))
    if kind not in _KINDS:
        raise SourceFormatError(
            f"{where}: Name type: {row['Name type']!r} is not Primary Name, Primary Name Variation or Alias, so it is "
            f"not known what the name is: mend the reader"
        )
    if strength not in _STRENGTHS:
        raise SourceFormatError(
            f"{where}: Alias strength: {row['Alias strength']!r} is neither Good quality a.k.a nor Low quality a.k.a, "
            f"so it is not known how far the name counts: mend the reader"
        )
    return NameKind.WEAK_AKA if _STRENGTHS[strength] and kind != "primary name" else _KINDS[kind]


def _other_scripts(subject: Subject) -> Iterator[Name]:
    for columns in subject.groups:
        if columns[0] == "Name non-latin script":
            for row in subject.rows(columns):
                if text := collapsed(row[columns[0]]):
                    yield Name(text=text, kind=NameKind.STRONG_AKA)
