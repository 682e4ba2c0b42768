"""``exposcreen update``: official files from a folder into the store."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposcreen.cli.question import day, question
from exposcreen.cli.terminal import complain, page_width, say
from exposcreen.errors import InputError

if TYPE_CHECKING:
    from exposcreen.sources.intake import SourceResult

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Read the files, keep them, and write what became of each source; a refused one makes the exit code 1.

    Raises:
        InputError: An option, the store or the folder cannot be used, or two files claim to be the same one.
        SourceError: The store itself is damaged.
    """
    from exposcreen.report import table
    from exposcreen.sources.store import Store, default_store_path
    from exposcreen.sources.update import update_from

    question(arguments)  # options that change nothing here are still checked
    published = None if arguments.published is None else day("--published", arguments.published)
    folder = Path(arguments.source)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--from {arguments.source}: is a file: name the folder that holds the files")
    if not folder.is_dir():
        raise InputError(f"--from {arguments.source}: there is no such folder: name the one that holds the files")
    store = Store.open(default_store_path() if arguments.store is None else Path(arguments.store))
    report = update_from(folder, store, published=published, retrieved_at=datetime.now(UTC))
    if arguments.json:
        say(report.model_dump_json(indent=2))
    else:
        head = ("source", "state", "published", "lists and entries")
        say(table(head, (_row(result) for result in report.results), width=page_width()))
        say(f"Store: {store.path}")
    for result in report.results:
        for sentence in (*result.notes, *((f"refused: {result.reason}",) if result.reason else ())):
            complain(f"{result.source}: {sentence}")
    if report.unrecognised:
        complain(f"not recognised, and left aside: {', '.join(report.unrecognised)}")
    return 1 if report.refused else 0


def _row(result: SourceResult) -> tuple[str, ...]:
    if result.snapshot is None:
        return (result.source, str(result.state), "-", "nothing was changed")
    counts = ", ".join(f"{list_id} {count:,}" for list_id, count in sorted(result.snapshot.records.items()))
    return (result.source, str(result.state), str(result.snapshot.published_on or "unknown"), counts)
