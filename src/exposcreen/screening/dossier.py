"""What the bundled extract knows of a listing that an official file publishes too: its dates, citations and party.

An official file is the better witness of who is listed; the extract often is the better one of since when, under
which act, and who the same party is elsewhere. An entry that reaches us both ways is one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.names.normalise import name_form
from exposcreen.names.variants import readings

__all__ = ["Dossier"]

_Key = tuple[str, object]


class Dossier:
    """The bundled listings, to be found again under the names and ids of official files."""

    def __init__(self, extract: Iterable[Listing], translit: str = "unidecode") -> None:
        self._extract = tuple(extract)
        self._translit = translit
        self._by_key = {key: listing for listing in reversed(self._extract) for key in self._own_keys(listing)}
        self._used: set[str] = set()

    def enrich(self, listing: Listing, published_on: date | None) -> Listing:
        """The published listing, with the acts, the party and the further names that the extract has of it."""
        keys = (*self._own_keys(listing), *self._names(listing))
        known = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if known is None:
            return listing
        self._used.add(known.key)
        names = {name.text.casefold() for name in listing.names}
        further = tuple(name for name in known.names if name.text.casefold() not in names and not name.text.isascii())
        weak = {name.text.casefold() for name in known.names if name.kind is NameKind.WEAK_AKA}
        return listing.model_copy(
            update={
                "names": (*(_weakened(name, weak) for name in listing.names), *further),
                "designations": _acts(listing, known, published_on),
                "party": known.party,
                "organ_of": known.organ_of,
                "birth_dates": listing.birth_dates or known.birth_dates,
                "note": known.note or listing.note,
            }
        )

    def _own_keys(self, listing: Listing) -> list[_Key]:
        """The authority's id, else the name: an entry bundled without the id that its list gives is found by name."""
        return self._names(listing) if listing.uid is None else [(listing.list_id, listing.uid)]

    def _names(self, listing: Listing) -> list[_Key]:
        forms = (name_form(reading, translit=self._translit) for reading in readings(listing.name))
        return [(listing.list_id, form.tokens) for form in forms if form.tokens]

    def unused(self) -> Iterator[Listing]:
        """The bundled listings that no published one was found for."""
        return (listing for listing in self._extract if listing.key not in self._used)


def _weakened(name: Name, weak: set[str]) -> Name:
    """Some files do not say which aliases are weak: what the extract knows to be weak is weak there too."""
    if name.kind is NameKind.PRIMARY or name.text.casefold() not in weak:
        return name
    return name.model_copy(update={"kind": NameKind.WEAK_AKA})


def _acts(listing: Listing, known: Listing, published_on: date | None) -> tuple[Designation, ...]:
    """The extract's acts where they say when, and agree that the entry stands.

    The published entry becomes a further citation of each.
    """
    stands = all(
        act.delisted_on is None or published_on is None or published_on < act.delisted_on for act in known.designations
    )
    dated = all(act.listed_on is not None for act in known.designations)
    if not (stands and dated):
        return listing.designations
    published = tuple(citation for act in listing.designations for citation in act.citations)
    first = listing.designations[0]
    return tuple(
        act.model_copy(
            update={
                "citations": (*act.citations, *(c for c in published if c.reference not in _references(act))),
                "licence_requirement": act.licence_requirement or first.licence_requirement,
                "review_policy": act.review_policy or first.review_policy,
                "footnotes": act.footnotes or first.footnotes,
            }
        )
        for act in known.designations
    )


def _references(act: Designation) -> set[str]:
    return {citation.reference for citation in act.citations}
