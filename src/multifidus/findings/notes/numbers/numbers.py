"""Numbers with their units: temperature, ESR and CRP, residual urine, weights, weeks of pregnancy, stiffness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifidus.findings.notes.context.scope import covers
from multifidus.findings.notes.text.mentions import Cue, Parsed, plain_words
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import NUMBER
from multifidus.knowledge.rows import MeasureRow

REACH = 7  # how many words may stand between the name of a measure and its number
BEFORE = 2  # and between a number and the name behind it
OUT_OF_TEN = "/10"
PULSE = "pulse_per_min"
VITAL_SIGNS = ("temperature_c", PULSE, "systolic_mmhg")
WORSE_SIDE = ("abi", "tbi")  # given for both legs: the lower counts
LOAD = "load_lifted_kg"
STONE = "stone"
LITRE = "liter"  # or, as "L", left
WHITE_CELLS = "white_cells"
THOUSAND = 1000  # white cells are given in thousands or one by one, both without a unit
RATED = frozenset(
    map(stem, ("vas", "nrs", "score", "rate", "rated", "scale", "level", "severity", "intensity"))
)  # "pain score 7"
WITH_UNIT = frozenset({  # measures of which a bare number says nothing
    "gestation_weeks", "weight_loss_kg", "body_weight_kg", "morning_stiffness_min", "aorta_cm", "finger_floor_cm",
    "chest_expansion_cm", "wall_occiput_cm", "load_lifted_kg",
})  # fmt: skip
SKIPPED = ("copied", "family", "plan", "ignored", "medicines")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: its value, its words, and the unit that follows."""

    value: float
    start: int
    stop: int
    unit: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its number, in the unit of measures.csv."""

    measure: str
    value: float
    parsed: Parsed
    start: int
    stop: int
    below: bool = False  # whether it is only an upper bound: "CRP <5"


def numbers(parsed: Parsed) -> list[Number]:
    """Every number of a sentence that stands by itself, with the unit behind it; dates and grades left out."""
    sentence = parsed.sentence
    units = {cue.start: cue for cue in parsed.of("unit")}
    found: list[Number] = []
    stop = 0
    for at in sentence.numbers:
        value = sentence.keys[at][0]
        if at < stop or value.count(".") > 1 or any(one.start <= at < one.stop for one in parsed.ranges):
            continue
        stop = at + 1
        while sentence.has(stop, "/") and sentence.has(stop + 1, NUMBER):
            stop += 2
        if stop == at + 3:  # "120/80", "7/10"
            found.append(Number(float(value), at, stop, "/" + sentence.keys[at + 2][0]))
        elif stop == at + 1:
            found.append(_with_unit(parsed, at, float(value), units))
            stop = found[-1].stop
    return found


def _with_unit(parsed: Parsed, at: int, value: float, units: dict[int, Cue]) -> Number:
    sentence, after = parsed.sentence, at + 1
    out = after + 1 if sentence.has(after, "out") else after
    if sentence.has(out, "of") and sentence.has(out + 1, "10"):  # "seven out of ten"
        return Number(value, at, out + 2, OUT_OF_TEN)
    while any(sentence.has(after, sign) for sign in ("°", "º", "degree")):
        after += 1
    unit = units.get(after)
    if unit and unit.row.value == STONE and _is_ordinal(parsed, at):
        unit = None
    return Number(value, at, unit.stop, str(unit.row.value)) if unit else Number(value, at, at + 1, None)


def _is_ordinal(parsed: Parsed, at: int) -> bool:
    """Whether a "1st" or "21st" is the first, no stone."""
    joined = parsed.sentence.ends[at] == parsed.sentence.starts[at + 1]
    return joined and parsed.sentence.keys[at][0].endswith("1")


def measured(parsed: Parsed, lexicon: Lexicon) -> Iterator[Measured]:
    """Every measure that a sentence gives a number for, in the unit of measures.csv."""
    if not parsed.sentence.numbers or parsed.sentence.section.kind in SKIPPED:
        return
    found = numbers(parsed)
    for cue in parsed.of("measure"):
        row = lexicon.measures[str(cue.row.value)]
        number = _number_for(cue, row.id, found, parsed)
        if number is None or is_turned(cue, parsed) or _graded(cue, number, parsed):
            continue
        value = _converted(number, row, lexicon)
        if value is not None and not (_is_letter(cue, parsed) and not _vital(value, row, parsed)):
            start, stop = min(cue.start, number.start), max(cue.stop, number.stop)
            yield Measured(row.id, value, parsed, start, stop, below=parsed.sentence.has(number.start - 1, "<"))


def _is_letter(cue: Cue, parsed: Parsed) -> bool:
    return parsed.sentence.ends[cue.start] - parsed.sentence.starts[cue.start] == 1


def _vital(value: float, row: MeasureRow, parsed: Parsed) -> bool:
    """Whether a lone "T" or "P" is the vital sign: a value that can be, and for a pulse another sign beside it."""
    others = any(one.row.value in VITAL_SIGNS and one.row.value != row.id for one in parsed.of("measure"))
    return row.low <= value <= row.high and (others or row.id != PULSE)


def _number_for(cue: Cue, measure: str, found: Sequence[Number], parsed: Parsed) -> Number | None:
    if measure == "pain_0_10":
        return _rating_for(cue, found, parsed)
    others = [other for other in parsed.of("measure", "muscle") if other is not cue]
    ahead = [number for number in found if 0 <= number.start - cue.stop <= REACH]
    ahead = [n for n in ahead if not any(cue.stop <= other.start < n.start for other in others)]
    if measure in WITH_UNIT:  # "2 to 3 times a day": the unit stands behind the second
        ahead = [n for n in ahead if n.unit] or ahead
    before = [number for number in found if 0 <= cue.start - number.stop <= BEFORE and number.unit]
    if cue.row.direction == "backward":
        return before[-1] if before else None
    if ahead and not (before and cue.row.direction == "both" and ahead[0].start - cue.stop > BEFORE):
        return min(ahead, key=lambda number: number.value) if measure in WORSE_SIDE else ahead[0]
    return before[-1] if before and cue.row.direction == "both" else None


def _rating_for(cue: Cue, found: Sequence[Number], parsed: Parsed) -> Number | None:
    """How bad a pain is: a number out of ten, or one that follows "pain score" and the like at once."""
    for number in found:
        if 0 <= number.start - cue.stop <= REACH + BEFORE:
            if number.unit == OUT_OF_TEN:
                return number
            around = parsed.sentence.keys[max(0, cue.start - BEFORE - 2) : number.start]
            if number.unit is None and number.start - cue.stop <= BEFORE and any(keys[0] in RATED for keys in around):
                return number
        elif 0 <= cue.start - number.stop <= BEFORE and number.unit == OUT_OF_TEN:
            return number
    return None


def is_turned(cue: Cue, parsed: Parsed) -> bool:
    """Whether a measure is only feared, asked for, or of somebody else: "if the temperature is over 38"."""
    mention = plain_words(cue.start, cue.stop)
    wanted = [one for one in parsed.of("negation") if one.row.reach == "near"]  # "intentionally lost 10 kg"
    if cue.row.value == LOAD:  # "told not to lift more than 10 kg"
        wanted = list(parsed.of("negation"))
    turned = [*parsed.of("hypothetical", "family", "past", "resolved"), *wanted]
    return parsed.sentence.asks or any(covers(one, mention, parsed) for one in turned)


def _graded(cue: Cue, number: Number, parsed: Parsed) -> bool:
    """Whether a number is a grade of how well something is felt: "distal pulses 2+"."""
    named = any(mention.start <= cue.start < mention.stop for mention in parsed.mentions)
    return parsed.sentence.has(number.stop, "+") or (cue.row.value == PULSE and named)


def _converted(number: Number, row: MeasureRow, lexicon: Lexicon) -> float | None:
    """The number in the unit of its measure; None when it is of something else.

    A body temperature without a unit that nobody has in Celsius is in Fahrenheit.
    """
    given, measure = number.unit, row.id
    if given == LITRE and (row.unit, LITRE) not in lexicon.units:
        given = None
    if measure == "systolic_mmhg":
        return number.value if given in (None, "mmhg") or given.startswith("/") else None
    if measure == "pain_0_10":
        return number.value
    if given is not None and given.startswith("/"):
        return None
    if measure == "temperature_c":
        if given == "f" or (given != "c" and number.value > row.high):
            return round((number.value - 32) / 1.8, 2)
        return number.value if given in (None, "c") else None
    if given is None and measure == WHITE_CELLS and number.value > row.high:
        return number.value / THOUSAND
    if given is None:
        return None if measure in WITH_UNIT else number.value
    factor = lexicon.units.get((row.unit, given))
    return number.value * factor if factor is not None else None
