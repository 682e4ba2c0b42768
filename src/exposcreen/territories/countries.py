"""Countries: ISO 3166-1 codes from codes, names and the spellings of the lists (``data/territories/countries.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from exposcreen.errors import DataError
from exposcreen.resources import data_root, read_table
from exposcreen.territories.text import is_hanzi, simplified, tokenise

__all__ = ["Country", "countries", "country_code", "same_country"]

_COLUMNS = ("alpha2", "alpha3", "name", "variants")
_SILENT = frozenset({"the", "and"})
_FINER = frozenset({"HK", "MO", "TW"})
_SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,6}")
_SEPARATORS = re.compile(r"[/(),;，；（）]")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1, or Kosovo under its user-assigned code.

    Attributes:
        variants: Other spellings, in any script.
    """

    alpha2: str
    alpha3: str
    name: str
    variants: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by its two-letter code.

    Raises:
        DataError: The table is not there, breaks its schema, or has a code twice.
    """
    path = data_root() / "territories" / "countries.csv"
    found: dict[str, Country] = {}
    for line, row in read_table(path, _COLUMNS):
        alpha2, alpha3, name = row["alpha2"], row["alpha3"], row["name"]
        if not (re.fullmatch("[A-Z]{2}", alpha2) and re.fullmatch("[A-Z]{3}", alpha3) and name):
            raise DataError(f"{path}: line {line}: a country needs a two-letter code, a three-letter code and a name")
        if alpha2 in found:
            raise DataError(f"{path}: line {line}: {alpha2} stands twice: join the two lines")
        variants = tuple(variant for part in row["variants"].split(";") if (variant := part.strip()))
        found[alpha2] = Country(alpha2, alpha3, name, variants)
    return found


def _key(words: Iterable[str]) -> str:
    return "".join("saint" if word == "st" else word for word in words if word not in _SILENT)


def _text_key(text: str) -> str:
    return simplified(text) if is_hanzi(text[0]) else _key(token.folded for token in tokenise(text))


@cache
def _codes() -> dict[str, str]:
    """Comparable spelling to two-letter code."""
    codes = {"uk": "GB"}
    for country in countries().values():
        for spelling in (country.alpha2, country.alpha3, country.name, *country.variants):
            key = _text_key(spelling)
            other = codes.setdefault(key, country.alpha2)
            if other != country.alpha2:
                path = data_root() / "territories" / "countries.csv"
                raise DataError(f"{path}: {spelling!r} is given to {other} and to {country.alpha2}: keep one")
    return codes


def _known(text: str) -> str | None:
    text = text.strip()
    if not text:
        return None
    code = _codes().get(_text_key(text))
    if code is None and "," in text:
        code = _codes().get(_text_key(" ".join(reversed(text.split(",")))))
    return code


def _joined(codes: set[str]) -> str | None:
    """One code for several: ``China/Hong Kong`` is Hong Kong, ``Syria/Iran`` is neither."""
    if len(codes) > 1:
        codes = codes - {"CN"} if codes - {"CN"} <= _FINER else codes
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=8192)
def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country.

    Reads two- and three-letter codes, subdivision codes (``CN-XJ``), English names, the spellings of the lists
    (``Korea, North``; ``Burma``; ``Region: Gaza``) and main names in other scripts. ``China/Hong Kong`` is ``HK``.
    ``Korea`` alone is unknown, because it names two countries.

    Args:
        text: What stands in a country field; not an address.

    Returns:
        The code, or ``None`` where the text names no country or several.

    Raises:
        DataError: ``data/territories/countries.csv`` breaks its schema.
    """
    code = _known(text)
    if code is not None:
        return code
    if (match := _SUBDIVISION.fullmatch(text.strip().upper())) and match[1] in countries():
        return match[1]
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) < 2 or _known(parts[0]) is None:
        return None
    return _joined({code for part in parts if (code := _known(part))})


def same_country(a: str | None, b: str | None) -> bool | None:
    """Whether two country texts can be one country; Hong Kong and Macau go with China.

    Returns:
        ``None`` where either is unknown.
    """
    first, second = (country_code(text) if text else None for text in (a, b))
    if first is None or second is None:
        return None
    return first == second or {first, second} in ({"CN", "HK"}, {"CN", "MO"})
