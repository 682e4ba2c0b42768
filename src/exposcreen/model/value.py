"""The base of every model: a frozen value that refuses fields it does not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Value"]


class Value(BaseModel):
    """A frozen value: equal by content, hashable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
