"""A compiled index is used only when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposcreen.index.seal import is_whole, seal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.txt").write_text("alpha\nbeta", encoding="utf-8")
    (tmp_path / "tokens.npy").write_bytes(b"12345")
    seal(tmp_path)
    return tmp_path


def test_a_sealed_folder_is_whole(folder: Path) -> None:
    assert is_whole(folder)


def test_a_cut_file_breaks_the_seal(folder: Path) -> None:
    (folder / "tokens.npy").write_bytes(b"1234")

    assert not is_whole(folder)


def test_a_missing_file_breaks_the_seal(folder: Path) -> None:
    (folder / "words.txt").unlink()

    assert not is_whole(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "7"])
def test_a_damaged_seal_seals_nothing(folder: Path, content: str) -> None:
    (folder / "checksums.json").write_text(content, encoding="utf-8")

    assert not is_whole(folder)


def test_an_unfinished_folder_is_not_whole(tmp_path: Path) -> None:
    assert not is_whole(tmp_path)
    assert not is_whole(tmp_path / "not there")


def test_a_file_of_the_same_size_with_other_bytes_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"hikvision")
    seal(tmp_path)

    (tmp_path / "words.txt").write_bytes(b"\0" * 9)

    assert not is_whole(tmp_path)
