"""OFAC publishes one list in four formats: what the real files say in one of them, they say in the others.

Where they differ, the test says what is left and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exposcreen.model.listing import Identifier, Listing, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.intake import State
from exposcreen.sources.published import Published
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from
from exposcreen.sources.us_ofac.features import feature_label
from exposcreen.sources.us_ofac.kinds import alias_kind
from exposcreen.sources.us_ofac.placing import list_named
from exposcreen.sources.us_ofac.xml_source import OfacXml
from exposcreen.sources.us_ofac_advanced.source import US_OFAC_CONS_ADVANCED
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV
from exposcreen.sources.us_ofac_enhanced.source import US_OFAC_CONS_ENHANCED
from exposcreen.sources.us_ofac_xml.source import US_OFAC_CONS_XML
from ofac import by_uid

pytestmark = pytest.mark.shared

View = Callable[[Listing], Iterable[Any]]
Keyed = Mapping[tuple[str, str], Listing]

FILES = {
    US_OFAC_CONS_XML: "2018-04-classic_xml/consolidated.xml",
    US_OFAC_CONS_ADVANCED: "2020-03-advanced_xml/cons_advanced.xml",
    US_OFAC_CONS_ENHANCED: "2025-01-enhanced_xml/CONS_ENHANCED.ZIP",
}


def in_xml(source: OfacXml, shared: Path, told: list[str] | None = None) -> dict[tuple[str, str], Listing]:
    files = {source.role: Published.at(shared / "lists/us_ofac_cons" / FILES[source])}
    found = list(source.read(files, published_on=None, tell=(told if told is not None else []).append))
    assert len(by_uid(found)) == len(found)
    return by_uid(found)


def in_csv(shared: Path, folder: str) -> dict[tuple[str, str], Listing]:
    files = {path.name: Published.at(path) for path in (shared / "lists/us_ofac_cons" / folder).glob("*.csv")}
    files.setdefault("cons_comments.csv", Published.of(b"\x1a", "cons_comments.csv"))
    return by_uid(US_OFAC_CONS_CSV.read(files, published_on=None, tell=print))


def differing(view: View, one: Keyed, other: Keyed) -> set[str]:
    """The uids of which a view is another in the other format, whatever the order."""
    return {key[1] for key in one.keys() & other.keys() if Counter(view(one[key])) != Counter(view(other[key]))}


def is_latin(text: str) -> bool:
    return all(ord(letter) < 0x250 for letter in text if letter.isalpha())


def plain(text: str) -> str:
    """Without what the formats write otherwise: capitals, the kind of quotation marks, and a full stop at the end."""
    return text.upper().replace('"', "'").removesuffix(".")


def names(listing: Listing) -> list[tuple[str, NameKind]]:
    return [(plain(name.text), name.kind) for name in listing.names if is_latin(name.text)]


def numbers(listing: Listing) -> list[tuple[str, str, str | None]]:
    return [(item.scheme, item.value, item.country) for item in listing.identifiers]


def addresses(listing: Listing) -> list[str]:
    return [plain(text) for text in listing.addresses if is_latin(text)]


def programs(listing: Listing) -> list[tuple[str, frozenset[str]]]:
    return [(act.program, frozenset((act.scope or "").split("; "))) for act in listing.designations]


def days_of_acts(listing: Listing) -> list[tuple[date | None, date | None]]:
    return [(act.effective_from, act.divest_until) for act in listing.designations]


def related(listing: Listing) -> list[str]:
    return [plain(relation.name) for relation in listing.relations]


ALIKE: dict[str, View] = {
    "kind": lambda listing: [listing.kind],
    "days of acts": days_of_acts,
    "birth dates": lambda listing: listing.birth_dates,
    "birth places": lambda listing: listing.birth_places,
    "nationalities": lambda listing: listing.nationalities,
    "countries": lambda listing: listing.countries,
    "positions": lambda listing: listing.positions,
    "related": related,
}
"""What no format and no vintage at hand says otherwise."""


def test_the_classic_xml_and_the_csv_of_one_day_are_the_same_listings(shared: Path) -> None:
    classic, csv = in_xml(US_OFAC_CONS_XML, shared), in_csv(shared, "2018-04-classic_xml")
    views: dict[str, View] = {
        **ALIKE,
        "names": lambda listing: listing.names,
        "programs": programs,
        "identifiers": lambda listing: listing.identifiers,
        "addresses": lambda listing: listing.addresses,
        "relations": lambda listing: listing.relations,
        "note": lambda listing: (listing.note or "").split("; "),
    }

    assert classic.keys() == csv.keys()
    assert len(classic) == 375
    left = {name: found for name, view in views.items() if (found := differing(view, classic, csv))}

    # The CSV files have single quotation marks inside a text, where the XML has those of the name.
    assert left == {"names": {"22391"}}
    assert differing(names, classic, csv) == set()
    # Further, two directives of one entry stand in another order.
    assert len(differing(lambda item: [act.scope for act in item.designations], classic, csv)) == 8


def test_the_advanced_xml_says_what_the_csv_said_two_years_before(shared: Path) -> None:
    told: list[str] = []
    advanced, csv = in_xml(US_OFAC_CONS_ADVANCED, shared, told), in_csv(shared, "2018-04-classic_xml")

    assert told == []
    assert Counter(list_id for list_id, _ in advanced) == {
        "us_ofac_ssi": 290,
        "us_ofac_ns_plc": 78,
        "us_ofac_fse": 6,
        "us_ofac_capta": 1,
    }
    # Two were listed and two delisted between the vintages.
    assert advanced.keys() - csv.keys() == {("us_ofac_fse", "26182"), ("us_ofac_ssi", "28603")}
    assert csv.keys() - advanced.keys() == {("us_ofac_fse", "17528"), ("us_ofac_ssi", "20004")}
    assert {name: found for name, view in ALIKE.items() if (found := differing(view, advanced, csv))} == {}
    # Only capitals differ in the names: the CSV prints those of organizations in capitals.
    assert differing(names, advanced, csv) == set()
    # The program of the one bank on CAPTA was renamed, and its terms were added to the remarks.
    assert differing(programs, advanced, csv) == {"15268"}
    # Eleven SWIFT codes lost their spaces, and one party got its numbers and another address.
    swift = differing(lambda item: [n for n in item.identifiers if n.scheme == "swift_bic"], advanced, csv)
    assert len(swift) == 12
    assert differing(numbers, advanced, csv) - swift == {"18299"}
    assert differing(addresses, advanced, csv) == {"18299"}


def test_the_advanced_xml_says_more_than_the_csv(shared: Path) -> None:
    advanced = in_xml(US_OFAC_CONS_ADVANCED, shared)

    relations = [relation for listing in advanced.values() for relation in listing.relations]
    acts = [act for listing in advanced.values() for act in listing.designations]
    issuers = Counter(number.issuer for listing in advanced.values() for number in listing.identifiers)

    assert len(relations) == 276
    assert all(relation.uid and relation.kind == "Owned or Controlled By" for relation in relations)
    assert all(act.listed_on for act in acts)
    assert advanced["us_ofac_ssi", "17013"].designations[0].listed_on == date(2014, 7, 29)
    assert [item.reference for item in advanced["us_ofac_ssi", "17013"].designations[0].citations] == [
        "OFAC uid 17013",
        "Executive Order 13662 (Ukraine)",
    ]
    assert (issuers["INN"], issuers["OGRN"]) == (12, 12)
    # An order behind another program is not cited for the sectoral one.
    syrian = advanced["us_ofac_ssi", "18782"]
    assert [len(act.citations) for act in syrian.designations] == [1]
    assert "legal authorities: Executive Order 13582 (Syria)" in str(syrian.note)


def test_the_enhanced_xml_says_what_the_csv_says_eleven_months_after(shared: Path) -> None:
    told: list[str] = []
    enhanced, csv = in_xml(US_OFAC_CONS_ENHANCED, shared, told), in_csv(shared, "2025-12-csv")

    # The lists that the file names are those that the programs tell in the CSV files, of every entry.
    assert told == []
    assert Counter(list_id for list_id, _ in enhanced) == {
        "us_ofac_ssi": 286,
        "us_ofac_ns_plc": 78,
        "us_ofac_ns_cmic": 68,
        "us_ofac_ns_mbs": 12,
        "us_ofac_capta": 1,
        "us_ofac_fse": 1,
    }
    # The last foreign sanctions evader of that file was delisted since.
    assert enhanced.keys() - csv.keys() == {("us_ofac_fse", "26182")}
    assert csv.keys() <= enhanced.keys()
    assert {name: found for name, view in ALIKE.items() if (found := differing(view, enhanced, csv))} == {}
    assert differing(programs, enhanced, csv) == set()
    # Rosneft's and Lukoil's companies got names, numbers and addresses in 2025; VTB's LEI lost its country.
    updated = {"17248", "18267", "18269", "18271", "18274", "18276", "18282", "18284", "18290", "18292", "18784"}
    assert differing(names, enhanced, csv) <= updated
    assert differing(numbers, enhanced, csv) <= updated | {"17013"}
    assert differing(addresses, enhanced, csv) <= updated


def test_the_enhanced_xml_has_native_scripts_relations_and_days(shared: Path) -> None:
    enhanced = in_xml(US_OFAC_CONS_ENHANCED, shared)
    bank = enhanced["us_ofac_ssi", "17013"]

    assert ("БАНК ВТБ ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО", NameKind.STRONG_AKA) in [(n.text, n.kind) for n in bank.names]
    native = {listing.uid for listing in enhanced.values() if any(not is_latin(name.text) for name in listing.names)}
    assert len(native) == 28
    relations = Counter(relation.kind for listing in enhanced.values() for relation in listing.relations)
    assert relations == {
        "Owned or Controlled By": 278,
        "Owns, controls, or operates": 4,
        "Acting for or on behalf of": 1,
    }
    assert all(relation.uid for listing in enhanced.values() for relation in listing.relations)
    assert all(act.listed_on for listing in enhanced.values() for act in listing.designations)
    assert enhanced["us_ofac_ns_mbs", "17014"].designations[0].listed_on == date(2022, 2, 24)
    assert enhanced["us_ofac_ssi", "17014"].designations[0].listed_on == date(2014, 7, 29)


def test_cmic_has_its_days_securities_owners_and_order(shared: Path) -> None:
    cmic = [item for (list_id, _), item in in_xml(US_OFAC_CONS_ENHANCED, shared).items() if list_id.endswith("cmic")]
    csv = [item for (list_id, _), item in in_csv(shared, "2025-12-csv").items() if list_id.endswith("cmic")]

    def values(listings: Iterable[Listing], scheme: str) -> set[str]:
        return {number.value for item in listings for number in item.identifiers if number.scheme == scheme}

    assert Counter(
        (act.listed_on, act.effective_from, act.divest_until) for item in cmic for act in item.designations
    ) == {
        (date(2021, 6, 3), date(2021, 8, 2), date(2022, 6, 3)): 59,
        (date(2021, 12, 10), date(2022, 2, 8), date(2022, 12, 10)): 1,
        (date(2021, 12, 16), date(2022, 2, 14), date(2022, 12, 16)): 8,
    }
    assert values(cmic, "isin") == values(csv, "isin")
    # One of the published numbers has eleven characters: it is kept as it is.
    assert [isin for isin in values(cmic, "isin") if len(isin) != 12] == ["BRC1EODR004"]
    assert len(values(cmic, "isin")) == 163
    assert values(cmic, "ticker") == values(csv, "ticker")
    assert values(cmic, "uscc") == values(csv, "uscc")
    assert {act.citations[1].reference for item in cmic for act in item.designations} == {
        "Executive Order 14032 (CMIC)"
    }
    telecom = next(item for item in cmic if item.name == "CHINA TELECOM CORPORATION LIMITED")
    assert telecom.relations == (
        Relation(kind="Owned or Controlled By", name="CHINA TELECOMMUNICATIONS CORPORATION", uid="30939"),
    )
    assert Identifier(scheme="uscc", value="9111000071093019X7", country="China") in telecom.identifiers


@pytest.mark.parametrize(
    ("source", "day"),
    [
        (US_OFAC_CONS_XML, date(2018, 4, 6)),
        (US_OFAC_CONS_ADVANCED, date(2020, 3, 17)),
        (US_OFAC_CONS_ENHANCED, date(2025, 1, 10)),
    ],
    ids=lambda item: getattr(item, "id", ""),
)
def test_the_files_state_their_day(shared: Path, source: OfacXml, day: date) -> None:
    path = shared / "lists/us_ofac_cons" / FILES[source]

    assert source.stated_day({source.role: Published.at(path)}) == day


def test_every_reference_value_of_the_real_files_is_mapped(shared: Path) -> None:
    folder = shared / "lists/us_ofac_cons"
    advanced = etree.parse(folder / FILES[US_OFAC_CONS_ADVANCED]).getroot()
    with Published.at(folder / FILES[US_OFAC_CONS_ENHANCED]).open() as stream:
        enhanced = etree.parse(stream).getroot()

    def values(root: etree._Element, tag: str, kind: str = "") -> set[str]:
        found = root.iter(f"{{*}}{tag}")
        texts = (
            item.findtext("{*}value") if kind else item.text
            for item in found
            if item.findtext("{*}type") == kind or not kind
        )
        return {text for text in texts if text}

    labels = values(advanced, "FeatureType") | values(advanced, "IDRegDocType")
    labels |= values(enhanced, "referenceValue", "ID DOCUMENT TYPE")
    labels |= {str(item.findtext("{*}type")) for item in enhanced.iter("{*}featureType")}
    lists = values(advanced, "List") | values(enhanced, "referenceValue", "ENTITY LISTING TYPE")
    aliases = values(advanced, "AliasType") | values(enhanced, "referenceValue", "ALIAS TYPE")

    assert len(labels) > 130
    # An address is a feature of its own kind: it is no labelled fact.
    assert {label for label in labels if feature_label(label) is None} == {"Location"}
    assert all(list_named(name, "file") or name == "Consolidated List" for name in lists)
    assert all(alias_kind(name, "file", "aliasType") for name in aliases)


def test_the_published_zip_fills_a_store_with_its_own_day(shared: Path, store_path: Path) -> None:
    folder = shared / "lists/us_ofac_cons/2025-01-enhanced_xml"

    report = update_from(folder, Store.open(store_path), published=None, retrieved_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert [(result.state, result.reason) for result in report.results] == [(State.ADDED, None)]
    [snapshot] = Store.open(store_path).snapshots
    assert (snapshot.source, snapshot.published_on) == ("us_ofac_cons_enhanced", date(2025, 1, 10))
    assert snapshot.records["us_ofac_ns_cmic"] == 68
