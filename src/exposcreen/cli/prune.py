"""``exposcreen prune``: remove from the store what nothing refers to."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from exposcreen.cli.question import day, opened_store, question
from exposcreen.cli.terminal import say

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Remove it, and write what it was.

    Raises:
        InputError: The day is none, or there is no store.
        SourceError: The store is damaged.
    """
    from exposcreen.model.policy import ScreeningPolicy
    from exposcreen.resources import digest
    from exposcreen.screening.library import index_key
    from exposcreen.screening.selection import select
    from exposcreen.sources.checking import prune

    as_of = question(arguments).as_of
    before = None if arguments.before is None else day("--before", arguments.before)
    store = opened_store(arguments.store)
    now = datetime.now(UTC)
    selections = [select(store, day_asked, digest()) for day_asked in {as_of, now.date()}]
    keys = (index_key(selection, ScreeningPolicy().transliterator) for selection in selections)
    pruned = prune(
        store,
        before=before,
        indexes={key for key in keys if key is not None},
        needed={item.id for selection in selections for item in selection.snapshots().values()},
        now=now,
        dry_run=arguments.dry_run,
    )
    if arguments.json:
        say(pruned.model_dump_json(indent=2))
        return 0
    done = "would be removed" if arguments.dry_run else "removed"
    for snapshot in pruned.snapshots:
        say(f"snapshot {snapshot.id}: {done}")
    say(f"{len(pruned.files):,} files and folders, {pruned.size:,} bytes: {done}")
    return 0
