"""Laws of items and signals: they apply on their days only, and add to a verdict without making it milder."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW, SLOW_LAW, days, designations, histories, some_coverage

import exposcreen as xs
from builders import (
    CITATION,
    make_book,
    make_fact,
    make_facts,
    make_item,
    make_listing,
    make_question,
    make_rule,
    make_signal,
    make_template,
)
from exposcreen.items import item_classes
from exposcreen.model.listing import Designation
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Coverage
from exposcreen.model.vocabulary import EffectKind, Outcome, Strength
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.law import Supplied, Version
from exposcreen.rules.rulebook import load_rulebook
from exposcreen.screening.deciding import decide

POLICY = ScreeningPolicy()
BOOK = load_rulebook()
SCREENER = xs.Screener()
OF_ITEMS = [rule for rule in BOOK.rules.values() if isinstance(rule.when, Supplied)]
TRAITS = [*(item.id for item in item_classes()), "ear99", "on_ccl", "unclassified", "made_abroad", "made_at_home"]
PARTIES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Beijing SenseTime Technology Development Co., Ltd.",
    "DJI",
    "Huawei Technologies Co., Ltd.",
    "Urumqi Municipal Public Security Bureau",
    "Xinjiang Production and Construction Corps",
    "Xiaomi Corporation",
    "Plain Example Bakery",
)

traits = st.lists(st.sampled_from(TRAITS), unique=True, max_size=4)
strengths = st.sampled_from(Strength)


@st.composite
def reports(draw: st.DrawFn) -> list[Version]:
    """The versions of a signal: open or resolved, contiguous, with a first day or without."""
    turns = sorted(draw(st.lists(days, max_size=3, unique=True)))
    bounds = [draw(st.none() | st.just(date(1980, 1, 1))), *turns, None]
    found = []
    for at in range(len(bounds) - 1):
        is_open = draw(st.booleans())
        fields: dict[str, Any] = {
            "effective_from": bounds[at],
            "effective_to": bounds[at + 1],
            "citations": (CITATION,),
        }
        if is_open:
            fields |= {"status": "open", "effects": (make_template("pay", "invest", effect=EffectKind.DILIGENCE),)}
        else:
            fields |= {"status": "resolved", "note": "It came to nothing."}
        found.append(Version.model_validate(fields))
    return found


@LAW
@given(reports(), days, strengths)
def test_a_signal_has_effects_on_its_open_days_only_and_is_review_at_most(
    versions: list[Version], day: date, strength: Strength
) -> None:
    signal = make_signal(*versions)
    facts = make_facts(make_fact(make_listing(party="works"), strength))
    found = evaluate(facts, make_book(signals=[signal]), make_question(as_of=day), POLICY)
    version = signal.at(day)

    assert len(found) == (version is not None and strength >= Strength.POSSIBLE)
    for finding in found:
        assert version is not None
        assert finding.outcome is (Outcome.REVIEW if version.status == "open" else Outcome.CLEAR)
        assert bool(finding.effects) == (version.status == "open")
        for effect in finding.effects:
            assert effect.effective_from is None or effect.effective_from <= day
            assert effect.effective_to is None or day < effect.effective_to


@LAW
@given(histories(), st.lists(designations(), min_size=1, max_size=3), traits, days, st.booleans())
def test_a_rule_on_items_applies_on_its_days_and_on_those_of_the_listing(
    versions: list[Version], acts: list[Designation], has: list[str], day: date, of_list: bool
) -> None:
    when = {"kind": "item", **({"lists": ["us_ofac_sdn"]} if of_list else {})}
    rule = make_rule(*versions, when=when)
    facts = make_facts(make_fact(make_listing(acts=acts)), item=make_item(*has))
    found = evaluate(facts, make_book(rule), make_question(as_of=day), POLICY)

    stands = not of_list or any(day in act.validity for act in acts)
    assert len(found) == (rule.at(day) is not None and stands)
    for finding in found:
        for effect in finding.effects:
            assert effect.effective_from is None or effect.effective_from <= day
            assert effect.effective_to is None or day < effect.effective_to


@LAW
@given(st.sampled_from(OF_ITEMS), traits, days)
def test_the_bundled_law_on_items_says_nothing_outside_its_versions(rule: Any, has: list[str], day: date) -> None:
    facts = make_facts(item=make_item(*has))
    found = evaluate(facts, make_book(rule), make_question("export", as_of=day), POLICY)

    if rule.at(day) is None:
        assert found == ()
    assert all(finding.citations and finding.kind == "technology" for finding in found)


@LAW
@given(reports(), days, strengths, some_coverage)
def test_a_signal_never_makes_a_verdict_milder(
    versions: list[Version], day: date, strength: Strength, coverage: list[Coverage]
) -> None:
    facts = make_facts(make_fact(make_listing(party="works"), strength))
    question = make_question(as_of=day)
    without = evaluate(facts, make_book(make_rule()), question, POLICY)
    with_it = evaluate(facts, make_book(make_rule(), signals=[make_signal(*versions)]), question, POLICY)

    assert set(without) <= set(with_it)
    assert decide(with_it, coverage, question)[0] >= decide(without, coverage, question)[0]


eccns = st.sampled_from([None, "EAR99", "4A994", "3A981", "1A004.c", "1A995", "5A002.a"])
uses = st.sampled_from([None, "office use", "video surveillance in Kashgar", "police of Urumqi", "infectious disease"])
as_of_days = st.sampled_from(
    [date(2019, 10, 9), date(2021, 2, 1), date(2022, 6, 2), date(2023, 12, 28), date(2026, 7, 10)]
)


@SLOW_LAW
@given(
    st.sampled_from(PARTIES),
    eccns,
    uses,
    st.sampled_from([None, False]),
    as_of_days,
    st.sampled_from(["any", "export"]),
)
def test_an_item_that_is_not_made_abroad_never_makes_a_verdict_milder(
    name: str, eccn: str | None, use: str | None, made: bool | None, day: date, activity: str
) -> None:
    item = {"eccn": eccn, "end_use": use, "foreign_made": made, "description": "goods"}
    without = SCREENER.screen(name, as_of=day, activity=activity)
    verdict = SCREENER.screen(name, as_of=day, activity=activity, item=item)

    assert verdict.outcome >= without.outcome
    assert len(verdict.findings) >= len(without.findings)
    assert verdict.coverage == without.coverage


@SLOW_LAW
@given(st.sampled_from(PARTIES), eccns, as_of_days)
def test_an_item_made_abroad_is_never_waved_through(name: str, eccn: str | None, day: date) -> None:
    """An item can make an answer milder so far only: to a question for counsel, where no footnote decides."""
    without = SCREENER.screen(name, as_of=day, activity="export")
    verdict = SCREENER.screen(name, as_of=day, activity="export", item={"eccn": eccn, "foreign_made": True})

    assert verdict.outcome >= min(without.outcome, Outcome.REVIEW)


@SLOW_LAW
@given(
    st.sampled_from(PARTIES),
    eccns,
    uses,
    st.sampled_from([None, True, False]),
    as_of_days,
    st.sampled_from(["pay", "import", "invest", "divest", "hold", "procure", "travel"]),
)
def test_an_item_has_no_say_but_on_exports(
    name: str, eccn: str | None, use: str | None, made: bool | None, day: date, activity: str
) -> None:
    item = {"eccn": eccn, "end_use": use, "foreign_made": made, "description": "goods"}
    without = SCREENER.screen(name, as_of=day, activity=activity)
    verdict = SCREENER.screen(name, as_of=day, activity=activity, item=item)

    assert verdict.item is not None
    assert verdict.model_copy(update={"item": None}) == without
