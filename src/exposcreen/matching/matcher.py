"""Candidates to matches: names first, then what corroborates or contradicts them, then who is the same party.

The strength of a match is read off a short table:

| evidence | strength |
|---|---|
| an identifier that one party alone bears | exact |
| an organization's whole name, distinctive, nothing against it | exact |
| the same but for spelling and ordinary words | strong |
| a person's whole name, and a birth date, identifier or address that agrees | strong (exact with the day of birth) |
| a person's name alone; names that differ in a word or in legal form; an unconfirmed form of a name | possible |
| a distinctive word shared; a weak alias; a conflicting birth date | weak, or possible at most |
"""

from __future__ import annotations

from dataclasses import dataclass

from exposcreen.index.build import form_bits
from exposcreen.index.listing_index import IndexedName, ListingIndex
from exposcreen.matching import corroboration
from exposcreen.matching.corroboration import Answer
from exposcreen.matching.names import NameEvidence, Side, compare_organizations, compare_persons
from exposcreen.matching.query import Query
from exposcreen.model.listing import Listing, Name
from exposcreen.model.match import Comparison, Match
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.vocabulary import MatchedOn, NameKind, Strength, SubjectKind
from exposcreen.names.normalise import NameForm, name_form
from exposcreen.names.variants import readings

__all__ = ["ALGORITHM", "Matcher"]

ALGORITHM = "tokens-1"
"""Name and version of the matcher: it changes whenever the same question may get another match."""

