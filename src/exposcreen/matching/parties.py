"""What other listings say of a match: the name fits several parties, or the party stands on other lists too."""

from __future__ import annotations

from collections.abc import Container

from exposcreen.index.listing_index import ListingIndex
from exposcreen.model.match import Comparison, Match
from exposcreen.model.vocabulary import MatchedOn, Strength, SubjectKind

__all__ = ["prefer_exact", "reach_same_party", "settle_ambiguity"]


def prefer_exact(index: ListingIndex, found: dict[int, Match], bearers: Container[int]) -> dict[int, Match]:
    """Where a list names the subject exactly, its entries of like names are other parties: the list itself says so.

    Entries that bear the very same name stay, whatever their strength and whichever of their names counts most, and so
    do persons.
    """
    exact = {index.listings[number].list_id for number, match in found.items() if match.strength is Strength.EXACT}
    return {
        number: match
        for number, match in found.items()
        if number in bearers
        or match.score == 1.0
        or index.listings[number].list_id not in exact
        or index.listings[number].kind is SubjectKind.PERSON
    }


def _is_own_name(match: Match) -> bool:
    """Whether it is exact on the primary name or an identifier: an alias can be another party's name too."""
    return match.strength is Strength.EXACT and match.on in {MatchedOn.NAME, MatchedOn.IDENTIFIER}


def settle_ambiguity(index: ListingIndex, found: dict[int, Match]) -> dict[int, Match]:
    """A name that is no party's primary name, and fits several parties, does not say which is meant.

    An alias that two parties of one list bear decides all the same: whichever is meant, it is on that list.
    """
    fits = {number: match for number, match in found.items() if match.strength >= Strength.STRONG}
    parties = {int(index.tables.party[number]): number for number in fits}
    if len(parties) < 2:
        return found
    several_lists = len({index.listings[number].list_id for number in parties.values()}) > 1
    named = "; ".join(index.listings[number].name for number in parties.values())
    limit = Comparison(
        question="limit", score=None, detail=f"the name fits different listed parties and does not say which: {named}"
    )
    loose = (
        number
        for number, match in fits.items()
        if not _is_own_name(match)
        and (several_lists or match.strength is Strength.STRONG)
        and index.listings[number].kind is not SubjectKind.PERSON
    )
    capped = {
        number: found[number].model_copy(
            update={"strength": Strength.POSSIBLE, "comparisons": (*found[number].comparisons, limit)}
        )
        for number in loose
    }
    return found | capped


def reach_same_party(index: ListingIndex, found: dict[int, Match]) -> dict[int, Match]:
    """Reach the listings of the same party on other lists, which may lack the name that was asked.

    From a weak match too, where it is no person: what may be a branch of a body on one list may be one on another. A
    person who is weakly matched is another by name or by birth, and is looked for on every list by the same facts.
    """
    reached: dict[int, Match] = {}
    for number, match in found.items():
        if match.strength is Strength.WEAK and index.listings[number].kind is SubjectKind.PERSON:
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
