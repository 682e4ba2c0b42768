"""The notice of the list under section 1260H: the Federal Register's XML becomes entries.

Headings, paragraphs and flush paragraphs are read alike, by their text: what tells an entry from its reasons is the
bullet before a reason, and what begins and ends the list is a sentence of the Deputy Secretary of Defense.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.page import plain
from exposcreen.sources.published import Published
from exposcreen.sources.xml import local_name, records

__all__ = ["Entry", "Notice", "read_notice"]

_TITLE = re.compile(r"(?:Notice of (?:Availability of )?)?Designation of Chinese Military Companies", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:removal|removed|addition|correction|withdraw)", re.IGNORECASE)
_BEGIN = re.compile(r"determined that the following entities\b.*:", re.IGNORECASE)
_REMOVED = re.compile(
    r"determined that the following (?:previously )?(?:listed|designated) entit.*removed.*:", re.IGNORECASE
)
_END = re.compile(
    r"(?:The list of entities|The Deputy Secretary|The Department of (?:Defense|War)|Section 1260H|Paragraph \(|"
    r"An entity|Any entity|Entities|This notice|Dated)\b"
)
_BULLET = re.compile(r"[•●▪·]\s*")
_REASON = re.compile(r"\(Sections?\s+1260H")
_NUMBER = re.compile(r"\[?FR Doc\.\s*(?P<number>\d{4}-\d{5}|E?\d{1,2}-\d{4,5})\b")
_BLOCKS = frozenset({"HD", "P", "FP"})
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        name: As published, with its short name and its subsidiaries.
        reasons: Why it is listed, each as published.
    """

    line: int
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice says.

    Attributes:
        number: Of the Federal Register document.
        page: Its first page.
        removed: The entities of which it says that they are removed from the list.
    """

    number: str
    page: str
    entries: tuple[Entry, ...]
    removed: tuple[str, ...]


def read_notice(file: Published, name: str, info: SourceInfo) -> Notice:
    """The entries of a notice, in published order.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is cut, is not the notice of the whole list, or has a structure that is not known.
    """
    if not file.data().strip():
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    found: dict[str, list[str]] = {}
    blocks: list[tuple[int, str]] = []
    for record in records(file, info, root="NOTICE", at=("PREAMB/SUBJECT", "PREAMB/PRTPAGE", "SUPLINF", "FRDOC")):
        element = record.element
        if record.path == "SUPLINF":
            blocks += [(item.sourceline or record.line, _text(item)) for item in element if local_name(item) in _BLOCKS]
        value = element.get("P") if record.path.endswith("PRTPAGE") else _text(element)
        found.setdefault(record.path, []).append(plain(str(value or "")))
    title = " ".join(found.get("PREAMB/SUBJECT", []))
    if not _TITLE.match(title) or _PARTIAL.search(title):
        raise SourceFormatError(
            f"{name}: line 1: its subject is {title!r}, and not the designation of Chinese military companies: a "
            f"notice of additions or removals is not the list: download the notice of the whole list"
        )
    number = _NUMBER.match(" ".join(found.get("FRDOC", [])))
    if number is None:
        raise SourceFormatError(f"{name}: it ends without its document number, so it is cut: download it again")
    entries, removed = _entries([block for block in blocks if block[1]], name)
    return Notice(number["number"], next(iter(found.get("PREAMB/PRTPAGE", [])), ""), entries, removed)


def _text(element: etree._Element) -> str:
    return plain("".join(map(str, element.itertext())))


def _entries(blocks: Sequence[tuple[int, str]], name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    begins = [place for place, (_, text) in enumerate(blocks) if _BEGIN.search(text) and text.endswith(":")]
    if len(begins) != 1:
        raise SourceFormatError(
            f"{name}: {len(begins)} sentences say which entities are determined where the notice has one, so the list "
            f"cannot be told from the rest: look at the notice, or mend the reader"
        )
    rest = blocks[begins[0] + 1 :]
    end = next((place for place, (_, text) in enumerate(rest) if _END.match(text)), None)
    if end is None:
        raise SourceFormatError(
            f"{name}: line {blocks[-1][0]}: nothing says where the list ends, so the notice is cut or another: "
            f"download it again, or mend the reader"
        )
    removed: list[str] = []
    after = rest[end:]
    if _REMOVED.search(after[0][1]):
        stop = next((place for place, (_, text) in enumerate(after[1:], 1) if _END.match(text)), len(after))
        removed = [text for _, text in after[1:stop]]
    for line, text in rest[end + bool(_REMOVED.search(rest[end][1])) :]:
        if _BULLET.match(text) or _REMOVED.search(text) or _REASON.search(text):
            raise SourceFormatError(
                f"{name}: line {line}: {text[:60]!r} stands after the end of the list, so entries could be lost: look "
                f"at the notice, or mend the reader"
            )
    return _grouped(rest[:end], name), tuple(removed)


def _grouped(blocks: Sequence[tuple[int, str]], name: str) -> tuple[Entry, ...]:
    found: list[Entry] = []
    has_reasons = any(_BULLET.match(text) for _, text in blocks)
    for line, text in blocks:
        if bullet := _BULLET.match(text):
            if not found:
                raise SourceFormatError(f"{name}: line {line}: a reason stands before every entity: look at the notice")
            last = found.pop()
            found.append(Entry(last.line, last.name, (*last.reasons, text[bullet.end() :])))
            continue
        if _REASON.search(text) or len(_without_brackets(text)) > _LONGEST_NAME or not any(map(str.isalnum, text)):
            raise SourceFormatError(
                f"{name}: line {line}: {text[:60]!r} is neither the name of an entity nor a reason with a bullet, so "
                f"entries could be misread: look at the notice, or mend the reader"
            )
        found.append(Entry(line, text, ()))
    bare_names = [entry for entry in found if has_reasons and not entry.reasons]
    if bare_names or not found:
        line, text = (bare_names[0].line, bare_names[0].name) if bare_names else (1, "the list")
        raise SourceFormatError(
            f"{name}: line {line}: {text[:60]!r} stands without a reason, so it is the rest of another entry or is "
            f"cut: look at the notice, or mend the reader"
        )
    return tuple(found)


def _without_brackets(text: str) -> str:
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return text
