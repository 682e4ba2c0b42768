"""Published XML: whole records, every field accounted for, nothing fetched or expanded, memory that does not grow."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from exposcreen.errors import SourceError, SourceFormatError, SourceSuspicious
from exposcreen.sources.description import FileInfo, SourceInfo
from exposcreen.sources.published import Published
from exposcreen.sources.xml import Record, records, root_name, text_at, texts_at

INFO = SourceInfo(
    source_id="example",
    title="Example List",
    authority="Freedonia",
    official=True,
    format="XML",
    licence="none",
    lists=("us_ofac_sdn",),
    files=(FileInfo(role="list.xml", why="the entries"),),
    mapped={"entry/name": "names", "entry/@id": "uid"},
    ignored={"head/*": "about the file", "entry/remark": "kept", "@day": "kept"},
    proved_on="nothing",
)
ENTRY = b'<entry id="1"><name>Example <!-- a comment -->Works</name></entry>'


def read(body: bytes, root: str = "list") -> list[Record]:
    return list(records(Published.of(body, "list.xml"), INFO, root=root, at=["entry"]))


def texts(body: bytes) -> list[str]:
    return [
        text_at(item.element, "name")
        for item in records(Published.of(body, "list.xml"), INFO, root="list", at=["entry"])
    ]


def test_records_come_one_by_one_with_their_lines() -> None:
    body = b'<?xml version="1.0"?>\n<list day="x">\n<head><a>1</a></head>\n' + ENTRY + b"\n" + ENTRY + b"</list>"

    found = records(Published.of(body, "list.xml"), INFO, root="list", at=["entry"])

    first = next(found)
    assert (first.path, first.line, first.element.get("id")) == ("entry", 4, "1")
    assert text_at(first.element, "name") == "Example Works"
    assert text_at(first.element, "nothing") == ""
    assert next(found).line == 5


def test_namespaces_do_not_matter() -> None:
    body = b'<l:list xmlns:l="urn:x" xmlns="urn:y"><entry id="1"><name>A</name><name/></entry></l:list>'

    assert texts(body) == ["A"]
    [record] = [list(texts_at(item.element, "name")) for item in iterate(body)]
    assert record == ["A"]


def iterate(body: bytes) -> Iterator[Record]:
    return records(Published.of(body, "list.xml"), INFO, root="list", at=["entry"])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'<list><entry id="1"><alias>A</alias></entry></list>', "'entry/alias' is not a field that is known"),
        (b"<list><entry id='1' day='2'><name>A</name></entry></list>", "'entry/@day' is not a field"),
        (b"<list version='2'><entry id='1'/></list>", "'@version' is not a field"),
        (b"<list><entry id='1'>text<name>A</name></entry></list>", "'entry' is not a field"),
        (b"<list><news/></list>", "'news' is not a field"),
        (b"<other/>", "its root element is 'other' where the official format has 'list'"),
        (b"<list><entry id='1'>", "line 1: it is not whole XML"),
        (b"not xml", "it is not whole XML"),
        (b'<!DOCTYPE list [<!ENTITY a "b">]><list><entry id="1"><name>&a;</name></entry></list>', "a document type"),
        (b'<!DOCTYPE list SYSTEM "http://127.0.0.1:9/x.dtd"><list/>', "a document type"),
        (b"<list/><list/>", "it is not whole XML"),
    ],
)
def test_what_is_not_known_or_not_whole_is_refused(body: bytes, problem: str) -> None:
    with pytest.raises(SourceFormatError, match=problem):
        read(body)


def test_an_empty_file_would_unlist_everybody() -> None:
    with pytest.raises(SourceSuspicious, match="the file is empty"):
        read(b"")


def test_a_billion_laughs_are_not_heard() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE list [<!ENTITY l0 "ha">{levels}]><list><entry id="1"><name>&l9;</name></entry></list>'

    with pytest.raises(SourceError):
        read(body.encode())


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(entries: int) -> int:
        body = b"<list>" + ENTRY * entries + b"</list>"
        tracemalloc.start()
        for _ in iterate(body):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(20_000) < peak(2_000) * 1.5 + 2_000_000


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"<?xml version='1.0'?><x:list xmlns:x='u' a='1'><en", "list"), (b"<html", None), (b"1,2", None), (b"", None)],
)
def test_the_root_is_known_from_the_first_bytes(head: bytes, name: str | None) -> None:
    assert root_name(head) == name
