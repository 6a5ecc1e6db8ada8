"""What is normal with an exception: "sensation intact except over the left shin"."""

from __future__ import annotations

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.text.attributes import SIDES
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem
from multifidus.terms import Side

FEELING = "sensory_loss_leg"
EXCEPT = tuple(map(stem, ("except", "excepting", "exception", "save")))


def with_exception(mention: Mention, parsed: Parsed, stop: int) -> tuple[Standing, Side | None] | None:
    """How a normal function stands that has an exception before `stop`; None where it has none.

    It is no denial; where a part of the leg is excepted from feeling, feeling is lost there.
    """
    at = _exception(mention, parsed, stop)
    if at is None:
        return None
    legs = [cue for cue in parsed.of("region") if cue.start > at and cue.row.value == "leg"]
    if FEELING not in mention.findings or not legs:
        return Standing.UNSTATED, None
    sides = [SIDES[str(cue.row.value)] for cue in parsed.of("side") if cue.start > at]
    return Standing.PRESENT, sides[0] if sides else None


def _exception(mention: Mention, parsed: Parsed, stop: int) -> int | None:
    sentence = parsed.sentence
    for at in range(mention.start + 1, stop):  # in its gaps too: "sensation ... of the left calf"
        apart = sentence.has(at, "apart") and sentence.has(at + 1, "from")
        if apart or any(sentence.has(at, word) for word in EXCEPT):
            return at
    return None
