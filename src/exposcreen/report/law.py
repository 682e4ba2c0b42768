"""The law as text: each rule with what it asks, what it does, since when, under which provision, and what frees."""

from __future__ import annotations

from collections.abc import Iterable

from exposcreen.model.law import LawChange, RuleState, StatedEffect
from exposcreen.report.page import Page
from exposcreen.report.wording import citation_words

__all__ = ["render_changes", "render_rules"]

_STATUSES = {"in_force": "in force", "suspended": "suspended", "lapsed": "lapsed", "repealed": "repealed"}


def render_rules(states: Iterable[RuleState], *, width: int = 100) -> str:
    """Rules and authorities, one after the other."""
    page = Page(width)
    for state in states:
        page.gap()
        _state(page, state)
    return str(page)


def render_changes(changes: Iterable[LawChange], *, width: int = 100) -> str:
    """Changes in the order of their days: what it was, and what it is now."""
    page = Page(width)
    for change in changes:
        page.gap()
        before = "began" if change.before is None else f"{_standing(change.before)} → {_standing(change.after)}"
        page.write(f"{change.on}: {before}")
        if change.before is not None and change.before.effects:
            page.write(f"Before: {_brief(change.before)}", indent=2, hang=6)
        _state(page, change.after)
    return str(page)


def _brief(state: RuleState) -> str:
    """What it did to which activities."""
    return "; ".join(
        f"{', '.join(effect.activities)} {effect.effect.value.replace('_', ' ')}" for effect in state.effects
    )


def _standing(state: RuleState) -> str:
    return f"{_STATUSES[state.status]}{' [unconfirmed]' if state.doubt else ''}"


def _state(page: Page, state: RuleState) -> None:
    page.write(f"{state.id} — {state.title} ({state.jurisdiction}; {_standing(state)})", hang=4)
    since = str(state.effective_from) if state.effective_from else "before what is recorded here"
    until = f", until {state.effective_to} (the first day it no longer applies)" if state.effective_to else ""
    page.write(f"Since: {since}{until}", indent=2, hang=6)
    for label, text in (
        ("Asks", state.asks),
        ("Rests on", state.basis),
        ("Note", state.note),
        ("Verify", state.verify),
    ):
        if text:
            page.write(f"{label}: {text}", indent=2, hang=6)
    for effect in state.effects:
        _effect(page, effect)
    for citation in state.citations:
        page.write(f"Cites: {citation_words(citation)}", indent=2, hang=6)


def _effect(page: Page, effect: StatedEffect) -> None:
    kind = effect.effect.value.replace("_", " ")
    doubt = "" if effect.confirmed else " [unconfirmed]"
    page.write(f"{', '.join(effect.activities)}: {kind}{doubt}", indent=2, hang=6)
    for label, text in (
        ("what", effect.detail),
        ("only", effect.only),
        ("binds", effect.binds),
        ("relief", effect.relief),
        ("cites", ", ".join(citation.reference for citation in effect.citations)),
    ):
        if text:
            page.write(f"{label}: {text}", indent=6, hang=10)
