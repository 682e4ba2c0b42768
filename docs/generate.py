"""Write ``docs/reference/lists``: a page for every list and every source, from ``data/lists`` and ``data/sources``.

``make docs`` runs it; a test fails while a page differs from the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from exposcreen.sources.catalogue import ListInfo, read_lists
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.registry import SOURCES

__all__ = ["pages"]

FOLDER = Path(__file__).resolve().parent / "reference" / "lists"
_MADE = "<!-- Made by `make docs` from data/lists and data/sources: change those instead of this page. -->"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    lists = read_lists()
    infos = [source.info for source in SOURCES]
    found = {"index.md": _index(lists, infos)}
    for list_id, info in lists.items():
        found[f"{list_id}.md"] = _list_page(info, [item for item in infos if list_id in item.lists])
    for item in infos:
        found[f"source_{item.source_id}.md"] = _source_page(item)
    return {name: text.rstrip() + "\n" for name, text in found.items()}


def _index(lists: Mapping[str, ListInfo], infos: list[SourceInfo]) -> str:
    carried = {
        list_id: ", ".join(_link_to_source(item) for item in infos if list_id in item.lists) or "none"
        for list_id in lists
    }
    return "\n".join(
        (
            "# Lists and sources",
            "",
            _MADE,
            "",
            "A *list* is what the law knows. A *source* is a set of published files that carries one list or several.",
            "",
            "## Lists",
            "",
            *_table(
                ("list", "title", "law of", "publisher", "bundled", "sources"),
                (
                    (
                        f"[`{info.list_id}`]({info.list_id}.md)",
                        info.title,
                        info.jurisdiction,
                        info.publisher,
                        f"{info.extract.status}, {info.extract.listings}" if info.extract else "none",
                        carried[info.list_id],
                    )
                    for info in lists.values()
                ),
            ),
            "",
            "## Sources",
            "",
            "*Fetched* ones are what `exposcreen update` downloads when nothing is named; the others when they are "
            "named and an address is known, or where one that they stand in for fails. All are read from a folder.",
            "",
            *_table(
                ("source", "what it is", "format", "downloaded"),
                ((_link_to_source(item), item.title, item.format, _downloaded(item)) for item in infos),
            ),
        )
    )


def _list_page(info: ListInfo, infos: list[SourceInfo]) -> str:
    lines = [
        f"# `{info.list_id}`: {info.title}",
        "",
        _MADE,
        "",
        f"- Short name: {info.short}",
        f"- Publisher: {info.publisher}",
        f"- Authority: {info.authority}",
        f"- Law of: {info.jurisdiction}",
        f"- Licence: {info.licence}",
        f"- Published as: {', '.join(info.formats)}",
        f"- A copy is stale after {info.max_age_days} days",
        f"- Least entries of a full copy: {_number(info.min_records)}",
        f"- Least names an entry on average: {_number(info.min_names_per_record)}",
        *(
            f"- {fact.replace('_', ' ')} must be filled in for at least {share:.0%}"
            for fact, share in info.min_fill.items()
        ),
        "",
        "Published at:",
        "",
        *(f"- <{url}>" for url in info.urls),
        "",
        "## Bundled extract",
        "",
    ]
    if info.extract is None:
        lines.append("Nothing of this list is bundled.")
    else:
        extract = info.extract
        lines.append(f"{extract.listings} entries of {extract.published_on}, {extract.status}: {extract.source}.")
        if extract.note:
            lines += ["", extract.note]
    lines += ["", "## Sources", ""]
    lines += [f"- {_link_to_source(item)}: {item.title}" for item in infos] or [
        "No file of this list is read; what is known of it is in the bundled extract."
    ]
    return "\n".join(lines)


def _source_page(info: SourceInfo) -> str:
    return "\n".join(
        (
            f"# `{info.source_id}`: {info.title}",
            "",
            _MADE,
            "",
            f"- Published by: {info.authority}{'' if info.official else ' (not the authority of the lists)'}",
            f"- Format: {info.format}",
            f"- Licence: {info.licence}",
            f"- Lists: {', '.join(f'[`{name}`]({name}.md)' for name in info.lists)}",
            f"- Downloaded: {_downloaded(info)}",
            f"- Tried on: {info.proved_on}",
            "",
            "## Files",
            "",
            *_table(
                ("file", "address", "why"),
                (
                    (
                        f"`{file.role}`{'' if file.required else ' (optional)'}",
                        f"<{file.url}>" if file.url else "not known",
                        file.why,
                    )
                    for file in info.files
                ),
            ),
            "",
            "## What becomes of each published field",
            "",
            *_table(("field", "becomes"), ((f"`{field}`", what) for field, what in info.mapped.items())),
            "",
            "## Fields left aside",
            "",
            *(
                _table(("field", "why"), ((f"`{field}`", why) for field, why in info.ignored.items()))
                if info.ignored
                else ("None.",)
            ),
            "",
            "A field that is in neither table stops the reading.",
            "",
            "## Traps",
            "",
            *([f"- {trap}" for trap in info.traps] or ["None is known."]),
        )
    )


def _downloaded(info: SourceInfo) -> str:
    if not any(file.url for file in info.files):
        return "no address is known"
    if info.stands_in_for:
        return f"where `{info.stands_in_for}` fails"
    return "fetched" if info.fetched else "when named"


def _link_to_source(info: SourceInfo) -> str:
    return f"[`{info.source_id}`](source_{info.source_id}.md)"


def _number(value: float | None) -> str:
    return "not set" if value is None else f"{value:,g}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> None:
    """Write the pages, and remove those of lists and sources that are no more."""
    made = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
