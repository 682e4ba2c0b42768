from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csl_as_json import as_json
from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Identifier, Listing
from exposcreen.sources.json_stream import members
from exposcreen.sources.published import Published
from exposcreen.sources.source import Source
from exposcreen.sources.us_trade_csl.json_source import US_TRADE_CSL_JSON
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL

Read = Callable[..., list[Listing]]
Sample = Callable[[Source], dict[str, bytes]]


def bare(listings: list[Listing]) -> list[Listing]:
    return [item.model_copy(update={"record": (), "source": ""}) for item in listings]


def read_json(content: bytes) -> list[Listing]:
    files = {"consolidated.json": Published.of(content, "consolidated.json")}
    return list(US_TRADE_CSL_JSON.read(files, published_on=date(2026, 1, 2), tell=lambda _: None))


def changed(sample: Sample, change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(sample(US_TRADE_CSL_JSON)["consolidated.json"])
    change(document)
    return json.dumps(document, indent=1).encode()


def test_the_parties_of_the_csv_written_as_json_are_the_same_listings(read: Read, sample: Sample) -> None:
    assert bare(read_json(as_json(sample(US_TRADE_CSL)["consolidated.csv"]))) == bare(read(US_TRADE_CSL))


def test_an_identifier_has_its_days(read: Read) -> None:
    person = next(item for item in read(US_TRADE_CSL_JSON) if item.uid == "90002")

    assert person.identifiers[0] == Identifier(
        scheme="passport", value="A1234567", country="FD", issued_on=date(2001, 2, 3), expires_on=date(2011, 2, 2)
    )
    assert dict(person.record)["ids/1/number"] == "A1234567"


def test_the_parts_of_an_address_become_one_text(read: Read) -> None:
    denied = read(US_TRADE_CSL_JSON)[0]

    assert denied.addresses == ("INMATE NUMBER: 00000-000, P.O. BOX 0, EXAMPLEVILLE, TX, 75159, US",)
    assert denied.countries == ("US",)


def test_a_key_that_no_party_has_is_missed(sample: Sample) -> None:
    content = changed(sample, lambda document: [party.pop("license_policy") for party in document["results"]])

    with pytest.raises(SourceFormatError, match=r"no party has license_policy"):
        read_json(content)


def test_a_key_that_some_parties_lack_is_empty_there(sample: Sample) -> None:
    content = changed(sample, lambda document: document["results"][0].pop("title"))

    assert len(read_json(content)) == 18


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", {"first": "A"}, r"results/name/first"),
        ("alt_names", "A; B", r"alt_names: 'A; B' is not an array of texts"),
        ("addresses", ["1 Example Road"], r"addresses: .* is not an array of objects"),
        ("remarks", True, r"remarks: 'True' is not a text"),
        ("name", "\ud800", r"name: .* is not a text of whole characters"),
    ],
)
def test_a_value_of_another_kind_is_refused(sample: Sample, field: str, value: object, problem: str) -> None:
    content = changed(sample, lambda document: document["results"][1].update({field: value}))

    with pytest.raises(SourceFormatError, match=rf"consolidated\.json: line \d+: .*{problem}|{problem}"):
        read_json(content)


def test_an_answer_without_parties_is_refused(sample: Sample) -> None:
    with pytest.raises(SourceFormatError, match="there are no results in it"):
        read_json(b'{"results": []}\n')


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"results": [1, 2}', r"line 1: .*'}' stands where ']' should"),
        (b'{"a": 1, "a" 2}', r"'2' stands where ':' should"),
        (b'{\n"results": [\n{"a": 1, "a": 2}]}', r"line 3: .*a key stands twice"),
        (b'{"results": []} {}', r"text follows the object"),
        (b'[{"a": 1}]', r"'\[' stands where '{' should"),
        (b'{"results": [\n\n{"a": "', r"line 3: .*Unterminated string"),
    ],
)
def test_a_damaged_stream_is_refused_with_its_line(content: bytes, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=problem):
        list(members(Published.of(content, "x.json"), "x.json", array="results"))


def test_the_members_are_read_across_the_chunks_of_a_stream() -> None:
    long = "x" * 700_000
    content = json.dumps({"total": 12, "results": [{"a": long, "b": 1}] * 5, "after": [1]}, indent=1).encode()

    found = list(members(Published.of(content, "x.json"), "x.json", array="results"))

    assert [(key, line) for key, _, line in found][:2] == [("total", 2), ("results", 4)]
    assert [value for key, value, _ in found if key == "after"] == [[1]]
    assert sum(len(value["a"]) for key, value, _ in found if key == "results") == 3_500_000


@pytest.mark.shared
def test_every_party_of_the_state_and_commerce_lists_is_the_same_in_both_files(shared: Path) -> None:
    with gzip.open(shared / "lists/us_trade_csl/consolidated-2022-05.csv.gz", "rt", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    kept = [row for row in rows if "Treasury" not in row["source"]]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    content = table.getvalue().encode()
    files = {"consolidated.csv": Published.of(content, "consolidated.csv")}

    expected = list(US_TRADE_CSL.read(files, published_on=date(2026, 1, 2), tell=lambda _: None))

    assert len(expected) > 3_500
    assert bare(read_json(as_json(content))) == bare(expected)
