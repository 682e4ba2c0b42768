"""Verdicts out: as text for a terminal or a file, as HTML for a notebook."""

from __future__ import annotations

from exposcreen.report.html import render_html
from exposcreen.report.listing import render_listing
from exposcreen.report.page import table
from exposcreen.report.text import render, render_brief, render_coverage, render_question, render_tally

__all__ = [
    "render",
    "render_brief",
    "render_coverage",
    "render_html",
    "render_listing",
    "render_question",
    "render_tally",
    "table",
]
