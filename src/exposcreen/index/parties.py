"""Which listings are one party.

Because a curated fact says so; because the authority gives them one id; or because an organization bears the same
distinctive name with the same legal form on several lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.names.normalise import NameForm
from exposcreen.names.rarity import rarity

__all__ = ["parties"]

_OFAC = "us_ofac_"
_ENOUGH = 1.0
"""The weight from which a name is taken for one party wherever it stands: a word that nobody else bears, say."""


class _Row(Protocol):
    @property
    def listing(self) -> int: ...
    @property
    def name(self) -> int: ...
    @property
    def form(self) -> NameForm: ...


def parties(listings: Sequence[Listing], rows: Iterable[_Row]) -> list[int]:
    """The number of the party of each listing."""
    parent = list(range(len(listings)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[object, int] = {}
    for number, listing in enumerate(listings):
        for key in _keys(listing):
            parent[root(number)] = root(first.setdefault(key, number))
    for row in rows:
        listing = listings[row.listing]
        if _names_a_party(listing, row):
            key = ("name", tuple(row.form.tokens), row.form.forms - {"company"})
            other = first.setdefault(key, row.listing)
            if _may_be_one(listing, listings[other]):
                parent[root(row.listing)] = root(other)
    return [root(number) for number in range(len(listings))]


def _keys(listing: Listing) -> list[object]:
    keys: list[object] = [("party", listing.party)] if listing.party else []
    if listing.uid and listing.list_id.startswith(_OFAC):
        keys.append(("ofac", listing.uid))
    return keys


def _names_a_party(listing: Listing, row: _Row) -> bool:
    return (
        listing.kind is not SubjectKind.PERSON
        and listing.names[row.name].kind is NameKind.PRIMARY
        and sum(rarity(word) for word in row.form.tokens) >= _ENOUGH
    )


def _may_be_one(one: Listing, other: Listing) -> bool:
    """Two curated parties stay two; a ship is not its owner."""
    apart = one.party is not None and other.party is not None and one.party != other.party
    kinds = {one.kind, other.kind} - {SubjectKind.UNKNOWN}
    return not apart and len(kinds) < 2
