"""Beside the lists, what keeps silence from being clearance: law not bundled, subjects that cannot be looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from exposcreen.model.subjects import Counterparty, Holding, Owner, Site, Subject
from exposcreen.model.verdict import Coverage
from exposcreen.model.vocabulary import Activity, CoverageStatus, Instrument
from exposcreen.rules.facts import Facts, Question
from exposcreen.rules.rulebook import Rulebook
from exposcreen.territories import country_code, locate

__all__ = ["gaps_of_law", "gaps_of_subject", "lacks_latin"]

_FUND_WORDS = frozenset({"etf", "etfs", "fund", "funds", "ucits", "index", "sicav"})
_WHOLE_FUND = Decimal(99)
_TRADES = frozenset({Activity.ANY, Activity.INVEST, Activity.DIVEST, Activity.HOLD})


def gaps_of_law(book: Rulebook, question: Question) -> Iterator[Coverage]:
    """Jurisdictions of which no rule on the activity is bundled."""
    for jurisdiction in book.silent(question.activity, question.jurisdictions, question.as_of):
        note = f"no rule of this jurisdiction on '{question.activity}' is bundled: whether one exists is not known here"
        yield _missing(f"{jurisdiction.lower()}_rules", note)


def gaps_of_subject(subject: Subject, facts: Facts, book: Rulebook, question: Question) -> Iterator[Coverage]:
    """What of this subject could not be looked up, and the territorial rules of its places that are not bundled."""
    yield from _territories(facts, book, question)
    if facts.untraced:
        more = f", and {len(facts.untraced) - 3} more like it" if len(facts.untraced) > 3 else ""
        yield _missing("ownership_table", f"{'; '.join(facts.untraced[:3])}{more}")
    if isinstance(subject, Holding):
        if question.activity in _TRADES:
            yield from _holding(subject)
        return
    yield from _country(subject)
    if isinstance(subject, Counterparty):
        yield from _script((subject.name, *subject.aliases))
        yield from _owners(subject.owners)
    else:
        yield from _script((subject.name,) if subject.name else ())
        yield from _owners(subject.owners)


def _missing(name: str, note: str) -> Coverage:
    return Coverage(list_id=name, status=CoverageStatus.MISSING, needed=True, note=note)


def _territories(facts: Facts, book: Rulebook, question: Question) -> Iterator[Coverage]:
    here = {place.location.territory for place in facts.places if place.role != "name"}
    missing = {
        jurisdiction: gap.note
        for gap in book.gaps
        if gap.territory in here
        for jurisdiction in gap.jurisdictions
        if jurisdiction in question.jurisdictions
    }
    for jurisdiction, note in missing.items():
        yield _missing(f"{jurisdiction.lower()}_territorial", note)


def _holding(holding: Holding) -> Iterator[Coverage]:
    if holding.instrument is Instrument.CASH:
        return
    if not (holding.name or holding.isin or holding.lei or holding.ticker or holding.cusip):
        note = "lists publish no SEDOL and no FIGI: give the issuer's name, or the ISIN"
        yield _missing("security_identifiers", note)
    if _is_fund(holding) and not _is_looked_through(holding):
        note = "what the fund holds is not given whole: at any weight a security of an NS-CMIC party counts (FAQ 861)"
        yield _missing("fund_constituents", note)
    if holding.instrument is Instrument.DERIVATIVE and holding.underlying is None:
        yield _missing("derivative_underlying", "what the derivative stands for is not given (FAQ 860)")
    for inner in (*holding.constituents, *((holding.underlying,) if holding.underlying else ())):
        yield from _holding(inner)


def _is_fund(holding: Holding) -> bool:
    if holding.instrument is Instrument.UNKNOWN and not holding.constituents:
        return bool(_FUND_WORDS & set((holding.name or "").lower().replace("-", " ").split()))
    return holding.instrument is Instrument.FUND


def _is_looked_through(holding: Holding) -> bool:
    """Whether the constituents are given, and where they have weights, make up the whole but for rounding."""
    weights = [inner.weight for inner in holding.constituents if inner.weight is not None]
    return bool(holding.constituents) and (not weights or sum(weights, Decimal(0)) >= _WHOLE_FUND)


def _country(subject: Counterparty | Site) -> Iterator[Coverage]:
    country = subject.country
    if country and country_code(country) is None and locate(country) is None:
        yield _missing("country", f"the country {country!r} is not known: give its ISO 3166 code")


def _script(names: tuple[str, ...]) -> Iterator[Coverage]:
    """Most lists are published in Latin letters: a name in another script alone can be missed."""
    if lacks_latin(names):
        note = "the name is given in a script that most lists do not use: give its Latin form too, as an alias"
        yield _missing("latin_name", note)


def lacks_latin(names: tuple[str, ...]) -> bool:
    """Whether there are names, and none has a Latin letter."""
    letters = [[character for character in name if character.isalpha()] for name in names]
    return bool(letters) and not any(any(_is_latin(character) for character in word) for word in letters)


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


def _owners(owners: tuple[Owner, ...]) -> Iterator[Coverage]:
    for owner in owners:
        yield from _country(owner.counterparty)
        yield from _script((owner.counterparty.name, *owner.counterparty.aliases))
        yield from _owners((*owner.owners, *owner.counterparty.owners))
