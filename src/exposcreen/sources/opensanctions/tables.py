"""Which dataset of OpenSanctions repeats which list, and what its schemata and properties are.

``data/sources/opensanctions_{datasets,schemata,properties}.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exposcreen.model.vocabulary import SubjectKind
from exposcreen.resources import data_root, read_table

__all__ = ["Repeated", "Schema", "identifier_schemes", "repeated_lists", "schemata"]

_DATASETS = ("dataset", "title", "program_id", "list_id", "uid", "source")
_SCHEMATA = ("schema", "role", "kind", "near", "far", "forward", "backward")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A list that a dataset repeats.

    Attributes:
        program_id: OpenSanctions' id of the program that tells it from the other lists of the dataset; empty where
            the dataset repeats one list.
        uid: The property of a sanction that is the authority's own id of an entry; empty where none is.
    """

    dataset: str
    title: str
    program_id: str
    list_id: str
    uid: str


@dataclass(frozen=True, slots=True)
class Schema:
    """What the entities of a schema are to a list.

    Attributes:
        role: ``party`` (who can be listed), ``sanction``, ``address``, ``holding`` (of a party: a document, a wallet,
            a security), ``tie`` (between two parties) or ``aside``.
        kind: Of the subject, where it can be listed; ``None`` where it cannot.
        near: The property that names the party it belongs to.
        far: Of a tie, the property that names the other party.
        forward: Of a tie, what the near party is to the other one.
        backward: Of a tie, what the other party is to the near one.
    """

    role: str
    kind: SubjectKind | None = None
    near: str = ""
    far: str = ""
    forward: str = ""
    backward: str = ""


@cache
def repeated_lists() -> dict[str, tuple[Repeated, ...]]:
    """The lists by dataset: under its name, and under its title, which is what the simple CSV prints."""
    path = data_root() / "sources" / "opensanctions_datasets.csv"
    found: dict[str, list[Repeated]] = {}
    for _, row in read_table(path, _DATASETS):
        repeated = Repeated(row["dataset"], row["title"], row["program_id"], row["list_id"], row["uid"])
        for name in (repeated.dataset, repeated.title):
            found.setdefault(name, []).append(repeated)
    return {name: tuple(lists) for name, lists in found.items()}


@cache
def schemata() -> dict[str, Schema]:
    """Every schema of the FollowTheMoney model by its name."""
    path = data_root() / "sources" / "opensanctions_schemata.csv"
    return {
        row["schema"]: Schema(
            row["role"],
            SubjectKind(row["kind"]) if row["kind"] else None,
            row["near"],
            row["far"],
            row["forward"],
            row["backward"],
        )
        for _, row in read_table(path, _SCHEMATA)
    }


@cache
def identifier_schemes() -> dict[str, str]:
    """The schemes of the properties that are identifiers."""
    path = data_root() / "sources" / "opensanctions_properties.csv"
    return {row["property"]: row["scheme"] for _, row in read_table(path, ("property", "scheme"))}
