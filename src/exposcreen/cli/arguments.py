"""The commands and their options, in one place."""

from __future__ import annotations

import argparse
from typing import NoReturn

from exposcreen.__about__ import __version__
from exposcreen.cli.terminal import say
from exposcreen.errors import InputError
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity, Outcome, SubjectKind

__all__ = ["parser"]

_EPILOG = (
    "exit code: 0 it ran; 3 --fail-on was reached; 2 usage or input error, also in one row of a file; "
    "1 any other failure. Not legal advice."
)


class _Parser(argparse.ArgumentParser):
    """A parser that raises one sentence where argparse prints a page."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments.

        Raises:
            InputError: Always.
        """
        raise InputError(f"{message}: see {self.prog} --help")


class _Version(argparse.Action):
    """Print the version as a result, on stdout."""

    def __init__(self, option_strings: list[str], dest: str, **more: object) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and leave")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print and leave."""
        say(f"exposcreen {__version__}")
        parser.exit(0)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; the namespace it makes names the module that runs the command."""
    root = _Parser(
        prog="exposcreen",
        description="Screen counterparties, sites and holdings against sanctions, export and investment lists.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    root.add_argument("--version", action=_Version)
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    common, asking = _common(), _asking()
    _screen(commands, common, asking)
    for name, kind, words in (
        ("portfolio", "holdings", "screen the holdings of a CSV file, with exposure totals"),
        ("supply-chain", "sites", "screen the sites of a CSV file, with totals by tier, territory and product"),
        ("batch", "counterparties", "screen the counterparties of a CSV file, one verdict a row (--json: JSON Lines)"),
    ):
        command = _command(commands, name, words, "many", common, asking)
        command.add_argument(
            "file",
            metavar="FILE",
            help=f"CSV, TSV or semicolon-separated file of {kind}, in UTF-8; - reads it from stdin",
        )
    _command(commands, "lists", "show what has been read of each list for the day", "lists", common)
    show = _command(commands, "show", "show a listing whole", "show", common)
    show.add_argument("listing", metavar="LISTING", help="us_ofac_sdn:29299, or a uid, or a name as published")
    show.description = "Show a listing whole. Of the options about the question, only --as-of matters here."
    rules = _command(commands, "rules", "show the law on a day, or what changed in it", "rules", common)
    rules.description = "Show the bundled rules as they stand on a day, or what changed in them between two days."
    rules.add_argument("--list", dest="lists", metavar="LIST", action="append", default=[], help="on this list; again")
    rules.add_argument("--diff", metavar=("A", "B"), nargs=2, help="what changed after day A, up to and including B")
    mirrors = _command(commands, "mirrors", "show who else listed the parties of a list", "mirrors", common)
    mirrors.description = (
        "Show who else listed the parties of a list, or of a programme of it, and when. Of the options about the "
        "question, only --as-of matters here."
    )
    mirrors.add_argument("list", metavar="LIST", help="the list whose parties are asked about: us_ofac_sdn")
    mirrors.add_argument("--program", metavar="TAG", help="only entries under this programme: GLOMAG")
    mirrors.add_argument("--html", metavar="FILE", help="write the matrix as a page of its own")
    _store_commands(commands, common)
    return root


def _store_commands(commands: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    update = _command(commands, "update", "bring official lists into the store", "update", common)
    update.description = (
        "Download official lists from their authorities into the store, or read them from a folder. A file that is "
        "damaged, cut or far too small is refused, and the last good one stays. The options about the question change "
        "nothing here."
    )
    update.add_argument("names", metavar="NAME", nargs="*", help="lists or sources; all when none is named")
    update.add_argument("--from", dest="source", metavar="DIR", help="read the files under this folder: no network")
    update.add_argument(
        "--published", metavar="DATE", help="with --from: when they were published, where they do not say so themselves"
    )
    update.add_argument(
        "--incomplete", action="store_true", help="with --from: read what is there; the lists stay partial"
    )
    update.add_argument("--mirror", metavar="URL", help="download from a mirror that serves HOST/PATH of each address")
    update.add_argument("--dry-run", action="store_true", help="read and check only, and keep nothing")
    diff = _command(commands, "diff", "show what changed in the lists between two days", "diff", common)
    diff.description = (
        "Show what changed in the lists between two days, or two snapshots of the store. Of the options about the "
        "question none matters here."
    )
    diff.add_argument("old", metavar="A", help="a day, YYYY-MM-DD, or a snapshot as verify names it")
    diff.add_argument("new", metavar="B", help="a later day, or another snapshot")
    diff.add_argument("--list", dest="lists", metavar="LIST", action="append", default=[], help="only this list; again")
    verify = _command(commands, "verify", "check every file of the store against its hash", "verify", common)
    verify.description = "Check every file of the store against its hash. Of the options only --as-of matters here."
    verify.add_argument(
        "--self-screen",
        action="store_true",
        help="also screen every name of every listing against the lists: each must find itself",
    )
    prune = _command(commands, "prune", "remove from the store what nothing refers to", "prune", common)
    prune.description = (
        "Remove from the store what nothing refers to: leftovers of a crash, and indexes that are made again when they "
        "are needed. With --before also old snapshots, but never the newest of a source."
    )
    prune.add_argument("--before", metavar="DATE", help="also forget snapshots published before this day")
    prune.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    words: str,
    module: str,
    *parents: _Parser,
) -> _Parser:
    command = commands.add_parser(
        name,
        help=words,
        description=f"{words[0].upper()}{words[1:]}.",
        epilog=_EPILOG,
        parents=parents,
        allow_abbrev=False,
    )
    command.set_defaults(module=module)
    return command


def _common() -> _Parser:
    options = _Parser(add_help=False)
    options.add_argument("--json", action="store_true", help="write JSON")
    options.add_argument(
        "--as-of", metavar="DATE", help="the legal date of the question, YYYY-MM-DD (default: today, UTC)"
    )
    options.add_argument(
        "--activity", metavar="A", help=f"one of {', '.join(Activity)} (default: any; supply-chain: import)"
    )
    options.add_argument(
        "--jurisdiction",
        metavar="J",
        action="append",
        default=[],
        help=f"whose law: {', '.join(ALL_JURISDICTIONS)}; again, or with commas, for several (default: all)",
    )
    options.add_argument("--store", metavar="PATH", help="the store to read and to update")
    options.add_argument("--no-colour", "--no-color", action="store_true", help="never write colours")
    return options


def _asking() -> _Parser:
    options = _Parser(add_help=False)
    options.add_argument("--fail-on", metavar="OUTCOME", help=f"exit with 3 from this outcome: {', '.join(Outcome)}")
    options.add_argument(
        "--owners",
        metavar="FILE",
        action="append",
        default=[],
        help="who owns whom: a table (CSV), BODS 0.4 statements (JSON) or GLEIF level 2 records (JSON, XML); again",
    )
    options.set_defaults(owner_faults=0)
    return options


def _screen(commands: argparse._SubParsersAction[_Parser], *parents: _Parser) -> None:
    command = _command(commands, "screen", "screen one counterparty, or several", "screen", *parents)
    command.add_argument("names", metavar="NAME", nargs="+", help="a name; - reads names from stdin, one a line")
    command.add_argument("--kind", help=f"what they are: {', '.join(SubjectKind)}")
    command.add_argument("--country", help="of registration or nationality")
    command.add_argument("--birth-date", metavar="DATE", help="of a person: YYYY, YYYY-MM or YYYY-MM-DD")
    command.add_argument(
        "--id",
        metavar="SCHEME=VALUE",
        action="append",
        default=[],
        help="an identifier: lei=…, uscc=…, passport=…; again",
    )
    command.add_argument("--address", action="append", default=[], help="an address; again for another")
    command.add_argument("--eccn", help="of what is supplied: an ECCN such as 4A994 or 1A004.c; or EAR99")
    command.add_argument("--hs", metavar="CODE", help="HS code of what is supplied")
    command.add_argument("--item", metavar="DESCRIPTION", help="what is supplied, in words")
    command.add_argument("--end-use", metavar="TEXT", help="what it is for, where, and who uses it")
    command.add_argument("--foreign-made", action="store_true", help="it is made outside the United States")
