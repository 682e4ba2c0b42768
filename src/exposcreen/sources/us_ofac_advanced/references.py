"""The reference values of an Advanced file: what each id that its records bear stands for."""

from __future__ import annotations

from exposcreen.errors import SourceFormatError
from exposcreen.sources.us_ofac.nodes import Node

__all__ = ["References"]

_UNKNOWN = "Unknown"


class References:
    """The sets of reference values by name: ``List``, ``FeatureType`` …

    Args:
        sets: The element that holds them.
        where: File and line, for errors.

    Raises:
        SourceFormatError: Days are not of the Gregorian calendar.
    """

    def __init__(self, sets: Node, where: str) -> None:
        self._where = where
        self._texts: dict[str, dict[str, str]] = {}
        self._attributes: dict[tuple[str, str], dict[str, str]] = {}
        for values in sets.children:
            kind = values.name.removesuffix("Values")
            known = self._texts.setdefault(kind, {})
            for value in values.children:
                own = value.attributes.get("ID", "")
                known[own] = value.text
                self._attributes[kind, own] = value.attributes
        self._check_calendars()

    def _check_calendars(self) -> None:
        others = set(self._texts.get("CalendarType", {}).values()) - {"Gregorian", _UNKNOWN}
        if others:
            raise SourceFormatError(
                f"{self._where}: CalendarType: {', '.join(sorted(others))} is another calendar than the Gregorian, so "
                f"days would be misread: mend the reader"
            )

    def text(self, kind: str, own: str, where: str) -> str:
        """What an id stands for; empty for no id, and for OFAC's own ``Unknown``.

        Raises:
            SourceFormatError: The file does not say.
        """
        if not own:
            return ""
        try:
            found = self._texts[kind][own]
        except KeyError:
            raise SourceFormatError(
                f"{where}: {kind} {own} is not among the reference values of the file, so it is not known what it "
                f"means: download the file again"
            ) from None
        return "" if found == _UNKNOWN else found

    def country_of_area(self, area: str, where: str) -> str:
        """The country of an area code."""
        self.text("AreaCode", area, where)
        return self.text("Country", self._attributes["AreaCode", area].get("CountryID", ""), where)

    def party_type(self, subtype: str, where: str) -> str:
        """What a subtype of parties is: its own name, or that of the type it belongs to."""
        found = self.text("PartySubType", subtype, where)
        if found or not subtype:
            return found
        return self.text("PartyType", self._attributes["PartySubType", subtype].get("PartyTypeID", ""), where)
