"""An ownership table: a million stakes in columns, looked up by party and by day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np

from exposcreen.ownership.parties import NAME, Names, Numbers
from exposcreen.ownership.stakes import Party, Stake, folded, folded_identifier

__all__ = ["NO_END", "Columns", "Held", "OwnershipTable"]

NO_END = 10_000_000
"""Later than any day's number."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Stakes in columns, one row a stake.

    Attributes:
        places: Decimal places: a share of one percent is ten to this power.
        low: The share, or the least it can be, in these units; -1 where unknown.
        ceiling: The most it can be; -1 where it is the share itself.
        begin: The number of the first day; 0 for always.
        end: The number of the first day on which it was so no longer.
        joint: The number of the arrangement; -1 for none.
    """

    places: int
    owner: np.ndarray
    owned: np.ndarray
    low: np.ndarray
    ceiling: np.ndarray
    control: np.ndarray
    indirect: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    joint: np.ndarray
    source: np.ndarray
    joints: tuple[str, ...]
    sources: tuple[str, ...]

    def rows(self, chosen: np.ndarray) -> Columns:
        """Some of the rows."""
        given = {item.name: getattr(self, item.name) for item in fields(self)}
        return Columns(
            **{name: value[chosen] if isinstance(value, np.ndarray) else value for name, value in given.items()}
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What one party holds in another on one day, all that is said of it taken together.

    Attributes:
        owner: The number of the owner.
        percent: The share, or the least it can be; ``None`` where unknown.
        ceiling: The most it can be, where that is more.
        source: Who says so, and for which days.
        since: The day from which all of it is said to be so; ``None`` where no day is said.
    """

    owner: int
    percent: Decimal | None
    ceiling: Decimal | None
    control: bool
    indirect: bool
    joint: str | None
    source: str
    since: date | None = None


