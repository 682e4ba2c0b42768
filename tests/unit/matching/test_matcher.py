"""From a subject to the listings that it is or may be, with the evidence."""

from __future__ import annotations

from typing import Any

import pytest

from builders import alias, identifier, make_listing, make_match, make_matcher, weak
from exposcreen.matching.parties import prefer_exact
from exposcreen.matching.query import Query
from exposcreen.model.dates import PartialDate
from exposcreen.model.listing import Listing
from exposcreen.model.match import Match
from exposcreen.model.vocabulary import MatchedOn, Strength, SubjectKind

HIKVISION = make_listing(
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    alias("海康威视", confirmed=False),
    weak("Star"),
    countries=("China",),
    addresses=("No. 555 Qianmo Road, Binjiang, Hangzhou",),
    identifiers=(
        identifier("isin", "CNE100000PM8"),
        identifier("registration", "330000000024518"),
        identifier("lei", "836800IG8TQ0ZZF4TI32"),
    ),
)
CHEN = make_listing("CHEN, Quanguo", kind="person", birth_dates=("1955-01-31",), nationalities=("China",))
VESSEL = make_listing("HOSHINE PEARL", kind="vessel", identifiers=(identifier("imo", "9187629"),))


def ask(listing: Listing | tuple[Listing, ...], name: str, **fields: Any) -> dict[int, Match]:
    policy = fields.pop("policy", {})
    if isinstance(born := fields.get("birth_date"), str):
        fields["birth_date"] = PartialDate.parse(born)
    listings = listing if isinstance(listing, tuple) else (listing,)
    fields["kind"] = SubjectKind(fields.get("kind", "unknown"))
    return make_matcher(*listings, **policy).match(Query(names=(name,), **fields))


def strength(listing: Listing, name: str, **fields: Any) -> Strength | None:
    match = ask(listing, name, **fields).get(0)
    return match.strength if match else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hangzhou Hikvision Digital Technology Co., Ltd.", Strength.EXACT),
        ("hangzhou hikvision digital technology", Strength.EXACT),
        ("Hangzhou Hikvision Technology", Strength.STRONG),
        ("Hangzhou Hikvison Digital Technology", Strength.POSSIBLE),
        ("Hikvision", Strength.POSSIBLE),
        ("Hangzhou Hikvision Digital Technology Inc.", Strength.POSSIBLE),
        ("Hangzhou Digital Technology", None),
        ("Digital Technology Co., Ltd.", None),
    ],
)
def test_the_strength_of_an_organizations_name_is_read_off_a_table(name: str, expected: Strength | None) -> None:
    assert strength(HIKVISION, name) is expected


def test_every_match_says_what_met_what_and_why() -> None:
    (match,) = ask(HIKVISION, "Hangzhou Hikvison Digital Technology").values()

    assert match.on is MatchedOn.NAME
    assert match.query == "Hangzhou Hikvison Digital Technology"
    assert match.matched == "Hangzhou Hikvision Digital Technology Co., Ltd."
    assert "hikvison ~ hikvision" in match.comparisons[0].detail


def test_a_weak_alias_is_possible_at_most_and_only_as_it_stands() -> None:
    (match,) = ask(HIKVISION, "Star").values()

    assert match.strength is Strength.POSSIBLE
    assert match.on is MatchedOn.WEAK_ALIAS
    assert strength(make_listing("Foo Bar", weak("Kuangchi")), "Kuangchi") is Strength.POSSIBLE
    assert strength(make_listing("Foo Bar", weak("Kuangchi")), "Kuangchy") is None


def test_an_unconfirmed_form_of_a_name_is_possible_at_most() -> None:
    (match,) = ask(HIKVISION, "海康威视").values()

    assert match.strength is Strength.POSSIBLE
    assert any("not confirmed" in item.detail for item in match.comparisons)


def test_a_confirmed_alias_counts_as_the_name_does() -> None:
    (match,) = ask(make_listing("Foo Bar", alias("海康威视")), "海康威视").values()

    assert (match.strength, match.on) == (Strength.EXACT, MatchedOn.ALIAS)


def test_a_name_that_many_may_bear_is_possible_at_most() -> None:
    assert strength(make_listing("General Trading Group"), "General Trading Group") is Strength.POSSIBLE


