"""What is known of each list, apart from its entries: ``data/lists/<list_id>.toml``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from exposcreen.errors import DataError
from exposcreen.model.dates import Day
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import Jurisdiction
from exposcreen.resources import data_root, read_toml, validated

__all__ = ["ExtractInfo", "ListInfo", "read_lists"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Count = Annotated[int, Field(gt=0)]
_Fact = Literal["aliases", "addresses", "countries", "identifiers", "birth_dates", "listed_on"]
_Share = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class ExtractInfo(Value):
    """What the bundled extract holds of a list.

    Attributes:
        status: ``complete`` when it holds every entry of ``published_on``, else ``partial``.
        published_on: The day whose list the facts describe.
        superseded_on: From when the publisher is known to have changed the list, without the change being known.
        listings: How many entries of the list are bundled.
        source: Which copy of the list was read.
        note: What is left out, or to be known before relying on it.
    """

    status: Literal["complete", "partial"]
    published_on: Day
    superseded_on: Day | None = None
    listings: _Count
    source: _Text
    note: _Text | None = None


class ListInfo(Value):
    """A list as the law knows it.

    Attributes:
        list_id: The name of its file: ``us_ofac_sdn``.
        title: In full.
        short: As people say it: ``NS-CMIC``.
        authority: The law under which it is kept.
        jurisdiction: Whose law that is.
        publisher: Who keeps it.
        urls: Where it is published, the best first.
        licence: Under which terms.
        formats: How it is published: ``csv``, ``xml``, ``html``, ``pdf`` …
        max_age_days: Days after publication for which a copy still counts as current.
        min_records: Fewer entries than this make a full file suspicious; ``None`` where no floor is known.
        min_names_per_record: Fewer names than this, for each entry on average and aliases included, make a full file
            suspicious, because its aliases may be cut; ``None`` where no floor is known.
        min_fill: By fact (``aliases``, ``addresses``, ``birth_dates`` …), the least share of entries that
            have it; of persons for birth dates. Less in a full file is suspicious, because a part of it may be cut.
        order: Its place among the lists, the most consequential first.
        extract: What is bundled; ``None`` where nothing is.
    """

    list_id: _Text
    title: _Text
    short: _Text
    authority: _Text
    jurisdiction: Jurisdiction
    publisher: _Text
    urls: Annotated[tuple[_Text, ...], Field(min_length=1)]
    licence: _Text
    formats: Annotated[tuple[_Text, ...], Field(min_length=1)]
    max_age_days: _Count
    min_records: _Count | None = None
    min_names_per_record: _Share | None = None
    min_fill: Mapping[_Fact, _Share] = {}
    order: _Count
    extract: ExtractInfo | None = None


@cache
def _read(root: Path) -> tuple[ListInfo, ...]:
    found = [
        validated(ListInfo, {"list_id": path.stem, **read_toml(path)}, path)
        for path in sorted((root / "lists").glob("*.toml"))
    ]
    if not found:
        raise DataError(f"{root / 'lists'}: no list is described there, so nothing can be screened: restore the files")
    places: dict[int, str] = {}
    for info in found:
        if (other := places.setdefault(info.order, info.list_id)) != info.list_id:
            raise DataError(
                f"{root / 'lists' / info.list_id}.toml: order: {info.order} is the place of {other} already, "
                f"so the two cannot be sorted: give it a place of its own"
            )
    return tuple(sorted(found, key=lambda info: info.order))


def read_lists(root: Path | None = None) -> dict[str, ListInfo]:
    """Every list by its id, in the order in which lists are shown.

    Args:
        root: The folder with ``lists/``; the shipped ``data/`` when left out.

    Raises:
        DataError: A file breaks the schema, or two lists have one place.
    """
    return {info.list_id: info for info in _read(root or data_root())}
