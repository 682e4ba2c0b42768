"""Runs the legal cases: every ``*.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exposcreen as xs

_KNOWN = frozenset(
    [
        "outcome",
        "not_outcome",
        "findings",
        "absent",
        "absent_rules",
        "no_listing",
        "no_findings",
        "decided_by",
        "first_reference",
        "coverage",
    ]
)


def _cases() -> Iterator[Any]:
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.fixture(scope="module")
def screener() -> xs.Screener:
    return xs.Screener()


@pytest.mark.parametrize("case", list(_cases()))
def test_the_law_comes_out_right_on_the_day(case: dict[str, Any], screener: xs.Screener) -> None:
    expect = case["expect"]
    assert set(expect) <= _KNOWN, f"unknown expectations: {set(expect) - _KNOWN}"

    verdict = screener.screen(
        case["subject"],
        as_of=case["as_of"],
        activity=case.get("activity", "any"),
        jurisdictions=case.get("jurisdictions"),
        item=case.get("item"),
    )

    if "outcome" in expect:
        assert verdict.outcome == expect["outcome"], verdict.decided_by
    if "not_outcome" in expect:
        assert verdict.outcome != expect["not_outcome"], verdict.decided_by
    for part in expect.get("decided_by", ()):
        assert part in verdict.decided_by
    if expect.get("no_findings"):
        assert verdict.findings == ()
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
