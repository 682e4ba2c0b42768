"""What the tests of OFAC's formats share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source


def by_uid(listings: Iterable[Listing]) -> dict[tuple[str, str], Listing]:
    return {(listing.list_id, str(listing.uid)): listing for listing in listings}


def alias_kinds(listing: Listing) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in listing.names[1:]]


def stated(source: Source, files: Mapping[str, bytes]) -> date | None:
    return source.stated_day({role: Published.of(content, role) for role, content in files.items()})
