"""What is normal with an exception: "sensation intact except over the left shin"."""

from __future__ import annotations

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.text.attributes import SIDES
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem
from multifidus.terms import Side

FEELING = "sensory_loss_leg"
EXCEPT = tuple(map(stem, ("except", "excepting", "exception", "save")))
PAIRED = (("apart", "from"), ("aside", "from"), ("other", "than"), ("bar", "for"))
AT_ONCE = 3  # words


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


def denies_with_exception(mention: Mention, stands: Standing, parsed: Parsed) -> bool:
    """Whether a denial is followed at once by an exception: "no saddle numbness other than a patch", "fine except ...".

    What is excepted may be the very thing, in words that nobody foresaw.
    """
    denies = stands is Standing.ABSENT or (stands is Standing.PRESENT and mention.row.states == "absent")
    return denies and any(_begins_exception(at, parsed) for at in range(mention.stop, mention.stop + AT_ONCE))


def _begins_exception(at: int, parsed: Parsed) -> bool:
    sentence = parsed.sentence
    if any(sentence.has(at, word) for word in EXCEPT):
        return True
    return any(sentence.has(at, first) and sentence.has(at + 1, second) for first, second in PAIRED)


def _exception(mention: Mention, parsed: Parsed, stop: int) -> int | None:
    within = range(mention.start + 1, stop)  # in its gaps too: "sensation ... of the left calf"
    return next((at for at in within if _begins_exception(at, parsed)), None)
