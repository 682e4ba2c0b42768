"""What makes a well-formed reading suspicious."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import alias, make_listing
from exposcreen.errors import SourceSuspicious
from exposcreen.sources.catalogue import ListInfo, read_lists
from exposcreen.sources.guards import check
from exposcreen.sources.snapshot import Snapshot, SourceFile
from exposcreen.sources.tally import Tally

DAY = date(2026, 6, 1)


def tally(count: int, *, filled: int = 0, kind: str = "person") -> Tally:
    """Of so many listings, some with every fact filled in."""
    found = Tally()
    for number in range(count):
        facts: dict[str, Any] = (
            {"birth_dates": ("1970",), "addresses": ("1 Road",), "countries": ("CN",)} if number < filled else {}
        )
        names = ("A", alias("B")) if number < filled else ("A",)
        found.add(make_listing(*names, kind=kind, uid=str(number), **facts))
    return found


def snapshot(of: Tally, *, incomplete: bool = False) -> Snapshot:
    lists = list(of.records)
    return Snapshot(
        source="test",
        official=True,
        sha256="0" * 64,
        published_on=date(2026, 5, 1),
        retrieved_at="2026-05-01T00:00:00Z",
        records=dict(of.records),
        fills={list_id: of.shares(list_id) for list_id in lists},
        files=(SourceFile(role="a", name="a", sha256="0" * 64, size=1),),
        incomplete=incomplete,
    )


def checked(new: Tally, *earlier: Snapshot, counts_only: bool = False, **floors: Any) -> None:
    info = read_lists()["us_ofac_sdn"].model_copy(
        update={"min_records": None, "min_names_per_record": None, "min_fill": {}, **floors}
    )
    known: dict[str, ListInfo] = {"us_ofac_sdn": info}
    check(new, source="test", published=DAY, earlier=earlier, known=known, counts_only=counts_only)


def test_facts_are_counted_as_shares_and_birth_dates_among_persons_only() -> None:
    people, firms = tally(4, filled=1), tally(4, filled=1, kind="organization")

    assert people.shares("us_ofac_sdn") == {
        "aliases": 0.25,
        "addresses": 0.25,
        "countries": 0.25,
        "identifiers": 0.0,
        "birth_dates": 0.25,
        "listed_on": 1.0,
    }
    assert "birth_dates" not in firms.shares("us_ofac_sdn")


def test_a_reading_of_nothing_is_suspicious() -> None:
    with pytest.raises(SourceSuspicious, match="no entry was read"):
        checked(Tally())


def test_a_fact_below_its_floor_is_suspicious() -> None:
    checked(tally(10, filled=5), min_fill={"birth_dates": 0.5})
    with pytest.raises(
        SourceSuspicious, match="birth dates are filled in for 40% of the entries, and should be for at"
    ):
        checked(tally(10, filled=4), min_fill={"birth_dates": 0.5})
    checked(tally(10, filled=4), counts_only=True, min_fill={"birth_dates": 0.5})


def test_a_fact_that_falls_by_half_since_the_last_vintage_is_suspicious() -> None:
    last = snapshot(tally(200, filled=100))

    checked(tally(200, filled=50), last)
    with pytest.raises(SourceSuspicious, match=r"aliases are filled in for 24% of the entries after 50% in the last"):
        checked(tally(200, filled=49), last)
    checked(tally(200, filled=49), last, counts_only=True)
    checked(tally(200, filled=49), last.model_copy(update={"incomplete": True}))


def test_a_fact_that_was_rare_may_go_and_a_small_list_may_change() -> None:
    checked(tally(200, filled=0), snapshot(tally(200, filled=30)))
    checked(tally(90, filled=0), snapshot(tally(90, filled=90)))


def test_every_floor_of_the_catalogue_is_one_that_a_list_can_miss() -> None:
    for info in read_lists().values():
        for share in info.min_fill.values():
            assert 0 < share <= 1
