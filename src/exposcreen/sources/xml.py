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
    name in the description of the source; ``xsi`` attributes are not the authority's and need not be. What stands
    outside the wanted elements is accounted for when it is passed, at the latest at the end of the file.

    Args:
        file: The published file.
        info: The description of its source.
        root: The name of its root element.
        at: The paths of the elements that are wanted. None lies in another.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no XML, is cut, has a document type, another root, or a field that is not known.
    """
    audit = _Audit(info, file.name, frozenset(at))
    first = True
    with parsing(file, audit.tags) as events:
        for _, element in events:
            path = _path(element)
            if path not in audit.wanted:
                continue
            if first:
                audit.check_root(element.getroottree(), root)
                first = False
            audit.check(element, path)
            yield Record(path, element, element.sourceline or 0)
            audit.forget(element, path)
        if events.root is not None:  # a file without an element is a syntax error
            if first:
                audit.check_root(events.root.getroottree(), root)
            audit.check_rest(events.root, "")


def _path(element: etree._Element) -> str:
    """The path of an element from below the root; empty for the root itself."""
    steps = []
    while (parent := element.getparent()) is not None:
        steps.append(local_name(element))
        element = parent
    return "/".join(reversed(steps))


class _Shape:
    """What is known of the elements at one path, so that each of the many is looked up once.

    Attributes:
        known: Whether it is a field that is accounted for.
        holds: Whether fields that are accounted for stand under it.
        attributes: Those that were accounted for already.
        children: The shapes of its children by tag.
    """

    __slots__ = ("attributes", "children", "holds", "known", "path")

    def __init__(self, path: str, info: SourceInfo) -> None:
        self.path = path
        self.known = info.knows(path)
        self.holds = info.holds(path)
        self.attributes: set[str] = set()
        self.children: dict[str, _Shape] = {}


class _Audit:
    """Accounts for every element and attribute of a file."""

    def __init__(self, info: SourceInfo, name: str, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.tags = tuple({f"{{*}}{path.rpartition('/')[2]}" for path in wanted})
        self._info = info
        self._name = name
        self._shapes: dict[str, _Shape] = {}

    def check_root(self, document: etree._ElementTree[etree._Element], root: str) -> None:
        """Refuse a document type, another root, and attributes of the root that are not known."""
        element = document.getroot()
        check_root(element, root, self._name)
        for key in map(str, element.keys()):
            if not key.startswith(_XSI):
                self._info.check_fields((f"@{key}",), f"{self._name}: line {element.sourceline}")

    def check(self, element: etree._Element, path: str) -> None:
        """Account for an element and all that is in it."""
        if path not in self._shapes:
            self._shapes[path] = _Shape(path, self._info)
        self._check(element, self._shapes[path])

    def _check(self, element: etree._Element, shape: _Shape) -> None:
        for key in element.keys():  # noqa: SIM118 - an element is no mapping
            if key not in shape.attributes:
                self._check_attribute(element, shape, str(key))
        if not shape.known and ((element.text or "").strip() or not (len(element) or shape.holds)):
            self._info.check_fields((shape.path,), f"{self._name}: line {element.sourceline}")
        children = shape.children
        for child in element:
            tag = str(child.tag)
            below = children.get(tag)
            if below is None:
                below = children[tag] = _Shape(f"{shape.path}/{local_name(child)}", self._info)
            self._check(child, below)

    def _check_attribute(self, element: etree._Element, shape: _Shape, key: str) -> None:
        if not key.startswith(_XSI):
            self._info.check_fields((f"{shape.path}/@{key}",), f"{self._name}: line {element.sourceline}")
        shape.attributes.add(key)

    def check_rest(self, element: etree._Element, path: str) -> None:
        """Account for what is left of an element whose wanted parts were taken out."""
        if path in self.wanted:
            return
        leads = [wanted for wanted in self.wanted if wanted.startswith(f"{path}/" if path else "")]
        if not leads:
            self.check(element, path)
            return
        if path:
            shape = self._shapes.setdefault(path, _Shape(path, self._info))
            for key in map(str, element.keys()):
                self._check_attribute(element, shape, key)
        if (element.text or "").strip():
            self._info.check_fields((path,), f"{self._name}: line {element.sourceline}")
        for child in element:
            self.check_rest(child, f"{path}/{local_name(child)}" if path else local_name(child))

    def forget(self, element: etree._Element, path: str) -> None:
        """Empty an element that has been read, and drop those before it once they are accounted for."""
        above = path.rpartition("/")[0]
        for before in element.itersiblings(preceding=True):
            self.check_rest(before, f"{above}/{local_name(before)}" if above else local_name(before))
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


def forget(element: etree._Element) -> None:
    """Empty an element that has been read, and drop those before it: memory does not grow with the file."""
    element.clear(keep_tail=False)
    while (before := element.getprevious()) is not None:
        parent = before.getparent()
        if parent is None:
            return  # a comment before the root
        parent.remove(before)


@contextmanager
def parsing(
    file: Published, tags: tuple[str, ...] | None = None
) -> Iterator[etree.iterparse[tuple[str, etree._Element]]]:
    """The end of every element of some tags; or the start and the end of every element, for a reader that walks alone.

    Raises:
        SourceSuspicious: The file is empty.
        SourceFormatError: It is no XML, or is cut.
    """
    with file.open() as stream:
        try:
            yield etree.iterparse(
                stream,
                events=("start", "end") if tags is None else ("end",),
                tag=tags,
                remove_comments=True,
                remove_pis=True,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            )
        except etree.XMLSyntaxError as error:
            _refuse(file, error)


def _refuse(file: Published, error: etree.XMLSyntaxError) -> None:
    if file.size <= HEAD_BYTES and not file.data().strip():
        raise SourceSuspicious(
            f"{file.name}: the file is empty, which would unlist everybody: download it again"
        ) from error
    raise SourceFormatError(
        f"{file.name}: line {error.lineno or 1}: it is not whole XML ({error.msg}), so it is cut, damaged or another "
        f"file: download it again"
    ) from error