class OwnershipTable:
    """Stakes, each with its days and its source. Immutable, picklable, and safe to share between threads.

    Made by ``build_table``; where no stake is given it is empty. Several tables become one with ``joined``.
    """

    def __init__(self, columns: Columns, names: Names, numbers: Numbers) -> None:
        order = np.argsort(columns.owned, kind="stable")
        self._columns = columns.rows(order)
        self._names = names
        self._numbers = numbers
        self._first = np.searchsorted(self._columns.owned, np.arange(len(names) + 1))

    def __len__(self) -> int:
        return len(self._columns.owned)

    def __repr__(self) -> str:
        return f"OwnershipTable({len(self):,} stakes of {len(self._names):,} parties)"

    @property
    def columns(self) -> Columns:
        """The stakes, those in one company together."""
        return self._columns

    @property
    def parties(self) -> Names:
        """Every party, by its number."""
        return self._names

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the stakes and the parties: what was used can be told again."""
        total = hashlib.sha256()
        for item in fields(self._columns):
            value = getattr(self._columns, item.name)
            total.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        for party in self._names:
            total.update(repr(party).encode())
        return total.hexdigest()

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the table should know: names that several parties bear."""
        several = [
            self._names[numbers[0]].label
            for (scheme, _), numbers in self._numbers.items()
            if scheme == NAME and len(numbers) > 1
        ]
        if not several:
            return ()
        named = ", ".join(several[:5]) + (" …" if len(several) > 5 else "")
        return (f"names that several parties of the table bear, who are kept apart ({len(several)}): {named}",)

    def find(self, name: str = "", identifiers: Iterable[tuple[str, str]] = ()) -> tuple[int, ...]:
        """The numbers of the parties that bear one of these identifiers, else of those that bear the name.

        One found by name only, and with another identifier of a scheme that is given here, is somebody else.
        """
        given = [(scheme.casefold(), folded_identifier(value)) for scheme, value in identifiers]
        keys = [key for scheme, value in given for key in ((scheme, value), ("", value))]
        found = dict.fromkeys(number for key in keys for number in self._numbers.get(key, ()))
        if found:
            return tuple(found)
        schemes = {scheme for scheme, _ in given}
        return tuple(
            number
            for number in self._numbers.get((NAME, folded(name) or name), ())
            if not schemes & {scheme.casefold() for scheme, _ in self._names[number].identifiers}
        )

    def owners(self, number: int, day: date) -> tuple[Held, ...]:
        """Who holds what in a party on a day."""
        at, ordinal = self._columns, day.toordinal()
        rows = range(int(self._first[number]), int(self._first[number + 1]))
        by_owner: dict[tuple[int, bool], list[int]] = {}
        for row in rows:
            if at.begin[row] <= ordinal < at.end[row] and at.owner[row] != number:
                by_owner.setdefault((int(at.owner[row]), bool(at.indirect[row])), []).append(row)
        return tuple(self._held(owner, indirect, found) for (owner, indirect), found in by_owner.items())

    def _held(self, owner: int, indirect: bool, rows: list[int]) -> Held:
        at = self._columns
        lows = [int(at.low[row]) for row in rows if at.low[row] >= 0]
        low, high = merged(lows, [int(at.ceiling[row]) for row in rows], 100 * 10**at.places)
        joints = [at.joints[at.joint[row]] for row in rows if at.joint[row] >= 0]
        said = "; ".join(dict.fromkeys(self._said(row) for row in rows))
        if len(set(lows)) > 1:
            shares = " and ".join(f"{self._percent(low)} %" for low in sorted(set(lows)))
            said += f" (which say {shares}: one is wrong, or they are several holdings)"
        return Held(
            owner=owner,
            percent=None if low is None else self._percent(low),
            ceiling=None if high is None else self._percent(high),
            control=any(bool(at.control[row]) for row in rows),
            since=_day(max(int(at.begin[row]) for row in rows)),
            indirect=indirect,
            joint=joints[0] if joints else None,
            source=said,
        )

    def _percent(self, units: int) -> Decimal:
        share = Decimal(units).scaleb(-self._columns.places)
        return share.quantize(Decimal(1)) if share == share.to_integral_value() else share.normalize()

    def _said(self, row: int) -> str:
        at = self._columns
        begin, end = int(at.begin[row]), int(at.end[row])
        days = [
            f"from {date.fromordinal(begin)}" if begin else "",
            f"to {date.fromordinal(end)}" if end < NO_END else "",
        ]
        return " ".join(part for part in (at.sources[at.source[row]] or "an ownership table", *days) if part)

    def stakes(self) -> Iterable[Stake]:
        """Every stake as it was given, but for the merging of parties."""
        at = self._columns
        for row in range(len(self)):
            begin, end = int(at.begin[row]), int(at.end[row])
            yield Stake(
                owner=self._names[at.owner[row]],
                owned=self._names[at.owned[row]],
                percent=None if at.low[row] < 0 else self._percent(int(at.low[row])),
                control=bool(at.control[row]),
                effective_from=_day(begin),
                effective_to=date.fromordinal(end) if end < NO_END else None,
                source=at.sources[at.source[row]],
                ceiling=None if at.ceiling[row] < 0 else self._percent(int(at.ceiling[row])),
                indirect=bool(at.indirect[row]),
                joint=at.joints[at.joint[row]] if at.joint[row] >= 0 else None,
            )

    def label(self, number: int) -> str:
        """What to call a party."""
        party = self._names[number]
        return party.label or "a party that is not named"

    def party(self, number: int) -> Party:
        """A party by its number."""
        return self._names[number]


def merged(lows: list[int], ceilings: list[int], whole: int) -> tuple[int | None, int | None]:
    """What several statements about one holding come to: what all of them grant, and what they can add up to.

    The same share said twice is one holding. Shares that differ may be a correction, or two holdings: the least of
    them is sure, and their sum possible.
    """
    if not lows:
        highest = [ceiling for ceiling in ceilings if ceiling >= 0]
        return None, max(highest, default=None)
    low = min(lows)
    high = max((ceiling for ceiling in ceilings if ceiling >= 0), default=low)
    if len(set(lows)) > 1:
        high = max(high, min(sum(set(lows)), whole))
    return low, (high if high > low else None)


def _day(ordinal: int) -> date | None:
    """The first day of a stake; ``None`` where it has always been so as far as is known."""
    return date.fromordinal(ordinal) if ordinal else None
