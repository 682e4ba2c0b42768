"""One cell of a table: its text line by line, with the footnote marks apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exposcreen.sources.xml import local_name

__all__ = ["Cell", "cell_of"]

_RAISED = frozenset({"sup", "SU", "SUP"})
_RAISED_EMPHASIS = frozenset({"51", "53", "7333", "0731"})
_FRACTION_SLASH = "\u2044"
_MARK = re.compile(r"\d(?:[ ,]+\d)*")
# Where the line breaks are missing, a dash after a colon or a semicolon still begins an alias.
_DASH_INSIDE = re.compile(r"(?<=[:;])\s*((?:and\s)?)\s*(?=[—–])|(?<=[:;])\s+((?:and\s)?)\s*(?=[-‐‑]\S)")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says.

    Attributes:
        lines: Its lines without footnote marks, none of them blank.
        published: Its text in one line, with the marks where they stand.
        footnotes: The marks, in their order.
    """

    lines: tuple[str, ...]
    published: str
    footnotes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text in one line, without footnote marks."""
        return " ".join(self.lines)


def cell_of(element: etree._Element) -> Cell:
    """The text of a ``TD`` or ``TH``: ``br`` breaks a line, other white space does not."""
    footnotes: list[str] = []
    bare, whole = [], []
    for text, is_mark in _pieces(element):
        whole.append(text)
        if is_mark:
            footnotes += re.findall(r"\d", text)
        else:
            bare.append(text)
    broken = _DASH_INSIDE.sub(lambda match: f" {match[1] or match[2] or ''}\n", "".join(bare))
    lines = tuple(line for part in broken.split("\n") if (line := " ".join(part.split())))
    return Cell(lines, " ".join("".join(whole).split()), tuple(dict.fromkeys(footnotes)))


def _pieces(element: etree._Element) -> Iterator[tuple[str, bool]]:
    yield _spaced(element.text), False
    for child in element:
        if local_name(child).lower() == "br":
            yield "\n", False
        elif _is_footnote(child):
            yield child.text or "", True
        else:
            yield from _pieces(child)
        yield _spaced(child.tail), False


def _is_footnote(element: etree._Element) -> bool:
    raised = local_name(element) in _RAISED or (local_name(element) == "E" and element.get("T") in _RAISED_EMPHASIS)
    if not raised or len(element) or not _MARK.fullmatch((element.text or "").strip()):
        return False
    # The upper half of a fraction is raised too.
    return not (element.tail or "").lstrip().startswith(_FRACTION_SLASH)


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
