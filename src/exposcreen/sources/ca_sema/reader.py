"""The XML of the list: a flat record becomes fields under one name, whatever the year calls them.

The tags were renamed twice: ships came with ``EntityOrShip``, and since 2026 each tag is bilingual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exposcreen.errors import SourceFormatError
from exposcreen.sources.cells import collapsed
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import Published
from exposcreen.sources.xml import local_name, records

__all__ = ["FIELDS", "ROOT", "Row", "read_rows"]

ROOT = "data-set"
_RECORD = "record"

FIELDS = {
    "country": ("Country", "Country-Pays"),
    "last_name": ("LastName", "LastName-NomDeFamille"),
    "given_name": ("GivenName", "GivenName-Prenom"),
    "entity": ("Entity", "EntityOrShip", "EntityOrShip-EntiteOuNavire"),
    "title": ("Title", "TitleOrShip", "TitleOrShipType-TitreOuTypeDeNavire"),
    "imo": ("ShipIMONumber", "ShipIMONumber-NumeroOMIDuNavire"),
    "aliases": ("Aliases", "Aliases-Alias"),
    "born": (
        "DateOfBirth",
        "DateOfBirthOrShipBuildDate",
        "DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire",
    ),
    "schedule": ("Schedule", "Schedule-Annexe"),
    "item": ("Item", "Item-NumeroDarticle"),
    "listed_on": ("DateOfListing", "DateOfListing-DateDinscription"),
}
"""Each field with the tags that it has had."""

_FIELD_OF = {tag: field for field, tags in FIELDS.items() for tag in tags}


class Row(dict[str, str]):
    """The fields of one record that have a value, collapsed; those of ``FIELDS`` that have none are empty.

    Attributes:
        record: The published fields, verbatim.
        where: File and line, for errors.
    """

    def __init__(self, values: Mapping[str, str], record: tuple[tuple[str, str], ...], where: str) -> None:
        super().__init__(values)
        self.record = record
        self.where = where

    def __missing__(self, field: str) -> str:
        return ""


def read_rows(file: Published, info: SourceInfo) -> Iterator[Row]:
    """The records, in published order.

    Raises:
        SourceFormatError: The file is not this list, is cut, has an unknown field, or a record has one field twice.
    """
    for record in records(file, info, root=ROOT, at=(_RECORD,)):
        where = f"{file.name}: line {record.line}"
        values: dict[str, str] = {}
        published = []
        for element in record.element:
            tag, text = local_name(element), element.text or ""
            if not text.strip():
                continue
            field = _FIELD_OF[tag]
            if field in values:
                raise SourceFormatError(
                    f"{where}: {tag}: the record has this field twice, so one of two values would be lost: look at the "
                    f"record, or mend the reader"
                )
            values[field] = collapsed(text)
            published.append((tag, text))
        yield Row(values, tuple(published), where)
