"""The law on items and the signals as they are shipped: every id resolves, every claim cites, doubt is marked."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exposcreen.items import RESERVED, item_classes
from exposcreen.model.vocabulary import Activity, EffectKind
from exposcreen.resources import data_root
from exposcreen.rules.law import Reported, Rule, Supplied
from exposcreen.rules.rulebook import load_rulebook
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.extract import read_extract
from exposcreen.territories.gazetteer import gazetteer

BOOK = load_rulebook()
SIGNAL_FILES = sorted((data_root() / "signals").glob("*.toml"))
OF_ITEMS = [rule for rule in BOOK.rules.values() if isinstance(rule.when, Supplied)]
TRAITS = {item.id for item in item_classes()} | RESERVED


def known_parties() -> set[str]:
    return {key for listing in read_extract() for key in (listing.key, listing.party) if key}


def test_every_signal_file_is_a_signal_of_its_own() -> None:
    assert set(BOOK.signals) == {path.stem for path in SIGNAL_FILES}
    assert not set(BOOK.signals) & set(BOOK.rules)


def test_every_party_that_law_or_a_signal_names_is_bundled() -> None:
    known = known_parties()
    for rule in (*BOOK.rules.values(), *BOOK.signals.values()):
        if isinstance(rule.when, (Supplied, Reported)):
            assert set(rule.when.listings) - known == set(), rule.id


def test_every_trait_list_and_territory_that_a_rule_on_items_names_exists() -> None:
    assert len(OF_ITEMS) >= 6
    for rule in OF_ITEMS:
        when = rule.when
        assert isinstance(when, Supplied)
        assert set(when.traits) <= TRAITS, rule.id
        assert set(when.lists) <= set(read_lists()), rule.id
        assert {*when.territories, *when.elsewhere} <= {*gazetteer().territories, "CN"}, rule.id
        assert any((when.traits, when.lists, when.listings)), f"{rule.id} would speak of every item"


def test_every_trait_that_an_effect_names_exists() -> None:
    for rule in BOOK.rules.values():
        for version in rule.version:
            for effect in version.effects:
                assert {*effect.item, *effect.item_not} <= TRAITS, rule.id


def test_a_rule_on_items_speaks_of_exports_only() -> None:
    for rule in OF_ITEMS:
        for version in rule.version:
            assert {activity for effect in version.effects for activity in effect.activities} == {Activity.EXPORT}


def test_every_restriction_that_an_item_meets_says_what_to_ask_counsel() -> None:
    for rule in OF_ITEMS:
        assert all(effect.question for version in rule.version for effect in version.effects), rule.id


@pytest.mark.parametrize("path", [*SIGNAL_FILES, data_root() / "items.toml"], ids=lambda path: path.stem)
def test_every_citation_of_the_file_is_used_in_it(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    spelled = set(content.pop("cite"))
    used: set[str] = set()

    def walk(value: Any) -> None:
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)
        if isinstance(value, dict):
            used.update(value.get("citations", ()))

    walk(content)
    assert used == spelled


def unconfirmed(rule: Rule, day: date) -> set[bool]:
    version = rule.at(day)
    assert version is not None
    return {effect.confirmed for effect in version.effects}


@pytest.mark.parametrize(
    ("rule", "day", "confirmed"),
    [
        ("us-bis-entity-review", date(2020, 7, 21), False),
        ("us-bis-entity-review", date(2020, 7, 22), True),
        ("us-bis-entity-review", date(2022, 5, 16), True),
        ("us-bis-entity-review", date(2022, 5, 17), False),
        ("us-bis-crime-control", date(2025, 1, 5), False),
        ("us-bis-crime-control", date(2025, 1, 6), True),
    ],
)
def test_law_is_confirmed_on_the_days_of_which_its_text_was_read(rule: str, day: date, confirmed: bool) -> None:
    assert unconfirmed(BOOK.rules[rule], day) == {confirmed}


def test_a_licence_for_crime_control_items_to_china_is_marked_unconfirmed() -> None:
    (version,) = BOOK.rules["us-bis-crime-control-china"].version
    required = [effect for effect in version.effects if effect.effect is EffectKind.LICENCE_REQUIRED]

    assert required
    assert not any(effect.confirmed for effect in required)


def test_a_press_report_is_cited_as_unconfirmed() -> None:
    cited = [c for signal in BOOK.signals.values() for version in signal.version for c in version.citations]

    assert [c.reference for c in cited if not c.confirmed] == ["Reuters, 2022-05-04"] * 2


def test_the_control_list_of_crime_control_does_not_hold_4a994() -> None:
    """AT-controlled computers are not crime control items: an entry on all items reaches them all the same."""
    classes = {item.id: item for item in item_classes()}

    assert "3A981" in classes["crime_control"].eccn
    assert "4A980" in classes["crime_control"].eccn
    assert not any("4A994" in item.eccn for item in classes.values())
