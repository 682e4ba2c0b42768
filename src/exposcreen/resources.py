"""The one door to ``data/``: where it lies, how a file of it is read, and whether it or the code changed.

``data/`` is shipped inside the wheel as ``exposcreen/data``; in a checkout and in an editable install it is the
folder at the top of the repository. No other module knows that.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from exposcreen.errors import DataError

__all__ = ["code_stamp", "data_root", "digest", "problems", "read_rows", "read_table", "read_toml", "validated"]

_Model = TypeVar("_Model", bound=BaseModel)


@cache
def data_root() -> Path:
    """The folder that holds the law and the vocabulary.

    Raises:
        DataError: It is in neither of its two places.
    """
    here = Path(__file__).resolve().parent
    for root in (here / "data", here.parent.parent / "data"):
        if (root / "README.md").is_file():
            return root
    raise DataError(f"data/ was not found beside {here}: the installation is incomplete, install exposcreen again")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        DataError: It cannot be read, or is not TOML (a key given twice is not).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}: mend the file") from error


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with exactly these columns, by column, each with its line number.

    Raises:
        DataError: As for ``read_rows``.
    """
    for line, row in read_rows(path, columns):
        yield line, dict(zip(columns, row, strict=True))


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with exactly these columns, each with its line number.

    Raises:
        DataError: It cannot be read, its header differs, or a row has another number of fields.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = tuple(next(rows, ()))
            if header != columns:
                raise DataError(f"{path}: the columns are {', '.join(header)}, and must be {', '.join(columns)}")
            for row in rows:
                if len(row) != len(columns):
                    raise DataError(f"{path}: line {rows.line_num}: {len(row)} fields, and must be {len(columns)}")
                yield rows.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}: mend the file") from error


def problems(error: ValidationError) -> str:
    """Everything that a model found wrong, each with its path, in one line."""
    found = []
    for item in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in item["loc"])
        what = item["msg"].removeprefix("Value error, ")
        found.append(f"{where}: {what}" if where else what)
    return "; ".join(found)


def validated(model: type[_Model], value: object, where: object) -> _Model:
    """The value as a model.

    Raises:
        DataError: It breaks the schema; the message names the place and every problem.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise DataError(f"{where}: {problems(error)}: mend the file") from error


@cache
def digest() -> str:
    """SHA-256 over the law and the vocabulary: names and contents of all files under ``data/``."""
    total = hashlib.sha256()
    root = data_root()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".toml", ".csv"}:
            total.update(path.relative_to(root).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def code_stamp() -> str:
    """Size and time of every module, so that what was computed by edited code is computed anew."""
    package = Path(__file__).resolve().parent
    stats = [(path.relative_to(package).as_posix(), path.stat()) for path in sorted(package.rglob("*.py"))]
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
