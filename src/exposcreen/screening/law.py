"""The rulebook read aloud: what is the law on a day, and what changed in it between two."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise

from exposcreen.errors import InputError
from exposcreen.model.law import LawChange, RuleState, StatedEffect
from exposcreen.model.vocabulary import Activity, Jurisdiction
from exposcreen.rules.law import (
    Authority,
    Condition,
    EffectTemplate,
    Listed,
    Located,
    Organ,
    Origin,
    Owned,
    Reported,
    Rule,
    Supplied,
    Version,
)
from exposcreen.rules.rulebook import Rulebook, bears_on, load_rulebook

__all__ = ["changes", "rules_on"]

_CONTROL = {"counts": ", or control", "review": "; control sends to review", "ignored": ""}
_MOMENTS = {
    "effective": "from the day on which the listing's own ban bites",
    "divest": "from the day on which sales to divest end",
}


def rules_on(
    day: date,
    *,
    activity: Activity = Activity.ANY,
    jurisdictions: Collection[Jurisdiction],
    lists: Collection[str] = (),
    book: Rulebook | None = None,
) -> tuple[RuleState, ...]:
    """Every rule that speaks of an activity on a day, as it stands then, and the authorities under them.

    Args:
        day: The day.
        activity: ``any`` for all but travel.
        jurisdictions: Whose law.
        lists: Only rules that ask about one of these; all when there are none.
        book: The rules; the bundled ones when left out.
    """
    law = book or load_rulebook()
    states = [
        _rule(law, rule, version)
        for rule, version in law.in_force(day)
        if rule.jurisdiction in jurisdictions and _concerns(rule, version, activity, lists)
    ]
    used = {law.rules[state.id].basis for state in states}
    lives = [(law.authorities[name], law.life(name, day)) for name in sorted(filter(None, used))]
    return (*states, *(_authority(item, version) for item, version in lives if version is not None))


def changes(
    earlier: date,
    later: date,
    *,
    activity: Activity = Activity.ANY,
    jurisdictions: Collection[Jurisdiction],
    lists: Collection[str] = (),
    book: Rulebook | None = None,
) -> tuple[LawChange, ...]:
    """What changed in the law after one day, up to and including another, in order of the days.

    Raises:
        InputError: The second day is not after the first.
    """
    if later <= earlier:
        raise InputError(f"{earlier} and {later}: the second day must be after the first")
    law = book or load_rulebook()
    found = [
        *_rule_changes(law, activity, jurisdictions, lists),
        *(() if lists else _authority_changes(law, jurisdictions)),
    ]
    within = (change for change in found if earlier < change.on <= later)
    return tuple(sorted(within, key=lambda change: (change.on, change.after.id)))


def _rule_changes(
    law: Rulebook, activity: Activity, jurisdictions: Collection[Jurisdiction], lists: Collection[str]
) -> Iterator[LawChange]:
    for rule in law.rules.values():
        if rule.jurisdiction not in jurisdictions:
            continue
        states = {version: _rule(law, rule, version) for version in rule.version}
        for before, after in pairwise((None, *rule.version)):
            if after is None or after.effective_from is None:
                continue
            versions = [version for version in (before, after) if version is not None]
            if any(_concerns(rule, version, activity, lists) for version in versions):
                old = states[before] if before is not None else None
                yield LawChange(on=after.effective_from, before=old, after=states[after])


def _authority_changes(law: Rulebook, jurisdictions: Collection[Jurisdiction]) -> Iterator[LawChange]:
    for authority in law.authorities.values():
        if authority.jurisdiction not in jurisdictions:
            continue
        for before, after in pairwise((None, *authority.version)):
            if after is not None and after.effective_from is not None:
                old = _authority(authority, before) if before is not None else None
                yield LawChange(on=after.effective_from, before=old, after=_authority(authority, after))


def _concerns(rule: Rule, version: Version, activity: Activity, lists: Collection[str]) -> bool:
    asked = getattr(rule.condition(version), "lists", ())
    if lists and not set(asked) & set(lists):
        return False
    spoken = [item for template in version.effects for item in template.activities]
    return not spoken or any(bears_on(activity, item) for item in spoken)


def _rule(law: Rulebook, rule: Rule, version: Version) -> RuleState:
    condition = rule.condition(version)
    return RuleState(
        id=rule.id,
        what="rule",
        title=rule.title,
        jurisdiction=rule.jurisdiction,
        administered_by=rule.authority,
        asks=_asks(condition),
        lists=getattr(condition, "lists", ()),
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        status=version.status,
        basis=law.authorities[rule.basis].title if rule.basis is not None else None,
        doubt=version.doubt,
        verify=version.verify,
        note=version.note,
        effects=tuple(_effect(template) for template in version.effects),
        citations=version.citations,
    )


def _authority(authority: Authority, version: Version) -> RuleState:
    return RuleState(
        id=authority.id,
        what="authority",
        title=authority.title,
        jurisdiction=authority.jurisdiction,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        status=version.status,
        doubt=version.doubt,
        verify=version.verify,
        note=version.note,
        citations=version.citations,
    )


def _effect(template: EffectTemplate) -> StatedEffect:
    narrowed = (
        f"entries with footnote {', '.join(template.footnotes)}" if template.footnotes else "",
        f"parties that are a {' or a '.join(template.kinds)}" if template.kinds else "",
        "goods that the entry names" if template.merchandise else "",
        f"where the list imposes {' or '.join(template.measures)}" if template.measures else "",
        f"items that are {' or '.join(template.item)}" if template.item else "",
        f"items that are not {' or '.join(template.item_not)}" if template.item_not else "",
        _MOMENTS.get(template.since, ""),
        f"until the day of the listing called '{template.until}'" if template.until else "",
    )
    return StatedEffect(
        activities=template.activities,
        effect=template.effect,
        binds=template.binds,
        relief=template.relief,
        detail=template.detail,
        only="; ".join(filter(None, narrowed)) or None,
        confirmed=template.confirmed,
        citations=template.citations,
    )


def _asks(condition: Condition) -> str:
    match condition:
        case Listed():
            words = f"is the subject on {', '.join(condition.lists)}"
        case Owned():
            words = _asks_of_owners(condition)
        case Organ():
            words = f"is the subject an organ of a body on {', '.join(condition.lists)}"
        case Origin():
            goods = f"goods: {', '.join(condition.products)}" if condition.products else "all goods"
            words = f"do goods come from {condition.territory}; {goods}"
        case Located():
            words = f"is the subject in {condition.territory}"
        case Supplied():
            words = _asks_of_an_item(condition)
        case Reported():
            words = f"was this reported of the subject: {condition.what}"
    return words


def _asks_of_owners(condition: Owned) -> str:
    lists = ", ".join(condition.lists)
    if condition.share_percent is None:
        return f"no share of ownership by parties on {lists} extends the measure"
    least = f"{condition.share_percent} % or more" if condition.inclusive else f"more than {condition.share_percent} %"
    added = "added up" if condition.aggregate else "by one owner"
    return f"do parties on {lists} own {least}, {added}{_CONTROL[condition.control]}"


def _asks_of_an_item(condition: Supplied) -> str:
    parts = (
        f"with one of the traits {', '.join(condition.traits)}" if condition.traits else "",
        f"to a party in {', '.join(condition.territories)}" if condition.territories else "",
        f"to a party anywhere but in {', '.join(condition.elsewhere)}" if condition.elsewhere else "",
        f"to one of {len(condition.listings)} entries" if condition.listings else "",
        f"to a party on {', '.join(condition.lists)}" if condition.lists else "",
    )
    return " ".join(("is an item supplied", *filter(None, parts)))
