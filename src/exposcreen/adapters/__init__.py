"""Subjects in: files of counterparties, holdings and sites, read row by row; and files of owners."""

from __future__ import annotations

from exposcreen.adapters.owner_rows import read_owner_frame
from exposcreen.adapters.ownership import ownership_table, read_owners
from exposcreen.adapters.owning import OwnersRead
from exposcreen.adapters.reading import Reading, Row
from exposcreen.adapters.subjects import (
    checked_birth_date,
    checked_identifier,
    read_counterparties,
    read_holdings,
    read_sites,
    refusal,
)

__all__ = [
    "OwnersRead",
    "Reading",
    "Row",
    "checked_birth_date",
    "checked_identifier",
    "ownership_table",
    "read_counterparties",
    "read_holdings",
    "read_owner_frame",
    "read_owners",
    "read_sites",
    "refusal",
]
