"""The shipped law loads, resolves and cites; what nobody confirmed is marked so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exposcreen.model.citation import Citation
from exposcreen.model.vocabulary import ALL_JURISDICTIONS, Activity, EffectKind
from exposcreen.products import classes
from exposcreen.resources import data_root
from exposcreen.rules.law import Listed, Located, Origin, Owned, Rule, Version
from exposcreen.rules.rulebook import load_rulebook
from exposcreen.sources.catalogue import read_lists
from exposcreen.territories.gazetteer import gazetteer

BOOK = load_rulebook()
FILES = sorted((data_root() / "rules").glob("*/*.toml"))
LAW_FILES = [*FILES, *(data_root() / f"{name}.toml" for name in ("authorities", "programs", "territorial_gaps"))]


def versions() -> Iterator[tuple[Rule, Version]]:
    for rule in BOOK.rules.values():
        for version in rule.version:
            yield rule, version


def cited(rule: Rule) -> Iterator[Citation]:
    for version in rule.version:
        yield from version.citations
        for effect in version.effects:
            yield from effect.citations


def in_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


# Everything loads and resolves


def test_every_rule_file_is_a_rule_of_its_own() -> None:
    assert set(BOOK.rules) == {path.stem for path in FILES}
    assert [name for name, times in Counter(path.stem for path in FILES).items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "table", "key"), [("authorities", "authority", "id"), ("programs", "program", "code")]
)
def test_every_entry_of_a_table_is_read_and_has_a_key_of_its_own(name: str, table: str, key: str) -> None:
    content = in_file(data_root() / f"{name}.toml")
    loaded = BOOK.authorities if table == "authority" else BOOK.programs

    assert set(content) == {table, "cite"}
    assert [entry[key] for entry in content[table]] == list(loaded)


def test_every_gap_is_on_a_known_territory() -> None:
    assert set(in_file(data_root() / "territorial_gaps.toml")) == {"gap"}
    assert BOOK.gaps
    assert {gap.territory for gap in BOOK.gaps} <= set(gazetteer().territories)


def test_every_list_has_a_rule_that_says_what_it_means() -> None:
    named = {
        name
        for rule, version in versions()
        if isinstance(condition := rule.condition(version), Listed)
        for name in condition.lists
    }

    assert named == set(read_lists())


def test_every_version_asks_about_lists_territories_and_goods_that_exist() -> None:
    goods = {item.id for item in classes()}
    for rule, version in versions():
        condition = rule.condition(version)
        if isinstance(condition, (Located, Origin)):
            assert condition.territory in gazetteer().territories, rule.id
            assert set(getattr(condition, "products", ())) <= goods, rule.id
        else:
            assert set(condition.lists) <= set(read_lists()), rule.id


def test_a_rule_is_of_the_jurisdiction_of_its_lists() -> None:
    lists = read_lists()
    for rule, version in versions():
        for name in getattr(rule.condition(version), "lists", ()):
            assert lists[name].jurisdiction == rule.jurisdiction, rule.id
        assert rule.id.startswith(f"{rule.jurisdiction.lower()}-")
        if rule.basis is not None:
            assert BOOK.authorities[rule.basis].jurisdiction == rule.jurisdiction


def test_every_jurisdiction_of_the_interface_has_rules() -> None:
    assert {rule.jurisdiction for rule in BOOK.rules.values()} == set(ALL_JURISDICTIONS)


def test_every_programme_that_names_an_authority_names_one_that_exists() -> None:
    named = {program.authority for program in BOOK.programs.values() if program.authority}

    assert named <= set(BOOK.authorities)
    assert BOOK.programs["HK-EO13936"].authority == "us-eo-13936"
    assert BOOK.programs["CMIC-EO13959"].authority == "us-eo-13959"


# Every claim cites


@pytest.mark.parametrize("path", LAW_FILES, ids=lambda path: path.stem)
def test_every_citation_that_a_file_spells_out_is_used_in_it(path: Path) -> None:
    content = in_file(path)
    spelled = set(content.pop("cite", {}))
    used: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            used.update(value.get("citations", ()))
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(content)
    assert used == spelled


def test_every_version_and_every_effect_cites() -> None:
    for rule, version in versions():
        assert version.citations, rule.id
        assert all(effect.citations for effect in version.effects), rule.id


def test_a_citation_to_the_federal_register_has_volume_and_page() -> None:
    found = {
        citation.reference for rule in BOOK.rules.values() for citation in cited(rule) if " FR " in citation.reference
    }

    assert found >= {"86 FR 30145", "90 FR 47201", "90 FR 50857", "90 FR 29395"}
    assert all(re.fullmatch(r"\d{2} FR \d{4,6}", reference) for reference in found), found


def test_every_effect_says_whom_it_binds_and_a_restriction_what_relieves_it() -> None:
    for rule, version in versions():
        for effect in version.effects:
            assert effect.binds.strip(), rule.id
            assert effect.detail, rule.id
            assert effect.relief.strip(), rule.id


def test_what_only_leaves_free_restricts_nothing_else() -> None:
    """The CMIC ban is on securities, and nothing else: FAQ 857, 31 CFR 586."""
    (version,) = BOOK.rules["us-ofac-ns-cmic"].version

    restricted = {a for e in version.effects if e.effect is not EffectKind.PERMITTED for a in e.activities}
    assert restricted == {Activity.INVEST, Activity.DIVEST}


# What is not confirmed


@pytest.mark.parametrize(
    ("rule", "reference"),
    [
        ("us-ofac-50-percent", "OFAC guidance of 2008-02-14"),
        ("us-ofac-50-percent", "FAQ 398"),
        ("us-ofac-ns-cmic", "FAQ 1048"),
        ("us-ofac-sdn", "31 CFR 501.603"),
        ("us-ofac-capta", "31 CFR 561"),
        ("us-ofac-fse", "E.O. 13608"),
        ("us-ofac-ns-plc", "31 CFR 594"),
        ("us-ofac-ssi", "31 CFR 589"),
        ("us-bis-dpl", "15 CFR 736.2(b)(4)"),
        ("us-embargo-cuba", "31 CFR 515"),
        ("us-embargo-iran", "31 CFR 560"),
        ("us-embargo-crimea", "E.O. 13685"),
        ("us-embargo-dnr", "E.O. 14065"),
        ("us-embargo-lnr", "E.O. 14065"),
        ("us-dod-1260h", "s.805 NDAA FY2024"),
        ("eu-ownership", "EU Best Practices (July 2024)"),
        ("gb-ownership", "SAMLA 2018, reg. 7"),
        ("ca-ownership", "S.C. 1992 c.17 s.2.1"),
    ],
)
def test_what_nobody_read_in_an_official_text_is_marked_unconfirmed(rule: str, reference: str) -> None:
    found = [citation for citation in cited(BOOK.rules[rule]) if citation.reference == reference]

    assert found
    assert not any(citation.confirmed for citation in found)


@pytest.mark.parametrize(
    ("rule", "reference"),
    [
        ("us-ofac-50-percent", "FAQ 401"),
        ("us-ofac-ns-cmic-ownership", "FAQ 857"),
        ("us-ofac-ns-cmic", "FAQ 1046"),
        ("us-ofac-ns-cmic", "86 FR 30145"),
        ("us-bis-affiliates", "90 FR 50857"),
        ("us-dhs-uflpa", "Pub. L. 117-78"),
        ("us-embargo-syria", "90 FR 29395"),
    ],
)
def test_what_was_read_in_an_official_text_is_confirmed(rule: str, reference: str) -> None:
    found = [citation for citation in cited(BOOK.rules[rule]) if citation.reference == reference]

    assert found
    assert all(citation.confirmed for citation in found)


def test_an_effect_that_rests_on_unconfirmed_sources_alone_is_unconfirmed() -> None:
    for rule, version in versions():
        for effect in version.effects:
            if not any(citation.confirmed for citation in effect.citations):
                assert not effect.confirmed, rule.id


@pytest.mark.parametrize("page", ["85 FR 73185", "82 FR 60839", "86 FR 4875"])
def test_a_page_that_was_only_remembered_is_cited_nowhere(page: str) -> None:
    for path in data_root().rglob("*.*"):
        if path.suffix in {".toml", ".csv"}:
            assert page not in path.read_text(encoding="utf-8"), path


# The days of the law


@pytest.mark.parametrize(
    ("rule", "day", "status", "doubt"),
    [
        ("us-bis-affiliates", date(2025, 9, 28), "in_force", None),
        ("us-bis-affiliates", date(2025, 9, 29), "in_force", None),
        ("us-bis-affiliates", date(2025, 11, 10), "suspended", None),
        ("us-bis-affiliates", date(2026, 11, 9), "suspended", None),
        ("us-bis-affiliates", date(2026, 11, 10), "in_force", "resumed"),
        ("us-dod-ccmc", date(2021, 6, 2), "in_force", None),
        ("us-dod-ccmc", date(2021, 6, 3), "repealed", None),
    ],
)
def test_a_rule_has_its_state_on_the_day(rule: str, day: date, status: str, doubt: str | None) -> None:
    version = BOOK.rules[rule].at(day)

    assert version is not None
    assert (version.status, version.doubt) == (status, doubt)


@pytest.mark.parametrize(
    ("program", "day", "status", "doubt"),
    [
        ("HK-EO13936", date(2026, 7, 13), "in_force", None),
        ("HK-EO13936", date(2026, 7, 14), "lapsed", None),
        ("CMIC-EO13959", date(2026, 11, 11), "in_force", None),
        ("CMIC-EO13959", date(2026, 11, 12), "in_force", "ended"),
    ],
)
def test_an_emergency_has_its_state_on_the_day(program: str, day: date, status: str, doubt: str | None) -> None:
    life = BOOK.program_life(program, day)

    assert life is not None
    assert (life.status, life.doubt) == (status, doubt)


@pytest.mark.parametrize(
    ("rule", "day", "inclusive", "aggregate"),
    [
        ("us-ofac-50-percent", date(2014, 8, 12), True, False),
        ("us-ofac-50-percent", date(2014, 8, 13), True, True),
        ("eu-ownership", date(2024, 7, 2), False, True),
        ("eu-ownership", date(2024, 7, 3), True, True),
        ("gb-ownership", date(2026, 7, 10), False, False),
        ("ca-ownership", date(2026, 7, 10), True, False),
        ("us-bis-affiliates", date(2025, 10, 1), True, True),
    ],
)
def test_an_ownership_rule_adds_up_as_it_did_on_the_day(rule: str, day: date, inclusive: bool, aggregate: bool) -> None:
    version = BOOK.rules[rule].at(day)
    assert version is not None

    condition = BOOK.rules[rule].condition(version)

    assert isinstance(condition, Owned)
    assert (condition.share_percent, condition.inclusive, condition.aggregate) == (Decimal(50), inclusive, aggregate)


def test_no_ownership_rule_stands_on_the_cmic_list() -> None:
    rule = BOOK.rules["us-ofac-ns-cmic-ownership"]

    assert isinstance(rule.when, Owned)
    assert rule.when.share_percent is None
    assert {effect.effect for version in rule.version for effect in version.effects} == {EffectKind.PERMITTED}


def test_xinjiang_is_no_territorial_embargo_and_syria_no_longer_one() -> None:
    embargoed = {
        rule.when.territory
        for rule in BOOK.rules.values()
        if isinstance(rule.when, Located)
        and (version := rule.at(date(2026, 7, 10))) is not None
        and any(effect.effect is EffectKind.PROHIBITED for effect in version.effects)
    }

    assert embargoed == {"CU", "IR", "KP", "UA-CRIMEA", "UA-DNR", "UA-LNR"}
