"""The one part that reaches the network."""

from exposcreen.sources.fetch.downloads import Downloads, Fetched
from exposcreen.sources.fetch.landing import Limits

__all__ = ["Downloads", "Fetched", "Limits"]
