"""What the caller passes made into what the pipeline takes, with one sentence for what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from exposcreen.errors import InputError
from exposcreen.identifiers import validate
from exposcreen.model.item import Item
from exposcreen.model.subjects import Holding, Site, Subject, parse_subject
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity
from exposcreen.resources import problems
from exposcreen.rules.facts import Question

__all__ = ["ask", "check_identifiers", "day", "item_of", "kind_of", "subject_of"]

_Kind = TypeVar("_Kind", Holding, Site)
_CHECKED = ("isin", "cusip", "sedol", "figi", "lei")


def ask(activity: Activity | str, jurisdictions: Iterable[str] | None, as_of: date | str) -> Question:
    """The question, checked.

    Raises:
        InputError: An activity, a jurisdiction or the day is none that exists.
    """
    try:
        wanted = Activity(activity)
    except ValueError as error:
        raise InputError(f"activity {activity!r} is not one of {', '.join(Activity)}") from error
    asked = ALL_JURISDICTIONS if jurisdictions is None else _jurisdictions(jurisdictions)
    return Question(wanted, asked, day(as_of))


def _jurisdictions(given: Iterable[str]) -> tuple[Any, ...]:
    names = [given] if isinstance(given, str) else list(given)
    unknown = [name for name in names if name not in ALL_JURISDICTIONS]
    if unknown or not names:
        named = ", ".join(map(repr, unknown)) or "none"
        raise InputError(f"jurisdictions: {named} given; choose among {', '.join(ALL_JURISDICTIONS)}")
    return tuple(name for name in ALL_JURISDICTIONS if name in names)


def day(value: date | str) -> date:
    """A calendar day.

    Raises:
        InputError: It is not one.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"as_of {value!r} is not a day of the calendar written as YYYY-MM-DD") from error


def subject_of(value: str | dict[str, Any] | Subject) -> Subject:
    """The subject as a model.

    Raises:
        InputError: It is blank, too long, or has a field that is unknown or impossible.
    """
    try:
        return parse_subject(value)
    except ValidationError as error:
        raise InputError(f"the subject cannot be used: {problems(error)}") from error
    except TypeError as error:
        raise InputError(str(error)) from error


def item_of(value: dict[str, Any] | Item | None) -> Item | None:
    """The item of the question as a model.

    Raises:
        InputError: A field is unknown or impossible, an ECCN that is none among them.
    """
    if value is not None and not isinstance(value, (Item, dict)):
        raise InputError(f"the item must be an Item or a dict, not {type(value).__name__}")
    try:
        return Item.model_validate(value) if isinstance(value, dict) else value
    except ValidationError as error:
        raise InputError(f"the item cannot be used: {problems(error)}") from error


def kind_of(value: dict[str, Any] | _Kind, kind: type[_Kind], number: int) -> _Kind:
    """A row of a portfolio or a supply chain as a model.

    Raises:
        InputError: It is none; the message has the number of the row.
    """
    if not isinstance(value, (kind, dict)):
        raise InputError(f"row {number}: a {kind.__name__} or a dict is needed, not {type(value).__name__}")
    try:
        return value if isinstance(value, kind) else kind.model_validate(value)
    except ValidationError as error:
        raise InputError(f"row {number}: {problems(error)}") from error


def check_identifiers(subject: Subject, is_published: Callable[[str, str], bool]) -> None:
    """Refuse a mistyped identifier, which would silently match nothing.

    An identifier whose check digit is wrong is taken as it is when a list publishes it so: some do.

    Args:
        subject: The subject.
        is_published: Whether a list carries this scheme and value.

    Raises:
        InputError: An identifier cannot be one of its scheme.
    """
    for scheme, value in _identifiers(subject):
        try:
            validate(scheme, value)
        except InputError:
            if not is_published(scheme, value):
                raise


def _identifiers(subject: Subject) -> Iterator[tuple[str, str]]:
    if isinstance(subject, Holding):
        yield from ((scheme, value) for scheme in _CHECKED if (value := getattr(subject, scheme)))
        for inner in (*subject.constituents, *((subject.underlying,) if subject.underlying else ())):
            yield from _identifiers(inner)
    else:
        yield from subject.identifiers.items()
