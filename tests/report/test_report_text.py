from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_builders import (
    AS_OF,
    ASIDE,
    ORDER,
    PART,
    REPORT,
    WHOLE,
    effect,
    finding,
    portfolio,
    supply_chain,
    verdict,
)

from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Identifier, Listing, Name
from exposcreen.model.match import Comparison
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.verdict import Coverage, Effect
from exposcreen.model.vocabulary import (
    Activity,
    CoverageStatus,
    EffectKind,
    FindingKind,
    MatchedOn,
    NameKind,
    Outcome,
    Strength,
)
from exposcreen.report import render, render_brief, render_coverage, render_listing, render_question, render_tally


def test_a_verdict_begins_with_its_outcome_and_the_question() -> None:
    text = render(verdict(finding()))

    assert text.startswith("PROHIBITED — Example Works\nActivity: any. Law of: US, GB. As of: 2026-07-10.\n")
    assert "Decided by: the listing of Example Works forbids the purchase" in text


def test_a_day_that_nobody_gave_is_said_to_be_today() -> None:
    assert "no date was given" in render(verdict(finding(), defaulted=True))
    assert "no date was given" not in render(verdict(finding()))


def test_a_finding_shows_its_entry_its_effect_its_match_and_its_citation() -> None:
    text = render(verdict(finding()))

    assert "1. PROHIBITED us_ofac_ns_cmic: EXAMPLE WORKS CO., LTD. (uid 30000)" in text
    assert "invest: prohibited for US persons [US] since 2021-08-02 (99 FR 1); relief: specific licence" in text
    assert 'Match: strong by name, score 0.97: "EXAMPLE WORKS CO., LTD.", for "Example Works"' in text
    assert "name (0.97): the same words but for the legal form" in text
    assert "Cites: 99 FR 1, An order against Examples, s.1 <https://example.org/order>" in text


def test_what_is_not_confirmed_is_marked_so() -> None:
    found = finding(Outcome.REVIEW, effect(citation=REPORT, confirmed=False), citations=(REPORT,))

    text = render(verdict(found), width=300)

    assert "Decided by: the listing of Example Works forbids the purchase [unconfirmed]\n" in text
    assert "1. REVIEW [unconfirmed] us_ofac_ns_cmic: EXAMPLE" in text
    assert "- review [unconfirmed] · us_ofac_ns_cmic" in render_brief(verdict(found), width=300)
    assert "(Daily Example [unconfirmed])" in text
    assert "[unconfirmed]) [unconfirmed]" not in text
    assert "Cites: Daily Example, A newspaper's report [unconfirmed]" in text


@pytest.mark.parametrize(
    ("activity", "effects"),
    [
        (Activity.ANY, (effect(), effect(Activity.PAY, confirmed=False))),
        (Activity.ANY, (effect(), effect(Activity.TRAVEL, confirmed=False))),
        (Activity.INVEST, (effect(), effect(Activity.PAY, confirmed=False))),
        (Activity.ANY, (effect(), effect(Activity.HOLD, EffectKind.CONDITIONS, confirmed=False))),
    ],
)
def test_an_outcome_that_a_confirmed_rule_bears_is_not_marked(activity: Activity, effects: tuple[Effect, ...]) -> None:
    text = render(verdict(finding(Outcome.PROHIBITED, *effects), activity=activity), width=300)

    assert "1. PROHIBITED us_ofac_ns_cmic" in text
    assert "forbids the purchase\n" in text


def test_the_effects_hold_if_the_identity_does_where_that_is_in_doubt() -> None:
    unsure = finding(Outcome.REVIEW, strength=Strength.POSSIBLE)
    aside = finding(Outcome.CLEAR, effect(Activity.PAY), strength=Strength.WEAK, entry="ANOTHER EXAMPLE")

    text = render(verdict(unsure, aside, activity=Activity.INVEST), width=300)

    assert "   If it is this party:\n     invest: prohibited" in text
    assert "  If it is this party:\n    pay: prohibited" in text
    assert "   To settle it: compare the subject's identifiers" in text
    assert '  Match: weak by name, score 0.97: "ANOTHER EXAMPLE", for "Example Works"' in text
    sure = render(verdict(finding(Outcome.REVIEW)))
    assert "f it is this party" not in sure
    assert "To settle it" not in sure


