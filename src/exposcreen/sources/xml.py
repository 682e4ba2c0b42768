"""Published XML, record by record in constant memory, with every element and attribute accounted for.

Entities, document types and the network are refused or off: a list needs none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import HEAD_BYTES, Published

__all__ = [
    "Record",
    "check_root",
    "elements",
    "forget",
    "local_name",
    "parsing",
    "records",
    "root_name",
    "text_at",
    "texts_at",
]

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True, slots=True)
class Record:
    """One element that was asked for, with all that is in it; emptied once the next one is.

    Attributes:
        path: From below the root: ``INDIVIDUALS/INDIVIDUAL``.
        element: The element itself.
        line: Where it begins in the file.
    """

    path: str
    element: etree._Element
    line: int


def local_name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def root_name(head: bytes) -> str | None:
    """The name of the root element that a file begins with; ``None`` where it is no XML."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    try:
        parser.feed(head)
        _, element = next(iter(parser.read_events()), (None, None))
    except etree.XMLSyntaxError:
        return None
    return None if element is None else local_name(element)


def text_at(element: etree._Element, path: str) -> str:
    """The text of the first element at a path below, stripped; empty where there is none. Namespaces do not matter."""
    return next(texts_at(element, path), "")


def texts_at(element: etree._Element, path: str) -> Iterator[str]:
    """The texts that are not blank of all elements at a path below, stripped."""
    for found in elements(element, path):
        if text := (found.text or "").strip():
            yield text


def elements(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """All elements at a path below, whatever their namespace."""
    return element.iterfind("/".join(f"{{*}}{step}" for step in path.split("/")))


def records(file: Published, info: SourceInfo, *, root: str, at: Iterable[str]) -> Iterator[Record]:
    """The elements at some paths, in document order, each whole and emptied afterwards.

    Paths begin below the root and have no namespaces; attributes are ``path/@name``, and those of the root ``@name``.
    Every element that has text, or that has neither text nor children, and every attribute must be mapped or ignored by
    name in the description of the source; ``xsi`` attributes are not the authority's and need not be.

    Args:
        file: The published file.
        info: The description of its source.
        root: The name of its root element.
        at: The paths of the elements that are wanted. None lies in another.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no XML, is cut, has a document type, another root, or a field that is not known.
    """
    wanted = frozenset(at)
    known: set[str] = set()
    path: list[str] = []
    inside = 0
    with parsing(file) as events:
        for event, element in events:
            if event == "start":
                if not path and element.getparent() is None:
                    check_root(element, root, file.name)
                    _check_attributes(element, "", info, known, file.name)
                    continue
                path.append(local_name(element))
                here = "/".join(path)
                _check_attributes(element, here, info, known, file.name)
                inside += here in wanted
                continue
            if not path:
                continue  # the end of the root
            here = "/".join(path)
            _check_element(element, here, info, known, file.name)
            path.pop()
            if here in wanted:
                inside -= 1
                yield Record(here, element, element.sourceline or 0)
            if not inside:
                forget(element)


def check_root(element: etree._Element, root: str, name: str) -> None:
    """Refuse a file whose root is another, or that has a document type.

    Raises:
        SourceFormatError: Either is so.
    """
    if element.getroottree().docinfo.doctype:
        raise SourceFormatError(f"{name}: it declares a document type, which no list does: download the file itself")
    if (found := local_name(element)) != root:
        raise SourceFormatError(
            f"{name}: its root element is {found!r} where the official format has {root!r}: download the file itself, "
            f"or mend the reader"
        )


def _check_attributes(element: etree._Element, path: str, info: SourceInfo, known: set[str], name: str) -> None:
    for attribute in element.keys():  # noqa: SIM118 - an element is no mapping
        key = str(attribute)
        if key.startswith(_XSI):
            continue
        field = f"{path}/@{key}" if path else f"@{key}"
        if field not in known:
            info.check_fields((field,), f"{name}: line {element.sourceline}")
            known.add(field)


def _check_element(element: etree._Element, path: str, info: SourceInfo, known: set[str], name: str) -> None:
    if path in known:
        return
    if not (element.text or "").strip() and (len(element) or info.holds(path)):
        return  # it only holds others, which are checked themselves
    info.check_fields((path,), f"{name}: line {element.sourceline}")
    known.add(path)


def forget(element: etree._Element) -> None:
    """Empty an element that has been read, and drop those before it: memory does not grow with the file."""
    element.clear(keep_tail=False)
    while (before := element.getprevious()) is not None:
        parent = before.getparent()
        if parent is None:
            return  # a comment before the root
        parent.remove(before)


@contextmanager
def parsing(file: Published) -> Iterator[Iterator[tuple[str, etree._Element]]]:
    """The start and the end of every element of a file, for a reader that walks it by itself.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no XML, or is cut.
    """
    with file.open() as stream:
        try:
            yield etree.iterparse(
                stream,
                events=("start", "end"),
                remove_comments=True,
                remove_pis=True,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            )
        except etree.XMLSyntaxError as error:
            _refuse(file, error)


def _refuse(file: Published, error: etree.XMLSyntaxError) -> None:
    if _is_blank(file):
        raise SourceSuspicious(
            f"{file.name}: the file is empty, which would unlist everybody: download it again"
        ) from error
    raise SourceFormatError(
        f"{file.name}: line {error.lineno or 1}: it is not whole XML ({error.msg}), so it is cut, damaged or another "
        f"file: download it again"
    ) from error


def _is_blank(file: Published) -> bool:
    with file.open() as stream:
        return not stream.read(HEAD_BYTES).strip() and not stream.read(1)
