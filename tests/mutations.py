"""One small change at a time to a published file: a field altered, or a field that nobody knows put in."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac_csv.reader import ADDRESS_FIELDS, ALIAS_FIELDS, ENTRY_FIELDS

HEADERLESS = {12: ENTRY_FIELDS, 6: ADDRESS_FIELDS, 5: ALIAS_FIELDS, 2: ("ent_num", "Remarks")}
"""The columns of OFAC's files, by their number: no header says them."""

_PROSE = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "a", "option")


def alterations(source: Source, role: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every field that has a value, with the file in which this one value is another."""
    match _shape(role):
        case "xml":
            yield from _altered_xml(content)
        case "json":
            yield from _altered_json(content)
        case "html":
            yield from _altered_html(content)
        case _:
            yield from _altered_csv(source, content)


def intrusions(source: Source, role: str, content: bytes) -> Iterator[bytes]:
    """The file with something in it that no description names, at every kind of place."""
    match _shape(role):
        case "xml":
            yield from _widened_xml(source, content)
        case "json":
            yield from _widened_json(content)
        case "html":
            yield from _widened_html(content)
        case _:
            yield from _widened_csv(source, content)


def _shape(role: str) -> str:
    ending = role.rpartition(".")[2]
    return ending if ending in {"xml", "json", "html"} else "csv"


def _other(text: str) -> str:
    return f"{text}7" if text.strip()[-1:].isdigit() else f"Zq{text.strip()}"


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _path(element: etree._Element) -> str:
    above = [_local(item) for item in element.iterancestors()][:-1]
    return "/".join([*reversed(above), _local(element)]) if element.getparent() is not None else ""


def _altered_xml(content: bytes) -> Iterator[tuple[str, bytes]]:
    root = etree.fromstring(content)
    for element in [item for item in root.iter() if isinstance(item.tag, str)]:
        path = _path(element)
        if text := (element.text or "").strip():
            before, element.text = element.text, _other(text)
            yield path, etree.tostring(root)
            if column := _column(element):
                yield column, etree.tostring(root)
            element.text = before
        for name, value in list(element.attrib.items()):
            key = str(name)
            if key.startswith("{"):
                continue
            element.set(key, _other(str(value)))
            yield f"{path}/@{key}" if path else f"@{key}", etree.tostring(root)
            element.set(key, str(value))


def _column(element: etree._Element) -> str | None:
    """The field of a cell of a table: what its table is called, and the heading of its column."""
    table = next(element.iterancestors("TABLE"), None) if element.tag == "TD" else None
    row = element.getparent()
    if table is None or row is None:
        return None
    headings = [" ".join(" ".join(str(text) for text in cell.itertext()).split()) for cell in table.iter("TH")]
    at, named = row.index(element), next((item.get("N") for item in table.iterancestors() if item.get("N")), None)
    return f"{named}/{headings[at]}" if named and at < len(headings) else None


def _left_aside(source: Source, element: etree._Element) -> bool:
    """Whether the description leaves aside the whole of an element, by its path or by the name it bears as ``N``.

    A bare ``DIV`` only wraps others and is no step of a path.
    """
    items = (element, *element.iterancestors())
    names = {name for item in items for name in (_path(item), _path(item).replace("DIV/", ""), str(item.get("N")))}
    return any(f"{name}/*" in source.info.ignored for name in names)


def _widened_xml(source: Source, content: bytes) -> Iterator[bytes]:
    root = etree.fromstring(content)
    seen: set[str] = set()
    for element in [item for item in root.iter() if isinstance(item.tag, str)]:
        path = _path(element)
        if path in seen or _left_aside(source, element):
            continue
        seen.add(path)
        # A new field stands beside other fields, or is an attribute.
        if len(element):
            stranger = etree.SubElement(
                element, str(element.tag).rpartition("}")[0] + "}stranger" if "}" in str(element.tag) else "stranger"
            )
            stranger.text = "news"
            yield etree.tostring(root)
            element.remove(stranger)
        element.set("stranger", "news")
        yield etree.tostring(root)
        del element.attrib["stranger"]


def _objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _objects(inner, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, path)


def _documents(content: bytes) -> tuple[list[Any], bool]:
    """The JSON documents of a file, and whether there is one a line."""
    try:
        return [json.loads(content)], False
    except json.JSONDecodeError:
        return [json.loads(line) for line in content.splitlines() if line.strip()], True


def _dumped(documents: list[Any], by_line: bool) -> bytes:
    if by_line:
        return "".join(f"{json.dumps(item)}\n" for item in documents).encode()
    return json.dumps(documents[0]).encode()


def _altered_json(content: bytes) -> Iterator[tuple[str, bytes]]:
    documents, by_line = _documents(content)
    for path, item in list(_objects(documents)):
        for key, value in list(item.items()):
            field = f"{path}/{key}" if path else key
            if isinstance(value, str) and value.strip():
                item[key] = _other(value)
                yield field, _dumped(documents, by_line)
            elif isinstance(value, list):
                for at, inner in enumerate(value):
                    if isinstance(inner, str) and inner.strip():
                        item[key] = [*value[:at], _other(inner), *value[at + 1 :]]
                        yield field, _dumped(documents, by_line)
            elif isinstance(value, bool):
                item[key] = not value
                yield field, _dumped(documents, by_line)
            item[key] = value


def _widened_json(content: bytes) -> Iterator[bytes]:
    documents, by_line = _documents(content)
    seen: set[str] = set()
    for path, item in list(_objects(documents)):
        if path not in seen:
            seen.add(path)
            item["stranger"] = "news"
            yield _dumped(documents, by_line)
            del item["stranger"]


def _altered_html(content: bytes) -> Iterator[tuple[str, bytes]]:
    page = html.document_fromstring(content)
    for table in page.iter("table"):
        header = [" ".join(cell.text_content().split()) for cell in table.iter("th")]
        for row in table.iter("tr"):
            for name, cell in zip(header, row.iterchildren("td"), strict=False):
                if text := " ".join(cell.text_content().split()):
                    kept = copy.deepcopy(cell)
                    for child in list(cell):
                        cell.remove(child)
                    cell.text = _other(text)
                    yield name, html.tostring(page, doctype="<!DOCTYPE html>")
                    row.replace(cell, kept)
    yield from _altered_prose(page)


def _altered_prose(page: html.HtmlElement) -> Iterator[tuple[str, bytes]]:
    """Headings, paragraphs, items, links and choices, by their tag: what a page says outside its tables."""
    for place, found in enumerate(list(page.iter(*_PROSE))):
        if text := " ".join(found.text_content().split()):
            altered = copy.deepcopy(page)
            element = list(altered.iter(*_PROSE))[place]
            for child in list(element):
                element.remove(child)
            element.text = _other(text)
            yield str(element.tag), html.tostring(altered, doctype="<!DOCTYPE html>")


def _widened_html(content: bytes) -> Iterator[bytes]:
    page = html.document_fromstring(content)
    for table in list(page.iter("table")):
        rows = list(table.iter("tr"))
        added = []
        for row in rows:
            kind = "th" if row.find("th") is not None else "td"
            cell = etree.SubElement(row, kind)
            cell.text = "news"
            added.append((row, cell))
        yield html.tostring(page, doctype="<!DOCTYPE html>")
        for row, cell in added:
            row.remove(cell)
    # A page of items: something else stands among them.
    for parent in list(dict.fromkeys(item.getparent() for item in page.iter("li"))):
        if parent is not None and page.find(".//table") is None:
            stranger = etree.SubElement(parent, "dl")
            etree.SubElement(stranger, "dt").text = "news"
            yield html.tostring(page, doctype="<!DOCTYPE html>")
            parent.remove(stranger)


def _dialect(content: bytes) -> tuple[str, str, int, str]:
    """The text, its delimiter, the lines before its header, and what ends it."""
    text = content.decode("utf-8-sig")
    end = "\x1a" if "\x1a" in text else ""
    text = text.replace("\x1a", "")
    lines = text.split("\n")
    before = int(lines[0].lower().startswith("report date"))
    delimiter = max(",;\t", key=lines[before].count)
    return text, delimiter, before, end


def _written(lines: list[list[str]], head: str, delimiter: str, end: str) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return (head + target.getvalue() + end).encode()


def _table(source: Source, content: bytes) -> tuple[list[str], list[list[str]], str, str, str, int]:
    text, delimiter, before, end = _dialect(content)
    head, body = "".join(f"{line}\n" for line in text.split("\n")[:before]), "\n".join(text.split("\n")[before:])
    delimiter = "," if end else delimiter
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    first = 0 if end else 1
    columns = list(HEADERLESS[len(rows[0])] if rows else ()) if end else [column.strip() for column in rows[0]]
    return columns, rows, head, delimiter, end, first


def _altered_csv(source: Source, content: bytes) -> Iterator[tuple[str, bytes]]:
    columns, rows, head, delimiter, end, first = _table(source, content)
    for row in rows[first:]:
        for at, value in enumerate(row):
            if value.strip() and value.strip() != "-0-":
                row[at] = _other(value)
                yield columns[at], _written(rows, head, delimiter, end)
                row[at] = value


def _widened_csv(source: Source, content: bytes) -> Iterator[bytes]:
    _, rows, head, delimiter, end, first = _table(source, content)
    if not rows:
        return
    wider = [[*row, "stranger" if number < first else "news"] for number, row in enumerate(rows)]
    yield _written(wider, head, delimiter, end)
