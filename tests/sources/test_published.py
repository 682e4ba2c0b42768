"""A published file is the same whatever it is packed in, and never more than it may be."""

from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposcreen.errors import SourceFormatError, SourceUnavailable
from exposcreen.sources.published import HEAD_BYTES, Published, head_of
from exposcreen.sources.snapshot import sha256_of


def zipped(*contents: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.xml", content)
    return target.getvalue()


@given(st.binary(max_size=9_000).filter(lambda data: not data.startswith((b"\x1f\x8b", b"PK\x03\x04"))))
def test_plain_gzipped_and_zipped_are_the_same_file(content: bytes) -> None:
    for packed in (content, gzip.compress(content), zipped(content)):
        file = Published.of(packed, "list")
        assert file.data() == content
        assert (file.sha256, file.size) == (sha256_of(content), len(content))
        assert head_of(packed)[:HEAD_BYTES] in {content[:HEAD_BYTES], packed[:HEAD_BYTES]}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (gzip.compress(b"x" * 5_000)[:-12], "the packed file is cut or damaged"),
        (zipped(b"x" * 5_000)[:-30], "the zip file is cut or damaged"),
        (zipped(b"a", b"b"), "the zip file holds 2 files"),
        (b"PK\x03\x04junk", "the zip file is cut or damaged"),
    ],
    ids=["cut gzip", "cut zip", "two files", "junk"],
)
def test_a_damaged_archive_is_one_sentence(content: bytes, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=problem):
        Published.of(content, "list").data()


@pytest.mark.parametrize("pack", [gzip.compress, zipped, bytes])
def test_more_than_a_list_can_be_is_refused_before_it_is_held(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(pack(b"x" * 3_000_000))  # type: ignore[operator]

    with pytest.raises(SourceFormatError, match=r"more than 2,000,000 bytes"):
        Published.at(path, largest=2_000_000).data()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"gone\.csv: it cannot be read"):
        Published.at(tmp_path / "gone.csv").data()


ARCHIVES = [gzip.compress(b"1,x\n" * 500), *(zipped(b"1,x\n" * 500, method=method) for method in (0, 8, 12, 14))]


@settings(max_examples=500)
@given(
    st.sampled_from(ARCHIVES),
    st.lists(st.tuples(st.integers(0, 2_200), st.sampled_from([0, 1, 64, 255]) | st.integers(0, 255)), max_size=4),
    st.integers(0, 2_200),
)
def test_no_damage_to_an_archive_is_another_error(packed: bytes, damages: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(packed)
    for place, value in damages:
        damaged[place % len(damaged)] = value
    content = bytes(damaged[: len(damaged) - cut // 10])

    with suppress(SourceFormatError):
        Published.of(content, "list").data()
    assert isinstance(head_of(content), bytes)


@pytest.mark.parametrize("place", [2, 6])
def test_a_directory_that_points_before_the_file_is_one_sentence(place: int) -> None:
    packed = bytearray(zipped(b"a"))
    packed[-22 + 10 + place : -22 + 12 + place] = b"\xff\xff"

    with pytest.raises(SourceFormatError, match="cut or damaged"):
        Published.of(bytes(packed), "list").data()
