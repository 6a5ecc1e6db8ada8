"""Numbers with their units: temperature, ESR and CRP, residual urine, weights, weeks of pregnancy, stiffness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.context import covers
from multifidus.findings.notes.mentions import Cue, Mention, Parsed
from multifidus.knowledge.rows_wording import WordingRow

REACH = 7  # how many words may stand between the name of a measure and its number
HOTTEST_C = 46  # a body temperature above this is in Fahrenheit
UNITS_TO: dict[str, dict[str, float]] = {  # for each unit of measures.csv, what one of another unit is worth
    "kg": {"kg": 1, "pound": 0.45359237, "stone": 6.35029318},
    "weeks": {"week": 1, "day": 1 / 7, "month": 52.18 / 12},
    "minutes": {"minute": 1, "hour": 60},
    "mg/L": {"mg/l": 1, "mg/dl": 10},
    "mmol/L": {"mmol/l": 1, "mg/dl": 0.2495},
    "cm": {"cm": 1, "mm": 0.1, "inch": 2.54},
    "ml": {"ml": 1, "cc": 1, "liter": 1000},
    "mm/h": {"mm/h": 1, "mm": 1},
}


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


def numbers(parsed: Parsed) -> list[Number]:
    """Every number of a sentence that stands by itself, with the unit behind it; dates and grades left out."""
    sentence, found = parsed.sentence, []
    units = {cue.start: cue for cue in parsed.of("unit")}
    at = 0
    while at < len(sentence):
        keys = sentence.keys[at]
        if len(keys) < 2 or keys[1] != "#":
            at += 1
            continue
        stop = at + 1
        while sentence.has(stop, "/") and sentence.has(stop + 1, "#"):
            stop += 2
        if stop == at + 1 and keys[0].count(".") < 2:
            after = stop
            while sentence.has(after, "°") or sentence.has(after, "degree") or sentence.has(after, "º"):
                after += 1
            unit = units.get(after)
            end = unit.stop if unit else stop
            found.append(Number(float(keys[0]), at, end, str(unit.row.value) if unit else None))
            stop = max(stop, end if unit else stop)
        elif stop == at + 3 and sentence.keys[at][0].isdigit():  # "120/80", "7/10"
            found.append(Number(float(keys[0]), at, stop, "/" + sentence.keys[at + 2][0]))
        at = stop
    return found


def measured(parsed: Parsed, units: dict[str, str]) -> Iterator[Measured]:
    """Every measure that a sentence gives a number for; `units` are those of measures.csv."""
    if parsed.sentence.section.kind in ("family", "plan", "ignored", "medicines"):
        return
    found = numbers(parsed)
    for cue in parsed.of("measure"):
        measure = str(cue.row.value)
        number = _number_for(cue, found, parsed)
        if number is None or _turned(cue, parsed):
            continue
        value = _converted(number, measure, units.get(measure, ""))
        if value is not None:
            start, stop = min(cue.start, number.start), max(cue.stop, number.stop)
            yield Measured(measure, value, parsed, start, stop)


def _number_for(cue: Cue, found: list[Number], parsed: Parsed) -> Number | None:
    others = [other for other in parsed.of("measure", "muscle") if other is not cue]
    ahead = [number for number in found if 0 <= number.start - cue.stop <= REACH]
    ahead = [n for n in ahead if not any(cue.stop <= other.start < n.start for other in others)]
    before = [number for number in found if 0 <= cue.start - number.stop <= 2 and number.unit]
    if cue.row.direction == "backward":
        return before[-1] if before else None
    if ahead and not (before and cue.row.direction == "both" and ahead[0].start - cue.stop > 2):
        return ahead[0]
    return before[-1] if before and cue.row.direction == "both" else None


def _turned(cue: Cue, parsed: Parsed) -> bool:
    """Whether a measure is only feared, asked for, or of somebody else: "if the temperature is over 38"."""
    row = WordingRow(findings=(), states="present", where=(), phrases=("",), line=0)
    mention = Mention(row, tuple(range(cue.start, cue.stop)), ())
    return parsed.sentence.asks or any(
        covers(one, mention, parsed) for one in parsed.of("hypothetical", "family", "past")
    )


def _converted(number: Number, measure: str, unit: str) -> float | None:
    """The number in the unit of its measure; None when it is of something else."""
    given = number.unit
    if measure == "systolic_mmhg":
        return number.value if given in (None, "mmhg") or given.startswith("/") else None
    if measure == "pain_0_10":
        return number.value if given in (None, "/10") else None
    if given is not None and given.startswith("/"):
        return None
    if measure == "temperature_c":
        if given == "f" or (given != "c" and number.value > HOTTEST_C):
            return round((number.value - 32) / 1.8, 2)
        return number.value if given in (None, "c") else None
    if given is None:
        return number.value
    factor = UNITS_TO.get(unit, {}).get(given)
    return number.value * factor if factor is not None else None
