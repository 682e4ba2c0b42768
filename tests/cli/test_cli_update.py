from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builders import make_listing, make_store
from exposcreen.cli import main
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV
from server import Answer, Server, running

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


@pytest.fixture
def real_lists(shared: Path) -> Iterator[Server]:
    """A server on loopback with the real Consolidated files."""
    with running() as server:
        for file in US_OFAC_CONS_CSV.info.files:
            content = (shared / "lists/us_ofac_cons/2025-12-csv" / file.role).read_bytes()
            server.serve(str(file.url).removeprefix("https:/"), content)
        yield server


@pytest.mark.shared
def test_real_lists_are_downloaded_checked_kept_and_looked_after(
    real_lists: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "store")
    update = ["update", "us_ofac_cons_csv", "--mirror", real_lists.address, "--store", store]

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        written = capsys.readouterr()
        return code, written.out, written.err

    code, out, _ = run(*update, "--dry-run")
    assert (code, Path(store, "manifest.json").exists()) == (0, False)
    assert "added" in out
    assert "dry run: nothing was kept" in out

    code, out, _ = run(*update)
    assert code == 0
    assert "us_ofac_ns_cmic 68" in " ".join(out.split())
    assert list((tmp_path / "store/index").iterdir())

    code, out, err = run(*update)
    assert (code, "unchanged" in out, err) == (0, True, "")

    main_file = next(file for file in US_OFAC_CONS_CSV.info.files if file.role == "cons_prim.csv")
    real_lists.say(str(main_file.url).removeprefix("https:/"), Answer(b"<html>moved</html>"))
    code, out, err = run(*update, "--json")
    assert code == 1
    assert json.loads(out)["results"][0]["state"] == "refused"
    assert "refused: cons_prim.csv: the server sent a web page" in err

    code, out, _ = run("lists", "--store", store)
    assert "was refused: cons_prim.csv: the server sent a web page" in " ".join(out.split())
    code, out, _ = run("screen", "Acme Bakery", "--store", store, "--json")
    assert "was refused: cons_prim.csv: the server sent a web page" in out

    code, out, _ = run("verify", "--store", store)
    assert (code, "intact" in out) == (0, True)
    code, out, _ = run("verify", "--self-screen", "--store", store, "--json")
    checked = json.loads(out)["self_screen"]
    assert (code, checked["missed"]) == (0, [])
    assert checked["names"] > 2_000

    code, out, _ = run("prune", "--store", store)
    assert (code, out) == (0, "0 files and folders, 0 bytes: removed\n")


@pytest.mark.shared
def test_two_vintages_are_compared_and_damage_is_found(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, lists = str(tmp_path / "store"), shared / "lists/us_ofac_sdn"
    for folder, day, more in (("2024-01", "2023-12-28", []), ("2024-05", "2024-05-03", ["--incomplete"])):
        arguments = ["update", "--from", str(lists / folder), "--published", day, "--store", store, *more]
        assert main(arguments) == 0
    capsys.readouterr()

    assert main(["diff", "2024-01-01", "us_ofac_sdn_csv-2024-05-03", "--store", store]) == 0
    out = capsys.readouterr().out
    assert "us_ofac_sdn: 2023-12-28 → 2024-05-03: 1,256 added, 112 absent" in out
    assert "absent from the list published on 2024-05-03" in out
    assert "delisted" not in out

    assert main(["diff", "2024-01-01", "2024-02-01", "--store", store]) == 0
    assert capsys.readouterr().out == "Both are the same vintage of every list.\n"

    assert main(["show", "us_ofac_sdn:7480", "--store", store, "--as-of", "2026-01-01"]) == 0
    capsys.readouterr()

    for path in (tmp_path / "store/raw").iterdir():
        path.write_bytes(gzip.compress(b"another file"))
    assert main(["verify", "--store", store]) == 1
    written = capsys.readouterr()
    assert "damaged" in written.out
    assert "the content is not what was published" in written.err


def test_what_was_kept_is_told_even_where_another_snapshot_is_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exposcreen.sources.update.read_lists", dict)  # the sample is far smaller than the list
    store, official = tmp_path / "store", tmp_path / "official"
    make_store(store, date(2024, 1, 1), make_listing("Alpha", uid="1", list_id="un_sc"))
    for path in (store / "listings").iterdir():
        path.write_bytes(b"damaged")
    official.mkdir()
    for path in (Path(__file__).parents[1] / "sources" / "us_dod_1260h").iterdir():
        (official / path.name).write_bytes(path.read_bytes())

    code = main(["update", "--from", str(official), "--published", "2026-01-02", "--store", str(store)])

    written = capsys.readouterr()
    assert code == 1
    assert "us_dod_1260h  added" in written.out
    assert "the listings are damaged" in written.err
