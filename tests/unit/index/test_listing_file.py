"""Listings on disk, found by their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import alias, make_designation, make_listing
from exposcreen.index.listing_file import ListingFile, write_listings

LISTINGS = [
    make_listing("Hikvision", alias("海康威视"), uid="1", record=(("name", "Hikvision"),)),
    make_listing("CHEN, Quanguo", kind="person", birth_dates=("1955",)),
    make_listing("Corps", acts=[make_designation("A", listed_on=None), make_designation("B", footnotes=("4",))]),
]


@pytest.fixture
def file(tmp_path: Path) -> ListingFile:
    write_listings(iter(LISTINGS), tmp_path)
    return ListingFile(tmp_path)


def test_what_was_written_is_read_again(file: ListingFile) -> None:
    assert list(file) == LISTINGS
    assert len(file) == 3
    assert file[1] == LISTINGS[1]
    assert file[1:] == LISTINGS[1:]


def test_a_listing_read_twice_is_the_same_object(file: ListingFile) -> None:
    assert file[0] is file[0]


@pytest.mark.parametrize("place", [3, 99, -1])
def test_a_place_outside_the_file_is_refused(file: ListingFile, place: int) -> None:
    with pytest.raises(IndexError):
        file[place]


def test_a_file_of_no_listings_is_empty(tmp_path: Path) -> None:
    write_listings([], tmp_path)

    assert list(ListingFile(tmp_path)) == []


def test_a_folder_without_listings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ListingFile(tmp_path)
