"""The command line: argparse over ``Screener``; what a command needs is imported when it runs."""

from __future__ import annotations

from exposcreen.cli.main import main

__all__ = ["main"]
