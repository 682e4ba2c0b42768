"""What the columns of a file may be called, and which of them a file needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exposcreen.errors import InputError

__all__ = ["COUNTERPARTIES", "HOLDINGS", "OWNERS", "SITES", "Columns", "Layout", "layout_of"]

_CURRENCY = re.compile(r"\(\s*([A-Za-z]{3})\s*\)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of file.

    Attributes:
        what: What a row is, in the plural.
        names: Field to the spellings of its column, the preferred first, lower case without spaces or punctuation.
        needed: A file must have a column for one of these fields.
        merged: Fields that may be fed by several columns; of any other field, the preferred column alone is used.
        numbers: Fields that are numbers with a fraction.
        also: A file must have a column for one of these fields too; empty for no such.
    """

    what: str
    names: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    merged: frozenset[str]
    numbers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields are in one file.

    Attributes:
        header: The columns as the file names them.
        positions: Field to the positions of its columns, the preferred first.
        unused: The columns that nothing was made of, each heading once.
        currency: From a heading such as ``Market Value (USD)``, or an empty string.
    """

    header: tuple[str, ...]
    positions: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]
    currency: str

    def column(self, field: str) -> str:
        """What the file calls the column of a field, or the field's own name when it has none."""
        places = self.positions.get(field)
        return self.header[places[0]] if places else field


_IDENTIFIERS: dict[str, tuple[str, ...]] = {
    "id.lei": ("lei", "leicode", "legalentityidentifier"),
    "id.uscc": ("uscc", "unifiedsocialcreditcode", "socialcreditcode"),
    "id.isin": ("isin", "isincode"),
    "id.imo": ("imo", "imonumber", "imono"),
    "id.swift_bic": ("swiftbic", "swift", "bic", "swiftcode"),
    "id.tax_id": ("taxid", "taxidno", "taxnumber", "tin", "vat", "vatnumber"),
    "id.registration": ("registration", "registrationnumber", "registrationno", "companynumber", "regno"),
    "id.duns": ("duns", "dunsnumber"),
    "id.passport": ("passport", "passportnumber", "passportno"),
    "id.national_id": ("nationalid", "nationalidno", "idnumber"),
}
_ADDRESS = {
    "street": ("address", "fulladdress", "streetaddress", "street", "addressline1", "address1", "siteaddress"),
    "street2": ("addressline2", "address2"),
    "city": ("city", "town"),
    "postal_code": ("postalcode", "postcode", "zip", "zipcode"),
}
_REGION = ("region", "province", "state", "stateprovince", "regionprovince", "prefecture")
_COUNTRY = ("country", "countrycode", "countryofregistration", "nationality", "jurisdiction")
_ALIASES = ("aliases", "alias", "aka", "alsoknownas", "othernames", "tradingname", "nativename", "localname")

COUNTERPARTIES = Columns(
    what="counterparties",
    names={
        "name": (
            *("name", "counterpartyname", "counterparty", "legalname", "fullname", "companyname", "company"),
            *("customername", "customer", "clientname", "client", "suppliername", "supplier", "vendorname", "vendor"),
            *("entityname", "entity", "partyname", "party", "organization", "organisation", "issuer"),
        ),
        "aliases": _ALIASES,
        "kind": ("kind", "type", "entitytype", "partytype", "subjecttype"),
        "country": _COUNTRY,
        "birth_date": ("birthdate", "dob", "dateofbirth"),
        **_ADDRESS,
        "region": _REGION,
        **_IDENTIFIERS,
    },
    needed=("name",),
    merged=frozenset({"aliases"}),
)

HOLDINGS = Columns(
    what="holdings",
    names={
        "name": (
            *("issuername", "issuer", "name", "company", "companyname", "holdingname", "holding"),
            *("securityname", "security", "securitydescription", "instrumentname", "description"),
        ),
        "isin": ("isin", "isincode"),
        "cusip": ("cusip", "cusipnumber"),
        "sedol": ("sedol", "sedolcode"),
        "figi": ("figi", "figicode", "openfigi"),
        "lei": ("lei", "issuerlei", "leicode", "legalentityidentifier"),
        "ticker": ("ticker", "symbol", "tickersymbol", "bloombergticker"),
        "mic": ("mic", "exchangemic", "miccode"),
        "instrument": ("instrument", "instrumenttype", "assetclass", "securitytype", "assettype", "type"),
        "quantity": ("quantity", "shares", "units", "sharesheld", "parvalue"),
        "market_value": ("marketvalue", "mv", "value", "marketval", "notionalvalue"),
        "currency": ("currency", "ccy", "currencycode", "marketcurrency"),
        "weight": ("weight", "weightpercent", "weightpct", "ofportfolio", "ofnetassets", "portfolioweight"),
    },
    needed=("name", "isin", "cusip", "sedol", "figi", "lei", "ticker"),
    merged=frozenset({"name"}),
    numbers=("quantity", "market_value", "weight"),
)

