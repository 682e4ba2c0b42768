"""What is supplied: an item of an export question, as far as the asker knows it."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from exposcreen.model.value import Value

__all__ = ["EAR99", "Item"]

EAR99 = "EAR99"
"""What is subject to the EAR and has no entry of its own on the Commerce Control List."""

_ECCN = re.compile(r"([0-9][A-E][0-9]{3})((?:\.[a-z0-9]{1,4}){0,8})", re.IGNORECASE)
_HS = re.compile(r"\d{2}|\d{4}|\d{6}|\d{8}|\d{10}")


def _eccn(value: str) -> str:
    text = "".join(value.split())
    if text.upper() == EAR99:
        return EAR99
    match = _ECCN.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{value[:40]!r} is not an ECCN: write a digit, a letter from A to E and three digits, with the paragraph "
            "where it is known, such as 4A994 or 1A004.c; or EAR99"
        )
    return match[1].upper() + match[2].lower()


def _hs(value: str) -> str:
    digits = re.sub(r"[.\s]", "", value)
    if not _HS.fullmatch(digits):
        raise ValueError(f"{value[:40]!r} is not an HS code: write 2, 4, 6, 8 or 10 digits, such as 8525.89")
    return digits


_Words = Annotated[str, Field(min_length=1, max_length=4_000)]


class Item(Value):
    """Goods, software or technology that an export question is about.

    It refines answers about exports only. What is not known is left out: the answer then is what it is without it.

    Attributes:
        eccn: Export Control Classification Number, with its paragraph where that is known (``1A004.c``); or ``EAR99``.
        hs: Code of the Harmonized System, 2 to 10 digits: it helps to recognise goods, and classifies nothing.
        description: What it is, in words.
        end_use: What it is for, and where, and who uses it, in words.
        foreign_made: Whether it is made outside the United States; ``None`` where that is not known.
    """

    eccn: Annotated[str, AfterValidator(_eccn)] | None = None
    hs: Annotated[str, AfterValidator(_hs)] | None = None
    description: _Words | None = None
    end_use: _Words | None = None
    foreign_made: bool | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not any((self.eccn, self.hs, self.description, self.end_use)) and self.foreign_made is None:
            raise ValueError("an item needs an ECCN, an HS code, a description, an end use, or where it is made")
        return self

    @property
    def label(self) -> str:
        """What to call it in a sentence."""
        code = f"ECCN {self.eccn}" if self.eccn and self.eccn != EAR99 else self.eccn
        named = [part for part in (self.description, code, f"HS {self.hs}" if self.hs else None) if part]
        return ", ".join(named) or "the item"
