"""The readings that one published name allows: with and without brackets, and without "and subsidiaries"."""

from __future__ import annotations

import re

__all__ = ["readings"]

_BRACKETED = re.compile(r"\s*[(（]([^()（）]{1,60})[)）]")
_SCOPE = re.compile(
    r"[,;]?\s+and\s+(?:its\s+|any\s+|all\s+)?"
    r"(?:subsidiar(?:y|ies)|subordinates|affiliates|successors?\b.*|sub-?units?\b.*).*$",
    re.IGNORECASE,
)
_SMALL = {"and", "of", "the", "for", "de", "in", "on"}


def readings(name: str) -> tuple[str, ...]:
    """Every way to read a published name, the fullest first.

    ``Xinjiang Production and Construction Corps (XPCC) Public Security Bureau`` is also read without the bracket, and
    with the abbreviation in place of the words whose initials it is. An abbreviation alone is not made into a name:
    that is for the authority to publish. A bracket that says something else, a place mostly, stays: ``Huawei
    Technologies (Australia)`` is another company than ``Huawei Technologies``.
    """
    bare = _SCOPE.sub("", name).strip() or name
    found = [bare]
    for bracket in _BRACKETED.finditer(bare):
        before, inside, after = bare[: bracket.start()], bracket.group(1).strip(), bare[bracket.end() :]
        if _abbreviates(inside, before):
            found += [f"{before}{after}", *([f"{inside}{after}"] if after.strip() else [])]
        elif inside.casefold() in before.casefold():
            found.append(f"{before}{after}")
    return tuple(dict.fromkeys(reading.strip() for reading in found if any(map(str.isalnum, reading))))


def _abbreviates(short: str, long: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", long) if word.lower() not in _SMALL)
    return short.isupper() and len(short) > 1 and initials.upper().endswith(short.upper())
