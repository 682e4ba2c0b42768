"""Cells as values: words for kinds of party and of security, tiers, cells that say nothing or several things."""

from __future__ import annotations

import re
from collections.abc import Mapping

from exposcreen.model.vocabulary import Instrument, SubjectKind

__all__ = ["instrument_of", "is_blank", "kind_of", "parts_of", "tier_of"]

_BLANK = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a"})
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
