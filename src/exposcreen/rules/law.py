"""The shape of dated law: rules with contiguous versions, and the life of the authority under them.

A rule asks one kind of question (its ``when``) and answers with effects. Versions are half open and contiguous, and the
last one is open-ended: a stay, a lapse and a repeal are versions with their own citation, so that law never falls off
the end of a file.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from exposcreen.model.citation import Citations
from exposcreen.model.dates import Day, Validity
from exposcreen.model.subjects import Percent
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import Activity, EffectKind, Jurisdiction, SubjectKind

__all__ = [
    "Authority",
    "Condition",
    "Dated",
    "EffectTemplate",
    "Listed",
    "Located",
    "Organ",
    "Origin",
    "Owned",
    "Program",
    "Reported",
    "Rule",
    "Signal",
    "Supplied",
    "Version",
]

Moment = Literal["listed", "effective", "divest"]
"""A date of the designation: the day of listing, the day its ban bites, the day sales to divest end."""


class EffectTemplate(Value):
    """What a version does to some activities; with the dates of a listing it becomes effects.

    Attributes:
        since: The date of the designation from which it applies.
        until: The date of the designation on which it stops.
        footnotes: Only for entries that carry one of these Entity List footnotes.
        kinds: Only for parties of these kinds; empty means all.
        measures: Only for entries on which the list itself imposes one of these, and for those of which it does not
            say what it imposes; empty means all.
        merchandise: Only for goods that the designation's scope names.
        item: Only where the question has an item with one of these traits.
        item_not: Not where the question has an item with one of these traits.
        question: What to put to counsel about the item of the question, where the facts end.
        confirmed: False where the effect rests on a secondary source.
    """

    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]
    effect: EffectKind
    binds: str
    relief: str = "none"
    detail: str | None = None
    since: Moment = "listed"
    until: Moment | None = None
    footnotes: tuple[str, ...] = ()
    kinds: tuple[SubjectKind, ...] = ()
    measures: tuple[str, ...] = ()
    merchandise: bool = False
    item: tuple[str, ...] = ()
    item_not: tuple[str, ...] = ()
    question: str | None = None
    confirmed: bool = True
    citations: Citations

    @field_validator("activities")
    @classmethod
    def _not_any(cls, value: tuple[Activity, ...]) -> tuple[Activity, ...]:
        if Activity.ANY in value:
            raise ValueError("an effect names its activities: 'any' is a question, not an activity")
        return value


class Listed(Value):
    """The subject is, or may be, a party on one of these lists."""

    kind: Literal["listed"]
    lists: Annotated[tuple[str, ...], Field(min_length=1)]
    reaches_funds: bool = False


class Owned(Value):
    """Parties on these lists own the subject, by this much.

    Attributes:
        share_percent: The threshold; ``None`` where the regime knows no ownership rule.
        inclusive: Whether the threshold itself suffices (``>=``), or must be exceeded (``>``).
        aggregate: Whether the shares of several listed owners are added.
        control: Whether control without ownership suffices, or sends to review.
    """

    kind: Literal["owned"]
    lists: Annotated[tuple[str, ...], Field(min_length=1)]
    share_percent: Percent | None = None
    inclusive: bool = True
    aggregate: bool = True
    control: Literal["counts", "review", "ignored"] = "review"


class Organ(Value):
    """The subject is an organ of a body on one of these lists, without a listing of its own there."""

    kind: Literal["organ"]
    lists: Annotated[tuple[str, ...], Field(min_length=1)]


class Origin(Value):
    """Goods come from this territory.

    Attributes:
        products: Classes of ``data/products.toml``; none means all goods.
        related: Classes of goods that may be made of these: for review.
        list_id: The list on which the order itself stands.
    """

    kind: Literal["origin"]
    territory: str
    products: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    list_id: str | None = None


class Located(Value):
    """The subject is in this territory."""

    kind: Literal["located"]
    territory: str


class Supplied(Value):
    """The item of the question is supplied: all that is given must hold. Without an item, nothing is asked.

    Attributes:
        traits: It has one of these: classes of ``data/items.toml``, or what follows from the question.
        territories: It goes to one of these.
        elsewhere: It is not known to go to one of these.
        listings: To one of these parties, by the key of the listing or of the party.
        lists: To a party on one of these lists.
    """

    kind: Literal["item"]
    traits: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Reported(Value):
    """The subject is, or may be, a party of which government action was reported.

    Attributes:
        what: What was reported, and by whom, in a sentence.
        listings: The party, by the key of a listing of it (``us_dod_ccmc:XIAOMI CORPORATION``), or of the party.
    """

    kind: Literal["signal"]
    what: str
    listings: Annotated[tuple[str, ...], Field(min_length=1)]


Condition = Annotated[
    Listed | Owned | Organ | Origin | Located | Supplied | Reported,
    Field(discriminator="kind"),
]
"""The closed union of questions that a rule may ask."""


class Version(Value):
    """What a rule, an authority or a threshold said between two days.

    Attributes:
        effective_from: ``None`` only on the first version: older than what is recorded here.
        status: ``suspended``, ``lapsed`` and ``repealed`` have effects only if they list some; ``open`` and
            ``resolved`` are of signals.
        doubt: What could not be confirmed: whether it ``ended`` (it keeps its outcome), whether it ``began``
            (``review`` at most), or whether it ``resumed`` as its last published text says (that text decides).
        verify: What to verify, where there is doubt.
        when: Replaces the rule's condition in this version.
    """

    effective_from: Day | None = None
    effective_to: Day | None = None
    status: Literal["in_force", "suspended", "lapsed", "repealed", "open", "resolved"] = "in_force"
    doubt: Literal["ended", "began", "resumed"] | None = None
    verify: str | None = None
    note: str | None = None
    when: Condition | None = None
    effects: tuple[EffectTemplate, ...] = ()
    citations: Citations

    @model_validator(mode="after")
    def _doubt_says_what_to_verify(self) -> Self:
        if (self.doubt is None) != (self.verify is None):
            raise ValueError("a version in doubt says what to verify, and only such a version does")
        return self

    @property
    def validity(self) -> Validity:
        """The days on which this version was the law."""
        return Validity(effective_from=self.effective_from, effective_to=self.effective_to)


class Dated(Value):
    """Anything with versions."""

    id: str
    title: str
    version: Annotated[tuple[Version, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _contiguous(self) -> Self:
        for number, (earlier, later) in enumerate(pairwise(self.version), start=1):
            if earlier.effective_to is None or earlier.effective_to != later.effective_from:
                raise ValueError(
                    f"version {number} ends on {earlier.effective_to} and the next begins on {later.effective_from}: "
                    "versions are contiguous"
                )
        if self.version[-1].effective_to is not None:
            raise ValueError("the last version is open-ended: write what follows as a version of its own")
        if any(item.validity.is_empty for item in self.version):
            raise ValueError("a version ends before it begins")
        return self

    def at(self, day: date) -> Version | None:
        """The version in force on a day; ``None`` only before the first one."""
        return next((version for version in self.version if day in version.validity), None)


class Authority(Dated):
    """A legal authority, a national emergency say, with its own life apart from the lists that rest on it."""

    jurisdiction: Jurisdiction


class Program(Value):
    """A programme tag of a list, with its legal basis and the authority whose life it shares."""

    code: str
    title: str
    authority: str | None = None
    citations: Citations


class Rule(Dated):
    """One rule of law.

    Attributes:
        authority: Who administers it: an id of the publisher, for the reader.
        basis: The authority whose life it shares, an id of ``authorities.toml``.
    """

    authority: str
    jurisdiction: Jurisdiction
    basis: str | None = None
    when: Condition

    @model_validator(mode="after")
    def _is_law(self) -> Self:
        of_signals = {"open", "resolved"} & {version.status for version in self.version}
        if not isinstance(self, Signal) and (of_signals or isinstance(self.when, Reported)):
            raise ValueError("what was reported is a signal, and no rule: write it in data/signals")
        return self

    def condition(self, version: Version) -> Any:
        """What the rule asks in this version."""
        return version.when or self.when


class Signal(Rule):
    """Government action that was reported and is no law: for review while it is open, without effect once resolved."""

    when: Reported

    @model_validator(mode="after")
    def _is_review_at_most(self) -> Self:
        for version in self.version:
            kinds = {template.effect for template in version.effects}
            if version.status not in {"open", "resolved"}:
                raise ValueError(f"a signal is open or resolved, not {version.status}")
            if version.status == "open" and kinds != {EffectKind.DILIGENCE}:
                raise ValueError("an open signal asks for diligence, and for nothing else")
            if version.status == "resolved" and (kinds or not version.note):
                raise ValueError("a resolved signal has no effect, and a note that says how it was resolved")
        return self
