"""One ``sdnEntry`` of the classic XML, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Name
from exposcreen.sources.facts import Issue
from exposcreen.sources.us_ofac.features import add_feature, remarks_label
from exposcreen.sources.us_ofac.kinds import alias_kind, party_kind
from exposcreen.sources.us_ofac.nodes import Node, record_of
from exposcreen.sources.us_ofac.party import Party, address_text, said
from exposcreen.sources.us_ofac.remarks import read_remarks

__all__ = ["party_of"]

_WEAK = {"weak": True, "strong": False}

_FEATURES = (
    ("title", "Title"),
    ("vesselInfo/callSign", "Vessel Call Sign"),
    ("vesselInfo/vesselFlag", "Vessel Flag"),
    ("vesselInfo/vesselOwner", "Vessel Owner"),
    ("nationalityList/nationality/country", "Nationality Country"),
    ("citizenshipList/citizenship/country", "Citizenship Country"),
    ("dateOfBirthList/dateOfBirthItem/dateOfBirth", "Birthdate"),
    ("placeOfBirthList/placeOfBirthItem/placeOfBirth", "Place of Birth"),
)
"""The fields with a name of their own, and the feature type by which the other XML formats know them."""


def party_of(entry: Node, where: str) -> Party:
    """What an entry says. The ids of its parts only order the file.

    Raises:
        SourceFormatError: A type of entry or of alias, or the quality of an alias, is unknown.
    """
    remarks = entry.text_at("remarks")
    facts = read_remarks(remarks, is_cut=False)
    features = [(feature, found.text) for path, feature in _FEATURES for found in entry.at(path) if found.text]
    for feature, value in features:
        add_feature(facts, feature, value)
    ids = [(item.text_at("idType"), item.text_at("idNumber"), item) for item in entry.at("idList/id")]
    for kind, number, item in ids:
        issue = Issue(
            country=item.text_at("idCountry") or None,
            issued=item.text_at("issueDate") or None,
            expires=item.text_at("expirationDate") or None,
        )
        add_feature(facts, kind, number, issue=issue)
    features += [(kind, number) for kind, number, _ in ids]
    party = Party(
        uid=entry.text_at("uid"),
        where=where,
        kind=party_kind(entry.text_at("sdnType"), where, "sdnType"),
        names=[Name(text=_name(entry)), *_aliases(entry, where)],
        facts=facts,
        tags=tuple(program.text for program in entry.at("programList/program") if program.text),
        remarks=f"{said((remarks_label(feature), value) for feature, value in features)}; {remarks}",
        record=list(record_of(entry)),
    )
    for address in entry.at("addressList/address"):
        party.add_address(
            *address_text(
                [address.text_at(f"address{number}") for number in (1, 2, 3)],
                city=address.text_at("city"),
                state=address.text_at("stateOrProvince"),
                code=address.text_at("postalCode"),
                region=address.text_at("region"),
                country=address.text_at("country"),
            )
        )
    return party


def _name(node: Node) -> str:
    text = ", ".join(filter(None, (node.text_at("lastName"), node.text_at("firstName"))))
    return " ".join(text.split())


def _aliases(entry: Node, where: str) -> Iterator[Name]:
    for alias in entry.at("akaList/aka"):
        quality = alias.text_at("category")
        if quality not in _WEAK:
            raise SourceFormatError(
                f"{where}: category: {quality!r} is not weak or strong, so it is not known how much the alias is "
                f"worth: mend the reader"
            )
        kind = alias_kind(alias.text_at("type"), where, "type", is_weak=_WEAK[quality])
        yield Name(text=_name(alias), kind=kind)
