"""Places: what is a territory that rules speak of, what is a namesake, and what is only a street."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exposcreen.errors import DataError
from exposcreen.resources import data_root
from exposcreen.territories import country_code, country_name, locate, same_country
from exposcreen.territories.countries import countries
from exposcreen.territories.gazetteer import gazetteer, read_gazetteer

_XINJIANG = "CN-XJ"


def _found(text: str, country: str | None = None) -> tuple[str, bool] | None:
    location = locate(text, country=country)
    return None if location is None else (location.territory, location.certain)


@pytest.mark.parametrize(
    "text",
    [
        "Xinjiang",
        "XUAR",
        "Sinkiang",
        "新疆",
        "شىنجاڭ",
        "Синьцзян",
        "شينجيانغ",
        "Kashgar",
        "Kaxgar",
        "Hotan",
        "Hetian",
        "Heitan City, Hetian Prefecture",
        "Akesu",
        "Turfan",
        "Kumul",
        "Ürümqi",
        "Wulumuqi",
        "烏魯木齊",
        "Korla",
        "Kelamayi",
        "Shihezi",
        "Boertala",
        "Kezilesu",
        "Changji",
        "Wucaiwan",
        "Yuepu Lake",
        "Tumushuke",
        "新疆维吾尔自治区伊犁州新源县",
        "阿克苏地区库车市",
        "新疆生产建设兵团第八师",
        "XPCC 8th Division",
        "cn-xj",
        "CN-65",
    ],
)
def test_every_spelling_of_a_place_in_xinjiang_is_xinjiang(text: str) -> None:
    assert _found(text) == (_XINJIANG, True)


@pytest.mark.parametrize(
    "text", ["石河子市北三路", "Hami", "Kashi", "Bayingolin", "Aksu", "No. 5 Yingbin Road, 843000"]
)
def test_a_place_in_china_is_certain_when_the_country_is_given(text: str) -> None:
    assert _found(text, "CN") == (_XINJIANG, True)


def test_the_evidence_names_every_thing_that_was_recognised() -> None:
    location = locate("Kashgar Prefecture, Xinjiang 844000, China")

    assert location is not None
    assert (location.territory, location.place, location.certain) == (_XINJIANG, "Kashgar Prefecture", True)
    for named in ("Kashgar", "Xinjiang", "844000", "China"):
        assert any(named in sentence for sentence in location.evidence)


@pytest.mark.parametrize(
    ("text", "country", "territory"),
    [
        ("Kashgar Street, London", None, "GB"),
        ("Kashgar Road, London", "GB", "GB"),
        ("Xinjiang Road, Shanghai 200070", None, "CN"),
        ("上海市静安区新疆路100号", None, "CN"),
        ("上海市乌鲁木齐中路12号", "CN", "CN"),
        ("Urumqi Middle Road, Shanghai", "CN", "CN"),
        ("Crimea Street, Glasgow", None, "GB"),
        ("Rue de Crimée, Paris", None, "FR"),
        ("Calle Cuba 12, Mexico City", "MX", "MX"),
        ("Iran Embassy, Vienna", "AT", "AT"),
    ],
)
def test_a_street_named_after_a_place_is_not_that_place(text: str, country: str | None, territory: str) -> None:
    location = locate(text, country=country)

    assert location is not None
    assert location.territory == territory


@pytest.mark.parametrize(
    "text", ["石河子市北三路", "乌鲁木齐市北京南路", "Beijing South Road, New City, Urumqi, China"]
)
def test_a_street_in_the_place_does_not_hide_the_place(text: str) -> None:
    assert _found(text, "CN") == (_XINJIANG, True)


@pytest.mark.parametrize(
    ("text", "country", "territory"),
    [
        ("Miami, Florida", None, "US"),
        ("Miami, Florida", "US", "US"),
        ("Havana, Illinois", None, "US"),
        ("Cuba, Missouri", "US", "US"),
        ("Damascus, Maryland", None, "US"),
        ("Atlanta, Georgia", None, "US"),
        ("Tbilisi, Georgia", None, "GE"),
        ("Kunming, Yunnan 650000", "CN", "CN"),
        ("Xinjiang County, Yuncheng, Shanxi", "CN", "CN"),
        ("Xinshi District, Baoding, Hebei", "CN", "CN"),
        ("Jinghe New Town, Xi'an", "CN", "CN"),
        ("Yiwu, Zhejiang", "CN", "CN"),
        ("Tianshan Road, Shanghai", "CN", "CN"),
        ("Fengshan, Kaohsiung 830012", "TW", "TW"),
        ("Ranchi 834001", "India", "IN"),
        ("Kashi, Varanasi", "IN", "IN"),
        ("Aksu, Antalya", "Turkey", "TR"),
        ("Kashgar", "GB", "GB"),
        ("Xinjiang Kitchen, London", "GB", "GB"),
        ("Kyiv", "Ukraine", "UA"),
        ("Donetsk, Rostov Oblast", "Russia", "RU"),
        ("2a Bazarnaya Street, Belogorsk, Amur Oblast", "Russia", "RU"),
        ("Wisconsin DNR, Madison, Wisconsin", "US", "US"),
        ("Teheran-ro, Seoul", "South Korea", "KR"),
        ("延边朝鲜族自治州", "CN", "CN"),
        ("内蒙古呼和浩特", "CN", "CN"),
        ("特克斯和凯科斯群岛", "TC", "TC"),
        ("位于田林路", "CN", "CN"),
        ("Los Angeles, CA", "US", "US"),
    ],
)
def test_a_namesake_elsewhere_is_where_it_is(text: str, country: str | None, territory: str) -> None:
    location = locate(text, country=country)

    assert location is not None
    assert location.territory == territory


@pytest.mark.parametrize(
    ("text", "country"), [("Bole", "CN"), ("Qitai County", "CN"), ("天山区", "CN"), ("Manas", "CN"), ("Aksu", None)]
)
def test_a_name_that_other_places_bear_is_uncertain(text: str, country: str | None) -> None:
    assert _found(text, country) == (_XINJIANG, False)


@pytest.mark.parametrize(
    "text",
    ["Wushi County, Aksu Prefecture", "Bole, Bortala", "Xinshi District, Urumqi", "Yiwu County, Hami 839300, China"],
)
def test_a_name_that_other_places_bear_is_certain_beside_its_prefecture(text: str) -> None:
    assert _found(text) == (_XINJIANG, True)


def test_a_common_name_alone_is_no_evidence() -> None:
    assert _found("Yiwu", "CN") == ("CN", True)
    assert _found("新市区", "CN") == ("CN", True)


def test_a_postal_code_of_xinjiang_counts_in_china_only() -> None:
    assert _found("Factory 3, 832000", "China") == (_XINJIANG, True)
    assert _found("Factory 3, 832000") is None
    assert _found("Factory 3, 832000", "Uzbekistan") == ("UZ", True)
    assert _found("Factory 3, tel. 0991-832000", "China") == ("CN", True)


@given(st.integers(min_value=0, max_value=999_999))
def test_in_china_only_postal_codes_83_and_84_are_xinjiang(number: int) -> None:
    expected = _XINJIANG if 830_000 <= number <= 849_999 else "CN"

    location = locate(f"Building 7, {number:06d}", country="CN")

    assert location is not None
    assert location.territory == expected


def test_two_pieces_of_evidence_against_the_country_given_are_not_silenced() -> None:
    location = locate("Urumqi, Xinjiang", country="GB")

    assert location is not None
    assert (location.territory, location.certain) == (_XINJIANG, False)
    assert any("contradicts" in sentence for sentence in location.evidence)


def test_a_company_named_after_a_place_is_not_there() -> None:
    assert _found("Xinjiang Goldwind Co., Ltd., Beijing, China") == ("CN", True)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Yalta, Krimea", None),
        ("Yalta", "UA"),
        ("Simferopol", "Russia"),
        ("г. Севастополь ул. Ленина 5", None),
        ("Крым", None),
        ("Feodosia", "Crimea Region of Ukraine"),
        ("Region: Crimea", None),
        ("UA-43", None),
        ("القرم", None),
        ("克里米亚", None),
    ],
)
def test_places_in_crimea_are_crimea_whatever_country_is_given_for_it(text: str, country: str | None) -> None:
    assert _found(text, country) == ("UA-CRIMEA", True)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Donetsk People's Republic", None, ("UA-DNR", True)),
        ("ДНР", None, ("UA-DNR", True)),
        ("DNR", "UA", ("UA-DNR", True)),
        ("DNR", None, ("UA-DNR", False)),
        ("Donetsk", None, ("UA-DNR", False)),
        ("Donetsk", "UA", ("UA-DNR", False)),
        ("Mariupol", "Ukraine", ("UA-DNR", False)),
        ("Луганск", None, ("UA-LNR", False)),
        ("Lugansk People's Republic", None, ("UA-LNR", True)),
        ("ul. Lenina 5, 295000", "Russia", ("UA-CRIMEA", False)),
    ],
)
def test_a_city_proves_occupation_less_than_the_name_of_the_occupier(
    text: str, country: str | None, expected: tuple[str, bool]
) -> None:
    assert _found(text, country) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Havana", None, ("CU", False)),
        ("Havana", "CU", ("CU", True)),
        ("Tehran, Iran", None, ("IR", True)),
        ("Pyongyang, DPRK", None, ("KP", True)),
        ("Korea, North", None, ("KP", True)),
        ("Damascus", "Syria", ("SY", True)),
        ("دمشق", None, ("SY", True)),
        ("伊朗德黑兰", None, ("IR", True)),
        ("Los Angeles, USA", None, ("US", True)),
        ("Hong Kong", "CN", ("HK", True)),
        ("Tehran, Iran", "CN", ("IR", False)),
        ("", "CN", ("CN", True)),
        ("London", None, ("GB", False)),
        ("", None, None),
        ("somewhere", None, None),
    ],
)
def test_a_country_is_found_by_its_name_and_a_city_alone_is_uncertain(
    text: str, country: str | None, expected: tuple[str, bool] | None
) -> None:
    assert _found(text, country) == expected


def test_of_several_addresses_the_one_under_a_rule_decides() -> None:
    assert _found("1199 Bin'an Road, Hangzhou; Block A, Urumqi; London", "CN") == (_XINJIANG, True)
    assert _found("1199 Bin'an Road, Hangzhou, China; Block A, Urumqi") == (_XINJIANG, True)


@example("\u02bb", None)
@given(st.text(max_size=200), st.none() | st.text(max_size=20))
def test_any_text_is_read_without_failing(text: str, country: str | None) -> None:
    location = locate(text, country=country)

    assert location is None or location.evidence


@given(st.sampled_from(sorted(countries())), st.text(max_size=40))
def test_text_alone_never_makes_a_country_something_that_is_not_one(code: str, text: str) -> None:
    location = locate(text, country=code)

    assert location is not None
    assert location.territory in countries() or location.territory in gazetteer().territories


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("irn", "IR"),
        ("UK", "GB"),
        ("Korea, North", "KP"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Burma", "MM"),
        ("Burma (Myanmar)", "MM"),
        ("China/Hong Kong", "HK"),
        ("Türkiye/Turkey", "TR"),
        ("Cote d Ivoire", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Region: Gaza", "PS"),
        ("Bahamas, The", "BS"),
        ("St. Lucia", "LC"),
        ("People’s Republic of China", "CN"),
        ("Republic of China", "TW"),
        ("Macau", "MO"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Crimea Region of Ukraine", "UA"),
        ("CN-XJ", "CN"),
        ("中國", "CN"),
        ("Российская Федерация", "RU"),
        ("Kosovo", "XK"),
    ],
)
def test_the_spellings_of_lists_are_countries(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "Korea", "Syria/Iran", "undetermined", "Xinjiang", "XX"])
def test_what_names_no_country_or_several_is_unknown(text: str) -> None:
    assert country_code(text) is None


def test_all_countries_of_iso_3166_are_there_and_know_their_own_names() -> None:
    table = countries()

    assert len(table) == 250  # 249 and Kosovo
    for country in table.values():
        assert {country_code(text) for text in (country.alpha2, country.alpha3, country.name)} == {country.alpha2}
        assert all(country_code(variant) == country.alpha2 for variant in country.variants)
    assert country_name("kp") == "North Korea"
    assert country_name("QQ") is None


def test_hong_kong_and_macau_go_with_china() -> None:
    assert same_country("HK", "China") is True
    assert same_country("Macao", "CN") is True
    assert same_country("HK", "MO") is False
    assert same_country("Taiwan", "CN") is False
    assert same_country("Iran", "Islamic Republic of Iran") is True
    assert same_country("CN", "nowhere") is None
    assert same_country(None, "CN") is None


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        (
            "cn_xj.csv",
            "659013,xpcc-city,650000,Kashgar,,832000,Kashgar,,,,true,false",
            "already a name of CN-XJ 653100",
        ),
        ("cn_xj.csv", "659013,xpcc-city,999999,Nowhere,,,Nowhere,,,,true,false", "column parent"),
        ("cn_xj.csv", "659013,xpcc-city,650000,Nowhere,,650000,Nowhere,,,,true,false", "column postal"),
        ("cn_xj.csv", "659013,xpcc-city,650000,Nowhere,,,Nowhere,,,,yes,false", "column code_confirmed"),
        ("cn_xj.csv", "659012,xpcc-city,650000,Nowhere,,,Nowhere,,,,true,false", "column code"),
        ("places.csv", "ZZ,city,Nowhere,Nowhere,,,,false", "column territory"),
        ("places.csv", "CU,city,,Nowhere,,,,false", "needs a name"),
        ("places.csv", "CU,city,Nowhere,!!,,,,false", "has no letters"),
        ("postal.csv", "CN-XJ,CN,5,830000,849999,true,true", "as many digits"),
        ("territories.csv", "QQ,Nowhere,ZZ,", "column countries"),
        ("territories.csv", "CU,Cuba again,CU,", "stands twice"),
    ],
)
def test_a_wrong_line_of_a_table_is_refused_with_file_and_line(
    tmp_path: Path, table: str, line: str, problem: str
) -> None:
    folder = tmp_path / "territories"
    shutil.copytree(data_root() / "territories", folder)
    path = folder / table
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    number = len(path.read_text(encoding="utf-8").splitlines())

    with pytest.raises(DataError, match=re.escape(problem)) as caught:
        read_gazetteer(folder)

    assert f"{path}: line {number}: " in str(caught.value)


def test_the_gazetteer_has_every_city_of_the_xpcc_and_every_division() -> None:
    rows = (data_root() / "territories" / "cn_xj.csv").read_text(encoding="utf-8").splitlines()
    levels = Counter(row.split(",")[1] for row in rows[1:])

    assert levels["prefecture"] == 14
    assert levels["xpcc-city"] == 12
    assert levels["xpcc-division"] == 14


@pytest.mark.shared
def test_real_addresses_of_the_entity_list_are_placed(shared: Path) -> None:
    published = json.loads((shared / "lists" / "us_bis" / "entity_list-2026-07.json").read_text(encoding="utf-8"))
    rows = next(value for value in published.values() if isinstance(value, list))
    tell = re.compile(r"Xinjiang|XUAR|Urumqi|Kashgar|Hotan|Hetian|Shihezi|Korla|Turpan")

    missed = []
    wrong = []
    for row in rows:
        address = row.get("address") or ""
        location = locate(address, country=row["country"])
        if address and (location is None or (location.territory == _XINJIANG) < bool(tell.search(address))):
            missed.append(address)
        if location is not None and location.territory == _XINJIANG and row["country"] != "China":
            wrong.append(address)

    assert not missed
    assert not wrong