SITES = Columns(
    what="sites",
    names={
        "name": (
            *("name", "suppliername", "supplier", "sitename", "site", "company", "companyname", "facility"),
            *("facilityname", "factory", "factoryname", "vendorname", "vendor", "manufacturer"),
        ),
        "country": _COUNTRY,
        **_ADDRESS,
        "region": _REGION,
        "products": (
            *(
                "products",
                "product",
                "merchandise",
                "goods",
                "productdescription",
                "hscode",
                "hscodes",
                "hs",
                "htscode",
            ),
        ),
        "inputs": ("inputs", "input", "inputorigins", "inputorigin", "rawmaterialorigin", "originofinputs"),
        "tier": ("tier", "suppliertier", "level"),
        **_IDENTIFIERS,
    },
    needed=("name", "street", "city", "postal_code", "region", "country", "inputs"),
    merged=frozenset({"products", "inputs"}),
)


OWNERS = Columns(
    what="owners",
    names={
        "owner": ("owner", "ownername", "shareholder", "shareholdername", "parent", "parentname", "holder", "investor"),
        "owner_id": ("ownerid", "owneridentifier", "ownerlei", "shareholderid", "parentid", "parentlei"),
        "owned": (
            *("owned", "ownedname", "company", "companyname", "subsidiary", "subsidiaryname", "investee", "entity"),
            *("entityname", "name"),
        ),
        "owned_id": ("ownedid", "ownedidentifier", "ownedlei", "companyid", "subsidiaryid", "subsidiarylei", "lei"),
        "percent": (
            *("percent", "percentage", "pct", "share", "stake", "shareholding", "ownership", "ownershippercent"),
            *("ownershippercentage", "percentowned", "sharepercent", "directpercent"),
        ),
        "from": ("from", "effectivefrom", "validfrom", "since", "start", "startdate"),
        "to": ("to", "effectiveto", "validto", "until", "end", "enddate"),
        "control": ("control", "controls", "controlling"),
        "joint": ("joint", "jointly", "actingwith", "concert"),
        "birth_date": ("ownerbirthdate", "ownerdob", "birthdate", "dob"),
    },
    needed=("owner", "owner_id"),
    merged=frozenset(),
    numbers=("percent",),
    also=("owned", "owned_id"),
)


def _squeezed(heading: str) -> str:
    """A heading without its unit, case, spaces and punctuation: ``Market Value (USD)`` is ``marketvalue``."""
    bare = re.sub(r"\(.*?\)", "", heading)
    return "".join(letter for letter in bare.casefold() if letter.isalnum())


def layout_of(file: str, header: Sequence[str], columns: Columns) -> Layout:
    """Find the fields of a file in its header.

    Raises:
        InputError: No column gives any field that is needed.
    """
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(header):
        places.setdefault(_squeezed(heading), []).append(place)
    positions: dict[str, tuple[int, ...]] = {}
    for field, spellings in columns.names.items():
        found = [place for spelling in spellings for place in places.get(spelling, ())]
        if found:
            positions[field] = tuple(found) if field in columns.merged else (found[0],)
    for needed in filter(None, (columns.needed, columns.also)):
        if not any(field in positions for field in needed):
            raise InputError(_missing(file, header, columns.what, needed))
    used = {place for found in positions.values() for place in found}
    unused = dict.fromkeys(
        heading.strip() or f"column {place + 1}" for place, heading in enumerate(header) if place not in used
    )
    return Layout(tuple(heading.strip() for heading in header), positions, tuple(unused), _currency(header, positions))


def _missing(file: str, header: Sequence[str], what: str, needed: tuple[str, ...]) -> str:
    has = ", ".join(repr(_shortened(heading.strip())) for heading in header[:30])
    one = f"a column {needed[0]}" if len(needed) == 1 else f"one of {', '.join(needed)}"
    wanted = one.replace("street", "address")
    return f"{file}: a file of {what} needs {wanted}, and this one has the columns {has}: name them in line 1"


def _shortened(heading: str) -> str:
    return heading if len(heading) <= 40 else heading[:40] + "…"


def _currency(header: Sequence[str], positions: Mapping[str, tuple[int, ...]]) -> str:
    place = positions.get("market_value", (None,))[0]
    unit = _CURRENCY.search(header[place]) if place is not None else None
    return unit.group(1).upper() if unit else ""
