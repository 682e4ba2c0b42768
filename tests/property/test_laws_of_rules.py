"""Laws of rules: nothing applies outside its days, and more law never makes a milder verdict."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    LAW,
    activities,
    coverages,
    days,
    designations,
    findings,
    histories,
    some_coverage,
    some_findings,
)

from builders import make_book, make_coverage, make_fact, make_facts, make_listing, make_question, make_rule
from exposcreen.model.listing import Designation
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Coverage, Finding
from exposcreen.model.vocabulary import Activity, CoverageStatus, Outcome, Strength
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.law import Version
from exposcreen.screening.deciding import decide

POLICY = ScreeningPolicy()


def answer(
    versions: list[Version], acts: list[Designation], day: date, strength: Strength = Strength.EXACT
) -> tuple[Finding, ...]:
    facts = make_facts(make_fact(make_listing(acts=acts), strength))
    return evaluate(facts, make_book(make_rule(*versions)), make_question(as_of=day), POLICY)


@LAW
@given(histories(), st.lists(designations(), min_size=1, max_size=3), days)
def test_an_effect_applies_on_its_days_and_on_those_of_the_listing_only(
    versions: list[Version], acts: list[Designation], day: date
) -> None:
    found = answer(versions, acts, day)
    standing = [act for act in acts if day in act.validity]

    for finding in found:
        assert bool(finding.effects) <= bool(standing)
        for effect in finding.effects:
            assert effect.effective_from is None or effect.effective_from <= day
            assert effect.effective_to is None or day < effect.effective_to
            assert any(effect.activity in template.activities for template in make_rule(*versions).at(day).effects)  # type: ignore[union-attr]


@LAW
@given(histories(), st.lists(designations(), min_size=1, max_size=3))
def test_before_its_first_day_a_rule_says_nothing(versions: list[Version], acts: list[Designation]) -> None:
    first = versions[0].effective_from
    if first is not None:
        assert answer(versions, acts, date(1979, 12, 31)) == ()


@LAW
@given(histories(), st.lists(designations(), min_size=1, max_size=3), days)
def test_a_surer_match_never_makes_a_milder_finding(
    versions: list[Version], acts: list[Designation], day: date
) -> None:
    def outcomes(strength: Strength) -> list[Outcome]:
        return [finding.outcome for finding in answer(versions, acts, day, strength)]

    possible, strong, exact = (outcomes(s) for s in (Strength.POSSIBLE, Strength.STRONG, Strength.EXACT))

    assert strong == exact
    assert all(one <= other for one, other in zip(possible, strong, strict=True))
    assert all(outcome <= Outcome.REVIEW for outcome in possible)


@LAW
@given(some_findings, findings, some_coverage, activities)
def test_one_more_finding_never_makes_a_verdict_milder(
    found: list[Finding], further: Finding, coverage: list[Coverage], activity: Activity
) -> None:
    before, _ = decide(found, coverage, make_question(activity))
    after, why = decide([*found, further], coverage, make_question(activity))

    assert after >= before
    assert after >= further.outcome
    assert why


@LAW
@given(some_findings, some_coverage, st.data())
def test_taking_a_list_away_never_makes_a_verdict_clear(
    found: list[Finding], coverage: list[Coverage], data: st.DataObject
) -> None:
    """A list that is gone is a list that is missing: what was undetermined stays so."""
    at = data.draw(st.integers(0, len(coverage) - 1))
    gone = make_coverage(coverage[at].list_id, CoverageStatus.MISSING, needed=coverage[at].needed)
    before, _ = decide(found, coverage, make_question())
    after, _ = decide(found, [*coverage[:at], gone, *coverage[at + 1 :]], make_question())

    assert after >= before
    if before is not Outcome.CLEAR:
        assert after is not Outcome.CLEAR


@LAW
@given(some_findings, st.permutations(range(4)), some_coverage)
def test_the_order_of_findings_does_not_decide(
    found: list[Finding], order: list[int], coverage: list[Coverage]
) -> None:
    shuffled = [found[at] for at in order if at < len(found)]

    assert decide(found, coverage, make_question())[0] is decide(shuffled, coverage, make_question())[0]


@LAW
@given(some_findings, st.lists(coverages, min_size=1, max_size=4))
def test_clear_means_that_every_list_needed_was_whole(found: list[Finding], coverage: list[Coverage]) -> None:
    outcome, _ = decide(found, coverage, make_question())

    if outcome is Outcome.CLEAR:
        assert all(item.status is CoverageStatus.COMPLETE for item in coverage if item.needed)
        assert all(finding.outcome is Outcome.CLEAR for finding in found)
