"""What is asked of every subject: the day, the activity, the jurisdictions; and what is asked of the lists."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from exposcreen.cli.terminal import complain
from exposcreen.errors import InputError
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity, Jurisdiction, Outcome

if TYPE_CHECKING:
    from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
    from exposcreen.model.verdict import Verdict
    from exposcreen.ownership import OwnershipTable
    from exposcreen.screening import Screener
    from exposcreen.sources.store import Store

__all__ = [
    "Question",
    "chosen_outcome",
    "day",
    "known_lists",
    "marked",
    "opened_store",
    "question",
    "screener",
    "store_path",
]

_MOST_NOTES = 5
VerdictT = TypeVar("VerdictT", "Verdict", "PortfolioVerdict", "SupplyChainVerdict")


@dataclass(frozen=True, slots=True)
class Question:
    """The question that one run of the program asks.

    Attributes:
        defaulted: Whether the day is today because none was given.
    """

    as_of: date
    defaulted: bool
    activity: Activity
    jurisdictions: tuple[Jurisdiction, ...]


def question(arguments: argparse.Namespace) -> Question:
    """The question that the options ask; ``supply-chain`` asks about imports when no activity is given.

    Raises:
        InputError: The day, the activity or a jurisdiction is none that is known.
    """
    today = datetime.now(UTC).date()
    as_of = today if arguments.as_of is None else day("--as-of", arguments.as_of)
    return Question(as_of, arguments.as_of is None, _activity(arguments), _jurisdictions(arguments.jurisdiction))


def day(option: str, text: str) -> date:
    """A calendar day.

    Raises:
        InputError: The text is none, written as YYYY-MM-DD.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise InputError(f"{option} {_shown(text)} is not a day of the calendar written as YYYY-MM-DD")


def _activity(arguments: argparse.Namespace) -> Activity:
    usual = "import" if arguments.command == "supply-chain" else "any"
    text = usual if arguments.activity is None else arguments.activity
    try:
        return Activity(text.strip().lower())
    except ValueError:
        raise InputError(f"--activity {_shown(text)} is not known: choose one of {', '.join(Activity)}") from None


def _jurisdictions(texts: list[str]) -> tuple[Jurisdiction, ...]:
    asked = [part.strip().upper() for text in texts for part in text.split(",") if part.strip()]
    for part in asked:
        if part not in ALL_JURISDICTIONS:
            raise InputError(f"--jurisdiction {_shown(part)} is not known: choose among {', '.join(ALL_JURISDICTIONS)}")
    if texts and not asked:
        raise InputError(f"--jurisdiction is blank: choose among {', '.join(ALL_JURISDICTIONS)}")
    return tuple(known for known in ALL_JURISDICTIONS if known in asked) if asked else ALL_JURISDICTIONS


def known_lists(texts: list[str]) -> tuple[str, ...]:
    """The lists that ``--list`` names.

    Raises:
        InputError: One is none that is known.
    """
    from exposcreen.sources.catalogue import read_lists

    for text in texts:
        if text not in read_lists():
            raise InputError(f"--list {_shown(text)} is no list that is known: see exposcreen lists")
    return tuple(texts)


def chosen_outcome(text: str | None) -> Outcome | None:
    """The outcome that ``--fail-on`` names, ``None`` when the option is not there.

    Raises:
        InputError: It is not an outcome.
    """
    if text is None:
        return None
    try:
        return Outcome(text.strip().lower())
    except ValueError:
        raise InputError(f"--fail-on {_shown(text)} is not known: choose one of {', '.join(Outcome)}") from None


def store_path(given: str | None) -> Path | None:
    """The store to search: the one given, else the one in its usual place, else none (the bundled extract alone).

    Raises:
        InputError: A store is given that is not there, or is no folder.
        SourceFormatError: The store is damaged.
    """
    from exposcreen.sources.store import Store, default_store_path

    path = Path(given) if given is not None else default_store_path()
    if Store.open(path).exists:
        return path
    if given is not None:
        raise InputError(f"--store {given}: there is no store: make one with exposcreen update --store {given}")
    return None


def opened_store(given: str | None) -> Store:
    """The store that a command about stores works on: the one given, else the one in its usual place.

    Raises:
        InputError: There is none.
        SourceFormatError: It is damaged.
    """
    from exposcreen.sources.store import Store, default_store_path

    if (path := store_path(given)) is None:
        raise InputError(f"{default_store_path()}: there is no store yet: make one with exposcreen update")
    return Store.open(path)


def screener(arguments: argparse.Namespace) -> Screener:
    """The screener that the options ask for. What of the files of owners cannot be read is said, and counted.

    Raises:
        InputError: A store, or a file of owners, is given that is not there.
    """
    from exposcreen.screening import Screener

    return Screener(store=store_path(arguments.store), ownership=_ownership(arguments))


def _ownership(arguments: argparse.Namespace) -> OwnershipTable | None:
    """The table of the files that ``--owners`` names; ``None`` where it names none."""
    if not (files := getattr(arguments, "owners", None)):
        return None
    from exposcreen.adapters import ownership_table, read_owners

    read = [read_owners(file) for file in files]
    for item in read:
        for sentence in (*map(str, item.faults), *_few(item.notes)):
            complain(sentence)
        if not item.stakes and not item.parties:
            raise InputError(f"{item.file}: says of no company who owns it: nothing was screened")
    arguments.owner_faults = sum(len(item.faults) for item in read)
    table = ownership_table(*read)
    for note in table.notes:
        complain(note)
    return table


def _few(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The first notes, and how many more there are."""
    return notes if len(notes) <= _MOST_NOTES else (*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more notes")


def marked(verdict: VerdictT, asked: Question) -> VerdictT:
    """The verdict, saying that the day was not given where it was not."""
    return verdict.model_copy(update={"as_of_defaulted": True}) if asked.defaulted else verdict


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
