"""From the arguments to an exit code, and never a traceback for what a user can do."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

from exposcreen.cli.arguments import parser
from exposcreen.cli.terminal import complain, ready_streams
from exposcreen.errors import ExposcreenError, InputError

__all__ = ["main"]

_COLLECT_EVERY = 100_000
"""Allocations between two garbage collections: loading the tables allocates much and frees nothing, and the usual 700
would cost a tenth of the start-up."""

_BAD_INPUT, _FAILURE, _INTERRUPTED, _PIPE_CLOSED = 2, 1, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; those of the process when not given.

    Returns:
        0 when it ran; 3 when ``--fail-on`` was reached; 2 for a usage or input error, also in a single row; 1 for any
        other failure; 130 when interrupted; 141 when the output is closed, or was closed by its reader.
    """
    gc.set_threshold(_COLLECT_EVERY)
    ready_streams()
    try:
        code = _run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter's own flush at exit finds an open end
        code = _PIPE_CLOSED
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except (ExposcreenError, OSError) as error:
        complain(_sentence(error))
        code = _BAD_INPUT if isinstance(error, InputError) else _FAILURE
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as leaving:  # argparse leaves so after --help and --version
        return int(leaving.code or 0)
    return int(importlib.import_module(f"exposcreen.cli.{arguments.module}").run(arguments))


def _sentence(error: ExposcreenError | OSError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}"
    return str(error)
