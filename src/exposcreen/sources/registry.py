"""Every kind of published file that can be read. A source is added by a package like these and a line here."""

from exposcreen.sources.source import Source
from exposcreen.sources.us_bis_dpl.source import US_BIS_DPL
from exposcreen.sources.us_bis_ecfr.source import US_BIS_ECFR
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_trade_csl.json_source import US_TRADE_CSL_JSON
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    US_OFAC_SDN_CSV,
    US_OFAC_CONS_CSV,
    US_TRADE_CSL,
    US_BIS_DPL,
    US_TRADE_CSL_JSON,
    US_BIS_ECFR,
)
