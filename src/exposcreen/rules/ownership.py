"""Who owns the subject, added up as a regime adds it: directly, through chains, singly or together.

A company counts with its whole share once listed parties own it past the threshold (OFAC FAQ 401: all or nothing, not
a product of percentages), and the smallest set of companies for which that holds is taken: shares that only hold each
other up in a circle belong to nobody. Evidence is read more and more generously until something is caught: as it
stands; with control; with owners who may be listed; with shares that are not known; with holders who are not named.
"""

from __future__ import annotations

from decimal import Decimal

from exposcreen.rules.facts import OwnerFact
from exposcreen.rules.holding import Held, Reading, Settled, Standing, Tally, passes
from exposcreen.rules.law import Owned
from exposcreen.rules.share import Share, Stake

__all__ = ["listed_share"]


def listed_share(owners: tuple[OwnerFact, ...], condition: Owned, standing: Standing, settled: Settled) -> Share:
    """Measure what parties on the condition's lists own.

    Args:
        owners: The direct owners, each with its own owners.
        condition: Threshold, and how to add.
        standing: The listing, on the lists in question and in force, that an owner is or may be.
        settled: Whether a match is sure enough to decide.
    """
    if not owners:
        return Share("none", Decimal(0), (), _threshold(condition))
    measure = _Measure(owners, condition, Tally(condition, standing, settled))
    return measure.caught() or measure.below()


class _Measure:
    """One company put to one condition, its evidence read more and more generously."""

    def __init__(self, owners: tuple[OwnerFact, ...], condition: Owned, tally: Tally) -> None:
        self.owners = owners
        self.condition = condition
        self.tally = tally
        self.sure = self._read(Reading(control=condition.control == "counts"))

    def _read(self, reading: Reading) -> Held:
        return self.tally.held(self.owners, reading)

    def caught(self) -> Share | None:
        """What listed parties own or control, or may; ``None`` where neither."""
        if passes(self.sure.percent, self.condition):
            return self._share("owned", self.sure, tuple(stake for stake in self.sure.stakes if stake.percent))
        if self.condition.control == "ignored":
            return self._doubtful(Reading(doubtful=True))
        controlled = self._read(Reading(control=True))
        if controlled.caught:
            held = controlled.controlling or controlled.stakes
            named = ", ".join(stake.path for stake in held)
            return self._share("control", self.sure, held, f"controlled by {named}")
        return self._doubtful(Reading(control=True, doubtful=True))

    def _doubtful(self, reading: Reading) -> Share | None:
        held = self._read(reading)
        if not held.caught:
            return None
        named = ", ".join(stake.path for stake in held.controlling)
        first = f"controlled by {named}" if named and not passes(held.percent, self.condition) else ""
        return self._share("perhaps", held, held.stakes or held.controlling, first)

    def below(self) -> Share:
        """What to say below the threshold: an unknown share, a minority, a part of which the holders are not named."""
        control = self.condition.control != "ignored"
        shares = self._read(Reading(control=control, doubtful=True, unknown="shares"))
        listed = tuple(self.tally.listed(self.owners))
        if shares.caught or (self.condition.share_percent is None and shares.gaps):
            return self._share("unknown", self.sure, shares.stakes, "; ".join(shares.gaps))
        if not listed:
            return self._share("none", self.sure, ())
        rest = self._read(Reading(control=control, doubtful=True, unknown="rest"))
        gaps = rest.gaps if rest.caught else ()
        together = sum((stake.percent for stake in listed), Decimal(0))
        effective = self.tally.measure(listed)
        if effective > self.sure.percent:
            named = ", ".join(f"{_round(stake.percent)} % {stake.path}" for stake in listed)
            chained = any(stake.indirect for stake in listed)
            first = f"in effect, through the chain: {named}" if chained else f"perhaps listed: {named}"
            return self._share("minority", effective, listed, first, gaps=gaps, together=together)
        return self._share("minority", self.sure, self.sure.stakes or listed, gaps=gaps, together=together)

    def _share(
        self,
        reach: str,
        held: Held | Decimal,
        stakes: tuple[Stake, ...],
        first: str = "",
        *,
        gaps: tuple[str, ...] = (),
        together: Decimal = Decimal(0),
    ) -> Share:
        known = held if isinstance(held, Held) else self.sure
        percent = held.percent if isinstance(held, Held) else held
        arithmetic = "; ".join(part for part in (first, self._sum(known), *gaps) if part)
        return Share.of(reach, percent, stakes, arithmetic, open_ended=bool(gaps), together=together)

    def _sum(self, held: Held) -> str:
        counted = tuple(stake for stake in held.stakes if stake.percent)
        threshold = _threshold(self.condition)
        if not counted:
            return threshold
        total = sum((stake.percent for stake in counted), Decimal(0))
        terms = " + ".join(f"{_plain(stake.percent)} % ({stake.path})" for stake in counted)
        text = f"{terms} = {_plain(total)} %; {threshold}"
        if any(stake.indirect for stake in counted) and not all(stake.indirect for stake in counted):
            text += "; a share that is held through companies is not added to what these hold"
        if not self.condition.aggregate:
            text += "; shares of different listed owners are not added, unless they act jointly"
            if together := _jointly(counted):
                text += f": {together}"
        return text


def _jointly(stakes: tuple[Stake, ...]) -> str:
    groups: dict[str, list[str]] = {}
    for stake in stakes:
        if stake.joint:
            groups.setdefault(stake.joint, []).append(stake.path)
    named = [f"{' and '.join(paths)} do ({joint})" for joint, paths in groups.items() if len(paths) > 1]
    return ", ".join(named)


def _threshold(condition: Owned) -> str:
    if condition.share_percent is None:
        return "no ownership rule"
    return f"threshold {'≥' if condition.inclusive else '>'} {condition.share_percent} %"


def _plain(percent: Decimal) -> str:
    """A percentage without an exponent; its last zeros as they were given."""
    return f"{percent:f}"


def _round(percent: Decimal) -> str:
    return f"{percent:.2f}".rstrip("0").rstrip(".")
