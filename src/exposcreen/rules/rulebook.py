"""The dated law in ``data/``, loaded once and checked: every id resolves, every claim cites."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from exposcreen.errors import DataError
from exposcreen.model.value import Value
from exposcreen.model.vocabulary import Activity, EffectKind, Jurisdiction
from exposcreen.resources import data_root, read_toml, validated
from exposcreen.rules.law import Authority, Listed, Program, Rule, Signal, Version

__all__ = ["Gap", "Rulebook", "load_rulebook"]

_Model = TypeVar("_Model", bound=Value)


class Gap(Value):
    """A territory whose rules, in some jurisdictions, exist and are not bundled."""

    territory: str
    jurisdictions: tuple[Jurisdiction, ...]
    note: str


class Rulebook:
    """All rules, with the authorities and programmes that they name.

    Attributes:
        rules: By id.
        authorities: By id.
        programs: By code.
        gaps: What is known not to be in it.
        signals: Reported action, by id: it is no law.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        authorities: Iterable[Authority] = (),
        programs: Iterable[Program] = (),
        gaps: Iterable[Gap] = (),
        signals: Iterable[Signal] = (),
    ) -> None:
        self.rules = _each_once("rule", ((rule.id, rule) for rule in rules))
        self.authorities = _each_once("authority", ((authority.id, authority) for authority in authorities))
        self.programs = _each_once("program", ((program.code, program) for program in programs))
        self.gaps = tuple(gaps)
        self.signals = _each_once("signal", ((signal.id, signal) for signal in signals))
        self._in_force: dict[date, tuple[tuple[Rule, Version], ...]] = {}
        for rule in self.rules.values():
            if rule.basis is not None and rule.basis not in self.authorities:
                raise DataError(f"rule {rule.id}: basis {rule.basis!r} is not an id of authorities.toml")
        for program in self.programs.values():
            if program.authority is not None and program.authority not in self.authorities:
                raise DataError(f"program {program.code}: {program.authority!r} is not an id of authorities.toml")

    def in_force(self, day: date) -> tuple[tuple[Rule, Version], ...]:
        """Every rule with its version on a day; rules that had not begun are left out."""
        known = self._in_force.get(day)
        if known is None:
            versions = ((rule, rule.at(day)) for rule in self.rules.values())
            known = self._in_force[day] = tuple((rule, version) for rule, version in versions if version is not None)
        return known

    def reported(self, day: date) -> tuple[tuple[Signal, Version], ...]:
        """Every signal with its version on a day; what had not been reported yet is left out."""
        versions = ((signal, signal.at(day)) for signal in self.signals.values())
        return tuple((signal, version) for signal, version in versions if version is not None)

    def life(self, authority: str | None, day: date) -> Version | None:
        """The state of an authority on a day; ``None`` when none is named or it had not begun."""
        return self.authorities[authority].at(day) if authority is not None else None

    def program_life(self, code: str, day: date) -> Version | None:
        """The state of the authority under a programme tag."""
        program = self.programs.get(code)
        return self.life(program.authority, day) if program is not None else None

    def lists_needed(self, activity: Activity, jurisdictions: Iterable[Jurisdiction], day: date) -> frozenset[str]:
        """The lists without which the question cannot be answered: those with a rule that restricts the activity."""
        asked = set(jurisdictions)
        needed: set[str] = set()
        for rule, version in self.in_force(day):
            condition = rule.condition(version)
            if rule.jurisdiction in asked and isinstance(condition, Listed) and _restricts(version, activity):
                needed.update(condition.lists)
        return frozenset(needed)

    def silent(self, activity: Activity, jurisdictions: Iterable[Jurisdiction], day: date) -> list[Jurisdiction]:
        """The jurisdictions of which no rule speaks of the activity: nothing bundled is not nothing that applies."""
        speaking = {
            rule.jurisdiction
            for rule, version in self.in_force(day)
            if any(bears_on(activity, item) for template in version.effects for item in template.activities)
        }
        return [jurisdiction for jurisdiction in jurisdictions if jurisdiction not in speaking]

    def lists(self) -> frozenset[str]:
        """Every list that a rule names, in any version."""
        return frozenset(name for rule in self.rules.values() for name in _lists_of(rule))


_Item = TypeVar("_Item")


