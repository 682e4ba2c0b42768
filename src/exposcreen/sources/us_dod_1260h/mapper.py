"""An entry of the list under section 1260H becomes listings: its own, and one for each subsidiary named in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Listing, Relation
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.cells import row_sha256
from exposcreen.sources.prose_names import SUBSIDIARY_OF, ProseNames, name_key, prose_names
from exposcreen.sources.us_dod_1260h.reader import Entry, Notice

__all__ = ["map_notice"]


def map_notice(notice: Notice, *, source: str, published_on: date | None) -> Iterator[tuple[Entry, Listing]]:
    """The listings of a notice, each with its entry. A subsidiary with an entry of its own has the own listing alone.

    Raises:
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    read = [(entry, prose_names(entry.name.rstrip("* "), short_names=True)) for entry in notice.entries]
    own = {name_key(names.primary) for _, names in read}
    citations = _citations(notice, published_on)
    for place, (entry, names) in enumerate(read):
        # One name can stand there twice; the place of its entry tells the two apart.
        again = sum(earlier == entry for earlier in notice.entries[:place])
        record = tuple(_record(entry))
        values = [str(again), *(value for _, value in record)]
        act = Designation(program="1260H", scope=names.scope, note=" ".join(entry.reasons) or None, citations=citations)
        listing = Listing(
            list_id="us_dod_1260h",
            source=source,
            kind=SubjectKind.ORGANIZATION,
            names=names.names,
            designations=(act,),
            note="; ".join(names.doubts) or None,
            record=(*record, row_sha256(values)),
        )
        yield entry, listing
        for subsidiary in _named(names):
            if name_key(subsidiary.primary) not in own:
                yield (
                    entry,
                    listing.model_copy(
                        update={
                            "names": subsidiary.names,
                            "designations": (act.model_copy(update={"scope": None}),),
                            "relations": (Relation(kind=SUBSIDIARY_OF, name=listing.name),),
                            "record": (*record, row_sha256([*values, subsidiary.primary])),
                        }
                    ),
                )


def _named(names: ProseNames) -> Iterator[ProseNames]:
    yield from {name_key(item.primary): item for item in names.subsidiaries}.values()


def _citations(notice: Notice, published_on: date | None) -> tuple[Citation, ...]:
    return (
        Citation(
            title="Federal Register, designation of Chinese military companies",
            reference=f"FR doc {notice.number}",
            locator=f"from page {notice.page}" if notice.page else None,
            url=f"https://www.federalregister.gov/d/{notice.number}",
            published_on=published_on,
        ),
        Citation(
            title="National Defense Authorization Act for Fiscal Year 2021",
            reference="Pub. L. 116-283",
            locator="s.1260H (10 U.S.C. 113 note)",
        ),
    )


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "entity", entry.name
    yield from (("reason", reason) for reason in entry.reasons if reason)
