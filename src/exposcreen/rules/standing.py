"""Whether a listing stands on a day: its own dates, and the life of the authority under each programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing
from exposcreen.rules.law import Version
from exposcreen.rules.rulebook import Rulebook

__all__ = ["Doubt", "Standing", "standing_of"]

_TAGS = re.compile(r"; |\] \[")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the law of the day that could not be confirmed."""

    kind: Literal["ended", "began", "resumed"]
    verify: str
    citations: tuple[Citation, ...]

    @classmethod
    def of(cls, version: Version | None) -> Doubt | None:
        """The doubt about a version, if there is one."""
        if version is None or version.doubt is None or version.verify is None:
            return None
        return cls(version.doubt, version.verify, version.citations)


@dataclass(frozen=True, slots=True)
class Standing:
    """The designations of a listing that stand, or why none does.

    Attributes:
        acts: The designations in force under a living authority.
        doubts: About the authorities.
        former: Where none stands and one once did: a sentence that says until when.
        lapse: Citations of the lapse of an authority.
    """

    acts: tuple[Designation, ...]
    doubts: tuple[Doubt, ...] = ()
    former: str | None = None
    lapse: tuple[Citation, ...] = ()


def standing_of(listing: Listing, book: Rulebook, day: date) -> Standing:
    """How a listing stands on a day."""
    acts: list[Designation] = []
    doubts: list[Doubt] = []
    lapsed: list[Version] = []
    for act in listing.in_force(day):
        lives = [book.program_life(tag, day) for tag in _TAGS.split(act.program)]
        dead = [life for life in lives if life is not None and life.status in {"lapsed", "repealed"}]
        if lives and len(dead) == len(lives):
            lapsed += dead
            continue
        acts.append(act)
        doubts += [doubt for life in lives if (doubt := Doubt.of(life)) is not None]
    if acts:
        return Standing(tuple(acts), tuple(dict.fromkeys(doubts)))
    return Standing((), former=_former(listing, day, lapsed), lapse=tuple(c for life in lapsed for c in life.citations))


def _former(listing: Listing, day: date, lapsed: list[Version]) -> str | None:
    if lapsed:
        ended = max((life.effective_from for life in lapsed if life.effective_from), default=None)
        return f"No longer in force: the authority under the entry lapsed on {ended}."
    ends = [act.delisted_on for act in listing.designations if act.delisted_on is not None and act.delisted_on <= day]
    if not ends:
        return None
    begins = [act.listed_on for act in listing.designations if act.listed_on is not None]
    since = f"from {min(begins)} " if begins else ""
    return f"No longer listed: it was {since}until {max(ends)}."