def _each_once(kind: str, items: Iterable[tuple[str, _Item]]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for key, item in items:
        if key in found:
            raise DataError(f"{kind} {key}: stands twice, and one would silently replace the other: remove one")
        found[key] = item
    return found


def _lists_of(rule: Rule) -> set[str]:
    conditions = [rule.when, *(version.when for version in rule.version if version.when is not None)]
    return {name for condition in conditions for name in getattr(condition, "lists", ())}


def bears_on(asked: Activity, activity: Activity) -> bool:
    """Whether an effect on ``activity`` answers a question about ``asked``; ``any`` leaves out travel only."""
    return activity is asked or (asked is Activity.ANY and activity is not Activity.TRAVEL)


def _restricts(version: Version, asked: Activity) -> bool:
    return any(
        template.effect is not EffectKind.PERMITTED and any(bears_on(asked, item) for item in template.activities)
        for template in version.effects
    )


def _cited(value: Any, cite: Mapping[str, Any], where: Path) -> Any:
    """Replace the short names under ``citations`` by the citations that the file's ``[cite]`` table spells out."""
    if isinstance(value, dict):
        return {
            key: [_named(item, cite, where) for item in part] if key == "citations" else _cited(part, cite, where)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_cited(part, cite, where) for part in value]
    return value


def _named(short: Any, cite: Mapping[str, Any], where: Path) -> Any:
    if short not in cite:
        raise DataError(f"{where}: citation {short!r} is not in the file's [cite] table: add it")
    return cite[short]


def _read(path: Path) -> dict[str, Any]:
    content = read_toml(path)
    cite = content.pop("cite", {})
    cited: dict[str, Any] = _cited(content, cite, path)
    return cited


def _read_all(path: Path, table: str, model: type[_Model]) -> list[_Model]:
    """The items of a file that holds one kind of table."""
    content = _read(path)
    if unknown := set(content) - {table}:
        raise DataError(f"{path}: {', '.join(sorted(unknown))} is no table that this file holds: write [[{table}]]")
    return [validated(model, item, path) for item in content.get(table, [])]


_Rule = TypeVar("_Rule", bound=Rule)


def _read_rule(path: Path, model: type[_Rule]) -> _Rule:
    rule = validated(model, _read(path), path)
    if rule.id != path.stem:
        raise DataError(f"{path}: id {rule.id!r} must be the file's name")
    return rule


class _Known:
    """What a file of law may name."""

    def __init__(self, base: Path, authorities: set[str]) -> None:
        tables = [base / "territories" / name for name in ("territories.csv", "countries.csv")]
        self._ids = {
            "lists": (
                {path.stem for path in (base / "lists").glob("*.toml")},
                "no list: add data/lists/<list_id>.toml",
            ),
            "territories": (
                {row[0] for table in tables for row in _first_columns(table)},
                "no territory: add it to data/territories",
            ),
            "bases": (authorities, "no authority: add it to data/authorities.toml"),
        }

    def check(self, path: Path, **named: Iterable[str | None]) -> None:
        """Refuse a name that stands for nothing: the rule would never apply, and say nothing.

        Raises:
            DataError: One does; the message has the file.
        """
        for field, names in named.items():
            known, problem = self._ids[field]
            if unknown := sorted(name for name in names if name is not None and name not in known):
                raise DataError(f"{path}: {field}: {', '.join(unknown)} is {problem}")


def _first_columns(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}: mend the file") from error


def _territories_of(rule: Rule) -> set[str]:
    conditions = [rule.when, *(version.when for version in rule.version if version.when is not None)]
    found: set[str] = set()
    for condition in conditions:
        found |= {getattr(condition, "territory", None) or ""} - {""}
        found |= {*getattr(condition, "territories", ()), *getattr(condition, "elsewhere", ())}
    return found


@cache
def load_rulebook(root: Path | None = None) -> Rulebook:
    """The law of ``data/``.

    Raises:
        DataError: A file breaks its schema, or names what does not exist; the message has the place.
    """
    base = root or data_root()
    paths = sorted((base / "rules").glob("*/*.toml"))
    rules = [_read_rule(path, Rule) for path in paths]
    authorities = _read_all(base / "authorities.toml", "authority", Authority)
    programs = _read_all(base / "programs.toml", "program", Program)
    gaps = _read_all(base / "territorial_gaps.toml", "gap", Gap)
    known = _Known(base, {authority.id for authority in authorities})
    for path, rule in zip(paths, rules, strict=True):
        known.check(path, lists=_lists_of(rule), territories=_territories_of(rule), bases={rule.basis} - {None})
    known.check(base / "programs.toml", bases={program.authority for program in programs} - {None})
    known.check(base / "territorial_gaps.toml", territories={gap.territory for gap in gaps})
    return Rulebook(
        rules,
        authorities,
        programs,
        gaps,
        [_read_rule(path, Signal) for path in sorted((base / "signals").glob("*.toml"))],
    )
