"""Which official files lie in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from exposcreen.errors import InputError, SourceUnavailable
from exposcreen.sources.published import head_of
from exposcreen.sources.source import Source

__all__ = ["Discovery", "discover"]

_START = 64 * 1024


@dataclass(slots=True)
class Discovery:
    """What a folder holds.

    Attributes:
        found: By source id, the path of each role.
        unrecognised: Files that are none of a known source.
    """

    found: dict[str, dict[str, Path]] = field(default_factory=dict)
    unrecognised: list[Path] = field(default_factory=list)


def discover(folder: Path, sources: tuple[Source, ...]) -> Discovery:
    """Find the official files under a folder, at any depth, by name and content.

    Raises:
        InputError: The folder is none, holds no official file, or holds two for one role: one vintage at a time.
        SourceUnavailable: A file cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: this is not a folder: name the one that holds the official files")
    result = Discovery()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        claims = list(_claims(path, sources))
        if not claims:
            result.unrecognised.append(path)
        for source, role in claims:
            files = result.found.setdefault(source.id, {})
            if role in files:
                raise InputError(
                    f"{folder}: {files[role]} and {path} are both {role} of the {source.info.title}, and an "
                    f"update takes one vintage: name a folder with one of them"
                )
            files[role] = path
    if not result.found:
        raise InputError(
            f"{folder}: no official file was found there: the names looked for are {', '.join(_names(sources))}, "
            f"as downloaded or gzipped"
        )
    return result


def _claims(path: Path, sources: tuple[Source, ...]) -> Iterator[tuple[Source, str]]:
    try:
        with path.open("rb") as file:
            head = head_of(file.read(_START))
    except OSError as error:
        raise SourceUnavailable(f"{path}: it cannot be read ({error}): look at its permissions") from error
    for source in sources:
        if (role := source.recognise(path, head)) is not None:
            yield source, role


def _names(sources: tuple[Source, ...]) -> Iterator[str]:
    for source in sources:
        yield from source.info.roles
