"""The law as it is shown: what a rule says on a day, and what changed between two days."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exposcreen.model.citation import Citation, Citations
from exposcreen.model.dates import Day
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import Activity, EffectKind, Jurisdiction

__all__ = ["LawChange", "RuleState", "StatedEffect"]


class StatedEffect(Value):
    """What a rule does to some activities.

    Attributes:
        activities: Those that it concerns.
        binds: Whom.
        relief: What would free them.
        detail: What is meant, in words.
        only: What narrows it: footnotes, kinds of party, dates of the listing.
        confirmed: False where it rests on a secondary source.
    """

    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]
    effect: EffectKind
    binds: str
    relief: str
    detail: str | None = None
    only: str | None = None
    confirmed: bool = True
    citations: Citations


class RuleState(Value):
    """A rule, or a legal authority, as it stands on a day.

    Attributes:
        id: Of the rule in ``data/rules``, or of the authority in ``data/authorities.toml``.
        what: Whether it is a rule, or the authority under rules.
        asks: What a rule asks of a subject, in words; ``None`` for an authority.
        lists: The lists that a rule asks about.
        effective_from: The first day of this version; ``None`` where it is older than what is recorded.
        effective_to: The first day on which it no longer applies; ``None`` for the last version.
        status: Of the rule itself.
        basis: The authority whose life the rule shares, and its state on that day; ``None`` where none is recorded.
        doubt: What could not be confirmed: whether it ``ended``, ``began`` or ``resumed``.
        verify: What to verify, where there is doubt.
    """

    id: str
    what: Literal["rule", "authority"]
    title: str
    jurisdiction: Jurisdiction
    administered_by: str | None = None
    asks: str | None = None
    lists: tuple[str, ...] = ()
    effective_from: Day | None = None
    effective_to: Day | None = None
    status: Literal["in_force", "suspended", "lapsed", "repealed"]
    basis: str | None = None
    doubt: Literal["ended", "began", "resumed"] | None = None
    verify: str | None = None
    note: str | None = None
    effects: tuple[StatedEffect, ...] = ()
    citations: tuple[Citation, ...]


class LawChange(Value):
    """A day on which a rule or an authority began to say something else.

    Attributes:
        on: The first day of what it says now.
        before: What it said; ``None`` where it began.
        after: What it says from that day.
    """

    on: Day
    before: RuleState | None
    after: RuleState
