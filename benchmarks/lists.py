"""The real list files and ordinary names beside the checkout."""

from __future__ import annotations

import csv
import gzip
import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import perf_counter

from exposcreen.model.vocabulary import SubjectKind
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from

__all__ = ["AS_OF", "Inputs", "Pair", "bundled_only", "full"]

AS_OF = date(2025, 12, 20)
"""The legal day of every question: the day after the newest of the files was published."""

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
_SEED = 20251220
_COMPANIES = 2_200
_FILES = (
    ("SDN", "us_ofac_sdn/2024-01", date(2023, 12, 28)),
    ("Consolidated", "us_ofac_cons/2025-12-csv", date(2025, 12, 19)),
    ("Consolidated Screening List", "us_trade_csl/consolidated-2022-05.csv.gz", date(2022, 5, 16)),
)
_KINDS = {"Person": SubjectKind.PERSON, "Vessel": SubjectKind.VESSEL}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether a person says that they are one party."""

    one: str
    other: str
    kind: SubjectKind
    same: bool
    quality: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to measure on.

    Attributes:
        store: The folder of the full lists; ``None`` where only the bundled extract is at hand.
        read_seconds: By source, the time to read, check and keep it.
        companies: Ordinary companies, drawn with a fixed seed.
        people: Invented ordinary people.
    """

    store: Path | None
    read_seconds: dict[str, float] = field(default_factory=dict)
    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


def bundled_only() -> bool:
    """Whether the real list files are not beside this checkout."""
    return not (_BESIDE / "lists" / "README.md").is_file()


def full(scratch: Path) -> Inputs:
    """The real lists, taken into a store under a scratch folder, each as of the day on which it was published."""
    store = scratch / "store"
    seconds = {title: _take(place, published, store, scratch) for title, place, published in _FILES}
    return Inputs(store, seconds, _companies(), _people(), _pairs())


def _take(place: str, published: date, store: Path, scratch: Path) -> float:
    source = _BESIDE / "lists" / place
    if source.is_file():
        folder = scratch / source.name.split(".")[0]
        folder.mkdir()
        shutil.copy(source, folder)
        source = folder
    start = perf_counter()
    report = update_from(
        source, Store.open(store), published=published, retrieved_at=datetime.combine(AS_OF, time(), UTC)
    )
    if report.refused:
        raise SystemExit(f"{place}: {report.refused[0].reason}")
    return perf_counter() - start


def _companies() -> tuple[str, ...]:
    with gzip.open(_BESIDE / "companies" / "gleif_lei_names.csv.gz", "rt", encoding="utf-8") as file:
        names = [row["legal_name"] for row in csv.DictReader(file)]
    return tuple(random.Random(_SEED).sample(names, _COMPANIES))


def _people() -> tuple[str, ...]:
    with (_BESIDE / "bench" / "negatives_people_1000.csv").open(encoding="utf-8") as file:
        return tuple(row["full_name"] for row in csv.DictReader(file))


def _pairs() -> tuple[Pair, ...]:
    with (_BESIDE / "bench" / "name_pairs.csv").open(encoding="utf-8") as file:
        return tuple(
            Pair(
                row["name1"],
                row["name2"],
                _KINDS.get(row["schema"], SubjectKind.ORGANIZATION),
                row["is_match"] == "true",
                row["quality"],
            )
            for row in csv.DictReader(file)
        )
