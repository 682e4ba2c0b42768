"""Who else listed the same parties: each entry of a programme, sought on every other list.

Two entries are one party where a curated fact or an authority's id says so, or where the matcher ties them as it ties a
subject to a listing: a person by name and birth date together, an organization by its distinctive name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exposcreen.errors import InputError
from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing
from exposcreen.model.mirrors import Mirror, MirrorCell, MirrorReport
from exposcreen.model.verdict import Coverage
from exposcreen.model.vocabulary import CoverageStatus, NameKind, Strength

__all__ = ["mirrors"]

_ALWAYS = ("us_ofac_sdn", "gb_sanctions", "eu_fsf", "ca_sema", "un_sc")
_SAME = "the same party, as a curated fact or the authority's id says"


def mirrors(
    matcher: Matcher, coverage: Iterable[Coverage], list_id: str, *, program: str | None, as_of: date
) -> MirrorReport:
    """The parties of a list, and what every other list says of each.

    Args:
        matcher: Over the listings of the day.
        coverage: Of every list, on the day.
        list_id: The list whose parties are asked about.
        program: Only entries with this tag, whatever its case.
        as_of: The day.

    Raises:
        InputError: No entry of the list, or of the programme, was read.
    """
    listings = matcher.index.listings
    wanted = [
        (number, listing)
        for number, listing in enumerate(listings)
        if listing.list_id == list_id and _is_under(listing, program)
    ]
    if not wanted:
        under = f" under {program!r}" if program else ""
        raise InputError(
            f"{list_id}: no entry{under} was read: see exposcreen lists, and the programmes in its entries"
        )
    known = {item.list_id: item for item in coverage}
    found = [(listing, _entries(matcher, number, listing)) for number, listing in wanted]
    seen = {other.list_id for _, entries in found for other, _, _ in entries}
    columns = tuple(name for name in known if name in seen | set(_ALWAYS) and name != list_id)
    rows = []
    for listing, entries in found:
        own = _cell(list_id, [(listing, Strength.EXACT, "")], known[list_id], as_of)
        others = (
            _cell(name, [entry for entry in entries if entry[0].list_id == name], known[name], as_of)
            for name in columns
        )
        rows.append(Mirror(name=listing.name, cells=(own, *others)))
    lists = (list_id, *columns)
    return MirrorReport(
        list_id=list_id,
        program=program,
        as_of=as_of,
        lists=lists,
        mirrors=tuple(rows),
        coverage=tuple(known[name] for name in lists),
    )


def _is_under(listing: Listing, program: str | None) -> bool:
    return program is None or any(act.program.casefold() == program.casefold() for act in listing.designations)


_Entry = tuple[Listing, Strength, str]


def _entries(matcher: Matcher, number: int, listing: Listing) -> list[_Entry]:
    """The entries of other lists that are, or may be, the same party, the surest first."""
    listings = matcher.index.listings
    found: dict[int, _Entry] = {
        other: (listings[other], Strength.EXACT, _SAME) for other in matcher.index.same_party(number)
    }
    names = tuple(name.text for name in listing.names if name.kind is not NameKind.WEAK_AKA)
    births = listing.birth_dates or (None,)
    for birth in births:
        query = Query(
            names=names,
            kind=listing.kind,
            birth_date=birth,
            identifiers=tuple((item.scheme, item.value) for item in listing.identifiers),
        )
        for other, match in matcher.match(query).items():
            best = found.get(other)
            if other != number and match.strength >= Strength.POSSIBLE and (best is None or match.strength > best[1]):
                why = "; ".join(comparison.detail for comparison in match.comparisons)
                found[other] = (listings[other], match.strength, why)
    return [entry for entry in found.values() if entry[0].list_id != listing.list_id]


def _cell(list_id: str, entries: list[_Entry], coverage: Coverage, as_of: date) -> MirrorCell:
    sure = [entry for entry in entries if entry[1] >= Strength.STRONG]
    chosen = sure or entries
    if not chosen:
        whole = coverage.status is CoverageStatus.COMPLETE
        return MirrorCell(list_id=list_id, says="not_found" if whole else "unknown")
    acts = [act for listing, _, _ in chosen for act in listing.designations]
    standing = [act for act in acts if act.delisted_on is None or act.delisted_on > as_of]
    begun = [act for act in standing if act.listed_on is None or act.listed_on <= as_of]
    if not sure:
        says = "possible"
    elif begun:
        says = "listed"
    elif standing:
        return MirrorCell(list_id=list_id, says="not_found", why="listed only after the day asked")
    else:
        says = "left"
    return MirrorCell.model_validate(
        {
            "list_id": list_id,
            "says": says,
            "keys": tuple(dict.fromkeys(listing.key for listing, _, _ in chosen)),
            "listed_on": _first(begun or acts),
            "delisted_on": None
            if standing
            else max((act.delisted_on for act in acts if act.delisted_on), default=None),
            "programs": tuple(dict.fromkeys(act.program for act in begun or acts)),
            "why": "; ".join(dict.fromkeys(why for _, _, why in chosen if why)) or None,
            "confirmed": all(act.confirmed for act in begun or acts),
            "citations": tuple(dict.fromkeys(_citations(begun or acts))),
        }
    )


def _first(acts: list[Designation]) -> date | None:
    days = [act.listed_on for act in acts]
    return min((day for day in days if day is not None), default=None)


def _last(acts: list[Designation]) -> date | None:
    return max((act.delisted_on for act in acts if act.delisted_on is not None), default=None)


def _citations(acts: Iterable[Designation]) -> Iterator[Citation]:
    yield from (citation for act in acts for citation in act.citations)
