"""The names of an entity of the EU's list.

None is marked as primary: the first that is strong and in no language or English stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exposcreen.errors import SourceFormatError
from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.eu_fsf.raw import Detail, RawEntity
from exposcreen.sources.facts import unique

__all__ = ["entity_names"]

_LOW_QUALITY = re.compile(r"\blow?[ -]quality\b", re.IGNORECASE)


def entity_names(entity: RawEntity, where: str) -> tuple[Name, ...]:
    """The names, the one that stands for the entity first; the names on its documents last, as weak ones.

    A name is weak where the file says so: ``strong="false"``, which only the XML has, or a remark "low quality".

    Raises:
        SourceFormatError: There is no name at all, or a strength is neither true nor false.
    """
    found = [(detail, text, _is_weak(detail, where)) for detail in entity.names if (text := _text(detail))]
    if not found:
        raise SourceFormatError(f"{where}: there is no name, so nobody could be found by it: look at the entity")
    strong = [(detail, text) for detail, text, weak in found if not weak]
    english = [text for detail, text in strong if detail.text("nameLanguage").upper() in {"", "EN"}]
    first = next(iter([*english, *(text for _, text in strong), found[0][1]]))
    others = [
        Name(text=text, kind=NameKind.WEAK_AKA if weak else NameKind.STRONG_AKA)
        for _, text, weak in found
        if text != first
    ]
    known = {text for _, text, _ in found}
    return unique([Name(text=first), *others, *_on_documents(entity, known)])


def _text(detail: Detail) -> str:
    parts = " ".join(filter(None, (detail.text(name) for name in ("firstName", "middleName", "lastName"))))
    return detail.text("wholeName") or parts


def _is_weak(detail: Detail, where: str) -> bool:
    said = "strong" in detail.fields and not detail.flag("strong", where)
    return said or any(_LOW_QUALITY.search(line) for line in detail.remarks)


def _on_documents(entity: RawEntity, known: set[str]) -> Iterator[Name]:
    for document in entity.identifications:
        text = document.text("nameOnDocument")
        if text and text not in known:
            yield Name(text=text, kind=NameKind.WEAK_AKA)
