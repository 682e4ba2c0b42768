"""A list that is published as a page: decoded as the page says, whole, its text and its tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.cells import collapsed
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import HEAD_BYTES, Published

__all__ = ["Row", "Table", "line_of", "page_role", "plain", "table_of", "whole_page", "words"]

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_START = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<script\b.*?</script\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</html\s*>\s*\Z", re.IGNORECASE)
_TABLE = re.compile(r"<(?P<close>/?)table\b", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKERS = re.compile(r"[*†‡^±#\s]+$")
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "td", "th", "tr"})
_FRAME = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "col"})
_MOST_SPAN = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, each of its cells where the reader of the page sees it, spans repeated."""

    line: int
    cells: tuple[etree._Element, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell."""
        return tuple(map(words, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header.

    Attributes:
        header: The texts of the first row, without marks of footnotes.
        rows: The rest that is not blank, every row as wide as the header.
    """

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def page_role(path: Path, head: bytes, role: str, address: bytes) -> str | None:
    """The role of a page, by its official name, or by its address in its first bytes under any name of a page."""
    name = path.name.lower().removesuffix(".gz")
    is_page = name.endswith((".html", ".htm"))
    return role if name == role or (is_page and address in head.lower()) else None


def whole_page(file: Published, name: str) -> etree._Element:
    """The root of a page.

    Args:
        name: What to call it in errors.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: It is no page, is cut or damaged, or is not in the characters that it declares.
    """
    data = file.data()
    if not data.strip():
        raise SourceSuspicious(f"{name}: the file is empty, which would unlist everybody: download it again")
    text = _decoded(data, name)
    last = text.count("\n") + 1
    if not _START.match(text):
        raise SourceFormatError(f"{name}: line 1: it is no web page: save the page itself, as HTML")
    seen = _UNSEEN.sub("", text)
    if not _END.search(seen):
        raise SourceFormatError(
            f"{name}: line {last}: the page ends here without </html>, so entries after it are lost: download it again"
        )
    tags = [match["close"] for match in _TABLE.finditer(seen)]
    if 2 * tags.count("/") != len(tags):
        raise SourceFormatError(
            f"{name}: line {last}: a table is not closed, so the page is damaged: download it again"
        )
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceFormatError(f"{name}: line 1: it is no web page ({error}): download it again") from error


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:HEAD_BYTES])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    # What pages call Latin-1 is read by every browser as Windows-1252.
    encoding = {"iso-8859-1": "cp1252", "utf-8": "utf-8-sig"}.get(encoding, encoding)
    try:
        text = data.decode(codecs.lookup(encoding).name)
    except (LookupError, ValueError) as error:
        line = data.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise SourceFormatError(
            f"{name}: line {line}: it is not the {encoding.removesuffix('-sig').upper()} that it declares, so names "
            f"would be garbled: download it again"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceFormatError(f"{name}: line {line}: it holds NUL bytes, so it is damaged: download it again")
    return text


def words(element: etree._Element) -> str:
    """The text of an element as a person reads it: no-break and zero-width characters gone, one space between words."""
    return plain("".join(_pieces(element)))


def plain(text: str) -> str:
    """A text with its spaces collapsed and without characters that nobody sees."""
    return collapsed(_INVISIBLE.sub("", text))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        breaks = child.tag in _BREAKS
        yield " " if breaks else ""
        if child.tag not in {"script", "style"}:
            yield from _pieces(child)
        yield " " if breaks else ""
        yield child.tail or ""


def line_of(element: etree._Element) -> int:
    """The line of the page on which an element begins."""
    return element.sourceline or 1


def table_of(table: etree._Element, info: SourceInfo, name: str) -> Table:
    """A table whose every column is known to a source. Marks of footnotes on a header change as notes come and go.

    Raises:
        SourceFormatError: A column is not known or stands there twice, a row has another number of cells, text stands
            outside the cells, or the table holds another.
    """
    where = f"{name}: line {line_of(table)}"
    _check_frame(table, where)
    rows = list(_rows(table))
    if not rows:
        raise SourceFormatError(f"{where}: the table has no rows, so the page has changed: look at it")
    known = {_MARKERS.sub("", field): field for field in (*info.mapped, *info.ignored)}
    header = tuple(_MARKERS.sub("", text) for text in rows[0].texts)
    info.check_fields((known.get(column, column) for column in header), f"{name}: line {rows[0].line}")
    if len(set(header)) < len(header):
        raise SourceFormatError(f"{where}: a column stands there twice, so fields could be taken for others")
    body = tuple(row for row in rows[1:] if any(row.texts))
    for row in body:
        if len(row.cells) != len(header):
            raise SourceFormatError(
                f"{name}: line {row.line}: {len(row.cells)} cells under {len(header)} columns, near "
                f"{' '.join(row.texts)[:60]!r}, so fields could be taken for others: look at the page"
            )
    return Table(line_of(table), header, body)


def _check_frame(table: etree._Element, where: str) -> None:
    for element in table.iter(*_FRAME):
        if element is not table and element.tag == "table":
            raise SourceFormatError(f"{where}: a table stands in this table, so rows could be taken for others")
        inside = element.text if element.tag in _FRAME else ""
        if (inside or "").strip() or any((child.tail or "").strip() for child in element):
            raise SourceFormatError(
                f"{where}: text stands between the cells of the table, so the page is damaged: download it again"
            )


def _rows(table: etree._Element) -> Iterator[Row]:
    held: dict[int, tuple[etree._Element, int]] = {}
    for tr in table.iter("tr"):
        cells: list[etree._Element] = []
        own = iter([cell for cell in tr if cell.tag in {"td", "th"}])
        while True:
            column = len(cells)
            if column in held:
                cell, left = held.pop(column)
                if left > 1:
                    held[column] = (cell, left - 1)
                cells.append(cell)
                continue
            following = next(own, None)
            if following is None:
                break
            for _ in range(_span(following, "colspan")):
                if (down := _span(following, "rowspan")) > 1:
                    held[len(cells)] = (following, down - 1)
                cells.append(following)
        yield Row(line_of(tr), tuple(cells))


def _span(cell: etree._Element, attribute: str) -> int:
    published = str(cell.get(attribute, "1")).strip()
    return min(max(int(published), 1), _MOST_SPAN) if published.isascii() and published.isdigit() else 1
