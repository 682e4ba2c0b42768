"""What holds for every source alike."""

from __future__ import annotations

import contextlib
import gzip
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
from mutations import alterations, intrusions

Sample = Callable[[Source], dict[str, bytes]]
Read = Callable[..., list[Listing]]

every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)


def main_file(source: Source) -> str:
    return source.info.files[0].role


@every_source
def test_the_sample_has_every_file_of_the_source(source: Source, sample: Sample) -> None:
    assert set(sample(source)) == set(source.info.roles)


@every_source
def test_every_list_it_can_carry_is_read_and_described(source: Source, read: Read) -> None:
    lists = {listing.list_id for listing in read(source)}

    assert lists == set(source.info.lists)
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


def facts(listings: list[Listing]) -> list[Listing]:
    """What was understood, without the record as published."""
    return [listing.model_copy(update={"record": ()}) for listing in listings]


@every_source
def test_every_field_that_is_mapped_changes_what_is_read(source: Source, sample: Sample, read: Read) -> None:
    before = facts(read(source))
    unproved = set(source.info.mapped)

    for role, content in sample(source).items():
        for field, altered in alterations(source, role, content):
            if field in unproved:
                try:
                    changed = facts(read(source, **{role.partition(".")[0]: altered})) != before
                except SourceError:
                    changed = True
                unproved -= {field} if changed else set()

    assert unproved == set()


@every_source
def test_a_field_that_nobody_knows_is_refused(source: Source, sample: Sample, read: Read) -> None:
    for role, content in sample(source).items():
        for widened in intrusions(source, role, content):
            with pytest.raises(SourceFormatError):
                read(source, **{role.partition(".")[0]: widened})


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
        (b"<!DOCTYPE html><html><body>moved</body></html>\n", SourceFormatError),
        (b"<?xml version='1.0'?><moved/>\n", SourceFormatError),
        (b'{"moved": true}\n', SourceFormatError),
        (b"\xff\xfe\x00s\x00d\x00n\n", SourceFormatError),
        (b"just a line\n", SourceFormatError),
        (b'1,"an open quotation mark\n', SourceFormatError),
        (b"||||", SourceFormatError),
        (b"1,2,3\0,4\n", SourceFormatError),
    ],
    ids=["empty", "blank", "html", "xml", "json", "utf16", "one field", "open quotation", "bars", "nul"],
)
def test_junk_is_refused_with_the_name_of_the_file(
    source: Source, read: Read, content: bytes, problem: type[SourceError]
) -> None:
    for role in source.info.roles:
        with pytest.raises(problem, match=role.replace(".", r"\.")):
            read(source, **{role.partition(".")[0]: content})


@every_source
def test_a_cut_main_file_is_refused_with_its_line(source: Source, sample: Sample, read: Read) -> None:
    role = main_file(source)
    whole = sample(source)[role]
    ending = b'"' if role.endswith((".csv", ".txt")) and b'"' in whole else whole[-60:-40]
    cut = whole[: whole.rindex(ending) - 20]

    with pytest.raises(SourceFormatError, match=r"line \d+"):
        read(source, **{role.partition(".")[0]: cut})


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
        assert all(listing.names for listing in read(source, **{role.partition(".")[0]: damaged}))


@every_source
def test_a_damaged_gzip_stream_is_no_head(source: Source) -> None:
    stream = gzip.compress(b"x" * 9_000)

    assert source.recognise(Path("notes.csv.gz"), stream[:50]) is None
