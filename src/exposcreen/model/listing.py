"""What a list publishes: one listing, with its names, identifiers and the acts that put it there."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from exposcreen.model.citation import Citations
from exposcreen.model.dates import Day, PartialDate, Validity
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import NameKind, SubjectKind

__all__ = ["Designation", "Identifier", "Listing", "Name", "Relation"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Name(Value):
    """A name as published.

    Attributes:
        confirmed: False for a native-script form that was not read in an official text.
    """

    text: _Text
    kind: NameKind = NameKind.PRIMARY
    confirmed: bool = True


class Identifier(Value):
    """An identifier as published: never repaired, never refused for its checksum.

    Attributes:
        scheme: Lower case: ``isin``, ``ticker``, ``uscc``, ``lei``, ``imo``, ``passport``, ``tax_id``,
            ``registration`` …
        value: As published. A ticker keeps its exchange: ``002415 CN``.
        country: Of issue, as published.
        issuer: Who issued it, as published, where that is more than a country.
        issued_on: First day of its validity.
        expires_on: Last day of its validity.
        status: What the authority says of it, as published: ``Fraudulent``, ``Expired``; ``None`` where nothing.
    """

    scheme: _Text
    value: _Text
    country: str | None = None
    issuer: str | None = None
    issued_on: Day | None = None
    expires_on: Day | None = None
    status: str | None = None


class Relation(Value):
    """A tie to another party, as published: it says who is near whom, and by itself lists nobody.

    Attributes:
        kind: As published: ``Linked To``, ``Owned or Controlled By``, ``Acting for or on behalf of``.
        name: Of the other party, as published.
        uid: The other party's id on the same list, where the authority gives it.
    """

    kind: _Text
    name: _Text
    uid: str | None = None


class Designation(Value):
    """The legal act, or one of the acts, that put a party on a list.

    Attributes:
        program: The authority's own tag: ``GLOMAG``, ``CMIC-EO13959``, ``UFLPA s.2(d)(2)(B)(i)``.
        announced_on: The day it was made public, where that differs.
        listed_on: The first day on the list; ``None`` where the file does not say.
        effective_from: The first day its main prohibition bites, where that is later than ``listed_on`` (NS-CMIC:
            day 60).
        divest_until: The first day on which sales to divest are no longer allowed (NS-CMIC: day 365).
        delisted_on: The first day no longer on the list.
        scope: What it reaches, as published: merchandise of a WRO, equipment of a covered vendor, "and subsidiaries".
        measures: What is imposed, as published, where the list says so for each entry: ``Asset freeze``.
        footnotes: Entity List footnotes, which reach foreign-made items.
        licence_requirement: Entity List column, as published.
        review_policy: Entity List column, as published.
        confirmed: False where the act or its day rests on a secondary source.
    """

    program: _Text
    announced_on: Day | None = None
    listed_on: Day | None = None
    effective_from: Day | None = None
    divest_until: Day | None = None
    delisted_on: Day | None = None
    scope: str | None = None
    measures: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    licence_requirement: str | None = None
    review_policy: str | None = None
    note: str | None = None
    confirmed: bool = True
    citations: Citations

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        days = [day for day in (self.listed_on, self.effective_from, self.divest_until) if day is not None]
        if days != sorted(days):
            raise ValueError(f"the dates of a designation must be in order: listed, effective, divest: {days}")
        if self.delisted_on is not None and self.listed_on is not None and self.delisted_on < self.listed_on:
            raise ValueError(f"delisted on {self.delisted_on}, before it was listed on {self.listed_on}")
        return self

    @property
    def validity(self) -> Validity:
        """The days on which the party was on the list by this act."""
        return Validity(effective_from=self.listed_on, effective_to=self.delisted_on)


class Listing(Value):
    """One entry of one list, as published, with what was derived from it beside the record.

    Attributes:
        list_id: The list, as the law knows it: ``us_ofac_sdn``.
        uid: The authority's own id, where it has one.
        source: The file it came from: ``us_ofac_csv``, ``us_trade_csl``, ``extract``.
        party: A key shared by listings of one party on several lists; ``None`` where nobody has said so.
        organ_of: The ``party`` of the body of which this one is an organ.
        relations: Ties to other parties, in published order.
        positions: Titles, offices and functions, as published.
        record: The published fields, verbatim, as (field, value) pairs.
    """

    list_id: _Text
    uid: str | None = None
    source: _Text
    kind: SubjectKind = SubjectKind.UNKNOWN
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    designations: Annotated[tuple[Designation, ...], Field(min_length=1)]
    identifiers: tuple[Identifier, ...] = ()
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    party: str | None = None
    organ_of: str | None = None
    relations: tuple[Relation, ...] = ()
    positions: tuple[str, ...] = ()
    note: str | None = None
    record: tuple[tuple[str, str], ...] = ()

    @model_validator(mode="after")
    def _has_a_primary_name(self) -> Self:
        if not any(name.kind is NameKind.PRIMARY for name in self.names):
            raise ValueError("a listing needs at least one primary name")
        return self

    @property
    def name(self) -> str:
        """The primary name as published."""
        return next(name.text for name in self.names if name.kind is NameKind.PRIMARY)

    @property
    def key(self) -> str:
        """What ``exposcreen show`` takes: the list, and the authority's id, or the name where it has none."""
        return f"{self.list_id}:{self.uid or self.name}"

    def in_force(self, day: date) -> tuple[Designation, ...]:
        """The designations in force on this day."""
        return tuple(act for act in self.designations if day in act.validity)