def test_a_finding_about_owners_says_so_and_doubts_no_identity() -> None:
    found = finding(Outcome.REVIEW, kind=FindingKind.OWNERSHIP, strength=Strength.POSSIBLE)

    text = render(verdict(found))

    assert "1. REVIEW us_ofac_ns_cmic, by ownership: EXAMPLE WORKS" in text
    assert "Match of the owner: possible by name" in text
    assert "To settle it: compare the owner's" in text
    assert "f it is this party" not in text


def test_an_organ_is_not_said_to_be_owned() -> None:
    text = render(verdict(finding(Outcome.REVIEW, kind=FindingKind.OWNERSHIP, rule="us-ofac-organ")))

    assert "1. REVIEW us_ofac_ns_cmic, as an organ of the body listed: EXAMPLE WORKS" in text
    assert "Match of the organ: " in text


def test_a_reference_that_the_title_says_is_not_said_twice() -> None:
    order = Citation(title="E.O. 99999: examples", reference="E.O. 99999")

    text = render(verdict(finding(Outcome.PROHIBITED, citations=(order,))))

    assert "Cites: E.O. 99999: examples\n" in text


def test_what_is_permitted_needs_no_relief() -> None:
    free = effect(Activity.HOLD, EffectKind.PERMITTED, relief="none")
    barred = effect(Activity.PAY, relief="none")

    text = render(verdict(finding(Outcome.PROHIBITED, barred, free)))

    assert "pay: prohibited for US persons [US] since 2021-08-02 (99 FR 1); relief: none\n" in text
    assert "hold: not restricted by this rule for US persons [US] since 2021-08-02 (99 FR 1)\n" in text


def test_effects_that_differ_only_in_the_activity_stand_together_the_one_asked_first() -> None:
    found = finding(
        Outcome.PROHIBITED,
        effect(Activity.PAY),
        effect(Activity.EXPORT),
        effect(Activity.HOLD, EffectKind.CONDITIONS),
    )

    lines = render(verdict(found, activity=Activity.HOLD)).splitlines()

    effects = [line.strip() for line in lines if "for US persons" in line]
    assert effects[0].startswith("hold: allowed only under conditions")
    assert effects[1].startswith("pay, export: prohibited")
    assert len(effects) == 2


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2021, 8, 2), None, "since 2021-08-02"),
        (date(2026, 11, 10), None, "from 2026-11-10"),
        (date(2021, 8, 2), date(2022, 6, 3), "since 2021-08-02 until 2022-06-03"),
        (None, date(2022, 6, 3), "until 2022-06-03"),
    ],
)
def test_the_days_of_an_effect_are_told_from_the_day_asked(start: date | None, end: date | None, words: str) -> None:
    assert f"[US] {words} (99 FR 1)" in render(verdict(finding(Outcome.PROHIBITED, effect(start=start, end=end))))


def test_a_finding_that_does_not_restrict_what_was_asked_stands_apart() -> None:
    aside = finding(Outcome.CLEAR, effect(Activity.HOLD, EffectKind.PERMITTED), entry="ANOTHER EXAMPLE")

    text = render(verdict(finding(), aside, activity=Activity.HOLD))

    assert text.index("1. PROHIBITED") < text.index("it does not restrict what was asked (hold)")
    assert "- us_ofac_ns_cmic: ANOTHER EXAMPLE (uid 30000) (99 FR 1)" in text
    assert "2. " not in text


def test_lists_that_were_not_whole_are_named_with_their_reason_and_the_others_in_one_line() -> None:
    text = render(verdict())

    assert "- us_ofac_sdn: partial, 150 entries read: the bundled extract only" in text
    assert "Read whole for the day: us_ofac_ns_cmic." in text
    assert "un_sc" not in text


