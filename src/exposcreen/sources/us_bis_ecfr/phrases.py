"""The set phrases of an entity cell: what introduces aliases, parts of an organization, and addresses."""

from __future__ import annotations

import re

__all__ = [
    "ADDRESSES_FOLLOW",
    "ADDRESSES_LATER",
    "ADDRESS_WITHIN",
    "ALIASES_FOLLOW",
    "ANY_OTHERS",
    "DASH",
    "GROUP",
    "PARTS_FOLLOW",
    "PART_LABEL",
    "REFERENCE",
    "clean_item",
    "continues",
    "count_of",
    "enumeration",
    "is_bare_label",
    "split_addresses",
    "without_stop",
]

_ALSO = r"(?:[afn]\.?\s?k\.?\s?a\.?|also known as|formerly known as)"
_COUNT = r"(?P<count>[A-Za-z]+(?:[- ][A-Za-z]+)?|\d+)"

DASH = re.compile(r"^(?:and\s+)?[—–‒‑‐-]\s*(?=\S)")
"""The beginning of a line that is an alias, or a part."""

ALIASES_FOLLOW = re.compile(
    rf"^(?P<head>.*?)[,;.]?\s*\(?(?:and\s+)?(?P<also>{_ALSO})?,?\s*(?:to include\s+|including\s+)?"
    rf"(?:the\s+)?following\s+(?:{_COUNT}\s+)?(?:additional\s+|former\s+)?(?:alias(?:es)?|names?)\s*[:;,.]?$",
    re.IGNORECASE,
)
"""``X, a.k.a., the following two aliases:``"""

PARTS_FOLLOW = re.compile(
    rf"^(?P<head>.*?)[,;.]?\s*(?:and\s+)?(?:to include\s+|including\s+)?the\s+following\s+(?:{_COUNT}\s+)?"
    r"(?:subordinate|affiliated?)\s+(?:institu?tions?|entit(?:y|ies)|companies|organizations)\s*[:;,.]?$",
    re.IGNORECASE,
)
"""``X, and the following thirteen subordinate institutions:``"""

PART_LABEL = re.compile(
    r"^(?P<parent>.*?)[,;.]?\s*(?P<label>subordinate institu(?:t)?ions?|subordinate entit(?:y|ies)"
    r"|affiliated entit(?:y|ies))\s*(?P<colon>:)?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
"""``Subordinate institution`` alone, with the name after it, or after the name of the parent."""

GROUP = re.compile(
    rf"^The following (?:(?P<members>.+?) entities|(?:{_COUNT} )?(?:subordinate|affiliated?) "
    r"(?:institu?tions?|entit(?:y|ies)|companies) of (?P<parent>.+?))\s*:?$",
    re.IGNORECASE,
)
"""``The following Department of Examples entities:``; ``The following seven subordinate institutions of X:``"""

ADDRESSES_FOLLOW = re.compile(
    r"^(?:(?P<all>The following address(?:es)? appl(?:y|ies) to)|Address(?:es)? for)\b[^:]*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
"""``The following addresses apply to the entity and to the two subordinate institutions:``; ``Addresses for X:``"""

ADDRESSES_LATER = re.compile(r"(?<=\S)\s+(?=The following address(?:es)? appl(?:y|ies) to )")
"""Where the line break before the addresses is missing."""

ADDRESS_WITHIN = re.compile(r",?\s*\(Address: (?P<address>[^()]*)\)", re.IGNORECASE)
"""``Example-70, (Address: P.O. Box 245, Exampletown)``"""

ANY_OTHERS = re.compile(r"[;,]?\s+(?P<scope>and any [^;]*\b(?:entities|institutes|centers)\b.*)$", re.IGNORECASE)
"""``; and any nuclear-related entities, institutes, or centers located in Exampletown``"""

REFERENCE = re.compile(r"\s*\(\s*(See (?!§)[^()]*)\)\.?", re.IGNORECASE)
"""``(See alternate addresses under Pakistan).``"""

_ADDRESS_BREAK = re.compile(r"\s*;\s*(?:and\b[;,]?\s*)?|\.?\s+(?=Alt\.? Address:)", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(r"^(?:Alt\.? )?Address(?:es)?:\s*|^and\s+", re.IGNORECASE)
_ITEM_END = re.compile(r"(?:[;,]?\s*\b(?:and|or)\b|[;,])*\s*$")
_ENDS_WITH_ABBREVIATION = re.compile(
    r"(?:\b(?:Ltd|Inc|Corp|Co|Cos|Bhd|Sdn|Jr|Sr|Bros|Mfg|Intl|Int'l|Pvt|Pte|Pty|Ltda|Cia|Sti|Tic|San|Ind|Tech|Dev|Mat"
    r"|Exp|Imp|No|St|L\.P|[A-Za-z])|\.[A-Za-z])\.$"
)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


def continues(line: str) -> bool:
    """Whether a line can only go on with what stands before it: an alias, a label of parts, addresses for all."""
    label = PART_LABEL.match(line)
    return bool(DASH.match(line) or ADDRESSES_FOLLOW.match(line) or (label and not label["parent"]))


def is_bare_label(line: str) -> bool:
    """Whether a line only says that a part comes next: ``Subordinate institution:``"""
    label = PART_LABEL.match(line)
    return label is not None and not label["parent"] and not label["rest"]


def count_of(text: str | None) -> int | None:
    """The number that a phrase states: ``twenty-three`` is 23; ``None`` where it states none."""
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    words = [_NUMBERS.get(word) for word in re.split(r"[- ]", text.lower())]
    return None if None in words else sum(word for word in words if word is not None)


def clean_item(line: str) -> str:
    """A line of an enumeration without its dash, what joins it to the next, and the full stop that ends them all."""
    return without_stop(_ITEM_END.sub("", DASH.sub("", line)).strip())


def without_stop(text: str) -> str:
    """A text without the full stop that ends it, unless that belongs to an abbreviation: ``Ltd.``, ``S.A.``"""
    return text if _ENDS_WITH_ABBREVIATION.search(text) else text.removesuffix(".")


def enumeration(text: str) -> list[str]:
    """The items of a line without dashes: ``A; B; and C`` are three."""
    return [clean_item(part) for part in re.split(r";\s*(?:and\s+)?", text) if clean_item(part)]


def split_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a text: joined by ``; and``, some of them labelled."""
    parts = (_ADDRESS_LABEL.sub("", part).strip(" ;") for part in _ADDRESS_BREAK.split(text))
    found = (without_stop(part).strip(" ,") for part in parts)
    return tuple(dict.fromkeys(part for part in found if part))
