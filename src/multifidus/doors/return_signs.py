"""The signs that must bring somebody back, gathered under where they bring them."""

from __future__ import annotations

from collections.abc import Iterable

from multifidus.terms import Action

RETURN = "return_"  # begins the id of a sign to come back for


def is_return_sign(action: Action) -> bool:
    """Whether it is told for later: what to do if something starts that is not there now."""
    return action.id.startswith(RETURN)


def return_signs_by_call(actions: Iterable[Action]) -> dict[str, list[str]]:
    """The signs under what they call for, both in their order: `Call 112 for an ambulance if` holds the signs."""
    told: dict[str, list[str]] = {}
    for action in actions:
        if is_return_sign(action):
            call, _, sign = action.text.partition(" if ")
            told.setdefault(f"{call} if", []).append(sign)
    return told
