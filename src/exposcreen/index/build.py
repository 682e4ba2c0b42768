"""From listings to the compiled index: every name in every reading, every identifier, and who is the same party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exposcreen.identifiers import lookup_keys
from exposcreen.index.parties import parties
from exposcreen.index.tables import Postings, Tables, grouped
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.names.normalise import NameForm, name_form
from exposcreen.names.rarity import rarity
from exposcreen.names.variants import readings

__all__ = ["FORM_CLASSES", "NameRow", "compile_tables", "form_bits", "name_rows"]

FORM_CLASSES = ("limited", "stock", "company", "partnership", "foundation", "association", "state", "other")
"""Classes of legal forms, in the order of their bits. ``company`` says nothing against any other."""

_LEAST_NAMES = 20_000
"""Below this many names the lists say nothing about how ordinary a word is."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """One reading of one published name."""

    listing: int
    name: int
    person: bool
    form: NameForm


def form_bits(forms: frozenset[str]) -> int:
    """Legal-form classes as bits."""
    return sum(1 << FORM_CLASSES.index(form if form in FORM_CLASSES else "other") for form in forms)


def name_rows(listings: Sequence[Listing], translit: str) -> list[NameRow]:
    """Every reading of every name, in order."""
    rows = []
    for number, listing in enumerate(listings):
        person = listing.kind is SubjectKind.PERSON
        for position, name in enumerate(listing.names):
            forms: dict[tuple[tuple[str, ...], str], NameForm] = {}
            for text in readings(name.text):
                form = name_form(text, person=person, translit=translit)
                forms.setdefault((form.tokens, form.han), form)
            rows += [NameRow(number, position, person, form) for form in forms.values() if form.tokens]
    return rows


def compile_tables(listings: Sequence[Listing], translit: str = "unidecode") -> Tables:
    """Compile the index of these listings, which are known by their place in the sequence."""
    rows = name_rows(listings, translit)
    words = Postings.of(grouped((word, n) for n, row in enumerate(rows) for word in row.form.tokens))
    glued = Postings.of(grouped((key, n) for n, row in enumerate(rows) for key in _glued(row)))
    number_of = {word: n for n, word in enumerate(words.table.strings)}
    scale = 100_000 / max(len(rows), _LEAST_NAMES)
    frequency = Counter(word for row in rows for word in set(row.form.tokens))
    word_weight = [rarity(word, listed_per_100k=frequency[word] * scale) for word in words.table.strings]
    person_weight = [rarity(word, listed_per_100k=frequency[word] * scale, person=True) for word in words.table.strings]
    token_starts = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row.form.tokens) for row in rows], out=token_starts[1:])
    tokens = np.fromiter((number_of[word] for row in rows for word in row.form.tokens), dtype=np.int32)
    weights = [
        sum((person_weight if row.person else word_weight)[number_of[word]] for word in row.form.tokens) for row in rows
    ]
    return Tables(
        words=words,
        glued=glued,
        identifiers=Postings.of(grouped(_identifiers(listings))),
        named_parties=Postings.of(grouped((item.party, n) for n, item in enumerate(listings) if item.party)),
        token_starts=token_starts,
        tokens=tokens,
        han=_ints(glued.table.find(row.form.han) if row.form.han else -1 for row in rows),
        listing=_ints(row.listing for row in rows),
        name=_ints(row.name for row in rows),
        forms=_ints(form_bits(row.form.forms) for row in rows),
        person=np.fromiter((row.person for row in rows), dtype=np.bool_),
        weight=np.asarray(weights, dtype=np.float32),
        word_weight=np.asarray(word_weight, dtype=np.float32),
        person_weight=np.asarray(person_weight, dtype=np.float32),
        party=_ints(parties(listings, rows)),
    )


def _ints(values: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(values, dtype=np.int32)


def _glued(row: NameRow) -> set[str]:
    keys = {left + right for left, right in pairwise(row.form.tokens)}
    keys.add(row.form.compact)
    if row.form.han:
        keys.add(row.form.han)
    return keys


def _identifiers(listings: Sequence[Listing]) -> list[tuple[str, int]]:
    return [
        (key, number)
        for number, listing in enumerate(listings)
        for identifier in listing.identifiers
        for key in lookup_keys(identifier.scheme, identifier.value)
    ]
