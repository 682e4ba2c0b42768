"""``exposcreen screen``: one counterparty, or several, by name."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import ValidationError

from exposcreen.cli.question import chosen_outcome, marked, question, screener
from exposcreen.cli.terminal import colour_wanted, complain, listening, page_width, say
from exposcreen.errors import InputError
from exposcreen.model.dates import PartialDate
from exposcreen.model.item import Item
from exposcreen.model.subjects import Counterparty
from exposcreen.model.verdict import Verdict, worst

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Screen the names and write a verdict on each.

    Raises:
        InputError: An option cannot be used. A name that cannot be is a sentence, and costs the other names nothing.
    """
    asked, limit = question(arguments), chosen_outcome(arguments.fail_on)
    names = list(_names(arguments.names))
    if not names:
        raise InputError("no name on stdin: give one a line")
    if len(names) > 1 and (arguments.birth_date or arguments.id or arguments.address):
        raise InputError("--birth-date, --id and --address describe one party: give one NAME with them")
    identifiers, born = _identifiers(arguments.id), _birth_date(arguments.birth_date, asked.as_of)
    item = _item(arguments)
    engine = screener(arguments)
    verdicts = []
    for name in names:
        try:
            subject = _counterparty(name, arguments, identifiers, born)
            verdict = engine.screen(
                subject, as_of=asked.as_of, activity=asked.activity, jurisdictions=asked.jurisdictions, item=item
            )
        except InputError as error:
            complain(str(error))
            continue
        verdicts.append(marked(verdict, asked))
    _write(verdicts, arguments, alone=len(names) == 1)
    for scheme in _unpublished(identifiers):
        complain(f"not used: {scheme}: no list publishes identifiers of that kind")
    if len(verdicts) < len(names) or arguments.owner_faults:
        return 2
    return 3 if limit is not None and worst(verdict.outcome for verdict in verdicts) >= limit else 0


def _names(given: list[str]) -> Iterator[str]:
    for name in given:
        if name != "-":
            yield name
            continue
        try:
            yield from (line.strip() for line in listening() if line.strip())
        except UnicodeDecodeError as error:
            raise InputError("stdin is not UTF-8, so names would be misread: give the names in UTF-8") from error


def _identifiers(given: list[str]) -> dict[str, str]:
    if not given:
        return {}
    found: dict[str, str] = {}
    for text in given:
        scheme, mark, value = (part.strip() for part in text.partition("="))
        if not (scheme and mark and value):
            raise InputError(f"--id {text!r} is not an identifier: write SCHEME=VALUE, such as lei=…")
        if scheme.lower() in found:
            raise InputError(f"--id gives two values of {scheme.lower()}: one party has one, give one")
        found[scheme.lower()] = value
    return found


def _unpublished(schemes: Iterable[str]) -> list[str]:
    """The schemes among these that no list publishes, so that an identifier of them finds nothing."""
    if not schemes:
        return []
    from exposcreen.identifiers import canonical_scheme
    from exposcreen.sources.extract import SCHEMES
    from exposcreen.sources.labels import Meaning, labels

    published = {label.detail for label in labels().values() if label.meaning is Meaning.IDENTIFIER}
    known = SCHEMES | published | {"cusip"}  # a US or Canadian ISIN holds a CUSIP
    return [scheme for scheme in schemes if canonical_scheme(scheme) not in known]


def _birth_date(text: str | None, as_of: date) -> PartialDate | None:
    if text is None:
        return None
    from exposcreen.adapters import checked_birth_date

    try:
        return checked_birth_date(text, as_of)
    except ValueError as error:
        raise InputError(f"--birth-date: {error}") from error


def _item(arguments: argparse.Namespace) -> Item | None:
    given = {
        "eccn": arguments.eccn,
        "hs": arguments.hs,
        "description": arguments.item,
        "end_use": arguments.end_use,
        "foreign_made": arguments.foreign_made or None,
    }
    from exposcreen.screening.asking import item_of

    fields = {name: value for name, value in given.items() if value is not None}
    return item_of(fields) if fields else None


def _counterparty(
    name: str, arguments: argparse.Namespace, identifiers: dict[str, str], born: PartialDate | None
) -> Counterparty:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"name {name!r} is not UTF-8, so it would be misread: give it in UTF-8") from error
    try:
        return Counterparty(
            name=name,
            kind=(arguments.kind or "unknown").strip().lower(),
            country=arguments.country,
            birth_date=born,
            identifiers=identifiers,
            addresses=tuple(arguments.address),
        )
    except ValidationError as error:
        from exposcreen.adapters import refusal

        raise refusal(repr(name if len(name) <= 60 else name[:60] + "…"), error) from error


def _write(verdicts: list[Verdict], arguments: argparse.Namespace, *, alone: bool) -> None:
    if arguments.json:
        if alone:
            for verdict in verdicts:
                say(verdict.to_json())
        else:
            say("[" + ",\n".join(verdict.to_json() for verdict in verdicts) + "]")
        return
    from exposcreen.report import render

    colour, width = colour_wanted(refused=arguments.no_colour), page_width()
    if verdicts:
        say("\n\n".join(render(verdict, colour=colour, width=width) for verdict in verdicts))
