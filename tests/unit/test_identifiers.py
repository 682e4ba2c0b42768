"""Identifiers: what a caller types is checked, what a list publishes is only made comparable."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.errors import InputError
from exposcreen.identifiers import EXCHANGES, canonical_scheme, compact, ticker_key, validate

_VALID = [
    ("isin", "US0378331005"),
    ("lei", "253400V1H6ART1UQ0N98"),
    ("cusip", "037833100"),
    ("sedol", "2046251"),
    ("figi", "BBG000B9XRY4"),
    ("uscc", "9113100033607322XK"),
    ("imo", "7406784"),
    ("swift_bic", "HAVIGB2L"),
]


@pytest.mark.parametrize(("scheme", "value"), _VALID)
def test_a_right_identifier_is_returned_clean(scheme: str, value: str) -> None:
    assert validate(scheme, value) == value
    assert validate(scheme.upper(), f" {value[:4].lower()} {value[4:]} ") == value


@pytest.mark.parametrize(("scheme", "value"), [pair for pair in _VALID if pair[0] != "swift_bic"])
def test_a_typing_error_is_refused_by_the_check_digit(scheme: str, value: str) -> None:
    wrong = value[:-1] + ("1" if value[-1] != "1" else "2")

    with pytest.raises(InputError, match="check digit does not fit"):
        validate(scheme, wrong)


@pytest.mark.parametrize(("scheme", "value"), _VALID)
def test_a_wrong_length_is_refused_and_told(scheme: str, value: str) -> None:
    with pytest.raises(InputError, match=f"it has {len(value) - 1} characters") as caught:
        validate(scheme, value[:-1])

    assert repr(value[:-1]) in str(caught.value)


@pytest.mark.parametrize(
    ("scheme", "value", "reason"),
    [
        ("isin", "ZZ0378331005", "does not exist"),
        ("sedol", "A04625E", "cannot stand there"),
        ("lei", "253400V1H6ART1UQ0NÖ8", "cannot stand there"),
        ("isin", " ", "is blank"),
        ("passport", "", "is blank"),
    ],
)
def test_what_cannot_be_an_identifier_is_refused(scheme: str, value: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        validate(scheme, value)


def test_a_scheme_without_check_digits_passes_in_its_comparable_form() -> None:
    assert validate("tax_id", "77.01-22 a") == "770122A"
    assert validate("ticker", "002415 CN") == "2415.CN"


def test_one_scheme_can_have_several_names() -> None:
    assert canonical_scheme(" SWIFT/BIC ") == "swift_bic"
    assert canonical_scheme("bic") == canonical_scheme("swift") == "swift_bic"
    assert canonical_scheme("lei") == "lei"
    assert validate("bic", "HAVIGB2LXXX") == compact("swift_bic", "havigb2l")


@pytest.mark.parametrize(
    ("published", "key"),
    [
        ("002415 CN", "2415.CN"),
        ("002389  CN", "2389.CN"),
        ("603019CN", "603019.CN"),
        ("00981 HK", "981.HK"),
        ("0728 HK", "728.HK"),
        ("762 HK", "762.HK"),
        ("0981.HK", "981.HK"),
        ("600000.SS", "600000.CN"),
        ("002415.SZ", "2415.CN"),
        ("CHL US", "CHL.US"),
        ("CHL UN", "CHL.US"),
        ("BABA US Equity", "BABA.US"),
        ("C1HL34 BR", "C1HL34.BR"),
        ("K3ED SP", "K3ED.SG"),
        ("MKN1 GR", "MKN1.DE"),
        ("BRK/B US", "BRKB.US"),
        ("7203.T", "7203.JP"),
        ("VOD.L", "VOD.LN"),
    ],
)
def test_a_ticker_with_its_exchange_has_one_form(published: str, key: str) -> None:
    assert compact("ticker", published) == key
    assert ticker_key(published, None) == key


@pytest.mark.parametrize(
    ("ticker", "mic", "key"),
    [
        ("002415", "XSHE", "2415.CN"),
        ("601186", "xshg", "601186.CN"),
        ("0941", "XHKG", "941.HK"),
        ("CHL", "XNYS", "CHL.US"),
        ("MKN1", "XFRA", "MKN1.DE"),
        ("K3ED", "XSES", "K3ED.SG"),
        ("BRK.A", "XNYS", "BRKA.US"),
        ("0941 HK", "XNYS", "941.HK"),
        ("CHL", None, None),
        ("CHL", "ZZZZ", None),
        ("", "XNYS", None),
    ],
)
def test_a_ticker_takes_its_exchange_from_itself_first(ticker: str, mic: str | None, key: str | None) -> None:
    assert ticker_key(ticker, mic) == key


def test_damaged_values_are_made_comparable_and_never_refused() -> None:
    assert compact("imo", "IMO 7406784") == compact("imo", "7406784") == "7406784"
    assert compact("imo", "741") == "0000741"
    assert compact("imo", "unknown") == "UNKNOWN"
    assert compact("lei", "2534-00v1h6.") == "253400V1H6"
    assert compact("passport", "---") == "---"


_WRITTEN = st.text(max_size=30) | st.text(alphabet="0123ABTLCNSHKPU./ -éß٣²", max_size=10)


@given(st.sampled_from(["ticker", "imo", "isin", "lei", "swift_bic", "passport", "anything"]), _WRITTEN)
def test_the_comparable_form_is_total_and_stable(scheme: str, value: str) -> None:
    once = compact(scheme, value)

    assert compact(scheme, once) == once


@given(st.integers(min_value=1, max_value=999_999), st.sampled_from(["XSHG", "XSHE", "XHKG"]))
def test_leading_zeros_and_the_way_of_writing_do_not_matter(number: int, mic: str) -> None:
    suffix = EXCHANGES[mic]

    forms = {f"{number:06d} {suffix}", f"{number}  {suffix}", f"{number:06d}{suffix}", f"{number}.{suffix}"}

    assert {ticker_key(form, None) for form in forms} == {ticker_key(str(number), mic)}


def test_the_check_digits_are_loaded_only_when_asked_for() -> None:
    program = "import sys, exposcreen.identifiers as i; i.compact('isin', 'x'); print('stdnum' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@pytest.mark.shared
def test_every_ticker_of_the_cmic_list_has_an_exchange_and_a_damaged_isin_is_still_comparable(shared: Path) -> None:
    path = shared / "lists" / "us_ofac_cons" / "2025-12-csv" / "cons_prim.csv"
    with path.open(encoding="utf-8", newline="") as file:
        remarks = "; ".join(row[-1] for row in csv.reader(file) if len(row) > 1)

    tickers = re.findall(r"Equity Ticker ([^;]+);", remarks)
    isins = re.findall(r"ISIN ([A-Z0-9]{12})", remarks)

    assert len(tickers) > 60
    assert all(ticker_key(ticker, None) is not None for ticker in tickers)
    assert len(isins) > 100
    # As published: their check digits are wrong.
    assert {isin for isin in isins if not _is_valid(isin)} == {"CND10002G601", "CND10002K094"}
    assert all(compact("isin", isin) == isin for isin in isins)


def _is_valid(isin: str) -> bool:
    try:
        return validate("isin", isin) == isin
    except InputError:
        return False
