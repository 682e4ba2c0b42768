"""``exposcreen show``: one listing, whole."""

from __future__ import annotations

import argparse
from datetime import date

from exposcreen.cli.question import question, screener, store_path
from exposcreen.cli.terminal import page_width, say
from exposcreen.errors import InputError

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Write every listing that the key names.

    Raises:
        InputError: No listing has that key.
    """
    key = arguments.listing.strip()
    if not key:
        raise InputError("LISTING is blank: write a list and an id, such as us_ofac_sdn:29299")
    as_of = question(arguments).as_of
    found = screener(arguments).find(key, as_of=as_of)
    if not found:
        if (sentence := _absence(arguments, key, as_of)) is not None:
            raise InputError(sentence)
        shown = repr(key if len(key) <= 60 else key[:60] + "…")
        raise InputError(
            f"{shown} is no listing that has been read: look for it with exposcreen screen, or see exposcreen lists"
        )
    if arguments.json:
        texts = [listing.model_dump_json(indent=2) for listing in found]
        say(texts[0] if len(texts) == 1 else "[" + ",\n".join(texts) + "]")
        return 0
    from exposcreen.report import render_listing

    say("\n\n".join(render_listing(listing, width=page_width()) for listing in found))
    return 0


def _absence(arguments: argparse.Namespace, key: str, as_of: date) -> str | None:
    from exposcreen.screening.history import absence
    from exposcreen.sources.store import Store

    path = store_path(arguments.store)
    return absence(Store.open(path), key, as_of) if path is not None else None
