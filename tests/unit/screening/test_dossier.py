"""What the bundled extract adds to a published entry, and what it never does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import OTHER_CITATION, alias, make_designation, make_listing, weak
from exposcreen.model.listing import Listing, Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.screening.dossier import Dossier

PUBLISHED_ON = date(2026, 7, 11)
KNOWN = make_listing(
    "XINJIANG PRODUCTION AND CONSTRUCTION CORPS",
    "新疆生产建设兵团",
    uid="29299",
    party="xpcc",
    note="The Corps.",
    acts=[make_designation("GLOMAG", "2020-07-31", citations=(OTHER_CITATION,))],
)
PUBLISHED = make_listing(
    "Xinjiang Production and Construction Corps",
    uid="29299",
    acts=[make_designation("GLOMAG", None, footnotes=("4",), licence_requirement="all items")],
)


def enriched(published: Listing = PUBLISHED, *known: Listing) -> Listing:
    return Dossier(known or (KNOWN,)).enrich(published, PUBLISHED_ON)


def test_the_extract_adds_its_days_its_party_and_its_native_names() -> None:
    listing = enriched()

    assert [act.listed_on for act in listing.designations] == [date(2020, 7, 31)]
    assert (listing.party, listing.note) == ("xpcc", "The Corps.")
    assert [name.text for name in listing.names] == ["Xinjiang Production and Construction Corps", "新疆生产建设兵团"]


def test_what_was_published_of_an_act_stays_beside_it() -> None:
    (act,) = enriched().designations

    assert [citation.reference for citation in act.citations] == ["99 FR 2", "99 FR 1"]
    assert (act.footnotes, act.licence_requirement) == (("4",), "all items")


def test_an_entry_that_the_extract_does_not_know_stays_as_published() -> None:
    stranger = make_listing("Somebody Else", uid="1")

    assert enriched(stranger) is stranger


def test_an_id_of_another_list_is_another_entry() -> None:
    other = make_listing("Xinjiang Production and Construction Corps", uid="29299", list_id="eu_fsf")

    assert enriched(other) is other


def test_an_entry_without_an_id_is_known_by_any_reading_of_its_name() -> None:
    known = make_listing("Hoshine Silicon (Shanshan) Co., Ltd. and subsidiaries", list_id="us_dhs_uflpa", party="h")
    published = make_listing("Hoshine Silicon (Shanshan) Co. Ltd", list_id="us_dhs_uflpa")

    assert enriched(published, known).party == "h"


@pytest.mark.parametrize(
    "acts",
    [
        [make_designation("GLOMAG", None, citations=(OTHER_CITATION,))],
        [make_designation("GLOMAG", "2020-07-31", delisted_on="2023-11-16")],
    ],
)
def test_an_extract_that_does_not_know_when_or_thinks_it_over_changes_no_act(acts: list[object]) -> None:
    known = KNOWN.model_copy(update={"designations": tuple(acts)})

    assert enriched(PUBLISHED, known).designations == PUBLISHED.designations


def test_an_end_after_the_day_of_publication_does_not_contradict_the_publication() -> None:
    ends_later = make_designation("GLOMAG", "2020-07-31", delisted_on="2026-07-12")
    known = KNOWN.model_copy(update={"designations": (ends_later,)})

    assert enriched(PUBLISHED, known).designations[0].delisted_on == date(2026, 7, 12)


def test_a_birth_date_as_published_goes_before_the_extracts() -> None:
    known = make_listing("CHEN, Quanguo", kind="person", uid="1", birth_dates=("1955",))
    bare, dated = (
        make_listing("CHEN, Quanguo", kind="person", uid="1", birth_dates=dates) for dates in ((), ("1955-11",))
    )

    assert [str(day) for day in enriched(bare, known).birth_dates] == ["1955"]
    assert [str(day) for day in enriched(dated, known).birth_dates] == ["1955-11"]


def test_what_nobody_published_is_left_over() -> None:
    other = make_listing("Another", alias("Autre"), uid="2")
    dossier = Dossier([KNOWN, other])

    dossier.enrich(PUBLISHED, PUBLISHED_ON)

    assert list(dossier.unused()) == [other]


def test_what_is_bundled_without_the_id_of_its_list_is_found_by_name() -> None:
    known = make_listing("WANG Mingshan", list_id="eu_fsf", kind="person", party="wang-mingshan")
    published = make_listing("Wang Mingshan", list_id="eu_fsf", kind="person", uid="EU.7061.19")

    assert enriched(published, known).party == "wang-mingshan"


def test_what_is_bundled_with_an_id_is_never_found_by_name() -> None:
    namesake = make_listing("Xinjiang Production and Construction Corps", uid="1")

    assert enriched(namesake) is namesake


FIRST_ACT = make_designation("UFLPA s.2(d)(2)(B)(i)", "2022-06-21")


def of_the_page(*names: str | Name, **fields: Any) -> Listing:
    return make_listing(*names, list_id="us_dhs_uflpa", **{"acts": [FIRST_ACT], **fields})


def test_an_entry_that_was_renamed_is_known_by_its_former_name() -> None:
    known = of_the_page("Hefei Meiling Co., Ltd.", party="meiling")
    renamed = of_the_page("Changhong Meiling Co., Ltd.", Name(text="Hefei Meiling Co. Ltd.", kind=NameKind.FKA))

    assert enriched(renamed, known).party == "meiling"
    assert enriched(of_the_page("Hefei Meiling Co., Ltd."), renamed.model_copy(update={"party": "m"})).party == "m"


@pytest.mark.parametrize(
    "names",
    [("Junzheng WANG", alias("王君正")), ("王君正", alias("Junzheng WANG"))],
)
def test_a_person_is_known_in_either_order_of_the_name(names: tuple[str | Name, ...]) -> None:
    known = make_listing("WANG Junzheng", list_id="eu_fsf", kind="person", party="wang-junzheng")
    published = make_listing(*names, list_id="eu_fsf", kind="person", uid="EU.7060.22")

    assert enriched(published, known).party == "wang-junzheng"
    company = make_listing("Junzheng Wang", list_id="eu_fsf", uid="EU.1.1")
    assert enriched(company, known) is company


def test_a_bracket_that_the_page_drops_parts_no_entry_from_itself() -> None:
    known = of_the_page("Xinjiang Production and Construction Corps (XPCC)", party="xpcc")

    assert enriched(of_the_page("Xinjiang Production and Construction Corps"), known).party == "xpcc"
    assert enriched(of_the_page("Bingtuan", alias("Xinjiang Production and Construction Corps")), known).party == "xpcc"


@pytest.mark.parametrize(
    "published",
    [
        of_the_page("Another Co., Ltd.", alias("Shared Short Name")),
        of_the_page("Another Co., Ltd.", weak("Example Trading Co., Ltd.")),
        of_the_page("Another Co., Ltd.", alias("Example Trading Co., Ltd."), kind="person"),
        make_listing("Another Co., Ltd.", alias("Example Trading Co., Ltd."), list_id="us_cbp_wro"),
    ],
)
def test_a_name_that_identifies_neither_joins_nothing(published: Listing) -> None:
    known = of_the_page("Example Trading Co., Ltd.", alias("Shared Short Name"), party="example")

    assert enriched(published, known) is published


def test_a_former_name_that_two_entries_bear_joins_neither() -> None:
    first, second = (of_the_page(f"{name} Co., Ltd.", alias("Old Trading Co."), party=name) for name in ("A", "B"))
    published = of_the_page("Old Trading Co.")

    assert enriched(published, first, second) is published


def test_people_of_one_name_who_were_born_in_other_years_are_two() -> None:
    known = make_listing("LI Wei", alias("Wei Li Ming"), list_id="ca_sema", kind="person", birth_dates=("1955",))
    published = make_listing("Wei Li Ming", list_id="ca_sema", kind="person", birth_dates=("1980",))

    assert enriched(published, known) is published


def test_an_act_that_came_after_the_extract_is_kept() -> None:
    later = make_designation("UFLPA s.2(d)(2)(B)(v)", "2027-01-05", citations=(OTHER_CITATION,))
    known = of_the_page("Example Trading Co., Ltd.")
    published = of_the_page("Example Trading Co., Ltd.", acts=[FIRST_ACT, later])

    assert enriched(published, known).designations == (FIRST_ACT, later)


def test_an_act_that_the_file_calls_by_another_tag_is_not_told_twice() -> None:
    known = make_listing("Zhu Hailun", list_id="ca_sema", acts=[make_designation("SEMA-PRC", "2021-03-21")])
    published = make_listing("Zhu, Hailun", list_id="ca_sema", acts=[make_designation("China", None)])

    assert [act.program for act in enriched(published, known).designations] == ["SEMA-PRC"]
