"""Who else listed the same party: said only where it is known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from builders import alias, make_designation, make_listing, make_store
from exposcreen.errors import InputError
from exposcreen.model.listing import Listing
from exposcreen.model.mirrors import MirrorCell, MirrorReport
from exposcreen.report.mirrors import render_mirrors, render_mirrors_html
from exposcreen.screening.mirrors import mirrors
from exposcreen.screening.screener import Screener

DAY = date(2026, 7, 10)


def report(path: Path | None = None, list_id: str = "us_ofac_sdn", program: str | None = None) -> MirrorReport:
    screener = Screener(store=path)
    return mirrors(screener.searched(as_of=DAY), screener.coverage(as_of=DAY), list_id, program=program, as_of=DAY)


def cells(found: MirrorReport, name: str) -> dict[str, MirrorCell]:
    return {cell.list_id: cell for row in found.mirrors if row.name == name for cell in row.cells}


def test_the_officials_of_xinjiang_were_listed_by_four_governments_on_their_days() -> None:
    found = report(program="GLOMAG")

    wang = cells(found, "WANG, Mingshan")
    chen = cells(found, "CHEN, Quanguo")
    assert {name: str(wang[name].listed_on) for name in ("us_ofac_sdn", "gb_sanctions", "eu_fsf", "ca_sema")} == {
        "us_ofac_sdn": "2020-07-09",
        "gb_sanctions": "2021-03-22",
        "eu_fsf": "2021-03-22",
        "ca_sema": "2021-03-21",
    }
    assert (chen["us_ofac_sdn"].says, chen["ca_sema"].says, chen["eu_fsf"].says) == ("listed", "listed", "unknown")
    assert all(cell.citations for cell in wang.values() if cell.says == "listed")


def test_nothing_found_on_a_part_of_a_list_is_not_known() -> None:
    corps = cells(report(program="GLOMAG"), "XINJIANG PRODUCTION AND CONSTRUCTION CORPS")

    assert corps["gb_sanctions"].says == "unknown"
    assert (corps["us_dhs_uflpa"].says, str(corps["us_bis_entity"].listed_on)) == ("listed", "2021-06-24")


def person(uid: str, born: str, list_id: str) -> Listing:
    return make_listing("Ivan EXEMPLAROV", list_id=list_id, kind="person", uid=uid, birth_dates=(born,))


def test_a_namesake_is_only_possible_and_a_birth_date_settles(tmp_path: Path) -> None:
    path = tmp_path / "store"
    make_store(path, DAY, person("1", "1960-01-02", "us_ofac_sdn"), source="a")
    make_store(path, DAY, person("2", "1960-01-02", "gb_sanctions"), source="b")
    make_store(path, DAY, make_listing("Ivan EXEMPLAROV", list_id="eu_fsf", kind="person", uid="3"), source="c")
    make_store(path, DAY, make_listing("Somebody Else", list_id="un_sc", uid="4"), source="d")

    found = cells(report(path), "Ivan EXEMPLAROV")

    assert (found["gb_sanctions"].says, found["gb_sanctions"].keys) == ("listed", ("gb_sanctions:2",))
    assert found["eu_fsf"].says == "possible"
    assert found["un_sc"].says == "not_found"


def test_an_entry_that_left_says_so_and_one_that_came_later_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "store"
    name = "Zhundongwei Works Co., Ltd."
    make_store(path, DAY, make_listing(name, uid="1"), source="a")
    left = [make_designation(listed_on="2020-01-01", delisted_on="2024-05-06")]
    make_store(path, DAY, make_listing(name, list_id="gb_sanctions", uid="2", acts=left), source="b")
    later = [make_designation(listed_on="2027-01-01")]
    make_store(path, DAY, make_listing(name, list_id="un_sc", uid="3", acts=later), source="c")

    found = cells(report(path), name)

    assert (found["gb_sanctions"].says, str(found["gb_sanctions"].delisted_on)) == ("left", "2024-05-06")
    assert found["un_sc"].says == "not_found"


def test_a_list_or_a_programme_without_an_entry_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no entry under 'HOLIDAYS' was read"):
        report(program="HOLIDAYS")
    with pytest.raises(InputError, match="un_sc: no entry was read"):
        report(list_id="un_sc")


def test_the_matrix_is_a_page_that_stands_alone_and_escapes_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "store"
    make_store(path, DAY, make_listing("<script>alert(1)</script> Works", alias("Zhundongwei"), uid="1"))

    page, text = render_mirrors_html(report(path)), render_mirrors(report(path))

    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    assert "not known" in text
    assert "Not legal advice." in text
