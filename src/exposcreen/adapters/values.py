"""Cells as values: numbers as people and spreadsheets write them, and words for kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from exposcreen.model.vocabulary import Instrument, SubjectKind

__all__ = ["instrument_of", "is_blank", "kind_of", "number_of", "parts_of", "tier_of"]

_BLANK = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a"})
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<mark>[,.'’ ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,](?P<fraction>[0-9]+))?"
)
_PLAIN = re.compile(r"[0-9]+[.,]?|[0-9]*[.,][0-9]+|[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_UNIT_BEFORE = re.compile(r"^(?:[A-Z]{3}(?=[\s0-9(+-])|[$€£¥])")
_UNIT_AFTER = re.compile(r"(?:(?<=[\s0-9)])[A-Z]{3}|[$€£¥%])$")
_TIER = re.compile(r"(?:tier|t)?[\s-]*([0-9]{1,3})", re.IGNORECASE)

_KINDS: Mapping[str, SubjectKind] = {
    "": SubjectKind.UNKNOWN,
    "unknown": SubjectKind.UNKNOWN,
    **dict.fromkeys(("organization", "organisation", "company", "corporate", "entity"), SubjectKind.ORGANIZATION),
    **dict.fromkeys(("legal entity", "legal person", "business", "bank"), SubjectKind.ORGANIZATION),
    **dict.fromkeys(("person", "individual", "natural person"), SubjectKind.PERSON),
    **dict.fromkeys(("vessel", "ship"), SubjectKind.VESSEL),
    **dict.fromkeys(("aircraft", "airplane", "plane"), SubjectKind.AIRCRAFT),
}
_INSTRUMENTS: Mapping[str, Instrument] = {
    **{str(instrument).replace("_", " "): instrument for instrument in Instrument},
    **dict.fromkeys(("equities", "stock", "stocks", "share", "shares", "common stock"), Instrument.EQUITY),
    **dict.fromkeys(("ordinary share", "ordinary shares", "common", "preferred stock", "reit"), Instrument.EQUITY),
    **dict.fromkeys(("adr", "ads", "gdr", "dr", "depository receipt"), Instrument.DEPOSITARY_RECEIPT),
    **dict.fromkeys(("bonds", "note", "notes", "debt", "fixed income", "corporate bond"), Instrument.BOND),
    **dict.fromkeys(("funds", "etf", "etp", "mutual fund", "ucits", "unit trust"), Instrument.FUND),
    **dict.fromkeys(("derivatives", "option", "future", "futures", "swap", "warrant"), Instrument.DERIVATIVE),
    **dict.fromkeys(("cash equivalent", "cash equivalents", "deposit", "money market"), Instrument.CASH),
}


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, or ``n/a`` (not ``NA``, which is a country and a ticker)."""
    return text.strip().casefold() in _BLANK


def number_of(text: str, *, decimal_comma: bool) -> Decimal:
    """A number: ``1,234.50``, ``1.234,50``, ``1 234,5``, ``(1,234)`` for a negative, ``4.2 %``, ``$12``.

    Args:
        text: The cell.
        decimal_comma: Whether the file is of the kind that writes decimals with a comma (its delimiter is ``;``).

    Raises:
        ValueError: It is not a number, or can be read in two ways that differ a thousandfold.
    """
    bare = _bare(text)
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    value = _unsigned(text, _bare(bare.strip("()").lstrip("+-")), decimal_comma=decimal_comma)
    return -value if negative else value


def _bare(text: str) -> str:
    """The cell without currency, percent sign and outer spaces, its minus and its spaces the plain ones."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-").strip()
    return _UNIT_AFTER.sub("", _UNIT_BEFORE.sub("", plain)).strip()


def _unsigned(text: str, digits: str, *, decimal_comma: bool) -> Decimal:
    if grouped := _GROUPED.fullmatch(digits):
        whole, mark, fraction = grouped["whole"], grouped["mark"], grouped["fraction"]
        if fraction is not None or whole.count(mark) > 1 or mark not in ",.":
            return Decimal(f"{whole.replace(mark, '')}.{fraction or 0}")
        if mark == "." and decimal_comma:
            raise ValueError(f"{_shown(text)} can mean thousands or thousandths: write it without the point")
        return Decimal(digits.replace(",", "." if decimal_comma else ""))
    if _PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    raise ValueError(f"{_shown(text)} is not a number")


def tier_of(text: str) -> int:
    """A tier: ``1``, ``Tier 1``, ``T1``.

    Raises:
        ValueError: It is none.
    """
    found = _TIER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{_shown(text)} is not a tier: write 1 for a direct supplier, 2 for its supplier")
    return int(found[1])


def parts_of(text: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ``;`` or ``|``."""
    return tuple(part.strip() for part in re.split("[;|]", text) if part.strip())


def kind_of(text: str) -> SubjectKind:
    """What kind of party a word means; nothing written means ``unknown``.

    Raises:
        ValueError: The word is none that is known.
    """
    kind = _KINDS.get(_word(text))
    if kind is None:
        raise ValueError(f"{_shown(text)} is not a kind of party: write organization, person, vessel or aircraft")
    return kind


def instrument_of(text: str) -> Instrument:
    """What kind of security a word means: ``unknown`` where the word is not known, which never softens a verdict."""
    return _INSTRUMENTS.get(_word(text), Instrument.UNKNOWN)


def _word(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