_VEHICLES = frozenset({SubjectKind.VESSEL, SubjectKind.AIRCRAFT})


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of a listing that a name of the query met."""

    listing: int
    query: str
    name: Name
    evidence: NameEvidence


class Matcher:
    """Matches queries against one index under one policy. Safe to share between threads."""

    def __init__(self, index: ListingIndex, policy: ScreeningPolicy) -> None:
        self.index = index
        self.policy = policy

    def match(self, query: Query) -> dict[int, Match]:
        """The listings that the subject is or may be, each with its evidence."""
        found: dict[int, Match] = {}
        for number in self._identified(query):
            found[number] = self._by_identifier(query, number)
        for hit in self._named(query):
            match = self._weigh(query, hit)
            known = found.get(hit.listing)
            if match is not None and (known is None or (match.strength, match.score) > (known.strength, known.score)):
                found[hit.listing] = match
        found = self._ambiguous(found)
        if self.policy.same_party:
            found = self._same_party(query, found)
        return found

    def compare(self, one: str, other: str, kind: SubjectKind) -> Match:
        """Two names compared with one another, and through the listings that bear both.

        The strength is as if the second stood on a list; ``weak`` with a score of 0 when they have nothing in common.
        """
        direct = self._compare_directly(one, other, kind)
        return (
            direct if direct.strength >= Strength.STRONG else self._compare_through_listings(one, other, kind, direct)
        )

    def _compare_through_listings(self, one: str, other: str, kind: SubjectKind, direct: Match) -> Match:
        left, right = self.match(Query(names=(one,), kind=kind)), self.match(Query(names=(other,), kind=kind))
        best = direct
        for number in left.keys() & right.keys():
            weaker = min(left[number].strength, right[number].strength)
            if weaker < Strength.POSSIBLE or (weaker <= best.strength and best.score > 0):
                continue
            listing = self.index.listings[number]
            detail = (
                f"both are names of the {listing.list_id} entry {listing.name!r}: {one!r} as {left[number].matched!r}, "
                f"{other!r} as {right[number].matched!r}"
            )
            score = min(left[number].score, right[number].score)
            known = Comparison(question="party", score=score, detail=detail)
            best = direct.model_copy(
                update={"strength": weaker, "score": score, "comparisons": (*direct.comparisons, known)}
            )
        return best

    def _compare_directly(self, one: str, other: str, kind: SubjectKind) -> Match:
        person = kind is SubjectKind.PERSON
        best = NameEvidence("none", 0.0, "the names share nothing that tells them from others")
        for left in self._sides(one, person=person):
            for right in self._sides(other, person=person):
                compared = compare_persons(left, right) if person else compare_organizations(left, right, self.policy)
                best = max(best, compared, key=lambda evidence: evidence.score)
        strength = _strength_of_name(best, person=person) or Strength.WEAK
        comparisons = [Comparison(question="name", score=best.score, detail=best.detail)]
        if best.form_detail:
            comparisons.append(_forms(best))
        return Match(
            strength=strength,
            score=best.score,
            on=MatchedOn.NAME,
            query=one,
            matched=other,
            comparisons=tuple(comparisons),
        )

    def _sides(self, text: str, *, person: bool) -> list[Side]:
        forms = [name_form(reading, person=person, translit=self.index.translit) for reading in readings(text)]
        return [self._side(form, person=person) for form in forms if form.tokens]

    def _side(self, form: NameForm, *, person: bool) -> Side:
        weights = tuple(self.index.weight(word, person=person) for word in form.tokens)
        return Side(form.tokens, weights, form_bits(form.forms), form.han)

    def _identified(self, query: Query) -> set[int]:
        return {number for scheme, value in query.identifiers for number in self.index.by_identifier(scheme, value)}

    def _by_identifier(self, query: Query, number: int) -> Match:
        listing = self.index.listings[number]
        answer = corroboration.compare_identifiers(query, listing)
        return Match(
            strength=Strength.EXACT if answer.exact else Strength.POSSIBLE,
            score=1.0,
            on=MatchedOn.IDENTIFIER,
            query=answer.comparison.detail,
            matched=listing.name,
            comparisons=(answer.comparison,),
        )

    def _named(self, query: Query) -> list[_Hit]:
        hits: list[_Hit] = []
        for text in query.names:
            if query.kind is not SubjectKind.PERSON:
                hits += self._search(text, query, person=False)
            if query.kind in {SubjectKind.PERSON, SubjectKind.UNKNOWN}:
                hits += self._search(text, query, person=True)
        return hits

    def _search(self, text: str, query: Query, *, person: bool) -> list[_Hit]:
        hits = []
        for reading in readings(text):
            form = name_form(reading, person=person, translit=self.index.translit)
            if not form.tokens:
                continue
            asked = self._side(form, person=person)
            for row in self.index.candidates(form, person=person):
                hit = self._compare(text, asked, self.index.indexed(row), query)
                if hit is not None:
                    hits.append(hit)
        return hits

    def _compare(self, text: str, asked: Side, row: IndexedName, query: Query) -> _Hit | None:
        listed = Side(row.tokens, row.weights, row.forms, row.han)
        evidence = compare_persons(asked, listed) if row.person else compare_organizations(asked, listed, self.policy)
        if evidence.level == "none" or (evidence.level == "part" and not self.policy.weak_matches):
            return None
        listing = self.index.listings[row.listing]
        if not _comparable(query.kind, listing.kind, evidence):
            return None
        name = listing.names[row.name]
        if name.kind is NameKind.WEAK_AKA and evidence.level != "same":
            return None
        return _Hit(row.listing, text, name, evidence)

    def _weigh(self, query: Query, hit: _Hit) -> Match | None:
        listing = self.index.listings[hit.listing]
        person = listing.kind is SubjectKind.PERSON
        strength = _strength_of_name(hit.evidence, person=person)
        if strength is None:
            return None
        comparisons = [Comparison(question="name", score=hit.evidence.score, detail=hit.evidence.detail)]
        if hit.evidence.form_detail:
            comparisons.append(_forms(hit.evidence))
        answers = self._corroborate(query, hit.listing, person=person)
        comparisons += [answer.comparison for answer in answers]
        strength = _person(strength, hit, answers, self.policy) if person else _organization(strength, answers)
        cap, why = _cap(hit, listing, query)
        if cap is not None and strength > cap:
            strength = cap
            comparisons.append(Comparison(question="limit", score=None, detail=why))
        return Match(
            strength=strength,
            score=hit.evidence.score,
            on=_matched_on(hit.name),
            query=hit.query,
            matched=hit.name.text,
            comparisons=tuple(comparisons),
        )

    def _corroborate(self, query: Query, number: int, *, person: bool) -> list[Answer]:
        listing = self.index.listings[number]
        answers = []
        if person:
            party = [listing, *(self.index.listings[other] for other in self.index.same_party(number))]
            answers.append(corroboration.compare_birth_date(query, party))
        answers += [
            corroboration.compare_country(query, listing),
            corroboration.compare_identifiers(query, listing),
            corroboration.compare_address(query, listing),
        ]
        return [answer for answer in answers if answer.says != "silent" or answer.comparison.question == "birth_date"]

    def _ambiguous(self, found: dict[int, Match]) -> dict[int, Match]:
        """A name that is not the whole name of any, and fits listed parties that are not one, does not say which."""
        loose = [
            n
            for n, m in found.items()
            if m.strength is Strength.STRONG and m.score < 1 and m.on is not MatchedOn.IDENTIFIER
        ]
        fits = {int(self.index.tables.party[n]): n for n, m in found.items() if m.strength >= Strength.STRONG}
        if len(fits) < 2:
            return found
        named = "; ".join(self.index.listings[number].name for number in fits.values())
        for number in loose:
            match = found[number]
            if self.index.listings[number].kind is SubjectKind.PERSON:
                continue
            limit = Comparison(
                question="limit",
                score=None,
                detail=f"the name fits different listed parties and does not say which: {named}",
            )
            found[number] = match.model_copy(
                update={"strength": Strength.POSSIBLE, "comparisons": (*match.comparisons, limit)}
            )
        return found

    def _same_party(self, query: Query, found: dict[int, Match]) -> dict[int, Match]:
        """Reach the listings of the same party on other lists, which may lack the name that was asked."""
        reached: dict[int, Match] = {}
        for number, match in found.items():
            if match.strength is Strength.WEAK:
                continue
            for other in self.index.same_party(number):
                known = found.get(other) or reached.get(other)
                if known is not None and known.strength >= match.strength:
                    continue
                reached[other] = self._through(query, number, match, other)
        return found | reached

    def _through(self, query: Query, number: int, match: Match, other: int) -> Match:
        bridge, listing = self.index.listings[number], self.index.listings[other]
        detail = (
            f"reached as the same party as the {bridge.list_id} entry {bridge.name!r}, "
            f"which has {match.matched!r}; this entry has no such name"
        )
        return match.model_copy(
            update={
                "on": MatchedOn.ALIAS if match.on is MatchedOn.NAME else match.on,
                "comparisons": (*match.comparisons, Comparison(question="party", score=1.0, detail=detail)),
                "matched": listing.name if match.on is MatchedOn.IDENTIFIER else match.matched,
            }
        )


def _forms(evidence: NameEvidence) -> Comparison:
    return Comparison(
        question="legal_form",
        score=0.0 if evidence.forms_differ else 1.0,
        detail=evidence.form_detail or "no legal form",
    )


def _strength_of_name(evidence: NameEvidence, *, person: bool) -> Strength | None:
    if evidence.level == "none":
        return None
    if evidence.level == "part":
        return Strength.WEAK
    if evidence.level == "near" or evidence.forms_differ or not evidence.distinctive or person:
        return Strength.POSSIBLE
    return Strength.EXACT if evidence.level == "same" else Strength.STRONG


def _person(strength: Strength, hit: _Hit, answers: list[Answer], policy: ScreeningPolicy) -> Strength:
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
    if hit.evidence.level in {"same", "spelling"} and agrees:
        exact = hit.evidence.level == "same" and birth is not None and birth.says == "agrees" and birth.exact
        return Strength.EXACT if exact else Strength.STRONG
    if hit.evidence.level == "near" and birth is not None and birth.exact and birth.says == "agrees":
        return Strength.STRONG
    if not policy.corroborate_persons and hit.evidence.level == "same":
        return Strength.STRONG
    return strength


def _organization(strength: Strength, answers: list[Answer]) -> Strength:
    if any(answer.says == "conflicts" for answer in answers):
        return min(strength, Strength.POSSIBLE)
    if strength is Strength.POSSIBLE and any(
        a.says == "agrees" and a.comparison.question == "identifier" for a in answers
    ):
        return Strength.STRONG
    return strength


def _cap(hit: _Hit, listing: Listing, query: Query) -> tuple[Strength | None, str]:
    if hit.name.kind is NameKind.WEAK_AKA:
        return Strength.POSSIBLE, "a weak alias alone sends to review at most (OFAC FAQ 122-125)"
    if not hit.name.confirmed:
        return Strength.POSSIBLE, "this form of the name is not confirmed in an official text"
    if listing.kind in _VEHICLES and query.kind is not listing.kind:
        return Strength.POSSIBLE, f"the entry is a {listing.kind}, and the subject is not said to be one"
    return None, ""


def _comparable(asked: SubjectKind, listed: SubjectKind, evidence: NameEvidence) -> bool:
    """Whether a party of the one kind can be of the other; a ship or an aircraft only by its whole name."""
    if listed in _VEHICLES:
        return asked in {listed, SubjectKind.UNKNOWN} and evidence.level == "same"
    return asked is SubjectKind.UNKNOWN or listed is SubjectKind.UNKNOWN or asked is listed


def _matched_on(name: Name) -> MatchedOn:
    if name.kind is NameKind.PRIMARY:
        return MatchedOn.NAME
    return MatchedOn.WEAK_ALIAS if name.kind is NameKind.WEAK_AKA else MatchedOn.ALIAS
