"""One holding: who, of whom, how much, from when to when, and who says so."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from exposcreen.model.dates import PartialDate
from exposcreen.model.vocabulary import SubjectKind

__all__ = ["Party", "Stake", "folded", "folded_identifier"]


@dataclass(frozen=True, slots=True)
class Party:
    """A party of an ownership table.

    Attributes:
        name: As its source writes it; empty where only identifiers are known.
        identifiers: Pairs of scheme and value, the scheme empty where it is not known.
        aliases: Other names that its source gives.
        kind: What it is.
        country: Of registration or nationality.
        birth_date: Of a person.
        unnamed: Whether the source says that somebody is there and not who: such a one is never anybody else.
    """

    name: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    unnamed: bool = False
    aliases: tuple[str, ...] = ()
    kind: SubjectKind = SubjectKind.UNKNOWN
    country: str | None = None
    birth_date: PartialDate | None = None

    @classmethod
    def of(cls, value: Party | str) -> Party:
        """A party, of which a text is the name."""
        return cls(name=value) if isinstance(value, str) else value

    @property
    def label(self) -> str:
        """What to call it."""
        return self.name or ", ".join(f"{scheme} {value}".strip() for scheme, value in self.identifiers)


@dataclass(frozen=True, slots=True)
class Stake:
    """A holding of one party in another, for some days.

    Attributes:
        owner: Who holds; a text is a name.
        owned: What is held.
        percent: The share, 0 to 100, or the least it can be where ``ceiling`` is given; ``None`` where unknown.
        control: Whether the owner controls, without or beside owning.
        effective_from: The first day; ``None`` where it has always been so as far as is known.
        effective_to: The first day on which it was so no longer; ``None`` while it is.
        source: Who says so: a file and a place in it.
        ceiling: The most it can be, where the share is given as a range.
        indirect: Whether it is held through companies that the same source tells of too, link by link.
        joint: The arrangement under which it is held together with those that bear the same.
    """

    owner: Party | str
    owned: Party | str
    percent: Decimal | None = None
    control: bool = False
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = field(default="", compare=False)
    ceiling: Decimal | None = None
    indirect: bool = False
    joint: str | None = None

    def __post_init__(self) -> None:
        for share in (self.percent, self.ceiling):
            if share is not None and not 0 <= share <= 100:
                raise ValueError(f"{share} is no share in percent: give one of 0 to 100")
        if self.ceiling is not None and self.percent is not None and self.ceiling < self.percent:
            raise ValueError(f"a share of at least {self.percent} % cannot be at most {self.ceiling} %")
        if self.effective_from and self.effective_to and self.effective_to <= self.effective_from:
            raise ValueError(f"it ends on {self.effective_to}, before it begins on {self.effective_from}")


def folded(name: str) -> str:
    """A name by its letters and digits, whatever their case, with one space for all that stands between them."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text).split())


def folded_identifier(value: str) -> str:
    """An identifier by its letters and digits, upper case."""
    upper = unicodedata.normalize("NFKC", value).upper()
    return "".join(letter for letter in upper if letter.isalnum()) or upper.strip()
