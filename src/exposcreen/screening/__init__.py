"""The pipeline: subjects in, verdicts out."""

from exposcreen.screening.screener import Screener
from exposcreen.screening.today import default_screener

__all__ = ["Screener", "default_screener"]
