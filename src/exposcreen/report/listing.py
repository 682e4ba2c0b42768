"""One published entry as text, with everything that is known of it."""

from __future__ import annotations

from exposcreen.model.listing import Designation, Identifier, Listing, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.report.page import Page
from exposcreen.report.wording import citation_words

__all__ = ["render_listing"]

_KINDS = {
    NameKind.PRIMARY: "Name",
    NameKind.STRONG_AKA: "Also known as",
    NameKind.WEAK_AKA: "Weak alias",
    NameKind.FKA: "Formerly",
}


def render_listing(listing: Listing, *, width: int = 100) -> str:
    """A listing as text: names by kind, identifiers, dates, acts with their citations, and the record as published.

    Args:
        listing: The entry.
        width: Columns of the page.
    """
    page = Page(width)
    page.write(f"{listing.key} — {listing.name} ({listing.kind}; from {listing.source})", hang=4)
    for name in listing.names:
        page.write(f"{_KINDS[name.kind]}: {name.text}{'' if name.confirmed else ' [unconfirmed]'}", indent=2, hang=6)
    for identifier in listing.identifiers:
        page.write(f"Identifier {identifier.scheme}: {identifier.value}{_particulars(identifier)}", indent=2, hang=6)
    for label, values in _facts(listing):
        if values:
            page.write(f"{label}: {'; '.join(values)}", indent=2, hang=6)
    for act in listing.designations:
        _designation(page, act)
    if listing.record:
        page.gap()
        page.write("As published:")
        for field, value in listing.record:
            page.write(f"{field}: {value}", indent=2, hang=6)
    return str(page)


def _facts(listing: Listing) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("Born", tuple(str(day) for day in listing.birth_dates)),
        ("Born in", listing.birth_places),
        ("Nationality", listing.nationalities),
        ("Country", listing.countries),
        ("Address", listing.addresses),
        ("Position", listing.positions),
        ("Related", tuple(_relation(relation) for relation in listing.relations)),
        ("Same party elsewhere", (listing.party,) if listing.party else ()),
        ("Organ of", (listing.organ_of,) if listing.organ_of else ()),
        ("Note", (listing.note,) if listing.note else ()),
    )


def _particulars(identifier: Identifier) -> str:
    days = (("issued", identifier.issued_on), ("expires", identifier.expires_on))
    parts = (
        identifier.country,
        identifier.issuer and f"by {identifier.issuer}",
        *(f"{label} {day}" for label, day in days if day is not None),
        identifier.status,
    )
    known = ", ".join(part for part in parts if part)
    return f" ({known})" if known else ""


def _relation(relation: Relation) -> str:
    return f"{relation.kind}: {relation.name}{f' (uid {relation.uid})' if relation.uid else ''}"


def _designation(page: Page, act: Designation) -> None:
    page.gap()
    page.write(f"Act: {act.program}{'' if act.confirmed else ' [unconfirmed]'}", hang=4)
    days = (
        ("announced", act.announced_on),
        ("listed", act.listed_on),
        ("main prohibition from", act.effective_from),
        ("sales to divest until", act.divest_until),
        ("removed", act.delisted_on),
    )
    known = ", ".join(f"{label} {day}" for label, day in days if day is not None)
    page.write(f"Dates: {known or 'not published'}", indent=2, hang=6)
    texts = (
        ("Measures", "; ".join(act.measures)),
        ("Scope", act.scope),
        ("Footnotes", ", ".join(act.footnotes)),
        ("Licence requirement", act.licence_requirement),
        ("Review policy", act.review_policy),
        ("Note", act.note),
    )
    for label, text in texts:
        if text:
            page.write(f"{label}: {text}", indent=2, hang=6)
    for citation in act.citations:
        page.write(f"Cites: {citation_words(citation)}", indent=2, hang=6)
