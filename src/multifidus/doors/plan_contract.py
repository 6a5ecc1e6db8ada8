"""A plan as JSON: what every action has, and what its kind has beside, under the names of `terms.plan`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from multifidus.terms import Action, Figure, Plan, Prognosis

PARTS = ("now", "tests", "treatments", "surgery", "prevention", "avoid")
EXPECTED = ("course", "recurrence", "predictors")


def plan_data(plan: Plan) -> dict[str, Any]:
    """The object for a plan: its six parts, each a list of actions in their order."""
    return {part: _actions(getattr(plan, part)) for part in PARTS}


def prognosis_data(prognosis: Prognosis) -> dict[str, Any]:
    """The object for what is to be expected: its three parts, each a list of actions."""
    return {part: _actions(getattr(prognosis, part)) for part in EXPECTED}


def figure_data(figure: Figure) -> dict[str, Any]:
    """The object for one published number."""
    return asdict(figure)


def _actions(actions: Iterable[Action]) -> list[dict[str, Any]]:
    return [_action(action) for action in actions]


def _action(action: Action) -> dict[str, Any]:
    told = {name: _listed(value) for name, value in asdict(action).items()}
    told["for"] = told.pop("audience")
    if not action.plain_text and action.audience == "person":
        told["plain_text"] = action.text
    return told


def _listed(value: Any) -> Any:
    """Tuples as the lists that JSON makes of them, so that Python and JSON read the same."""
    return [_listed(one) for one in value] if isinstance(value, tuple) else _inside(value)


def _inside(value: Any) -> Any:
    return {name: _listed(one) for name, one in value.items()} if isinstance(value, dict) else value
