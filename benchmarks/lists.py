"""The real list files and ordinary names beside the checkout."""

from __future__ import annotations

import csv
import gzip
import json
import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from measure import in_a_process

from exposcreen.model.vocabulary import SubjectKind

__all__ = ["AS_OF", "FILES", "LISTS", "Inputs", "Pair", "bundled_only", "full"]

AS_OF = date(2026, 7, 10)
"""The legal day of every question: the day after the newest of the files was published."""

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
_FILL = Path(__file__).with_name("fill.py")
_SEED = 20251220
_COMPANIES = 2_200
LISTS = _BESIDE / "lists"
FILES = (
    ("SDN", "us_ofac_sdn/2024-01", date(2023, 12, 28)),
    ("Consolidated", "us_ofac_cons/2025-12-csv", date(2025, 12, 19)),
    ("Consolidated Screening List", "us_trade_csl/consolidated-2022-05.csv.gz", date(2022, 5, 16)),
    ("UFLPA page", "us_dhs_uflpa/uflpa-entity-list-2026-07-09.html", date(2026, 7, 9)),
    ("UN", "un_sc/2026-02.xml", date(2026, 2, 27)),
    ("SEMA", "ca_sema/2020-04.xml", date(2020, 4, 1)),
    ("Denied Persons List", "us_bis/dpl_2022-09.txt", date(2022, 9, 1)),
)
"""Every real list file in its own format, with the day on which it was published."""

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
        compile_seconds: To compile the index over all of them.
        peak_mb: The most memory that a process held which did both.
        companies: Ordinary companies, drawn with a fixed seed.
        people: Invented ordinary people.
    """

    store: Path | None
    read_seconds: dict[str, float] = field(default_factory=dict)
    compile_seconds: float = 0.0
    peak_mb: float = 0.0
    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


def bundled_only() -> bool:
    """Whether the real list files are not beside this checkout."""
    return not (_BESIDE / "lists" / "README.md").is_file()


def full(scratch: Path) -> Inputs:
    """The real lists, taken into a store under a scratch folder, each as of the day on which it was published."""
    filled = json.loads(in_a_process(_FILL, str(scratch)))
    return Inputs(
        scratch / "store",
        filled["read_seconds"],
        filled["compile_seconds"],
        filled["peak_mb"],
        _companies(),
        _people(),
        _pairs(),
    )


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
