"""Which legal authority stands behind which program of an entry.

OFAC names both for the entry and not their pairs. Where there is one of either, or the number of the order is in the
tag, the pair is certain; what is left over stays a note.
"""

from __future__ import annotations

import re

__all__ = ["pair_authorities"]

_ORDER = re.compile(r"\bExecutive Order (\d{5})\b")
_NOTHING = frozenset({"", "Unknown"})


def pair_authorities(tags: tuple[str, ...], published: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The authorities by program, and those of which the program cannot be told.

    Args:
        tags: The programs of the entry.
        published: Its authorities: ``Executive Order 13662 (Ukraine)``.
    """
    left = [text for text in dict.fromkeys(published) if text not in _NOTHING]
    if len(tags) == 1:
        return {tags[0]: left}, []
    found: dict[str, list[str]] = {tag: [] for tag in tags}
    for text in list(left):
        order = _ORDER.search(text)
        named = [tag for tag in tags if order and f"EO{order[1]}" in tag]
        for tag in named:
            found[tag].append(text)
        if named:
            left.remove(text)
    without = [tag for tag in tags if not found[tag]]
    if len(without) == 1 and len(left) == 1:
        found[without[0]], left = left, []
    return found, left
