"""Every kind of published file that can be read. A source is added by a package like these and a line here."""

from exposcreen.sources.ca_sema.source import CA_SEMA
from exposcreen.sources.source import Source
from exposcreen.sources.un_sc.source import UN_SC
from exposcreen.sources.us_cbp_wro.source import US_CBP_WRO
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_state_debarred.source import US_STATE_DEBARRED
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    US_OFAC_SDN_CSV,
    US_OFAC_CONS_CSV,
    US_TRADE_CSL,
    UN_SC,
    CA_SEMA,
    US_CBP_WRO,
    US_STATE_DEBARRED,
)
