"""The designations of a subject: one for each regime, with its measures and its citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation
from exposcreen.sources.cells import collapsed
from exposcreen.sources.facts import unique
from exposcreen.sources.gb_sanctions.dates import day
from exposcreen.sources.gb_sanctions.reader import DESIGNATION, Subject

__all__ = ["designations"]

_LIST = "UK Sanctions List"
_NOBODY_SAYS: Mapping[str, str] = dict.fromkeys(DESIGNATION, "")


def designations(subject: Subject, notes: list[str], published_on: date | None) -> tuple[Designation, ...]:
    """The acts, in published order.

    Args:
        notes: Takes what could not be understood.
    """
    by_regime: dict[str, list[Mapping[str, str]]] = {}
    for row in subject.rows(DESIGNATION):
        by_regime.setdefault(row["Regime Name"], []).append(row)
    return tuple(
        Designation(
            program=regime or _LIST,
            listed_on=_listed_on(rows, notes),
            measures=unique(
                measure.strip() for row in rows for measure in row["Sanctions Imposed"].split("|") if measure.strip()
            ),
            note="; ".join(unique(_words(rows))) or None,
            citations=tuple(_citations(subject, regime, published_on)),
        )
        for regime, rows in (by_regime or {"": [_NOBODY_SAYS]}).items()
    )


def _listed_on(rows: list[Mapping[str, str]], notes: list[str]) -> date | None:
    """The first day; nothing where any of the days is not understood, which is on the list on every day."""
    published = unique(row["Date Designated"] for row in rows if row["Date Designated"])
    days = [found for text in published if (found := day(text)) is not None]
    if len(published) > 1 or len(days) < len(published):
        notes.append(f"date designated as published: {', '.join(published)}")
    return min(days) if days and len(days) == len(published) else None


def _words(rows: list[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        if row["Designation source"]:
            yield f"designated by: {row['Designation source']}"
    for row in rows:
        if row["UK Statement of Reasons"]:
            yield collapsed(row["UK Statement of Reasons"])


def _citations(subject: Subject, regime: str, published_on: date | None) -> Iterator[Citation]:
    entry = f"Unique ID {subject.uid}" if subject.uid else None
    if regime:
        yield Citation(title="Regulations of the sanctions regime", reference=regime, locator=entry)
    yield Citation(title=_LIST, reference=entry or _LIST, published_on=published_on)
    for number in subject.values("UN Reference Number"):
        yield Citation(title="United Nations Security Council sanctions list", reference=number)
    for number in subject.values("OFSI Group ID"):
        yield Citation(title="OFSI Consolidated List, closed on 28 January 2026", reference=f"OFSI Group ID {number}")
