"""The two sources in the Advanced XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError
from exposcreen.sources.published import Published
from exposcreen.sources.source import Tell
from exposcreen.sources.us_ofac.nodes import Node, node_of
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.xml_source import OfacXml, mapped_party
from exposcreen.sources.us_ofac_advanced import compact
from exposcreen.sources.us_ofac_advanced.mapper import party_of
from exposcreen.sources.us_ofac_advanced.references import References
from exposcreen.sources.us_ofac_advanced.spill import Spill, spilling
from exposcreen.sources.xml import Record, records, text_at

__all__ = ["US_OFAC_CONS_ADVANCED", "US_OFAC_SDN_ADVANCED", "OfacAdvanced"]

_ISSUED, _REFERENCES = "DateOfIssue", "ReferenceValueSets"
_PARTY = "DistinctParties/DistinctParty"
_SPILLED: dict[str, tuple[str, str, Callable[[Node, References, str], compact.Json]]] = {
    "Locations/Location": ("location", "ID", compact.location),
    "IDRegDocuments/IDRegDocument": ("document", "IdentityID", compact.document),
    "ProfileRelationships/ProfileRelationship": ("relation", "From-ProfileID", compact.relationship),
    "SanctionsEntries/SanctionsEntry": ("entry", "ProfileID", compact.entry),
}
"""What waits in the store: its table, the attribute under which it is asked for, and what is kept of it."""


@dataclass(frozen=True)
class OfacAdvanced(OfacXml):
    """One of OFAC's lists in the Advanced XML."""

    @property
    def root(self) -> str:
        """See ``OfacXml.root``."""
        return "Sanctions"

    def day_in(self, file: Published) -> date | None:
        """See ``OfacXml.day_in``."""
        for record in records(file, self.info, root=self.root, at=(_ISSUED,)):
            return self._day(record)
        return None

    def parties(self, file: Published, tell: Tell) -> Iterator[Party]:
        """See ``OfacXml.parties``. The file is read once; its records wait on disk until all of them are there."""
        role = self.role
        with spilling(role) as spill:
            self._spill(file, spill)
            spill.index(role)
            for uid, line, stored in spill.parties():
                where = f"{role}: line {line}: party {uid}"
                try:
                    yield party_of(uid, stored, spill, where)
                except ValidationError as error:
                    raise mapped_party(where, error) from error

    def _day(self, record: Record) -> date:
        texts = [text_at(record.element, part) for part in ("Year", "Month", "Day")]
        try:
            return date(*map(int, texts))
        except (ValueError, OverflowError):
            raise SourceFormatError(
                f"{self.role}: line {record.line}: DateOfIssue: {'-'.join(texts)!r} is not a day: look at the file"
            ) from None

    def _spill(self, file: Published, spill: Spill) -> None:
        refs: References | None = None
        role = self.role
        for record in records(file, self.info, root=self.root, at=(_ISSUED, _REFERENCES, _PARTY, *_SPILLED)):
            if record.path == _ISSUED:
                self._day(record)
                continue
            node = node_of(record.element)
            where = f"{role}: line {record.line}: {node.name}"
            if record.path == _REFERENCES:
                refs = References(node, where)
                continue
            if refs is None:
                raise SourceFormatError(
                    f"{where}: it stands before the reference values, so it is not known what it says: download the "
                    f"file again"
                )
            if record.path == _PARTY:
                _spill_party(node, refs, spill, role, record.line)
            else:
                table, key, kept = _SPILLED[record.path]
                spill.add(table, node.attributes.get(key, ""), kept(node, refs, where))


def _spill_party(node: Node, refs: References, spill: Spill, role: str, line: int) -> None:
    profiles = list(node.at("Profile"))
    for profile in profiles:
        uid = profile.attributes.get("ID", "")
        where = f"{role}: line {line}: party {uid}"
        if len(profiles) == 1 and node.attributes.get("FixedRef") != uid:
            raise SourceFormatError(
                f"{where}: FixedRef: {node.attributes.get('FixedRef')!r} is another id, so it is not known which "
                f"is the entry's: look at the party"
            )
        primary, stored = compact.profile(node, profile, refs, where)
        spill.add_party(uid, primary, line, stored)
        for identity in profile.at("Identity"):
            spill.add("identity", identity.attributes.get("ID", ""), None)


US_OFAC_SDN_ADVANCED = OfacAdvanced(
    id="us_ofac_sdn_advanced",
    version=2,
    list_title="OFAC Specially Designated Nationals and Blocked Persons List",
    only_list="us_ofac_sdn",
)

US_OFAC_CONS_ADVANCED = OfacAdvanced(
    id="us_ofac_cons_advanced",
    version=2,
    list_title="OFAC Consolidated (non-SDN) Sanctions List",
    only_list=None,
)
