"""Identifiers: a comparable form for look-ups, which never refuses, and a validated form for what a caller gives.

Published identifiers are often damaged, and a listing lost to a check digit is a missed sanction: listings go through
``compact`` only. What a caller types is checked by ``validate``, so that a typing error is not taken for a clear name.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from functools import cache
from types import ModuleType
from typing import Final

from exposcreen.errors import InputError

__all__ = ["EXCHANGES", "canonical_scheme", "compact", "lookup_keys", "ticker_key", "validate"]

_ISIN_LENGTH = 12

_ALIASES: Final = {
    "bic": "swift_bic",
    "swift": "swift_bic",
    "swift_code": "swift_bic",
    "usci": "uscc",
    "usc_code": "uscc",
    "unified_social_credit_code": "uscc",
    "imo_number": "imo",
    "lei_code": "lei",
    "equity_ticker": "ticker",
}

# scheme: (module of python-stdnum, what a right one looks like)
_CHECKED: Final = {
    "isin": ("stdnum.isin", "12 letters and digits that begin with a country code and end with a check digit"),
    "lei": ("stdnum.lei", "20 letters and digits, the last two of them check digits"),
    "cusip": ("stdnum.cusip", "9 letters and digits, the last of them a check digit"),
    "sedol": ("stdnum.gb.sedol", "7 letters (no vowels) and digits, the last of them a check digit"),
    "figi": ("stdnum.figi", "12 letters (no vowels) and digits, the third a G, the last a check digit"),
    "uscc": ("stdnum.cn.uscc", "18 digits and letters, the last of them a check character"),
    "imo": ("stdnum.imo", "7 digits, the last of them a check digit"),
    "swift_bic": ("stdnum.bic", "8 or 11 letters and digits: bank, country, place, branch"),
}
_LENGTHS: Final = {
    "isin": (12,),
    "lei": (20,),
    "cusip": (9,),
    "sedol": (7,),
    "figi": (12,),
    "uscc": (18,),
    "imo": (7,),
    "swift_bic": (8, 11),
}

EXCHANGES: Final = {
    "XSHG": "CN",
    "XSHE": "CN",
    "XSSC": "CN",
    "XSEC": "CN",
    "SHSC": "CN",
    "SZSC": "CN",
    "BJSE": "CN",
    "XHKG": "HK",
    "XTAI": "TW",
    "ROCO": "TW",
    "XNYS": "US",
    "XNAS": "US",
    "XNGS": "US",
    "XNMS": "US",
    "XNCM": "US",
    "XASE": "US",
    "ARCX": "US",
    "BATS": "US",
    "OTCM": "US",
    "OOTC": "US",
    "PINX": "US",
    "XOTC": "US",
    "XSES": "SG",
    "XETR": "DE",
    "XFRA": "DE",
    "XSTU": "DE",
    "XBER": "DE",
    "XDUS": "DE",
    "XMUN": "DE",
    "XHAM": "DE",
    "TGAT": "DE",
    "XLON": "LN",
    "XPAR": "FP",
    "XAMS": "NA",
    "XSWX": "SW",
    "XMIL": "IM",
    "MTAA": "IM",
    "XTKS": "JP",
    "XKRX": "KS",
    "XASX": "AU",
    "XTSE": "CA",
    "XTSX": "CA",
    "BVMF": "BR",
    "XBUE": "AR",
    "XMEX": "MX",
    "MISX": "RU",
    "XNSE": "IN",
    "XBOM": "IN",
    "XKLS": "MK",
    "XBKK": "TB",
    "XIDX": "IJ",
    "XTAE": "IT",
    "XJSE": "SJ",
}
"""ISO 10383 exchange to the suffix that tickers carry, as OFAC writes it where OFAC writes it, else Bloomberg's."""

# Other suffixes for the same places: Bloomberg's composite and exchange codes, Reuters' after a dot.
_SUFFIXES: Final = {
    "CH": "CN",
    "CG": "CN",
    "CS": "CN",
    "SS": "CN",
    "SZ": "CN",
    "UN": "US",
    "UQ": "US",
    "UW": "US",
    "SP": "SG",
    "SI": "SG",
    "GR": "DE",
    "GY": "DE",
    "GF": "DE",
    "L": "LN",
    "GB": "LN",
    "PA": "FP",
    "FR": "FP",
    "JT": "JP",
    "T": "JP",
    "TT": "TW",
    "TO": "CA",
    **{suffix: suffix for suffix in EXCHANGES.values()},
}
_SPACED = re.compile(r"(.*[^\W_])(\s+|\.)([A-Z]{1,2})")
_GLUED = re.compile(r"([0-9]+)([A-Z]{2})")
_YELLOW_KEY = re.compile(r"\s+(?:EQUITY|CORP)$")


def canonical_scheme(scheme: str) -> str:
    """The name of a scheme that this library uses: ``bic`` and ``swift`` are ``swift_bic``."""
    name = re.sub(r"[\s/-]+", "_", scheme.strip().lower())
    return _ALIASES.get(name, name)


def _plain(value: str) -> str:
    upper = unicodedata.normalize("NFKC", value).upper()
    return "".join(character for character in upper if character.isalnum()) or upper.strip()


def _symbol(text: str) -> str:
    plain = _plain(text)
    return plain.lstrip("0") or plain if plain.isdigit() else plain


