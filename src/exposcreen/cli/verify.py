"""``exposcreen verify``: whether the store holds what was put into it, and whether every name in it finds itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from exposcreen.cli.question import opened_store, question
from exposcreen.cli.terminal import Ticker, complain, page_width, say

if TYPE_CHECKING:
    from exposcreen.sources.checking import Checked

__all__ = ["run"]

_SHOWN = 20


def run(arguments: argparse.Namespace) -> int:
    """Hash everything anew and write what was found; exit with 1 where something is not as it should be.

    Raises:
        InputError: There is no store.
        SourceError: Its manifest is damaged.
    """
    from exposcreen.report import table
    from exposcreen.screening.self_screen import self_screen
    from exposcreen.sources.checking import verify

    as_of = question(arguments).as_of
    store = opened_store(arguments.store)
    with Ticker() as ticker:
        checked = list(verify(store, ticker.tell))
        missed = self_screen(store.path, as_of=as_of, watch=ticker.tell) if arguments.self_screen else None
    if arguments.json:
        found = "[" + ",\n".join(item.model_dump_json(indent=2) for item in checked) + "]"
        named = "null" if missed is None else missed.model_dump_json(indent=2)
        say(f'{{"snapshots": {found}, "self_screen": {named}}}')
    else:
        say(table(("snapshot", "entries", "state"), map(_row, checked), width=page_width()))
        if missed is not None:
            say(f"Self-screen: {missed.names:,} names of {missed.listings:,} listings, {len(missed.missed):,} missed")
    problems = [sentence for item in checked for sentence in item.problems]
    for sentence in problems:
        complain(sentence)
    for miss in missed.missed[:_SHOWN] if missed is not None else ():
        complain(f"{miss.key}: the name {miss.name!r} does not find its own listing: report it, it would be missed")
    return 1 if problems or (missed is not None and missed.missed) else 0


def _row(item: Checked) -> tuple[str, ...]:
    entries = sum(item.snapshot.records.values())
    return (item.snapshot.id, f"{entries:,}", "damaged" if item.problems else "intact")
