"""One ``entity`` of the Enhanced XML, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Name, Relation
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import Facts, Issue
from exposcreen.sources.us_ofac.features import add_feature, remarks_label
from exposcreen.sources.us_ofac.kinds import alias_kind, is_true, party_kind
from exposcreen.sources.us_ofac.nodes import Node, record_of
from exposcreen.sources.us_ofac.party import Party, Standing, address_text, said
from exposcreen.sources.us_ofac.periods import period_text
from exposcreen.sources.us_ofac.placing import list_named
from exposcreen.sources.us_ofac.remarks import read_remarks

__all__ = ["party_of"]

_BIRTH_DATE = "Birthdate"
_RELIABLE = frozenset({"", "Confirmed", "Reported", "Unknown"})
_QUALITIES = frozenset({"", "High", "Unknown"})
_IDS = frozenset(
    {
        "id",
        "refId",
        "featureTypeId",
        "versionId",
        "valueRefId",
        "nameId",
        "nameTranslationId",
        "identityId",
        "nameParts",
    }
)
_FLAGS = (("livingStatus", "living status"), ("isUsCitizen", "U.S. citizen"), ("isUsPerson", "U.S. person"))


def party_of(entity: Node, where: str) -> Party:
    """What an entity says.

    Raises:
        SourceFormatError: A type of entity or of alias, a list or a truth value is unknown.
    """
    remarks = entity.text_at("generalInfo/remarks")
    facts = read_remarks(remarks, is_cut=False)
    if title := entity.text_at("generalInfo/title"):
        add_feature(facts, "Title", title)
    for field, words in _FLAGS:
        if (value := entity.text_at(f"generalInfo/{field}")) not in {"", "false"}:
            facts.notes.append(f"{words}: {value}")
    pairs = [(feature.text_at("type"), feature.text_at("value")) for feature in entity.at("features/feature")]
    for feature in entity.at("features/feature"):
        _add_feature(facts, feature, where)
    for document in entity.at("identityDocuments/identityDocument"):
        _add_document(facts, document, where)
    for relationship in entity.at("relationships/relationship"):
        _add_relation(facts, relationship, where)
    party = Party(
        uid=entity.attributes.get("id", ""),
        where=where,
        kind=party_kind(entity.text_at("generalInfo/entityType"), where, "entityType"),
        names=sorted(_names(entity, where), key=lambda name: name.kind is not NameKind.PRIMARY),
        facts=facts,
        tags=_texts(entity, "sanctionsPrograms/sanctionsProgram"),
        measures=list(_texts(entity, "sanctionsTypes/sanctionsType")),
        authorities=list(_texts(entity, "legalAuthorities/legalAuthority")),
        standings=_standings(entity, facts, where),
        remarks=f"{said((remarks_label(feature), value) for feature, value in pairs)}; {remarks}",
        record=list(record_of(entity, _IDS)),
    )
    for address in entity.at("addresses/address"):
        _add_address(party, address)
    return party


def _texts(entity: Node, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.text for found in entity.at(path) if found.text))


def _names(entity: Node, where: str) -> Iterator[Name]:
    for name in entity.at("names/name"):
        is_primary = is_true(name.text_at("isPrimary"), where, "isPrimary")
        is_weak = is_true(name.text_at("isLowQuality"), where, "isLowQuality")
        alias = alias_kind(name.text_at("aliasType"), where, "aliasType", is_weak=is_weak)
        for translation in name.at("translations/translation"):
            in_latin = is_true(translation.text_at("isPrimary"), where, "translation/isPrimary")
            kind = NameKind.PRIMARY if is_primary and in_latin else alias
            yield Name(text=" ".join(translation.text_at("formattedFullName").split()), kind=kind)


def _standings(entity: Node, facts: Facts, where: str) -> tuple[Standing, ...] | None:
    """The lists; ``None`` where only the publication that carries them is named, so the programs have to tell."""
    found = []
    for named in entity.at("sanctionsLists/sanctionsList"):
        list_id = list_named(named.text, where)
        text = named.attributes.get("datePublished", "")
        day = _day(text)
        if text and day is None:
            facts.notes.append(f"{named.text}: date published: {text}")
        if list_id:
            found.append(Standing(list_id, listed_on=day.earliest if day else None))
    return tuple(found) or None


def _day(text: str) -> PartialDate | None:
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return None
    return found if found.is_day else None


def _period(date: Node | None, where: str) -> str:
    if date is None:
        return ""
    first, last = date.text_at("fromDateBegin"), date.text_at("toDateEnd")
    return period_text(
        first or date.text_at("fromDateEnd"),
        last or date.text_at("toDateBegin"),
        is_approximate=is_true(date.text_at("isApproximate") or "false", where, "isApproximate"),
    )


def _add_feature(facts: Facts, feature: Node, where: str) -> None:
    kind, value = feature.text_at("type"), feature.text_at("value")
    known = len(facts.birth_dates)
    add_feature(facts, kind, value, comment=feature.text_at("comments"))
    if kind == _BIRTH_DATE and len(facts.birth_dates) == known:
        # The words are no date of a calendar, as "circa 1979-1982": the days between which it lies are beside them.
        period = _period(feature.first("valueDate"), where)
        if period:
            facts.add_birth_date(period)
    if (reliability := feature.text_at("reliability")) not in _RELIABLE:
        facts.notes.append(f"{kind} {value}: reliability {reliability}")


def _add_document(facts: Facts, document: Node, where: str) -> None:
    country, location = document.text_at("issuingCountry"), document.text_at("issuingLocation")
    issuers = [document.text_at("issuingAuthority"), location if location != country else ""]
    issue = Issue(
        country=country or None,
        issuer=", ".join(filter(None, issuers)) or None,
        issued=_period(document.first("issueDate"), where) or None,
        expires=_period(document.first("expirationDate"), where) or None,
        status=None if is_true(document.text_at("isValid") or "true", where, "isValid") else "Not valid",
    )
    comments = [document.text_at("comments"), *(feature.text for feature in document.at("idFeatures/idFeature"))]
    kind, number = document.text_at("type"), document.text_at("documentNumber")
    add_feature(facts, kind, number, issue=issue, comment="; ".join(filter(None, comments)))


def _add_relation(facts: Facts, relationship: Node, where: str) -> None:
    kind, related = relationship.text_at("type"), relationship.first("relatedEntity")
    uid = related.attributes.get("entityId", "") if related else ""
    name = related.text if related else ""
    if kind and name:
        facts.relations.append(Relation(kind=kind, name=name, uid=uid or None))
    else:
        facts.notes.append(f"{kind} {name or f'OFAC uid {uid}'}".strip())
    quality = relationship.text_at("quality")
    said_of_it = [
        f"quality {quality}" if quality not in _QUALITIES else "",
        _period(relationship.first("dateRange"), where),
        relationship.text_at("comments"),
    ]
    if text := "; ".join(filter(None, said_of_it)):
        facts.notes.append(f"{kind} {name}: {text}")


def _add_address(party: Party, address: Node) -> None:
    country = address.text_at("country") or address.text_at("translations/country")
    translations = list(address.at("translations/translation"))
    if not translations:
        party.add_address(*address_text([], country=country))
    for translation in translations:
        parts: dict[str, str] = {}
        for part in translation.at("addressParts/addressPart"):
            kind = part.text_at("type")
            parts[kind] = f"{parts[kind]}, {part.text_at('value')}" if kind in parts else part.text_at("value")
        party.add_address(
            *address_text(
                [
                    text
                    for kind, text in parts.items()
                    if kind not in {"CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION"}
                ],
                city=parts.get("CITY", ""),
                state=parts.get("STATE/PROVINCE", ""),
                code=parts.get("POSTAL CODE", ""),
                region=parts.get("REGION", ""),
                country=country,
            )
        )
