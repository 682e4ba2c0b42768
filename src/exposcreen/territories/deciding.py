"""What was found in a text, weighed: which territory it is, and whether that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exposcreen.model.verdict import Location
from exposcreen.territories.countries import countries, same_country
from exposcreen.territories.gazetteer import Gazetteer, Grade, PostalRange, Territory
from exposcreen.territories.reading import Hit, Reading

__all__ = ["Context", "context", "finer", "plain"]

_BROAD = {"region": 2, "territory": 2, "xpcc": 2, "prefecture": 1}
_NAMING = frozenset({"country", "province", "state"})


@dataclass(frozen=True, slots=True)
class Context:
    """Which country a text is about.

    Attributes:
        given: Said by the caller.
        named: The last country, province or state that the text names.
        inferred: That of the last city elsewhere, where the text names no country.
    """

    given: str | None
    named: str | None
    inferred: str | None

    @property
    def known(self) -> tuple[str, ...]:
        """The countries said or named, else the one inferred."""
        said = tuple(code for code in (self.given, self.named) if code is not None)
        return said or ((self.inferred,) if self.inferred is not None else ())


@dataclass(frozen=True, slots=True)
class _Weight:
    """The evidence for one territory."""

    territory: Territory
    hits: tuple[Hit, ...]
    postal: tuple[tuple[str, PostalRange], ...]
    elsewhere: tuple[Hit, ...]
    fits: bool | None

    @property
    def solid(self) -> int:
        """How many separate places or codes speak for it in their own right."""
        names = {(hit.place.code, hit.surface) for hit in self.hits if hit.grade >= Grade.IN_COUNTRY}
        heads = {surface.split()[0].lower() for _, surface in names}
        return min(len({code for code, _ in names}), len(heads)) + any(area.certain for _, area in self.postal)

    @property
    def alone(self) -> bool:
        """Whether something settles it unless contradicted."""
        return any(hit.grade is Grade.ALONE for hit in self.hits) or any(area.certain for _, area in self.postal)

    @property
    def supported(self) -> bool:
        """Whether a name that needs support stands inside another place that was named, or beside two things."""
        codes = {hit.place.code for hit in self.hits if hit.grade >= Grade.IN_COUNTRY}
        parents = {f"{self.territory.id} {hit.place.parent}" for hit in self.hits if hit.place.parent}
        return bool(codes & parents)

    @property
    def settled(self) -> bool:
        """Whether the evidence agrees and suffices."""
        if self.fits is False:
            return False
        if self.elsewhere:
            return self.solid >= 2
        in_country = self.solid >= 1 and self.fits is True
        return self.alone or in_country or self.solid >= 2 or (self.solid >= 1 and self.supported)

    @property
    def worth_saying(self) -> bool:
        """Whether there is enough to send it to a person."""
        if self.fits is False:
            return self.solid >= 2
        if self.elsewhere:
            return self.solid >= 1
        return bool(self.postal) or any(hit.grade >= Grade.UNSURE for hit in self.hits)


def context(reading: Reading, given: str | None) -> Context:
    """Which country the text is about."""
    named = inferred = None
    for hit in reading.hits:
        if len(hit.place.territory) != 2 or hit.grade < Grade.UNSURE:
            continue
        if hit.place.level in _NAMING and hit.grade >= Grade.IN_COUNTRY:
            named = hit.place.territory
        else:
            inferred = hit.place.territory
    return Context(given, named, inferred)


def _fits(territory: Territory, where: Context) -> bool | None:
    known = where.known
    if not known:
        return None
    return all(code in territory.countries for code in known)


def _postal(
    reading: Reading, ranges: Iterable[PostalRange], where: Context, named: bool
) -> Iterator[tuple[str, PostalRange]]:
    """The postal codes in the text: they need their country, or a place of the territory beside them."""
    for number in reading.numbers:
        for area in ranges:
            in_range = len(number) == area.digits and area.first <= int(number) <= area.last
            if in_range and (named or area.country in where.known):
                yield number, area
                break


def _weigh(territory: Territory, reading: Reading, where: Context, gazetteer: Gazetteer) -> _Weight:
    hits = tuple(hit for hit in reading.hits if hit.place.territory == territory.id)
    named = any(hit.grade is Grade.ALONE for hit in hits)
    elsewhere = tuple(
        hit for hit in reading.hits if hit.place.territory in territory.countries and hit.place.level != "country"
    )
    ranges = [area for area in gazetteer.postal if area.territory == territory.id]
    postal = tuple(_postal(reading, ranges, where, named and not where.known))
    return _Weight(territory, hits, postal, elsewhere, _fits(territory, where))


def _name_sentence(hit: Hit, territory: Territory) -> str:
    if hit.place.level in {"region", "territory"}:
        return f"'{hit.surface}' names {territory.name}"
    zh = f" ({hit.place.zh})" if hit.place.zh and hit.place.zh != hit.surface else ""
    return f"'{hit.surface}' is a name of {hit.place.name}{zh} in {territory.name}"


def _country_sentences(reading: Reading, where: Context, code: str) -> list[str]:
    sentences = [
        f"'{hit.surface}' names {hit.place.name}"
        for hit in reading.hits
        if hit.place.level == "country" and hit.place.territory == code
    ][-1:]
    if where.given == code and not sentences:
        sentences.append(f"the country given is {countries()[code].name}")
    return sentences


def _evidence(weight: _Weight, reading: Reading, where: Context) -> tuple[str, ...]:
    territory = weight.territory
    sentences = [_name_sentence(hit, territory) for hit in weight.hits]
    for number, area in weight.postal:
        sentences.append(f"{number} is a postal code of {territory.name} ({area.first} to {area.last})")
    for code in dict.fromkeys(where.known):
        for sentence in _country_sentences(reading, where, code):
            doubt = "" if code in territory.countries else ", which contradicts it"
            sentences.append(f"{sentence}{doubt}")
    sentences += [f"'{hit.surface}' is a place elsewhere in {hit.place.territory}" for hit in weight.elsewhere]
    return tuple(dict.fromkeys(sentences))


def _place(weight: _Weight) -> str:
    best = max(
        (hit for hit in weight.hits if weight.settled or hit.grade is not Grade.CORROBORATED),
        key=lambda hit: (-_BROAD.get(hit.place.level, 0), hit.grade),
        default=None,
    )
    return best.place.name if best is not None else weight.territory.name


def finer(reading: Reading, where: Context, gazetteer: Gazetteer) -> Location | None:
    """The territory within a country that the text speaks of, the likeliest first."""
    found: list[tuple[bool, int, Location]] = []
    for territory in gazetteer.territories.values():
        if len(territory.id) == 2:
            continue
        weight = _weigh(territory, reading, where, gazetteer)
        if weight.settled or weight.worth_saying:
            certain = weight.settled
            location = Location(
                territory=territory.id,
                place=_place(weight),
                evidence=_evidence(weight, reading, where),
                certain=certain,
            )
            found.append((certain, weight.solid, location))
    return max(found, key=lambda item: item[:2])[2] if found else None


def _chosen(where: Context, watched: frozenset[str]) -> tuple[str | None, bool]:
    """The country and whether it is certain: what is named, unless what is given contradicts it."""
    if where.named is None or where.given is None:
        code = where.named or where.given or where.inferred
        return code, code != where.inferred or code in {where.named, where.given}
    if not same_country(where.named, where.given):
        return (where.given if where.given in watched else where.named), False
    return (where.given if where.named == "CN" else where.named), True


def plain(reading: Reading, where: Context, gazetteer: Gazetteer) -> Location | None:
    """The country that the text, or the caller, names; uncertain where only a city says so."""
    watched = frozenset(code for code in gazetteer.territories if len(code) == 2)
    code, certain = _chosen(where, watched)
    if code is None:
        return None
    own = [hit for hit in reading.hits if hit.place.territory == code and hit.place.level != "country"]
    certain = certain or any(hit.grade is Grade.ALONE for hit in own)
    name = countries()[code].name
    sentences = [f"'{hit.surface}' is a name of {hit.place.name} in {name}" for hit in own]
    sentences += _country_sentences(reading, where, code)
    if where.given not in {None, code}:
        sentences.append(f"the country given is {countries()[where.given or code].name}")
    if where.named not in {None, code}:
        sentences.append(f"the text names {countries()[where.named or code].name}")
    if not sentences:  # the country comes from another of several addresses, which speaks for itself
        return None
    place = max(own, key=lambda hit: hit.place.level not in _NAMING).place.name if own else name
    return Location(territory=code, place=place, evidence=tuple(dict.fromkeys(sentences)), certain=certain)
