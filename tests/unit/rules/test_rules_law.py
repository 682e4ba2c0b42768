"""The shape of dated law: contiguous versions, the last one open, and nothing without a citation."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from builders import make_rule, make_template, make_version
from exposcreen.rules.law import Authority, Rule

BAN, STAY, BACK = date(2025, 9, 29), date(2025, 11, 10), date(2026, 11, 10)


def three() -> Rule:
    return make_rule(
        make_version(start=BAN, effective_to=STAY),
        make_version(start=STAY, effective_to=BACK, status="suspended"),
        make_version(start=BACK, doubt="resumed", verify="verify that the stay was not extended"),
    )


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 9, 28), None),
        (BAN, 0),
        (date(2025, 11, 9), 0),
        (STAY, 1),
        (date(2026, 11, 9), 1),
        (BACK, 2),
        (date.max, 2),
    ],
)
def test_the_version_of_the_day_is_found_at_every_edge(day: date, number: int | None) -> None:
    rule = three()

    assert rule.at(day) is (None if number is None else rule.version[number])


def test_a_rule_without_a_first_day_is_as_old_as_anything() -> None:
    rule = make_rule(make_version())

    assert rule.at(date.min) is rule.version[0]


@pytest.mark.parametrize(
    ("end", "begin"),
    [("2025-11-09", "2025-11-10"), ("2025-11-11", "2025-11-10"), (None, "2025-11-10"), ("2025-11-10", None)],
)
def test_versions_with_a_gap_or_an_overlap_are_refused(end: str | None, begin: str | None) -> None:
    with pytest.raises(ValidationError, match="versions are contiguous"):
        make_rule(make_version(start="2025-09-29", effective_to=end), make_version(start=begin))


def test_a_last_version_that_ends_is_refused() -> None:
    with pytest.raises(ValidationError, match="the last version is open-ended"):
        make_rule(make_version(start=BAN, effective_to=STAY))


def test_a_version_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="a version ends before it begins"):
        make_rule(make_version(start=STAY, effective_to=STAY), make_version(start=STAY))


def test_a_rule_without_versions_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Authority(id="a", title="A", jurisdiction="US", version=())


@pytest.mark.parametrize("fields", [{"doubt": "began"}, {"verify": "verify it"}])
def test_doubt_says_what_to_verify_and_nothing_else_does(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="says what to verify"):
        make_version(**fields)


def test_a_version_or_an_effect_without_a_citation_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_version(citations=())
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_template(citations=())


def test_any_is_a_question_and_no_activity_of_an_effect() -> None:
    with pytest.raises(ValidationError, match="'any' is a question"):
        make_template("pay", "any")
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_template(activities=())


@pytest.mark.parametrize("kind", ["listed", "owned", "organ"])
def test_a_condition_on_lists_names_at_least_one(kind: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_rule(when={"kind": kind, "lists": []})


def test_a_condition_of_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="kind"):
        make_rule(when={"kind": "rumoured", "lists": ["us_ofac_sdn"]})


def test_a_version_may_ask_another_question_than_its_rule() -> None:
    strict = {"kind": "owned", "lists": ["eu_fsf"], "share_percent": 50, "inclusive": False}
    rule = make_rule(
        make_version(start="2020-01-01", effective_to="2024-07-03", when=strict),
        make_version(start="2024-07-03"),
        when={**strict, "inclusive": True},
    )

    assert [rule.condition(version).inclusive for version in rule.version] == [False, True]
