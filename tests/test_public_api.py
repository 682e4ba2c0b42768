"""The interface that users rely on: its names, its signatures, and its use as a user writes it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import exposcreen as xs

AS_OF = date(2026, 7, 10)
INTERFACE = {
    "screen": ("subject", "activity", "as_of", "jurisdictions", "item"),
    "screen_many": ("subjects", "activity", "as_of", "jurisdictions", "item"),
    "screen_portfolio": ("holdings", "activity", "as_of", "jurisdictions"),
    "screen_supply_chain": ("sites", "activity", "as_of", "jurisdictions"),
    "compare": ("one", "other", "kind"),
    "locate": ("text", "country"),
}


def test_the_names_offered_are_sorted_complete_and_there() -> None:
    public = {name for name in vars(xs) if not name.startswith("_") and not inspect.ismodule(getattr(xs, name))}

    assert list(xs.__all__) == sorted(xs.__all__)
    assert public | {"__version__"} == set(xs.__all__) | ({"annotations"} & public)


def test_everything_that_is_offered_says_what_it_is() -> None:
    for name in xs.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(xs, name)), name


@pytest.mark.parametrize("name", INTERFACE)
def test_a_question_is_asked_with_one_subject_and_named_options(name: str) -> None:
    parameters = inspect.signature(getattr(xs, name)).parameters

    assert tuple(parameters) == INTERFACE[name]
    positional = 2 if name == "compare" else 1
    kinds = [parameter.kind for parameter in parameters.values()]
    assert all(kind is inspect.Parameter.KEYWORD_ONLY for kind in kinds[positional:])


def test_a_screener_asks_for_the_day() -> None:
    for method in (xs.Screener.screen, xs.Screener.screen_many, xs.Screener.screen_portfolio):
        assert inspect.signature(method).parameters["as_of"].default is inspect.Parameter.empty


def test_errors_are_one_tree() -> None:
    errors = [
        xs.InputError,
        xs.SourceError,
        xs.SourceFormatError,
        xs.SourceSuspicious,
        xs.SourceUnavailable,
        xs.DataError,
    ]

    assert all(issubclass(error, xs.ExposcreenError) for error in errors)
    assert issubclass(xs.InputError, ValueError)
    assert all(issubclass(error, xs.SourceError) for error in errors[1:5])


def test_the_package_is_typed() -> None:
    assert (Path(xs.__file__).parent / "py.typed").is_file()


def test_a_user_asks_about_a_counterparty() -> None:
    owner = xs.Owner(name="Xinjiang Production and Construction Corps", percent=Decimal(50))
    party = xs.Counterparty(name="Plain Example Bakery", country="GB", owners=(owner,))

    verdict: xs.Verdict = xs.screen(party, activity="pay", as_of="2026-07-10", jurisdictions=["US"])

    outcome: xs.Outcome = verdict.outcome
    finding: xs.Finding = verdict.findings[0]
    citation: xs.Citation = finding.citations[0]
    effect: xs.Effect = finding.effects[0]
    coverage: tuple[xs.Coverage, ...] = verdict.coverage
    assert outcome >= xs.Outcome.RESTRICTED
    assert citation.reference
    assert effect.activity in xs.Activity
    assert {item.list_id for item in coverage} > {"us_ofac_sdn"}
    assert "prohibited" in str(verdict).lower()
    assert verdict.model_dump()["outcome"] == "prohibited"
    assert "<" in verdict._repr_html_()


def test_a_user_asks_with_a_name_or_a_mapping() -> None:
    by_name = xs.screen("Hangzhou Hikvision Digital Technology Co., Ltd.", as_of=AS_OF)
    by_mapping = xs.screen({"name": "Chen Quanguo", "kind": "person", "birth_date": "1955"}, as_of=AS_OF)

    assert by_name.findings[0].citations[0].reference == "86 FR 30145"
    match: xs.Match | None = by_mapping.findings[0].match
    assert match is not None
    assert match.strength >= xs.Strength.STRONG


def test_a_user_asks_about_an_item() -> None:
    item = xs.Item(eccn="4a994", description="server", end_use="data centre", foreign_made=False)

    verdict = xs.screen("Hikvision", activity="export", as_of=AS_OF, item=item)
    same = xs.screen("Hikvision", activity="export", as_of=AS_OF, item={"eccn": "4A994"})

    assert verdict.item == item
    assert item.eccn == "4A994"
    assert same.outcome is verdict.outcome
    assert xs.Verdict.model_validate_json(verdict.to_json()) == verdict
    with pytest.raises(xs.InputError, match="'4A99' is not an ECCN"):
        xs.screen("Hikvision", as_of=AS_OF, item={"eccn": "4A99"})


def test_a_user_asks_about_many() -> None:
    verdicts: Iterator[xs.Verdict] = xs.screen_many(["Hikvision", {"name": "Chen Quanguo"}], as_of=AS_OF)
    portfolio: xs.PortfolioVerdict = xs.screen_portfolio(
        [xs.Holding(isin="CNE100000PM8")], as_of=AS_OF, activity="invest"
    )
    chain: xs.SupplyChainVerdict = xs.screen_supply_chain([xs.Site(region="Xinjiang", country="CN")], as_of=AS_OF)

    assert [verdict.subject.name for verdict in verdicts] == ["Hikvision", "Chen Quanguo"]
    assert portfolio.outcome is xs.Outcome.PROHIBITED
    assert chain.outcome is xs.Outcome.PROHIBITED


def test_a_user_compares_names_and_locates_places() -> None:
    match: xs.Match = xs.compare("SenseTime", "商汤集团", kind="organization")
    place: xs.Location | None = xs.locate("石河子市北三路", country="CN")

    assert match.comparisons
    assert place is not None
    assert place.territory == "CN-XJ"
    assert xs.locate("") is None


def test_a_user_keeps_a_screener_with_a_policy() -> None:
    screener = xs.Screener(policy=xs.ScreeningPolicy(strong_score=0.9))

    results = list(screener.screen_many(["Hikvision", " "], as_of=AS_OF, errors="yield"))
    found: tuple[xs.Listing, ...] = screener.find("us_ofac_sdn:29299", as_of=AS_OF)

    assert isinstance(results[0], xs.Verdict)
    assert isinstance(results[1], xs.InputError)
    assert found[0].uid == "29299"


def test_importing_the_package_reaches_for_no_network_library() -> None:
    code = "import sys, exposcreen; sys.exit(any(m in sys.modules for m in ('requests', 'requests_cache', 'pandas')))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
