from __future__ import annotations

import gzip
import io
import os
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposcreen.adapters import Reading, Row, read_counterparties
from exposcreen.errors import InputError
from exposcreen.model.subjects import Counterparty


def _file(folder: Path, content: str | bytes, name: str = "parties.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _rows(folder: Path, content: str | bytes) -> list[Row[Counterparty]]:
    return list(read_counterparties(_file(folder, content)))


def _names(rows: list[Row[Counterparty]]) -> list[str]:
    return [row.content.name for row in rows if isinstance(row.content, Counterparty)]


def _faults(rows: list[Row[Counterparty]]) -> list[str]:
    return [str(row.content) for row in rows if isinstance(row.content, InputError)]


@pytest.mark.parametrize(
    "content",
    [
        "name,country\nAcme,GB\nExample,CN\n",
        "name;country\nAcme;GB\nExample;CN\n",
        "name\tcountry\r\nAcme\tGB\r\nExample\tCN\r\n",
        "name|country\nAcme|GB\nExample|CN",
        "sep=;\nname;country\nAcme;GB\nExample;CN\n",
        "\ufeffname,country\nAcme,GB\n\n,\nExample,CN\n",
        "\n\nname,country\rAcme,GB\rExample,CN\r",
        '"NAME","Country "\n"Acme","GB"\n"Example","CN",,\n',
    ],
)
def test_delimiters_line_ends_and_byte_order_marks_are_recognised(tmp_path: Path, content: str) -> None:
    rows = _rows(tmp_path, content)

    assert _names(rows) == ["Acme", "Example"]
    assert [row.subject.country for row in rows] == ["GB", "CN"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (gzip.compress(b"name\nAcme", mtime=0), "gzip"),
        ("name\nAcme".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b'\xef\xbb\xbf\n <?xml version="1.0"?>', "XML"),
        (b'{"name": "Acme"}', "JSON"),
        (b"name\nAc\0me\n", "binary"),
        (b"\xef\xbb\xbf", "has the columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        read_counterparties(_file(tmp_path, content))

    assert str(refused.value).startswith("parties.csv: ")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = _file(tmp_path, "name\nAcme\n")
    for path in (tmp_path / "nowhere.csv", file / "below"):
        with pytest.raises(InputError, match="there is no such file"):
            read_counterparties(path)
    with pytest.raises(InputError, match="is a directory, not a file"):
        read_counterparties(tmp_path)


def test_a_stream_is_read_and_stays_open(tmp_path: Path) -> None:
    stream = io.BytesIO(b"name,country\nAcme,GB\n,GB\n")
    with _file(tmp_path, "name\n-\n").open("rb") as file:
        named = list(read_counterparties(file))

    rows = list(read_counterparties(stream))

    assert _names(rows) == ["Acme"]
    assert _faults(rows)[0].startswith("stream line 3, column name: ")
    assert _faults(named)[0].startswith("parties.csv line 2")
    assert not stream.closed


def test_a_byte_that_is_not_utf8_is_placed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"parties\.csv line 3: byte 16 of the file \(0xe9\) is not UTF-8"):
        read_counterparties(_file(tmp_path, b"name\nAcme\nSocie\xe9t\xe9\n"))


def test_a_byte_that_is_not_utf8_is_found_far_down(tmp_path: Path) -> None:
    far = b"name\n" + "Caf\u00e9 Ltd\n".encode() * 200_000

    with pytest.raises(InputError, match="line 200002: byte 2000009 of the file"):
        read_counterparties(_file(tmp_path, far + b"abc\xff\n"))


def test_a_file_cut_off_inside_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cut off"):
        read_counterparties(_file(tmp_path, "name\n新".encode()[:-1]))


def test_a_missing_column_is_one_sentence_that_names_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a column name, and this one has the columns 'ref', 'amount'"):
        read_counterparties(_file(tmp_path, "ref,amount\n1,2\n"))


def test_columns_that_are_not_known_are_set_aside_by_name(tmp_path: Path) -> None:
    reading = read_counterparties(_file(tmp_path, "Ref,Supplier Name,Our Rating,,company\n1,Acme,A,x,Other\n"))

    assert isinstance(reading, Reading)
    assert reading.unused == ("Ref", "Supplier Name", "Our Rating", "column 4")
    assert next(reading).subject.name == "Other"


def test_a_column_that_is_not_known_is_named_once(tmp_path: Path) -> None:
    reading = read_counterparties(_file(tmp_path, "colour,name,colour\nred,Acme,blue\n"))

    assert reading.unused == ("colour",)


def test_surplus_fields_may_be_there_when_they_are_blank(tmp_path: Path) -> None:
    assert _names(_rows(tmp_path, "name,country\nAcme,GB,, \n")) == ["Acme"]


def test_a_birth_date_after_the_day_of_the_question_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, "name,DOB\nJane,2027\nJohn,2026\nJack,31/12/1955\n")

    rows = list(read_counterparties(path, as_of=date(2026, 7, 10)))

    assert _names(rows) == ["John"]
    assert _faults(rows) == [
        "parties.csv line 2, column DOB: '2027' lies after the day of the question, 2026-07-10: "
        "a wrong one would hide a match",
        "parties.csv line 4, column DOB: '31/12/1955' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD",
    ]
    assert _names(list(read_counterparties(path))) == ["Jane", "John"]


def test_a_bad_row_costs_no_other_row(tmp_path: Path) -> None:
    rows = _rows(
        tmp_path, "name,kind,birth_date\nAcme,,\n ,,\nB,planet,\nC,person,1955-13-01\nD\nE,,,extra\nF,person,1955\n"
    )

    assert _names(rows) == ["Acme", "F"]
    assert _faults(rows) == [
        (
            "parties.csv line 4, column kind: 'planet' is not a kind of party: "
            "write organization, person, vessel or aircraft"
        ),
        "parties.csv line 5, column birth_date: '1955-13-01' is not a date of the calendar",
        "parties.csv line 6: has 1 field where the header has 3: is the line cut off?",
        "parties.csv line 7: has 4 fields where the header has 3, 1 too many: quote a field that holds the delimiter",
    ]


def test_a_blank_name_is_refused_with_its_line_and_column(tmp_path: Path) -> None:
    rows = _rows(tmp_path, "Company,country\n,GB\n---,GB\n")

    assert [fault.split(":")[0] for fault in _faults(rows)] == [
        "parties.csv line 2, column Company",
        "parties.csv line 3, column Company",
    ]
    assert "is blank" in _faults(rows)[0]


def test_a_name_of_a_hundred_thousand_characters_is_refused_without_repeating_it(tmp_path: Path) -> None:
    rows = _rows(tmp_path, f"name\n{'A' * 100_000}\nAcme\n{'A' * 200_000}\nExample\n")

    assert _names(rows) == ["Acme", "Example"]
    assert "has 100,000 characters" in _faults(rows)[0]
    assert "line 4: has a field of more than 131,072 characters" in _faults(rows)[1]
    assert all(len(fault) < 200 for fault in _faults(rows))


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_after_it(tmp_path: Path) -> None:
    rows = _rows(tmp_path, 'name,country\n"Acme,GB\nExample,CN\n"Third, Ltd",GB\nFourth,GB\n')

    assert _names(rows) == ["Example", "Third, Ltd", "Fourth"]
    assert _faults(rows) == [
        'parties.csv line 2: its quotes do not pair: write a quote inside a quoted field twice ("")'
    ]


def test_a_field_of_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    rows = _rows(tmp_path, 'name,address\n"Acme","1 Mill Lane\nLeeds"\n,x\n')

    assert rows[0].subject.addresses == ("1 Mill Lane\nLeeds",)
    assert _faults(rows)[0].startswith("parties.csv line 4, column name")


def test_a_row_that_is_not_a_subject_raises_its_error_when_asked_for_one(tmp_path: Path) -> None:
    row = _rows(tmp_path, "name,country\n,GB\n")[0]

    with pytest.raises(InputError, match="line 2"):
        _ = row.subject


def test_a_header_that_cannot_be_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 1: the header: its quotes do not pair"):
        read_counterparties(_file(tmp_path, '"name,country\nAcme,GB\n'))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not known here")
def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "parties"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("name\nAcme\n"))
    writer.start()

    rows = list(read_counterparties(pipe))
    writer.join()

    assert _names(rows) == ["Acme"]


def test_a_reading_left_early_closes_its_file(tmp_path: Path) -> None:
    reading = read_counterparties(_file(tmp_path, "name\nAcme\nExample\n"))

    assert next(reading).subject.name == "Acme"
    assert reading.lines == 3
    del reading


@given(st.lists(st.text(alphabet='ab"\n,;新', max_size=8), max_size=8))
def test_every_good_line_after_a_broken_one_is_still_read(lines: list[str]) -> None:
    folder = Path(os.environ["EXPOSCREEN_HOME"]).parent
    content = "name,country\n" + "\n".join(line.replace("\n", " ") for line in lines) + "\nLast,GB\n"

    rows = _rows(folder, content)

    assert "Last" in _names(rows) or any(
        "Last" in row.subject.name for row in rows if isinstance(row.content, Counterparty)
    )
    assert [row.line for row in rows] == sorted(row.line for row in rows)
