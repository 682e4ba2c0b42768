"""The stakes of one day as a graph: an edge for each owner and company, with the least and the most it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exposcreen.ownership.table import Columns, OwnershipTable

__all__ = ["Graph", "graph_of"]


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges sorted by company.

    Attributes:
        whole: 100 % in units.
        low: What is sure.
        high: What it can be at the most, as far as the edge itself says; ``low`` where the share is unknown.
        loose: Whether the share is unknown, or a range.
        room: Of each company, what is known of no owner.
    """

    whole: int
    owner: np.ndarray
    owned: np.ndarray
    low: np.ndarray
    high: np.ndarray
    loose: np.ndarray
    control: np.ndarray
    indirect: np.ndarray
    joint: np.ndarray
    room: np.ndarray


def graph_of(table: OwnershipTable, day: date) -> Graph:
    """What the table says of a day."""
    at, ordinal = table.columns, day.toordinal()
    nothing = (at.low == 0) & (at.ceiling <= 0) & ~at.control
    rows = at.rows((at.begin <= ordinal) & (at.end > ordinal) & (at.owner != at.owned) & ~nothing)
    whole = 100 * 10**at.places
    graph = _edges(rows, whole)
    owned, low, indirect = graph["owned"], graph["low"], graph["indirect"]
    direct = np.zeros(len(table.parties), dtype=np.int64)
    np.add.at(direct, owned[~indirect], low[~indirect])
    return Graph(whole=whole, room=np.maximum(whole - direct, 0), **graph)


def _edges(rows: Columns, whole: int) -> dict[str, np.ndarray]:
    """Rows about the same holding as one edge: the rule is that of ``table.merged``."""
    order = np.lexsort((rows.low, rows.indirect, rows.owner, rows.owned))
    rows = rows.rows(order)
    key = np.stack((rows.owned, rows.owner, rows.indirect.astype(np.int32)))
    fresh = np.ones(key.shape[1], dtype=bool)
    fresh[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    first = np.flatnonzero(fresh)
    if not len(first):
        nothing = np.zeros(0, dtype=np.int64)
        return {
            **dict.fromkeys(("owner", "owned", "low", "high", "joint"), nothing),
            **dict.fromkeys(("control", "indirect", "loose"), nothing.astype(bool)),
        }
    known = rows.low >= 0
    least = np.minimum.reduceat(np.where(known, rows.low, whole), first)
    some = np.logical_or.reduceat(known, first)
    same = np.ones(len(known), dtype=bool)
    same[1:] = fresh[1:] | (rows.low[1:] != rows.low[:-1])
    distinct = np.add.reduceat(np.where(known & same, rows.low, 0), first)
    count = np.add.reduceat((known & same).astype(np.int64), first)
    low = np.where(some, least, 0)
    ceiling = np.maximum.reduceat(rows.ceiling, first)
    high = np.maximum(np.maximum(low, ceiling), np.where(count > 1, np.minimum(distinct, whole), 0))
    return {
        "owner": rows.owner[first].astype(np.int64),
        "owned": rows.owned[first].astype(np.int64),
        "low": low,
        "high": high,
        "loose": ~some | (high > low),
        "control": np.logical_or.reduceat(rows.control, first),
        "indirect": rows.indirect[first],
        "joint": np.maximum.reduceat(rows.joint, first).astype(np.int64),
    }
