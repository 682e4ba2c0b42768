"""Every kind of published file that can be read. A source is added by a package like these and a line here."""

from exposcreen.sources.ca_sema.source import CA_SEMA
from exposcreen.sources.eu_fsf.source import EU_FSF_CSV, EU_FSF_XML
from exposcreen.sources.gb_sanctions.source import GB_SANCTIONS
from exposcreen.sources.opensanctions.source import OPENSANCTIONS_FTM, OPENSANCTIONS_SIMPLE
from exposcreen.sources.source import Source
from exposcreen.sources.un_sc.source import UN_SC
from exposcreen.sources.us_bis_dpl.source import US_BIS_DPL
from exposcreen.sources.us_bis_ecfr.source import US_BIS_ECFR
from exposcreen.sources.us_cbp_wro.source import US_CBP_WRO
from exposcreen.sources.us_dhs_uflpa.source import US_DHS_UFLPA
from exposcreen.sources.us_dod_1260h.source import US_DOD_1260H
from exposcreen.sources.us_fcc_covered.source import US_FCC_COVERED
from exposcreen.sources.us_ofac_advanced.source import US_OFAC_CONS_ADVANCED, US_OFAC_SDN_ADVANCED
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV, US_OFAC_SDN_CSV
from exposcreen.sources.us_ofac_enhanced.source import US_OFAC_CONS_ENHANCED, US_OFAC_SDN_ENHANCED
from exposcreen.sources.us_ofac_xml.source import US_OFAC_CONS_XML, US_OFAC_SDN_XML
from exposcreen.sources.us_state_7031c.source import US_STATE_7031C
from exposcreen.sources.us_state_debarred.source import US_STATE_DEBARRED
from exposcreen.sources.us_trade_csl.json_source import US_TRADE_CSL_JSON
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
    US_DHS_UFLPA,
    US_FCC_COVERED,
    US_STATE_7031C,
    US_DOD_1260H,
    GB_SANCTIONS,
    EU_FSF_XML,
    EU_FSF_CSV,
    OPENSANCTIONS_FTM,
    OPENSANCTIONS_SIMPLE,
    US_OFAC_SDN_XML,
    US_OFAC_CONS_XML,
    US_OFAC_SDN_ADVANCED,
    US_OFAC_CONS_ADVANCED,
    US_OFAC_SDN_ENHANCED,
    US_OFAC_CONS_ENHANCED,
    US_BIS_DPL,
    US_TRADE_CSL_JSON,
    US_BIS_ECFR,
)
