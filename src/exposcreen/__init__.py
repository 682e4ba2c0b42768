"""exposcreen: may I deal with this party, import from this place, buy or keep this holding?

The answer is a verdict: an outcome, the findings behind it, the evidence of every match, the legal effect for every
activity, and a citation for each claim; computed in process, offline, as of a day. It is not legal advice.
"""

from exposcreen.__about__ import __version__
from exposcreen.errors import (
    DataError,
    ExposcreenError,
    InputError,
    SourceError,
    SourceFormatError,
    SourceSuspicious,
    SourceUnavailable,
)
from exposcreen.model.citation import Citation
from exposcreen.model.item import Item
from exposcreen.model.listing import Listing
from exposcreen.model.match import Match
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.rendering import register as _register
from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
from exposcreen.model.subjects import Counterparty, Holding, Owner, Site
from exposcreen.model.verdict import Coverage, Effect, Finding, Location, Verdict
from exposcreen.model.vocabulary import Activity, Outcome, Strength
from exposcreen.screening.screener import Screener
from exposcreen.screening.today import compare, screen, screen_many, screen_portfolio, screen_supply_chain
from exposcreen.territories import locate

__all__ = [
    "Activity",
    "Citation",
    "Counterparty",
    "Coverage",
    "DataError",
    "Effect",
    "ExposcreenError",
    "Finding",
    "Holding",
    "InputError",
    "Item",
    "Listing",
    "Location",
    "Match",
    "Outcome",
    "Owner",
    "PortfolioVerdict",
    "Screener",
    "ScreeningPolicy",
    "Site",
    "SourceError",
    "SourceFormatError",
    "SourceSuspicious",
    "SourceUnavailable",
    "Strength",
    "SupplyChainVerdict",
    "Verdict",
    "__version__",
    "compare",
    "locate",
    "screen",
    "screen_many",
    "screen_portfolio",
    "screen_supply_chain",
]


def _text(value: object) -> str:
    from exposcreen.report.text import render

    return render(value)  # type: ignore[arg-type]


def _html(value: object) -> str:
    from exposcreen.report.html import render_html

    return render_html(value)  # type: ignore[arg-type]


_register("text", _text)
_register("html", _html)
