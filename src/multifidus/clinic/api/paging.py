"""Long lists in parts."""

from __future__ import annotations

from ninja import Schema
from pydantic import ConfigDict, Field


class Part(Schema):
    """Which part of a long list."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(20, ge=1, le=50, description="How many at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to leave out before.")
