"""An element INDIVIDUAL or ENTITY becomes a listing, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from exposcreen.model.citation import Citation
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.cells import collapsed, row_sha256
from exposcreen.sources.facts import Facts, unique
from exposcreen.sources.un_sc.days import birth_date, day
from exposcreen.sources.un_sc.documents import read_document
from exposcreen.sources.un_sc.names import entry_names, lettered, read_alias
from exposcreen.sources.un_sc.prose import birth_dates_in, document_numbers_in
from exposcreen.sources.xml import elements, local_name, text_at, texts_at

__all__ = ["INDIVIDUAL", "map_entry"]

INDIVIDUAL = "INDIVIDUAL"
_BEST_FIRST = (NameKind.PRIMARY, NameKind.STRONG_AKA, NameKind.FKA, NameKind.WEAK_AKA)
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")


@dataclass(slots=True)
class _Found:
    """What the elements of one entry say."""

    where: str
    facts: Facts = field(default_factory=Facts)
    addresses: list[str] = field(default_factory=list)
    of_aliases: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text:
            self.facts.notes.append(text)


def map_entry(element: etree._Element, *, list_id: str, source: str, where: str, published_on: date | None) -> Listing:
    """The listing of an element.

    Raises:
        SourceFormatError: A quality, a type of date or a type of document is unknown.
        pydantic.ValidationError: A field cannot be a fact of a listing.
    """
    kind = local_name(element)
    found = _Found(where)
    found.facts.names += entry_names(element)
    _aliases(element, f"{kind}_ALIAS", found)
    _addresses(element, f"{kind}_ADDRESS", found)
    _births(element, found)
    for document in elements(element, "INDIVIDUAL_DOCUMENT"):
        read = read_document(document, where)
        if read.identifier is not None:
            found.facts.identifiers.append(read.identifier)
        found.note(read.note)
    _said_of_aliases(found)
    found.note(collapsed(text_at(element, "COMMENTS1")))
    uid = collapsed(text_at(element, "REFERENCE_NUMBER")) or None
    act = _designation(element, uid, found, published_on)
    facts = found.facts
    record = tuple(_record(element))
    return Listing(
        list_id=list_id,
        uid=uid,
        source=source,
        kind=SubjectKind.PERSON if kind == INDIVIDUAL else SubjectKind.ORGANIZATION,
        names=tuple(_once(facts.names)),
        designations=(act,),
        identifiers=unique(facts.identifiers),
        birth_dates=unique(facts.birth_dates),
        birth_places=unique(facts.birth_places),
        nationalities=unique(map(collapsed, _nationalities(element))),
        countries=unique(facts.countries),
        addresses=unique(found.addresses),
        positions=unique(_positions(element)),
        note="; ".join(unique(facts.notes)) or None,
        record=record if uid else (*record, row_sha256(value for _, value in record)),
    )


def _once(names: list[Name]) -> Iterator[Name]:
    """Each text once: one that is published as two kinds of name counts as the better one."""
    best: dict[str, Name] = {}
    for name in names:
        if name.text not in best or _BEST_FIRST.index(name.kind) < _BEST_FIRST.index(best[name.text].kind):
            best[name.text] = name
    yield from best.values()


def _aliases(element: etree._Element, path: str, found: _Found) -> None:
    for item in elements(element, path):
        alias = read_alias(item, found.where)
        found.facts.names += alias.names
        found.note(alias.note)
        found.of_aliases.append(alias.note)
        place = ", ".join(filter(None, (collapsed(text_at(item, f"{part}_OF_BIRTH")) for part in ("CITY", "COUNTRY"))))
        found.facts.birth_places += [place] if place else []
        if born := text_at(item, "DATE_OF_BIRTH"):
            try:
                read = day(born) if len(born) > len("YYYY-MM") else None
                found.facts.birth_dates.append(PartialDate(read, read) if read else PartialDate.parse(born))
            except ValueError:
                found.note(f"birth date of {collapsed(text_at(item, 'ALIAS_NAME'))}: {born}")


def _said_of_aliases(found: _Found) -> None:
    """Documents and birth dates under another name, where no field has them."""
    known = {identifier.value.replace(" ", "") for identifier in found.facts.identifiers}
    for text in found.of_aliases:
        found.facts.birth_dates += birth_dates_in(text)
        numbers = document_numbers_in(text)
        found.facts.identifiers += (number for number in numbers if number.value.replace(" ", "") not in known)


def _addresses(element: etree._Element, path: str, found: _Found) -> None:
    for item in elements(element, path):
        parts = [collapsed(text_at(item, name)) for name in _ADDRESS]
        about = collapsed(text_at(item, "NOTE"))
        text = ", ".join(filter(None, parts))
        if parts[-1]:
            found.facts.countries.append(parts[-1])
        if text:
            found.addresses.append(f"{text} ({about.strip('()')})" if about else text)
        else:
            found.note(f"address: {about}" if about else "")


def _births(element: etree._Element, found: _Found) -> None:
    for item in elements(element, "INDIVIDUAL_DATE_OF_BIRTH"):
        born, about = birth_date(item, found.where)
        if born is not None:
            found.facts.birth_dates.append(born)
        found.note(f"birth date as published: {about}" if about else "")
    for item in elements(element, "INDIVIDUAL_PLACE_OF_BIRTH"):
        place = ", ".join(filter(None, (collapsed(text_at(item, name)) for name in _PLACE)))
        about = collapsed(text_at(item, "NOTE"))
        if place or about:
            found.facts.birth_places.append(f"{place} {about}".strip())


def _nationalities(element: etree._Element) -> Iterator[str]:
    yield from texts_at(element, "NATIONALITY/VALUE")
    yield from texts_at(element, "NATIONALITY2")


def _positions(element: etree._Element) -> Iterator[str]:
    for path in ("TITLE/VALUE", "DESIGNATION/VALUE"):
        for text in texts_at(element, path):
            yield from lettered(text)


def _designation(element: etree._Element, uid: str | None, found: _Found, published_on: date | None) -> Designation:
    program = collapsed(text_at(element, "UN_LIST_TYPE"))
    days = {name: _day(element, name, found) for name in ("LISTED_ON", "DELISTED_ON")}
    listed, delisted = days["LISTED_ON"], days["DELISTED_ON"]
    if listed and delisted and delisted < listed:
        found.note(f"DELISTED_ON as published: {delisted}, before it was listed")
        delisted = None
    return Designation(
        program=program,
        listed_on=listed,
        delisted_on=delisted,
        citations=(
            Citation(
                title="United Nations Security Council Consolidated List",
                reference=f"UN reference number {uid}" if uid else "UN Security Council Consolidated List",
                locator=program,
                published_on=published_on,
            ),
        ),
    )


def _day(element: etree._Element, name: str, found: _Found) -> date | None:
    text = text_at(element, name)
    try:
        return day(text)
    except ValueError:
        found.note(f"{name} as published: {text}")
        return None


def _record(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Every field that has a value, by its path below the entry, in published order."""
    for item in element.iterdescendants():
        if text := (item.text or "").strip():
            above = [local_name(parent) for parent in item.iterancestors()]
            inner = above[: above.index(local_name(element))]
            yield "/".join([*reversed(inner), local_name(item)]), text