@pytest.mark.parametrize(
    ("scheme", "value", "expected"),
    [
        ("isin", "CNE100000PM8", Strength.EXACT),
        ("lei", "836800ig8tq0zzf4ti32", Strength.EXACT),
        ("registration", "330000000024518", Strength.POSSIBLE),
        ("isin", "CNE100000PM9", None),
    ],
)
def test_an_identifier_of_one_party_alone_is_exact_and_a_number_of_an_office_possible(
    scheme: str, value: str, expected: Strength | None
) -> None:
    assert strength(HIKVISION, "Some Renamed Issuer", identifiers=((scheme, value),)) is expected


def test_an_identifier_says_so() -> None:
    (match,) = ask(HIKVISION, "Some Renamed Issuer", identifiers=(("isin", "CNE100000PM8"),)).values()

    assert (match.on, match.score) == (MatchedOn.IDENTIFIER, 1.0)
    assert "CNE100000PM8" in match.query


@pytest.mark.parametrize("fields", [{"country": "France"}, {"identifiers": (("lei", "529900T8BM49AURSDO55"),)}])
def test_an_organization_is_possible_at_most_while_something_conflicts(fields: dict[str, Any]) -> None:
    name = "Hangzhou Hikvision Digital Technology Co., Ltd."

    assert strength(HIKVISION, name, country="CN") is Strength.EXACT
    assert strength(HIKVISION, name, **fields) is Strength.POSSIBLE


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Strength.POSSIBLE),
        ({"country": "CN"}, Strength.POSSIBLE),
        ({"birth_date": "1955"}, Strength.STRONG),
        ({"birth_date": "1955-01-31"}, Strength.EXACT),
        ({"birth_date": "1956"}, Strength.WEAK),
        ({"birth_date": "1955-01-31", "country": "CN"}, Strength.EXACT),
    ],
)
def test_a_person_by_name_alone_is_possible_until_something_corroborates(
    fields: dict[str, Any], expected: Strength
) -> None:
    assert strength(CHEN, "Chen Quanguo", kind="person", **fields) is expected
    assert strength(CHEN, "Chen Quanguo", **fields) is expected


def test_a_passport_or_an_address_corroborates_a_person_too() -> None:
    listing = make_listing(
        "CHEN, Quanguo",
        kind="person",
        identifiers=(identifier("passport", "P12"),),
        addresses=("12 Youhao North Road",),
    )

    assert strength(listing, "Chen Quanguo", identifiers=(("passport", "P12"),)) is Strength.STRONG
    assert strength(listing, "Chen Quanguo", addresses=("12 Youhao North Road, Urumqi",)) is Strength.STRONG


def test_a_policy_may_take_a_persons_name_alone() -> None:
    policy = {"corroborate_persons": False}

    assert strength(CHEN, "Chen Quanguo", policy=policy) is Strength.STRONG
    assert strength(CHEN, "Chen Quanguo", policy=policy, birth_date="1940") is Strength.WEAK


def test_a_whole_name_of_another_kind_is_shown_weakly_and_a_like_one_not_at_all() -> None:
    """The kind may be wrong in the customer's file: an equal name is for a person to see."""
    assert strength(CHEN, "Chen Quanguo", kind="organization") is Strength.WEAK
    assert strength(HIKVISION, "Hikvision Digital", kind="person") is None


def test_chen_mingfu_is_not_chen_mingguo() -> None:
    assert strength(make_listing("CHEN, Mingfu", kind="person"), "Chen Mingguo") is None


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("vessel", "Hoshine Pearl", Strength.EXACT),
        ("unknown", "Hoshine Pearl", Strength.POSSIBLE),
        ("unknown", "Hoshine Pearl Shipping", None),
        ("vessel", "Hoshine Pear", None),
        ("organization", "Hoshine Pearl", Strength.WEAK),
        ("person", "Hoshine Pearl", Strength.WEAK),
    ],
)
def test_a_ship_is_met_only_by_its_whole_name_and_surely_only_by_a_ship(
    kind: str, name: str, expected: Strength | None
) -> None:
    assert strength(VESSEL, name, kind=kind) is expected


def test_a_ship_is_met_by_its_number() -> None:
    assert strength(VESSEL, "Renamed", kind="vessel", identifiers=(("imo", "IMO 9187629"),)) is Strength.EXACT


