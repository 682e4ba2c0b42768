"""``exposcreen diff``: what changed in the lists between two days."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from exposcreen.cli.question import day, opened_store, question
from exposcreen.cli.terminal import say

if TYPE_CHECKING:
    from exposcreen.sources.history import Change, ListDiff

__all__ = ["run"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def run(arguments: argparse.Namespace) -> int:
    """Write what was added, what is absent, and what changed, list by list.

    Raises:
        InputError: A day or a snapshot is none, or the two have no list in common.
        SourceError: The store is damaged.
    """
    from exposcreen.screening.history import diff

    question(arguments)  # options that change nothing here are still checked
    store = opened_store(arguments.store)
    found = list(diff(store, _vintage("A", arguments.old), _vintage("B", arguments.new), lists=arguments.lists))
    if arguments.json:
        say("[" + ",\n".join(item.model_dump_json(indent=2) for item in found) + "]")
    elif not found:
        say("Both are the same vintage of every list.")
    else:
        say("\n\n".join("\n".join(_lines(item)) for item in found))
    return 0


def _vintage(name: str, text: str) -> str | date:
    return day(name, text) if _DAY.fullmatch(text) else text


def _lines(diff: ListDiff) -> Iterator[str]:
    yield (
        f"{diff.list_id}: {diff.old.published_on} → {diff.new.published_on}: {len(diff.added):,} added, "
        f"{len(diff.absent):,} absent, {len(diff.changed):,} changed, {diff.unchanged:,} unchanged"
    )
    yield from (f"  Note: {note}" for note in diff.notes)
    for change in diff.added:
        yield f"  + {change.key}  {change.name}"
    for change in diff.absent:
        yield f"  - {change.key}  {change.name}: {_gone(change, diff.new.published_on)}"
    for change in diff.changed:
        yield f"  ~ {change.key}  {change.name}"
        for field in change.fields:
            yield from (f"      {field.field} - {text}" for text in field.gone)
            yield from (f"      {field.field} + {text}" for text in field.new)


def _gone(change: Change, published: date | None) -> str:
    said = f" (its authority said that it would leave on {change.was_delisted_on})" if change.was_delisted_on else ""
    return f"absent from the list published on {published}{said}"
