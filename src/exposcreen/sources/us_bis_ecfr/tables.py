"""The three supplements of part 744 that are lists: which list each is, and the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PART", "SUPPLEMENTS", "Supplement"]

PART = "744"

_COUNTRY = ("Country",)
_CITATION = ("Federal Register citation", "Federal Register citation and date of publication")


@dataclass(frozen=True, slots=True)
class Supplement:
    """One list.

    Attributes:
        name: The ``N`` of its ``DIV9``.
        program: The tag of its entries, as the Consolidated Screening List has it.
        title: For citations.
        columns: What each column holds -> the headings that it is known by.
    """

    name: str
    list_id: str
    program: str
    title: str
    columns: dict[str, tuple[str, ...]]

    @property
    def reference(self) -> str:
        """Where the list stands."""
        return f"15 CFR part {PART}, {self.name.partition(' to ')[0]}"

    @property
    def url(self) -> str:
        """Its page."""
        return f"https://www.ecfr.gov/current/title-15/part-{PART}/appendix-{self.name.replace(' ', '%20')}"


_ALL = (
    Supplement(
        "Supplement No. 4 to Part 744",
        "us_bis_entity",
        "Entity List",
        "BIS Entity List",
        {
            "country": _COUNTRY,
            "entity": ("Entity",),
            "requirement": ("License requirement",),
            "policy": ("License review policy",),
            "citation": _CITATION,
        },
    ),
    Supplement(
        "Supplement No. 6 to Part 744",
        "us_bis_uvl",
        "Unverified List",
        "BIS Unverified List",
        {"country": _COUNTRY, "entity": ("Listed person and address",), "citation": _CITATION},
    ),
    Supplement(
        "Supplement No. 7 to Part 744",
        "us_bis_meu",
        "MEU List",
        "BIS Military End-User List",
        {"country": _COUNTRY, "entity": ("Entity",), "citation": _CITATION},
    ),
)

SUPPLEMENTS = {supplement.name: supplement for supplement in _ALL}
"""By the ``N`` of their ``DIV9``."""
