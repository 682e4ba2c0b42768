"""The closed vocabularies of a verdict, each value with its meaning.

Outcomes and strengths are ordered: ``Outcome.CLEAR < Outcome.PROHIBITED``, ``Strength.WEAK < Strength.EXACT``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

__all__ = [
    "ALL_JURISDICTIONS",
    "Activity",
    "CoverageStatus",
    "EffectKind",
    "FindingKind",
    "Instrument",
    "Jurisdiction",
    "MatchedOn",
    "NameKind",
    "Outcome",
    "Strength",
    "SubjectKind",
]

Jurisdiction = Literal["US", "GB", "EU", "CA", "UN"]
"""Whose law is asked. A territory elsewhere in the model is an ISO 3166 code, not a jurisdiction."""

ALL_JURISDICTIONS: tuple[Jurisdiction, ...] = ("US", "GB", "EU", "CA", "UN")


class _Ordered(StrEnum):
    """A string enumeration ordered as it is written: str's own alphabetical comparisons are all replaced."""

    @property
    def rank(self) -> int:
        """The place in the order, 0 for the mildest."""
        return list(type(self)).index(self)

    def _rank_of(self, other: str) -> int:
        """The rank of a value, or of its word: text compares by this order and never by the alphabet."""
        try:
            return type(self)(other).rank
        except ValueError:
            raise TypeError(
                f"{other!r} is not one of {', '.join(type(self))}, and has no place in their order"
            ) from None

    def __lt__(self, other: str) -> bool:
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= self._rank_of(other)


class Outcome(_Ordered):
    """The answer to the question asked, mildest first."""

    CLEAR = "clear"  # every list the question needs was read whole for the day, and nothing bears on it
    UNDETERMINED = "undetermined"  # nothing found, and some list the question needs was not whole
    REVIEW = "review"  # a person must look before anything is done
    RESTRICTED = "restricted"  # allowed only under a licence or under conditions
    PROHIBITED = "prohibited"  # not allowed, or presumed not to be


class Strength(_Ordered):
    """How far the evidence goes that the subject is the listed party, weakest first."""

    WEAK = "weak"  # something distinctive is shared, and something differs
    POSSIBLE = "possible"  # the names agree, the identity is not settled
    STRONG = "strong"  # the same party but for spelling
    EXACT = "exact"  # an identifier, or the whole name as published


class Activity(StrEnum):
    """What the asker wants to do."""

    ANY = "any"  # the worst of all but travel
    PAY = "pay"  # any dealing in property, goods or services
    EXPORT = "export"  # items subject to the EAR (and defense articles where the effect says so)
    IMPORT = "import"  # into the United States unless the rule's jurisdiction says otherwise
    INVEST = "invest"  # buy a publicly traded security
    DIVEST = "divest"  # sell one
    HOLD = "hold"  # keep one
    PROCURE = "procure"  # by the US government or its contractors
    TRAVEL = "travel"  # the subject's entry into the jurisdiction


class EffectKind(StrEnum):
    """What a rule does to an activity."""

    PROHIBITED = "prohibited"
    PRESUMED_PROHIBITED = "presumed_prohibited"  # unless the presumption is rebutted
    LICENCE_REQUIRED = "licence_required"
    CONDITIONS = "conditions"
    DILIGENCE = "diligence"
    PERMITTED = "permitted"  # states, with a citation, what the rule leaves free


class FindingKind(StrEnum):
    """What a finding rests on."""

    LISTING = "listing"
    OWNERSHIP = "ownership"
    REGION = "region"
    SECURITY = "security"
    SIGNAL = "signal"
    TECHNOLOGY = "technology"


class MatchedOn(StrEnum):
    """What tied the subject to the listing."""

    IDENTIFIER = "identifier"
    NAME = "name"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    ADDRESS = "address"


class NameKind(StrEnum):
    """What a published name is. ``weak_aka`` is OFAC's low-quality alias (FAQ 122-125), or marked so in the extract."""

    PRIMARY = "primary"
    STRONG_AKA = "strong_aka"
    WEAK_AKA = "weak_aka"
    FKA = "fka"


class SubjectKind(StrEnum):
    """What a counterparty or a listed party is."""

    ORGANIZATION = "organization"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class CoverageStatus(_Ordered):
    """How much of a list was read for the day of the question, best first."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    STALE = "stale"
    MISSING = "missing"


class Instrument(StrEnum):
    """What kind of security a holding is."""

    EQUITY = "equity"
    DEPOSITARY_RECEIPT = "depositary_receipt"
    BOND = "bond"
    FUND = "fund"
    DERIVATIVE = "derivative"
    CASH = "cash"
    OTHER = "other"
    UNKNOWN = "unknown"
