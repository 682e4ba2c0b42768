"""What the matcher is asked: the names of a subject, and all else that is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from exposcreen.model.dates import PartialDate
from exposcreen.model.vocabulary import SubjectKind

__all__ = ["Query"]


@dataclass(frozen=True, slots=True)
class Query:
    """A subject as the matcher sees it.

    Attributes:
        names: Every name, the main one first.
        identifiers: (scheme, value) pairs, as given.
    """

    names: tuple[str, ...]
    kind: SubjectKind = SubjectKind.UNKNOWN
    country: str | None = None
    birth_date: PartialDate | None = None
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = field(default_factory=tuple)
