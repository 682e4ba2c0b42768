"""What an XML file may not do, and that nothing in it is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.published import Published
from exposcreen.sources.xml import records

INFO = SourceInfo.model_validate(
    {
        "source_id": "towns",
        "title": "Towns",
        "authority": "Freedonia",
        "official": True,
        "format": "XML",
        "licence": "free",
        "lists": ["towns"],
        "files": [{"role": "towns.xml", "why": "all of them"}],
        "mapped": {"towns/town/name": "name", "towns/town/@id": "uid", "made/day": "day"},
        "ignored": {"towns/town/mayor/*": "not asked", "@version": "not asked"},
        "proved_on": "nothing",
    }
)


def read(text: str | bytes, at: tuple[str, ...] = ("towns/town",)) -> list[tuple[str, int, str | None]]:
    content = text if isinstance(text, bytes) else text.encode()
    found = records(Published.of(content, "towns.xml"), INFO, root="list", at=at)
    return [(record.path, record.line, record.element.findtext("{*}name")) for record in found]


def test_records_come_in_document_order_whatever_their_namespace() -> None:
    text = (
        '<list xmlns="urn:towns" version="1"><made><day>1</day></made>\n'
        '<towns>\n<town id="1"><name>A</name><mayor><age>7</age></mayor></town>\n<town id="2"><name>B</name></town>'
        "</towns></list>"
    )

    assert read(text, ("towns/town", "made")) == [("made", 1, None), ("towns/town", 3, "A"), ("towns/town", 4, "B")]


@pytest.mark.parametrize(
    "body",
    [
        '<towns><town id="1"><name>A</name><size>9</size></town></towns>',
        '<towns><town id="1" size="9"><name>A</name></town></towns>',
        '<towns><town id="1"><name>A</name></town><village>B</village><town id="2"><name>C</name></town></towns>',
        '<towns><town id="1"><name>A</name></town></towns><villages><village>B</village></villages>',
        '<villages><village>B</village></villages><towns><town id="1"><name>A</name></town></towns>',
        '<towns size="9"><town id="1"><name>A</name></town></towns>',
        '<towns>all<town id="1"><name>A</name></town></towns>',
        '<towns><town id="1"><name>A</name></town><empty/></towns>',
        "<made><day>1</day><hour>2</hour></made>",
    ],
)
def test_a_field_that_nobody_knows_is_refused_wherever_it_stands(body: str) -> None:
    with pytest.raises(SourceFormatError, match=r"towns\.xml: line 1: .* is not a field that is known"):
        read(f"<list>{body}</list>")


def test_a_document_type_is_refused_and_no_entity_is_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    town = '<towns><town id="1"><name>&x;</name></town></towns>'
    for kind in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY x "expanded">', ""):
        with pytest.raises(SourceFormatError, match=r"towns\.xml: .*(document type|not whole XML)"):
            read(f"<!DOCTYPE list [{kind}]><list>{town if kind else ''}</list>")


def test_another_root_or_a_blank_file_is_refused() -> None:
    with pytest.raises(SourceFormatError, match="its root element is 'page'"):
        read("<page/>")
    for blank in ("", " \r\n", "\n" * 100):
        with pytest.raises(SourceSuspicious, match=r"towns\.xml: the file is empty"):
            read(blank)


def test_the_same_name_elsewhere_is_no_record() -> None:
    text = '<list><towns><town id="1"><name>A</name><mayor><town>B</town></mayor></town></towns></list>'

    assert [name for _, _, name in read(text)] == ["A"]
