"""What both files of the Consolidated Screening List need: a party that repeats another is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.source import Tell

__all__ = ["each_once", "refusing"]


@contextmanager
def refusing(where: str) -> Iterator[None]:
    """Say where the party stands whose fields cannot be a listing.

    Raises:
        SourceFormatError: In place of the model's own error.
    """
    try:
        yield
    except ValidationError as error:
        raise SourceFormatError(f"{where}: {problems(error)}: look at the row, or mend the reader") from error


def each_once(listings: Iterable[tuple[str, Listing]], role: str, tell: Tell) -> Iterator[Listing]:
    """The listings, each with its place; one that repeats another of the same list and id is dropped.

    Raises:
        SourceFormatError: One id stands for two different entries.
    """
    seen: dict[tuple[str, str], Listing] = {}
    repeated = 0
    for where, listing in listings:
        if listing.uid is not None:
            first = seen.setdefault((listing.list_id, listing.uid), listing)
            if first is not listing:
                _same(first, listing, where)
                repeated += 1
                continue
        yield listing
    if repeated:
        tell(f"{role}: {repeated} rows repeat another of the same list and id, and are read once")


def _same(first: Listing, second: Listing, where: str) -> None:
    if first.model_copy(update={"record": ()}) != second.model_copy(update={"record": ()}):
        raise SourceFormatError(
            f"{where}: entity_number: {second.uid} stands for two different entries of {second.list_id}, so one would "
            f"be lost: look at the rows"
        )