def test_lists_of_which_nothing_was_read_share_a_line_for_each_reason() -> None:
    unread = [Coverage(list_id=name, status=CoverageStatus.MISSING, note="no copy") for name in ("un_sc", "eu_fsf")]

    text = render(verdict(coverage=(WHOLE, PART, *unread)))

    assert "- un_sc, eu_fsf: missing: no copy" in text


def test_a_citation_that_adds_nothing_is_not_repeated() -> None:
    again, elsewhere = (
        ORDER.model_copy(update={"locator": None, "url": None}),
        ORDER.model_copy(update={"locator": "s.2"}),
    )

    text = render(verdict(finding(citations=(ORDER, again, elsewhere))))

    assert text.count("Cites: 99 FR 1") == 2
    assert "s.2" in text


def test_a_match_by_identifier_names_it() -> None:
    match = finding().match
    assert match is not None
    same = "the same isin, CNE100000PM8"
    compared = Comparison(question="identifier", score=1.0, detail=same)
    changes = {"on": MatchedOn.IDENTIFIER, "query": same, "comparisons": (compared, *match.comparisons)}
    found = finding().model_copy(update={"match": match.model_copy(update=changes)})

    text = render(verdict(found))

    assert f"Match: strong by identifier ({same})" in text
    assert text.count(same) == 1
    assert "name (0.97)" in text


def test_a_verdict_that_needed_no_list_says_so() -> None:
    assert "none of the lists that the question needs" in render(verdict(coverage=(PART,)))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_colour_is_written_only_when_asked(outcome: Outcome) -> None:
    coverage = (WHOLE,) if outcome is Outcome.CLEAR else (WHOLE, PART)
    one = verdict(outcome=outcome, coverage=coverage)

    assert "\x1b" not in render(one)
    assert re.match(rf"\x1b\[[0-9;]+m{outcome.upper()}\x1b\[0m — ", render(one, colour=True))
    assert re.sub(r"\x1b\[[0-9;]+m", "", render(one, colour=True)) == render(one)


def test_a_name_cannot_steer_the_terminal() -> None:
    text = render(verdict(subject=Counterparty(name="Acme\x1b[31m\u202etxt\nPROHIBITED")))

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.splitlines()[0] == "UNDETERMINED — Acme<001B>[31m<202E>txt PROHIBITED"


@given(
    st.text(min_size=1, max_size=400).filter(lambda text: any(letter.isalnum() for letter in text)),
    st.integers(40, 120),
)
def test_any_name_is_wrapped_and_printable(name: str, width: int) -> None:
    text = render(verdict(finding(), subject=Counterparty(name=name)), width=width)

    assert all(letter == "\n" or letter.isprintable() or not letter.isspace() for letter in text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    for line in text.splitlines():
        assert len(line) <= width or " " not in line.strip().removeprefix("— ").removeprefix("- ")


def test_a_portfolio_shows_its_totals_and_every_holding() -> None:
    holding = verdict(finding(), subject=Holding(isin="CNE100000PM8"))

    text = render(portfolio(holding, verdict(subject=Holding(name="Cash"))))

    assert text.startswith("PROHIBITED — portfolio of 2 holdings\nActivity: invest.")
    assert "USD 1,234,567.50" in text
    assert "5.4" in text
    assert "PROHIBITED — CNE100000PM8" in text
    assert "UNDETERMINED — Cash" in text
    assert "- prohibited · us_ofac_ns_cmic: EXAMPLE WORKS CO., LTD. (uid 30000) · invest: prohibited" in text
    assert "By list" not in text


def test_money_has_two_decimals_and_says_where_it_has_no_currency() -> None:
    held = verdict(subject=Holding(name="Cash"))
    worth = {"?": Decimal(5), "EUR": Decimal("-1.005"), "USD": Decimal("999996.0")}

    text = render(portfolio(held, market_value=worth))

    assert text.startswith("UNDETERMINED — portfolio of 1 holding\n")
    assert "5.00 (no currency); EUR -1.00; USD 999,996.00" in text


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (3, "3 of 4 rows could not be read and are not in this verdict: see the messages."),
        (1, "1 of 2 rows could not be read and is not in this verdict: see the messages."),
    ],
)
def test_rows_that_were_left_out_are_told(left_out: int, words: str) -> None:
    many = portfolio(verdict(subject=Holding(name="Cash")))
    chain = supply_chain(verdict(subject=Site(country="GB")))

    assert words in render(many, left_out=left_out)
    assert words in render(chain, left_out=left_out)
    assert render_tally({Outcome.CLEAR: 1}, left_out=left_out) == f"1 screened: 1 clear.\n{words}"
    assert "could not be read" not in render(many)


