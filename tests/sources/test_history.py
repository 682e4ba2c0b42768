"""What changed between two vintages, and what may be said of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import alias, identifier, make_designation, make_listing, make_store, weak
from exposcreen.errors import InputError
from exposcreen.model.listing import Listing
from exposcreen.screening.history import absence, diff
from exposcreen.sources.history import compare_listings
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from

JANUARY, MARCH, JUNE = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)


def compared(old: list[Listing], new: list[Listing], **more: Any) -> tuple[list[str], list[str], list[str], object]:
    found: Any = compare_listings(old, new, **more)
    added, absent, changed = ([change.key for change in found[name]] for name in ("added", "absent", "changed"))
    return added, absent, changed, found["unchanged"]


def test_listings_are_the_same_by_the_authoritys_id() -> None:
    old = [make_listing("Alpha Works", uid="1"), make_listing("Beta Works", uid="2")]
    new = [make_listing("Alpha Factory", uid="1"), make_listing("Gamma Works", uid="3")]

    assert compared(old, new) == (["us_ofac_sdn:3"], ["us_ofac_sdn:2"], ["us_ofac_sdn:1"], 0)


def test_listings_without_an_id_are_the_same_by_name_and_those_that_are_alike_first() -> None:
    here, there = make_listing("Alpha", countries=("CN",)), make_listing("Alpha", countries=("AE",))
    moved = make_listing("Alpha", countries=("SG",))

    assert compared([here, there], [there, moved]) == ([], [], ["us_ofac_sdn:Alpha"], 1)
    assert compared([here], [here, there]) == (["us_ofac_sdn:Alpha"], [], [], 1)
    assert compared([here, there], [there]) == ([], ["us_ofac_sdn:Alpha"], [], 1)


@pytest.mark.parametrize(
    ("old", "new", "field", "gone", "come"),
    [
        ({"names": ("A", weak("AB"))}, {"names": ("A", alias("AB"))}, "aliases", ("AB [weak]",), ("AB",)),
        ({}, {"addresses": ("1 Road",)}, "addresses", (), ("1 Road",)),
        ({"identifiers": (identifier("isin", "X1"),)}, {}, "identifiers", ("isin X1",), ()),
        ({"kind": "person"}, {"kind": "organization"}, "kind", ("person",), ("organization",)),
        (
            {"acts": [make_designation("P")]},
            {"acts": [make_designation("P", footnotes=("4",))]},
            "designations",
            ("P; listed 2020-01-01; cites 99 FR 1",),
            ("P; listed 2020-01-01; footnotes 4; cites 99 FR 1",),
        ),
        (
            {"acts": [make_designation("P")]},
            {"acts": [make_designation("P", note="until further notice")]},
            "designations",
            ("P; listed 2020-01-01; cites 99 FR 1",),
            ("P; listed 2020-01-01; note until further notice; cites 99 FR 1",),
        ),
    ],
)
def test_a_change_names_its_field_with_what_is_gone_and_what_is_new(
    old: dict[str, Any], new: dict[str, Any], field: str, gone: tuple[str, ...], come: tuple[str, ...]
) -> None:
    before, after = (make_listing(*fields.pop("names", ("A",)), uid="1", **fields) for fields in (dict(old), dict(new)))

    found: Any = compare_listings([before], [after])

    [change] = found["changed"][0].fields
    assert (change.field, change.gone, change.new) == (field, gone, come)
    assert compare_listings([before], [after], without=[field])["unchanged"] == 1


listings = st.lists(
    st.builds(
        lambda uid, name, country: make_listing(name, uid=uid, countries=country),
        st.sampled_from([None, "1", "2", "3"]),
        st.sampled_from(["Alpha", "Beta"]),
        st.sampled_from([(), ("CN",), ("AE",)]),
    ),
    max_size=6,
)


@given(listings, listings)
def test_every_listing_is_accounted_for_once_on_each_side(old: list[Listing], new: list[Listing]) -> None:
    added, absent, changed, unchanged = compared(old, new)

    assert isinstance(unchanged, int)
    assert len(absent) + len(changed) + unchanged == len(old)
    assert len(added) + len(changed) + unchanged == len(new)
    assert compared(new, old) == (absent, added, changed, unchanged) or len(changed) == len(compared(new, old)[2])


@given(listings)
def test_nothing_changes_between_a_list_and_itself(old: list[Listing]) -> None:
    assert compared(old, list(reversed(old))) == ([], [], [], len(old))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    make_store(tmp_path / "store", JANUARY, make_listing("Alpha", uid="1"), make_listing("Beta", uid="2"))
    return make_store(tmp_path / "store", MARCH, make_listing("Alpha", uid="1"), make_listing("Gamma", uid="3"))


def test_two_days_mean_the_vintages_that_answered_then(store: Store) -> None:
    [found] = diff(store, date(2026, 1, 20), JUNE)

    assert (found.list_id, found.old.published_on, found.new.published_on) == ("us_ofac_sdn", JANUARY, MARCH)
    assert [change.name for change in found.added] == ["Gamma"]
    assert [change.name for change in found.absent] == ["Beta"]
    assert found.absent[0].was_delisted_on is None
    assert list(diff(store, MARCH, JUNE)) == []


def test_snapshots_are_named_by_their_beginning(store: Store) -> None:
    [found] = diff(store, "test-2026-01-05", "test-2026-03", lists=["us_ofac_sdn"])

    assert found.unchanged == 1
    with pytest.raises(InputError, match="is the beginning of several snapshots"):
        list(diff(store, "test-", JUNE))
    with pytest.raises(InputError, match="is no day and no snapshot"):
        list(diff(store, "yesterday", JUNE))


def test_a_day_before_the_first_vintage_is_not_answered_by_a_later_one(store: Store) -> None:
    with pytest.raises(InputError, match="no list of which it knows a vintage for both"):
        list(diff(store, date(2025, 1, 1), JUNE))
    with pytest.raises(InputError, match="--list holidays"):
        list(diff(store, JANUARY, JUNE, lists=["holidays"]))


def test_a_list_that_is_named_and_not_at_hand_is_not_passed_over(store: Store) -> None:
    with pytest.raises(InputError, match="--list eu_fsf: the store knows no vintage of it for 2026-01-05: it has none"):
        list(diff(store, JANUARY, JUNE, lists=["us_ofac_sdn", "eu_fsf"]))


def test_a_day_of_delisting_is_said_only_where_the_authority_says_it(tmp_path: Path) -> None:
    leaving = make_listing("Alpha", uid="1", acts=[make_designation(delisted_on="2026-02-01")])
    make_store(tmp_path / "store", JANUARY, leaving, make_listing("Beta", uid="2"))
    store = make_store(tmp_path / "store", MARCH, make_listing("Beta", uid="2"))

    [found] = diff(store, JANUARY, MARCH)

    assert found.absent[0].was_delisted_on == date(2026, 2, 1)


def test_a_listing_that_is_gone_is_absent_and_nothing_more(store: Store) -> None:
    said = absence(store, "us_ofac_sdn:2", JUNE)

    assert said is not None
    assert said.startswith(
        "us_ofac_sdn:2 is absent from the list published on 2026-03-02, and was on the one published"
    )
    assert "whether and when it was delisted, these lists do not say" in said
    assert absence(store, "us_ofac_sdn:3", date(2026, 1, 6)) == (
        "us_ofac_sdn:3 is absent from the list published on 2026-01-05, and is on the one published on 2026-03-02: "
        "whether and when it was delisted, these lists do not say"
    )
    assert absence(store, "us_ofac_sdn:99", JUNE) is None
    assert absence(store, "nonsense", JUNE) is None


@pytest.mark.shared
@pytest.mark.slow
def test_three_real_vintages_of_the_sdn_list(shared: Path, tmp_path: Path, retrieved_at: Any) -> None:
    store, lists = tmp_path / "store", shared / "lists/us_ofac_sdn"
    for folder, day in (("2021-07", date(2021, 7, 7)), ("2024-01", date(2023, 12, 28)), ("2024-05", date(2024, 5, 3))):
        update_from(
            lists / folder,
            Store.open(store),
            published=day,
            retrieved_at=retrieved_at,
            incomplete=folder == "2024-05",
        )
    opened = Store.open(store)

    [first] = diff(opened, date(2021, 7, 7), date(2023, 12, 28))
    [second] = diff(opened, date(2023, 12, 28), "us_ofac_sdn_csv-2024-05-03")

    assert [len(part) for part in (first.added, first.absent)] == [5_637, 792]
    assert len(first.changed) + first.unchanged + len(first.absent) == 8_976
    assert [len(part) for part in (second.added, second.absent)] == [1_256, 112]
    assert "addresses, aliases, countries, note" in second.notes[0]
    assert not any(field.field == "aliases" for change in second.changed for field in change.fields)
    # A file whose siblings are missing does not answer while a whole one can.
    chosen = opened.select("us_ofac_sdn", date(2024, 6, 1))
    assert chosen is not None
    assert chosen.published_on == date(2023, 12, 28)
