"""The identifiers of a party: its own, and those of its documents, wallets and securities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exposcreen.model.listing import Identifier
from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.opensanctions.joined import Joined
from exposcreen.sources.opensanctions.lines import Entity
from exposcreen.sources.opensanctions.tables import identifier_schemes

__all__ = ["identifiers"]


def identifiers(entity: Entity, parts: Joined, notes: list[str]) -> Iterator[Identifier]:
    """Every identifier, with what its document says of it."""
    kind = entity.role.kind
    for name, scheme in identifier_schemes().items():
        for value in entity.values(name):
            yield Identifier(scheme=_scheme(name, scheme, kind), value=value)
    for holding in parts.parts(entity.id, "holding"):
        if holding.schema in {"Passport", "Identification"}:
            yield from _document(holding, notes)
        else:
            for name, scheme in identifier_schemes().items():
                for value in holding.values(name):
                    yield Identifier(scheme=scheme, value=value)


def _scheme(name: str, scheme: str, kind: SubjectKind | None) -> str:
    if name == "registrationNumber" and kind is SubjectKind.AIRCRAFT:
        return "aircraft_tail"
    if name == "imoNumber" and kind is SubjectKind.ORGANIZATION:
        return "imo_company"
    return scheme


def _document(document: Entity, notes: list[str]) -> Iterator[Identifier]:
    scheme = "passport" if document.schema == "Passport" else "identification"
    numbers = document.values("number", "passportNumber")
    for number in numbers:
        yield Identifier(
            scheme=scheme,
            value=number,
            country=", ".join(document.values("country")) or None,
            issuer=", ".join(document.values("authority")) or None,
            issued_on=_day(document, "startDate", notes),
            expires_on=_day(document, "endDate", notes),
        )
    for number in document.values("personalNumber"):
        yield Identifier(scheme="national_id", value=number)
    words = document.values("type", "summary", "description")
    if words:
        notes.append(f"{' / '.join(numbers) or document.schema}: {', '.join(words)}")


def _day(document: Entity, name: str, notes: list[str]) -> date | None:
    published = document.values(name)
    try:
        (text,) = published
        return date.fromisoformat(text)
    except ValueError:
        notes.extend(f"{document.schema} {name}: {text}" for text in published)
        return None
