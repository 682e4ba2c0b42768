"""``exposcreen mirrors``: for the parties of a list or a programme, who else listed them, and when."""

from __future__ import annotations

import argparse
from pathlib import Path

from exposcreen.cli.question import known_lists, question, screener
from exposcreen.cli.terminal import page_width, say

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Write the matrix.

    Raises:
        InputError: The list is not known, or no entry of it or of the programme was read.
        OSError: The page cannot be written.
    """
    from exposcreen.screening.mirrors import mirrors

    (list_id,) = known_lists([arguments.list])
    asked = question(arguments)
    opened = screener(arguments)
    report = mirrors(
        opened.searched(as_of=asked.as_of),
        opened.coverage(as_of=asked.as_of),
        list_id,
        program=arguments.program,
        as_of=asked.as_of,
    )
    if arguments.html is not None:
        from exposcreen.report.mirrors import render_mirrors_html

        Path(arguments.html).write_text(render_mirrors_html(report), encoding="utf-8")
    if arguments.json:
        say(report.model_dump_json(indent=2))
    elif arguments.html is None:
        from exposcreen.report.mirrors import render_mirrors

        say(render_mirrors(report, width=max(page_width(), 120)))
    return 0
