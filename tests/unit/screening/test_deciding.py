"""Findings and coverage make an outcome, and the sentence that says why."""

from __future__ import annotations

import pytest

from builders import make_coverage, make_effect, make_finding, make_match, make_question
from exposcreen.model.vocabulary import CoverageStatus, FindingKind, Outcome, Strength
from exposcreen.screening.deciding import decide, in_order

WHOLE = make_coverage()
PART = make_coverage("eu_fsf", CoverageStatus.PARTIAL)
STALE = make_coverage("gb_sanctions", CoverageStatus.STALE)
NOT_ASKED = make_coverage("un_sc", CoverageStatus.MISSING, needed=False)


def test_nothing_found_on_whole_lists_is_clear() -> None:
    outcome, why = decide([], [WHOLE, NOT_ASKED], make_question("pay", jurisdictions=("US",)))

    assert outcome is Outcome.CLEAR
    assert "'pay' needs under the law of US was whole on 2026-07-10" in why


def test_nothing_found_on_a_list_that_is_not_whole_is_undetermined_and_names_it() -> None:
    outcome, why = decide([], [WHOLE, PART, STALE, NOT_ASKED], make_question())

    assert outcome is Outcome.UNDETERMINED
    assert why.endswith("not whole for 2026-07-10: eu_fsf (partial), gb_sanctions (stale).")
    assert "any activity" in why


def test_a_finding_that_does_not_bear_on_the_question_leaves_silence_undetermined() -> None:
    assert decide([make_finding(Outcome.CLEAR)], [PART], make_question())[0] is Outcome.UNDETERMINED
    assert decide([make_finding(Outcome.CLEAR)], [WHOLE], make_question())[0] is Outcome.CLEAR


@pytest.mark.parametrize("coverage", [[WHOLE], [PART], [WHOLE, PART, STALE]])
@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.RESTRICTED, Outcome.PROHIBITED])
def test_the_worst_finding_decides_however_whole_the_lists_are(outcome: Outcome, coverage: list[object]) -> None:
    findings = [make_finding(Outcome.CLEAR), make_finding(outcome), make_finding(Outcome.REVIEW)]

    assert decide(findings, coverage, make_question())[0] is outcome  # type: ignore[arg-type]


def test_the_sentence_names_the_entry_the_effect_the_day_and_the_law() -> None:
    effect = make_effect("invest", effective_from="2021-08-02")
    finding = make_finding(effects=(make_effect("pay", "permitted"), effect))

    _, why = decide([finding], [WHOLE], make_question())

    assert why == "us_ofac_sdn: EXAMPLE WORKS; invest: prohibited since 2021-08-02 (99 FR 1)."


def test_the_sentence_on_a_doubtful_match_says_that_a_person_must_look() -> None:
    finding = make_finding(Outcome.REVIEW, match=make_match(Strength.POSSIBLE), effects=(make_effect(),))

    _, why = decide([finding], [WHOLE], make_question())

    assert "it may be EXAMPLE WORKS (possible match)" in why
    assert why.endswith("A person must look.")


def test_the_sentence_without_an_effect_names_list_or_rule() -> None:
    assert decide([make_finding()], [WHOLE], make_question())[1] == "us_ofac_sdn: EXAMPLE WORKS."
    assert decide([make_finding(list_id=None)], [WHOLE], make_question())[1] == "us-example: EXAMPLE WORKS."


def test_findings_stand_severest_first_then_by_list_then_by_strength() -> None:
    first = make_finding(Outcome.PROHIBITED, list_id="us_bis_entity", entry="A")
    second = make_finding(Outcome.REVIEW, list_id="us_ofac_sdn", entry="B", match=make_match(Strength.EXACT))
    third = make_finding(Outcome.REVIEW, list_id="us_ofac_sdn", entry="C")
    fourth = make_finding(Outcome.REVIEW, list_id="us_ofac_sdn", entry="A", match=make_match(Strength.WEAK))
    fifth = make_finding(Outcome.REVIEW, list_id="us_dod_1260h", entry="A")

    assert in_order([fifth, fourth, third, second, first]) == (first, second, third, fourth, fifth)
    assert in_order([]) == ()


def test_what_was_only_reported_or_follows_from_the_item_stands_behind_the_lists() -> None:
    report = make_finding(Outcome.REVIEW, kind=FindingKind.SIGNAL, list_id=None)
    item = make_finding(Outcome.REVIEW, kind=FindingKind.TECHNOLOGY, list_id="us_bis_entity", match=make_match())
    entry = make_finding(Outcome.REVIEW, list_id="us_bis_entity", match=make_match(Strength.POSSIBLE))
    place = make_finding(Outcome.REVIEW, kind=FindingKind.REGION, list_id=None)

    assert in_order([report, item, place, entry]) == (entry, item, place, report)
