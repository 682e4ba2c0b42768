"""The answer: effects with their law, findings with their evidence, verdicts with their coverage."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from exposcreen.model.citation import Citations
from exposcreen.model.dates import Day
from exposcreen.model.item import Item
from exposcreen.model.match import Match
from exposcreen.model.policy import Engine
from exposcreen.model.rendering import Rendered
from exposcreen.model.subjects import Holding, Site, Subject
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import (
    Activity,
    CoverageStatus,
    EffectKind,
    FindingKind,
    Jurisdiction,
    Outcome,
)

__all__ = ["Coverage", "Effect", "Finding", "Location", "Verdict", "worst"]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The severest of these outcomes, ``clear`` when there are none."""
    return max(outcomes, default=Outcome.CLEAR)


class Location(Value):
    """A place that was recognised in a text.

    Attributes:
        territory: ISO 3166 code, or ``UA-CRIMEA``, ``UA-DNR``, ``UA-LNR``.
        place: The place within it, in its usual English form.
        evidence: What in the text says so, one sentence each.
        certain: False where the evidence is a name that other places bear too.
    """

    territory: str
    place: str
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
    certain: bool = True


class Effect(Value):
    """What a rule does to one activity, for whom, from when, and what would relieve it.

    Attributes:
        effective_from: The first day it applies to this subject; ``None`` where the day is not known.
        effective_to: The first day it no longer applies; ``None`` while it has no end.
        confirmed: False where the rule's status could not be confirmed for the day asked: see the finding's note.
    """

    activity: Activity
    effect: EffectKind
    jurisdiction: Jurisdiction
    binds: str
    relief: str
    detail: str | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    confirmed: bool = True
    citations: Citations


class Finding(Value):
    """One listing, or one rule, that bears on the subject, with its evidence and its law.

    Attributes:
        outcome: For the activity and jurisdictions asked; ``effects`` lists all activities.
        list_id: The list, for a finding that rests on one.
        uid: The authority's own id of the entry.
        entry: The entry's name as published, or the place, or the owners.
        rule: Id of the rule in ``data/rules``.
        note: What a reader must know: what is unconfirmed, how the party differs, what to verify.
    """

    kind: FindingKind
    outcome: Outcome
    list_id: str | None = None
    uid: str | None = None
    entry: str
    rule: str
    effects: tuple[Effect, ...] = ()
    match: Match | None = None
    citations: Citations
    note: str | None = None


class Coverage(Value):
    """What was read of a list for the day of the question.

    Attributes:
        published_on: The day for which the authority published what was read.
        records: How many listings of the list were read.
        sha256: Of the bytes read.
        source: Where they came from.
        needed: Whether the question asked needs this list.
        note: Why it is not complete.
    """

    list_id: str
    status: CoverageStatus
    published_on: Day | None = None
    retrieved_at: datetime | None = None
    records: Annotated[int, Field(ge=0)] = 0
    sha256: str | None = None
    source: str | None = None
    needed: bool = True
    note: str | None = None


class Verdict(Rendered):
    """The answer about one subject.

    Attributes:
        as_of: The legal date of the question.
        as_of_defaulted: True where the caller gave no date and today (UTC) was taken.
        item: What the question was about, where it was about an item.
        decided_by: Why this outcome, in one sentence.
    """

    subject: Subject
    outcome: Outcome
    activity: Activity
    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(min_length=1)]
    as_of: Day
    as_of_defaulted: bool = False
    item: Item | None = None
    findings: tuple[Finding, ...] = ()
    coverage: Annotated[tuple[Coverage, ...], Field(min_length=1)]
    engine: Engine
    decided_by: str

    @model_validator(mode="after")
    def _follows_from_its_findings(self) -> Self:
        severest = worst(finding.outcome for finding in self.findings)
        if self.outcome < severest:
            raise ValueError(f"outcome {self.outcome} is milder than a finding's {severest}")
        if self.outcome is Outcome.CLEAR and self.incomplete:
            gaps = ", ".join(item.list_id for item in self.incomplete)
            raise ValueError(
                f"silence is not clearance: a verdict cannot be clear while these lists are not whole: {gaps}"
            )
        return self

    @property
    def incomplete(self) -> tuple[Coverage, ...]:
        """The lists that the question needs and that were not whole for the day."""
        return tuple(item for item in self.coverage if item.needed and item.status is not CoverageStatus.COMPLETE)

    @property
    def label(self) -> str:
        """What to call the subject in a sentence."""
        subject = self.subject
        if isinstance(subject, Site):
            return subject.name or subject.address or subject.region or subject.country or "; ".join(subject.inputs)
        return subject.label if isinstance(subject, Holding) else subject.name

    def to_json(self, *, indent: int | None = 2) -> str:
        """The verdict as JSON, every field, dates in ISO form."""
        return self.model_dump_json(indent=indent)
