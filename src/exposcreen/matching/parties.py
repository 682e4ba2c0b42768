"""What other listings say of a match: the name fits several parties, or the party stands on other lists too."""

from __future__ import annotations

from exposcreen.index.listing_index import ListingIndex
from exposcreen.model.match import Comparison, Match
from exposcreen.model.vocabulary import MatchedOn, Strength, SubjectKind

__all__ = ["prefer_exact", "reach_same_party", "settle_ambiguity"]


def prefer_exact(index: ListingIndex, found: dict[int, Match]) -> dict[int, Match]:
    """Where a list names the subject exactly, its entries of like names are other parties: the list tells them apart."""
    exact = {index.listings[number].list_id for number, match in found.items() if match.strength is Strength.EXACT}
    return {
        number: match
        for number, match in found.items()
        if match.strength is Strength.EXACT or index.listings[number].list_id not in exact
    }


def settle_ambiguity(index: ListingIndex, found: dict[int, Match]) -> dict[int, Match]:
    """A name that is not the whole name of any, and fits listed parties that are not one, does not say which."""
    loose = [
        n
        for n, m in found.items()
        if m.strength is Strength.STRONG and m.score < 1 and m.on is not MatchedOn.IDENTIFIER
    ]
    fits = {int(index.tables.party[n]): n for n, m in found.items() if m.strength >= Strength.STRONG}
    if len(fits) < 2:
        return found
    named = "; ".join(index.listings[number].name for number in fits.values())
    for number in loose:
        match = found[number]
        if index.listings[number].kind is SubjectKind.PERSON:
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


def reach_same_party(index: ListingIndex, found: dict[int, Match]) -> dict[int, Match]:
    """Reach the listings of the same party on other lists, which may lack the name that was asked."""
    reached: dict[int, Match] = {}
    for number, match in found.items():
        if match.strength is Strength.WEAK:
            continue
        for other in index.same_party(number):
            known = found.get(other) or reached.get(other)
            if known is not None and known.strength >= match.strength:
                continue
            reached[other] = _through(index, number, match, other)
    return found | reached


def _through(index: ListingIndex, number: int, match: Match, other: int) -> Match:
    bridge, listing = index.listings[number], index.listings[other]
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
