"""A scored questionnaire as the JSON object that every other system reads."""

from __future__ import annotations

from typing import Any

from multifidus.terms import Change, Score, Scored


def questionnaire_data(scored: Scored) -> dict[str, Any]:
    """The object for one questionnaire; without scores where its licence is not switched on."""
    return {
        "id": scored.questionnaire,
        "label": scored.label,
        "licence": scored.licence,
        "scores": [_score(one) for one in scored.scores],
        "groups": list(scored.groups),
        "plain_text": list(scored.plain_text),
        "notes": list(scored.notes),
        "sources": list(scored.sources),
    }


def _score(one: Score) -> dict[str, Any]:
    return {
        "scale": one.scale,
        "label": one.label,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "answered": one.answered,
        "items": one.items,
        "least": one.least,
        "most": one.most,
        "change": None if one.change is None else _change(one.change),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "former": change.former,
        "by": change.by,
        "better": change.better,
        "matters": change.matters,
        "smallest_points": change.smallest_points,
        "smallest_share": change.smallest_share,
        "sources": list(change.sources),
    }
