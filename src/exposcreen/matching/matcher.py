"""Candidates to matches: names first, then what corroborates or contradicts them, then who is the same party."""

from __future__ import annotations

from exposcreen.index.build import form_bits
from exposcreen.index.listing_index import IndexedName, ListingIndex
from exposcreen.matching import corroboration
from exposcreen.matching.corroboration import Answer
from exposcreen.matching.evidence import NOTHING, Side
from exposcreen.matching.organizations import compare_organizations
from exposcreen.matching.parties import prefer_exact, reach_same_party, settle_ambiguity
from exposcreen.matching.persons import compare_persons
from exposcreen.matching.query import Query
from exposcreen.matching.strength import (
    Hit,
    comparable,
    legal_form,
    limit,
    matched_on,
    of_name,
    of_organization,
    of_person,
)
from exposcreen.model.match import Comparison, Match
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.vocabulary import MatchedOn, NameKind, Strength, SubjectKind
from exposcreen.names.normalise import NameForm, name_form
from exposcreen.names.variants import readings

__all__ = ["ALGORITHM", "Matcher"]

ALGORITHM = "tokens-2"
"""Name and version of the matcher: it changes whenever the same question may get another match."""


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
        bearers: set[int] = set()
        for hit in self._named(query):
            if hit.evidence.score == 1.0:
                bearers.add(hit.listing)
            match = self._weigh(query, hit)
            known = found.get(hit.listing)
            if match is not None and (known is None or (match.strength, match.score) > (known.strength, known.score)):
                found[hit.listing] = match
        found = settle_ambiguity(self.index, prefer_exact(self.index, found, bearers))
        if self.policy.same_party:
            found = reach_same_party(self.index, found)
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
        best = NOTHING
        for left in self._sides(one, person=person):
            for right in self._sides(other, person=person):
                compared = compare_persons(left, right) if person else compare_organizations(left, right, self.policy)
                best = max(best, compared, key=lambda evidence: evidence.score)
        strength = of_name(best, person=person) or Strength.WEAK
        comparisons = [Comparison(question="name", score=best.score, detail=best.detail)]
        if best.form_detail:
            comparisons.append(legal_form(best))
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

    def _named(self, query: Query) -> list[Hit]:
        hits: list[Hit] = []
        for text in query.names:
            hits += self._search(text, query, person=False)
            hits += self._search(text, query, person=True)
        return hits

    def _search(self, text: str, query: Query, *, person: bool) -> list[Hit]:
        hits = []
        for reading in readings(text):
            form = name_form(reading, person=person, translit=self.index.translit)
            if not form.tokens:
                continue
            asked = self._side(form, person=person)
            other_kind = query.kind is not SubjectKind.UNKNOWN and person is not (query.kind is SubjectKind.PERSON)
            for row in (
                self.index.whole(form, person=person) if other_kind else self.index.candidates(form, person=person)
            ):
                hit = self._compare(text, asked, self.index.indexed(row), query)
                if hit is not None:
                    hits.append(hit)
        return hits

    def _compare(self, text: str, asked: Side, row: IndexedName, query: Query) -> Hit | None:
        listed = Side(row.tokens, row.weights, row.forms, row.han)
        evidence = compare_persons(asked, listed) if row.person else compare_organizations(asked, listed, self.policy)
        if evidence.level == "none" or (evidence.level == "part" and not self.policy.weak_matches):
            return None
        listing = self.index.listings[row.listing]
        if not comparable(query.kind, listing.kind, evidence):
            return None
        name = listing.names[row.name]
        if name.kind is NameKind.WEAK_AKA and evidence.level != "same":
            return None
        return Hit(row.listing, text, name, evidence)

    def _weigh(self, query: Query, hit: Hit) -> Match | None:
        listing = self.index.listings[hit.listing]
        person = listing.kind is SubjectKind.PERSON
        strength = of_name(hit.evidence, person=person)
        if strength is None:
            return None
        comparisons = [Comparison(question="name", score=hit.evidence.score, detail=hit.evidence.detail)]
        if hit.evidence.form_detail:
            comparisons.append(legal_form(hit.evidence))
        answers = self._corroborate(query, hit.listing, person=person)
        comparisons += [answer.comparison for answer in answers]
        strength = of_person(strength, hit, answers, self.policy) if person else of_organization(strength, answers)
        most, why = limit(hit, listing, query)
        if most is not None and strength > most:
            strength = most
            comparisons.append(Comparison(question="limit", score=None, detail=why))
        return Match(
            strength=strength,
            score=hit.evidence.score,
            on=matched_on(hit.name),
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
            corroboration.compare_address(query, listing, self.index.translit),
        ]
        return [answer for answer in answers if answer.says != "silent" or answer.comparison.question == "birth_date"]
