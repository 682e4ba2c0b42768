"""The XML file, schema 1.1: bytes become entities, one at a time, every attribute verbatim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exposcreen.sources.description import SourceInfo
from exposcreen.sources.eu_fsf.raw import Detail, RawEntity, remark_lines
from exposcreen.sources.facts import unique
from exposcreen.sources.published import Published
from exposcreen.sources.xml import Record, elements, local_name, records, text_at

__all__ = ["read_xml"]


def read_xml(file: Published, info: SourceInfo) -> Iterator[RawEntity]:
    """The entities of the file.

    Raises:
        SourceFormatError: It is not the official XML, is cut, or has a field that is not known.
        SourceSuspicious: It is empty.
    """
    for record in records(file, info, root="export", at=("sanctionEntity",)):
        yield _entity(record)


def _entity(record: Record) -> RawEntity:
    element = record.element
    types = [str(kind.get(name, "")).strip() for kind in elements(element, "subjectType") for name in kind.keys()]  # noqa: SIM118
    return RawEntity(
        line=record.line,
        itself=_detail(element),
        subject_types=unique(filter(None, types)),
        regulations=_details(element, "regulation"),
        names=_details(element, "nameAlias"),
        citizenships=_details(element, "citizenship"),
        births=_details(element, "birthdate"),
        addresses=_details(element, "address"),
        identifications=_details(element, "identification"),
        record=tuple(_record(element)),
    )


def _details(element: etree._Element, name: str) -> tuple[Detail, ...]:
    return tuple(_detail(child) for child in elements(element, name))


def _detail(element: etree._Element) -> Detail:
    fields = {str(name): str(value) for name, value in element.attrib.items() if str(value).strip()}
    if url := text_at(element, "publicationUrl"):
        fields["publicationUrl"] = url
    remarks = [line for remark in elements(element, "remark") for line in remark_lines(remark.text or "")]
    return Detail(fields, unique(remarks))


def _record(element: etree._Element, path: str = "") -> Iterator[tuple[str, str]]:
    prefix = f"{path} " if path else ""
    for name, value in element.attrib.items():
        if str(value).strip():
            yield f"{prefix}{name}", str(value)
    if text := (element.text or "").strip():
        yield path, text
    seen: Counter[str] = Counter()
    for child in element:
        name = local_name(child)
        seen[name] += 1
        yield from _record(child, f"{prefix}{name} {seen[name]}")
