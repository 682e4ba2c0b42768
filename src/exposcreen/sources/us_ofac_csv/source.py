"""The two OFAC sources: one reader, two sets of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exposcreen.model.listing import Listing
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_ofac.listing import Publication, listings_of
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.programs import Place, places
from exposcreen.sources.us_ofac_csv.mapper import party_of
from exposcreen.sources.us_ofac_csv.reader import FourFiles, read_entries

__all__ = ["US_OFAC_CONS_CSV", "US_OFAC_SDN_CSV", "OfacCsv"]

_FIRST_LINE = re.compile(rb"\s*\d+,")


@dataclass(frozen=True)
class OfacCsv(Source):
    """One of OFAC's lists in the official CSV.

    Attributes:
        list_title: For citations.
        names: The official names of its four files.
        only_list: The list of every entry; ``None`` where the programs tell.
    """

    list_title: str = field(kw_only=True)
    names: FourFiles = field(kw_only=True)
    only_list: str | None = field(kw_only=True)

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name. A general name, as ``add.csv``, counts only if the file begins as OFAC's do."""
        name = path.name.lower().removesuffix(".gz")
        if name not in self.info.roles:
            return None
        telling = name.startswith(("sdn", "cons_"))
        return name if telling or not head.strip() or _FIRST_LINE.match(head) else None

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        publication = Publication(self.id, self.list_title, published_on)
        nowhere = 0
        for entry in read_entries(files, self.names, tell):
            party = party_of(entry, self.names.entries)
            found = self._places(party, entry.fields["Remarks"])
            nowhere += not found
            yield from listings_of(party, found, publication)
        if nowhere:
            tell(
                f"{self.names.entries}: {nowhere} entries stand there under programs of no list that is read from it "
                f"(the Executive Order 13599 List, or the SDN List alone): they are not in the store"
            )

    def _places(self, party: Party, remarks: str) -> tuple[Place, ...]:
        if self.only_list is not None:
            return tuple(Place(tag, self.only_list) for tag in party.tags or ("SDN",))
        return places(party.tags, remarks, party.where)


US_OFAC_SDN_CSV = OfacCsv(
    id="us_ofac_sdn_csv",
    version=3,
    list_title="OFAC Specially Designated Nationals and Blocked Persons List",
    names=FourFiles("sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"),
    only_list="us_ofac_sdn",
)

US_OFAC_CONS_CSV = OfacCsv(
    id="us_ofac_cons_csv",
    version=3,
    list_title="OFAC Consolidated (non-SDN) Sanctions List",
    names=FourFiles("cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"),
    only_list=None,
)
