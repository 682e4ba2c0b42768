"""OFAC's remarks: one text of segments, each a labelled fact, a weak alias, or free text.

OFAC publishes weak aliases nowhere else in the CSV files: ``a.k.a. 'AECC'`` (data specification, "the disposition of
aliases").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import Facts
from exposcreen.sources.labels import label_at_the_start

__all__ = ["read_remarks", "segments"]

_ALIAS = r"(?:[Aa]lt\. )?[afn]\.k\.a\. '"
_SEGMENT = re.compile(rf"({_ALIAS}(?:(?!; {_ALIAS}).)*?'|.*?)(?:; |$)", re.DOTALL)
_DOTTED = re.compile(r"\.[A-Za-z]\.$")
_QUOTED = re.compile(rf"{_ALIAS}(.+?)'?", re.DOTALL)
_ALTERNATIVE = re.compile(r"[Aa]lt\. (?=\S)")


def segments(remarks: str) -> Iterator[str]:
    """The parts of the remarks: split at ``; ``, but not inside a quoted alias; the final full stop is dropped.

    OFAC prints no second one behind that of an abbreviation: the stop of ``S.A.`` stays.
    """
    whole = remarks if _DOTTED.search(remarks) else remarks.removesuffix(".")
    for match in _SEGMENT.finditer(whole):
        if part := match[1].strip():
            yield part


def read_remarks(remarks: str, *, is_cut: bool, facts: Facts | None = None) -> Facts:
    """The facts of the remarks. What bears no known label is free text and goes to the notes.

    Args:
        remarks: Whole, or ``is_cut`` in the middle: the last segment is then noted as text, because half an identifier
            is a wrong identifier.
        facts: Where further facts are gathered; new ones when left out.
    """
    facts = Facts() if facts is None else facts
    parts = list(segments(remarks))
    if is_cut and parts:
        facts.notes.append(f"the published remarks are cut, and end: {parts.pop()}")
    for part in parts:
        _read_segment(part, facts)
    return facts


def _read_segment(segment: str, facts: Facts) -> None:
    if alias := _QUOTED.fullmatch(segment):
        # A former name in quotation marks is as weak as any other.
        facts.names.append(Name(text=alias[1], kind=NameKind.WEAK_AKA))
        return
    bare = _ALTERNATIVE.sub("", segment, count=1) if _ALTERNATIVE.match(segment) else _unbracketed(segment)
    found = label_at_the_start(bare)
    if found is None or not found[1]:
        facts.notes.append(segment)
        return
    facts.add(*found)


def _unbracketed(segment: str) -> str:
    """The classic XML brackets the links, one by one or all together: ``(Linked To: A; Linked To: B)``."""
    bare = segment.removeprefix("(") if segment.startswith("(Linked To: ") else segment
    if bare.startswith("Linked To: ") and bare.count(")") > bare.count("("):
        bare = bare.removesuffix(")")
    return bare
