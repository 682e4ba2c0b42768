"""The page of the public listing: bytes become items, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exposcreen.errors import SourceFormatError
from exposcreen.sources.page import line_of, whole_page, words
from exposcreen.sources.published import Published

__all__ = ["Chapters", "Item", "read_items"]

_CONTENT, _TITLED, _SUBTITLE = "entry-content", "report__content__inner", "report__section-subtitle"
_KNOWN = frozenset(
    {"section", "div", "h3", "ul", "ol", "li", "p", "br", "a", "strong", "b", "em", "i", "u", "span", "sup"}
)
_PREFIX = re.compile(r"(?:\d+\.\s*)?(?:\(U\)\s*)?")
_BRACKET = re.compile(r"\(([^()]+)\)")
_ITEM = re.compile(r"(?:\(U\))?[^()]*[^\W\d_][^()]*\([^()]+\).*")
_ALIAS = re.compile(r"\s*(?:aka|a\.k\.a\.|also known as|formerly|née|nee|nicknamed)\b", re.IGNORECASE)
_FOOTNOTE = "* Denotes"
_YEAR = re.compile(r"2\d{3}\b")


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes:
        text: As published.
        name: With aliases in brackets.
        country: Of the official; several are parted by a stroke.
        reason: The rest of the item.
        subtitle: The heading of the section.
        year: The year above it; empty where there is none.
    """

    line: int
    text: str
    name: str
    country: str
    reason: str
    subtitle: str
    year: str


@dataclass(frozen=True, slots=True)
class Chapters:
    """The items of a page, and the addresses of the other pages of the same report."""

    items: tuple[Item, ...]
    others: tuple[str, ...]


def read_items(file: Published, name: str) -> Chapters:
    """The items of a page, in published order.

    Raises:
        SourceSuspicious: The page is empty.
        SourceFormatError: It is cut, has no section of the report, or holds text that is no item.
    """
    page = whole_page(file, name)
    sections = [element for element in page.iter("section") if _has(element, _CONTENT)]
    items = tuple(item for section in sections for item in _items(section, name))
    if not items:
        raise SourceFormatError(
            f"{name}: there is no item under a heading of the report, so this is another page, its first page without "
            f"a list, or one that asks whether a person reads it: save the page from a browser"
        )
    links = [
        str(option.get("value", ""))
        for nav in page.iter("nav")
        if nav.get("id") == "report-nav"
        for option in nav.iter("option")
    ]
    return Chapters(items, tuple(dict.fromkeys(link for link in links if link and not link.startswith("#"))))


def _has(element: etree._Element, name: str) -> bool:
    return name in str(element.get("class", "")).split()


def _items(section: etree._Element, name: str) -> Iterator[Item]:
    subtitles = [words(heading) for heading in section.iter("h3") if _has(heading, _SUBTITLE)]
    entries = list(section.iter("li")) or list(section.iter("p"))
    texts = [(element, words(element)) for element in entries]
    if not subtitles:
        if any(_ITEM.fullmatch(text) for _, text in texts):
            raise SourceFormatError(
                f"{name}: line {line_of(section)}: items stand in a section without a heading, so it cannot be told "
                f"what they are: look at the page, or mend the reader"
            )
        return
    _check_tags(section, len(subtitles), name)
    for element, text in texts:
        if text and not text.startswith(_FOOTNOTE):
            yield _item(element, text, subtitles[0], _year(section), name)


def _check_tags(section: etree._Element, subtitles: int, name: str) -> None:
    strange = sorted({str(element.tag) for element in section.iter()} - _KNOWN)
    nested = any(True for item in section.iter("li") for _ in item.iter("li") if _ is not item)
    prose = [words(element) for element in section.iter("p")] if section.find(".//li") is not None else []
    unread = [text for text in prose if _ITEM.fullmatch(text)]
    problem = (
        (f"it holds {', '.join(strange)}" if strange else "")
        or ("it has two headings" if subtitles > 1 else "")
        or ("an item holds items" if nested else "")
        or (f"{unread[0][:60]!r} stands beside the items" if unread and not _in_items(section, unread[0]) else "")
    )
    if problem:
        raise SourceFormatError(
            f"{name}: line {line_of(section)}: {problem}, which no section of the report does, so entries could be "
            f"lost: look at the page, or mend the reader"
        )


def _in_items(section: etree._Element, text: str) -> bool:
    return any(text in words(item) for item in section.iter("li"))


def _item(element: etree._Element, text: str, subtitle: str, year: str, name: str) -> Item:
    bare = _PREFIX.sub("", text, count=1)
    # The first bracket that gives no other name is the country.
    country = next((found for found in _BRACKET.finditer(bare) if not _ALIAS.match(found[1])), None)
    person = bare[: country.start()].strip(" ,*") if country else ""
    is_person = any(map(str.isalpha, person)) and person.count("(") == person.count(")")
    if country is None or not is_person or any(map(str.isdigit, country[1])):
        raise SourceFormatError(
            f"{name}: line {line_of(element)}: {text[:80]!r} is no name with a country in brackets and a reason, so a "
            f"person would be lost: look at the page, or mend the reader"
        )
    reason = bare[country.end() :].strip().lstrip("–—-").strip()
    return Item(line_of(element), text, person, country[1].strip(), reason, subtitle, year)


def _year(section: etree._Element) -> str:
    for above in section.iterancestors("section"):
        if _has(above, _TITLED):
            found = (_YEAR.match(words(title)) for title in above.iterchildren("h2"))
            return next((match[0] for match in found if match), "")
    return ""
