"""The issuer in the name of a security, as brokers write it: ``SBERBANK SP ADR``, ``ACME 5.25% 01/2029``."""

from __future__ import annotations

import re
from functools import cache

from exposcreen.resources import data_root, read_rows

__all__ = ["issuer_in"]

_TERMS = re.compile(r"\d+(?:[.,]\d+)?\s?%|\b\d{1,2}/\d{2,4}(?:/\d{2,4})?\b|\b(?:19|20)\d\d\b")
_SEPARATORS = re.compile(r"[\s,/()-]+")


@cache
def _security_words() -> frozenset[str]:
    return frozenset(
        word for _, (word, _) in read_rows(data_root() / "names" / "security_words.csv", ("word", "source"))
    )


def issuer_in(name: str) -> str | None:
    """The name without coupon, maturity and the words for kinds of security at its end; ``None`` if nothing changes."""
    words = [word for word in _SEPARATORS.split(_TERMS.sub(" ", name)) if word]
    while len(words) > 1 and words[-1].strip(".").lower() in _security_words():
        words.pop()
    issuer = " ".join(words)
    return issuer if issuer and issuer != name else None
