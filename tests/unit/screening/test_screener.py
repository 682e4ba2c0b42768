"""The screener: one question, one verdict, the same from every thread and process."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import exposcreen as xs
from builders import alias, make_designation, make_listing, make_store
from exposcreen.sources.catalogue import read_lists

AS_OF = "2026-07-10"
MONDAY = date(2026, 8, 3)
NAMES = ["Hikvision", "Xinjiang Production and Construction Corps", "Chen Quanguo", "A Bakery in Nowhere", "商汤集团"]


@pytest.fixture(scope="module")
def screener() -> xs.Screener:
    return xs.Screener()


def listed(verdict: xs.Verdict, list_id: str) -> list[str]:
    return [finding.entry for finding in verdict.findings if finding.list_id == list_id]


def test_the_day_of_the_question_is_required(screener: xs.Screener) -> None:
    with pytest.raises(TypeError, match="as_of"):
        screener.screen("Hikvision")  # type: ignore[call-arg]


def test_a_question_is_answered_the_same_twice(screener: xs.Screener) -> None:
    one, other = (screener.screen("Hikvision", as_of=AS_OF) for _ in range(2))

    assert one == other
    assert one.to_json() == other.to_json()


def test_a_day_and_its_text_ask_the_same(screener: xs.Screener) -> None:
    assert screener.screen("Hikvision", as_of=AS_OF) == screener.screen("Hikvision", as_of=date(2026, 7, 10))


def test_the_verdict_echoes_the_question_and_the_engine() -> None:
    policy = xs.ScreeningPolicy(strong_score=0.95, transliterator="anyascii")

    verdict = xs.Screener(policy=policy).screen("Hikvision", as_of=AS_OF, activity="invest", jurisdictions=["GB", "US"])

    assert verdict.engine.policy == policy
    assert verdict.engine.transliterator == "anyascii"
    assert len(verdict.engine.rules) == len(verdict.engine.listings) == 64
    assert (verdict.activity, verdict.jurisdictions, verdict.as_of) == ("invest", ("US", "GB"), date(2026, 7, 10))
    assert not verdict.as_of_defaulted


def test_a_screener_survives_pickling(screener: xs.Screener) -> None:
    policy = xs.ScreeningPolicy(weak_matches=False)

    again: xs.Screener = pickle.loads(pickle.dumps(xs.Screener(policy=policy)))

    assert again.policy == policy
    assert pickle.loads(pickle.dumps(screener)).screen("Hikvision", as_of=AS_OF) == screener.screen(
        "Hikvision", as_of=AS_OF
    )


def test_verdicts_survive_pickling(screener: xs.Screener) -> None:
    verdict = screener.screen("Hikvision", as_of=AS_OF)

    assert pickle.loads(pickle.dumps(verdict)) == verdict


def test_threads_share_a_screener_and_get_the_same_verdicts() -> None:
    fresh = xs.Screener()
    alone = [xs.Screener().screen(name, as_of=AS_OF) for name in NAMES]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda name: fresh.screen(name, as_of=AS_OF), NAMES * 4))

    assert together == alone * 4


def test_many_verdicts_come_in_order_and_one_at_a_time(screener: xs.Screener) -> None:
    asked = []

    def subjects() -> Iterator[str]:
        for name in NAMES:
            asked.append(name)
            yield name

    verdicts = screener.screen_many(subjects(), as_of=AS_OF)

    assert asked == []
    first = next(verdicts)
    assert asked == NAMES[:1]
    assert [first, *verdicts] == [screener.screen(name, as_of=AS_OF) for name in NAMES]


def test_a_wrong_subject_among_many_stops_with_its_number(screener: xs.Screener) -> None:
    verdicts = screener.screen_many(["Hikvision", " "], as_of=AS_OF)

    assert next(verdicts).outcome is xs.Outcome.PROHIBITED
    with pytest.raises(xs.InputError, match="subject 2: the subject cannot be used: name: is blank"):
        next(verdicts)


def test_a_wrong_subject_among_many_can_be_yielded_in_its_place(screener: xs.Screener) -> None:
    subjects: list[str | dict[str, Any]] = [
        "Hikvision",
        {"name": "X1", "colour": "red"},
        "Chen Quanguo",
        {"isin": "CNE100000PM9"},
    ]

    results = list(screener.screen_many(subjects, as_of=AS_OF, errors="yield"))

    assert [type(result) for result in results] == [xs.Verdict, xs.InputError, xs.Verdict, xs.InputError]
    assert "subject 2" in str(results[1])
    assert "subject 4" in str(results[3])


def test_a_wrong_option_is_refused_before_the_first_subject(screener: xs.Screener) -> None:
    with pytest.raises(xs.InputError, match="activity 'bribe'"):
        screener.screen_many([], as_of=AS_OF, activity="bribe")


def test_a_screener_over_no_store_is_the_bundled_extract(tmp_path: Path, screener: xs.Screener) -> None:
    empty = xs.Screener(tmp_path / "no store here")

    assert empty.screen("Hikvision", as_of=AS_OF) == screener.screen("Hikvision", as_of=AS_OF)
    assert not (tmp_path / "no store here").exists()
    assert "no store here" in repr(empty)


def test_a_whole_official_list_answers_instead_of_the_extract(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing("Invented Zhundongwei Works", uid="990001"))
    over_store = xs.Screener(tmp_path / "store")

    corps = over_store.screen("Xinjiang Production and Construction Corps", as_of=MONDAY)
    invented = over_store.screen("Invented Zhundongwei Works", as_of=MONDAY, activity="pay", jurisdictions=["US"])

    assert listed(corps, "us_ofac_sdn") == []
    assert listed(corps, "us_bis_entity")
    assert listed(invented, "us_ofac_sdn") == ["Invented Zhundongwei Works"]
    assert invented.outcome is xs.Outcome.PROHIBITED


def test_an_official_list_that_is_not_whole_is_searched_with_the_extract(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing("Invented Zhundongwei Works", uid="990001"))
    over_store = xs.Screener(tmp_path / "store")
    stale = MONDAY + timedelta(days=60)

    assert listed(over_store.screen("Xinjiang Production and Construction Corps", as_of=stale), "us_ofac_sdn")
    assert listed(over_store.screen("Invented Zhundongwei Works", as_of=stale), "us_ofac_sdn")


def test_an_entry_of_list_and_extract_is_one_entry_with_both_citations(tmp_path: Path) -> None:
    published = make_listing(
        "XINJIANG PRODUCTION AND CONSTRUCTION CORPS", uid="29299", acts=[make_designation("GLOMAG", None)]
    )
    make_store(tmp_path / "store", MONDAY, published)

    verdict = xs.Screener(tmp_path / "store").screen("Xinjiang Production and Construction Corps", as_of=MONDAY)

    (finding,) = (f for f in verdict.findings if f.list_id == "us_ofac_sdn" and f.kind == "listing")
    assert "99 FR 1" in {citation.reference for citation in finding.citations}
    assert len(finding.citations) > 2
    assert finding.effects[0].effective_from == date(2020, 7, 31)


def test_the_compiled_index_is_kept_and_used_again(tmp_path: Path) -> None:
    make_store(tmp_path / "store", MONDAY, make_listing("Zhundongwei", alias("准东卫"), uid="990001"))

    first = xs.Screener(tmp_path / "store").screen("准东卫", as_of=MONDAY)
    folders = list((tmp_path / "store" / "index").iterdir())
    again = xs.Screener(tmp_path / "store").screen("准东卫", as_of=MONDAY)

    assert len(folders) == 1
    assert list((tmp_path / "store" / "index").iterdir()) == folders
    assert first == again
    assert listed(first, "us_ofac_sdn") == ["Zhundongwei"]


def test_nothing_found_on_whole_lists_is_clear_and_on_a_later_day_undetermined(tmp_path: Path) -> None:
    needed = [
        item.list_id
        for item in xs.Screener().coverage(as_of=MONDAY, activity="invest", jurisdictions=["US"])
        if item.needed
    ]
    listings = [make_listing(f"Invented Zhundongwei {n}", list_id=list_id) for n, list_id in enumerate(needed)]
    make_store(tmp_path / "store", MONDAY, *listings)
    over_store = xs.Screener(tmp_path / "store")

    def outcome(day: date) -> xs.Outcome:
        question = {"activity": "invest", "jurisdictions": ["US"]}
        return over_store.screen("A Bakery in Nowhere", as_of=day, **question).outcome  # type: ignore[arg-type]

    limit = min(read_lists()[list_id].max_age_days for list_id in needed)
    assert outcome(MONDAY) is xs.Outcome.CLEAR
    assert outcome(MONDAY + timedelta(days=limit)) is xs.Outcome.CLEAR
    assert outcome(MONDAY + timedelta(days=limit + 1)) is xs.Outcome.UNDETERMINED
    assert outcome(MONDAY - timedelta(days=1)) is xs.Outcome.UNDETERMINED


def test_a_listing_is_found_by_key_id_or_name(screener: xs.Screener) -> None:
    for key in ("us_ofac_sdn:29299", "29299", "  xinjiang production and construction corps "):
        assert "29299" in {listing.uid for listing in screener.find(key, as_of=AS_OF)}
    assert screener.find("us_ofac_sdn:0", as_of=AS_OF) == ()


def test_a_published_identifier_is_known(screener: xs.Screener) -> None:
    assert screener.is_published("isin", "CNE100000PM8", as_of=AS_OF)
    assert not screener.is_published("isin", "CNE100000PM9", as_of=AS_OF)


def test_a_territory_whose_rules_are_not_bundled_is_missing_coverage(screener: xs.Screener) -> None:
    verdict = screener.screen(
        {"name": "A Bakery", "addresses": ["Simferopol, Crimea"]}, as_of=AS_OF, activity="pay", jurisdictions=["EU"]
    )

    assert verdict.outcome is xs.Outcome.UNDETERMINED
    assert "eu_territorial" in {item.list_id for item in verdict.incomplete}


@pytest.mark.parametrize(("one", "other", "kind"), [("", "X1", "person"), ("X1", " ", "person"), ("X1", "Y1", "robot")])
def test_names_that_cannot_be_compared_are_refused(screener: xs.Screener, one: str, other: str, kind: str) -> None:
    with pytest.raises(xs.InputError):
        screener.compare(one, other, kind=kind, as_of=AS_OF)


def test_today_is_taken_where_no_day_is_given_and_the_verdict_says_so() -> None:
    days = {datetime.now(UTC).date()}

    verdict = xs.screen("Hikvision")
    many = list(xs.screen_many(["Hikvision"]))
    portfolio = xs.screen_portfolio([{"name": "Hikvision"}])
    chain = xs.screen_supply_chain([{"name": "Hikvision"}])

    days.add(datetime.now(UTC).date())
    answers = [verdict, *many]
    assert all(answer.as_of_defaulted and answer.as_of in days for answer in answers)
    assert portfolio.as_of_defaulted
    assert portfolio.as_of in days
    assert chain.as_of_defaulted
    assert chain.as_of in days


def test_a_day_that_is_given_is_not_called_today() -> None:
    assert not xs.screen("Hikvision", as_of=AS_OF).as_of_defaulted
    assert not next(xs.screen_many(["Hikvision"], as_of=AS_OF)).as_of_defaulted
    assert not xs.screen_portfolio([{"name": "Hikvision"}], as_of=AS_OF).as_of_defaulted
    assert not xs.screen_supply_chain([{"name": "Hikvision"}], as_of=AS_OF).as_of_defaulted


def test_an_owner_under_the_law_of_the_day_makes_the_company_prohibited(screener: xs.Screener) -> None:
    def outcome(percent: str, jurisdiction: str) -> xs.Outcome:
        owner = xs.Owner(name="Xinjiang Production and Construction Corps", percent=Decimal(percent))
        party = xs.Counterparty(name="Plain Example Bakery", owners=(owner,))
        return screener.screen(party, as_of=AS_OF, activity="pay", jurisdictions=[jurisdiction]).outcome

    assert outcome("50", "US") is xs.Outcome.PROHIBITED
    assert outcome("49.99", "US") is xs.Outcome.REVIEW
    assert outcome("100", "GB") is xs.Outcome.UNDETERMINED


def test_a_fund_is_reached_through_what_it_holds_and_what_it_stands_for(screener: xs.Screener) -> None:
    hikvision = xs.Holding(isin="CNE100000PM8")
    receipt = xs.Holding(name="Receipt", underlying=hikvision)

    verdict = screener.screen(
        xs.Holding(name="Fund of Examples", constituents=(receipt,)), as_of=AS_OF, activity="invest"
    )

    assert verdict.outcome is xs.Outcome.PROHIBITED
    assert any("Held through Fund of Examples > Receipt" in (finding.note or "") for finding in verdict.findings)
