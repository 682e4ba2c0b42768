"""The two sources in OFAC's classic XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.sources.published import Published
from exposcreen.sources.source import Tell
from exposcreen.sources.us_ofac.nodes import node_of
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.xml_source import OfacXml, mapped_party
from exposcreen.sources.us_ofac_xml.mapper import party_of
from exposcreen.sources.xml import Record, records, text_at

__all__ = ["US_OFAC_CONS_XML", "US_OFAC_SDN_XML", "OfacClassicXml"]

_PUBLICATION, _ENTRY = "publshInformation", "sdnEntry"


@dataclass(frozen=True)
class OfacClassicXml(OfacXml):
    """One of OFAC's lists in the classic XML, which names no lists but says the quality of every alias."""

    @property
    def root(self) -> str:
        """See ``OfacXml.root``."""
        return "sdnList"

    def day_in(self, file: Published) -> date | None:
        """See ``OfacXml.day_in``."""
        for record in records(file, self.info, root=self.root, at=(_PUBLICATION,)):
            return self._day(record)
        return None

    def parties(self, file: Published, tell: Tell) -> Iterator[Party]:
        """See ``OfacXml.parties``. The file states how many entries it has."""
        stated: str | None = None
        count = 0
        for record in records(file, self.info, root=self.root, at=(_PUBLICATION, _ENTRY)):
            if record.path == _PUBLICATION:
                self._day(record)
                stated = text_at(record.element, "Record_Count") or None
                continue
            count += 1
            yield self._party(record)
        if stated is not None and stated != str(count):
            raise SourceFormatError(
                f"{self.role}: Record_Count: the file says that it has {stated} entries, and has {count:,}, so it is "
                f"cut: download it again"
            )

    def _day(self, record: Record) -> date | None:
        text = text_at(record.element, "Publish_Date")
        try:
            return datetime.strptime(text, "%m/%d/%Y").date() if text else None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise SourceFormatError(
                f"{self.role}: line {record.line}: Publish_Date: {text!r} is not a day written as MM/DD/YYYY: "
                f"look at the file"
            ) from None

    def _party(self, record: Record) -> Party:
        where = f"{self.role}: line {record.line}: entry {text_at(record.element, 'uid')}"
        try:
            return party_of(node_of(record.element), where)
        except ValidationError as error:
            raise mapped_party(where, error) from error


US_OFAC_SDN_XML = OfacClassicXml(
    id="us_ofac_sdn_xml",
    list_title="OFAC Specially Designated Nationals and Blocked Persons List",
    only_list="us_ofac_sdn",
)

US_OFAC_CONS_XML = OfacClassicXml(
    id="us_ofac_cons_xml",
    list_title="OFAC Consolidated (non-SDN) Sanctions List",
    only_list=None,
)
