"""The JSON of one assessment as the description of the API tells it; what is answered is the contract itself."""

from __future__ import annotations

from typing import Any

from multifidus.terms import Urgency

WORD = {"type": "string"}
WORDS = {"type": "array", "items": WORD}
NUMBER_OR_NONE = {"type": ["number", "null"]}
WORD_OR_NONE = {"type": ["string", "null"]}


def listed(**parts: Any) -> dict[str, Any]:
    """A list of objects that have at least these parts."""
    return {"type": "array", "items": thing(**parts)}


def thing(**parts: Any) -> dict[str, Any]:
    """An object that has at least these parts."""
    return {"type": "object", "properties": parts, "required": list(parts)}


FIGURES = listed(name=WORD, value={"type": "number"}, low=NUMBER_OR_NONE, high=NUMBER_OR_NONE, source=WORD, status=WORD)
ACTIONS = listed(
    id=WORD, text=WORD, why=WORD, status=WORD, figures=FIGURES, **{"for": {"enum": ["person", "clinician"]}}
)
SIDE = {"enum": ["left", "right", "both", None]}
VALUE = {"type": ["boolean", "number"]}
WHY = listed(finding=WORD, alone={"type": "number"}, without={"type": "number"}, through=WORD_OR_NONE, figures=FIGURES)
PROPORTION = {"type": "number", "minimum": 0, "maximum": 1}
CAUSES = listed(id=WORD, label=WORD, probability=PROPORTION, low=NUMBER_OR_NONE, high=NUMBER_OR_NONE, why=WHY)
RED_FLAGS = listed(
    cause=WORD_OR_NONE, feared=WORD_OR_NONE, urgency=WORD, findings=WORDS, action=WORD, source=WORD, status=WORD
)
NEXT_TESTS = listed(test=WORD, findings=WORDS, gain_nats={"type": "number"}, may_change=WORD, cost={"type": "number"})
CONTRACT: dict[str, Any] = {
    "description": "One assessment. Probabilities are proportions, weights are ln odds, gains are nats.",
    **thing(
        file=WORD,
        edition=WORD,
        in_scope={"type": "boolean"},
        out_of_scope=WORDS,
        urgency={"enum": [str(urgency) for urgency in Urgency]},
        urgency_reasons=WORDS,
        red_flags=RED_FLAGS,
        ask_first=WORDS,
        causes=CAUSES,
        p_unexplained=NUMBER_OR_NONE,
        pain_types={"type": "object", "additionalProperties": NUMBER_OR_NONE},
        level=listed(root=WORD, side=WORD, probability=PROPORTION),
        findings=listed(id=WORD, value=VALUE, side=SIDE, source=WORD),
        contradictions=WORDS,
        unread=WORDS,
        next_tests=NEXT_TESTS,
        plan=thing(**dict.fromkeys(("now", "tests", "treatments", "surgery", "prevention", "avoid"), ACTIONS)),
        prognosis=thing(**dict.fromkeys(("course", "recurrence", "predictors"), ACTIONS)),
        certificate=NUMBER_OR_NONE,
        troubles=WORDS,
    ),
}
KEPT: dict[str, Any] = {  # what was kept with older tables may lack what came later; {} where nothing could be told
    "description": "The JSON of one assessment as it was made; empty where not even the red flags could be checked.",
    "type": "object",
}
ONE_VALUE: list[dict[str, Any]] = [
    {"type": "boolean"},
    {"type": "number"},
    {"enum": ["left", "right", "both", "female", "male"]},
    {
        "type": "object",
        "properties": {
            "value": {"type": ["boolean", "number"]},
            "side": {"enum": ["left", "right", "both"]},
            "when": WORD,
        },
        "required": ["value"],
        "additionalProperties": False,
    },
]
FINDINGS: dict[str, Any] = {
    "description": "Findings by their id in the vocabulary (`multifidus evidence show`); what is left out is unknown.",
    "type": ["object", "null"],
    "additionalProperties": {"anyOf": [*ONE_VALUE, {"type": "array", "items": {"anyOf": ONE_VALUE}, "minItems": 1}]},
    "example": {"spasm": True, "mrc_great_toe_extension": {"value": 3, "side": "left"}},
}
