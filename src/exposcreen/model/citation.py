"""Where a claim comes from."""

from typing import Annotated

from pydantic import Field, StringConstraints

from exposcreen.model.dates import Day
from exposcreen.model.value import Value

__all__ = ["Citation", "Citations"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Citation(Value):
    """A source that supports a claim.

    Attributes:
        title: What the source is.
        reference: The citation itself: ``84 FR 54004``, ``31 CFR 586``, ``FAQ 857``.
        locator: The place in it: a section, an annex, a row.
        confirmed: Whether an official text, or a stored copy of one, was read. An unconfirmed citation is shown as
            such.
    """

    title: _Text
    reference: _Text
    locator: str | None = None
    url: str | None = None
    published_on: Day | None = None
    consulted_on: Day | None = None
    confirmed: bool = True


Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]
"""At least one citation: no claim without a source."""
