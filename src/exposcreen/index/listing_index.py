"""Listings and the compiled tables over them: from a name or an identifier to the few listings worth comparing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from exposcreen.identifiers import lookup_keys
from exposcreen.index.fuzzy import SHORTENED, SPELT_OUT, FuzzyWords
from exposcreen.index.tables import Tables
from exposcreen.model.listing import Listing
from exposcreen.names.normalise import NameForm
from exposcreen.names.rarity import DISTINCTIVE, rarity
from exposcreen.names.vocabulary import vocabulary

__all__ = ["IndexedName", "ListingIndex"]

_MOST = 150
_EVERYDAY = 1_000
_SLIP = 0.05
_ORDINARY = 0.12
"""Words below this weight are looked up as they stand, without a search for their misspellings."""


@dataclass(frozen=True, slots=True)
class IndexedName:
    """One reading of one name of one listing, ready to compare."""

    row: int
    listing: int
    name: int
    person: bool
    tokens: tuple[str, ...]
    weights: tuple[float, ...]
    forms: int
    han: str


@cache
def _everyday() -> FuzzyWords:
    """Words that every other company has, and those of legal forms."""
    known = vocabulary()
    forms = {word for form in known.forms for word in form if len(word) >= SPELT_OUT}
    return FuzzyWords(sorted(forms | {word for word, count in known.ordinary.items() if count >= _EVERYDAY}))


@lru_cache(maxsize=50_000)
def _misspelt(word: str) -> float:
    """The weight of a word that is an everyday one but for a letter; 1 for any other: a slip does not make it rare."""
    if len(word) < SPELT_OUT or word in vocabulary().ordinary:
        return 1.0
    return _SLIP if _everyday().near(word) else 1.0


class ListingIndex:
    """Searches listings. Safe to share between threads: nothing in it changes but caches.

    Args:
        listings: The listings, in the order in which the tables know them. May load them as they are asked for.
        tables: The compiled tables.
        translit: The transliterator that the tables were compiled with.
    """

    def __init__(self, listings: Sequence[Listing], tables: Tables, translit: str = "unidecode") -> None:
        self.listings = listings
        self.tables = tables
        self.translit = translit

    def by_identifier(self, scheme: str, value: str) -> list[int]:
        """The listings that bear this identifier."""
        found: list[int] = self.tables.identifiers.of_text(lookup_keys(scheme, value)[0]).tolist()
        return found

    def of_party(self, party: str) -> list[int]:
        """The listings of a curated party."""
        found: list[int] = self.tables.named_parties.of_text(party).tolist()
        return found

    def same_party(self, listing: int) -> list[int]:
        """The other listings of the same party."""
        rows = self._members.get(int(self.tables.party[listing]), ())
        return [number for number in rows if number != listing]

    @cached_property
    def _members(self) -> dict[int, list[int]]:
        members: dict[int, list[int]] = {}
        for number, party in enumerate(self.tables.party.tolist()):
            members.setdefault(party, []).append(number)
        return {party: numbers for party, numbers in members.items() if len(numbers) > 1}

    @cached_property
    def _fuzzy(self) -> FuzzyWords:
        return FuzzyWords(self.tables.words.table.strings)

    def indexed(self, row: int) -> IndexedName:
        """A name row, ready to compare."""
        tables = self.tables
        numbers = tables.tokens[tables.token_starts[row] : tables.token_starts[row + 1]]
        person = bool(tables.person[row])
        weights = (tables.person_weight if person else tables.word_weight)[numbers]
        strings = tables.words.table.strings
        han = int(tables.han[row])
        return IndexedName(
            row=row,
            listing=int(tables.listing[row]),
            name=int(tables.name[row]),
            person=person,
            tokens=tuple(strings[number] for number in numbers.tolist()),
            weights=tuple(weights.tolist()),
            forms=int(tables.forms[row]),
            han=tables.glued.table.strings[han] if han >= 0 else "",
        )

    def weight(self, word: str, *, person: bool) -> float:
        """How much a word says, here: among ordinary names and among the listed ones."""
        number = self.tables.words.table.find(word)
        if number < 0:
            return min(rarity(word, person=person), 1.0 if person else _misspelt(word))
        return float((self.tables.person_weight if person else self.tables.word_weight)[number])

    def candidates(self, form: NameForm, *, person: bool) -> list[int]:
        """The name rows worth comparing with a name, the likeliest first.

        Args:
            form: The name asked.
            person: Whether it is read as a person's name: rows of persons are returned, else the others.
        """
        tables = self.tables
        rows, hits = self._hits(form.tokens, person=person)
        gained = np.bincount(rows, weights=hits, minlength=len(tables.listing)) if len(rows) else None
        chosen: list[int] = []
        if gained is not None:
            asked = sum(self.weight(word, person=person) for word in form.tokens) or 1.0
            live = np.flatnonzero((gained > 0) & (tables.person == person))
            got = gained[live]
            share = np.minimum(got / asked, 1.0) + np.minimum(got / tables.weight[live], 1.0)
            keep = (share >= 1.0) | (got >= DISTINCTIVE * 0.75)
            live, share = live[keep], share[keep]
            chosen = live[np.argsort(-share, kind="stable")[:_MOST]].tolist()
        keys = self._keys(form)
        extra = [row for table in (tables.glued, tables.words) for key in keys for row in table.of_text(key).tolist()]
        return list(dict.fromkeys([*(row for row in extra if bool(tables.person[row]) == person), *chosen]))

    def whole(self, form: NameForm, *, person: bool) -> list[int]:
        """The name rows that are this name, written as one word."""
        keys = [form.compact, form.han] if form.han else [form.compact]
        rows = [row for key in keys for row in self.tables.glued.of_text(key).tolist()]
        return [row for row in dict.fromkeys(rows) if bool(self.tables.person[row]) == person]

    def _hits(self, tokens: Iterable[str], *, person: bool) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        tables = self.tables
        rows: list[NDArray[np.int32]] = []
        values: list[NDArray[np.float64]] = []
        weights = tables.person_weight if person else tables.word_weight
        for word in dict.fromkeys(tokens):
            for number, likeness in self._alike(word, person=person):
                posting = tables.words.at(number)
                rows.append(posting)
                values.append(np.full(len(posting), float(weights[number]) * likeness))
            joined = tables.glued.of_text(word)
            rows.append(joined)
            values.append(np.full(len(joined), self.weight(word, person=person)))
        if not rows:
            return np.zeros(0, dtype=np.int32), np.zeros(0)
        return np.concatenate(rows), np.concatenate(values)

    def _alike(self, word: str, *, person: bool) -> Iterable[tuple[int, float]]:
        number = self.tables.words.table.find(word)
        if number >= 0 and self.weight(word, person=person) < _ORDINARY:
            return [(number, 1.0)]
        near = self._fuzzy.near(word)
        return near if person else [*near, *((cut, SHORTENED) for cut in self._begun(word))]

    def _begun(self, word: str) -> list[int]:
        """Words that begin with this one, or with which it begins: systems cut names at 34 characters."""
        if len(word) < SPELT_OUT or word.isdigit():
            return []
        strings = self.tables.words.table.strings
        first = bisect_right(strings, word)
        longer = takewhile(lambda at: strings[at].startswith(word), range(first, min(first + _MOST, len(strings))))
        shorter = (self.tables.words.table.find(word[:length]) for length in range(SPELT_OUT, len(word)))
        return [*longer, *(at for at in shorter if at >= 0)]

    @staticmethod
    def _keys(form: NameForm) -> list[str]:
        """The ways to look a name up as one string: whole, in pairs, by any run of four or more Chinese characters."""
        tokens = form.tokens
        keys = [form.compact, *(left + right for left, right in pairwise(tokens))]
        han = form.han
        if han:
            keys.append(han)
            spans = ((i, j) for i in range(len(han)) for j in range(i + 4, len(han) + 1)) if len(han) <= 60 else ()
            keys += [han[i:j] for i, j in spans]
        return keys
