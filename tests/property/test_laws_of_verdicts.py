"""Laws of whole verdicts on the bundled law: they survive JSON, and asking together is asking one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import SLOW_LAW, queries

import exposcreen as xs
from exposcreen.model.vocabulary import ALL_JURISDICTIONS

SCREENER = xs.Screener()
REAL = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Xinjiang Production and Construction Corps",
    "Chen Quanguo",
    "商汤集团",
    "SenseTime Group Limited",
    "XPCC Public Security Bureau",
    "Plain Example Bakery",
)
real_names = st.sampled_from(REAL)
subjects: st.SearchStrategy[Any] = st.one_of(
    real_names,
    queries,
    st.fixed_dictionaries(
        {"name": real_names},
        optional={"country": st.sampled_from(["CN", "FR"]), "birth_date": st.sampled_from(["1955", "1940-02"])},
    ),
    st.fixed_dictionaries(
        {"name": real_names, "products": st.just(["cotton"]), "region": st.sampled_from(["Xinjiang", "Lyon"])}
    ),
    st.fixed_dictionaries({"name": queries, "owners": st.just([{"name": REAL[1], "percent": 50}])}),
    st.fixed_dictionaries({"isin": st.just("CNE100000PM8")}, optional={"name": real_names}),
)
as_of_days = st.sampled_from(
    [date(2019, 10, 9), date(2021, 8, 2), date(2025, 10, 1), date(2026, 7, 10), date(2026, 11, 21)]
)
activities = st.sampled_from([str(activity) for activity in xs.Activity])


@SLOW_LAW
@given(subjects, as_of_days, activities)
def test_a_verdict_survives_json(subject: Any, day: date, activity: str) -> None:
    verdict = SCREENER.screen(subject, as_of=day, activity=activity)

    again = xs.Verdict.model_validate_json(verdict.to_json())

    assert again == verdict
    assert again.to_json() == verdict.to_json()


@SLOW_LAW
@given(st.lists(subjects, max_size=4), as_of_days)
def test_screening_many_is_screening_one_by_one(many: list[Any], day: date) -> None:
    together = list(SCREENER.screen_many(many, as_of=day))

    assert together == [SCREENER.screen(subject, as_of=day) for subject in many]


@SLOW_LAW
@given(subjects, as_of_days, activities)
def test_every_finding_cites_and_every_effect_applies_on_the_day(subject: Any, day: date, activity: str) -> None:
    verdict = SCREENER.screen(subject, as_of=day, activity=activity)

    for finding in verdict.findings:
        assert finding.citations
        assert finding.rule
        for effect in finding.effects:
            assert effect.citations
            assert effect.jurisdiction in verdict.jurisdictions
            assert effect.effective_from is None or effect.effective_from <= day
            assert effect.effective_to is None or day < effect.effective_to
    assert verdict.outcome is not xs.Outcome.CLEAR or not verdict.incomplete


@SLOW_LAW
@given(subjects, as_of_days)
def test_any_is_at_least_as_severe_as_each_activity_but_travel(subject: Any, day: date) -> None:
    whole = SCREENER.screen(subject, as_of=day, activity="any").outcome

    for activity in ("pay", "export", "import", "invest", "divest", "hold", "procure"):
        assert SCREENER.screen(subject, as_of=day, activity=activity).outcome <= whole


@SLOW_LAW
@given(subjects, as_of_days)
def test_asking_more_jurisdictions_never_makes_a_verdict_milder(subject: Any, day: date) -> None:
    whole = SCREENER.screen(subject, as_of=day)

    for jurisdiction in ALL_JURISDICTIONS:
        alone = SCREENER.screen(subject, as_of=day, jurisdictions=[jurisdiction])

        assert alone.outcome <= whole.outcome
        assert {finding.rule for finding in alone.findings} <= {finding.rule for finding in whole.findings}
