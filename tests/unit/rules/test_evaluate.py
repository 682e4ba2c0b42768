"""Facts, rulebook and a day make findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from builders import (
    OTHER_CITATION,
    make_authority,
    make_book,
    make_designation,
    make_fact,
    make_facts,
    make_listing,
    make_owner,
    make_place,
    make_program,
    make_question,
    make_rule,
    make_template,
    make_version,
)
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.verdict import Finding
from exposcreen.model.vocabulary import Activity, FindingKind, Outcome, Strength
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.facts import Facts, OrganFact, SectorFact
from exposcreen.rules.law import Rule
from exposcreen.rules.rulebook import Rulebook

LAPSE = date(2026, 7, 14)


def findings(facts: Facts, *rules: Rule, book: Rulebook | None = None, **question: Any) -> tuple[Finding, ...]:
    policy = ScreeningPolicy(**question.pop("policy", {}))
    return evaluate(facts, book or make_book(*rules), make_question(**question), policy)


def only(facts: Facts, *rules: Rule, **question: Any) -> Finding:
    (finding,) = findings(facts, *rules, **question)
    return finding


# --- the subject is listed ---


@pytest.mark.parametrize(
    ("strength", "outcome"),
    [
        (Strength.EXACT, Outcome.PROHIBITED),
        (Strength.STRONG, Outcome.PROHIBITED),
        (Strength.POSSIBLE, Outcome.REVIEW),
        (Strength.WEAK, Outcome.REVIEW),
    ],
)
def test_a_match_that_is_not_settled_goes_to_review(strength: Strength, outcome: Outcome) -> None:
    finding = only(make_facts(make_fact(strength=strength)), make_rule())

    assert (finding.kind, finding.outcome) == (FindingKind.LISTING, outcome)
    assert finding.effects[0].effect == "prohibited"


def test_a_finding_cites_the_act_the_effect_and_the_rule() -> None:
    act = make_designation(citations=(OTHER_CITATION,))

    finding = only(make_facts(make_fact(make_listing(acts=[act]))), make_rule())

    assert [citation.reference for citation in finding.citations] == ["99 FR 2", "99 FR 1"]


def test_another_jurisdiction_another_list_and_an_earlier_day_find_nothing() -> None:
    facts = make_facts(make_fact())

    assert findings(facts, make_rule(), jurisdictions=("GB",)) == ()
    assert findings(facts, make_rule(when={"kind": "listed", "lists": ["eu_fsf"]})) == ()
    assert findings(facts, make_rule(make_version(start="2027-01-01"))) == ()
    assert findings(facts, make_rule(), as_of=date(2019, 12, 31)) == ()


def test_a_party_once_listed_is_told_and_bars_nothing() -> None:
    listing = make_listing(acts=[make_designation(delisted_on="2023-11-16")])

    finding = only(make_facts(make_fact(listing)), make_rule())

    assert finding.outcome is Outcome.CLEAR
    assert finding.effects == ()
    assert finding.note == "No longer listed: it was from 2020-01-01 until 2023-11-16."
    assert findings(make_facts(make_fact(listing, Strength.WEAK)), make_rule()) == ()


def test_a_rule_rests_while_its_authority_has_lapsed() -> None:
    authority = make_authority(make_version(effective_to=LAPSE), make_version(start=LAPSE, status="lapsed"))
    book = make_book(make_rule(basis="us-emergency"), authorities=[authority])

    facts = make_facts(make_fact())

    assert only(facts, book=book, as_of=date(2026, 7, 13)).outcome is Outcome.PROHIBITED
    assert findings(facts, book=book, as_of=LAPSE) == ()


def test_a_programme_that_lapsed_leaves_a_citation_of_its_end() -> None:
    lapse = make_version(start=LAPSE, status="lapsed", citations=(OTHER_CITATION,))
    book = make_book(
        make_rule(), authorities=[make_authority(make_version(effective_to=LAPSE), lapse)], programs=[make_program()]
    )

    finding = only(make_facts(make_fact()), book=book, as_of=LAPSE)

    assert finding.outcome is Outcome.CLEAR
    assert OTHER_CITATION in finding.citations
    assert "lapsed on 2026-07-14" in (finding.note or "")


@pytest.mark.parametrize(
    ("doubt", "outcome"),
    [("ended", Outcome.PROHIBITED), ("resumed", Outcome.PROHIBITED), ("began", Outcome.REVIEW)],
)
def test_doubt_whether_a_rule_began_goes_to_review_and_whether_it_ended_keeps_it(doubt: str, outcome: Outcome) -> None:
    finding = only(make_facts(make_fact()), make_rule(make_version(doubt=doubt, verify="verify the notice")))

    assert finding.outcome is outcome
    assert "Verify the notice." in (finding.note or "")
    assert not finding.effects[0].confirmed


def test_an_entry_without_a_day_is_doubtful_before_the_list_that_carries_it() -> None:
    listing = make_listing(acts=[make_designation(listed_on=None)])
    facts = make_facts(make_fact(listing, known_from=date(2026, 7, 9)))

    assert only(facts, make_rule(), as_of=date(2026, 7, 9)).outcome is Outcome.PROHIBITED
    before = only(facts, make_rule(), as_of=date(2026, 7, 8))
    assert before.outcome is Outcome.REVIEW
    assert "known from a list of 2026-07-09" in (before.note or "")


def test_an_act_from_a_secondary_source_says_so() -> None:
    listing = make_listing(acts=[make_designation(confirmed=False)])

    assert "secondary source" in (only(make_facts(make_fact(listing)), make_rule()).note or "")


@pytest.mark.parametrize(("reaches", "outcome"), [(True, Outcome.PROHIBITED), (False, Outcome.REVIEW)])
def test_a_security_inside_a_fund_is_reached_only_where_the_rule_reaches_it(reaches: bool, outcome: Outcome) -> None:
    rule = make_rule(when={"kind": "listed", "lists": ["us_ofac_sdn"], "reaches_funds": reaches})
    facts = make_facts(make_fact(held_through=("Fund A", "Fund B")), subject="holding")

    finding = only(facts, rule)

    assert (finding.kind, finding.outcome) == (FindingKind.SECURITY, outcome)
    assert "Held through Fund A > Fund B." in (finding.note or "")


@pytest.mark.parametrize(
    ("template", "kind", "applies"),
    [
        ({"kinds": ("person",)}, "person", True),
        ({"kinds": ("person",)}, "unknown", True),
        ({"kinds": ("person",)}, "organization", False),
        ({"footnotes": ("4",)}, "organization", True),
        ({"footnotes": ("1", "5")}, "organization", False),
    ],
)
def test_an_effect_for_some_parties_concerns_them_only(template: dict[str, Any], kind: str, applies: bool) -> None:
    listing = make_listing(kind=kind, acts=[make_designation(footnotes=("4",))])

    finding = only(make_facts(make_fact(listing)), make_rule(make_version(make_template(**template))))

    assert bool(finding.effects) is applies
    assert finding.outcome is (Outcome.PROHIBITED if applies else Outcome.CLEAR)


@pytest.mark.parametrize(
    ("named", "asked", "unread", "applies"),
    [
        ({"cotton"}, {"cotton", "silica"}, (), True),
        ({"cotton"}, {"silica"}, (), False),
        ({"cotton"}, {"silica"}, ("wooden spoons",), True),
        (set(), {"silica"}, (), True),
        ({"cotton"}, set(), (), True),
    ],
)
def test_an_order_on_certain_goods_concerns_those_and_what_was_not_understood(
    named: set[str], asked: set[str], unread: tuple[str, ...], applies: bool
) -> None:
    facts = make_facts(
        make_fact(goods=frozenset(named)), subject="site", goods=frozenset(asked), unrecognised_goods=unread
    )

    finding = only(facts, make_rule(make_version(make_template("import", merchandise=True))))

    assert bool(finding.effects) is applies


# --- the subject is owned ---

OWNED = make_rule(
    when={"kind": "owned", "lists": ["us_ofac_sdn"], "share_percent": 50, "inclusive": True, "aggregate": True}
)


def owned_by(percent: str | None, strength: Strength = Strength.EXACT, **fields: Any) -> Facts:
    return make_facts(owners=(make_owner("Xan", percent, make_fact(strength=strength), **fields),))


@pytest.mark.parametrize(
    ("percent", "outcome"),
    [("100", Outcome.PROHIBITED), ("50", Outcome.PROHIBITED), ("49.9", Outcome.REVIEW), ("10", Outcome.REVIEW)],
)
def test_half_is_prohibited_and_a_large_minority_is_shown(percent: str, outcome: Outcome) -> None:
    finding = only(owned_by(percent), OWNED)

    assert (finding.kind, finding.outcome) == (FindingKind.OWNERSHIP, outcome)
    assert f"{percent} % (Xan)" in (finding.note or "")


def test_a_small_minority_is_not_shown_unless_the_policy_asks() -> None:
    rest = make_owner("Somebody", "90.01")
    facts = make_facts(owners=(*owned_by("9.99").owners, rest))

    assert findings(facts, OWNED) == ()
    assert only(facts, OWNED, policy={"minority_review_percent": Decimal(5)}).outcome is Outcome.REVIEW


def test_a_small_minority_is_shown_where_nobody_says_who_holds_the_rest() -> None:
    finding = only(owned_by("0.5"), OWNED)

    assert finding.outcome is Outcome.REVIEW
    assert "0.5 % (Xan) = 0.5 %; threshold ≥ 50 %; of 99.5 % no owner is known" in (finding.note or "")
    assert "not every owner is" in (finding.effects[0].detail or "")


def test_many_small_holders_who_are_not_added_up_are_shown_together() -> None:
    """Each is below what the policy shows, and if they act jointly they own it."""
    rule = make_rule(when={"kind": "owned", "lists": ["us_ofac_sdn"], "share_percent": 50, "aggregate": False})
    holders = [
        make_owner(name, 9, make_fact(make_listing(name, party=name))) for name in ("A", "B", "C", "D", "E", "F")
    ]

    finding = only(make_facts(owners=(*holders, make_owner("Somebody", 46))), rule)

    assert finding.outcome is Outcome.REVIEW
    assert "= 54 %" in (finding.note or "")
    assert "are not added, unless they act jointly" in (finding.note or "")


def test_the_sources_of_the_stakes_are_told() -> None:
    owner = replace(make_owner("Xan", 50, make_fact()), source="owners.csv line 2 from 2020-01-01")

    assert "The stakes are from: owners.csv line 2 from 2020-01-01." in (
        only(make_facts(owners=(owner,)), OWNED).note or ""
    )


@pytest.mark.parametrize("facts", [owned_by(None), owned_by("5", control=True), owned_by("80", Strength.POSSIBLE)])
def test_an_unknown_share_control_and_an_unsettled_owner_go_to_review(facts: Facts) -> None:
    assert only(facts, OWNED).outcome is Outcome.REVIEW


def test_control_counts_where_the_regime_says_so() -> None:
    rule = make_rule(when={"kind": "owned", "lists": ["us_ofac_sdn"], "share_percent": 50, "control": "counts"})

    assert only(owned_by("5", control=True), rule).outcome is Outcome.PROHIBITED


def test_an_owner_who_was_delisted_or_is_weakly_matched_owns_nothing() -> None:
    gone = make_fact(make_listing(acts=[make_designation(delisted_on="2023-11-16")]))

    assert findings(make_facts(owners=(make_owner("Xan", 100, gone),)), OWNED) == ()
    assert findings(owned_by("100", Strength.WEAK), OWNED) == ()


def test_an_owned_company_is_caught_from_the_day_on_which_the_last_owner_was_listed() -> None:
    early = make_fact(make_listing("Xan", acts=[make_designation(listed_on="2018-01-01")]))
    late = make_fact(make_listing("Yan", acts=[make_designation(listed_on="2021-03-22")]))
    facts = make_facts(owners=(make_owner("Xan", 30, early), make_owner("Yan", 30, late)))

    (effect,) = only(facts, OWNED).effects

    assert effect.effective_from == date(2021, 3, 22)
    assert findings(facts, OWNED, as_of=date(2021, 3, 21))[0].outcome is Outcome.REVIEW


# --- the subject is an organ ---


def test_an_organ_without_an_entry_of_its_own_is_shown_with_its_body() -> None:
    rule = make_rule(
        make_version(make_template("pay", effect="diligence")), when={"kind": "organ", "lists": ["us_ofac_sdn"]}
    )
    organ = make_fact(make_listing("XPCC Public Security Bureau", list_id="us_bis_entity"))
    body = make_listing("Xinjiang Production and Construction Corps", uid="29299")

    finding = only(make_facts(organ, organs=(OrganFact(organ, body),)), rule)

    assert (finding.kind, finding.outcome, finding.uid) == (FindingKind.OWNERSHIP, Outcome.REVIEW, "29299")
    assert "has no entry of its own" in (finding.note or "")
    assert findings(make_facts(make_fact(body), organs=(OrganFact(organ, body),)), rule) == ()


# --- the subject is in a place ---

EMBARGO = make_rule(when={"kind": "located", "territory": "KP"})
ORIGIN = make_rule(
    make_version(make_template("import", effect="presumed_prohibited")), when={"kind": "origin", "territory": "CN-XJ"}
)
COTTON = make_rule(
    make_version(make_template("import")), when={"kind": "origin", "territory": "CN-XJ", "products": ["cotton"]}
)


@pytest.mark.parametrize(
    ("role", "certain", "is_person", "outcome"),
    [
        ("subject", True, False, Outcome.PROHIBITED),
        ("site", True, False, Outcome.PROHIBITED),
        ("subject", False, False, Outcome.REVIEW),
        ("subject", True, True, Outcome.REVIEW),
        ("input", True, False, Outcome.REVIEW),
        ("name", True, False, None),
    ],
)
def test_an_embargo_reaches_who_is_there(role: str, certain: bool, is_person: bool, outcome: Outcome | None) -> None:
    found = findings(make_facts(places=(make_place("KP", role, certain=certain),), is_person=is_person), EMBARGO)

    assert [finding.outcome for finding in found] == ([] if outcome is None else [outcome])
    assert all(finding.kind is FindingKind.REGION and "The text says KP" in (finding.note or "") for finding in found)


@pytest.mark.parametrize(
    ("role", "outcome", "note"),
    [
        ("site", Outcome.PROHIBITED, ""),
        ("input", Outcome.PROHIBITED, ""),
        ("subject", Outcome.REVIEW, "not the origin of goods"),
        ("name", Outcome.REVIEW, "A name is not a place"),
    ],
)
def test_the_origin_of_goods_is_where_they_or_their_inputs_are_made(role: str, outcome: Outcome, note: str) -> None:
    finding = only(make_facts(places=(make_place("CN-XJ", role),)), ORIGIN)

    assert finding.outcome is outcome
    assert note in (finding.note or "")


def test_of_several_places_the_one_where_goods_are_made_decides() -> None:
    places = (make_place("CN-XJ", "name"), make_place("CN-XJ", "subject"), make_place("CN-XJ", "input"))

    assert only(make_facts(places=places), ORIGIN).outcome is Outcome.PROHIBITED
    assert findings(make_facts(places=(make_place("CN", "site"),)), ORIGIN) == ()


@pytest.mark.parametrize(
    ("goods", "unread", "outcome"),
    [
        ({"cotton"}, (), Outcome.PROHIBITED),
        ({"silica"}, (), None),
        (set(), (), Outcome.REVIEW),
        ({"silica"}, ("wooden spoons",), Outcome.REVIEW),
        ({"cotton"}, ("wooden spoons",), Outcome.PROHIBITED),
    ],
)
def test_an_order_on_cotton_reaches_cotton_and_asks_about_the_unknown(
    goods: set[str], unread: tuple[str, ...], outcome: Outcome | None
) -> None:
    facts = make_facts(places=(make_place("CN-XJ", "site"),), goods=frozenset(goods), unrecognised_goods=unread)

    assert [finding.outcome for finding in findings(facts, COTTON)] == ([] if outcome is None else [outcome])


def test_a_high_priority_sector_is_told_and_presumes_nothing() -> None:
    sector = SectorFact("Cotton", date(2022, 6, 17), (OTHER_CITATION,))

    found = only(make_facts(places=(make_place("CN-XJ", "site"),), sectors=(sector,)), ORIGIN)

    assert "by itself presumes nothing" in (found.note or "")
    assert OTHER_CITATION in found.citations
    assert findings(make_facts(places=(make_place("CN", "site"),), sectors=(sector,)), ORIGIN) == ()


FREEZE = make_template("pay", measures=("Asset freeze",))
BAN = make_template("travel", measures=("Travel Ban",))


@pytest.mark.parametrize(
    ("imposed", "activity", "outcome"),
    [
        ((), "pay", Outcome.PROHIBITED),
        (("Asset freeze", "Travel Ban"), "pay", Outcome.PROHIBITED),
        (("ASSET FREEZE",), "pay", Outcome.PROHIBITED),
        (("Travel Ban",), "pay", Outcome.CLEAR),
        (("Travel Ban",), "travel", Outcome.PROHIBITED),
        (("Trust services sanctions",), "pay", Outcome.REVIEW),
        (("Travel Ban", "Trust services sanctions"), "pay", Outcome.REVIEW),
        (("Asset freeze", "Trust services sanctions"), "pay", Outcome.PROHIBITED),
    ],
)
def test_what_a_list_imposes_on_an_entry_decides_which_effects_it_has(
    imposed: tuple[str, ...], activity: str, outcome: Outcome
) -> None:
    listing = make_listing(acts=[make_designation(measures=imposed)])

    finding = only(make_facts(make_fact(listing)), make_rule(make_version(FREEZE, BAN)), activity=Activity(activity))

    assert finding.outcome is outcome
    assert all(measure in (finding.note or "") for measure in imposed)
    assert ("which the bundled rules do not describe" in (finding.note or "")) == ("Trust services" in str(imposed))


def test_an_owner_of_whom_it_is_not_known_since_when_it_is_listed_goes_to_review() -> None:
    entry = make_fact(make_listing(acts=[make_designation(listed_on=None)]))
    dated = replace(entry, known_from=date(2026, 1, 1))
    rule = make_rule(when={"kind": "owned", "lists": ["us_ofac_sdn"], "share_percent": 50})
    facts = make_facts(owners=(make_owner("A listed holder", 60, dated),))

    assert only(facts, rule, as_of=date(2026, 1, 1)).outcome is Outcome.PROHIBITED
    early = only(facts, rule, as_of=date(2025, 12, 31))
    assert early.outcome is Outcome.REVIEW
    assert "whether it stood there on 2025-12-31 is not known" in (early.note or "")