def _split_ticker(value: str) -> tuple[str, str | None]:
    """Symbol and suffix; no suffix where the text carries none that is known."""
    text = _YELLOW_KEY.sub("", unicodedata.normalize("NFKC", value).strip().upper())
    if match := _SPACED.fullmatch(text):
        symbol, gap, letters = match.groups()
        # BRK.A and "BRK T" are classes of share; one letter is an exchange only in 7203.T and VOD.L.
        a_class = len(letters) == 1 and (gap != "." or (letters == "T" and not symbol.isdigit()))
        if letters in _SUFFIXES and not a_class:
            return _symbol(symbol), _SUFFIXES[letters]
    plain = _plain(text)
    if (match := _GLUED.fullmatch(plain)) and match[2] in _SUFFIXES:
        return _symbol(match[1]), _SUFFIXES[match[2]]
    return _symbol(plain), None


def _compact_ticker(value: str) -> str:
    symbol, suffix = _split_ticker(value)
    return f"{symbol}.{suffix}" if suffix is not None else symbol


def _compact_imo(value: str) -> str:
    """Seven digits: spreadsheets lose leading zeros."""
    digits = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", value)))
    return digits.zfill(7) if digits else _plain(value)


def _compact_bic(value: str) -> str:
    """Eleven characters that end in XXX name the head office, as eight do."""
    plain = _plain(value)
    return plain[:8] if len(plain) == 11 and plain.endswith("XXX") else plain


def compact(scheme: str, value: str) -> str:
    """The comparable form of an identifier, used on both sides of a look-up.

    Upper case without spaces, dashes and dots; a ticker becomes ``2415.CN``; an IMO number its seven digits.

    Args:
        scheme: ``isin``, ``ticker``, ``uscc`` …; any other is compared by its letters and digits.
        value: As published or typed. Damaged values are taken as they are: nothing is refused here.
    """
    match canonical_scheme(scheme):
        case "ticker":
            return _compact_ticker(value)
        case "imo":
            return _compact_imo(value)
        case "swift_bic":
            return _compact_bic(value)
        case _:
            return _plain(value)


def lookup_keys(scheme: str, value: str) -> tuple[str, ...]:
    """What an identifier is looked up by: itself; also the CUSIP in a US or Canadian ISIN, and a ticker's bare symbol.

    Args:
        scheme: As for ``compact``.
        value: As for ``compact``.
    """
    canonical, clean = canonical_scheme(scheme), compact(scheme, value)
    keys = [f"{canonical}:{clean}"]
    if canonical == "isin" and clean[:2] in {"US", "CA"} and len(clean) == _ISIN_LENGTH:
        keys.append(f"cusip:{clean[2:11]}")
    if canonical == "ticker":
        keys.append(f"bare_ticker:{clean.partition('.')[0]}")
    return tuple(keys)


def ticker_key(ticker: str, mic: str | None) -> str | None:
    """The comparable form of a ticker with its exchange: ``2415.CN``.

    Args:
        ticker: ``002415 CN``, ``600862  CN``, ``603019CN``, ``0981.HK`` carry their own exchange; ``CHL`` does not.
        mic: The exchange, ISO 10383, for a ticker that does not carry its own.

    Returns:
        ``None`` where no exchange is known: the same letters are other companies elsewhere.
    """
    symbol, suffix = _split_ticker(ticker)
    if suffix is None and mic is not None:
        suffix = EXCHANGES.get(mic.strip().upper())
    return f"{symbol}.{suffix}" if suffix is not None and symbol else None


@cache
def _module(name: str) -> ModuleType:
    return importlib.import_module(name)


def _why(scheme: str, clean: str, error: ValueError) -> str:
    if len(clean) not in _LENGTHS[scheme]:
        return f"it has {len(clean)} characters"
    errors = _module("stdnum.exceptions")
    if isinstance(error, errors.InvalidChecksum):
        return "its check digit does not fit, so a character is wrong"
    if isinstance(error, errors.InvalidComponent):
        return "a part of it, such as its country, does not exist"
    return "it has characters that cannot stand there"


def validate(scheme: str, value: str) -> str:
    """The clean form of an identifier that a caller gives.

    Args:
        scheme: ``isin``, ``lei``, ``cusip``, ``sedol``, ``figi``, ``uscc``, ``imo`` and ``swift_bic`` are checked; any
            other passes through ``compact``.
        value: As typed.

    Raises:
        InputError: It is blank, or its length, characters or check digit are wrong; the message says which.
    """
    name = canonical_scheme(scheme)
    label = name.upper().replace("_", " ")
    clean = compact(name, value)
    if not any(character.isalnum() for character in clean):
        raise InputError(f"the {label} {value!r} is blank: give a value, or leave it out")
    if name not in _CHECKED:
        return clean
    module, shape = _CHECKED[name]
    # The padding of a short IMO number would hide its length.
    typed = "".join(filter(str.isdecimal, value)) if name == "imo" else _plain(value)
    problem: ValueError | None = None
    if len(typed) not in _LENGTHS[name]:
        problem = ValueError("length")
    else:
        try:
            _module(module).validate(typed)
        except ValueError as error:
            problem = error
    if problem is not None:
        raise InputError(
            f"{value!r} is not a valid {label}: {_why(name, typed, problem)}; a right one has {shape}: "
            f"correct it, because a wrong identifier finds nothing"
        ) from problem
    return clean
