"""What holds for every source alike."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exposcreen.errors import SourceError, SourceFormatError, SourceSuspicious
from exposcreen.model.listing import Listing
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.catalogue import read_lists
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.source import Source

Sample = Callable[[Source], dict[str, bytes]]
Read = Callable[..., list[Listing]]

every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)


def main_file(source: Source) -> str:
    return next(iter(source.roles))


@every_source
def test_the_sample_has_every_file_of_the_source(source: Source, sample: Sample) -> None:
    assert set(sample(source)) == set(source.roles)


@every_source
def test_every_list_it_can_carry_is_read_and_described(source: Source, read: Read) -> None:
    lists = {listing.list_id for listing in read(source)}

    assert lists == set(source.lists)
    assert lists <= set(read_lists())


@every_source
def test_ids_are_unique_in_a_list_and_stable(source: Source, read: Read) -> None:
    listings = read(source)

    keys = Counter((listing.list_id, listing.uid) for listing in listings if listing.uid)

    assert set(keys.values()) <= {1}
    assert listings == read(source)


@every_source
def test_every_listing_has_a_name_a_citation_and_its_record(source: Source, read: Read) -> None:
    for listing in read(source):
        assert listing.source == source.id
        assert any(name.kind is NameKind.PRIMARY for name in listing.names)
        assert all(act.citations for act in listing.designations)
        assert all(value for _, value in listing.record)


@every_source
def test_listings_without_an_id_can_be_told_apart(source: Source, read: Read) -> None:
    hashes = [dict(item.record)["row_sha256"] for item in read(source) if item.uid is None]

    assert len(set(hashes)) == len(hashes)


@every_source
def test_listings_survive_json(source: Source, read: Read) -> None:
    for listing in read(source):
        assert Listing.model_validate_json(listing.model_dump_json(exclude_defaults=True)) == listing


@every_source
def test_every_published_field_is_in_a_record(source: Source, sample: Sample, read: Read) -> None:
    text = sample(source)[main_file(source)].decode().rstrip("\x1a")
    listings = read(source)
    kept = {value for listing in listings for _, value in listing.record}
    uids = {listing.uid for listing in listings}

    for row in list(csv.reader(io.StringIO(text, newline="")))[not source.official :]:
        if source.official and row[0] not in uids:
            continue  # an entry of no list that is known
        for value in row:
            # Remarks that were cut are kept joined with their rest.
            assert value in {"", "-0- "} or value in kept or any(item.startswith(value) for item in kept)


@every_source
def test_it_recognises_its_files_under_any_case_and_gzipped(source: Source, sample: Sample) -> None:
    for name, content in sample(source).items():
        assert source.recognise(Path("x") / name.upper(), content) == name
        assert source.recognise(Path(f"{name}.gz"), content) == name
        assert source.recognise(Path("holiday.csv"), b"year,place\n2020,Rome\n") is None
        assert source.recognise(Path("add.csv"), b"street,town\nMain,Rome\n") is None


@every_source
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", SourceSuspicious),
        (b" \r\n", SourceSuspicious),
        (b"<!DOCTYPE html><html>moved</html>\n", SourceFormatError),
        (b"\xff\xfe\x00s\x00d\x00n\n", SourceFormatError),
        (b"just a line\n", SourceFormatError),
        (b'1,"an open quotation mark\n', SourceFormatError),
        (b"||||", SourceFormatError),
        (b"1,2,3\0,4\n", SourceFormatError),
    ],
    ids=["empty", "blank", "html", "utf16", "one field", "open quotation", "bars", "nul"],
)
def test_junk_is_refused_with_the_name_of_the_file(
    source: Source, read: Read, content: bytes, problem: type[SourceError]
) -> None:
    for role in source.roles:
        with pytest.raises(problem, match=role.replace(".", r"\.")):
            read(source, **{role.removesuffix(".csv"): content})


@every_source
def test_a_cut_main_file_is_refused_with_its_line(source: Source, sample: Sample, read: Read) -> None:
    role = main_file(source)
    whole = sample(source)[role]
    cut = whole[: whole.rindex(b'"') - 20]

    with pytest.raises(SourceFormatError, match=r"line \d+"):
        read(source, **{role.removesuffix(".csv"): cut})


@every_source
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_an_error_or_a_reading_never_a_crash(
    source: Source, sample: Sample, read: Read, data: st.DataObject
) -> None:
    role = main_file(source)
    whole = sample(source)[role]
    start = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:start] + data.draw(st.binary(max_size=6)) + whole[start + data.draw(st.integers(0, 40)) :]

    with contextlib.suppress(SourceError):
        assert all(listing.names for listing in read(source, **{role.removesuffix(".csv"): damaged}))


@every_source
def test_a_damaged_gzip_stream_is_no_head(source: Source) -> None:
    stream = gzip.compress(b"x" * 9_000)

    assert source.recognise(Path("notes.csv.gz"), stream[:50]) is None
