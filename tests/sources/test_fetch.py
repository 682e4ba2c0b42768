"""Downloads against a real server on loopback, which serves whole files and then misbehaves in every known way."""

from __future__ import annotations

import gzip
import json
import logging
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from downloading import MAIN, PATIENT, QUICK, Case, Sample
from exposcreen.errors import InputError
from exposcreen.sources.intake import State
from exposcreen.sources.registry import SOURCES
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV
from exposcreen.sources.us_trade_csl.source import US_TRADE_CSL
from server import Answer, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are far smaller than the lists."""
    monkeypatch.setattr("exposcreen.sources.download.read_lists", dict)


@pytest.fixture
def case(server: Server, store_path: Path, sample: Sample) -> Case:
    """The Consolidated list, downloaded whole on 3 January."""
    case = Case(server, store_path, sample).serve(US_OFAC_CONS_CSV)
    assert case.only(day=3).state is State.ADDED
    return case


def test_a_download_is_kept_and_says_when_it_was_served(case: Case) -> None:
    [snapshot] = case.store.snapshots

    assert (snapshot.published_on, snapshot.seen_on) == (date(2026, 1, 3), date(2026, 1, 3))
    assert "the day of download stands for it" in snapshot.notes[-1]
    assert {file.role for file in snapshot.files} == set(US_OFAC_CONS_CSV.info.roles)
    assert not [path for path in (case.path / "fetch").iterdir() if path.is_dir()]


def test_what_is_remembered_of_answers_cannot_run_code(case: Case) -> None:
    with sqlite3.connect(case.path / "fetch" / "answers.sqlite") as memory:
        remembered = [value for (value,) in memory.execute("select value from responses")]

    assert len(remembered) == 4
    for value in remembered:
        # A pickle is no JSON, and JSON has no code.
        assert json.loads(value)["headers"]["ETag"]


def test_the_agent_is_one_that_ofac_accepts(case: Case) -> None:
    agent = case.server.asked[0].headers["User-Agent"]

    assert re.fullmatch(r"Mozilla/5\.0 \(.+\)", agent)
    assert len(agent) >= 40


def test_an_unchanged_file_is_asked_for_and_not_sent_again(case: Case) -> None:
    again = case.only(day=9)

    assert again.state is State.UNCHANGED
    assert case.store.snapshots[0].seen_on == date(2026, 1, 9)
    assert [bool(asked.headers["If-None-Match"]) for asked in case.server.of(MAIN)] == [False, True]
    assert len(case.store.snapshots) == 1


def test_the_servers_day_of_change_stands_for_the_day_of_publication(
    server: Server, store_path: Path, sample: Sample
) -> None:
    case = Case(server, store_path, sample).serve(US_TRADE_CSL, Last_Modified="Thu, 01 Jan 2026 05:00:00 GMT")

    [result] = case.run("us_trade_csl")

    assert result.snapshot is not None
    assert (result.snapshot.published_on, result.snapshot.seen_on) == (date(2026, 1, 1), date(2026, 1, 3))


def test_a_changed_file_becomes_the_newest_snapshot(case: Case) -> None:
    changed = case.sample(US_OFAC_CONS_CSV)["cons_prim.csv"].replace(b"EXAMPLE AGRICULTURAL", b"EXAMPLE FARMING")
    case.server.serve(MAIN, changed)

    result = case.only()

    assert result.state is State.ADDED
    assert [item.published_on for item in case.store.snapshots] == [date(2026, 1, 3), date(2026, 1, 4)]


BOMB = gzip.compress(b"1,x\n" * 40_000_000, compresslevel=1)
CSV = {"Content-Type": "text/csv"}

MISBEHAVIOUR = {
    "403": (Answer(b"no", 403), r"the server refuses to send it \(status 403\)"),
    "404": (Answer(b"no", 404), r"it is not there any more \(status 404\)"),
    "429 for ever": (Answer(b"", 429), "the server asks for fewer requests"),
    "429 for a day": (Answer(b"", 429, {"Retry-After": "86400"}), "asks to wait 86,400 seconds"),
    "500": (Answer(b"oops", 500), r"the server failed \(status 500\)"),
    "silent": (Answer(b"1" * 9, drip=1.5), "the server sends nothing|the connection failed"),
    "slow": (Answer(b"1" * 900, drip=0.05), "it took longer than 2 seconds, and [0-9]+ bytes came"),
    "cut": (Answer(b'91001,"EXAMPLE', cut=True), "the connection failed or broke off"),
    "picture": (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "calls its answer image/png"),
    "page": (Answer(b"<!DOCTYPE html><html>Sorry</html>", headers=CSV), "a web page with the status of success"),
    "page called so": (Answer(b"Sorry", headers={"Content-Type": "text/html; charset=utf-8"}), "calls its answer text"),
    "nothing": (Answer(b""), "the server sent an empty file"),
    "bomb": (Answer(BOMB, headers={"Content-Encoding": "gzip"}), "larger than 100,000,000 bytes"),
    "packed bomb": (Answer(BOMB, headers={"Content-Type": "text/csv"}), "unpacks to more than 100,000,000 bytes"),
    "broken encoding": (
        Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
        "the connection failed or broke off",
    ),
    "elsewhere": (
        Answer(status=302, headers={"Location": "http://127.0.0.2:9/stolen?token=secret"}),
        r"it leads to http://127\.0\.0\.2:9/stolen, a host that this source does not name",
    ),
    "in circles": (Answer(status=302, headers={"Location": MAIN}), "from address to address without end"),
    "new schema": (Answer(b'1,"A",-0- ,"CMIC-EO13959","new"\r\n\x1a', headers=CSV), "5 fields where the official"),
    "cut at a line": (Answer(b'91001,"EX",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'), "without the end"),
}


@pytest.mark.parametrize(("answer", "reason"), MISBEHAVIOUR.values(), ids=MISBEHAVIOUR)
def test_a_misbehaving_server_leaves_the_last_snapshot_in_force(
    case: Case, answer: Answer, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = case.store.snapshots
    case.server.say(MAIN, answer)
    caplog.set_level(logging.DEBUG)

    # Only what drips may run out of time: what is large must be refused for its size, also on a busy machine.
    result = case.only(limits=QUICK if answer.drip else PATIENT)

    assert result.state is State.REFUSED
    assert re.search(reason, str(result.reason)), result.reason
    assert "Consolidated" in str(result.reason) or "cons_prim.csv" in str(result.reason)
    assert "secret" not in str(result.reason)
    assert case.store.snapshots == before
    assert case.store.refusals[0].reason == result.reason
    assert case.store.select("us_ofac_ns_cmic", date(2026, 1, 4)) == before[0]
    assert not [path for path in (case.path / "fetch").iterdir() if path.is_dir()]


def test_a_server_that_comes_to_itself_is_believed(case: Case) -> None:
    whole = case.server.answers[MAIN]
    case.server.say(MAIN, Answer(b"<html>maintenance</html>"))
    assert case.only(day=4).state is State.REFUSED
    assert case.store.refusals

    case.server.answers[MAIN] = whole

    assert case.only(day=5).state is State.UNCHANGED
    assert case.store.refusals == ()
    assert case.store.snapshots[0].seen_on == date(2026, 1, 5)


def test_what_passes_is_waited_for_with_growing_patience(case: Case) -> None:
    whole = case.sample(US_OFAC_CONS_CSV)["cons_prim.csv"]
    case.server.say(MAIN, Answer(b"", 503), Answer(b"", 429, {"Retry-After": "2"}), Answer(whole))

    assert case.only().state is State.UNCHANGED
    assert 0.0005 <= case.waited[0] <= 0.001
    assert case.waited[1] == 2.0


def test_no_more_attempts_are_made_than_allowed(case: Case) -> None:
    case.server.say(MAIN, Answer(b"", 500))
    before = len(case.server.of(MAIN))

    case.only()

    assert len(case.server.of(MAIN)) - before == QUICK.attempts


def test_a_refusal_of_the_server_is_not_argued_with(case: Case) -> None:
    case.server.say(MAIN, Answer(b"", 403))
    before = len(case.server.of(MAIN))

    case.only()

    assert len(case.server.of(MAIN)) - before == 1


def test_a_redirect_on_the_same_host_is_followed(case: Case) -> None:
    case.server.say(MAIN, Answer(status=301, headers={"Location": "/moved.csv"}))
    case.server.serve("/moved.csv", case.sample(US_OFAC_CONS_CSV)["cons_prim.csv"])

    assert case.only().state is State.UNCHANGED


def test_a_body_that_was_lost_is_asked_for_again(case: Case) -> None:
    for path in (case.path / "raw").iterdir():
        path.unlink()

    assert case.only().state is State.ADDED
    assert len(case.store.snapshots) == 1
    assert len(list((case.path / "raw").iterdir())) == len(case.store.snapshots[0].files)
    assert case.server.of(MAIN)[-1].headers["If-None-Match"] is None


def test_a_dry_run_keeps_nothing_and_says_what_would_be(server: Server, store_path: Path, sample: Sample) -> None:
    case = Case(server, store_path, sample).serve(US_OFAC_CONS_CSV)

    [result] = case.run("us_ofac_cons_csv", dry_run=True)

    assert result.state is State.ADDED
    assert not case.store.exists
    assert case.only(day=3).state is State.ADDED


def test_a_source_that_stands_in_is_tried_where_another_fails(
    server: Server, store_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(server, store_path, sample).serve(US_TRADE_CSL)
    stand_in = US_TRADE_CSL.info.model_copy(update={"stands_in_for": "us_ofac_cons_csv"})
    monkeypatch.setattr(type(US_TRADE_CSL), "info", stand_in)

    results = case.run("us_ofac_cons_csv")

    assert [(result.source, result.state) for result in results] == [
        ("us_ofac_cons_csv", State.REFUSED),
        ("us_trade_csl", State.ADDED),
    ]


def test_every_usual_source_is_asked_for_and_one_that_fails_does_not_stop_the_rest(
    server: Server, store_path: Path, sample: Sample
) -> None:
    case = Case(server, store_path, sample).serve(US_TRADE_CSL)

    results = case.run()

    usual = {source.id for source in SOURCES if source.info.fetched}
    assert usual <= {result.source for result in results}
    assert [result.source for result in results if result.state is State.ADDED] == ["us_trade_csl"]


def test_unknown_names_and_lists_without_a_file_are_input_errors(case: Case) -> None:
    with pytest.raises(InputError, match="'holidays' is no list and no source"):
        case.run("holidays")
    with pytest.raises(InputError, match="no source of us_ndaa_889 is fetched"):
        case.run("us_ndaa_889")


def test_credentials_of_the_user_are_not_sent(case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    case.only()

    assert all(asked.headers["Authorization"] is None for asked in case.server.asked)


def test_an_address_with_a_day_is_tried_backwards_from_today(
    server: Server, store_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Sample
) -> None:
    files = tuple(
        file.model_copy(update={"url": "https://lists.example/{date}/consolidated.csv"})
        for file in US_TRADE_CSL.info.files
    )
    dated = US_TRADE_CSL.info.model_copy(update={"files": files})
    monkeypatch.setattr(type(US_TRADE_CSL), "info", dated)
    server.serve("/lists.example/2026-01-01/consolidated.csv", sample(US_TRADE_CSL)["consolidated.csv"])

    [result] = Case(server, store_path, sample).run("us_trade_csl")

    assert result.snapshot is not None
    assert result.snapshot.published_on == date(2026, 1, 1)
    assert [asked.path.split("/")[2] for asked in server.asked] == ["2026-01-03", "2026-01-02", "2026-01-01"]


def test_a_signed_address_in_a_store_that_the_source_names_is_followed_and_an_unchanged_file_not_sent_again(
    server: Server, store_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OFAC's and the UN's addresses answer with a redirect to another host, under an address that is new each time."""
    content = sample(US_TRADE_CSL)["consolidated.csv"]
    store_host = server.address.replace("127.0.0.1", "localhost")
    files = tuple(file.model_copy(update={"url": f"{server.address}/asked.csv"}) for file in US_TRADE_CSL.info.files)
    info = US_TRADE_CSL.info.model_copy(update={"files": files, "hosts": (store_host.removeprefix("http://"),)})
    monkeypatch.setattr(type(US_TRADE_CSL), "info", info)
    case = Case(server, store_path, sample)
    states = []
    for day in (3, 4):
        signed = f"/signed.csv?signature=secret{day}"
        server.say("/asked.csv", Answer(status=302, headers={"Location": f"{store_host}{signed}"}))
        server.serve(signed, content)
        [result] = case.run("us_trade_csl", day=day, mirrored=False)
        states.append(result.state)

    assert states == [State.ADDED, State.UNCHANGED]
    last = [asked for asked in server.asked if asked.path.startswith("/signed")][-1]
    assert last.path.endswith("secret4")
    assert last.headers["If-None-Match"]
    with sqlite3.connect(store_path / "fetch" / "answers.sqlite") as memory:
        remembered = str(memory.execute("select value from responses").fetchall())
    assert "asked.csv" in remembered
