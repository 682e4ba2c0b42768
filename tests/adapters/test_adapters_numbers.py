from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.adapters import read_holdings
from exposcreen.adapters.numbers import Convention, convention_of, number_of, proven_mark
from exposcreen.errors import InputError
from exposcreen.model.subjects import Holding

_POINT, _COMMA = Convention("."), Convention(",")


def _read(folder: Path, texts: list[str], delimiter: str = ",") -> list[Holding | InputError]:
    path = folder / "portfolio.csv"
    rows = "".join(f'Acme{delimiter}"{text}"\n' for text in texts)
    path.write_text(f"name{delimiter}market value\n{rows}", encoding="utf-8")
    return [row.content for row in read_holdings(path)]


def _values(folder: Path, texts: list[str], delimiter: str = ",") -> list[str | None]:
    """What was read, ``None`` for a row that was refused."""
    rows = _read(folder, texts, delimiter)
    return [str(row.market_value) if isinstance(row, Holding) else None for row in rows]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,234", None),
        ("1.234", None),
        ("1234", None),
        ("1 234 567", None),
        ("many", None),
        ("", None),
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("1,234,567", "."),
        ("1.000.000", ","),
        ("0,123", ","),
        ("0.123", "."),
        ("1234,567", ","),
        ("12,5 %", ","),
        ("(€ 12.5)", "."),
        ("1'234.5", "."),
        ("1.2E+03", "."),
        ("7,", ","),
    ],
)
def test_a_number_proves_its_decimal_mark_where_it_can_be_read_in_one_way_only(text: str, mark: str | None) -> None:
    assert proven_mark(text) == mark


@pytest.mark.parametrize(
    ("texts", "delimiter", "values"),
    [
        (["1,234", "1.234"], ",", ["1234", "1.234"]),
        (["1.000.000", "1.234", "500"], ",", ["1000000", "1234", "500"]),
        (["1.000,50", "1,234"], ",", ["1000.50", "1.234"]),
        (["1,234.50", "1,234"], ";", ["1234.50", "1234"]),
        (["1,234", "1.234"], ";", ["1.234", None]),
        (["1.234,5", "1.234"], ";", ["1234.5", "1234"]),
        (["-1.234,5", "(1.234)"], ",", ["-1234.5", "-1234"]),
        (["0,123"], ",", ["0.123"]),
    ],
)
def test_a_column_tells_what_its_numbers_mean(
    tmp_path: Path, texts: list[str], delimiter: str, values: list[str | None]
) -> None:
    assert _values(tmp_path, texts, delimiter) == values


def test_a_column_of_both_ways_is_not_guessed(tmp_path: Path) -> None:
    texts = ["1.000,50", "1.000.000", "999996.0", "1,234", "1.234", "1,234.50", "500"]

    rows = _read(tmp_path, texts)

    assert _values(tmp_path, texts) == [None, None, "999996.0", None, None, "1234.50", "500"]
    assert str(rows[0]) == (
        "portfolio.csv line 2, column market value: '1.000,50' writes its decimal mark in another way than other rows "
        "of the column, so thousands could be taken for thousandths: write all of them in one way"
    )
    assert str(rows[4]) == (
        "portfolio.csv line 6, column market value: '1.234' can mean thousands or thousandths: "
        "write it without the mark of thousands"
    )


def test_a_column_that_proves_nothing_goes_by_the_others_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.csv"
    path.write_text('name,quantity,weight,market value\nAcme,1.234,"5,4","(1.000,50)"\n"Broken\n', encoding="utf-8")

    row = next(read_holdings(path)).subject

    assert (row.quantity, row.weight, row.market_value) == (Decimal(1234), Decimal("5.4"), Decimal("-1000.50"))


def test_a_short_position_may_weigh_less_than_nothing(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.csv"
    path.write_text("name,weight,market value\nAcme,-1.5,-20\n", encoding="utf-8")

    row = next(read_holdings(path)).subject

    assert (row.weight, row.market_value) == (Decimal("-1.5"), Decimal(-20))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_with_cents_is_read_as_written_in_either_way(number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))

    for convention in (_POINT, _COMMA):
        assert number_of(english, convention) == number
        assert number_of(german, convention) == number


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1))
def test_a_column_written_in_one_way_is_read_whole(numbers: list[Decimal]) -> None:
    for usual, swap in ((_POINT, ""), (_COMMA, ""), (_POINT, ",."), (_COMMA, ",.")):
        texts = [f"{number:,.2f}".translate(str.maketrans(swap, swap[::-1])) for number in numbers]
        marks = [mark for text in texts if (mark := proven_mark(text))]

        assert [number_of(text, convention_of(marks, usual)) for text in texts] == numbers
