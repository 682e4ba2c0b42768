"""Lists of the UK, the EU, the United Nations and Canada: from the file to the cited verdict."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import exposcreen as xs
from exposcreen.sources.ca_sema.source import CA_SEMA
from exposcreen.sources.eu_fsf.source import EU_FSF_CSV, EU_FSF_XML
from exposcreen.sources.gb_sanctions.source import GB_SANCTIONS
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from exposcreen.sources.un_sc.source import UN_SC
from exposcreen.sources.update import update_from

DAY = date(2026, 1, 5)
SAMPLES = Path(__file__).parent / "sources"
NAME = "Zarbelix Kvorum Machinery"


def taken_in(files: Path, store: Path, *, floors: bool = False) -> xs.Screener:
    report = update_from(
        files,
        Store.open(store),
        published=date(2026, 1, 2),
        retrieved_at=datetime(2026, 1, 3, tzinfo=UTC),
        lists=None if floors else {},
    )
    assert not report.refused
    return xs.Screener(store=store)


@pytest.mark.parametrize(
    ("source", "old", "jurisdiction", "law", "entry"),
    [
        (GB_SANCTIONS, b"EXAMPLE TRADING CO", "GB", "SAMLA 2018", "Unique ID FRE0002"),
        (EU_FSF_XML, b"Example Trading Co.", "EU", "Art. 215 TFEU", "2026/1 (OJ L1)"),
        (EU_FSF_CSV, b"Example Trading Co.", "EU", "Art. 215 TFEU", "2026/1 (OJ L1)"),
        (
            UN_SC,
            b"EXAMPLE TRADING COMPANY (ETC) ; EXAMPLE BUSINESS COMPANY (EBC)",
            "UN",
            "UN Charter ch. VII",
            "FDe.001",
        ),
        (CA_SEMA, b"Freedonian Navy/Marine fridonienne", "CA", "S.C. 1992", "Special Economic Measures Act, Freedonia"),
    ],
    ids=lambda value: value.id if isinstance(value, Source) else "",
)
def test_who_is_listed_may_not_be_paid_under_the_law_of_the_list(
    tmp_path: Path, source: Source, old: bytes, jurisdiction: str, law: str, entry: str
) -> None:
    (sample,) = [path for path in (SAMPLES / source.id).iterdir() if path.name in source.info.roles]
    content = sample.read_bytes().replace(b"<DELISTED_ON>2024-06-09</DELISTED_ON>", b"")
    assert old in content
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / sample.name).write_bytes(content.replace(old, NAME.encode()))
    screener = taken_in(tmp_path / "files", tmp_path / "store")

    verdict = screener.screen(
        {"name": NAME, "kind": "organization"}, as_of=DAY, activity="pay", jurisdictions=[jurisdiction]
    )

    (finding,) = verdict.findings
    assert (verdict.outcome, finding.outcome) == (xs.Outcome.PROHIBITED, xs.Outcome.PROHIBITED)
    assert (finding.entry, finding.list_id) == (NAME, source.info.lists[0])
    references = [citation.reference for citation in finding.citations]
    assert any(entry in reference for reference in references), references
    effects = [effect for effect in finding.effects if effect.activity == "pay"]
    assert {effect.jurisdiction for effect in effects} == {jurisdiction}
    assert any(law in citation.reference for effect in effects for citation in effect.citations)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "day", "name", "jurisdiction", "reference"),
    [
        ("un_sc/2026-02.xml", "2026-02-28", "KOREA MINING DEVELOPMENT TRADING CORPORATION", "UN", "KPe.001"),
        (
            "ca_sema/2020-04.xml",
            "2026-01-05",
            "Syrian International Islamic Bank",
            "CA",
            "Special Economic Measures Act, Syria",
        ),
    ],
)
def test_the_real_files_prohibit_with_a_citation_and_clear_a_stranger(
    shared: Path, tmp_path: Path, path: str, day: str, name: str, jurisdiction: str, reference: str
) -> None:
    (tmp_path / "files").mkdir()
    shutil.copy(shared / "lists" / path, tmp_path / "files")
    screener = taken_in(tmp_path / "files", tmp_path / "store", floors=True)

    def asked(subject: str) -> xs.Verdict:
        return screener.screen(
            {"name": subject, "kind": "organization"}, as_of=day, activity="pay", jurisdictions=[jurisdiction]
        )

    listed = asked(name)

    assert listed.outcome is xs.Outcome.PROHIBITED
    assert any(reference in citation.reference for finding in listed.findings for citation in finding.citations)
    assert asked("Acme Bakery Ltd").outcome is xs.Outcome.CLEAR
