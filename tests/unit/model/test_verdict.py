"""Wrong verdicts cannot be built: no claim without a citation, no clearance by silence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from builders import CITATION, make_coverage, make_effect, make_finding, make_match, make_verdict
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.verdict import Location, Verdict, worst
from exposcreen.model.vocabulary import CoverageStatus, Outcome

NOT_WHOLE = [CoverageStatus.PARTIAL, CoverageStatus.STALE, CoverageStatus.MISSING]


def test_a_finding_without_a_citation_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_finding(citations=())


def test_an_effect_without_a_citation_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_effect(citations=())


def test_a_match_without_a_comparison_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_match(comparisons=())


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan")])
def test_a_score_lies_between_0_and_1(score: float) -> None:
    with pytest.raises(ValidationError, match="score"):
        make_match(score=score)


def test_a_place_without_evidence_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Location(territory="CN-XJ", place="Shihezi", evidence=())


def test_a_verdict_without_coverage_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_verdict(coverage=())


def test_a_verdict_without_jurisdictions_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_verdict(jurisdictions=())


@pytest.mark.parametrize("status", NOT_WHOLE)
def test_a_verdict_cannot_be_clear_while_a_needed_list_is_not_whole(status: CoverageStatus) -> None:
    coverage = (make_coverage(), make_coverage("eu_fsf", status))

    with pytest.raises(ValidationError, match=r"silence is not clearance.*eu_fsf"):
        make_verdict(coverage=coverage)
    verdict = make_verdict(coverage=coverage, outcome=Outcome.UNDETERMINED)

    assert [item.list_id for item in verdict.incomplete] == ["eu_fsf"]


@pytest.mark.parametrize("status", NOT_WHOLE)
def test_a_list_that_the_question_does_not_need_hinders_nothing(status: CoverageStatus) -> None:
    verdict = make_verdict(coverage=(make_coverage(), make_coverage("eu_fsf", status, needed=False)))

    assert verdict.outcome is Outcome.CLEAR
    assert verdict.incomplete == ()


@pytest.mark.parametrize("milder", [Outcome.CLEAR, Outcome.UNDETERMINED, Outcome.REVIEW, Outcome.RESTRICTED])
def test_a_verdict_is_never_milder_than_a_finding(milder: Outcome) -> None:
    with pytest.raises(ValidationError, match="milder than a finding's prohibited"):
        make_verdict(findings=(make_finding(Outcome.REVIEW), make_finding()), outcome=milder)

    assert make_verdict(findings=(make_finding(),), outcome=Outcome.PROHIBITED).outcome is Outcome.PROHIBITED


def test_the_worst_of_nothing_is_clear() -> None:
    assert worst([]) is Outcome.CLEAR
    assert worst([Outcome.REVIEW, Outcome.PROHIBITED, Outcome.CLEAR]) is Outcome.PROHIBITED


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        (Counterparty(name="Example"), "Example"),
        (Site(name="Mill", address="Shihezi"), "Mill"),
        (Site(address="Shihezi", region="Xinjiang"), "Shihezi"),
        (Site(region="Xinjiang", country="CN"), "Xinjiang"),
        (Site(country="CN"), "CN"),
        (Site(inputs=("CN-XJ", "KP")), "CN-XJ; KP"),
        (Holding(isin="CNE100000PM8"), "CNE100000PM8"),
    ],
)
def test_a_subject_is_called_by_the_first_thing_known_of_it(subject: Counterparty, label: str) -> None:
    assert make_verdict(subject=subject).label == label


def test_a_verdict_survives_json_with_its_kind_of_subject() -> None:
    findings = (make_finding(effects=(make_effect(effective_from="2021-08-02"),), match=make_match()),)

    for subject in (Counterparty(name="Example"), Site(name="Example"), Holding(name="Example")):
        verdict = make_verdict(subject=subject, findings=findings, outcome=Outcome.PROHIBITED)
        again = Verdict.model_validate_json(verdict.to_json())

        assert again == verdict


def test_a_verdict_is_frozen_and_shows_itself() -> None:
    verdict = make_verdict()

    with pytest.raises(ValidationError, match="frozen"):
        verdict.outcome = Outcome.PROHIBITED  # type: ignore[misc]
    assert "clear" in str(verdict).lower()
    assert "Example Works" in verdict._repr_html_()


def test_coverage_counts_no_negative_number_of_records() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        make_coverage(records=-1)


@pytest.mark.parametrize(
    "fields",
    [
        {"strong_score": 1.1},
        {"transliterator": "magic"},
        {"minority_review_percent": 101},
        {"distinctiveness": -1},
        {"mood": 1},
    ],
)
def test_an_impossible_policy_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ScreeningPolicy.model_validate(fields)


def test_unconfirmed_sources_stay_marked_through_a_finding() -> None:
    doubtful = CITATION.model_copy(update={"confirmed": False})

    finding = make_finding(citations=(doubtful,), effects=(make_effect(confirmed=False, citations=(doubtful,)),))

    assert not finding.citations[0].confirmed
    assert not finding.effects[0].confirmed
