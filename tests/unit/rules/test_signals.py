"""Signals: review while they are open, a note once they are resolved, and never law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from builders import (
    CITATION,
    make_book,
    make_fact,
    make_facts,
    make_listing,
    make_question,
    make_rule,
    make_signal,
    make_template,
    make_version,
)
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.law import Version

WORKS = make_listing("Works", party="works")


def ask(day: date, strength: Strength = Strength.EXACT, **question: Any) -> tuple[Finding, ...]:
    facts = make_facts(make_fact(WORKS, strength))
    return evaluate(
        facts, make_book(signals=[make_signal()]), make_question("pay", as_of=day, **question), ScreeningPolicy()
    )


def test_a_signal_says_nothing_before_the_report() -> None:
    assert ask(date(2019, 12, 31)) == ()


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 12, 31)])
def test_an_open_signal_is_review_and_says_that_it_is_open(day: date) -> None:
    (finding,) = ask(day)

    assert (finding.kind, finding.outcome) == (FindingKind.SIGNAL, Outcome.REVIEW)
    assert finding.entry == "A reported example"
    assert (finding.note or "").startswith("A newspaper reported an example. A report is no law")


def test_a_resolved_signal_is_shown_with_its_day_and_restricts_nothing() -> None:
    (finding,) = ask(date(2021, 1, 1))

    assert (finding.outcome, finding.effects) == (Outcome.CLEAR, ())
    assert "Resolved on 2021-01-01: it restricts nothing. It came to nothing." in (finding.note or "")


def test_a_signal_is_shown_of_a_possible_party_and_not_of_a_weak_likeness() -> None:
    assert ask(date(2020, 6, 1), Strength.POSSIBLE)[0].outcome is Outcome.REVIEW
    assert ask(date(2020, 6, 1), Strength.WEAK) == ()


def test_a_signal_is_shown_where_its_jurisdiction_is_asked() -> None:
    assert ask(date(2020, 6, 1), jurisdictions=("GB",)) == ()


def test_a_party_is_named_by_its_listing_as_well() -> None:
    signal = make_signal(listings=("us_ofac_sdn:Works",))
    book = make_book(signals=[signal])
    question = make_question(as_of=date(2020, 6, 1))

    assert evaluate(make_facts(make_fact(WORKS)), book, question, ScreeningPolicy())
    assert evaluate(make_facts(make_fact(make_listing("Other"))), book, question, ScreeningPolicy()) == ()


@pytest.mark.parametrize(
    ("versions", "fault"),
    [
        ([make_version(make_template(effect="prohibited"), status="open")], "asks for diligence, and for nothing else"),
        ([Version(status="open", citations=(CITATION,))], "asks for diligence, and for nothing else"),
        ([make_version(make_template(effect="diligence"))], "open or resolved, not in_force"),
        ([make_version(make_template(effect="diligence"), status="resolved", note="Over.")], "has no effect"),
        ([Version(status="resolved", citations=(CITATION,))], "a note that says how"),
        (
            [
                make_version(make_template(effect="diligence"), status="open", effective_to="2020-01-01"),
                Version(effective_from=date(2020, 1, 2), status="resolved", note="Over.", citations=(CITATION,)),
            ],
            "versions are contiguous",
        ),
    ],
)
def test_a_signal_that_would_be_law_is_refused(versions: list[Version], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        make_signal(*versions)


@pytest.mark.parametrize(
    "fields",
    [
        {"when": {"kind": "signal", "what": "It was said.", "listings": ["works"]}},
        {"version": (make_version(make_template(effect="diligence"), status="open"),)},
    ],
)
def test_what_was_only_reported_is_refused_as_a_rule(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="is a signal, and no rule"):
        make_rule(**fields)
