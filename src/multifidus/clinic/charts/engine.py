"""The tables and the model that this process assesses with, loaded once."""

from __future__ import annotations

from functools import cache

from multifidus.causes.model import Model, load_model
from multifidus.knowledge import Knowledge, shipped


@cache
def engine() -> tuple[Knowledge, Model]:
    """The knowledge that ships with the package, and its compiled model."""
    knowledge = shipped()
    return knowledge, load_model(knowledge)
