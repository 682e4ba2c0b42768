"""Every kind of published file that can be read. A source is added by a package like these and a line here."""

from exposcreen.sources.eu_fsf.source import EU_FSF_CSV, EU_FSF_XML
from exposcreen.sources.gb_sanctions.source import GB_SANCTIONS
from exposcreen.sources.opensanctions.source import OPENSANCTIONS_FTM, OPENSANCTIONS_SIMPLE
from exposcreen.sources.source import Source
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    US_OFAC_SDN_CSV,
    US_OFAC_CONS_CSV,
    US_TRADE_CSL,
    GB_SANCTIONS,
    EU_FSF_XML,
    EU_FSF_CSV,
    OPENSANCTIONS_FTM,
    OPENSANCTIONS_SIMPLE,
)
