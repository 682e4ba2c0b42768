"""The mirror report: a table for a terminal, a matrix as one HTML page that stands alone."""

from __future__ import annotations

from html import escape

from exposcreen.model.mirrors import MirrorCell, MirrorReport
from exposcreen.model.vocabulary import CoverageStatus
from exposcreen.report.page import plain, table
from exposcreen.report.wording import citation_words

__all__ = ["render_mirrors", "render_mirrors_html"]

_WORDS = {"not_found": "no", "unknown": "not known", "possible": "possibly"}
_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse}th,td{border:1px solid #c9c9c9;padding:.35rem .55rem;text-align:left;"
    "vertical-align:top}thead th{position:sticky;top:0;background:#f1f1f1}.listed{background:#f9dedc}"
    ".left{background:#e8eaed}.possible{background:#efe0f5}.not_found{background:#e3f1e6}.unknown{background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}thead th{background:#2a2a2a}"
    "th,td{border-color:#555}.listed{background:#5c1f1b}.left{background:#3a3d40}.possible{background:#46304d}"
    ".not_found{background:#1f3a26}.unknown{background:#161616}}"
)


def render_mirrors(report: MirrorReport, *, width: int = 100) -> str:
    """The matrix as text, with what the words mean and which copies were not whole."""
    head = ("party", *report.lists)
    rows = [(row.name, *(_brief(cell) for cell in row.cells)) for row in report.mirrors]
    return f"{table(head, rows, width=width)}\n\n{_about(report)}"


def render_mirrors_html(report: MirrorReport) -> str:
    """The matrix as one page, without scripts or outside resources; each cell says how it is known."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("party", *report.lists))
    rows = "".join(
        f'<tr><th scope="row">{escape(plain(row.name))}</th>{"".join(map(_html_cell, row.cells))}</tr>'
        for row in report.mirrors
    )
    title = f"Who else listed the parties of {report.list_id}{f' under {report.program}' if report.program else ''}"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(title)}</h1><p>{escape(_about(report))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>\n"
    )


def _about(report: MirrorReport) -> str:
    gaps = [f"{item.list_id} ({item.status})" for item in report.coverage if item.status is not CoverageStatus.COMPLETE]
    whole = f" Not whole for the day, so that nothing found proves nothing: {', '.join(gaps)}." if gaps else ""
    return (
        f"As of {report.as_of}. A day is the first on the list; 'listed' stands where the list does not say it, "
        f"'possibly' where an entry is alike and nobody settled that it is the same party, 'no' where a whole copy has "
        f"no such entry, 'not known' where there is no whole copy.{whole} Not legal advice."
    )


def _brief(cell: MirrorCell) -> str:
    if cell.says in _WORDS:
        return _WORDS[cell.says]
    mark = "" if cell.confirmed else "?"
    began = f"{cell.listed_on}{mark}" if cell.listed_on else "listed"
    return f"{began} to {cell.delisted_on}" if cell.says == "left" and cell.delisted_on else began


def _html_cell(cell: MirrorCell) -> str:
    details = [
        ", ".join(cell.keys),
        f"programme {', '.join(cell.programs)}" if cell.programs else "",
        cell.why or "",
        *(citation_words(citation) for citation in cell.citations),
    ]
    lines = "".join(f"<li>{escape(plain(text))}</li>" for text in details if text)
    inside = f"<details><summary>{escape(_brief(cell))}</summary><ul>{lines}</ul></details>" if lines else _brief(cell)
    return f'<td class="{cell.says}">{inside}</td>'
