"""``exposcreen update``: official files into the store, from their authorities or from a folder."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exposcreen.cli.question import day, question
from exposcreen.cli.terminal import Ticker, complain, page_width, say
from exposcreen.errors import InputError

if TYPE_CHECKING:
    from exposcreen.sources.intake import SourceResult, Watch
    from exposcreen.sources.store import Store
    from exposcreen.sources.update import UpdateReport

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Bring the files in, and write what became of each source; a refused one makes the exit code 1.

    Raises:
        InputError: An option, the store or the folder cannot be used, or two files claim to be the same one.
        SourceError: The store itself is damaged.
    """
    from exposcreen.sources.store import Store, default_store_path

    question(arguments)  # options that change nothing here are still checked
    store = Store.open(default_store_path() if arguments.store is None else Path(arguments.store))
    with Ticker() as ticker:
        report = _from_folder(arguments, store, ticker.tell) if arguments.source else _online(arguments, store, ticker)
    # Before the index: what was kept is told even where another snapshot is damaged, and no index can be compiled.
    _write(arguments, report, store)
    if not report.dry_run and any(result.snapshot is not None for result in report.results):
        with Ticker() as ticker:
            _compile(store.path, ticker)
    return 1 if report.refused else 0


def _from_folder(arguments: argparse.Namespace, store: Store, watch: Watch) -> UpdateReport:
    from exposcreen.sources.update import update_from

    if arguments.mirror is not None:
        raise InputError("--mirror and --from: files of a folder are not downloaded: give one of the two")
    published = None if arguments.published is None else day("--published", arguments.published)
    folder = Path(arguments.source)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--from {arguments.source}: is a file: name the folder that holds the files")
    if not folder.is_dir():
        raise InputError(f"--from {arguments.source}: there is no such folder: name the one that holds the files")
    return update_from(
        folder,
        store,
        published=published,
        retrieved_at=datetime.now(UTC),
        names=arguments.names,
        incomplete=arguments.incomplete,
        dry_run=arguments.dry_run,
        watch=watch,
    )


def _online(arguments: argparse.Namespace, store: Store, ticker: Ticker) -> UpdateReport:
    from exposcreen.sources.download import update_online
    from exposcreen.sources.fetch import Downloads

    for option, given in (("--published", arguments.published is not None), ("--incomplete", arguments.incomplete)):
        if given:
            raise InputError(f"{option}: this is about files of a folder: give --from DIR too")
    mirror = None if arguments.mirror is None else _mirror(arguments.mirror)
    with Downloads(store.path / "fetch", kept=store.kept, mirror=mirror) as downloads:
        return update_online(
            store,
            downloads,
            retrieved_at=datetime.now(UTC),
            names=arguments.names,
            dry_run=arguments.dry_run,
            watch=ticker.tell,
        )


def _mirror(address: str) -> str:
    """The address of a mirror. What is wrong with it is said without repeating it: it can hold a password."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise InputError("--mirror: this is no address: write http://… or https://…")
    if parts.username is not None or parts.query or parts.fragment:
        raise InputError("--mirror: an address with a user, a query or a fragment is not used: write its path alone")
    return address


def _compile(path: Path, ticker: Ticker) -> None:
    """Compile the index over what is newest, so that the first screening does not wait for it."""
    from exposcreen.screening import Screener
    from exposcreen.sources.store import Store

    ticker.tell("compiling the index; snapshots", len(Store.open(path).snapshots), None)
    Screener(store=path).searched(as_of=datetime.now(UTC).date())


def _write(arguments: argparse.Namespace, report: UpdateReport, store: Store) -> None:
    from exposcreen.report import table

    if arguments.json:
        say(report.model_dump_json(indent=2))
    else:
        head = ("source", "state", "published", "lists and entries")
        say(table(head, (_row(result) for result in report.results), width=page_width()))
        say(f"Store: {store.path}{' (dry run: nothing was kept)' if report.dry_run else ''}")
    for result in report.results:
        for sentence in (*result.notes, *((f"refused: {result.reason}",) if result.reason else ())):
            complain(f"{result.source}: {sentence}")
    if report.unrecognised:
        complain(f"not recognised, and left aside: {', '.join(report.unrecognised)}")


def _row(result: SourceResult) -> tuple[str, ...]:
    if result.snapshot is None:
        return (result.source, str(result.state), "-", "nothing was changed")
    counts = ", ".join(f"{list_id} {count:,}" for list_id, count in sorted(result.snapshot.records.items()))
    return (result.source, str(result.state), _day(result.snapshot.published_on), counts)


def _day(published: date | None) -> str:
    return "unknown" if published is None else published.isoformat()
