"""From the words of a rule to effects on a day: each calendar of a listing in its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import (
    CITATION,
    OTHER_CITATION,
    make_designation,
    make_effect,
    make_question,
    make_rule,
    make_template,
    make_version,
)
from exposcreen.model.vocabulary import EffectKind, Outcome
from exposcreen.rules.effects import distinct, effects_of, outcome_of
from exposcreen.rules.law import Rule

LISTED, BAN, SELL = date(2021, 6, 3), date(2021, 8, 2), date(2022, 6, 3)
ACT = make_designation("CMIC", LISTED, effective_from=BAN, divest_until=SELL)
CMIC = make_rule(
    make_version(
        make_template("invest", effect="permitted", until="effective"),
        make_template("invest", since="effective"),
        make_template("divest", effect="permitted", until="divest"),
        make_template("divest", since="divest"),
        make_template("hold", effect="permitted"),
        start="2021-06-03",
    )
)
ONE_DAY = timedelta(days=1)


def on(day: date, rule: Rule = CMIC, **fields: object) -> dict[tuple[str, str], tuple[date | None, date | None]]:
    version = rule.at(day)
    if version is None:
        return {}
    acts = fields.get("acts", (ACT,))
    effects = effects_of(rule, version, version.effects, make_question(as_of=day), acts)  # type: ignore[arg-type]
    return {(str(e.activity), str(e.effect)): (e.effective_from, e.effective_to) for e in effects}


@pytest.mark.parametrize(
    ("day", "invest", "divest"),
    [
        (LISTED, "permitted", "permitted"),
        (BAN - ONE_DAY, "permitted", "permitted"),
        (BAN, "prohibited", "permitted"),
        (SELL - ONE_DAY, "prohibited", "permitted"),
        (SELL, "prohibited", "prohibited"),
    ],
)
def test_three_calendars_stand_in_one_listing(day: date, invest: str, divest: str) -> None:
    found = on(day)

    assert {("invest", invest), ("divest", divest), ("hold", "permitted")} == set(found)


def test_the_days_of_an_effect_are_those_of_the_designation() -> None:
    assert on(LISTED)["invest", "permitted"] == (LISTED, BAN)
    assert on(BAN)["invest", "prohibited"] == (BAN, None)
    assert on(BAN)["divest", "permitted"] == (LISTED, SELL)
    assert on(SELL)["divest", "prohibited"] == (SELL, None)


def test_a_designation_without_a_day_for_selling_never_ends_it() -> None:
    act = make_designation("CMIC", LISTED)

    assert ("divest", "permitted") in on(date.max, acts=(act,))
    assert ("divest", "prohibited") not in on(date.max, acts=(act,))
    assert on(LISTED, acts=(act,))["invest", "prohibited"] == (LISTED, None)


def test_the_earliest_of_several_acts_begins_an_effect() -> None:
    later = make_designation("CMIC", "2023-01-01", effective_from="2023-03-02", divest_until="2024-01-01")

    assert on(date(2023, 6, 1), acts=(later, ACT))["invest", "prohibited"] == (BAN, None)


def test_an_act_that_does_not_say_when_is_as_old_as_the_rule() -> None:
    undated = make_designation("CMIC", None)

    assert on(LISTED, acts=(undated, ACT))["hold", "permitted"] == (date(2021, 6, 3), None)


def test_an_effect_ends_with_the_last_act() -> None:
    first = make_designation("A", LISTED, delisted_on="2024-01-01")
    second = make_designation("B", LISTED, delisted_on="2025-01-01")

    assert on(BAN, acts=(first, second))["hold", "permitted"] == (LISTED, date(2025, 1, 1))
    assert on(BAN, acts=(first, ACT))["hold", "permitted"] == (LISTED, None)


def test_a_version_that_says_the_same_begins_nothing_anew() -> None:
    pay = make_template("pay")
    rule = make_rule(
        make_version(make_template("export"), start="2010-01-01", effective_to="2012-01-01"),
        make_version(pay, start="2012-01-01", effective_to="2014-01-01"),
        make_version(pay, start="2014-01-01", effective_to="2016-01-01"),
        make_version(make_template("export"), start="2016-01-01"),
    )
    act = make_designation(listed_on="2000-01-01")

    assert on(date(2015, 1, 1), rule, acts=(act,)) == {("pay", "prohibited"): (date(2012, 1, 1), date(2016, 1, 1))}
    assert on(date(2013, 1, 1), rule, acts=(act,)) == {("pay", "prohibited"): (date(2012, 1, 1), date(2016, 1, 1))}


def test_facts_without_a_designation_have_their_own_first_day() -> None:
    rule = make_rule(make_version(start="2014-08-13"))
    version = rule.version[0]
    question = make_question(as_of=date(2026, 7, 10))

    (since,) = effects_of(rule, version, version.effects, question, since=date(2020, 7, 31))
    (plain,) = effects_of(rule, version, version.effects, question)

    assert since.effective_from == date(2020, 7, 31)
    assert plain.effective_from == date(2014, 8, 13)


@pytest.mark.parametrize(
    ("template", "doubted", "confirmed"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_an_effect_is_confirmed_only_when_its_words_and_its_version_are(
    template: bool, doubted: bool, confirmed: bool
) -> None:
    doubt = {"doubt": "ended", "verify": "verify it"} if doubted else {}
    rule = make_rule(make_version(make_template(confirmed=template), **doubt))

    version = rule.version[0]
    (effect,) = effects_of(
        rule, version, version.effects, make_question(), (make_designation(),), doubtful=version.doubt is not None
    )

    assert effect.confirmed is confirmed


@pytest.mark.parametrize(
    ("effect", "outcome"),
    [
        (EffectKind.PROHIBITED, Outcome.PROHIBITED),
        (EffectKind.PRESUMED_PROHIBITED, Outcome.PROHIBITED),
        (EffectKind.LICENCE_REQUIRED, Outcome.RESTRICTED),
        (EffectKind.CONDITIONS, Outcome.RESTRICTED),
        (EffectKind.DILIGENCE, Outcome.REVIEW),
        (EffectKind.PERMITTED, Outcome.CLEAR),
    ],
)
def test_every_effect_has_its_outcome(effect: EffectKind, outcome: Outcome) -> None:
    assert outcome_of([make_effect("pay", effect)], make_question("pay")) is outcome
    assert outcome_of([make_effect("pay", effect)], make_question("any")) is outcome
    assert outcome_of([make_effect("pay", effect)], make_question("export")) is Outcome.CLEAR


def test_a_ban_on_travel_decides_only_a_question_about_travel() -> None:
    assert outcome_of([make_effect("travel")], make_question("any")) is Outcome.CLEAR
    assert outcome_of([make_effect("travel")], make_question("travel")) is Outcome.PROHIBITED


def test_the_worst_of_several_effects_is_the_outcome() -> None:
    effects = [make_effect("pay", "permitted"), make_effect("export", "conditions"), make_effect("hold", "diligence")]

    assert outcome_of(effects, make_question()) is Outcome.RESTRICTED


def test_a_citation_stands_once_for_each_place_in_it() -> None:
    section = CITATION.model_copy(update={"locator": "s.2"})

    assert distinct([CITATION, OTHER_CITATION, CITATION, section]) == (CITATION, OTHER_CITATION, section)