def test_holdings_without_findings_and_with_one_reason_stand_together() -> None:
    cash, fund = verdict(subject=Holding(name="Cash")), verdict(subject=Holding(name="Fund"))

    text = render(portfolio(cash, verdict(finding(), subject=Holding(name="Works")), fund))

    assert "UNDETERMINED — Cash; Fund\n  Decided by: " in text
    assert text.index("PROHIBITED — Works") < text.index("UNDETERMINED — Cash")


def test_a_supply_chain_shows_its_tiers() -> None:
    text = render(supply_chain(verdict(finding(), subject=Site(address="Somewhere 1", tier=2))))

    assert text.startswith("PROHIBITED — supply chain of 1 site\n")
    assert re.search(r"By tier +count +worst outcome\ntier 2 +1 +prohibited", text)
    assert "PROHIBITED — Somewhere 1" in text


def test_a_brief_verdict_gives_a_reason_for_review() -> None:
    text = render_brief(verdict(finding(Outcome.REVIEW, note="another party of the same name")), width=300)

    assert "note: another party of the same name" in text
    assert "Lists that" not in text


def test_coverage_is_a_table_of_lists() -> None:
    lines = render_coverage((WHOLE, PART, ASIDE)).splitlines()

    assert lines[0].split() == ["list", "status", "published", "entries", "needed", "source", "and", "note"]
    assert lines[1].split() == ["us_ofac_ns_cmic", "complete", "2026-07-09", "68", "yes", "-"]
    assert lines[3].split()[4] == "no"


def test_a_tally_begins_with_the_worst() -> None:
    assert render_tally({Outcome.CLEAR: 1_200, Outcome.PROHIBITED: 2}) == "1,202 screened: 2 prohibited, 1,200 clear."
    assert render_tally({}) == "0 screened: none."


def test_the_question_of_a_series_is_one_line() -> None:
    text = render_question(Activity.PAY, ("US", "GB"), AS_OF, defaulted=True)

    assert text == "Activity: pay. Law of: US, GB. As of: 2026-07-10 (today in UTC: no date was given)."


def test_a_listing_is_shown_whole() -> None:
    act = Designation(
        program="EXAMPLE",
        listed_on=date(2021, 6, 3),
        divest_until=date(2022, 6, 3),
        scope="a thing",
        citations=(REPORT,),
    )
    listing = Listing(
        list_id="us_ofac_sdn",
        uid="12",
        source="extract",
        names=(
            Name(text="EXAMPLE WORKS"),
            Name(text="EW", kind=NameKind.WEAK_AKA),
            Name(text="例", kind=NameKind.FKA, confirmed=False),
        ),
        identifiers=(Identifier(scheme="lei", value="5493000000000000", country="China"),),
        designations=(act,),
        nationalities=("China",),
        record=(("SDN_Name", "EXAMPLE WORKS"),),
    )

    text = render_listing(listing)

    assert text.startswith("us_ofac_sdn:12 — EXAMPLE WORKS (unknown; from extract)")
    for line in (
        "Weak alias: EW",
        "Formerly: 例 [unconfirmed]",
        "Identifier lei: 5493000000000000 (China)",
        "Nationality: China",
        "Dates: listed 2021-06-03, sales to divest until 2022-06-03",
        "Scope: a thing",
        "Cites: Daily Example, A newspaper's report [unconfirmed]",
        "SDN_Name: EXAMPLE WORKS",
    ):
        assert line in text
