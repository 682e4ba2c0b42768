"""A row of the Denied Persons List becomes a listing, column by column.

The list has no ids and does not say whether a row is a person or an organization. A person with several addresses is
several rows, with the same order behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing
from exposcreen.sources.american_days import american_day
from exposcreen.sources.cells import collapsed, row_sha256
from exposcreen.sources.facts import day_after, unique
from exposcreen.sources.federal_register import federal_register
from exposcreen.sources.us_trade_csl.names import names_in

__all__ = ["map_row"]

_LIST_ID = "us_bis_dpl"
_PROGRAM = "Denied Persons List"
_TITLE = "BIS Denied Persons List"
_ADDRESS = ("Street_Address", "City", "State", "Postal_Code", "Country")
_ORDERS = {"Y": ("standard denial order",), "N": ("non-standard denial order",)}


def map_row(row: Mapping[str, str], *, source: str, copy: int, published_on: date | None) -> Listing:
    """The listing of one row.

    Args:
        copy: How many rows with the very same fields stand before it.

    Raises:
        pydantic.ValidationError: The row has no name.
    """
    text = {column: collapsed(value) for column, value in row.items()}
    address = ", ".join(text[column] for column in _ADDRESS if text[column])
    notes: list[str] = []
    return Listing(
        list_id=_LIST_ID,
        source=source,
        names=names_in(text["Name"].rstrip(" ,;") or text["Name"]),
        designations=(_designation(text, notes, published_on),),
        countries=(text["Country"],) if text["Country"] else (),
        addresses=(address,) if address else (),
        note="; ".join(notes) or None,
        record=tuple(_record(row, copy)),
    )


def _designation(text: Mapping[str, str], notes: list[str], published_on: date | None) -> Designation:
    listed = _day(text, "Effective_Date", notes)
    last = _day(text, "Expiration_Date", notes)
    if listed and last and last < listed:
        notes.append(f"the order is published as ending on {last}, before it begins: its last day is not known")
        last = None
    order = _ORDERS.get(text["Standard_Order"].upper())
    if order is None and text["Standard_Order"]:
        notes.append(f"Standard_Order as published: {text['Standard_Order']}")
    return Designation(
        program=_PROGRAM,
        listed_on=listed,
        delisted_on=day_after(last) if last else None,
        measures=order or (),
        note=text["Action"] or None,
        citations=unique(federal_register(text["FR_Citation"])) or (_the_list(text["Name"], published_on),),
    )


def _the_list(name: str, published_on: date | None) -> Citation:
    return Citation(title=_TITLE, reference=_TITLE, locator=name, published_on=published_on)


def _day(text: Mapping[str, str], column: str, notes: list[str]) -> date | None:
    if not text[column]:
        return None
    found = american_day(text[column])
    if found is None:
        notes.append(f"{column} as published: {text[column]}")
    return found


def _record(row: Mapping[str, str], copy: int) -> Iterator[tuple[str, str]]:
    yield from ((column, value) for column, value in row.items() if value)
    yield row_sha256(row.values(), copy=copy)
