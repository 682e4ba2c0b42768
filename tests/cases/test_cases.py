"""Runs the legal cases: every ``*.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import exposcreen as xs
from builders import make_designation, make_listing, make_store
from exposcreen.model.listing import Listing
from exposcreen.products import high_priority_sectors
from exposcreen.rules.rulebook import load_rulebook

_KEYS = frozenset(
    ["name", "traps", "subject", "as_of", "activity", "jurisdictions", "expect", "boundary", "listed", "item"]
)
_KNOWN = frozenset(
    [
        "outcome",
        "not_outcome",
        "findings",
        "absent",
        "absent_rules",
        "no_listing",
        "no_findings",
        "no_note",
        "decided_by",
        "first_reference",
        "coverage",
    ]
)


TRAPS = 40
"""How many mistakes of a naive library are known: a case names under ``traps`` those that it would show."""

READERS = {
    8: "tests/data/test_extract_cmic.py::test_tickers_stand_as_published",
    12: "tests/sources/test_us_bis_ecfr.py::test_an_address_without_a_party_says_so",
    23: "tests/sources/test_us_ofac_csv.py::test_aliases_keep_their_kinds",
    28: "tests/sources/test_us_dhs_uflpa.py::test_an_entity_in_two_tables_is_one_listing_with_two_acts",
    32: "tests/sources/test_us_ofac_enhanced.py::test_a_selection_by_program_is_no_list",
    33: "tests/sources/test_update.py::test_a_list_far_below_its_last_vintage_is_refused",
    35: "tests/data/test_extract.py::test_every_act_has_a_citation_and_every_citation_is_used",
    40: "tests/sources/test_us_bis_ecfr.py"
    "::test_every_cited_page_is_a_citation_and_the_first_day_is_when_it_was_announced",
}
"""The mistakes that are made while a list is read: the test that would show each, beside the cases."""


def _cases() -> Iterator[Any]:
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def test_every_known_mistake_has_a_case() -> None:
    shown = {trap for parameters in _cases() for trap in parameters.values[0].get("traps", ())}
    assert shown == set(range(1, TRAPS + 1))


def test_every_case_has_a_name_of_its_own() -> None:
    names = [parameters.id for parameters in _cases()]
    assert len(names) == len(set(names))
    assert len(names) >= 150


@pytest.mark.parametrize("node", READERS.values(), ids=map(str, READERS))
def test_the_tests_of_readers_that_stand_for_a_mistake_exist(node: str) -> None:
    path, name = node.split("::")
    assert f"def {name}(" in (Path(__file__).parents[2] / path).read_text(encoding="utf-8")


def _boundaries() -> Iterator[tuple[str, date]]:
    """Every day on which a version of a rule or of an authority, or a sector, begins."""
    book = load_rulebook()
    for dated in (*book.rules.values(), *book.authorities.values()):
        yield from ((dated.id, version.effective_from) for version in dated.version if version.effective_from)
    yield from ((f"sector {sector.id}", sector.added_on) for sector in high_priority_sectors())


def _around() -> dict[tuple[str, date], list[dict[str, Any]]]:
    """The cases of each boundary."""
    found: dict[tuple[str, date], list[dict[str, Any]]] = {}
    for parameters in _cases():
        if boundary := parameters.values[0].get("boundary"):
            found.setdefault((boundary["of"], boundary["day"]), []).append(parameters.values[0])
    return found


AROUND = _around()
"""The cases of each boundary, a day before, on the day and a day after."""


def test_every_boundary_of_the_law_has_its_cases_and_no_other_day_has() -> None:
    assert set(AROUND) == set(_boundaries())


@pytest.mark.parametrize("boundary", AROUND, ids=lambda boundary: f"{boundary[0]} {boundary[1]}")
def test_a_boundary_shows_on_its_day_and_not_before(boundary: tuple[str, date], screener: Screen) -> None:
    days = {case["as_of"]: case for case in AROUND[boundary]}
    before, day, after = (boundary[1] + timedelta(days=shift) for shift in (-1, 0, 1))

    told = {when: _told(screener(case)) for when, case in days.items()}

    assert list(days) == [before, day, after]
    assert told[before] != told[day]
    assert told[day] == told[after]


def _told(verdict: xs.Verdict) -> list[Any]:
    """What a verdict says, whatever the day: outcome, findings, effects and notes."""
    return [
        verdict.outcome,
        *((item.rule, item.outcome, item.note, item.effects, item.citations) for item in verdict.findings),
    ]


class Screen:
    """Asks what a case asks; of the bundled lists, with the parties that the case itself lists."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bundled = xs.Screener()
        self._others: dict[str, xs.Screener] = {}

    def __call__(self, case: Mapping[str, Any]) -> xs.Verdict:
        """The verdict on the case."""
        return self._of(case.get("listed", [])).screen(
            case["subject"],
            as_of=case["as_of"],
            activity=case.get("activity", "any"),
            jurisdictions=case.get("jurisdictions"),
            item=case.get("item"),
        )

    def _of(self, listed: dict[str, Any] | list[dict[str, Any]]) -> xs.Screener:
        parties = listed if isinstance(listed, list) else [listed]
        if not parties:
            return self._bundled
        key = str(parties)
        if key not in self._others:
            path = self._folder / str(len(self._others))
            listings = [_listing(**party) for party in parties]
            make_store(path, min(party["listed_on"] for party in parties), *listings)
            self._others[key] = xs.Screener(store=path)
        return self._others[key]


