"""The records of an Advanced file, without their ids and with their reference values: small values that JSON can hold.

A large file refers back and forth by id, so each record waits in a temporary store until its party is put together.
"""

from __future__ import annotations

from exposcreen.sources.us_ofac.kinds import is_true
from exposcreen.sources.us_ofac.nodes import Node
from exposcreen.sources.us_ofac.periods import period_text
from exposcreen.sources.us_ofac_advanced.references import References

__all__ = ["Json", "document", "entry", "location", "profile", "relationship"]

Json = list["Json"] | dict[str, "Json"] | str | bool | None
"""What is stored of a record."""

_FIRST_GIVEN = frozenset({"First Name", "Middle Name"})


def location(node: Node, refs: References, where: str) -> Json:
    """A place: its parts by type, and its country."""
    parts: dict[str, Json] = {}
    for part in node.at("LocationPart"):
        kind = refs.text("LocPartType", part.attributes.get("LocPartTypeID", ""), where) or "Unknown"
        values = [
            f"{value.text_at('Value')} ({note})" if (note := value.text_at("Comment")) else value.text_at("Value")
            for value in part.at("LocationPartValue")
        ]
        text = ", ".join(filter(None, values))
        parts[kind] = f"{parts[kind]}, {text}" if kind in parts else text
    countries = [refs.text("Country", at.attributes.get("CountryID", ""), where) for at in node.at("LocationCountry")]
    areas = [refs.country_of_area(at.attributes.get("AreaCodeID", ""), where) for at in node.at("LocationAreaCode")]
    known = list(dict.fromkeys(name for name in (*countries, *areas) if name and name != "undetermined"))
    return {"parts": parts, "countries": [*known], "comment": node.text_at("Comment")}


def document(node: Node, refs: References, where: str) -> Json:
    """A document of identity or registration."""
    dates: dict[str, Json] = {}
    for date in node.at("DocumentDate"):
        kind = refs.text("IDRegDocDateType", date.attributes.get("IDRegDocDateTypeID", ""), where)
        period = date.first("DatePeriod")
        dates[kind] = _period(period, where) if period else ""
    own = node.attributes
    return {
        "type": refs.text("IDRegDocType", own.get("IDRegDocTypeID", ""), where),
        "number": node.text_at("IDRegistrationNo"),
        "country": refs.text("Country", own.get("IssuedBy-CountryID", ""), where),
        "authority": node.text_at("IssuingAuthority"),
        "location": own.get("IssuedIn-LocationID", ""),
        "validity": refs.text("Validity", own.get("ValidityID", ""), where),
        "dates": dates,
        "comment": node.text_at("Comment"),
    }


def profile(party: Node, node: Node, refs: References, where: str) -> tuple[str, Json]:
    """A party: its primary name; and its names and features, of which some are places to be looked up."""
    identities = list(node.at("Identity"))
    names = [name for identity in identities for name in _names(identity, refs, where)]
    primary = next((text for text, _, is_primary, _ in names if is_primary), "")
    return primary, {
        "type": refs.party_type(node.attributes.get("PartySubTypeID", ""), where),
        "remarks": [*(comment.text for comment in (*party.at("Comment"), *node.at("Comment")) if comment.text)],
        "names": [[*name] for name in names],
        "identities": [identity.attributes.get("ID", "") for identity in identities],
        "features": [feature for each in node.at("Feature") for feature in _features(each, refs, where)],
        "notes": [*_notes_on_names(identities, where), *_external(node, refs, where)],
    }


def relationship(node: Node, refs: References, where: str) -> Json:
    """A tie from one party to another."""
    own = node.attributes
    period = node.first("DatePeriod")
    return {
        "type": refs.text("RelationType", own.get("RelationTypeID", ""), where),
        "to": own.get("To-ProfileID", ""),
        "quality": refs.text("RelationQuality", own.get("RelationQualityID", ""), where),
        "former": is_true(own.get("Former", ""), where, "Former"),
        "period": _period(period, where) if period else "",
        "comment": node.text_at("Comment"),
    }


def entry(node: Node, refs: References, where: str) -> dict[str, Json]:
    """That a party stands on a list: since when, under which authorities, with which programs and measures."""
    events: list[Json] = []
    for event in node.at("EntryEvent"):
        own = event.attributes
        date = event.first("Date")
        kind = refs.text("EntryEventType", own.get("EntryEventTypeID", ""), where)
        basis = refs.text("LegalBasis", own.get("LegalBasisID", ""), where)
        events.append([kind, _day(date) if date else "", basis, event.text_at("Comment")])
    measures: list[Json] = []
    for measure in node.at("SanctionsMeasure"):
        kind = refs.text("SanctionsType", measure.attributes.get("SanctionsTypeID", ""), where)
        period = measure.first("DatePeriod")
        measures.append([kind, measure.text_at("Comment"), _period(period, where) if period else ""])
    texts = [node.text_at("Comment"), node.text_at("LimitationsToListing")]
    for info in node.at("SupportingInfo"):
        texts += [
            refs.text("SupInfoType", info.attributes.get("SupInfoTypeID", ""), where),
            info.text_at("Text"),
            info.text_at("DirectURL"),
        ]
    return {
        "list": refs.text("List", node.attributes.get("ListID", ""), where),
        "events": events,
        "measures": measures,
        "texts": [*filter(None, texts)],
    }


