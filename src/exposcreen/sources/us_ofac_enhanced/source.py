"""The two sources in the Enhanced XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.sources.published import Published
from exposcreen.sources.source import Tell
from exposcreen.sources.us_ofac.nodes import node_of
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.xml_source import OfacXml, mapped_party
from exposcreen.sources.us_ofac_enhanced.mapper import party_of
from exposcreen.sources.xml import Record, records, text_at, texts_at

__all__ = ["US_OFAC_CONS_ENHANCED", "US_OFAC_SDN_ENHANCED", "OfacEnhanced"]

_PUBLICATION, _ENTITY = "publicationInfo", "entities/entity"


@dataclass(frozen=True)
class OfacEnhanced(OfacXml):
    """One of OFAC's lists in the Enhanced XML.

    Attributes:
        list_name: What the file must say that it holds: OFAC's service also makes files of a selection.
    """

    list_name: str = field(kw_only=True)

    @property
    def root(self) -> str:
        """See ``OfacXml.root``."""
        return "sanctionsData"

    def day_in(self, file: Published) -> date | None:
        """See ``OfacXml.day_in``."""
        for record in records(file, self.info, root=self.root, at=(_PUBLICATION,)):
            return self._day(record)
        return None

    def parties(self, file: Published, tell: Tell) -> Iterator[Party]:
        """See ``OfacXml.parties``."""
        for record in records(file, self.info, root=self.root, at=(_PUBLICATION, _ENTITY)):
            if record.path == _PUBLICATION:
                self._day(record)
                self._check_selection(record)
                continue
            where = f"{self.role}: line {record.line}: entity {record.element.get('id')}"
            try:
                yield party_of(node_of(record.element), where)
            except ValidationError as error:
                raise mapped_party(where, error) from error

    def _day(self, record: Record) -> date | None:
        text = text_at(record.element, "dataAsOf")
        try:
            return datetime.fromisoformat(text).date() if text else None
        except ValueError:
            raise SourceFormatError(
                f"{self.role}: line {record.line}: dataAsOf: {text!r} is not a day: look at the file"
            ) from None

    def _check_selection(self, record: Record) -> None:
        lists = list(texts_at(record.element, "filters/sanctionsLists/sanctionsList"))
        programs = list(texts_at(record.element, "filters/sanctionsPrograms/sanctionsProgram"))
        if lists != [self.list_name] or programs:
            raise SourceFormatError(
                f"{self.role}: line {record.line}: filters: the file holds {', '.join([*lists, *programs]) or 'all'} "
                f"where it should hold the {self.list_name} alone and whole: download the published file"
            )


US_OFAC_SDN_ENHANCED = OfacEnhanced(
    id="us_ofac_sdn_enhanced",
    list_title="OFAC Specially Designated Nationals and Blocked Persons List",
    only_list="us_ofac_sdn",
    list_name="SDN List",
)

US_OFAC_CONS_ENHANCED = OfacEnhanced(
    id="us_ofac_cons_enhanced",
    list_title="OFAC Consolidated (non-SDN) Sanctions List",
    only_list=None,
    list_name="Consolidated List",
)
