"""Countries, addresses and places of birth of the EU's list. ``00`` and ``UNKNOWN`` stand for no country."""

from __future__ import annotations

from exposcreen.sources.eu_fsf.raw import Detail

__all__ = ["address", "birth_place", "country"]

_NO_COUNTRY = {"", "00", "UNKNOWN"}


def country(detail: Detail) -> str:
    """The country as it is described, or its code; empty where it is not known."""
    found = (detail.text(name) for name in ("countryDescription", "countryIso2Code"))
    return next((text for text in found if text.upper() not in _NO_COUNTRY), "")


def address(detail: Detail) -> str:
    """An address in one line; empty where only remarks are given."""
    box = detail.text("poBox")
    town = " ".join(filter(None, (detail.text("zipCode"), detail.text("city"))))
    parts = (
        detail.text("street"),
        f"PO Box {box}" if box else "",
        detail.text("place"),
        town,
        detail.text("region"),
        country(detail),
    )
    return ", ".join(filter(None, parts))


def birth_place(detail: Detail) -> str:
    """A place of birth in one line; empty where none is given."""
    parts = (detail.text("place"), detail.text("city"), detail.text("region"), detail.text("zipCode"), country(detail))
    return ", ".join(filter(None, parts))
