"""Evidence beside the name: one question each, answered on every branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exposcreen.identifiers import lookup_keys
from exposcreen.matching.query import Query
from exposcreen.model.listing import Listing
from exposcreen.model.match import Comparison
from exposcreen.names.normalise import normalise
from exposcreen.territories import same_country

__all__ = ["Answer", "compare_address", "compare_birth_date", "compare_country", "compare_identifiers"]

Says = Literal["agrees", "conflicts", "silent"]

UNIQUE_SCHEMES = frozenset(
    {"isin", "lei", "uscc", "imo", "swift_bic", "bic", "cusip", "figi", "sedol", "duns", "ticker"}
)
"""Identifiers that belong to one party, or one party's security, in the world: the rest are numbers of one office."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one piece of evidence says.

    Attributes:
        exact: Whether it settles identity by itself: a day of birth, an identifier that one party alone bears.
        close: Whether it is at least fine enough to bear out a name that is spelt otherwise: a month of birth.
    """

    says: Says
    comparison: Comparison
    exact: bool = False
    close: bool = False


def compare_birth_date(query: Query, listings: Sequence[Listing]) -> Answer:
    """Whether the birth dates can be the same day.

    Args:
        query: The subject.
        listings: The listing first; then the others of the same party, whose birth dates count where it has none.
    """
    asked = query.birth_date
    source = next((listing for listing in listings if listing.birth_dates), None)
    if asked is None:
        known = f"; the listed party was born {_text(source.birth_dates)}" if source else ""
        return Answer("silent", Comparison(question="birth_date", score=None, detail=f"no birth date was given{known}"))
    if source is None:
        return Answer("silent", Comparison(question="birth_date", score=None, detail="the list states no birth date"))
    where = "" if source is listings[0] else f" (as the {source.list_id} entry of the same party states)"
    published = _text(source.birth_dates)
    same = [date for date in source.birth_dates if date.overlaps(asked)]
    if same:
        exact = asked.is_day and any(date.is_day for date in same)
        close = asked.is_month and any(date.is_month for date in same)
        detail = f"born {asked}, and the listed party {published}{where}"
        score = 1.0 if exact else 0.9 if close else 0.7
        return Answer("agrees", Comparison(question="birth_date", score=score, detail=detail), exact, close or exact)
    apart = min(date.years_apart(asked) for date in source.birth_dates)
    detail = f"born {asked}, but the listed party {published}{where}: {apart or 'less than one'} year(s) apart"
    return Answer("conflicts", Comparison(question="birth_date", score=0.0, detail=detail))


def compare_country(query: Query, listing: Listing) -> Answer:
    """Whether the countries agree; of places a list gives any, and one that agrees suffices."""
    published = tuple(dict.fromkeys((*listing.countries, *listing.nationalities)))
    if query.country is None or not published:
        missing = "no country was given" if query.country is None else "the list states no country"
        return Answer("silent", Comparison(question="country", score=None, detail=missing))
    verdicts = [same_country(query.country, country) for country in published]
    named = ", ".join(published[:3])
    if True in verdicts:
        return Answer("agrees", Comparison(question="country", score=1.0, detail=f"{query.country} is among {named}"))
    if None in verdicts:
        return Answer("silent", Comparison(question="country", score=None, detail=f"{named} could not be compared"))
    return Answer(
        "conflicts", Comparison(question="country", score=0.0, detail=f"{query.country}, but listed in {named}")
    )


def compare_identifiers(query: Query, listing: Listing) -> Answer:
    """Whether both bear an identifier of the same kind, and whether it is the same number."""
    published: dict[str, set[str]] = {}
    for identifier in listing.identifiers:
        for key in lookup_keys(identifier.scheme, identifier.value):
            kind, _, number = key.partition(":")
            published.setdefault(kind, set()).add(number)
    conflict = None
    for given, value in query.identifiers:
        scheme, _, clean = lookup_keys(given, value)[0].partition(":")
        numbers = published.get(scheme)
        if not numbers:
            continue
        if clean in numbers:
            detail = f"the same {scheme}, {value}"
            return Answer(
                "agrees", Comparison(question="identifier", score=1.0, detail=detail), scheme in UNIQUE_SCHEMES
            )
        if scheme in {"lei", "uscc", "imo"}:
            detail = f"another {scheme}: {value}, and the list has {', '.join(sorted(numbers)[:3])}"
            conflict = Answer("conflicts", Comparison(question="identifier", score=0.0, detail=detail))
    return conflict or Answer(
        "silent", Comparison(question="identifier", score=None, detail="no identifier of the same kind on both sides")
    )


def compare_address(query: Query, listing: Listing, translit: str = "unidecode") -> Answer:
    """Whether a street address agrees: most of its words, a number among them."""
    asked = [set(normalise(address, translit=translit).split()) for address in query.addresses]
    listed = [set(normalise(address, translit=translit).split()) for address in listing.addresses]
    if not asked or not listed:
        return Answer("silent", Comparison(question="address", score=None, detail="no address on both sides"))
    best, shared = 0.0, set[str]()
    for one in asked:
        for other in listed:
            common = one & other
            score = len(common) / max(min(len(one), len(other)), 1)
            if score > best and len(common) >= 3 and any(any(map(str.isdigit, word)) for word in common):
                best, shared = score, common
    if best >= 0.6:
        detail = f"the addresses share: {', '.join(sorted(shared))}"
        return Answer("agrees", Comparison(question="address", score=round(best, 3), detail=detail))
    return Answer("silent", Comparison(question="address", score=None, detail="the addresses do not settle it"))


def _text(dates: Sequence[object]) -> str:
    return " or ".join(str(date) for date in dates)
