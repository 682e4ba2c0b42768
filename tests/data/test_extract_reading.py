"""A row that breaks the schema, cites nothing or contradicts another is refused, with its file and line."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from exposcreen.errors import DataError
from exposcreen.resources import data_root
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.extract import CITATION_COLUMNS, COLUMNS, read_extract


def _data(root: Path, *rows: dict[str, str], cites: tuple[str, ...] = ("law",), list_id: str = "us_ofac_sdn") -> Path:
    (root / "lists").mkdir()
    (root / "lists" / "us_ofac_sdn.toml").write_text("", encoding="utf-8")
    (root / "listings").mkdir()
    with (root / "listings" / "citations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CITATION_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({"id": name, "title": "A law", "reference": "Law 1", "confirmed": "yes"} for name in cites)
    with (root / "listings" / f"{list_id}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows(rows)
    return root


_ROW = {"entry": "1", "name": "A Co", "kind": "organization", "program": "P", "citations": "law", "confirmed": "yes"}


def test_rows_of_one_entry_become_one_listing_with_several_acts(tmp_path: Path) -> None:
    first = _ROW | {
        "aliases": "B; C; B",
        "weak_aliases": "C; D",
        "identifiers": "passport=X1 (Uganda); uscc=9",
        "addresses": "1; A St | B",
    }
    second = _ROW | {"kind": "", "program": "Q", "listed_on": "2020-01-02", "confirmed": "no"}

    (listing,) = read_extract(_data(tmp_path, first, second))

    assert [(name.text, name.kind.value) for name in listing.names] == [
        ("A Co", "primary"),
        ("B", "strong_aka"),
        ("C", "strong_aka"),
        ("D", "weak_aka"),
    ]
    assert [(i.scheme, i.value, i.country) for i in listing.identifiers] == [
        ("passport", "X1", "Uganda"),
        ("uscc", "9", None),
    ]
    assert listing.addresses == ("1; A St", "B")
    assert [(act.program, act.confirmed) for act in listing.designations] == [("P", True), ("Q", False)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"citations": "law; other"}, r"line 2: citations: 'other' is not in citations.csv"),
        ({"citations": ""}, "line 2: citations: "),
        ({"kind": "company"}, "line 2: kind: "),
        ({"identifiers": "cusip=1"}, "line 2: identifiers: 'cusip=1' does not begin with a known scheme"),
        ({"confirmed": "maybe"}, "line 2: confirmed: 'maybe'"),
        ({"listed_on": "2020-02-30"}, "line 2: listed_on: "),
        ({"listed_on": "2020-02-02", "delisted_on": "2020-01-01"}, "line 2: delisted on 2020-01-01, before"),
        ({"entry": ""}, "line 2: entry: empty"),
        ({"name": ""}, "line 2: names.0.text: "),
        ({"birth_dates": "soon"}, "line 2: birth_dates.0: "),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, change: dict[str, str], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told) if "\\" not in told else told):
        read_extract(_data(tmp_path, _ROW | change))


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (_ROW | {"name": "Another", "kind": ""}, "line 3: name: 'Another', but its entry began as 'A Co'"),
        (_ROW, "line 3: kind: this would be read once only"),
        (_ROW | {"entry": "2"}, r"line 3: us_ofac_sdn:A Co stands at .* line 2 already"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(tmp_path: Path, second: dict[str, str], told: str) -> None:
    with pytest.raises(DataError, match=told):
        read_extract(_data(tmp_path, _ROW, second))


def test_an_unknown_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="xx_list is no list that data/lists/ describes"):
        read_extract(_data(tmp_path, _ROW, list_id="xx_list"))


def test_a_citation_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"citations.csv: line 3: id: 'law' stands here twice"):
        read_extract(_data(tmp_path, _ROW, cites=("law", "law")))


def test_a_folder_without_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no list is described there"):
        read_lists(tmp_path)


def test_two_lists_cannot_have_one_place(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    text = (data_root() / "lists" / "un_sc.toml").read_text(encoding="utf-8")
    for name in ("aa", "bb"):
        (tmp_path / "lists" / f"{name}.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="order: 240 is the place of aa already"):
        read_lists(tmp_path)
