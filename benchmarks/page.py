"""The figures as one table on the terminal, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

__all__ = ["Row", "page", "table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: the part it belongs to, what was measured, and the figure with its unit."""

    part: str
    measure: str
    figure: str


def table(rows: Sequence[Row]) -> str:
    """All rows, aligned, each part under its title."""
    width = max(len(row.measure) for row in rows)
    lines = []
    for part, members in groupby(rows, key=lambda row: row.part):
        lines += ["", part, *(f"  {row.measure:<{width}}  {row.figure}" for row in members)]
    return "\n".join(lines)


def page(rows: Sequence[Row], *, on: date, machine: str, loaded: str, notes: Sequence[str]) -> str:
    """The page, in Markdown.

    Args:
        on: The day of the run.
        machine: What kind of machine it ran on.
        loaded: What else the machine was doing.
        notes: How to read the figures: one sentence or more each.
    """
    lines = [
        "# Benchmarks",
        "",
        "<!-- Written by `make bench`: run it again instead of editing this page. -->",
        "",
        f"One run of `make bench` on {on.isoformat()}: {machine}. {loaded} Ratios compare things measured in the same "
        f"run and carry over to other machines; absolute times are those of this one machine only.",
    ]
    for part, members in groupby(rows, key=lambda row: row.part):
        lines += ["", f"## {part}", "", "| measure | figure |", "|---|---|"]
        lines += [f"| {row.measure.replace('|', '/')} | {row.figure} |" for row in members]
    return "\n".join([*lines, "", "## How to read this", "", *(f"- {note}" for note in notes), ""])
