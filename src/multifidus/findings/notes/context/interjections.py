"""The "no" that only answers or interrupts: "no, my leg is weak" denies what was asked, and not the leg."""

from __future__ import annotations

from dataclasses import replace

from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.wording.phrases import stem

# What may follow a "no" that answers; before any other word it denies that one thing: "no numbness, but ...".
AFTER_NO = frozenset(map(stem, (
    ",", ".", "!", ";", "-", "—", "–", ")", "…", "no", "not", "nothing", "none", "never", "i", "i've", "am",
    "i'm", "im", "ive", "it", "it's", "its", "he", "he's", "she", "she's", "they", "we", "that", "thank", "thanks",
    "doctor", "doc", "dr", "sir", "ma'am", "god", "um", "uh", "just", "only", "but", "and", "everything", "all", "well",
    "wait", "actually", "hang", "hold", "sorry",
    "nope", "really", "definitely", "absolutely", "of", "there", "there's", "as", "my", "so", "you", "at", "mate",
    "cannot",
)))  # fmt: skip
# What parts an answer from what follows, in whatever text.
PARTS = frozenset(map(stem, (",", "!", "-", "—", "–", "…", "wait", "actually", "hang", "hold", "sorry")))


def without_interjections(parsed: Parsed) -> Parsed:
    """A sentence without the denial of a "no" that stands for itself: what is said behind it is not denied by it."""
    negations = parsed.of("negation")
    kept = [cue for cue in negations if not _is_interjection(cue, parsed)]
    return parsed if len(kept) == len(negations) else replace(parsed, cues={**parsed.cues, "negation": kept})


def _is_interjection(cue: Cue, parsed: Parsed) -> bool:
    sentence = parsed.sentence
    if cue.stop - cue.start > 1 or not sentence.has(cue.start, "no") or cue.stop >= len(sentence):
        return False
    following = sentence.keys[cue.stop]
    if cue.row.direction == "backward":
        return False
    if not PARTS.isdisjoint(following):
        return True
    return sentence.section.kind == "told" and not AFTER_NO.isdisjoint(following)
