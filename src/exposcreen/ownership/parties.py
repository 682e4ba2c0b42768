"""Which parties of a table are the same: by any identifier, and by name where one alone bears it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from exposcreen.model.vocabulary import SubjectKind
from exposcreen.ownership.stakes import Party, folded, folded_identifier

__all__ = ["NAME", "Names", "Numbers", "Registry"]

Names = tuple[Party, ...]
"""Every party, by its number."""

Numbers = dict[tuple[str, str], tuple[int, ...]]
"""The numbers of the parties that bear an identifier, or a name (its scheme is ``name``)."""

NAME = "name"
"""The scheme under which names are found: no identifier is called so."""


class Registry:
    """Numbers parties as they come, joins those that are found to be the same, and renumbers in the end."""

    def __init__(self) -> None:
        self._parent: list[int] = []
        self._names: list[dict[str, None]] = []
        self._identifiers: list[dict[tuple[str, str], None]] = []
        self._by_name: dict[str, int] = {}
        self._by_identifier: dict[tuple[str, str], int] = {}
        self._seen: dict[Party | str, int] = {}
        self._order: list[int] = []
        self._unnamed: set[int] = set()
        self._described: dict[int, Party] = {}

    def number(self, party: Party | str) -> int:
        """The number of a party, for now."""
        if isinstance(party, Party) and party.unnamed and not party.identifiers:
            return self._place(party)
        known = self._seen.get(party)
        if known is None:
            known = self._seen[party] = self._place(Party.of(party))
        return known

    def _place(self, party: Party) -> int:
        keys = [(scheme.casefold(), folded_identifier(value)) for scheme, value in party.identifiers if value.strip()]
        if keys:
            numbers = [self._by_identifier[key] for key in keys if key in self._by_identifier]
            number = numbers[0] if numbers else self._new()
            for other in numbers[1:]:
                self._join(number, other)
        elif party.unnamed:
            number = self._new()
        else:
            name = folded(party.name) or party.name
            number = self._by_name.setdefault(name, -1)
            if number < 0:
                number = self._by_name[name] = self._new()
        for key, pair in zip(keys, party.identifiers, strict=False):
            self._by_identifier.setdefault(key, number)
            self._identifiers[number][pair] = None
        for name in (party.name, *party.aliases):
            if name:
                self._names[number][name] = None
        if party.unnamed:
            self._unnamed.add(number)
        if party.birth_date or party.country or party.kind is not SubjectKind.UNKNOWN:
            self._described.setdefault(number, party)
        return number

    def _new(self) -> int:
        self._parent.append(len(self._parent))
        self._names.append({})
        self._identifiers.append({})
        return len(self._parent) - 1

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first

    def settle(self) -> list[int]:
        """Join those who are only named with the one who bears their name; the final number of each number."""
        bearers = self._bearers()
        for name, number in self._by_name.items():
            others = bearers.get(name, set())
            if len(others) == 1:
                self._join(number, others.pop())
        final: dict[int, int] = {}
        self._order = [final.setdefault(self._root(number), len(final)) for number in range(len(self._parent))]
        return self._order

    def _bearers(self) -> dict[str, set[int]]:
        """The parties with identifiers that bear each name that others bear alone."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, identifiers in enumerate(self._identifiers):
            if identifiers and number not in self._unnamed:
                for name in self._names[number]:
                    found[folded(name) or name].add(self._root(number))
        return found

    def names(self) -> Names:
        """Every party with all its names and identifiers."""
        total = max(self._order, default=-1) + 1
        names: list[dict[str, None]] = [{} for _ in range(total)]
        identifiers: list[dict[tuple[str, str], None]] = [{} for _ in range(total)]
        for number, final in enumerate(self._order):
            names[final] |= self._names[number]
            identifiers[final] |= self._identifiers[number]
        unnamed = {self._order[number] for number in self._unnamed}
        described = {self._order[number]: party for number, party in reversed(self._described.items())}
        nobody = Party()
        return tuple(
            replace(
                described.get(number, nobody),
                name=next(iter(known), ""),
                identifiers=tuple(pairs),
                aliases=tuple(known)[1:],
                unnamed=number in unnamed,
            )
            for number, (known, pairs) in enumerate(zip(names, identifiers, strict=True))
        )

    def numbers(self) -> Numbers:
        """What finds a party: identifiers, and all its names."""
        found: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        for (scheme, value), number in self._by_identifier.items():
            found[scheme, value][self._order[number]] = None
        for number, names in enumerate(self._names):
            for name in names if number not in self._unnamed else ():
                found[NAME, folded(name) or name][self._order[number]] = None
        return {key: tuple(numbers) for key, numbers in found.items()}
