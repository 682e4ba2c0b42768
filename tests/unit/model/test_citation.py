"""A citation names its source, and says whether anybody read it."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from exposcreen.model.citation import Citation, Citations


@pytest.mark.parametrize("fields", [{"title": "An order"}, {"reference": "84 FR 54004"}, {}])
def test_a_citation_needs_a_title_and_a_reference(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Field required"):
        Citation.model_validate(fields)


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
def test_a_blank_reference_is_refused(blank: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        Citation(title="An order", reference=blank)


def test_no_citations_are_no_citations() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        TypeAdapter(Citations).validate_python(())


def test_a_citation_is_frozen_closed_and_equal_by_content() -> None:
    one = Citation(title=" An order ", reference="84 FR 54004", published_on=date(2019, 10, 9))

    assert one.title == "An order"
    assert one.confirmed
    assert len({one, Citation(title="An order", reference="84 FR 54004", published_on=date(2019, 10, 9))}) == 1
    with pytest.raises(ValidationError, match="frozen"):
        one.reference = "84 FR 1"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Citation.model_validate({"title": "An order", "reference": "84 FR 54004", "page": 1})


def test_a_day_of_publication_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="2019-02-30"):
        Citation.model_validate({"title": "An order", "reference": "84 FR 54004", "published_on": "2019-02-30"})
