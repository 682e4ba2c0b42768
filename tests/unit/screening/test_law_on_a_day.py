"""The rulebook read aloud: every rule as it stands on a day, and every change between two days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import InputError
from exposcreen.model.law import LawChange, RuleState
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity
from exposcreen.report.law import render_changes, render_rules
from exposcreen.rules.rulebook import load_rulebook
from exposcreen.screening.law import changes, rules_on

DAY = date(2026, 7, 10)
ONE = timedelta(days=1)
days = st.dates(date(2008, 1, 1), date(2027, 6, 1))


def on(day: date, rule: str) -> RuleState | None:
    return next((state for state in rules_on(day, jurisdictions=ALL_JURISDICTIONS) if state.id == rule), None)


def between(earlier: date, later: date, **more: object) -> list[LawChange]:
    return list(changes(earlier, later, jurisdictions=ALL_JURISDICTIONS, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "status", "doubt"),
    [
        (date(2025, 9, 28), "in_force", None),
        (date(2025, 9, 29), "in_force", None),
        (date(2025, 11, 9), "in_force", None),
        (date(2025, 11, 10), "suspended", None),
        (date(2026, 11, 9), "suspended", None),
        (date(2026, 11, 10), "in_force", "resumed"),
    ],
)
def test_the_affiliates_rule_stands_as_its_day_says(day: date, status: str, doubt: str | None) -> None:
    state = on(day, "us-bis-affiliates")

    assert state is not None
    assert (state.status, state.doubt) == (status, doubt)
    assert bool(state.verify) == bool(doubt)


def test_every_state_says_what_it_asks_whom_it_binds_and_what_it_cites() -> None:
    states = rules_on(DAY, jurisdictions=ALL_JURISDICTIONS)

    assert {state.what for state in states} == {"rule", "authority"}
    for state in states:
        assert state.citations
        assert (state.what == "rule") == bool(state.asks)
        assert all(effect.binds and effect.citations for effect in state.effects)


def test_a_question_about_one_activity_hears_of_the_rules_that_speak_of_it() -> None:
    spoken = {
        state.id for state in rules_on(DAY, activity=Activity.INVEST, jurisdictions=["US"], lists=["us_ofac_ns_cmic"])
    }
    silent = {
        state.id for state in rules_on(DAY, activity=Activity.TRAVEL, jurisdictions=["US"], lists=["us_ofac_ns_cmic"])
    }

    assert {"us-ofac-ns-cmic", "us-ofac-ns-cmic-ownership", "us-eo-13959"} <= spoken
    assert silent == set()
    assert rules_on(DAY, jurisdictions=["GB"], lists=["us_ofac_sdn"]) == ()


def test_what_changed_in_the_law_of_2026_is_told_by_the_day() -> None:
    found = {(change.on, change.after.id): change for change in between(date(2025, 12, 31), date(2026, 12, 31))}

    lapsed = found[date(2026, 7, 14), "us-eo-13936"]
    assert (lapsed.before and lapsed.before.status, lapsed.after.status) == ("in_force", "lapsed")
    doubtful = found[date(2026, 11, 12), "us-eo-13959"]
    assert doubtful.after.doubt == "ended"
    assert found[date(2026, 11, 10), "us-bis-affiliates"].after.doubt == "resumed"
    assert list(found) == sorted(found)


@given(days, st.integers(1, 900), st.integers(1, 900))
def test_the_changes_of_two_spans_are_those_of_both_together(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    assert between(start, middle) + between(middle, end) == between(start, end)


@given(days)
def test_nothing_changes_on_a_day_but_what_a_version_begins(day: date) -> None:
    ids = {change.after.id for change in between(day - ONE, day)}

    before = {state.id: state for state in rules_on(day - ONE, jurisdictions=ALL_JURISDICTIONS)}
    after = {state.id: state for state in rules_on(day, jurisdictions=ALL_JURISDICTIONS)}
    assert {name for name in after if after[name] != before.get(name)} <= ids


def test_every_version_of_every_rule_but_the_first_is_a_change() -> None:
    law = load_rulebook()
    dated = [*law.rules.values(), *law.authorities.values()]

    begun = sum(version.effective_from is not None for item in dated for version in item.version)

    assert len(between(date(1900, 1, 1), date(2100, 1, 1))) == begun


def test_days_in_the_wrong_order_are_an_input_error() -> None:
    with pytest.raises(InputError, match="the second day must be after the first"):
        between(DAY, DAY)


def test_the_text_says_what_a_lawyer_asks_first() -> None:
    text = render_rules(rules_on(date(2026, 11, 22), jurisdictions=["US"], lists=["us_ofac_ns_cmic"]))

    for words in (
        "us-ofac-ns-cmic — Securities of Chinese military-industrial complex companies (US; in force)",
        "Asks: is the subject on us_ofac_ns_cmic",
        "invest: prohibited",
        "binds: US persons, wherever they are",
        "relief: a licence of OFAC",
        "cites: 86 FR 30145",
        "Verify: The national emergency of E.O. 13959 is confirmed until 2026-11-12",
    ):
        assert words in text


def test_the_text_of_a_change_says_what_it_was_and_what_it_is() -> None:
    text = render_changes(between(date(2025, 11, 9), date(2025, 11, 10)))

    assert text.startswith("2025-11-10: in force → suspended\n")
    assert "us-bis-affiliates — " in text
    assert "Before: export licence required" in text
