"""What a doctor states in words that could ask: "I don't see any fever" asks for nothing, "any fever" does."""

from __future__ import annotations

from dataclasses import replace

from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.wording.phrases import stem

WITHIN = 4  # words between a denial and the "any" that belongs to it
BEFORE = 3  # words before a denial in which its subject stands
OF_THEM = frozenset(map(stem, ("you", "you've", "you're", "he", "she", "they", "your")))  # who would have to answer


def without_stated(parsed: Parsed) -> Parsed:
    """A doctor's sentence without the question words that belong to a denial of the doctor's own."""
    if parsed.sentence.section.kind != "asked" or parsed.sentence.asks:
        return parsed
    questions = parsed.of("question")
    kept = [cue for cue in questions if not _is_stated(cue, parsed)]
    return parsed if len(kept) == len(questions) else replace(parsed, cues={**parsed.cues, "question": kept})


def _is_stated(question: Cue, parsed: Parsed) -> bool:
    sentence = parsed.sentence
    if not sentence.has(question.start, "any"):
        return False
    for denial in parsed.of("negation"):
        if 0 <= question.start - denial.start <= WITHIN and denial.row.direction == "forward":
            before = range(max(0, denial.start - BEFORE), denial.start)
            return not any(not OF_THEM.isdisjoint(sentence.keys[at]) for at in before)
    return False
