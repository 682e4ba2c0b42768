from __future__ import annotations

from collections.abc import Callable

import pytest

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Listing, Name, Relation
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.sources.source import Source, Unread
from exposcreen.sources.us_state_7031c.family import family_of
from exposcreen.sources.us_state_7031c.source import US_STATE_7031C

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]
ROLE = "7031c.html"


@pytest.fixture
def listed(read: Read) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(US_STATE_7031C)}


def test_an_official_is_listed_on_the_ground_of_the_heading(listed: dict[str, Listing]) -> None:
    official = listed["Juan Example Pérez"]
    act = official.designations[0]

    assert (official.kind, official.countries) == (SubjectKind.PERSON, ("Freedonia",))
    assert (act.program, act.listed_on, act.note) == ("7031(c) corruption", None, "under the year 2023")
    assert str(act.scope).startswith("(1)(B) Public Designation. Example was Minister")
    assert listed["Richard “Dick” Roe"].designations[0].program == "7031(c) GVHR"


def test_relatives_who_are_designated_are_relations_and_listings(listed: dict[str, Listing]) -> None:
    assert listed["Juan Example Pérez"].relations == (
        Relation(kind="spouse", name="Ana de Example"),
        Relation(kind="sons", name="Luis Example"),
        Relation(kind="sons", name="Pedro Example"),
    )
    assert listed["Ana de Example"].relations == (Relation(kind="spouse of", name="Juan Example Pérez"),)
    assert "Pedro Example" in listed


def test_a_relative_with_an_item_is_listed_once_by_it(listed: dict[str, Listing], read: Read) -> None:
    names = [listing.name for listing in read(US_STATE_7031C)]

    assert names.count("Luis Example") == 1
    assert listed["Luis Example"].relations == (Relation(kind="son of", name="Juan Example Pérez"),)


def test_a_relative_who_is_only_mentioned_is_a_relation_alone(listed: dict[str, Listing]) -> None:
    assert listed["Richard “Dick” Roe"].relations == (Relation(kind="wife", name="Jane Roe"),)
    assert "Jane Roe" not in listed


def test_an_alias_within_a_name_stands_for_the_name_before_it(listed: dict[str, Listing]) -> None:
    karina = listed["Karina Sampleovna Roe"]

    assert karina.names[1:] == (Name(text="Katya Sampleovna Roe", kind=NameKind.STRONG_AKA),)
    assert karina.relations == (Relation(kind="daughter of", name="Richard Roe"),)
    assert karina.countries == ("Freedonia", "Sylvania")
    assert listed["Richard “Dick” Roe"].names[1:] == (Name(text="Dicky", kind=NameKind.WEAK_AKA),)


def test_other_pages_of_the_report_leave_the_list_partial(read: Read, sample: Sample) -> None:
    told: list[str] = []
    option = b"</option></select>"
    two = option.replace(
        b"</select>", b'<option value="https://www.state.gov/reports/example/rights/">R</option></select>'
    )

    read(US_STATE_7031C, told, **{"7031c": sample(US_STATE_7031C)[ROLE].replace(option, two)})

    assert [isinstance(sentence, Unread) for sentence in told] == [True]
    assert "the report has 2 pages" in told[0]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"(Freedonia/Sylvania) (1)(B) P", b"P", "line 18: .*is no name with a country in brackets"),
        (b"Karina (aka Katya) Sampleovna Roe (", b"(", "is no name with a country"),
        (b"<ol>", b"<h4>Waived</h4><ol>", "it holds h4"),
        (b"<ol>", b"<table><tr><td>x</td></tr></table><ol>", "it holds table"),
        (b"<ol>", b"<p>John Lost (Sylvania) - designated.</p><ol>", "'John Lost .*' stands beside the items"),
        (b'<h3 class="report__section-subtitle">Gross', b"<h3>Gross", "items stand in a section without a heading"),
        (b"entry-content", b"other", "there is no item under a heading"),
        (b"</html>", b"", "the page ends here"),
    ],
)
def test_a_page_with_another_structure_is_refused(
    read: Read, sample: Sample, old: bytes, new: bytes, problem: str
) -> None:
    changed = sample(US_STATE_7031C)[ROLE].replace(old, new, 2 if old == b"entry-content" else 1)

    with pytest.raises(SourceFormatError, match=rf"7031c\.html: .*{problem}"):
        read(US_STATE_7031C, **{"7031c": changed})


def test_the_ground_is_not_guessed_where_nothing_says_it(read: Read, sample: Sample) -> None:
    changed = sample(US_STATE_7031C)[ROLE].replace(b"Designations for Significant Corruption", b"Designations")

    assert read(US_STATE_7031C, **{"7031c": changed})[0].designations[0].program == "7031(c)"


def test_family_is_read_from_the_forms_that_reasons_use() -> None:
    assert family_of("Roe is the former wife of President John Doe.").relations == (
        Relation(kind="wife of", name="President John Doe"),
    )
    assert family_of("Roe and her husband, John al Doe, are ineligible for entry.").designated == (
        Relation(kind="husband", name="John al Doe"),
    )
    assert family_of("Roe took bribes.").relations == ()
