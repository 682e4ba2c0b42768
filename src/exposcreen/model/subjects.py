"""What is screened: a counterparty, a site of a supply chain, or a holding."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from exposcreen.model.dates import Day, PartialDate
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import Instrument, SubjectKind

__all__ = ["Counterparty", "Holding", "Owner", "Percent", "Site", "Subject"]

MAX_NAME = 1_000
"""The longest name taken, in characters: the longest published one is 350 (OFAC's data specification)."""


def _named(value: str) -> str:
    text = value.strip()
    if not any(character.isalnum() for character in text):
        raise ValueError("is blank: give a name with at least one letter or digit")
    if len(text) > MAX_NAME:
        raise ValueError(f"has {len(text):,} characters: give a name of at most {MAX_NAME:,}")
    return text


NameText = Annotated[str, AfterValidator(_named)]
"""A name of one party: not blank, at most 1,000 characters."""

Text = Annotated[str, Field(max_length=4_000)]
"""Free text about a party: an address, a product."""

Percent = Annotated[Decimal, Field(ge=0, le=100)]
"""A share in percent, 0 to 100."""


class _Identified(Value):
    """A subject with identifiers, ``{scheme: value}``; schemes are lower case."""

    identifiers: dict[str, Annotated[str, Field(max_length=200)]] = Field(default_factory=dict)

    @field_validator("identifiers", mode="before")
    @classmethod
    def _tidy(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        pairs = ((str(scheme).strip().lower(), str(number).strip()) for scheme, number in value.items())
        return {scheme: number for scheme, number in sorted(pairs) if number}


class Owner(Value):
    """An owner of a subject.

    Attributes:
        name: The owner's name; or ``subject``, when more is known of it.
        percent: The share held directly, 0 to 100; ``None`` where unknown.
        control: Whether it controls without, or beside, owning.
        owners: Who owns the owner: a chain.
        joint: A name for the arrangement under which it acts jointly with the other owners that bear the same: their
            shares are then added up also where the law does not add up those of several listed owners.
        as_of: The day for which this was true.
    """

    name: NameText | None = None
    subject: "Counterparty | None" = None
    percent: Percent | None = None
    control: bool = False
    owners: tuple["Owner", ...] = ()
    joint: NameText | None = None
    as_of: Day | None = None

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if (self.name is None) == (self.subject is None):
            raise ValueError("give an owner either a name or a subject")
        return self

    @property
    def counterparty(self) -> "Counterparty":
        """The owner as something to screen."""
        return self.subject if self.subject is not None else Counterparty(name=self.name or "")


def _at_most_whole(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    total = sum((owner.percent for owner in owners if owner.percent is not None), Decimal(0))
    if total > Decimal("100.5"):
        raise ValueError(f"the owners hold {total} % together: shares of one company cannot exceed 100 %")
    return owners


Owners = Annotated[tuple[Owner, ...], AfterValidator(_at_most_whole)]


class Counterparty(_Identified):
    """A party to deal with.

    Attributes:
        kind: ``organization``, ``person``, ``vessel``, ``aircraft`` or ``unknown``.
        country: ISO 3166 code or name, of nationality or registration.
        identifiers: ``{"lei": …, "uscc": …, "isin": …, "imo": …, "swift_bic": …, "tax_id": …, "passport": …}``.
        birth_date: ``1955``, ``1955-01`` or ``1955-01-31``.
    """

    name: NameText
    aliases: tuple[NameText, ...] = ()
    kind: SubjectKind = SubjectKind.UNKNOWN
    country: Text | None = None
    addresses: tuple[Text, ...] = ()
    birth_date: PartialDate | None = None
    owners: Owners = ()


class Site(_Identified):
    """A place in a supply chain: a supplier, or one of its plants, farms or mines.

    Attributes:
        name: The supplier; may be unknown when the place is.
        products: Goods made here, as text or HS codes.
        inputs: Origins of raw material: places, as text or territory codes.
        tier: 1 for a direct supplier.
    """

    name: NameText | None = None
    address: Text | None = None
    country: Text | None = None
    region: Text | None = None
    products: tuple[Text, ...] = ()
    inputs: tuple[Text, ...] = ()
    tier: Annotated[int, Field(ge=0)] | None = None
    owners: Owners = ()

    @field_validator("products", "inputs", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not any((self.name, self.address, self.country, self.region, self.inputs)):
            raise ValueError("a site needs a name, an address, a country, a region or the origin of its inputs")
        return self


class Holding(Value):
    """A position in a security.

    Attributes:
        name: Of the issuer or of the security.
        mic: The exchange, ISO 10383; a Bloomberg-style ticker (``002415 CN``) carries its own.
        market_value: In ``currency``.
        weight: In percent of the portfolio or of the fund that holds it.
        constituents: What a fund holds: holdings with ``weight`` in percent.
        underlying: What a derivative or a depositary receipt stands for.
    """

    name: NameText | None = None
    isin: str | None = None
    cusip: str | None = None
    sedol: str | None = None
    figi: str | None = None
    lei: str | None = None
    ticker: str | None = None
    mic: str | None = None
    instrument: Instrument = Instrument.UNKNOWN
    quantity: Decimal | None = None
    market_value: Decimal | None = None
    currency: str | None = None
    weight: Decimal | None = None
    constituents: tuple["Holding", ...] = ()
    underlying: "Holding | None" = None

    @field_validator("isin", "cusip", "sedol", "figi", "lei", "ticker", "mic", "currency", mode="before")
    @classmethod
    def _code(cls, value: object) -> object:
        return (value.strip().upper() or None) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not any((self.name, self.isin, self.cusip, self.sedol, self.figi, self.lei, self.ticker)):
            raise ValueError("a holding needs a name, an ISIN, a CUSIP, a SEDOL, a FIGI, an LEI or a ticker")
        return self

    @property
    def label(self) -> str:
        """What to call it in a sentence."""
        return self.name or self.isin or self.ticker or self.lei or self.cusip or self.sedol or self.figi or ""


Subject = Counterparty | Site | Holding
"""Anything that can be screened."""


def parse_subject(value: Any) -> Subject:
    """A subject from a string (a counterparty's name), a mapping or a model.

    A mapping is a ``Holding`` or a ``Site`` when it has a field that only they have, else a ``Counterparty``.

    Raises:
        pydantic.ValidationError: A field is missing, unknown or impossible.
        TypeError: The value is none of these.
    """
    if isinstance(value, (Counterparty, Site, Holding)):
        return value
    if isinstance(value, str):
        return Counterparty(name=value)
    if isinstance(value, dict):
        only = {model: set(model.model_fields) - set(Counterparty.model_fields) for model in (Holding, Site)}
        for model, fields in only.items():
            if fields & set(value):
                return model.model_validate(value)
        return Counterparty.model_validate(value)
    raise TypeError(f"a subject is a name, a dict, a Counterparty, a Site or a Holding, not {type(value).__name__}")
