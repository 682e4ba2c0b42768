from __future__ import annotations

import json
from pathlib import Path

import pytest

from exposcreen.cli import main

_ROW = '1,"EXAMPLE WORKS",-0- ,"GLOMAG",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'


def test_files_that_are_not_whole_are_refused_with_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    official = tmp_path / "official"
    official.mkdir()
    (official / "sdn.csv").write_text(_ROW, newline="")
    (official / "notes.txt").write_text("mine")

    code = main(["update", "--from", str(official), "--published", "2024-01-05", "--store", str(tmp_path / "store")])

    written = capsys.readouterr()
    assert code == 1
    assert "refused" in written.out
    assert "there is no add.csv" in written.err
    assert "not recognised, and left aside: notes.txt" in written.err
    assert "Traceback" not in written.err


def test_a_folder_without_official_files_is_an_input_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["update", "--from", str(tmp_path), "--store", str(tmp_path / "store")])

    written = capsys.readouterr()
    assert code == 2
    assert written.out == ""
    assert len(written.err.splitlines()) == 1


def test_a_store_with_a_damaged_manifest_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")

    code = main(["screen", "Acme", "--store", str(tmp_path)])

    written = capsys.readouterr()
    assert code == 1
    assert written.out == ""
    assert written.err.startswith("exposcreen: ")
    assert len(written.err.splitlines()) == 1


@pytest.mark.shared
def test_a_real_file_is_taken_in_and_answers(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "store")
    files = str(shared / "lists" / "us_ofac_cons" / "2025-12-csv")

    code = main(["update", "--from", files, "--published", "2025-12-01", "--store", store])
    table = capsys.readouterr().out

    assert code == 0
    assert "added" in table
    assert "us_ofac_ns_cmic 68" in " ".join(table.split())

    assert main(["update", "--from", files, "--published", "2025-12-01", "--store", store, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"][0]["state"] == "unchanged"

    options = ["--as-of", "2025-12-02", "--store", store, "--json"]
    assert main(["screen", "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.", *options]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["outcome"] == "prohibited"
    sources = {item["list_id"]: item["source"] for item in verdict["coverage"]}
    assert "us_ofac_cons_csv" in sources["us_ofac_ns_cmic"]
