"""``exposcreen rules``: the law on a day, and what changed in it between two days."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exposcreen.cli.question import Question, day, known_lists, question
from exposcreen.cli.terminal import page_width, say

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Write the rules that speak of the activity asked, or what changed in them.

    Raises:
        InputError: An option cannot be used.
        DataError: The bundled law is damaged.
    """
    asked = question(arguments)
    lists = known_lists(arguments.lists)
    return _changes(arguments, asked, lists) if arguments.diff else _rules(arguments, asked, lists)


def _rules(arguments: argparse.Namespace, asked: Question, lists: tuple[str, ...]) -> int:
    from exposcreen.report.law import render_rules
    from exposcreen.screening.law import rules_on

    states = rules_on(asked.as_of, activity=asked.activity, jurisdictions=asked.jurisdictions, lists=lists)
    if arguments.json:
        _say_all(states)
        return 0
    say(f"As of {asked.as_of}{' (today in UTC: no date was given)' if asked.defaulted else ''}:")
    say(render_rules(states, width=page_width()) if states else "No rule that is bundled speaks of this.")
    return 0


def _changes(arguments: argparse.Namespace, asked: Question, lists: tuple[str, ...]) -> int:
    from exposcreen.report.law import render_changes
    from exposcreen.screening.law import changes

    earlier, later = (day("--diff", text) for text in arguments.diff)
    found = changes(earlier, later, activity=asked.activity, jurisdictions=asked.jurisdictions, lists=lists)
    if arguments.json:
        _say_all(found)
        return 0
    say(f"Changes after {earlier}, up to and including {later}:")
    say(render_changes(found, width=page_width()) if found else "None that is bundled.")
    return 0


def _say_all(values: Sequence[BaseModel]) -> None:
    say("[" + ",\n".join(value.model_dump_json(indent=2) for value in values) + "]")