def _names(identity: Node, refs: References, where: str) -> list[tuple[str, str, bool, bool]]:
    """Each name with its alias type, whether it is the primary one, and whether it is of low quality."""
    kinds = {
        group.attributes.get("ID", ""): refs.text("NamePartType", group.attributes.get("NamePartTypeID", ""), where)
        for group in identity.at("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    is_own = is_true(identity.attributes.get("Primary", ""), where, "Identity/@Primary") and not is_true(
        identity.attributes.get("False", ""), where, "Identity/@False"
    )
    found = []
    for alias in identity.at("Alias"):
        kind = refs.text("AliasType", alias.attributes.get("AliasTypeID", ""), where)
        is_primary = is_true(alias.attributes.get("Primary", ""), where, "Alias/@Primary") and is_own
        is_weak = is_true(alias.attributes.get("LowQuality", ""), where, "LowQuality")
        for name in alias.at("DocumentedName"):
            status = refs.text("DocNameStatus", name.attributes.get("DocNameStatusID", ""), where)
            # Under one alias the name in Latin script comes with its forms in other scripts.
            found.append((_name(name, kinds), kind, is_primary and status.startswith("Primary"), is_weak))
    return found


def _notes_on_names(identities: list[Node], where: str) -> list[str]:
    """Comments on names, and when an alias was used."""
    found = [comment.text for identity in identities for comment in identity.at("Comment")]
    for alias in (alias for identity in identities for alias in identity.at("Alias")):
        period = alias.first("DatePeriod")
        notes = [
            alias.text_at("Comment"),
            *(comment.text for comment in alias.at("DocumentedName/Comment")),
            _period(period, where) if period else "",
        ]
        texts = " ".join(part.text for part in alias.at("DocumentedName/DocumentedNamePart/NamePartValue"))
        found += [f"{texts}: {note}" for note in notes if note]
    return [note for note in found if note]


def _name(name: Node, kinds: dict[str, str]) -> str:
    """The parts in published order; a comma stands before the given names of a person, as in OFAC's other files."""
    family: list[str] = []
    given: list[str] = []
    for part in name.at("DocumentedNamePart"):
        value = part.first("NamePartValue")
        if value is None:
            continue
        own = part.attributes
        text = f"{own.get('LeadingChars', '')}{value.text}{own.get('TrailingChars', '')}".strip()
        begins = kinds.get(value.attributes.get("NamePartGroupID", "")) in _FIRST_GIVEN
        (given if given or begins else family).append(text)
    return ", ".join(filter(None, (" ".join(family), " ".join(given))))


def _features(feature: Node, refs: References, where: str) -> list[Json]:
    """Each version of a feature: its type, value, the place it refers to, its comment and what makes it doubtful."""
    kind = refs.text("FeatureType", feature.attributes.get("FeatureTypeID", ""), where)
    found: list[Json] = []
    for version in feature.at("FeatureVersion"):
        values = [_period(period, where) for period in version.at("DatePeriod")]
        for detail in version.at("VersionDetail"):
            meant = refs.text("DetailReference", detail.attributes.get("DetailReferenceID", ""), where)
            values.append(meant or detail.text)
        places = [place.attributes.get("LocationID", "") for place in version.at("VersionLocation")]
        comment = version.text_at("Comment")
        reliability = refs.text("Reliability", version.attributes.get("ReliabilityID", ""), where)
        found += [[kind, value, "", comment, reliability] for value in values if value]
        found += [[kind, "", place, comment, reliability] for place in places]
        if not found and (comment or not version.children):
            found.append([kind, "", "", comment, reliability])
    return found


def _external(node: Node, refs: References, where: str) -> list[str]:
    found = []
    for reference in node.at("ExternalReference"):
        kind = refs.text("ExRefType", reference.attributes.get("ExRefTypeID", ""), where)
        links = [
            text
            for link in reference.at("SubLink")
            for text in (link.text_at("Description"), link.text_at("DirectURL"))
        ]
        texts = [
            kind,
            reference.text_at("ExRefValue"),
            reference.text_at("DirectURL"),
            reference.text_at("Comment"),
            *links,
        ]
        found.append(" ".join(filter(None, texts)))
    return found


def _day(node: Node) -> str:
    """Year, month and day as one ISO day, whatever is in them: what is no day is seen when it is read as one."""
    return "-".join(part.zfill(2) for name in ("Year", "Month", "Day") if (part := node.text_at(name)))


def _period(node: Node, where: str) -> str:
    """A period; the first day of its beginning and the last of its end bound it."""
    start, end = node.first("Start"), node.first("End")
    first = _bound(start, ("From", "To")) or _bound(end, ("From", "To"))
    last = _bound(end, ("To", "From")) or _bound(start, ("To", "From"))
    flags = {
        is_true(bound.attributes.get("Approximate", "false"), where, "Approximate") for bound in (start, end) if bound
    }
    is_approximate = True in flags
    comment = node.text_at("Comment")
    return " ".join(filter(None, (period_text(first, last, is_approximate=is_approximate), comment)))


def _bound(node: Node | None, order: tuple[str, str]) -> str:
    if node is None:
        return ""
    for name in order:
        if point := node.first(name):
            return _day(point)
    return ""
