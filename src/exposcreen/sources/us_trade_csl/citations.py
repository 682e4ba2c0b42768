"""Federal Register references as the Consolidated Screening List writes them, made citations."""

from __future__ import annotations

import re
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.sources.facts import unique

__all__ = ["federal_register"]

_PAGE = re.compile(r"(\d{1,3})\s*\.?\s*F\.?\s?R\.?\s*(\d{2,6})(?:,? \(?(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\)?)?")
_ISSUE = re.compile(r"Vol\. (\d{1,3}), No\. (\d{1,3}),? (\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})")
_YEAR_BEFORE_VOLUME_1 = 1935


def federal_register(notice: str) -> tuple[Citation, ...]:
    """The citations of a ``federal_register_notice``; none where it names no page and no issue.

    ``68 F.R. 38290 6/27/03 71 F.R. 38843`` is two: ``68 FR 38290`` and ``71 FR 38843``, with the published text as
    locator. The State Department cites issues: ``Vol. 83, No. 91, 05/10/2018`` stays as it is.
    """
    text = notice.strip()
    found = [_page(match, text) for match in _PAGE.finditer(text)]
    found += [_issue(match) for match in _ISSUE.finditer(text)]
    return unique(found)


def _page(match: re.Match[str], text: str) -> Citation:
    volume, page, month, day = match.groups()
    reference = f"{int(volume)} FR {int(page)}"
    return Citation(
        title="Federal Register",
        reference=reference,
        locator=text if text != reference else None,
        url=f"https://www.federalregister.gov/citation/{int(volume)}-FR-{int(page)}",
        published_on=_day(volume, month, day),
    )


def _issue(match: re.Match[str]) -> Citation:
    volume, _, month, day = match.groups()
    return Citation(title="Federal Register", reference=match[0], published_on=_day(volume, month, day))


def _day(volume: str, month: str | None, day: str | None) -> date | None:
    """The day of publication: the volume tells the year, which the lists often write with two digits."""
    if month is None or day is None:
        return None
    try:
        return date(_YEAR_BEFORE_VOLUME_1 + int(volume), int(month), int(day))
    except ValueError:
        return None
