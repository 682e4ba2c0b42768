"""Cells as numbers: as people and spreadsheets write them, and never read a thousandfold wrong.

``1.234`` is a thousand and more in Berlin and little more than one in Boston. A number alone often does not tell, but
its column does: ``1.234,50`` in another row proves that the comma is the decimal mark. So the column is looked through
first, and a number that can then still be read in two ways is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = ["Convention", "Mark", "convention_of", "number_of", "proven_mark"]

Mark = Literal[".", ","]
"""What stands between the whole and the fraction."""

_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[,.'’ ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))(?P<point>[.,])(?P<fraction>[0-9]+))?"
)
_PLAIN = re.compile(
    r"[0-9]*(?P<mark>[.,])[0-9]+|[0-9]+(?P<last>[.,])?|[0-9]+(?:(?P<exact>\.)[0-9]+)?[eE][+-]?[0-9]{1,2}"
)
_UNIT_BEFORE = re.compile(r"^(?:[A-Z]{3}(?=[\s0-9(+-])|[$€£¥])")
_UNIT_AFTER = re.compile(r"(?:(?<=[\s0-9)])[A-Z]{3}|[$€£¥%])$")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a column writes its numbers.

    Attributes:
        mark: The decimal mark: what the column proves, else what files of its kind use.
        proven: Whether a number of the column proves it, and none proves the other.
        mixed: Whether some numbers of the column prove the one mark and some the other.
    """

    mark: Mark
    proven: bool = False
    mixed: bool = False


def convention_of(proofs: Collection[Mark], usual: Convention) -> Convention:
    """How a column writes its numbers.

    Args:
        proofs: The decimal marks that numbers of the column prove.
        usual: What to hold to where they prove nothing.
    """
    if not proofs:
        return usual
    one, *others = sorted(set(proofs))
    return Convention(usual.mark, mixed=True) if others else Convention(one, proven=True)


def proven_mark(text: str) -> Mark | None:
    """The decimal mark that a number proves on its own; ``None`` where it has none, can mean two things, or is none."""
    digits = _digits(text)
    if grouped := _GROUPED.fullmatch(digits):
        if grouped["point"]:
            return _mark(grouped["point"])
        several = grouped["whole"].count(grouped["mark"]) > 1
        return _mark({",": ".", ".": ","}.get(grouped["mark"], "") if several else "")
    plain = _PLAIN.fullmatch(digits)
    return _mark(plain["mark"] or plain["last"] or plain["exact"] or "") if plain else None


def number_of(text: str, convention: Convention) -> Decimal:
    """A number: ``1,234.50``, ``1.234,50``, ``1 234,5``, ``(1,234)`` for a negative, ``4.2 %``, ``$12``.

    Args:
        text: The cell.
        convention: Of its column.

    Raises:
        ValueError: It is not a number, can be read in two ways that differ a thousandfold, or is written in another
            way than the rest of its column.
    """
    bare = _bare(text)
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    value = _unsigned(text, _digits(text), convention)
    return -value if negative else value


def _unsigned(text: str, digits: str, convention: Convention) -> Decimal:
    grouped = _GROUPED.fullmatch(digits)
    if not grouped and not _PLAIN.fullmatch(digits):
        raise ValueError(f"{_shown(text)} is not a number")
    mark = proven_mark(text)
    if mark is None and grouped and grouped["mark"] in ",.":
        mark = _settled(text, _mark(grouped["mark"]), convention)
    elif convention.mixed and mark not in {None, convention.mark}:
        raise ValueError(
            f"{_shown(text)} writes its decimal mark in another way than other rows of the column, "
            "so thousands could be taken for thousandths: write all of them in one way"
        )
    if grouped:
        digits = "".join(letter for letter in digits if letter.isdigit() or letter == mark)
    return Decimal(digits.replace(",", "."))


def _settled(text: str, own: Mark | None, convention: Convention) -> Mark:
    """The decimal mark of a number that can mean two things, as its column has it.

    A point in a file of commas may be a slip of the pen or of a program, so only proof makes thousands of it; the
    comma of a file of points is what everybody means by it.
    """
    if convention.mixed or (own == "." and convention == Convention(",")):
        raise ValueError(f"{_shown(text)} can mean thousands or thousandths: write it without the mark of thousands")
    return convention.mark


def _digits(text: str) -> str:
    return _bare(_bare(text).strip("()").lstrip("+-"))


def _bare(text: str) -> str:
    """The cell without currency, percent sign and outer spaces, its minus and its spaces the plain ones."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-").strip()
    return _UNIT_AFTER.sub("", _UNIT_BEFORE.sub("", plain)).strip()


def _mark(text: str) -> Mark | None:
    return "." if text == "." else "," if text == "," else None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