def _listing(name: str, list_id: str, program: str, listed_on: date) -> Listing:
    acts = [make_designation(program, listed_on)]
    return make_listing(name, list_id=list_id, acts=acts, record=(("row_sha256", name),))


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    return Screen(tmp_path_factory.mktemp("lists"))


@pytest.mark.parametrize("case", list(_cases()))
def test_the_law_comes_out_right_on_the_day(case: dict[str, Any], screener: Screen) -> None:
    expect = case["expect"]
    assert set(case) <= _KEYS, f"unknown keys: {set(case) - _KEYS}"
    assert set(expect) <= _KNOWN, f"unknown expectations: {set(expect) - _KNOWN}"

    verdict = screener(case)

    if "outcome" in expect:
        assert verdict.outcome == expect["outcome"], verdict.decided_by
    if "not_outcome" in expect:
        assert verdict.outcome != expect["not_outcome"], verdict.decided_by
    for part in expect.get("decided_by", ()):
        assert part in verdict.decided_by
    if expect.get("no_findings"):
        assert verdict.findings == ()
    for words in expect.get("no_note", ()):
        assert not [finding.note for finding in verdict.findings if words in (finding.note or "")]
    if "first_reference" in expect:
        assert verdict.findings[0].citations[0].reference == expect["first_reference"]
    lists = [finding.list_id for finding in verdict.findings]
    assert not set(expect.get("absent", ())) & set(lists)
    assert not set(expect.get("absent_rules", ())) & {finding.rule for finding in verdict.findings}
    for list_id in expect.get("no_listing", ()):
        assert not [f for f in verdict.findings if f.list_id == list_id and f.kind == "listing"]
    for list_id, status in expect.get("coverage", {}).items():
        assert {item.list_id: str(item.status) for item in verdict.coverage}[list_id] == status
    for wanted in expect.get("findings", ()):
        faults = [(finding.list_id, finding.rule, _fault(finding, wanted)) for finding in verdict.findings]
        assert any(fault is None for _, _, fault in faults), f"no finding is {wanted}: {faults}"


def _fault(finding: xs.Finding, wanted: dict[str, Any]) -> str | None:
    """What in a finding is not as wanted; None when all is."""
    for field in ("kind", "list_id", "uid", "rule", "outcome", "entry"):
        if field in wanted and getattr(finding, field) != wanted[field]:
            return f"{field} is {getattr(finding, field)}"
    references = {citation.reference for citation in finding.citations}
    if missing := set(wanted.get("cites", ())) - references:
        return f"does not cite {missing}, but {references}"
    if wanted.get("note", "") not in (finding.note or ""):
        return f"note is {finding.note}"
    return _match_fault(finding, wanted) or _effect_fault(finding, wanted)


def _match_fault(finding: xs.Finding, wanted: dict[str, Any]) -> str | None:
    match = finding.match
    for field in ("strength", "on"):
        if field in wanted and (match is None or getattr(match, field) != wanted[field]):
            return f"{field} is {match and getattr(match, field)}"
    if "comparison" in wanted:
        details = [item.detail for item in match.comparisons] if match else []
        if not any(wanted["comparison"] in detail for detail in details):
            return f"comparisons are {details}"
    return None


def _effect_fault(finding: xs.Finding, wanted: dict[str, Any]) -> str | None:
    def fits(effect: xs.Effect) -> bool:
        return (
            wanted.get("activity", effect.activity) == effect.activity
            and wanted.get("effect", effect.effect) == effect.effect
            and wanted.get("since", effect.effective_from) == effect.effective_from
            and wanted.get("until", effect.effective_to) == effect.effective_to
            and wanted.get("detail", "") in (effect.detail or "")
            and wanted.get("confirmed", effect.confirmed) == effect.confirmed
        )

    if wanted.get("no_footnote") and any("footnote" in (effect.detail or "") for effect in finding.effects):
        return "has a footnote"
    if {"activity", "effect", "since", "until", "detail", "confirmed"} & set(wanted) and not any(
        map(fits, finding.effects)
    ):
        return (
            f"no such effect among {[(str(e.activity), str(e.effect), str(e.effective_from)) for e in finding.effects]}"
        )
    return None
