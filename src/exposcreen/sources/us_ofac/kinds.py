"""OFAC's words for what is listed and for what an alias is; a word that is not known changes the meaning and stops."""

from __future__ import annotations

from exposcreen.errors import SourceFormatError
from exposcreen.model.vocabulary import NameKind, SubjectKind

__all__ = ["alias_kind", "is_true", "party_kind"]

_KINDS = {
    "": SubjectKind.ORGANIZATION,
    "entity": SubjectKind.ORGANIZATION,
    "individual": SubjectKind.PERSON,
    "vessel": SubjectKind.VESSEL,
    "aircraft": SubjectKind.AIRCRAFT,
}
_ALIASES = {
    "": NameKind.STRONG_AKA,
    "aka": NameKind.STRONG_AKA,
    "nka": NameKind.STRONG_AKA,
    "name": NameKind.STRONG_AKA,
    "fka": NameKind.FKA,
}


def party_kind(published: str, where: str, field: str) -> SubjectKind:
    """The kind of a party: ``individual``, ``Vessel``; nothing (in the CSV files) or ``Entity`` is an organization.

    Raises:
        SourceFormatError: It is another.
    """
    try:
        return _KINDS[published.lower()]
    except KeyError:
        raise SourceFormatError(
            f"{where}: {field}: {published!r} is not individual, entity, vessel or aircraft, "
            f"so it is not known what is listed: mend the reader"
        ) from None


def alias_kind(published: str, where: str, field: str, *, is_weak: bool = False) -> NameKind:
    """The kind of an alias: ``fka``, ``A.K.A.``. A former name of low quality is as weak as any other.

    Raises:
        SourceFormatError: It is none of OFAC's three.
    """
    kind = _ALIASES.get(published.lower().replace(".", ""))
    if kind is None:
        raise SourceFormatError(
            f"{where}: {field}: {published!r} is not aka, fka or nka, so it is not known what the name is: "
            f"mend the reader"
        )
    return NameKind.WEAK_AKA if is_weak else kind


def is_true(published: str, where: str, field: str) -> bool:
    """A truth value of the XML formats.

    Raises:
        SourceFormatError: It is none.
    """
    if published in {"true", "1"}:
        return True
    if published in {"false", "0"}:
        return False
    raise SourceFormatError(f"{where}: {field}: {published!r} is not true or false: look at the entry")
