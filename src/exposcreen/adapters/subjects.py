"""Rows as counterparties, holdings and sites."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from exposcreen.adapters.columns import COUNTERPARTIES, HOLDINGS, SITES
from exposcreen.adapters.reading import Cells, Reading, open_reading
from exposcreen.adapters.values import instrument_of, kind_of, number_of, tier_of
from exposcreen.errors import InputError
from exposcreen.identifiers import validate
from exposcreen.model.dates import PartialDate
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.vocabulary import Instrument, SubjectKind

__all__ = ["checked_identifier", "read_counterparties", "read_holdings", "read_sites", "refusal"]

_CLEANED = frozenset({"isin", "lei", "cusip", "sedol", "figi"})


def read_counterparties(path: str | Path) -> Reading[Counterparty]:
    """Read parties to deal with: a column of names, and whatever else is known of them.

    Args:
        path: CSV, TSV or semicolon-separated, in UTF-8, with the names of the columns in its first line.

    Returns:
        The rows, one by one: each a ``Counterparty``, or the ``InputError`` that says what to mend in it.

    Raises:
        InputError: The file is not there, is not what it says, or has no column of names.
    """
    return open_reading(path, COUNTERPARTIES, _counterparty)


def read_holdings(path: str | Path) -> Reading[Holding]:
    """Read positions in securities: a name, or an identifier, and what the position is worth.

    ``market_value`` is in ``currency`` or in the currency that its heading names; ``weight`` is in percent.

    Args:
        path: As for ``read_counterparties``.

    Returns:
        The rows, one by one: each a ``Holding`` or an ``InputError``.

    Raises:
        InputError: The file is not there, is not what it says, or has no column that names a security.
    """
    return open_reading(path, HOLDINGS, _holding)


def read_sites(path: str | Path) -> Reading[Site]:
    """Read places of a supply chain: a supplier, where it is, what it makes and from what.

    Args:
        path: As for ``read_counterparties``.

    Returns:
        The rows, one by one: each a ``Site`` or an ``InputError``.

    Raises:
        InputError: The file is not there, is not what it says, or has no column that names a supplier or a place.
    """
    return open_reading(path, SITES, _site)


def checked_identifier(scheme: str, value: str) -> str:
    """An identifier that is one as far as its form tells: a mistyped one would match nothing, and silently.

    Args:
        scheme: Of a security or an LEI, it comes back in its clean form; of any other, as it was written.
        value: The identifier.

    Raises:
        InputError: It is not an identifier of that scheme.
    """
    clean = validate(scheme, value)
    return clean if scheme in _CLEANED else value.strip()


def refusal(where: str, error: ValidationError) -> InputError:
    """What a model found wrong with a subject that came from no file, in one sentence.

    Args:
        where: What was given, to begin the sentence.
        error: What the model said.
    """
    found = []
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        field = ".".join(str(part) for part in item["loc"])
        found.append(f"{field} {item['msg'].removeprefix('Value error, ')}".strip())
    return InputError(f"{where}: {'; '.join(found)}")


def _counterparty(row: Cells) -> Counterparty:
    address = _address(row, row.text("region"))
    return Counterparty(
        name=row.text("name"),
        aliases=row.several("aliases"),
        kind=row.value("kind", kind_of) or SubjectKind.UNKNOWN,
        country=row.text("country") or None,
        addresses=(address,) if address else (),
        identifiers=_identifiers(row),
        birth_date=row.value("birth_date", PartialDate.parse),
    )


def _holding(row: Cells) -> Holding:
    return Holding(
        name=row.text("name") or None,
        isin=_checked(row, "isin", "isin"),
        cusip=_checked(row, "cusip", "cusip"),
        sedol=_checked(row, "sedol", "sedol"),
        figi=_checked(row, "figi", "figi"),
        lei=_checked(row, "lei", "lei"),
        ticker=row.text("ticker") or None,
        mic=row.text("mic") or None,
        instrument=row.value("instrument", instrument_of) or Instrument.UNKNOWN,
        quantity=_number(row, "quantity"),
        market_value=_number(row, "market_value"),
        currency=row.text("currency") or row.layout.currency or None,
        weight=_number(row, "weight"),
    )


def _site(row: Cells) -> Site:
    return Site(
        name=row.text("name") or None,
        address=_address(row, "") or None,
        country=row.text("country") or None,
        region=row.text("region") or None,
        products=row.several("products"),
        inputs=row.several("inputs"),
        tier=row.value("tier", tier_of),
        identifiers=_identifiers(row),
    )


def _address(row: Cells, region: str) -> str:
    parts = (row.text("street"), row.text("street2"), row.text("city"), region, row.text("postal_code"))
    return ", ".join(part for part in parts if part)


def _identifiers(row: Cells) -> dict[str, str]:
    fields = [field for field in row.layout.positions if field.startswith("id.")]
    found = {field.removeprefix("id."): _checked(row, field, field.removeprefix("id.")) for field in fields}
    return {scheme: value for scheme, value in found.items() if value}


def _checked(row: Cells, field: str, scheme: str) -> str | None:
    return row.value(field, lambda text: checked_identifier(scheme, text))


def _number(row: Cells, field: str) -> Decimal | None:
    return row.value(field, lambda text: number_of(text, decimal_comma=row.decimal_comma))
