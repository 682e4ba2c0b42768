from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exposcreen.adapters import checked_identifier, read_counterparties, read_holdings, read_sites
from exposcreen.errors import InputError
from exposcreen.model.dates import PartialDate
from exposcreen.model.subjects import Counterparty, Holding, Site
from exposcreen.model.vocabulary import Instrument, SubjectKind

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def _file(folder: Path, content: str, name: str = "portfolio.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def _holding(folder: Path, content: str) -> Holding:
    (row,) = read_holdings(_file(folder, content))
    return row.subject


def test_a_counterparty_takes_all_that_is_known_of_it(tmp_path: Path) -> None:
    content = (
        "Full Name,Entity Type,Nationality,Date of Birth,AKA,Address Line 1,City,State,ZIP,Passport No.,Tax ID\n"
        'Jane Example,Individual,CN,1955-01,"J. Example; 例子|Jan",1 Mill Lane,Leeds,Yorkshire,LS1 1AA,E1,n/a\n'
    )

    (row,) = read_counterparties(_file(tmp_path, content))

    assert row.subject == Counterparty(
        name="Jane Example",
        kind=SubjectKind.PERSON,
        country="CN",
        birth_date=PartialDate.parse("1955-01"),
        aliases=("J. Example", "例子", "Jan"),
        addresses=("1 Mill Lane, Leeds, Yorkshire, LS1 1AA",),
        identifiers={"passport": "E1"},
    )


def test_a_holding_takes_numbers_as_people_write_them(tmp_path: Path) -> None:
    holding = _holding(
        tmp_path,
        "Security,ISIN,Asset Class,Shares,Market Value (eur),Weight (%)\n"
        'Apple Inc.,us0378331005,Common-Stock,"12,000","€ 2,900,000.50",29.0%\n',
    )

    assert holding == Holding(
        name="Apple Inc.",
        isin="US0378331005",
        instrument=Instrument.EQUITY,
        quantity=Decimal(12_000),
        market_value=Decimal("2900000.50"),
        currency="EUR",
        weight=Decimal("29.0"),
    )


def test_a_currency_column_outweighs_the_heading(tmp_path: Path) -> None:
    holding = _holding(tmp_path, "issuer,market value (USD),ccy\nAcme,1,gbp\n")

    assert holding.currency == "GBP"


def test_a_security_without_issuer_is_called_by_its_own_name(tmp_path: Path) -> None:
    reading = read_holdings(_file(tmp_path, "issuer,security,ticker\nAcme Ltd,Acme Ltd 3% 2030,\n,Cash,-\n"))

    assert reading.unused == ()
    assert [row.subject.name for row in reading] == ["Acme Ltd", "Cash"]


def test_a_broken_isin_is_refused_with_its_line_and_column(tmp_path: Path) -> None:
    rows = list(read_holdings(_file(tmp_path, "name,Isin Code\nApple,US0378331005\nApple,US037833100X\nCash,-\n")))

    assert [isinstance(row.content, Holding) for row in rows] == [True, False, True]
    assert str(rows[1].content).startswith("portfolio.csv line 3, column Isin Code: 'US037833100X'")


@pytest.mark.parametrize(
    ("field", "column"), [("lei", "LEI"), ("cusip", "cusip"), ("sedol", "SEDOL Code"), ("figi", "FIGI")]
)
def test_every_identifier_with_a_check_digit_is_checked(tmp_path: Path, field: str, column: str) -> None:
    (row,) = read_holdings(_file(tmp_path, f"name,{column}\nApple,NOT ONE\n"))

    assert isinstance(row.content, InputError)
    assert f"column {column}" in str(row.content)
    with pytest.raises(InputError):
        checked_identifier(field, "NOT ONE")


def test_a_holding_without_any_name_is_refused(tmp_path: Path) -> None:
    (row,) = read_holdings(_file(tmp_path, "name,isin,quantity\n-,,5\n"))

    assert str(row.content).startswith("portfolio.csv line 2: a holding needs a name, an ISIN")


@pytest.mark.parametrize(
    ("text", "delimiter", "number"),
    [
        ("1234", ",", "1234"),
        ("1,234", ",", "1234"),
        ("1,234,567.89", ",", "1234567.89"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1.234", ",", "1.234"),
        ("1,234", ";", "1.234"),
        ("1.234,5", ";", "1234.5"),
        ("12,5", "\t", "12.5"),
        ("1 234 567", ",", "1234567"),
        ("1\u00a0234,5", ";", "1234.5"),
        ("1'234.5", ",", "1234.5"),
        ("1’234", ",", "1234"),
        ("(1,234)", ",", "-1234"),
        ("-5", ",", "-5"),
        ("−5", ",", "-5"),
        ("USD 5", ",", "5"),
        ("$1,000", ",", "1000"),
        ("5 EUR", ",", "5"),
        ("-$5", ",", "-5"),
        (".5", ",", "0.5"),
        ("7.", ",", "7"),
        ("1.2E+03", ",", "1200"),
        ("0", ",", "0"),
    ],
)
def test_a_number_is_read_as_it_is_written(tmp_path: Path, text: str, delimiter: str, number: str) -> None:
    holding = _holding(tmp_path, f'name{delimiter}market value\nAcme{delimiter}"{text}"\n')

    assert holding.market_value == Decimal(number)


@pytest.mark.parametrize(
    ("text", "delimiter", "words"),
    [
        ("many", ",", "'many' is not a number"),
        ("1,23", ",", ""),
        ("1,2345,678", ",", "is not a number"),
        ("1.2.3", ",", "is not a number"),
        ("NaN", ",", "is not a number"),
        ("Infinity", ",", "is not a number"),
        ("１２", ",", "is not a number"),
        ("1_000", ",", "is not a number"),
        ("1.234", ";", "can mean thousands or thousandths"),
    ],
)
def test_what_is_no_number_is_refused(tmp_path: Path, text: str, delimiter: str, words: str) -> None:
    (row,) = read_holdings(_file(tmp_path, f'name{delimiter}market value\nAcme{delimiter}"{text}"\n'))

    if not words:
        assert row.subject.market_value == Decimal("1.23")
    else:
        assert f"line 2, column market value: {text!r}" in str(row.content)
        assert words in str(row.content)


@pytest.mark.parametrize(
    ("word", "instrument"),
    [
        ("ETF", Instrument.FUND),
        ("Depositary_Receipt", Instrument.DEPOSITARY_RECEIPT),
        ("Fixed Income", Instrument.BOND),
        ("cash", Instrument.CASH),
        ("warrant", Instrument.DERIVATIVE),
        ("Cash and/or Derivatives", Instrument.UNKNOWN),
        ("", Instrument.UNKNOWN),
    ],
)
def test_an_instrument_that_is_not_known_stays_unknown(tmp_path: Path, word: str, instrument: Instrument) -> None:
    assert _holding(tmp_path, f"name,type\nAcme,{word}\n").instrument is instrument


def test_a_site_takes_its_place_its_goods_and_their_origin(tmp_path: Path) -> None:
    content = (
        "Supplier,Address,City,Postal Code,Province,Country,Product,HS Code,Inputs,Tier,DUNS\n"
        "Example Farm,Road 1,Kashgar,844000,Xinjiang,China,cotton; yarn,5201,Aksu|Hotan,Tier 3,123456789\n"
    )

    (row,) = read_sites(_file(tmp_path, content))

    assert row.subject == Site(
        name="Example Farm",
        address="Road 1, Kashgar, 844000",
        region="Xinjiang",
        country="China",
        products=("cotton", "yarn", "5201"),
        inputs=("Aksu", "Hotan"),
        tier=3,
        identifiers={"duns": "123456789"},
    )


def test_a_site_needs_no_name_but_a_place(tmp_path: Path) -> None:
    rows = list(read_sites(_file(tmp_path, "address,tier\nKashgar,2\n,1\nHotan,deep\n", "sites.csv")))

    assert rows[0].subject.address == "Kashgar"
    assert str(rows[1].content).startswith("sites.csv line 3: a site needs a name, an address")
    assert "line 4, column tier: 'deep' is not a tier" in str(rows[2].content)


def test_a_file_of_sites_without_names_or_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file of sites needs one of name, address, city"):
        read_sites(_file(tmp_path, "product\ncotton\n"))


def test_the_examples_read_whole() -> None:
    counterparties = read_counterparties(_EXAMPLES / "counterparties.csv")
    holdings = read_holdings(_EXAMPLES / "portfolio.csv")
    sites = read_sites(_EXAMPLES / "supply_chain.csv")

    assert counterparties.unused == holdings.unused == sites.unused == ()
    assert len([row.subject for row in counterparties]) == 14
    assert len([row.subject for row in holdings]) == 10
    assert len([row.subject for row in sites]) == 8
