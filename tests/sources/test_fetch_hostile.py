"""Downloads from servers that lie about lengths, packing and addresses, and from a memory of them that is damaged."""

from __future__ import annotations

import gzip
import logging
import os
import re
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downloading import MAIN, PATIENT, QUICK, Case, Sample
from exposcreen.errors import InputError
from exposcreen.sources.checking import verify
from exposcreen.sources.download import update_online
from exposcreen.sources.fetch import Downloads
from exposcreen.sources.fetch.answers import day_of, seconds_to_wait, shown
from exposcreen.sources.fetch.landing import _unpacked
from exposcreen.sources.intake import State, unwatched
from exposcreen.sources.us_ofac_csv.source import US_OFAC_CONS_CSV
from server import Answer, Server, running

NOW = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)
CSV = {"Content-Type": "text/csv"}
GZIP = CSV | {"Content-Encoding": "gzip"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
ROW = b'91001,"EXAMPLE",-0- \r\n' * 20


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def case(server: Server, store_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The Consolidated list, downloaded whole on 3 January."""
    monkeypatch.setattr("exposcreen.sources.download.read_lists", dict)
    case = Case(server, store_path, sample).serve(US_OFAC_CONS_CSV)
    assert case.only(day=3).state is State.ADDED
    return case


@pytest.fixture
def whole(sample: Sample) -> bytes:
    return sample(US_OFAC_CONS_CSV)["cons_prim.csv"]


def chunks(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


BROKEN = "the connection failed or broke off"

LIES = {
    "chunks without an end": (Answer(verbatim=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(ROW)), BROKEN),
    "half a chunk": (Answer(verbatim=HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + ROW), BROKEN),
    "too long a length": (Answer(verbatim=HEAD + b"Content-Length: 999999\r\n\r\n" + ROW), BROKEN),
    "too short a length": (
        Answer(verbatim=HEAD + b"Content-Length: 50\r\n\r\n" + ROW),
        "3 fields where",
    ),
    "two lengths": (Answer(verbatim=HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + ROW), "download"),
    "no status": (Answer(verbatim=b"hello\r\n\r\n"), BROKEN),
    "no answer": (Answer(verbatim=b""), BROKEN),
    "endless header": (Answer(verbatim=HEAD + b"X: " + b"a" * 70_000 + b"\r\n\r\n"), BROKEN),
    "dripping header": (Answer(verbatim=HEAD + b"X: " + b"a" * 900, drip=0.01), "longer than 2 seconds, and 0 bytes"),
    "dripping chunk size": (
        Answer(verbatim=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(ROW) + b"5;" + b"a" * 900, drip=0.005),
        "longer than 2 seconds, and [1-9][0-9]+ bytes",
    ),
    "a part": (Answer(ROW, 206), r"status 206"),
    "another packing": (Answer(ROW, headers=CSV | {"Content-Encoding": "br"}), "a way that was not asked for"),
    "redirect to a port": (Answer(status=302, headers={"Location": "http://h:99999/?k=secret"}), "that is no address"),
    "redirect to half an address": (Answer(status=302, headers={"Location": "http://[::1/secret"}), "no address"),
    "redirect in no encoding": (Answer(status=302, headers={"Location": "/secret\xff"}), "that is no address"),
    "redirect to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "no web address"),
    "redirect with a password": (
        Answer(status=302, headers={"Location": "http://me:secret@[::1]:80/list?token=secret"}),
        r"it leads to http://\[::1\]:80/list, a host that this source does not name",
    ),
    "a wait until a day": (
        Answer(b"", 503, {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}),
        r"asks to wait [0-9,]+ seconds",
    ),
}


@pytest.mark.parametrize(("answer", "reason"), LIES.values(), ids=LIES)
def test_a_lying_server_is_refused_in_one_sentence(
    case: Case, answer: Answer, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = case.store.snapshots
    case.server.say(MAIN, answer)
    caplog.set_level(logging.DEBUG)

    result = case.only(limits=QUICK if answer.drip else PATIENT)

    assert result.state is State.REFUSED
    assert re.search(reason, str(result.reason)), result.reason
    assert "secret" not in f"{result.reason} {caplog.text}"
    assert case.store.snapshots == before
    assert [path.name for path in (case.path / "fetch").iterdir()] == ["answers.sqlite"]


@pytest.mark.parametrize("missing", [1, 8, 9, 40])
def test_a_packed_stream_that_ends_early_is_not_a_whole_file(case: Case, whole: bytes, missing: int) -> None:
    case.server.say(MAIN, Answer(gzip.compress(whole)[:-missing], headers=GZIP))

    result = case.only()

    assert BROKEN in str(result.reason)


def test_a_packed_stream_of_several_members_is_read_whole(case: Case, whole: bytes) -> None:
    case.server.say(MAIN, Answer(gzip.compress(whole[:90]) + gzip.compress(whole[90:]), headers=GZIP))

    assert case.only().state is State.UNCHANGED


@given(st.binary(max_size=300_000) | st.integers(0, 400_000).map(bytes), st.integers(1, 70_000), st.integers(1, 3))
def test_unpacking_yields_what_was_packed_in_small_pieces(content: bytes, step: int, members: int) -> None:
    packed = gzip.compress(content) * members
    pieces = list(_unpacked(packed[at : at + step] for at in range(0, len(packed), step)))

    assert b"".join(pieces) == content * members
    assert max(map(len, pieces), default=0) <= 1 << 16


def test_queries_of_redirects_are_not_logged(case: Case, whole: bytes, caplog: pytest.LogCaptureFixture) -> None:
    case.server.say(MAIN, Answer(status=302, headers={"Location": "/signed.csv?signature=secret"}))
    case.server.serve("/signed.csv?signature=secret", whole)
    caplog.set_level(logging.DEBUG)

    assert case.only().state is State.UNCHANGED
    assert "/signed.csv" in caplog.text
    assert "secret" not in caplog.text


def test_only_the_answer_to_what_was_asked_is_remembered(case: Case, whole: bytes) -> None:
    case.server.say(MAIN, *(Answer(status=302, headers={"Location": f"/signed.csv?{n}"}) for n in range(3)))
    for number in range(3):
        case.server.serve(f"/signed.csv?{number}", whole)
    before = remembered(case)

    assert [case.only(day=day).state for day in (4, 5, 6)] == [State.UNCHANGED] * 3

    assert remembered(case) == before
    assert [bool(case.server.of(f"/signed.csv?{n}")[0].headers["If-None-Match"]) for n in range(3)] == [True] * 3


def test_a_redirected_file_that_was_refused_is_asked_for_again(case: Case, whole: bytes) -> None:
    case.server.say(MAIN, Answer(status=302, headers={"Location": "/moved.csv"}))
    case.server.serve("/moved.csv", whole[:60])
    assert case.only(day=4).state is State.REFUSED
    assert "line is cut" in str(case.only(day=5).reason)

    case.server.serve("/moved.csv", whole)

    assert case.only(day=6).state is State.UNCHANGED


def remembered(case: Case) -> int:
    with sqlite3.connect(case.path / "fetch" / "answers.sqlite") as database:
        [(count,)] = database.execute("select count(*) from responses").fetchall()
    database.close()
    return int(count)


DAMAGES = {
    "no database": lambda path: path.write_bytes(b"this is no database" * 500),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5_000]),
    "overwritten": lambda path: path.write_bytes(path.read_bytes()[:4_096] + b"\xff" * 20_000),
    "rows": lambda path: rewrite(path, b"{}"),
    "pointers": lambda path: rewrite(path, None),
}


def rewrite(path: Path, value: bytes | None) -> None:
    with sqlite3.connect(path) as database:
        if value is None:
            database.execute("update responses set value = replace(value, 'sha256', 'sha255')")
        else:
            database.execute("update responses set value = ?", (value,))
    database.close()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_memory_of_downloads_is_begun_anew(case: Case, damage: object) -> None:
    assert callable(damage)
    damage(case.path / "fetch" / "answers.sqlite")

    assert case.only(day=4).state is State.UNCHANGED
    assert case.only(day=5).state is State.UNCHANGED
    assert case.server.of(MAIN)[-1].headers["If-None-Match"]


def test_a_damaged_memory_does_not_stand_in_the_way_of_a_refusal(case: Case, whole: bytes) -> None:
    (case.path / "fetch" / "answers.sqlite").write_bytes(b"this is no database" * 500)
    case.server.say(MAIN, Answer(whole[:60], headers=CSV))

    assert "line is cut" in str(case.only().reason)


def test_a_published_file_that_was_damaged_in_the_store_is_sent_again(case: Case) -> None:
    for path in (case.path / "raw").iterdir():
        path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"EXAMPLE", b"EXEMPLE")))

    assert case.only().state is State.UNCHANGED
    assert len(case.store.snapshots) == 1


def test_unchanged_without_having_been_asked_is_a_failure(
    server: Server, store_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exposcreen.sources.download.read_lists", dict)
    case = Case(server, store_path, sample).serve(US_OFAC_CONS_CSV)
    server.say(MAIN, Answer(status=304))

    assert "status 304" in str(case.only().reason)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_download_that_is_broken_off_leaves_nothing_behind(case: Case, whole: bytes, stop: BaseException) -> None:
    case.server.say(MAIN, Answer(whole, headers=CSV))
    before = case.store.snapshots

    def told(_what: str, _done: int, _total: int | None) -> None:
        raise stop

    with (
        pytest.raises((KeyboardInterrupt, OSError)),
        Downloads(case.path / "fetch", kept=case.store.kept, mirror=case.server.address) as downloads,
    ):
        update_online(case.store, downloads, retrieved_at=NOW, names=["us_ofac_cons_csv"], watch=told)

    assert [path.name for path in (case.path / "fetch").iterdir()] == ["answers.sqlite"]
    assert not list(case.path.rglob("*.unfinished"))
    assert case.store.snapshots == before


def test_what_a_killed_download_left_is_removed_by_a_later_one(case: Case) -> None:
    for name in ("landing-old", "landing-new"):
        (case.path / "fetch" / name).mkdir()
        (case.path / "fetch" / name / "body").write_bytes(b"half")
    os.utime(case.path / "fetch" / "landing-old", (0, 0))

    case.only()

    assert sorted(path.name for path in (case.path / "fetch").iterdir()) == ["answers.sqlite", "landing-new"]


def alter(whole: bytes, name: bytes) -> bytes:
    return whole.replace(b"EXAMPLE AGRICULTURAL", name)


def test_a_list_that_its_authority_goes_back_to_answers_again(case: Case, whole: bytes) -> None:
    case.server.serve(MAIN, alter(whole, b"EXAMPLE FARMING"))
    assert case.only(day=10).state is State.ADDED

    case.server.serve(MAIN, whole)
    assert case.only(day=20).state is State.ADDED
    assert case.only(day=21).state is State.UNCHANGED

    store = case.store
    answering = [store.select("us_ofac_ns_cmic", date(2026, 1, day)) for day in (5, 12, 25)]
    assert [item and item.published_on for item in answering] == [date(2026, 1, day) for day in (3, 10, 20)]
    assert answering[2] is not None
    assert answering[2].seen_on == date(2026, 1, 21)
    assert [file.sha256 for file in answering[0].files] == [file.sha256 for file in answering[2].files]  # type: ignore[union-attr]


def test_a_list_that_its_authority_goes_back_to_on_the_same_day_answers_again(case: Case, whole: bytes) -> None:
    first = case.store.snapshots[0].sha256
    case.server.serve(MAIN, alter(whole, b"EXAMPLE FARMING"))
    assert case.only(day=3.1).state is State.ADDED
    case.server.serve(MAIN, whole)
    assert case.only(day=3.2).state is State.ADDED

    answering = case.store.select("us_ofac_ns_cmic", date(2026, 1, 5))

    assert answering is not None
    assert answering.sha256 == first
    assert len(case.store.snapshots) == 2
    assert case.only(day=3.3).state is State.UNCHANGED


@pytest.mark.parametrize("lost", ["raw", "listings"])
def test_what_was_deleted_from_the_store_is_put_back_by_an_update(case: Case, lost: str) -> None:
    before = case.only(day=4).snapshot
    for path in (case.path / lost).iterdir():
        path.unlink()

    restored = case.only(day=3)

    assert restored.state is State.ADDED
    assert [item.model_copy(update={"retrieved_at": NOW}) for item in case.store.snapshots] == [
        before and before.model_copy(update={"retrieved_at": NOW})
    ]
    assert [problem for item in verify(case.store, unwatched) for problem in item.problems] == []


def test_a_proxy_of_the_environment_is_used_and_its_password_never_told(
    case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("http_proxy", "http://me:secret@127.0.0.1:9")

    refused = case.only()

    assert "the proxy cannot be reached" in str(refused.reason)
    with running() as proxy:
        monkeypatch.setenv("http_proxy", proxy.address.replace("//", "//me:secret@"))
        monkeypatch.setenv("no_proxy", "")
        for path, behaviour in case.server.answers.items():
            proxy.answers[case.server.address + path] = behaviour
        proxy.say(case.server.address + MAIN, Answer(status=302, headers={"Location": "/moved.csv"}))
        proxy.answers[case.server.address + "/moved.csv"] = case.server.answers[MAIN]
        assert case.only().state is State.UNCHANGED
        assert proxy.asked
    assert "secret" not in caplog.text
    assert b"Proxy-Authorization" not in (case.path / "fetch" / "answers.sqlite").read_bytes()


def test_every_name_must_lead_to_a_download(case: Case) -> None:
    with pytest.raises(InputError, match="no source of us_ndaa_889 is fetched"):
        case.run("us_ofac_cons_csv", "us_ndaa_889")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Sat, 03 Jan 2026 12:01:00 GMT", 60.0),
        ("Sat, 03 Jan 2026 11:00:00 GMT", 0.0),
        ("Sat, 03 Jan 2026 12:01:00", 60.0),
        ("-1", None),
        ("soon", None),
        ("Thu, 01 Jan 99999 05:00:00 GMT", None),
        (None, None),
    ],
)
def test_a_wait_is_asked_for_in_seconds_or_until_a_moment(header: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(header, "Sat, 03 Jan 2026 12:00:00 GMT") == seconds


def test_a_moment_without_a_clock_to_read_it_by_is_no_wait() -> None:
    assert seconds_to_wait("Sat, 03 Jan 2026 12:01:00 GMT", None) is None


@given(st.text() | st.from_regex(r"\w{3}, \d{1,2} (Jan|Dec) \d{1,6} \d\d:\d\d:\d\d [+-]\d{1,9}"))
def test_no_header_is_too_odd_for_a_day(header: str) -> None:
    assert isinstance(day_of(header), date | None)


def test_an_address_is_shown_without_what_is_secret() -> None:
    assert shown("https://me:pw@[2001:db8::1]:8080/a?b=c#d") == "https://[2001:db8::1]:8080/a"
    assert shown("https://me:pw@lists.example/a?b=c") == "https://lists.example/a"


def test_a_deflated_bomb_stops_at_the_size_of_a_piece() -> None:
    bomb = gzip.compress(zlib.compress(bytes(50_000_000)) + bytes(50_000_000))

    assert len(next(_unpacked(iter([bomb])))) <= 1 << 16
