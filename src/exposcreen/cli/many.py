"""``exposcreen portfolio``, ``supply-chain`` and ``batch``: a file of subjects."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from exposcreen.adapters import Reading, read_counterparties, read_holdings, read_sites
from exposcreen.cli.question import Question, chosen_outcome, marked, question, screener
from exposcreen.cli.terminal import colour_wanted, complain, counted, file_or_stdin, page_width, say
from exposcreen.errors import InputError
from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
from exposcreen.model.vocabulary import Outcome

__all__ = ["run"]

_Subject = TypeVar("_Subject")


def run(arguments: argparse.Namespace) -> int:
    """Screen the rows of the file; a row that is no subject is a sentence on stderr, and costs the others nothing.

    Raises:
        InputError: An option, or the file as a whole, cannot be used.
    """
    asked, limit = question(arguments), chosen_outcome(arguments.fail_on)
    runner = {"portfolio": _portfolio, "supply-chain": _supply_chain, "batch": _batch}[arguments.command]
    outcome, faults = runner(arguments, asked)
    if faults or arguments.owner_faults:
        return 2
    return 3 if limit is not None and outcome >= limit else 0


class _Good(Iterator[_Subject]):
    """The subjects among the rows; what is wrong with the other rows is said as they pass, and counted."""

    def __init__(self, reading: Reading[_Subject]) -> None:
        self.faults = 0
        self.file = reading.file
        self._rows = iter(reading)
        if reading.unused:
            complain(f"{reading.file}: not used: {', '.join(reading.unused)}")

    def __next__(self) -> _Subject:
        for row in self._rows:
            if not isinstance(row.content, InputError):
                return row.content
            self.faults += 1
            complain(str(row.content))
        raise StopIteration


def _portfolio(arguments: argparse.Namespace, asked: Question) -> tuple[Outcome, int]:
    desk = screener(arguments)
    source = file_or_stdin(arguments.file)
    good = _Good(read_holdings(source, is_published=partial(desk.is_published, as_of=asked.as_of)))
    holdings = _some(good)
    verdict = desk.screen_portfolio(
        counted(holdings, total=len(holdings)),
        as_of=asked.as_of,
        activity=asked.activity,
        jurisdictions=asked.jurisdictions,
    )
    _write(marked(verdict, asked), arguments, good.faults)
    return verdict.outcome, good.faults


def _supply_chain(arguments: argparse.Namespace, asked: Question) -> tuple[Outcome, int]:
    desk = screener(arguments)
    source = file_or_stdin(arguments.file)
    good = _Good(read_sites(source, is_published=partial(desk.is_published, as_of=asked.as_of)))
    sites = _some(good)
    verdict = desk.screen_supply_chain(
        counted(sites, total=len(sites)),
        as_of=asked.as_of,
        activity=asked.activity,
        jurisdictions=asked.jurisdictions,
    )
    _write(marked(verdict, asked), arguments, good.faults)
    return verdict.outcome, good.faults


def _some(good: _Good[_Subject]) -> list[_Subject]:
    subjects = list(good)
    if not subjects:
        raise _nothing(good.file)
    return subjects


def _nothing(file: str) -> InputError:
    return InputError(f"{file}: has no row that can be screened: nothing was screened")


def _write(verdict: PortfolioVerdict | SupplyChainVerdict, arguments: argparse.Namespace, left_out: int) -> None:
    if arguments.json:
        say(verdict.to_json())
        return
    from exposcreen.report import render

    colour, width = colour_wanted(refused=arguments.no_colour), page_width()
    say(render(verdict, colour=colour, width=width, left_out=left_out))


def _batch(arguments: argparse.Namespace, asked: Question) -> tuple[Outcome, int]:
    from exposcreen.report import render_brief, render_question, render_tally

    desk = screener(arguments)
    source, is_published = file_or_stdin(arguments.file), partial(desk.is_published, as_of=asked.as_of)
    reading = read_counterparties(source, is_published=is_published, as_of=asked.as_of)
    good = _Good(reading)
    colour, width = colour_wanted(refused=arguments.no_colour), page_width()
    verdicts = desk.screen_many(
        good, as_of=asked.as_of, activity=asked.activity, jurisdictions=asked.jurisdictions, errors="yield"
    )
    if not arguments.json:
        say(render_question(asked.activity, asked.jurisdictions, asked.as_of, defaulted=asked.defaulted, width=width))
    count: Counter[Outcome] = Counter()
    for verdict in counted(verdicts, total=max(reading.lines - 1, 1), spoken=True):
        if isinstance(verdict, InputError):
            complain(f"{reading.file}: {verdict}")
            good.faults += 1
            continue
        count[verdict.outcome] += 1
        said = marked(verdict, asked)
        say(said.to_json(indent=None) if arguments.json else f"\n{render_brief(said, colour=colour, width=width)}")
    if not count:
        raise _nothing(reading.file)
    if not arguments.json:
        say(f"\n{render_tally(count, left_out=good.faults, width=width)}")
    return max(count), good.faults
