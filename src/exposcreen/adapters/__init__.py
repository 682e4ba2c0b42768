"""Subjects in: files of counterparties, holdings and sites, read row by row."""

from __future__ import annotations

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
    "Reading",
    "Row",
    "checked_birth_date",
    "checked_identifier",
    "read_counterparties",
    "read_holdings",
    "read_sites",
    "refusal",
]
