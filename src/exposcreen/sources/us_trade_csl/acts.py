"""The acts behind a row of the Consolidated Screening List: programs, dates, what they reach, citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from exposcreen.errors import SourceFormatError
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation
from exposcreen.sources.facts import Facts, day_after, unique
from exposcreen.sources.federal_register import federal_register
from exposcreen.sources.us_ofac.listing import DETAILS
from exposcreen.sources.us_ofac.programs import acts_on, programs_on
from exposcreen.sources.us_trade_csl.lists import CarriedList

__all__ = ["designations", "footnotes_of"]

_EARLIEST_YEAR = 1900

_FOOTNOTES = (
    (re.compile(r"734\.9\(e\)\(1\)|736\.2\(b\)\(3\)\(vi\)"), "1"),
    (re.compile(r"734\.9\(g\)"), "3"),
    (re.compile(r"734\.9\(e\)\(2\)"), "4"),
    (re.compile(r"734\.9\(e\)\(3\)"), "5"),
)
"""The foreign-direct-product rule that a licence requirement cites, and the footnote that stands for it.

15 CFR 736.2(b)(3)(vi) is where the rule of footnote 1 stood until 2022.
"""
_NAMED_FOOTNOTE = re.compile(r"footnote (\d)", re.IGNORECASE)


def footnotes_of(requirement: str) -> tuple[str, ...]:
    """The Entity List footnotes that a licence requirement stands for: the list itself does not print them.

    ``§ 734.9(g)`` is 3, ``(e)(2)`` is 4, ``(e)(3)`` is 5, ``(e)(1)`` and the older ``§ 736.2(b)(3)(vi)`` are 1.
    """
    text = re.sub(r"\s", "", requirement)
    cited = [footnote for pattern, footnote in _FOOTNOTES if pattern.search(text)]
    return tuple(sorted({*cited, *_NAMED_FOOTNOTE.findall(requirement)}))


def designations(
    row: Mapping[str, str],
    on: CarriedList,
    facts: Facts,
    *,
    scope: str | None,
    where: str,
    published_on: date | None,
) -> tuple[Designation, ...]:
    """The acts of a row: one for each program that stands behind its list.

    Args:
        scope: What the name says the entry reaches.
        where: File and line, for errors.

    Raises:
        SourceFormatError: A date is neither empty nor a day.
    """
    days = _days(row, on, facts, where, published_on)
    reach = [scope] if scope else [text for tag in _relevant(facts.scopes, on) for text in facts.scopes[tag]]
    footnotes = footnotes_of(row["license_requirement"])
    note = "footnotes as the licence requirement implies them" if footnotes else None
    return tuple(
        Designation(
            program=program,
            **days,
            scope="; ".join(unique(reach)) or None,
            footnotes=footnotes,
            licence_requirement=row["license_requirement"].strip() or None,
            review_policy=row["license_policy"].strip() or None,
            note=note,
            citations=_citations(row, on, program, published_on),
        )
        for program in _programs(row, on)
    )


def _programs(row: Mapping[str, str], on: CarriedList) -> tuple[str, ...]:
    tags = unique(tag.strip() for tag in row["programs"].split("; ") if tag.strip())
    return _relevant(tags, on) or (on.program,)


def _relevant(tags: Mapping[str, list[str]] | tuple[str, ...], on: CarriedList) -> tuple[str, ...]:
    """The programs that put the entry on this list: a party of several lists has the tags of all in each row."""
    own = tuple(tag for tag in tags if tag in programs_on(on.list_id))
    return own or tuple(tags)


def _days(
    row: Mapping[str, str], on: CarriedList, facts: Facts, where: str, published_on: date | None
) -> dict[str, date | None]:
    days: dict[str, date | None] = {}
    listed = _day(row["start_date"], "start_date", facts, where)
    if listed and published_on and listed.year > published_on.year + 1:
        # A misprinted year must not take off the list who is on it.
        facts.notes.append(f"start_date is published as {listed}, long after the list: the day is not known")
        listed = None
    last = _day(row["end_date"], "end_date", facts, where)
    if listed and last and last < listed:
        facts.notes.append(f"end_date is published as {last}, before start_date: the last day is not known")
        last = None
    if listed:
        days["listed_on"] = listed
    if last:
        days["delisted_on"] = day_after(last)
    own = [act for act in facts.days if act in acts_on(on.list_id)]
    for act, found in facts.days.items():
        if own == [act]:
            days.update(found)
        else:
            facts.notes.append(f"{act}: " + ", ".join(f"{name.replace('_', ' ')} {day}" for name, day in found.items()))
    return days


def _day(published: str, column: str, facts: Facts, where: str) -> date | None:
    if not published.strip():
        return None
    try:
        day = date.fromisoformat(published.strip())
    except ValueError:
        raise SourceFormatError(
            f"{where}: {column}: {published!r} is not a day written as YYYY-MM-DD, so it cannot be told when the entry "
            f"applies: look at the row, or mend the reader"
        ) from None
    if day.year < _EARLIEST_YEAR:
        facts.notes.append(f"{column} is published as {published}, which cannot be: the day is not known")
        return None
    return day


def _citations(
    row: Mapping[str, str], on: CarriedList, program: str, published_on: date | None
) -> tuple[Citation, ...]:
    if found := federal_register(row["federal_register_notice"]):
        return found
    uid = row["entity_number"].strip()
    return (
        Citation(
            title=on.title,
            reference=f"{on.reference} {uid}".strip() if on.is_ofac else on.reference,
            locator=program if on.is_ofac else row["name"].strip(),
            url=f"{DETAILS}{uid}" if on.is_ofac and uid else row["source_list_url"].strip() or None,
            published_on=published_on,
        ),
    )
