"""One entry of OFAC's lists, whatever the format it came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.facts import Facts

__all__ = ["Party", "Standing", "address_text", "said"]

_UNKNOWN_COUNTRIES = frozenset({"", "undetermined"})


@dataclass(frozen=True, slots=True)
class Standing:
    """That a file names a list for an entry.

    Attributes:
        list_id: The list.
        listed_on: The day of publication there; ``None`` where the file does not say.
        delisted_on: The first day off the list.
    """

    list_id: str
    listed_on: date | None = None
    delisted_on: date | None = None


@dataclass(slots=True)
class Party:
    """What a file says of one entry, before it becomes a listing of each list on which it stands.

    Attributes:
        uid: OFAC's id.
        where: File, line and entry, for errors.
        names: The primary name, and the aliases; further names are in ``facts``.
        countries: Of the addresses.
        measures: The sanctions types; OFAC gives them for the entry, not for each of its lists.
        authorities: The legal authorities, which OFAC gives for the entry too.
        standings: The lists that the file names; ``None`` where it names none, empty where it has no entry of the
            party on any list.
        remarks: What the entry says, as the remarks of the CSV files put it: it tells directives apart.
    """

    uid: str
    where: str
    kind: SubjectKind
    names: list[Name]
    facts: Facts
    tags: tuple[str, ...]
    addresses: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)
    standings: tuple[Standing, ...] | None = None
    remarks: str = ""
    record: list[tuple[str, str]] = field(default_factory=list)

    def add_address(self, text: str, country: str) -> None:
        """Take an address and its country; OFAC writes ``undetermined`` for none."""
        if text:
            self.addresses.append(text)
        if country not in _UNKNOWN_COUNTRIES:
            self.countries.append(country)


def address_text(
    streets: Iterable[str], *, city: str = "", state: str = "", code: str = "", region: str = "", country: str = ""
) -> tuple[str, str]:
    """An address in one text, and its country, both as OFAC's CSV files put them together.

    A region stands where there is no country: ``Region: Gaza``.
    """
    if country in _UNKNOWN_COUNTRIES:
        country = ""
    area = f"Region: {region}" if region else ""
    town = ", ".join(filter(None, (city, state)))
    parts = (*streets, " ".join(filter(None, (town, code))), area if country else "", country or area)
    return ", ".join(part.strip() for part in parts if part.strip()), country or area


def said(pairs: Iterable[tuple[str, str]]) -> str:
    """Labelled facts as OFAC's CSV files put them together in the remarks."""
    return "; ".join(f"{label} {value}" for label, value in pairs)
