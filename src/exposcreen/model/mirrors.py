"""Who else listed the same party, and when: a matrix of listings by authority."""

from __future__ import annotations

from typing import Literal

from exposcreen.model.citation import Citation
from exposcreen.model.dates import Day
from exposcreen.model.value import Value
from exposcreen.model.verdict import Coverage

__all__ = ["Mirror", "MirrorCell", "MirrorReport"]


class MirrorCell(Value):
    """What one list says of a party.

    Attributes:
        says: ``listed`` on the day asked; ``left`` where it was, and is not any more; ``possible`` where an entry is
            alike and nobody settled that it is the same party; ``not_found`` where a whole copy has no such entry;
            ``unknown`` where there is no whole copy to say so.
        keys: Of the entries: ``gb_sanctions:GHR0078``.
        listed_on: The first day on the list, where it is known.
        delisted_on: The first day no longer on it.
        programs: The tags of the acts.
        why: How the entries were tied together.
        confirmed: False where the days rest on a secondary source.
    """

    list_id: str
    says: Literal["listed", "left", "possible", "not_found", "unknown"]
    keys: tuple[str, ...] = ()
    listed_on: Day | None = None
    delisted_on: Day | None = None
    programs: tuple[str, ...] = ()
    why: str | None = None
    confirmed: bool = True
    citations: tuple[Citation, ...] = ()


class Mirror(Value):
    """One party, list by list."""

    name: str
    cells: tuple[MirrorCell, ...]


class MirrorReport(Value):
    """The parties of a list, or of a programme of it, and who else listed them.

    Attributes:
        list_id: The list that was asked about; it is the first column.
        program: Only entries under this programme; ``None`` for all.
        lists: The columns.
        as_of: The day of the question.
        coverage: How whole the copy of each column is.
    """

    list_id: str
    program: str | None
    as_of: Day
    lists: tuple[str, ...]
    mirrors: tuple[Mirror, ...]
    coverage: tuple[Coverage, ...]
