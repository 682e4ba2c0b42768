"""The lists of the Consolidated Screening List by the text of its ``source`` column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exposcreen.errors import SourceFormatError
from exposcreen.resources import data_root, read_table

__all__ = ["CarriedList", "carried_list", "carried_lists"]

_COLUMNS = ("source_name", "list_id", "program", "title", "reference", "source")
_OFAC_REFERENCE = "OFAC uid"


@dataclass(frozen=True, slots=True)
class CarriedList:
    """One of the thirteen.

    Attributes:
        program: The tag of its entries where the row has none.
        reference: What to cite where the row has no Federal Register notice.
    """

    source_name: str
    list_id: str
    program: str
    title: str
    reference: str

    @property
    def is_ofac(self) -> bool:
        """Whether OFAC keeps it, so that ``entity_number`` is OFAC's uid."""
        return self.reference == _OFAC_REFERENCE


def _path() -> Path:
    return data_root() / "sources" / "us_trade_csl_lists.csv"


@cache
def carried_lists() -> dict[str, CarriedList]:
    """Every list by the text of the ``source`` column.

    Raises:
        DataError: The table breaks its schema.
    """
    found = {}
    for _, row in read_table(_path(), _COLUMNS):
        name = row["source_name"]
        found[name] = CarriedList(name, row["list_id"], row["program"], row["title"], row["reference"])
    return found


def carried_list(source_name: str, where: str) -> CarriedList:
    """The list that a row belongs to.

    Raises:
        SourceFormatError: The name is unknown, so the row's legal effect is too.
    """
    try:
        return carried_lists()[source_name]
    except KeyError:
        raise SourceFormatError(
            f"{where}: source: {source_name!r} is not a list that is known, so it cannot be told what the entry means: "
            f"add it to {_path()}"
        ) from None
