"""The pages on lists and sources say what the data say."""

from __future__ import annotations

import runpy
from pathlib import Path

_DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_page_on_a_list_or_a_source_is_as_the_data_make_it() -> None:
    made: dict[str, str] = runpy.run_path(str(_DOCS / "generate.py"))["pages"]()
    there = {path.name: path.read_text(encoding="utf-8") for path in (_DOCS / "reference" / "lists").glob("*.md")}

    assert there == made, "run make docs"
