"""What an item changes about an entry's licence requirement, and rules on items."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import (
    make_book,
    make_designation,
    make_fact,
    make_facts,
    make_item,
    make_listing,
    make_place,
    make_question,
    make_rule,
    make_template,
    make_version,
)
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Finding, Location
from exposcreen.model.vocabulary import FindingKind, Outcome, Strength
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.facts import Facts, ItemFact
from exposcreen.rules.law import Rule
from exposcreen.rules.rulebook import load_rulebook

ENTITY = load_rulebook().rules["us-bis-entity"]
XINJIANG = Location(territory="CN-XJ", place="Urumqi", evidence=("'Urumqi' is in Xinjiang",))


def ask(rule: Rule, facts: Facts, **question: Any) -> tuple[Finding, ...]:
    return evaluate(facts, make_book(rule), make_question("export", **question), ScreeningPolicy())


def entity(
    item: ItemFact | None,
    *,
    footnotes: tuple[str, ...] = (),
    reach: Any = "all",
    reaches_abroad: bool = False,
    strength: Strength = Strength.EXACT,
) -> Finding:
    act = make_designation(footnotes=footnotes, licence_requirement="For all items subject to the EAR")
    listing = make_listing(list_id="us_bis_entity", acts=[act])
    (finding,) = ask(
        ENTITY, make_facts(make_fact(listing, strength, reach=reach, reaches_abroad=reaches_abroad), item=item)
    )
    return finding


def item_rule(*templates: Any, **when: Any) -> Rule:
    version = make_version(*(templates or (make_template("export", effect="licence_required"),)))
    return make_rule(version, when={"kind": "item", **when})


# What an item changes about an entry


def test_without_an_item_an_entry_says_what_it_always_said() -> None:
    finding = entity(None, footnotes=("4",))

    assert finding.outcome is Outcome.RESTRICTED
    assert {effect.effect for effect in finding.effects if effect.activity == "export"} == {"licence_required"}
    assert "counsel" not in (finding.note or "")


def test_an_entry_on_all_items_takes_in_what_is_designated_ear99() -> None:
    finding = entity(make_item("ear99"))

    assert finding.outcome is Outcome.RESTRICTED
    assert "those designated EAR99 too" in (finding.note or "")


def test_an_item_made_abroad_is_reached_by_a_footnote_and_otherwise_is_a_question() -> None:
    with_footnote, without = entity(make_item("made_abroad"), footnotes=("4",)), entity(make_item("made_abroad"))

    assert (with_footnote.outcome, without.outcome) == (Outcome.RESTRICTED, Outcome.REVIEW)
    assert "15 CFR 734.9(e)(2)" in (with_footnote.note or "")
    assert "Ask counsel: Is the item subject to the EAR though it is made abroad" in (without.note or "")


@pytest.mark.parametrize(("footnote", "paragraph"), [("1", "(e)(1)"), ("3", "(g)"), ("4", "(e)(2)"), ("5", "(e)(3)")])
def test_each_footnote_reaches_foreign_made_items_by_its_own_paragraph(footnote: str, paragraph: str) -> None:
    finding = entity(make_item("made_abroad"), footnotes=(footnote,))

    assert finding.outcome is Outcome.RESTRICTED
    assert f"15 CFR 734.9{paragraph}" in {citation.reference for citation in finding.citations}


def test_footnote_two_reaches_no_item_made_abroad() -> None:
    assert entity(make_item("made_abroad"), footnotes=("2",)).outcome is Outcome.REVIEW


def test_a_footnote_has_no_say_on_an_item_made_in_the_united_states() -> None:
    finding = entity(make_item("made_at_home"), footnotes=("4",))

    assert finding.outcome is Outcome.RESTRICTED
    assert not any("footnote" in (effect.detail or "") for effect in finding.effects)


def test_an_entry_on_listed_items_leaves_ear99_to_a_person_and_holds_for_the_others() -> None:
    assert entity(make_item("ear99"), reach="some").outcome is Outcome.REVIEW
    assert entity(make_item("on_ccl"), reach="some").outcome is Outcome.RESTRICTED
    assert entity(make_item("unclassified"), reach="some").outcome is Outcome.RESTRICTED


def test_an_exception_of_an_entry_is_for_counsel_and_relieves_nobody_by_itself() -> None:
    finding = entity(make_item("ear99", label="drone manuals"), reach="all_but")

    assert finding.outcome is Outcome.RESTRICTED
    assert "Ask counsel: Does one of them cover drone manuals?" in (finding.note or "")


def test_a_requirement_that_is_not_recorded_is_said_to_be_read() -> None:
    assert "not recorded here" in (entity(make_item("ear99"), reach=None).note or "")


def test_a_possible_match_stays_review_with_an_item() -> None:
    assert entity(make_item("ear99"), strength=Strength.POSSIBLE).outcome is Outcome.REVIEW


# Rules on items


def test_a_rule_on_items_is_silent_without_an_item_and_without_the_trait() -> None:
    rule = item_rule(traits=("surveillance",))

    assert ask(rule, make_facts()) == ()
    assert ask(rule, make_facts(item=make_item("ear99"))) == ()


def test_a_rule_on_items_says_what_it_saw_and_what_to_ask() -> None:
    template = make_template("export", effect="diligence", question="Who is it for?")
    (finding,) = ask(item_rule(template, traits=("surveillance",)), make_facts(item=make_item("surveillance")))

    assert (finding.kind, finding.outcome) == (FindingKind.TECHNOLOGY, Outcome.REVIEW)
    assert (finding.entry, finding.list_id, finding.match) == ("cameras", None, None)
    assert finding.note == "It is surveillance. Ask counsel: Who is it for?"


@pytest.mark.parametrize(
    "facts",
    [
        make_facts(item=make_item("x", places=(XINJIANG,))),
        make_facts(item=make_item("x"), places=(make_place("CN-XJ"),)),
        make_facts(item=make_item("x"), places=(make_place("CN-XJ", "site"),)),
    ],
)
def test_goods_go_where_they_are_used_and_where_the_party_is(facts: Facts) -> None:
    assert len(ask(item_rule(territories=("CN-XJ",)), facts)) == 1
    assert ask(item_rule(territories=("CU",)), facts) == ()
    assert ask(item_rule(elsewhere=("CN-XJ",)), facts) == ()


def test_a_place_that_may_be_another_goes_to_a_person() -> None:
    facts = make_facts(item=make_item("x"), places=(make_place("CN-XJ", certain=False),))

    assert ask(item_rule(territories=("CN-XJ",)), facts)[0].outcome is Outcome.REVIEW


def test_a_rule_on_the_parties_of_a_list_takes_the_day_and_the_match_of_the_listing() -> None:
    act = make_designation(listed_on="2020-01-01", delisted_on="2021-01-01")
    listing = make_listing("Works", list_id="us_bis_entity", acts=[act])
    rule = item_rule(lists=("us_bis_entity",))
    facts = make_facts(make_fact(listing), item=make_item("x"))
    unsure = make_facts(make_fact(listing, Strength.POSSIBLE), item=make_item("x"))

    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [len(ask(rule, facts, as_of=day)) for day in days] == [0, 1, 1, 0]
    assert ask(rule, facts, as_of=days[1])[0].outcome is Outcome.RESTRICTED
    assert ask(rule, unsure, as_of=days[1])[0].outcome is Outcome.REVIEW


def test_a_rule_on_named_parties_knows_them_by_listing_or_by_party() -> None:
    listing = make_listing("Works", list_id="us_bis_entity", party="works")
    facts = make_facts(make_fact(listing), item=make_item("x"))

    assert ask(item_rule(listings=("us_bis_entity:Works",)), facts)
    assert ask(item_rule(listings=("works",)), facts)
    assert ask(item_rule(listings=("us_bis_entity:WORKS.",)), facts)
    assert ask(item_rule(listings=("us_bis_entity:Other",)), facts) == ()
