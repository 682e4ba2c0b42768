"""The CSV of the Consolidated Screening List: bytes become rows, every field verbatim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exposcreen.errors import SourceFormatError
from exposcreen.sources.raw import check_last_line, rows, text_of

__all__ = ["COLUMNS", "read_rows", "starts_with_the_header"]

COLUMNS = (
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
)
"""The published header of 2019; since 2020 ``_id`` stands before it."""

_HEADERS = (COLUMNS, ("_id", *COLUMNS))


def starts_with_the_header(head: bytes) -> bool:
    """Whether a file begins with a header of this list."""
    first = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip().replace('"', "")
    return tuple(first.split(",")) in _HEADERS


def read_rows(data: bytes, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows by column, each with its line.

    Raises:
        SourceFormatError: The header is not one of the two published ones, or a line is cut.
    """
    text = text_of(data, name)
    first = text.split("\n", 1)[0].strip().replace('"', "")
    header = tuple(first.split(","))
    if header not in _HEADERS:
        unknown = ", ".join(sorted(set(header) - {"_id", *COLUMNS})[:5]) or "none"
        missing = ", ".join(sorted(set(COLUMNS) - set(header))[:5]) or "none"
        raise SourceFormatError(
            f"{name}: line 1: the header is not that of the Consolidated Screening List (unknown: {unknown}; "
            f"missing: {missing}), so fields could be taken for others: mend the reader, or look at the file"
        )
    check_last_line(text, name)
    lines = rows(text, name, len(header))
    next(lines)
    for line, row in lines:
        yield line, dict(zip(header, row, strict=True))
