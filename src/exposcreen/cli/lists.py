"""``exposcreen lists``: what has been read of each list."""

from __future__ import annotations

import argparse

from exposcreen.cli.question import question, screener
from exposcreen.cli.terminal import page_width, say

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Write the coverage of every list for the day and the question asked.

    Raises:
        InputError: An option cannot be used.
    """
    asked = question(arguments)
    coverage = screener(arguments).coverage(
        as_of=asked.as_of, activity=asked.activity, jurisdictions=asked.jurisdictions
    )
    if arguments.json:
        say("[" + ",\n".join(item.model_dump_json(indent=2) for item in coverage) + "]")
        return 0
    from exposcreen.report import render_coverage

    say(f"As of {asked.as_of}{' (today in UTC: no date was given)' if asked.defaulted else ''}:")
    say(render_coverage(coverage, width=max(page_width(), 100)))
    return 0
