"""What the bundled extract knows of a listing that an official file publishes too: its dates, citations and party.

An official file is the better witness of who is listed; the extract often is the better one of since when, under
which act, and who the same party is elsewhere. An entry that reaches us both ways is one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
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
        self._by_alias: dict[_Key, list[Listing]] = {}
        without_id = [listing for listing in self._extract if listing.uid is None]
        self._found_by_name = {listing.list_id for listing in without_id}
        for listing in without_id:
            for key in dict.fromkeys(key for name in _further(listing) for key in self._keys(listing, name)):
                self._by_alias.setdefault(key, []).append(listing)
        self._used: set[str] = set()

    def enrich(self, listing: Listing, published_on: date | None) -> Listing:
        """The published listing, with the acts, the party and the further names that the extract has of it."""
        known = self._known(listing)
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

    def _known(self, listing: Listing) -> Listing | None:
        """By the authority's id or the primary name; else where the primary name of one is a further one of the other.

        An authority renames an entry and keeps its old name as an alias; a name that is further to both is shared by
        too many.
        """
        if listing.list_id not in self._found_by_name:
            return next((self._by_key[key] for key in self._own_keys(listing) if key in self._by_key), None)
        own, primary = self._own_keys(listing), self._keys(listing, listing.name)
        for key in (*own, *primary):
            known = self._by_key.get(key)
            if known is not None and (known.uid is not None or _can_be_one(listing, known)):
                return known
        found = [item for key in primary for item in self._by_alias.get(key, ())]
        for name in _further(listing):
            found += [self._by_key[key] for key in self._keys(listing, name) if key in self._by_key]
        candidates = {id(item): item for item in found if _can_be_one(listing, item)}
        return candidates.popitem()[1] if len(candidates) == 1 else None

    def _own_keys(self, listing: Listing) -> list[_Key]:
        """The authority's id, else the name: an entry bundled without the id that its list gives is found by name."""
        return self._keys(listing, listing.name) if listing.uid is None else [(listing.list_id, listing.uid)]

    def _keys(self, listing: Listing, name: str) -> list[_Key]:
        """A name by its words; of a person in any order, for one file says ``WANG Junzheng``, another the reverse."""
        forms = (name_form(reading, translit=self._translit).tokens for reading in readings(name))
        ordered = (sorted(tokens) if listing.kind is SubjectKind.PERSON else tokens for tokens in forms)
        return [(listing.list_id, tuple(tokens)) for tokens in ordered if tokens]

    def unused(self) -> Iterator[Listing]:
        """The bundled listings that no published one was found for."""
        return (listing for listing in self._extract if listing.key not in self._used)


def _further(listing: Listing) -> Iterator[str]:
    """The names of more than one word that identify it and are not its primary one."""
    for name in listing.names:
        if name.kind in {NameKind.STRONG_AKA, NameKind.FKA} and len(name.text.split()) > 1:
            yield name.text


def _can_be_one(listing: Listing, known: Listing) -> bool:
    kinds = {listing.kind, known.kind} - {SubjectKind.UNKNOWN}
    born, known_born = listing.birth_dates, known.birth_dates
    same_birth = not (born and known_born) or any(one.overlaps(other) for one in born for other in known_born)
    return len(kinds) < 2 and same_birth


def _weakened(name: Name, weak: set[str]) -> Name:
    """Some files do not say which aliases are weak: what the extract knows to be weak is weak there too."""
    if name.kind is NameKind.PRIMARY or name.text.casefold() not in weak:
        return name
    return name.model_copy(update={"kind": NameKind.WEAK_AKA})


def _acts(listing: Listing, known: Listing, published_on: date | None) -> tuple[Designation, ...]:
    """The extract's acts where they say when, and agree that the entry stands; then those that only the file has.

    The published entry becomes a further citation of each: of its own act, where both call it by one tag.
    """
    stands = all(
        act.delisted_on is None or published_on is None or published_on < act.delisted_on for act in known.designations
    )
    dated = all(act.listed_on is not None for act in known.designations)
    if not (stands and dated):
        return listing.designations
    return (
        *(_with_published(act, listing.designations) for act in known.designations),
        *_only_published(listing.designations, known.designations),
    )


def _with_published(act: Designation, published: tuple[Designation, ...]) -> Designation:
    same = tuple(item for item in published if item.program == act.program) or published
    known = {citation.reference for citation in act.citations}
    citations = tuple(citation for item in same for citation in item.citations if citation.reference not in known)
    return act.model_copy(
        update={
            "citations": (*act.citations, *dict.fromkeys(citations)),
            "licence_requirement": act.licence_requirement or same[0].licence_requirement,
            "review_policy": act.review_policy or same[0].review_policy,
            "footnotes": act.footnotes or same[0].footnotes,
        }
    )


def _only_published(published: tuple[Designation, ...], known: tuple[Designation, ...]) -> Iterator[Designation]:
    """Acts that came after the extract. Told only where its tags are those of the file: it may call acts otherwise."""
    tags = {act.program for act in known}
    if any(act.program in tags for act in published):
        yield from (act for act in published if act.program not in tags)
