"""The module-level questions, with today (UTC) as the day when none is given: the verdict says that it was.

Beside the command line, this is the one place that asks the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from exposcreen.model.item import Item
from exposcreen.model.match import Match
from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
from exposcreen.model.subjects import Holding, Site, Subject
from exposcreen.model.verdict import Verdict
from exposcreen.model.vocabulary import Activity, SubjectKind
from exposcreen.screening.screener import Screener
from exposcreen.sources.store import default_store_path

__all__ = ["compare", "default_screener", "screen", "screen_many", "screen_portfolio", "screen_supply_chain", "today"]

_DEFAULTED = {"as_of_defaulted": True}
_screeners: dict[tuple[Path, int], Screener] = {}


def today() -> date:
    """The day it is, in UTC."""
    return datetime.now(UTC).date()


def default_screener() -> Screener:
    """The screener over the default store, or the bundled extract where there is none; opened anew after an update."""
    path = default_store_path()
    manifest = path / "manifest.json"
    key = (path, manifest.stat().st_mtime_ns if manifest.is_file() else 0)
    if key not in _screeners:
        _screeners.clear()
        _screeners[key] = Screener(path if key[1] else None)
    return _screeners[key]


def screen(
    subject: str | dict[str, Any] | Subject,
    *,
    activity: Activity | str = "any",
    as_of: date | str | None = None,
    jurisdictions: Iterable[str] | None = None,
    item: dict[str, Any] | Item | None = None,
) -> Verdict:
    """Answer one question about one subject, on the default store or the bundled extract.

    Args:
        subject: A counterparty's name, a mapping, a ``Counterparty``, a ``Site`` or a ``Holding``.
        activity: ``any``, ``pay``, ``export``, ``import``, ``invest``, ``divest``, ``hold``, ``procure`` or ``travel``.
        as_of: The legal date of the question: a date or an ISO string; today (UTC) when left out.
        jurisdictions: Whose law is asked, among ``US``, ``GB``, ``EU``, ``CA``, ``UN``; all when left out.
        item: What is supplied (an ``Item`` or a mapping): it refines what is said about exports, and nothing else.

    Raises:
        InputError: The subject or an option cannot be used as given.
    """
    verdict = default_screener().screen(
        subject,
        as_of=as_of if as_of is not None else today(),
        activity=activity,
        jurisdictions=jurisdictions,
        item=item,
    )
    return verdict if as_of is not None else verdict.model_copy(update=_DEFAULTED)


def screen_many(
    subjects: Iterable[str | dict[str, Any] | Subject],
    *,
    activity: Activity | str = "any",
    as_of: date | str | None = None,
    jurisdictions: Iterable[str] | None = None,
    item: dict[str, Any] | Item | None = None,
) -> Iterator[Verdict]:
    """Verdicts on many subjects, in order, one at a time: see ``screen``.

    Raises:
        InputError: A subject or an option cannot be used as given.
    """
    verdicts = default_screener().screen_many(
        subjects,
        as_of=as_of if as_of is not None else today(),
        activity=activity,
        jurisdictions=jurisdictions,
        item=item,
    )
    if as_of is not None:
        return verdicts
    return (verdict.model_copy(update=_DEFAULTED) for verdict in verdicts)


def screen_portfolio(
    holdings: Iterable[dict[str, Any] | Holding],
    *,
    activity: Activity | str = "any",
    as_of: date | str | None = None,
    jurisdictions: Iterable[str] | None = None,
) -> PortfolioVerdict:
    """Verdicts on holdings, with what the portfolio is exposed to: see ``screen``.

    Raises:
        InputError: A holding or an option cannot be used as given.
    """
    verdict = default_screener().screen_portfolio(
        holdings, as_of=as_of if as_of is not None else today(), activity=activity, jurisdictions=jurisdictions
    )
    return verdict if as_of is not None else verdict.model_copy(update=_DEFAULTED)


def screen_supply_chain(
    sites: Iterable[dict[str, Any] | Site],
    *,
    activity: Activity | str = "import",
    as_of: date | str | None = None,
    jurisdictions: Iterable[str] | None = None,
) -> SupplyChainVerdict:
    """Verdicts on sites, with where the chain stands: see ``screen``. The activity is ``import`` when left out.

    Raises:
        InputError: A site or an option cannot be used as given.
    """
    verdict = default_screener().screen_supply_chain(
        sites, as_of=as_of if as_of is not None else today(), activity=activity, jurisdictions=jurisdictions
    )
    return verdict if as_of is not None else verdict.model_copy(update=_DEFAULTED)


def compare(one: str, other: str, *, kind: SubjectKind | str = "organization") -> Match:
    """The matcher on one pair of names: a match, explained. Also through the listings that bear both names.

    Raises:
        InputError: A name is blank, or the kind is unknown.
    """
    return default_screener().compare(one, other, kind=kind, as_of=today())
