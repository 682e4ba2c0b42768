"""From evidence to strength.

The strength of a match is read off a short table:

| evidence | strength |
|---|---|
| an identifier that one party alone bears | exact |
| an organization's whole name, distinctive, nothing against it | exact |
| the same but for spelling and ordinary words | strong |
| a person's whole name, and a birth date, identifier or address that agrees | strong (exact with the day of birth) |
| a name of a person spelt otherwise, and the month of birth, an identifier or an address that agrees | strong |
| a person's name alone; names that differ in a word or in legal form; an unconfirmed form of a name | possible |
| a distinctive word shared; a weak alias; a conflicting birth date | weak, or possible at most |
"""

from __future__ import annotations

from dataclasses import dataclass

from exposcreen.matching.corroboration import Answer
from exposcreen.matching.evidence import NameEvidence
from exposcreen.matching.query import Query
from exposcreen.model.listing import Listing, Name
from exposcreen.model.match import Comparison
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.vocabulary import MatchedOn, NameKind, Strength, SubjectKind

__all__ = ["Hit", "comparable", "legal_form", "limit", "matched_on", "of_name", "of_organization", "of_person"]

_VEHICLES = frozenset({SubjectKind.VESSEL, SubjectKind.AIRCRAFT})


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of a listing that a name of the query met."""

    listing: int
    query: str
    name: Name
    evidence: NameEvidence


def legal_form(evidence: NameEvidence) -> Comparison:
    """What the legal forms say."""
    return Comparison(
        question="legal_form",
        score=0.0 if evidence.forms_differ else 1.0,
        detail=evidence.form_detail or "no legal form",
    )


def of_name(evidence: NameEvidence, *, person: bool) -> Strength | None:
    """What names alone amount to; ``None`` for nothing."""
    if evidence.level == "none":
        return None
    if evidence.level == "part":
        return Strength.WEAK
    if evidence.level == "near" or evidence.forms_differ or not evidence.distinctive or person:
        return Strength.POSSIBLE
    return Strength.EXACT if evidence.level == "same" else Strength.STRONG


def of_person(strength: Strength, hit: Hit, answers: list[Answer], policy: ScreeningPolicy) -> Strength:
    """A person by name alone goes to review, until a birth date, an identifier or an address agrees."""
    by_question = {answer.comparison.question: answer for answer in answers}
    if any(
        answer.says == "conflicts" for answer in answers if answer.comparison.question in {"birth_date", "identifier"}
    ):
        return Strength.WEAK
    birth = by_question.get("birth_date")
    agrees = [
        q for q in ("birth_date", "identifier", "address") if q in by_question and by_question[q].says == "agrees"
    ]
    settled = birth is not None and birth.says == "agrees"
    if hit.evidence.level == "same" and agrees:
        return Strength.EXACT if settled and birth is not None and birth.exact else Strength.STRONG
    if (
        hit.evidence.level == "spelling"
        and agrees
        and (agrees != ["birth_date"] or (birth is not None and birth.close))
    ):
        return Strength.STRONG
    if hit.evidence.level == "near" and birth is not None and birth.exact and birth.says == "agrees":
        return Strength.STRONG
    if not policy.corroborate_persons and hit.evidence.level == "same":
        return Strength.STRONG
    return strength


def of_organization(strength: Strength, answers: list[Answer]) -> Strength:
    """An organization's name stands, until something conflicts with it."""
    if any(answer.says == "conflicts" for answer in answers):
        return min(strength, Strength.POSSIBLE)
    if strength is Strength.POSSIBLE and any(
        a.says == "agrees" and a.comparison.question == "identifier" for a in answers
    ):
        return Strength.STRONG
    return strength


def limit(hit: Hit, listing: Listing, query: Query) -> tuple[Strength | None, str]:
    """The most that a match on this name can be, and why; ``None`` where nothing limits it."""
    if hit.name.kind is NameKind.WEAK_AKA:
        return Strength.POSSIBLE, "a weak alias alone sends to review at most (OFAC FAQ 122-125)"
    if not hit.name.confirmed:
        return Strength.POSSIBLE, "this form of the name is not confirmed in an official text"
    if listing.kind in _VEHICLES and query.kind is SubjectKind.UNKNOWN:
        return Strength.POSSIBLE, f"the entry is of a {listing.kind}, and the subject is not said to be one"
    if SubjectKind.UNKNOWN not in {query.kind, listing.kind} and query.kind is not listing.kind:
        return Strength.WEAK, f"the entry is of a {listing.kind}, and the subject is said to be a {query.kind}"
    return None, ""


def comparable(asked: SubjectKind, listed: SubjectKind, evidence: NameEvidence) -> bool:
    """Whether a party of the one kind can be of the other; a ship or an aircraft only by its whole name."""
    same_kind = asked is listed or asked is SubjectKind.UNKNOWN or listed is SubjectKind.UNKNOWN
    return evidence.level == "same" or (same_kind and listed not in _VEHICLES)


def matched_on(name: Name) -> MatchedOn:
    """What kind of name it was."""
    if name.kind is NameKind.PRIMARY:
        return MatchedOn.NAME
    return MatchedOn.WEAK_ALIAS if name.kind is NameKind.WEAK_AKA else MatchedOn.ALIAS
