"""Places: a place text to the territory that rules speak of, with the evidence; and country codes.

A territory is an ISO 3166 code (``CN-XJ``, ``CU``, ``GB``) or ``UA-CRIMEA``, ``UA-DNR``, ``UA-LNR``. The tables lie in
``data/territories`` and are read on first use. A place is where goods are made or a party sits: pass addresses, not the
names of companies, and pass the origin of raw material too, because a registered address proves little.
"""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.verdict import Location
from exposcreen.territories.countries import countries, country_code, same_country
from exposcreen.territories.deciding import Context, context, finer, plain
from exposcreen.territories.gazetteer import Gazetteer, gazetteer
from exposcreen.territories.reading import Reading, read

__all__ = ["country_code", "country_name", "locate", "same_country"]


def country_name(code: str) -> str | None:
    """The usual English name of a country by its two-letter code, or ``None`` for a code that is not one."""
    country = countries().get(code.upper())
    return country.name if country is not None else None


def _of_a_code(code: str, tables: Gazetteer) -> Location | None:
    territory = tables.codes.get(code.strip().upper())
    if territory is None:
        return None
    name = tables.territories[territory].name
    return Location(territory=territory, place=name, evidence=(f"'{code.strip()}' is the code of {name}",))


def _decide(reading: Reading, where: Context, tables: Gazetteer) -> Location | None:
    return finer(reading, where, tables) or plain(reading, where, tables)


def _in_context(readings: list[Reading], given: str | None) -> Iterator[tuple[Reading, Context]]:
    """Each reading with its country; one that names none takes the last that another names."""
    contexts = [context(reading, given) for reading in readings]
    named = next((where.named for where in reversed(contexts) if where.named is not None), None)
    for reading, where in zip(readings, contexts, strict=True):
        yield reading, where if where.known else Context(given, named, None)


def _severity(location: Location, tables: Gazetteer) -> tuple[bool, bool]:
    return location.territory in tables.territories, location.certain


def locate(text: str, *, country: str | None = None) -> Location | None:
    """The territory that a place text speaks of.

    Reads Latin, Chinese, Cyrillic and Arabic script, old and misspelt romanisations, postal codes, and territory
    codes. A name that only names a street (``Kashgar Road, London``) is no evidence. Of several addresses joined by
    semicolons, the one in a territory that rules speak of decides.

    Args:
        text: An address, a place, a region or a territory code.
        country: A code or a name, where the caller knows it; it corroborates or contradicts what the text says.

    Returns:
        The territory with one sentence for each piece of evidence; ``certain`` is false where places elsewhere bear the
        name or something contradicts it. ``None`` where nothing is recognised: that is no proof of anything.

    Raises:
        DataError: A table under ``data/territories`` breaks its schema.
    """
    tables = gazetteer()
    for code in (text, country or ""):
        if (location := _of_a_code(code, tables)) is not None and (code is text or len(code.strip()) > 2):
            return location
    given = country_code(country) if country else None
    said = country.strip() if country and len(country.strip()) > 3 else ""
    readings = [read(f"{part}, {said}", tables) for part in text.split(";") if part.strip()] or [read(said, tables)]
    found = [
        location for reading in _in_context(readings, given) if (location := _decide(*reading, tables)) is not None
    ]
    return max(found, key=lambda location: _severity(location, tables), default=None)
