"""What the three XML formats of OFAC have in common as sources: one file, entries in it, lists named or told."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.model.listing import Listing
from exposcreen.resources import problems
from exposcreen.sources.published import Published
from exposcreen.sources.source import Files, Source, Tell
from exposcreen.sources.us_ofac.listing import Publication, listings_of
from exposcreen.sources.us_ofac.party import Party
from exposcreen.sources.us_ofac.placing import agrees, places_of
from exposcreen.sources.us_ofac.programs import Place
from exposcreen.sources.xml import root_name

__all__ = ["OfacXml", "mapped_party"]

_SHOWN = 5


@dataclass(frozen=True)
class OfacXml(Source):
    """One of OFAC's lists in an XML format.

    Attributes:
        list_title: For citations.
        only_list: The list of every entry; ``None`` where the file, or the programs, tell.
    """

    list_title: str = field(kw_only=True)
    only_list: str | None = field(kw_only=True)

    @property
    def role(self) -> str:
        """The official name of its file."""
        return self.info.files[0].role

    @property
    @abstractmethod
    def root(self) -> str:
        """The name of the root element of the format."""

    @abstractmethod
    def parties(self, file: Published, tell: Tell) -> Iterator[Party]:
        """The entries of the file, in published order, one at a time.

        Raises:
            SourceFormatError: The file is not what OFAC documents, or is damaged.
            SourceSuspicious: The file is empty.
        """

    @abstractmethod
    def day_in(self, file: Published) -> date | None:
        """The day of publication that the file states.

        Raises:
            SourceFormatError: It is no day, or the file is not what OFAC documents.
        """

    def recognise(self, path: Path, head: bytes) -> str | None:
        """By the official name, as it is, gzipped or zipped, unless the file is clearly of another format."""
        name = path.name.lower().removesuffix(".gz")
        if name.endswith(".zip"):
            name = f"{name.removesuffix('.zip').removesuffix('.xml')}.xml"
        return name if name == self.role and root_name(head) in {None, self.root} else None

    def stated_day(self, files: Files) -> date | None:
        """See ``Source.stated_day``."""
        return self.day_in(files[self.role])

    def read(self, files: Files, *, published_on: date | None, tell: Tell) -> Iterator[Listing]:
        """See ``Source.read``."""
        publication = Publication(self.id, self.list_title, published_on)
        seen: set[str] = set()
        nowhere, other = 0, []
        for party in self.parties(files[self.role], tell):
            if party.uid in seen:
                raise SourceFormatError(f"{party.where}: the id occurs twice: download the file again")
            seen.add(party.uid)
            if self.only_list is None:
                places = places_of(party, frozenset(self.info.lists))
                agree = agrees(party, places)
            else:
                on_it = party.tags or ("SDN",) if party.standings != () else ()
                places = tuple(Place(tag, self.only_list) for tag in on_it)
                agree = not party.standings or any(on.list_id == self.only_list for on in party.standings)
            nowhere += not places
            if not agree:
                other.append(party.uid)
            yield from listings_of(party, places, publication)
        if not seen:
            raise SourceSuspicious(
                f"{self.role}: there is no entry in the file, which would unlist everybody: download it again"
            )
        if nowhere:
            tell(
                f"{self.role}: {nowhere} entries stand there on no list that is read from it (the Executive Order "
                f"13599 List, or the SDN List alone): they are not in the store"
            )
        if other:
            tell(
                f"{self.role}: {len(other)} entries ({', '.join(other[:_SHOWN])}) name lists that their programs do "
                f"not tell: the lists named by the file count; look at data/sources/us_ofac_cons_programs.csv"
            )


def mapped_party(where: str, error: ValidationError) -> SourceFormatError:
    """The error of an entry of which a field cannot be a fact of a listing."""
    return SourceFormatError(f"{where}: {problems(error)}: look at the entry, or mend the reader")
