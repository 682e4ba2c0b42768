from __future__ import annotations

import pytest

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.american_days import american_day, american_days
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.page import plain, table_of, whole_page, words
from exposcreen.sources.published import Published
from exposcreen.sources.us_fcc_covered.source import US_FCC_COVERED

HEAD = "<tr><th>Covered Equipment or Services*†</th><th>Date of Inclusion on Covered List‡</th></tr>"


def page(body: str, charset: str = "utf-8", encoding: str = "utf-8") -> Published:
    text = f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body>{body}</body></html>'
    return Published.of(text.encode(encoding), "page.html")


def rows(body: str, info: SourceInfo = US_FCC_COVERED.info) -> list[tuple[str, ...]]:
    table = next(whole_page(page(f"<table>{HEAD}{body}</table>"), "page.html").iter("table"))
    return [row.texts for row in table_of(table, info, "page.html").rows]


def test_text_loses_what_nobody_sees_and_keeps_words_apart() -> None:
    root = whole_page(page("<p>Example&nbsp;Co.\u200b,<br>Ltd.&shy;<script>x</script> <b>A</b>B</p>"), "page.html")

    assert words(next(root.iter("p"))) == "Example Co., Ltd. AB"
    assert plain("\ufeffA\u00a0 B\n") == "A B"


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8-sig"), ("iso-8859-1", "cp1252")])
def test_a_page_is_decoded_as_it_declares(charset: str, encoding: str) -> None:
    root = whole_page(page("<p>Müller’s</p>", charset, encoding), "page.html")

    assert words(next(root.iter("p"))) == "Müller’s"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (page("é", "utf-8", "cp1252"), r"page\.html: line 1: it is not the UTF-8 that it declares"),
        (page("é", "klingon-1"), "it is not the KLINGON-1 that it declares"),
        (Published.of(b"<!DOCTYPE html><html>\n<body>", "page.html"), r"line 2: the page ends here without </html>"),
        (Published.of(b"<!DOCTYPE html><html>\n\0</html>", "page.html"), "line 2: it holds NUL bytes"),
        (page("<table><tr><td>a</td></tr>"), "a table is not closed"),
        (Published.of(b"name,day\n", "page.html"), "it is no web page"),
        (Published.of(b"<?xml version='1.0'?><list></list>", "page.html"), "it is no web page"),
    ],
)
def test_what_is_no_whole_page_is_refused(content: Published, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=problem):
        whole_page(content, "page.html")


def test_an_empty_page_is_suspicious() -> None:
    with pytest.raises(SourceSuspicious):
        whole_page(Published.of(b"\n", "page.html"), "page.html")


def test_tables_in_scripts_and_comments_are_no_tables() -> None:
    root = whole_page(page("<script>'<table>'</script><!-- <table> --><p>a</p>"), "page.html")

    assert list(root.iter("table")) == []


def test_a_cell_over_several_rows_or_columns_stands_in_each_of_them() -> None:
    assert rows("<tr><td>a</td><td rowspan=2>d</td></tr><tr><td>b</td></tr>") == [("a", "d"), ("b", "d")]
    assert rows("<tr><td rowspan=2>a</td><td>c</td></tr><tr><td>d</td></tr>") == [("a", "c"), ("a", "d")]
    assert rows('<tr><td colspan="2">a</td></tr><tr><td colspan="x">b</td><td>c</td></tr>') == [("a", "a"), ("b", "c")]
    assert rows("<tr><td>&nbsp;</td><td></td></tr>") == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<tr><td>a</td></tr>", "1 cells under 2 columns, near 'a'"),
        ("<tr><td>a</td><td>b</td><td>c</td></tr>", "3 cells under 2 columns"),
        ("<tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr>", "a table stands in this table"),
        ("<tr>lost<td>a</td><td>b</td></tr>", "text stands between the cells"),
    ],
)
def test_a_table_in_which_fields_could_be_mistaken_is_refused(body: str, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=rf"page\.html: line \d+: {problem}"):
        rows(body)


def test_days_are_read_as_american_pages_write_them() -> None:
    assert str(american_day("Sept. 3, 2024")) == "2024-09-03"
    assert american_day("June 21, 2022 and later") is None
    assert american_day("February 30, 2022") is None
    assert str(american_day("6/21/2022")) == "2022-06-21"
    assert american_day("21/06/2022") is None
    assert [str(day) for day in american_days("May 1, 2025 (updated Foo 2, 2025; January 7, 2026)")] == [
        "2025-05-01",
        "2026-01-07",
    ]
