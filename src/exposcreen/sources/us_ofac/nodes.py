"""An XML element as plain values: names without namespaces, texts stripped. Cheaper to ask often than the element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

__all__ = ["Node", "node_of", "record_of"]


class Node:
    """An element.

    Attributes:
        name: Its tag without the namespace.
        text: Its own text, stripped; often empty.
        children: The elements in it, in published order.
    """

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, text: str, attributes: dict[str, str], children: list[Node]) -> None:
        self.name = name
        self.text = text
        self.attributes = attributes
        self.children = children

    def at(self, path: str) -> Iterator[Node]:
        """All elements at a path below, in published order."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.at(rest)
                else:
                    yield child

    def first(self, path: str) -> Node | None:
        """The first element at a path below."""
        return next(self.at(path), None)

    def text_at(self, path: str) -> str:
        """The text of the first element at a path below; empty where there is none."""
        found = self.first(path)
        return found.text if found else ""


def node_of(element: etree._Element) -> Node:
    """An element and all that is in it."""
    attributes = {str(key): str(value) for key, value in element.items()} if len(element.attrib) else {}
    return Node(
        str(element.tag).rpartition("}")[2],
        (element.text or "").strip(),
        attributes,
        [node_of(child) for child in element],
    )


def record_of(node: Node, without: frozenset[str] = frozenset(), path: str = "") -> Iterator[tuple[str, str]]:
    """The texts and attributes of an element as (path, value) pairs, in published order.

    Repeated elements repeat their path.

    Args:
        without: Names of attributes and elements that are left out, as ids that only tie the file together.
    """
    for key, value in node.attributes.items():
        if value and key not in without:
            yield f"{path}/@{key}" if path else f"@{key}", value
    if node.text:
        yield path, node.text
    for child in node.children:
        if child.name not in without:
            yield from record_of(child, without, f"{path}/{child.name}" if path else child.name)
