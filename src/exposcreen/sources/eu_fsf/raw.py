"""One entity of the EU's list as either file publishes it: the names of the XML schema 1.1, the values verbatim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exposcreen.errors import SourceFormatError
from exposcreen.sources.cells import collapsed
from exposcreen.sources.facts import unique

__all__ = ["Detail", "RawEntity", "remark_lines"]

_TRUE, _FALSE = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no", ""})


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of an entity: a name, a birth date, an address …

    Attributes:
        fields: By the attribute names of the XML schema; what is not published is not there.
        remarks: Line by line.
    """

    fields: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """A field in one line; empty where it is not published."""
        return collapsed(self.fields.get(name, ""))

    def flag(self, name: str, where: str) -> bool:
        """A field that is true or false; false where it is not published.

        Raises:
            SourceFormatError: It is neither.
        """
        published = self.text(name)
        if published.lower() not in _TRUE | _FALSE:
            raise SourceFormatError(
                f"{where}: {name}: {published!r} is neither true nor false, so it is not known what it says: "
                f"mend the reader"
            )
        return published.lower() in _TRUE


@dataclass(frozen=True, slots=True)
class RawEntity:
    """One entity with all its details, in published order.

    Attributes:
        line: Where it begins.
        itself: What is said of the entity as a whole.
        subject_types: The codes of its type: ``P`` and ``person``, or ``E`` and ``enterprise``.
        record: Every published field, verbatim, where it is not empty.
    """

    line: int
    itself: Detail
    subject_types: tuple[str, ...]
    regulations: tuple[Detail, ...]
    names: tuple[Detail, ...]
    citizenships: tuple[Detail, ...]
    births: tuple[Detail, ...]
    addresses: tuple[Detail, ...]
    identifications: tuple[Detail, ...]
    record: tuple[tuple[str, str], ...]

    @property
    def uid(self) -> str:
        """The EU reference number; empty where there is none."""
        return self.itself.text("euReferenceNumber")


def remark_lines(published: str) -> tuple[str, ...]:
    """The lines of a remark, each in one line and without the brackets that the CSV file puts around it.

    The CSV file writes ``(UNSC RESOLUTION 1483)`` for the ``UNSC RESOLUTION 1483`` of the XML file, and joins several.
    """
    return unique(filter(None, _lines(published)))


def _lines(published: str) -> Iterator[str]:
    for line in published.replace("\\n", "\n").splitlines():
        text = collapsed(line)
        yield text[1:-1].strip() if _is_bracketed(text) else text


def _is_bracketed(text: str) -> bool:
    """Whether the first bracket closes with the last."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at == len(text) - 1
    return False
