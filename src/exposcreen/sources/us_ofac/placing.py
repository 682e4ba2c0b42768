"""On which lists an entry of the XML formats stands, and by which programs."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from exposcreen.errors import SourceFormatError
from exposcreen.resources import data_root, read_table
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.programs import Place, places, places_on

__all__ = ["agrees", "list_named", "places_of"]

_COLUMNS = ("name", "list_id", "source")


def _path() -> Path:
    return data_root() / "sources" / "us_ofac_list_names.csv"


@cache
def _names() -> dict[str, str]:
    return {row["name"]: row["list_id"] for _, row in read_table(_path(), _COLUMNS)}


def list_named(name: str, where: str) -> str:
    """The id of a list by OFAC's name for it; empty for the publication that carries the lists.

    Raises:
        SourceFormatError: The name is not known, so the legal effect of its entries is not either.
    """
    try:
        return _names()[name]
    except KeyError:
        raise SourceFormatError(
            f"{where}: {name!r} is not a list that is known, so it cannot be told what its entries mean: "
            f"add it to {_path()}"
        ) from None


def places_of(party: Party, read: Collection[str]) -> tuple[Place, ...]:
    """The lists on which an entry of the Consolidated file stands, each with its programs.

    Args:
        read: The lists that are read from the file: an entry that is on the SDN List too is not there for that.

    Raises:
        SourceFormatError: The file names no lists, and the programs do not tell.
    """
    named = [standing.list_id for standing in party.standings or ()]
    if not named and party.standings != ():
        return places(party.tags, party.remarks, party.where)
    found: list[Place] = []
    for list_id in named:
        if list_id in read:
            others = frozenset(named) - {list_id}
            found += places_on(list_id, party.tags or (list_id,), party.remarks, others)
    return tuple(found)


def agrees(party: Party, found: Collection[Place]) -> bool:
    """Whether the programs alone, as in the CSV files, tell the same lists."""
    if party.standings is None:
        return True
    try:
        told = places(party.tags, party.remarks, party.where)
    except SourceFormatError:
        return False
    return {place.list_id for place in told} == {place.list_id for place in found}
