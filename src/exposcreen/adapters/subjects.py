"""Rows as counterparties, holdings and sites."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pydantic import ValidationError

from exposcreen.adapters.columns import COUNTERPARTIES, HOLDINGS, SITES
from exposcreen.adapters.content import Source
from exposcreen.adapters.reading import Cells, Reading, open_reading
from exposcreen.adapters.values import instrument_of, kind_of, tier_of
from exposcreen.errors import InputError
from exposcreen.identifiers import validate
from exposcreen.model.dates import PartialDate
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.vocabulary import Instrument, SubjectKind

__all__ = ["checked_birth_date", "checked_identifier", "read_counterparties", "read_holdings", "read_sites", "refusal"]

_CLEANED = frozenset({"isin", "lei", "cusip", "sedol", "figi"})

Published = Callable[[str, str], bool]
"""Whether a list carries an identifier of this scheme and value."""


def _never(_scheme: str, _value: str) -> bool:
    return False


def read_counterparties(
    source: Source, *, is_published: Published = _never, as_of: date | None = None
) -> Reading[Counterparty]:
    """Read parties to deal with: a column of names, and whatever else is known of them.

    Args:
        source: CSV, TSV or semicolon-separated, in UTF-8, with the names of the columns in its first line: a path, or
            an open stream of bytes.
        is_published: Whether a list carries an identifier: such a one is taken even where its check digit is wrong.
        as_of: The legal date of the question: a birth date after it is refused. Not checked when left out.

    Returns:
        The rows, one by one: each a ``Counterparty``, or the ``InputError`` that says what to mend in it.

    Raises:
        InputError: The file is not there, is not what it says, or has no column of names.
    """
    return open_reading(source, COUNTERPARTIES, lambda row: _counterparty(row, is_published, as_of))


def read_holdings(source: Source, *, is_published: Published = _never) -> Reading[Holding]:
    """Read positions in securities: a name, or an identifier, and what the position is worth.

    ``market_value`` is in ``currency`` or in the currency that its heading names; ``weight`` is in percent. Both may
    be negative, as those of a short position are; they are summed as they stand, and change no outcome.

    Args:
        source: As for ``read_counterparties``.
        is_published: As for ``read_counterparties``.

    Returns:
        The rows, one by one: each a ``Holding`` or an ``InputError``.

    Raises:
        InputError: The file is not there, is not what it says, or has no column that names a security.
    """
    return open_reading(source, HOLDINGS, lambda row: _holding(row, is_published))


def read_sites(source: Source, *, is_published: Published = _never) -> Reading[Site]:
    """Read places of a supply chain: a supplier, where it is, what it makes and from what.

    Args:
        source: As for ``read_counterparties``.
        is_published: As for ``read_counterparties``.

    Returns:
        The rows, one by one: each a ``Site`` or an ``InputError``.

    Raises:
        InputError: The file is not there, is not what it says, or has no column that names a supplier or a place.
    """
    return open_reading(source, SITES, lambda row: _site(row, is_published))


def checked_identifier(scheme: str, value: str, is_published: Published = _never) -> str:
    """An identifier that is one as far as its form tells: a mistyped one would match nothing, and silently.

    Args:
        scheme: Of a security or an LEI, it comes back in its clean form; of any other, as it was written.
        value: The identifier.
        is_published: Whether a list carries it: one that a list publishes is taken, whatever its check digit.

    Raises:
        InputError: It is not an identifier of that scheme.
    """
    try:
        clean = validate(scheme, value)
    except InputError:
        if is_published(scheme, value):
            return value.strip()
        raise
    return clean if scheme in _CLEANED else value.strip()


def checked_birth_date(text: str, as_of: date | None) -> PartialDate:
    """A birth date on or before the day of the question: a later one is a slip, and would hide a match.

    Args:
        text: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
        as_of: The legal date of the question; not checked when ``None``.

    Raises:
        ValueError: It is no date, or all of it lies after that day.
    """
    born = PartialDate.parse(text)
    if as_of is not None and born.earliest > as_of:
        raise ValueError(f"{str(born)!r} lies after the day of the question, {as_of}: a wrong one would hide a match")
    return born


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


def _counterparty(row: Cells, is_published: Published, as_of: date | None) -> Counterparty:
    address = _address(row, row.text("region"))
    return Counterparty(
        name=row.text("name"),
        aliases=row.several("aliases"),
        kind=row.value("kind", kind_of) or SubjectKind.UNKNOWN,
        country=row.text("country") or None,
        addresses=(address,) if address else (),
        identifiers=_identifiers(row, is_published),
        birth_date=row.value("birth_date", lambda text: checked_birth_date(text, as_of)),
    )


def _holding(row: Cells, is_published: Published) -> Holding:
    return Holding(
        name=row.text("name") or None,
        isin=_checked(row, "isin", "isin", is_published),
        cusip=_checked(row, "cusip", "cusip", is_published),
        sedol=_checked(row, "sedol", "sedol", is_published),
        figi=_checked(row, "figi", "figi", is_published),
        lei=_checked(row, "lei", "lei", is_published),
        ticker=row.text("ticker") or None,
        mic=row.text("mic") or None,
        instrument=row.value("instrument", instrument_of) or Instrument.UNKNOWN,
        quantity=row.number("quantity"),
        market_value=row.number("market_value"),
        currency=row.text("currency") or row.layout.currency or None,
        weight=row.number("weight"),
    )


def _site(row: Cells, is_published: Published) -> Site:
    return Site(
        name=row.text("name") or None,
        address=_address(row, "") or None,
        country=row.text("country") or None,
        region=row.text("region") or None,
        products=row.several("products"),
        inputs=row.several("inputs"),
        tier=row.value("tier", tier_of),
        identifiers=_identifiers(row, is_published),
    )


def _address(row: Cells, region: str) -> str:
    parts = (row.text("street"), row.text("street2"), row.text("city"), region, row.text("postal_code"))
    return ", ".join(part for part in parts if part)


def _identifiers(row: Cells, is_published: Published) -> dict[str, str]:
    fields = [field for field in row.layout.positions if field.startswith("id.")]
    found = {
        field.removeprefix("id."): _checked(row, field, field.removeprefix("id."), is_published) for field in fields
    }
    return {scheme: value for scheme, value in found.items() if value}


def _checked(row: Cells, field: str, scheme: str, is_published: Published) -> str | None:
    return row.value(field, lambda text: checked_identifier(scheme, text, is_published))
