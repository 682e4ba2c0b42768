"""The page of the UFLPA Entity List: bytes become rows, each with the statutory list whose table it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.page import line_of, table_of, whole_page, words
from exposcreen.sources.published import Published
from exposcreen.sources.source import Tell, Unread

__all__ = ["Entry", "read_entries"]

_SECTION = re.compile(r"(?:^|\s)Section 2\(d\)\(2\)\(B\)\((?P<clause>[ivx]+)\)\s*$")
_WITH_TABLE = ("i", "ii", "v")
_WITHOUT_TABLE = "iv"
_NOBODY = "have not identified additional exporters"
_NAMES, _DAY = frozenset({"Name of Entity", "Entity Name"}), "Effective Date"
_NOTICE = re.compile(r"federalregister\.gov/(?:documents/\d{4}/\d{2}/\d{2}|d)/(?P<number>\d{4}-\d{5})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        clause: Of section 2(d)(2)(B): ``i``, ``ii``, ``v``.
        name: As published, with aliases.
        notices: Numbers of the Federal Register documents to which the row links.
    """

    line: int
    clause: str
    name: str
    day: str
    notices: tuple[str, ...]


def read_entries(file: Published, name: str, info: SourceInfo, tell: Tell) -> list[Entry]:
    """The rows of the three tables, in published order.

    Raises:
        SourceSuspicious: The page is empty.
        SourceFormatError: It is cut, has not exactly the three tables under their headings, or a column is not known.
    """
    found: dict[str, list[Entry]] = {}
    clause: str | None = None
    exporters: list[str] | None = None
    for element in whole_page(file, name).iter("p", "h2", "h3", "h4", "h5", "h6", "caption", "table"):
        where = f"{name}: line {line_of(element)}"
        if element.tag != "table":
            text = words(element)
            if heading := _SECTION.search(text):
                clause = heading["clause"]
                exporters = [] if clause == _WITHOUT_TABLE else exporters
            elif clause == _WITHOUT_TABLE and exporters is not None:
                exporters.append(text)
            continue
        if clause not in _WITH_TABLE or clause in found:
            raise SourceFormatError(
                f"{where}: a table stands under {f'section 2(d)(2)(B)({clause})' if clause else 'no heading'} where "
                f"the page has one table each for {', '.join(_WITH_TABLE)}, so its entries could be taken for others: "
                f"look at the page, or mend the reader"
            )
        found[clause] = _entries(element, clause, name, info)
        clause = None
    if missing := [f"section 2(d)(2)(B)({item})" for item in _WITH_TABLE if item not in found]:
        raise SourceFormatError(
            f"{name}: there is no table for {', '.join(missing)}, so this is another page, or one that asks whether a "
            f"person reads it: save https://www.dhs.gov/uflpa-entity-list from a browser"
        )
    if exporters is not None and not any(_NOBODY in text for text in exporters):
        tell(
            Unread(
                f"{name}: the text under section 2(d)(2)(B)(iv) no longer says that no exporters are identified, and "
                f"who is named there is not read: look at the page"
            )
        )
    return [entry for entries in found.values() for entry in entries]


def _entries(element: etree._Element, clause: str, name: str, info: SourceInfo) -> list[Entry]:
    table = table_of(element, info, name)
    if len(table.header) != 2 or table.header[0] not in _NAMES or table.header[1] != _DAY:
        raise SourceFormatError(
            f"{name}: line {table.line}: the columns are {', '.join(table.header)} where the page has the name and the "
            f"effective date, so fields could be taken for others: look at the page, or mend the reader"
        )
    found = []
    for row in table.rows:
        published, day = row.texts
        if not published:
            raise SourceFormatError(
                f"{name}: line {row.line}: an entry of {day} has no name, so it would be lost: look at the page"
            )
        links = (_NOTICE.search(link.get("href", "")) for cell in row.cells for link in cell.iter("a"))
        found.append(Entry(row.line, clause, published, day, tuple(link["number"] for link in links if link)))
    if not found:
        raise SourceFormatError(f"{name}: line {table.line}: the table is empty, which would unlist everybody in it")
    return found
