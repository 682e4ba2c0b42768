"""The names that are asked, drawn with a fixed seed: ordinary ones, listed ones, and listed ones misspelt."""

from __future__ import annotations

import random
from dataclasses import dataclass
from string import ascii_lowercase

from lists import Inputs

from exposcreen.index.listing_index import ListingIndex
from exposcreen.model.vocabulary import SubjectKind

__all__ = ["Listed", "Sample", "draw"]

_SEED = 20251220
_LISTED = 1_000
_MISSPELT = 500
_SINGLES = (200, 150, 150)
"""How many ordinary companies, ordinary people and misspelt listed names make up the single queries."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A name on a list: ``text`` is what is asked, perhaps misspelt; ``listing`` is its place in the index."""

    text: str
    listing: int
    kind: SubjectKind


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that is asked.

    Attributes:
        batch: Names to screen in one go: ordinary companies where there are any, else misspelt listed names.
        single: A mixture of all sorts, to ask one by one; none of its companies is in ``batch``.
        listed: Published names.
        misspelt: Some of the same with a typo.
    """

    batch: tuple[str, ...]
    single: tuple[str, ...]
    listed: tuple[Listed, ...]
    misspelt: tuple[Listed, ...]


def draw(inputs: Inputs, index: ListingIndex) -> Sample:
    """Draw the names for one run: the same ones every time."""
    listed = _listed_names(index)
    misspelt = _with_a_typo(listed)[:_MISSPELT]
    typos = tuple(item.text for item in misspelt)
    if not inputs.companies:
        return Sample(typos, typos[: sum(_SINGLES)], listed, misspelt)
    companies, people, wrong = _SINGLES
    single = [*inputs.companies[:companies], *inputs.people[:people], *typos[:wrong]]
    random.Random(_SEED).shuffle(single)
    return Sample(inputs.companies[companies:], tuple(single), listed, misspelt)


def _listed_names(index: ListingIndex) -> tuple[Listed, ...]:
    """Published names, as published."""
    all_names = [(number, name) for number, listing in enumerate(index.listings) for name in listing.names]
    drawn = random.Random(_SEED).sample(all_names, min(_LISTED, len(all_names)))
    return tuple(Listed(name.text, number, index.listings[number].kind) for number, name in drawn)


def _with_a_typo(names: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """The same names, one letter of one word of five or more dropped, replaced, or swapped; without those that have no
    such word, or came out as they were.
    """
    dice = random.Random(_SEED)
    wrong = ((item, _misspelt(item.text, dice)) for item in names)
    return tuple(Listed(text, item.listing, item.kind) for item, text in wrong if text != item.text)


def _misspelt(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    long = [number for number, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return text
    number = dice.choice(long)
    word = words[number]
    at = dice.randrange(1, len(word) - 1)
    edited = dice.choice((word[at + 1 :], dice.choice(ascii_lowercase) + word[at + 1 :], _swapped(word, at)))
    return " ".join([*words[:number], word[:at] + edited, *words[number + 1 :]])


def _swapped(word: str, at: int) -> str:
    return word[at + 1] + word[at] + word[at + 2 :]