def test_the_same_party_is_reached_on_lists_that_lack_the_name() -> None:
    listings = (
        make_listing("Hikvision", alias("Haikang Weishi"), party="hik"),
        make_listing("Zhejiang Digital Vision", list_id="us_bis_entity", party="hik"),
    )

    found = ask(listings, "Haikang Weishi")

    assert set(found) == {0, 1}
    assert found[1].strength is found[0].strength
    assert "same party as the us_ofac_sdn entry 'Hikvision'" in found[1].comparisons[-1].detail
    assert set(ask(listings, "Haikang Weishi", policy={"same_party": False})) == {0}


def test_a_weak_match_reaches_no_other_list() -> None:
    listings = (
        make_listing("CHEN, Quanguo", kind="person", birth_dates=("1955",), party="chen"),
        make_listing("Secretary X", kind="person", list_id="ca_sema", party="chen"),
    )

    assert set(ask(listings, "Chen Quanguo", birth_date="1930")) == {0}


def test_a_short_name_that_fits_two_parties_does_not_say_which() -> None:
    two = (make_listing("Zhundong Daqo Group Limited"), make_listing("Zhundong Daqo Technology Limited"))

    found = ask(two, "Zhundong Daqo")

    assert {match.strength for match in found.values()} == {Strength.POSSIBLE}
    assert any("does not say which" in item.detail for item in found[0].comparisons)
    assert ask(two[:1], "Zhundong Daqo")[0].strength is Strength.STRONG


def test_one_word_beside_a_slight_one_is_for_a_person_to_judge() -> None:
    assert strength(make_listing("Zhundong Group Limited"), "Zhundong") is Strength.POSSIBLE


def test_weak_matches_can_be_left_out() -> None:
    listing = make_listing("Hoshine Silicon")

    assert strength(listing, "Hoshine Silicon Zhundong") is Strength.WEAK
    assert strength(listing, "Hoshine Silicon Zhundong", policy={"weak_matches": False}) is None


def test_the_best_of_several_names_decides() -> None:
    matcher = make_matcher(HIKVISION)

    match = matcher.match(Query(names=("Unheard Of", "Hangzhou Hikvision Digital Technology")))[0]

    assert (match.strength, match.query) == (Strength.EXACT, "Hangzhou Hikvision Digital Technology")


def test_an_empty_list_matches_nothing() -> None:
    assert make_matcher().match(Query(names=("Hikvision",), identifiers=(("isin", "CNE100000PM8"),))) == {}


@pytest.mark.parametrize(
    ("one", "other", "kind", "least", "score"),
    [
        ("Hikvision", "Hikvision", "organization", Strength.EXACT, 1.0),
        ("Hikvision", "Hoshine", "organization", Strength.WEAK, 0.0),
        ("Chen Mingfu", "Chen Mingguo", "person", Strength.WEAK, 0.0),
        ("Chen Quanguo", "Quanguo Chen", "person", Strength.POSSIBLE, 1.0),
    ],
)
def test_two_names_are_compared_directly(one: str, other: str, kind: str, least: Strength, score: float) -> None:
    match = make_matcher().compare(one, other, SubjectKind(kind))

    assert (match.strength, match.score) == (least, score)


def test_two_names_of_one_listing_are_compared_through_it() -> None:
    matcher = make_matcher(make_listing("SenseTime Group Limited", alias("商汤集团")))

    match = matcher.compare("SenseTime Group", "商汤集团", SubjectKind.ORGANIZATION)

    assert match.strength >= Strength.STRONG
    assert "both are names of the us_ofac_sdn entry" in match.comparisons[-1].detail


def test_an_entry_that_bears_the_very_name_stays_beside_one_that_bears_it_first() -> None:
    """Seen on the SDN List: an alias of one party is the name of another, and its own name is nearly the same."""
    castle = make_listing("CASTLE HOLDING GMBH", uid="1")
    other = make_listing("CASTLE INVESTMENT HOLDING", alias("CASTLE HOLDINGS"), uid="2")
    index = make_matcher(castle, other).index
    found = {0: make_match(Strength.EXACT, score=1.0), 1: make_match(Strength.STRONG, score=0.98)}

    assert set(prefer_exact(index, found, bearers=set())) == {0}
    assert set(prefer_exact(index, found, bearers={1})) == {0, 1}
