"""Federal Register references as the lists of BIS and of the State Department write them, made citations."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterator
from datetime import date

from exposcreen.model.citation import Citation
from exposcreen.sources.cells import collapsed
from exposcreen.sources.facts import unique

__all__ = ["federal_register", "first_published"]

_DAY = (
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?!\d)"
    r"|(?P<name>[A-Z][a-z]{2,8})\.? (?P<on>\d{1,2}), (?P<in>\d{4})"
    r"|\d{1,3}/\d{1,3}/\d*"  # misprinted: no day
)
_PAGE = re.compile(
    r"(?<!\d)(?P<volume>\d{1,3})\s*\.?\s*F\.?\s?R\.?\s*(?P<page>\d{2,6})(?![\d/])"
    r"(?:,\s*\d{3,6}(?=\s+\d{1,2}/\d))?"  # the page after the first
    r"(?:\s*\(?no\. \d+\)?)?(?:\s+preview citation details)?"
    rf"(?:\s*,?\s*\(?(?:{_DAY})\)?)?",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"(?:(?:Public )?Notice:? \d+,?\s*)?"
    rf"(?P<issue>Vol\. (?P<volume>\d{{1,3}}),? No\. \d{{1,3}}\s*,?\s*(?:{_DAY}))"
)
_INCOMPLETE = re.compile(r"F\.?R\.?.*\d|\d{1,3} \d{3,6}", re.IGNORECASE)
_BETWEEN = " ,;."
_MONTHS = {name.lower(): number for number, name in enumerate(month_abbr) if name}
_YEAR_BEFORE_VOLUME_1 = 1935


def federal_register(notice: str) -> tuple[Citation, ...]:
    """The citations of a text in published order; none where it names no page and no issue.

    ``68 F.R. 38290 6/27/03 71 F.R. 38843`` is two: ``68 FR 38290`` and ``71 FR 38843``, with the published text as
    locator. The State Department cites issues: ``Vol. 83, No. 91, 05/10/2018`` stays as it is, and so does a citation
    that lacks something (``F.R. 30823 7/3/2017`` has no volume): none is completed by guessing.
    """
    text = collapsed(notice)
    matches = sorted([*_PAGE.finditer(text), *_ISSUE.finditer(text)], key=lambda match: match.start())
    found: list[Citation] = []
    end = 0
    for match in matches:
        found += _unread(text[end : match.start()], text)
        found.append(_issue(match) if match.re is _ISSUE else _page(match, text))
        end = match.end()
    found += _unread(text[end:], text)
    return unique(found)


def first_published(citations: tuple[Citation, ...]) -> date | None:
    """The earliest day on which one of the citations was published, as far as their days are known."""
    return min((citation.published_on for citation in citations if citation.published_on), default=None)


def _page(match: re.Match[str], text: str) -> Citation:
    volume, page = int(match["volume"]), int(match["page"])
    reference = f"{volume} FR {page}"
    return Citation(
        title="Federal Register",
        reference=reference,
        locator=text if text != reference else None,
        url=f"https://www.federalregister.gov/citation/{volume}-FR-{page}",
        published_on=_day(match),
    )


def _issue(match: re.Match[str]) -> Citation:
    return Citation(title="Federal Register", reference=match["issue"], published_on=_day(match))


def _unread(between: str, text: str) -> Iterator[Citation]:
    left = between.strip(_BETWEEN).removeprefix(")").removeprefix("and ").strip(_BETWEEN)
    if _INCOMPLETE.search(left):
        yield Citation(title="Federal Register", reference=left, locator=text if text != left else None)


def _day(match: re.Match[str]) -> date | None:
    """The day of publication, where its year is that of the volume: one of the two is misprinted otherwise."""
    volume_year = _YEAR_BEFORE_VOLUME_1 + int(match["volume"])
    if match["name"]:
        month, day, year = _MONTHS.get(match["name"][:3].lower(), 0), match["on"], match["in"]
    elif match["month"]:
        month, day, year = int(match["month"]), match["day"], match["year"]
    else:
        return None
    if int(year) % 100 != volume_year % 100:
        return None
    try:
        return date(volume_year, month, int(day))
    except ValueError:
        return None
