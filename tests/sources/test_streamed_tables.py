"""A CSV file is read as a stream: as the standard library reads a whole one, and refused where it is damaged."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from exposcreen.errors import SourceError, SourceFormatError, SourceSuspicious
from exposcreen.sources.opensanctions.source import OPENSANCTIONS_SIMPLE
from exposcreen.sources.published import Published
from exposcreen.sources.raw import records
from exposcreen.sources.source import Source
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

Sample = Callable[[Source], dict[str, bytes]]
NAME = "consolidated.csv"


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
def test_a_stream_has_the_rows_of_the_whole_text(sample: Sample, prefix: bytes) -> None:
    for source, name in ((US_TRADE_CSL, NAME), (OPENSANCTIONS_SIMPLE, "targets.simple.csv")):
        file = Published.of(prefix + sample(source)[name], name)

        streamed = [row for _, row in records(file, name, source.info)]

        text = io.StringIO(sample(source)[name].decode(), newline="")
        assert streamed == list(csv.DictReader(text, strict=True))
        assert len(streamed) > 2


@pytest.mark.parametrize(
    ("damage", "problem", "error"),
    [
        (lambda whole: b"", "the file is empty", SourceSuspicious),
        (lambda whole: b" \n\r\n \n", "the file is empty", SourceSuspicious),
        (lambda whole: b"\n" + whole, "there is no header line", SourceFormatError),
        (lambda whole: b"\n <html></html>\n", "it is a web page", SourceFormatError),
        (lambda whole: whole + b"Tax ID", r"line \d+: ", SourceFormatError),
        (lambda whole: whole.rstrip(b"\r\n") + b"Tax ID", r"line \d+: the last line is cut", SourceFormatError),
        (lambda whole: whole.replace(b"\n", b"\n\0", 1), "line 2: it holds NUL bytes", SourceFormatError),
        (lambda whole: whole.replace(b"\n", b"\n\xff", 1), "line 2: it is not UTF-8", SourceFormatError),
        (lambda whole: whole.replace(b",name", b",name\rx", 1), "line 1: new-line", SourceFormatError),
        (lambda whole: whole + b'"open', r"line \d+: the last line is cut", SourceFormatError),
        (lambda whole: whole.replace(b",name,", b",name,name,", 1), "a column stands there twice", SourceFormatError),
    ],
)
def test_a_damaged_stream_is_refused_with_its_reason(
    sample: Sample, damage: Callable[[bytes], bytes], problem: str, error: type[SourceError]
) -> None:
    content = damage(sample(US_TRADE_CSL)[NAME])

    with pytest.raises(error, match=rf"consolidated\.csv: .*{problem}"):
        list(records(Published.of(content, NAME), NAME, US_TRADE_CSL.info))


def test_memory_does_not_grow_with_a_stream(sample: Sample, tmp_path: Path) -> None:
    path, name = tmp_path / "targets.simple.csv", "targets.simple.csv"
    header, first, *_ = sample(OPENSANCTIONS_SIMPLE)[name].splitlines(keepends=True)
    path.write_bytes(header + first * 30_000)

    tracemalloc.start()
    count = sum(1 for _ in records(Published.at(path), name, OPENSANCTIONS_SIMPLE.info))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 30_000
    assert path.stat().st_size > 8_000_000
    assert peak < 6_000_000
