"""The bundled extract agrees with the published files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.extract import read_extract


def on(list_id: str) -> list[Listing]:
    return [listing for listing in read_extract() if listing.list_id == list_id]


@pytest.mark.shared
def test_the_uflpa_entries_are_those_of_the_page(shared: Path) -> None:
    with (shared / "lists" / "us_dhs_uflpa" / "rows.csv").open(encoding="utf-8", newline="") as file:
        page = [row["name_as_published"] for row in csv.DictReader(file)]
    bundled = [listing.name for listing in on("us_dhs_uflpa")]

    def folded(text: str) -> str:
        return re.sub(r"\W", "", text.lower())

    assert len(page) == 160
    assert [row for row in page if not any(folded(row).startswith(folded(name)) for name in bundled)] == []
    assert [name for name in bundled if not any(folded(row).startswith(folded(name)) for row in page)] == []


@pytest.mark.shared
def test_the_cmic_identifiers_are_those_of_the_published_file(shared: Path) -> None:
    folder = shared / "lists" / "us_ofac_cons" / "2025-12-csv"
    remarks: dict[str, str] = {}
    for name, column in (("cons_prim.csv", 11), ("cons_comments.csv", 1)):
        with (folder / name).open(encoding="latin-1", newline="") as file:
            for row in csv.reader(file):
                if len(row) > column:
                    remarks[row[0]] = remarks.get(row[0], "") + row[column]

    for listing in on("us_ofac_ns_cmic"):
        published = re.findall(r"ISIN ([A-Z0-9]{12})", remarks[listing.uid or ""])
        assert sorted(set(published)) == sorted(i.value for i in listing.identifiers if i.scheme == "isin"), (
            listing.name
        )


@pytest.mark.shared
def test_sdn_names_and_aliases_are_those_of_the_published_list(shared: Path) -> None:
    published: dict[str, set[str]] = {}
    folder = shared / "lists" / "us_ofac_sdn" / "2024-01"
    for name, column in (("sdn.csv", 1), ("alt.csv", 3)):
        with (folder / name).open(encoding="latin-1", newline="") as file:
            for row in csv.reader(file):
                if len(row) > column:
                    published.setdefault(row[0], set()).add(row[column])

    for listing in on("us_ofac_sdn"):
        if listing.uid in published and listing.uid != "9750":
            strong = {n.text for n in listing.names if n.kind is not NameKind.WEAK_AKA and n.text.isascii()}
            assert strong == published[listing.uid], listing.name
