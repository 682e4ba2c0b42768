"""The bundled extract loads, resolves, cites, and holds what it says it holds."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind, SubjectKind
from exposcreen.resources import data_root, read_table
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.extract import CITATION_COLUMNS, read_extract

LISTINGS = read_extract()
LISTS = read_lists()


def on(list_id: str) -> list[Listing]:
    return [listing for listing in LISTINGS if listing.list_id == list_id]


def one(list_id: str, name: str) -> Listing:
    (found,) = [listing for listing in on(list_id) if name in {n.text for n in listing.names}]
    return found


def texts(listing: Listing, kind: NameKind) -> set[str]:
    return {name.text for name in listing.names if name.kind is kind}


# What is there


def test_every_list_says_truly_how_much_of_it_is_bundled() -> None:
    counted = Counter(listing.list_id for listing in LISTINGS)

    assert counted == {info.list_id: info.extract.listings for info in LISTS.values() if info.extract is not None}
    assert counted["us_ofac_ns_cmic"] == 68
    assert counted["us_dhs_uflpa"] == 144
    assert {i for i, info in LISTS.items() if info.extract and info.extract.status == "complete"} == {
        "us_ofac_ns_cmic",
        "us_dhs_uflpa",
    }


def test_all_lists_of_the_interface_are_described_in_the_order_in_which_they_are_shown() -> None:
    assert list(LISTS)[:4] == ["us_ofac_sdn", "us_ofac_ns_cmic", "us_bis_entity", "us_dhs_uflpa"]
    assert list(LISTS)[-4:] == ["gb_sanctions", "eu_fsf", "ca_sema", "un_sc"]
    assert len(LISTS) == 24
    assert LISTS["us_ofac_ns_cmic"].short == "NS-CMIC"
    assert LISTS["us_ofac_sdn"].min_records == 8000
    assert LISTS["un_sc"].extract is None


def test_keys_are_unique_and_every_listing_is_marked_as_bundled() -> None:
    assert [key for key, times in Counter(listing.key for listing in LISTINGS).items() if times > 1] == []
    assert {listing.source for listing in LISTINGS} == {"extract"}


# Citations


def test_every_act_has_a_citation_and_every_citation_is_used() -> None:
    cited = {citation for listing in LISTINGS for act in listing.designations for citation in act.citations}
    rows = list(read_table(data_root() / "listings" / "citations.csv", CITATION_COLUMNS))

    assert all(act.citations for listing in LISTINGS for act in listing.designations)
    assert len(cited) == len(rows)


@pytest.mark.parametrize(
    ("list_id", "name", "reference"),
    [
        ("us_ofac_ns_cmic", "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.", "86 FR 30145"),
        ("us_ofac_ns_cmic", "SENSETIME GROUP LIMITED", "86 FR 30145"),
        ("us_bis_entity", "Hangzhou Hikvision Digital Technology Co., Ltd.", "84 FR 54004"),
        ("us_bis_entity", "NSO Group", "86 FR 60760"),
        ("us_dhs_uflpa", "Zijin Mining Group Co., Ltd.", "Pub. L. 117-78"),
        ("us_ofac_sdn", "XINJIANG PRODUCTION AND CONSTRUCTION CORPS", "E.O. 13818"),
        ("us_cbp_wro", "Hero Vast Group", "19 U.S.C. 1307"),
        ("us_dod_1260h", "BYD Company Limited", "91 FR 35189"),
        ("us_dod_1260h", "SenseTime Group, Inc.", "FR doc 2025-00070"),
        ("us_ndaa_889", "Dahua Technology Company", "Pub. L. 115-232 s.889"),
        ("us_fcc_covered", "ZTE Corporation", "47 U.S.C. 1601"),
        ("us_dod_ccmc", "XIAOMI CORPORATION", "FAQ 880"),
        ("gb_sanctions", "Zhu Hailun", "SI 2020/680"),
        ("eu_fsf", "ZHU Hailun", "Regulation (EU) 2020/1998"),
        ("ca_sema", "Zhu Hailun", "SOR/2021-49"),
        ("ca_sema", "Chen Quanguo", "SOR/2024-253"),
    ],
)
def test_the_first_citation_is_the_legal_basis(list_id: str, name: str, reference: str) -> None:
    first = one(list_id, name).designations[0].citations[0]

    assert first.reference == reference
    assert first.confirmed


def test_a_uflpa_listing_cites_its_notice_and_the_page_after_the_act() -> None:
    references = [
        citation.reference for citation in one("us_dhs_uflpa", "Zijin Mining Group Co., Ltd.").designations[0].citations
    ]

    assert references == ["Pub. L. 117-78", "FR doc 2025-00901", "UFLPA Entity List"]


def test_an_sdn_cites_its_entry_and_the_press_release_where_known() -> None:
    act = one("us_ofac_sdn", "XINJIANG PRODUCTION AND CONSTRUCTION CORPS").designations[0]

    assert {"OFAC uid 29299", "Treasury sm1073"} <= {citation.reference for citation in act.citations}


def test_what_was_named_from_memory_is_never_shown_as_confirmed() -> None:
    named = {"E.O. 13382", "E.O. 13694", "E.O. 14024", "Implementing Regulation (EU) 2021/478"}
    cited = [citation for listing in LISTINGS for act in listing.designations for citation in act.citations]

    assert [citation for citation in cited if citation.reference in named and citation.confirmed] == []
    assert not any("60839" in citation.reference or "73185" in citation.reference for citation in cited)
    assert [
        row["id"] for _, row in _citation_rows() if row["id"].endswith("-unread") and row["confirmed"] == "yes"
    ] == []


def _citation_rows() -> list[tuple[int, dict[str, str]]]:
    rows = read_table(data_root() / "listings" / "citations.csv", CITATION_COLUMNS)
    return [(line, dict(row)) for line, row in rows]


@pytest.mark.parametrize("uid", ["40139", "40201", "31455", "48059", "30968"])
def test_a_day_from_memory_makes_the_act_unconfirmed(uid: str) -> None:
    (listing,) = [listing for listing in on("us_ofac_sdn") if listing.uid == uid]

    assert not any(act.confirmed for act in listing.designations)


# Parties and names


def test_the_three_sensetimes_stay_three_parties() -> None:
    cmic = one("us_ofac_ns_cmic", "SENSETIME GROUP LIMITED")
    entity_list = one("us_bis_entity", "Beijing Sensetime Technology Development Co., Ltd.")
    dod = one("us_dod_1260h", "SenseTime Group, Inc.")

    assert {cmic.party, entity_list.party, dod.party} == {None}
    assert all("0020.HK" in (item.note or "") for item in (cmic, entity_list, dod))
    assert entity_list.designations[-1].footnotes == ("4",)
    assert "商湯集團有限公司" in {name.text for name in cmic.names if name.confirmed}


@pytest.mark.parametrize("word", ["MEGVII", "YITU"])
def test_namesakes_on_several_lists_share_no_party(word: str) -> None:
    found = [listing for listing in LISTINGS if word in listing.name.upper()]

    assert len({listing.list_id for listing in found}) == 3
    assert all(listing.party is None and listing.note for listing in found)


def test_the_corps_has_no_alias_on_the_sdn_list_but_has_them_elsewhere() -> None:
    sdn = one("us_ofac_sdn", "XINJIANG PRODUCTION AND CONSTRUCTION CORPS")
    entity_list = one("us_bis_entity", "Xinjiang Production and Construction Corps (XPCC)")

    assert {name.text for name in sdn.names} == {"XINJIANG PRODUCTION AND CONSTRUCTION CORPS", "新疆生产建设兵团"}
    assert {"XPCC", "Bingtuan"} <= texts(entity_list, NameKind.STRONG_AKA)
    assert texts(entity_list, NameKind.WEAK_AKA) == {"Xinjiang Corps"}
    assert {x.list_id for x in LISTINGS if x.party == "xpcc"} == {
        "us_ofac_sdn",
        "us_bis_entity",
        "us_dhs_uflpa",
        "us_cbp_wro",
    }


def test_the_police_of_the_corps_is_an_organ_of_it_and_never_an_sdn() -> None:
    police = [listing for listing in LISTINGS if listing.party == "xpcc-psb"]

    assert {listing.list_id for listing in police} == {"us_bis_entity", "eu_fsf", "gb_sanctions", "ca_sema"}
    assert {listing.organ_of for listing in police} == {"xpcc"}


def test_the_five_measures_on_hikvision_are_of_one_party() -> None:
    lists = {listing.list_id for listing in LISTINGS if listing.party == "hikvision"}

    assert lists == {"us_ofac_ns_cmic", "us_bis_entity", "us_dod_1260h", "us_ndaa_889", "us_fcc_covered"}


def test_every_organ_has_a_body_and_a_party_is_of_one_kind() -> None:
    parties: dict[str, set[SubjectKind]] = {}
    for listing in LISTINGS:
        if listing.party:
            parties.setdefault(listing.party, set()).add(listing.kind)

    assert {listing.organ_of for listing in LISTINGS if listing.organ_of} <= set(parties)
    assert [party for party, kinds in parties.items() if len(kinds) > 1] == []


def test_native_forms_from_memory_are_marked() -> None:
    chen = one("us_ofac_sdn", "CHEN, Quanguo")
    wang = one("us_ofac_sdn", "WANG, Mingshan")

    assert [name.confirmed for name in chen.names if name.text == "陈全国"] == [False]
    assert [name.confirmed for name in wang.names if name.text == "王明山"] == [True]


@pytest.mark.parametrize(
    "name", ["Liang Technology", "Shenzhen Vision", "Carbon Element Technology", "SMIC", "ALCO", "Dawning"]
)
def test_ordinary_short_names_are_weak_wherever_they_stand(name: str) -> None:
    kinds = {n.kind for listing in LISTINGS for n in listing.names if n.text == name}

    assert kinds == {NameKind.WEAK_AKA}


def test_aliases_hold_neither_addresses_nor_memory_tags() -> None:
    named = [name.text for listing in LISTINGS for name in listing.names]

    assert [text for text in named if "[" in text or " Road," in text or "unknown" in text.lower()] == []
    assert (
        one("us_bis_entity", "Hoshine Silicon Industry (Shanshan) Co., Ltd.")
        .addresses[0]
        .startswith("West of Kekeya Road")
    )


# Days


def test_a_first_listing_from_secondary_sources_is_an_earlier_unconfirmed_act() -> None:
    esquel = one("us_dhs_uflpa", "Changji Esquel Textile Co., Ltd.")

    assert [(act.listed_on, act.confirmed) for act in esquel.designations] == [
        (date(2022, 6, 21), False),
        (date(2024, 11, 1), True),
    ]
    assert esquel.in_force(date(2023, 1, 1))


def test_uflpa_acts_are_the_rows_of_the_page_and_four_earlier_ones() -> None:
    acts = [act for listing in on("us_dhs_uflpa") for act in listing.designations]

    assert len([act for act in acts if act.confirmed]) == 160
    assert len([act for act in acts if not act.confirmed]) == 4
    assert max(act.listed_on for act in acts if act.listed_on) == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("list_id", "name", "last", "gone"),
    [
        ("us_bis_entity", "Institute of Forensic Science of China", date(2023, 11, 15), date(2023, 11, 16)),
        ("us_ofac_sdn", "YOU, Quan", date(2026, 7, 13), date(2026, 7, 14)),
        ("us_dod_1260h", "Beijing Megvii Technology Co., Ltd.", date(2025, 1, 6), date(2025, 1, 7)),
        ("us_dod_1260h", "SMIC Hong Kong International Company Limited", date(2024, 1, 30), date(2024, 1, 31)),
        ("us_dod_ccmc", "XIAOMI CORPORATION", date(2021, 5, 24), date(2021, 5, 25)),
    ],
)
def test_who_was_removed_is_listed_until_the_day_before(list_id: str, name: str, last: date, gone: date) -> None:
    listing = one(list_id, name)

    assert listing.in_force(last)
    assert not listing.in_force(gone)


@pytest.mark.parametrize("uid", ["40201", "40202"])
def test_absence_from_a_later_list_is_no_delisting(uid: str) -> None:
    (listing,) = [listing for listing in on("us_ofac_sdn") if listing.uid == uid]
    (act,) = listing.designations

    assert act.delisted_on is None
    assert not act.confirmed
    assert "absent" in (act.note or "")


@pytest.mark.parametrize("uid", ["46921", "9750"])
def test_an_unknown_first_day_stays_unknown(uid: str) -> None:
    (listing,) = [listing for listing in on("us_ofac_sdn") if listing.uid == uid]

    assert {act.listed_on for act in listing.designations} == {None}
    assert all("unknown" in (act.note or "") for act in listing.designations)


def test_the_order_on_the_whole_region_is_no_party() -> None:
    assert not any("Autonomous Region" in listing.name for listing in on("us_cbp_wro"))
