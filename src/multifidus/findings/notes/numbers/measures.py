"""Every number of a text as a Finding in the unit of its measure; what cannot be is told, and not believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from multifidus.findings.closure import NORMAL_STRENGTH, passes
from multifidus.findings.notes.numbers.durations import duration_of
from multifidus.findings.notes.numbers.frequencies import MEASURE as SPASMS
from multifidus.findings.notes.numbers.frequencies import frequency_of_spasms
from multifidus.findings.notes.numbers.grades import Sides
from multifidus.findings.notes.numbers.limits import Judged, judged
from multifidus.findings.notes.numbers.numbers import measured
from multifidus.findings.notes.numbers.strength import Strength, sides_in_turn, strengths
from multifidus.findings.notes.person import age_replied, ages
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.sections import Section
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.terms import Finding, Side, Unread

WEAK = "motor_weakness_leg"  # a grade of the whole leg, without a muscle
GRADED = "mrc_"
MAIN = (  # muscles of the roots L2 to S1, one each
    "mrc_hip_flexion", "mrc_knee_extension", "mrc_ankle_dorsiflexion", "mrc_great_toe_extension",
    "mrc_ankle_plantarflexion",
)  # fmt: skip
JUST_BELOW = 1 - 1e-9
VERY_WEAK = "mrc_3_or_less"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sentence, from one place to another."""

    parsed: Parsed
    start: int
    stop: int

    def found(self, finding: str, value: bool | float, side: Side | None, text: str) -> Finding:
        """A Finding that was read from these words."""
        begin, end = self.parsed.sentence.starts[self.start], self.parsed.sentence.ends[self.stop - 1]
        return Finding(finding, value, side, "note", quote=text[begin:end], start=begin, end=end)

    def unread(self, reason: str, text: str) -> Unread:
        """These words as something that could not be used."""
        begin, end = self.parsed.sentence.starts[self.start], self.parsed.sentence.ends[self.stop - 1]
        return Unread(reason, text[begin:end], begin, end)


@dataclass(slots=True)
class Numbers:
    """The numbers of one text: the last of each measure and side, and those that are impossible."""

    text: str
    lexicon: Lexicon
    found: dict[tuple[str, Side | None], Finding] = field(default_factory=dict)
    impossible: list[Unread] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # the sentences that a number was read from
    strong: set[Side | None] = field(default_factory=set)  # legs of full strength

    def put(self, measure: str, value: float, side: Side | None, words: Words) -> None:
        """Take a number, or tell why not."""
        self.used.add(id(words.parsed))
        row = self.lexicon.measures[measure]
        finding = words.found(measure, round(value, 3), side, self.text)
        if row.low <= value <= row.high:
            self.found[measure, side] = finding
        else:
            limits = f"it lies between {row.low:g} and {row.high:g}"
            self.impossible.append(
                words.unread(f"{row.label} of {value:g} {row.unit} is impossible ({limits})", self.text)
            )

    def put_below(self, measure: str, bound: float, words: Words) -> None:
        """Take what follows from a number that is only known to be less: "CRP <5" is not over 10."""
        self.used.add(id(words.parsed))
        for finding in self.lexicon.measures[measure].findings:
            rule = self.lexicon.vocabulary[finding].values
            passed = passes(bound * JUST_BELOW, rule)
            if passed is not None and ("<" in rule) != (">" in rule) and passed is ("<" in rule):
                self.found[finding, None] = words.found(finding, passed, None, self.text)

    def put_judged(self, one: Judged, words: Words) -> None:
        """Take what a number says by the limits beside it; of two numbers the one beyond its limit counts."""
        self.used.add(id(words.parsed))
        if one.beyond or (one.finding, None) not in self.found:
            self.found[one.finding, None] = words.found(one.finding, one.beyond, None, self.text)

    def put_strength(self, strength: Strength) -> None:
        """Take a graded muscle, or the grade of a whole leg."""
        words = Words(strength.parsed, strength.start, strength.stop)
        self.used.add(id(words.parsed))
        if strength.measure is not None:
            self.put(strength.measure, strength.value, strength.side, words)
        elif strength.value > NORMAL_STRENGTH:
            reason = f"MRC grade {strength.value:g} is impossible (grades run from 0 to 5)"
            self.impossible.append(words.unread(reason, self.text))
        else:
            self._put_leg(strength, words)

    def put_all_strong(self) -> None:
        """No weakness, where each of the main muscles of both legs is of full strength."""
        graded = {key: one for key, one in self.found.items() if key[0].startswith(GRADED)}
        if (WEAK, None) in self.found or any(float(one.value) < NORMAL_STRENGTH for one in graded.values()):
            return
        sides = {muscle: {side for measure, side in graded if measure == muscle} for muscle in MAIN}
        if all(told & {None, "both"} or {"left", "right"} <= told for told in sides.values()):
            first = graded[next(key for key in graded if key[0] in MAIN)]
            self.found[WEAK, None] = replace(first, id=WEAK, value=False, side=None)

    def _put_leg(self, strength: Strength, words: Words) -> None:
        """Weak on one side is weak; strong on one side says nothing of the other."""
        if passes(strength.value, self.lexicon.vocabulary[VERY_WEAK].values):
            self._put_weak(VERY_WEAK, strength.side, words)
        if strength.value < NORMAL_STRENGTH:
            self._put_weak(WEAK, strength.side, words)
            return
        self.strong.add(strength.side)
        if (WEAK, None) not in self.found and (self.strong & {None, "both"} or {"left", "right"} <= self.strong):
            self.found[WEAK, None] = words.found(WEAK, False, None, self.text)

    def _put_weak(self, finding: str, side: Side | None, words: Words) -> None:
        before = self.found.get((finding, None))
        if before is not None and before.present and before.side and side and before.side != side:
            side = "both"
        self.found[finding, None] = words.found(finding, True, side, self.text)


def numbers_of(parsed: Sequence[Parsed], text: str, lexicon: Lexicon) -> Numbers:
    """Every number of a text."""
    told = Numbers(text, lexicon)
    in_turn: Sides | None = None
    section: Section | None = None
    for one in parsed:
        if one.sentence.section is not section:
            section, in_turn = one.sentence.section, None
        in_turn = sides_in_turn(one) or in_turn
        for number in measured(one, lexicon):
            words = Words(number.parsed, number.start, number.stop)
            if number.below:
                told.put_below(number.measure, number.value, words)
            else:
                told.put(number.measure, number.value, None, words)
        for one_judged in judged(one):
            told.put_judged(one_judged, Words(one, one_judged.start, one_judged.stop))
        for often in frequency_of_spasms(one, lexicon):
            told.put(SPASMS, often.per_week, None, Words(one, often.start, often.stop))
        for strength in strengths(one, _heading_side(one), in_turn, shade=lexicon.plus_of_a_grade):
            told.put_strength(strength)
    told.put_all_strong()
    for measure, value, words in _of_the_person(parsed, lexicon):
        told.put(measure, value, None, words)
    return told


def _of_the_person(parsed: Sequence[Parsed], lexicon: Lexicon) -> Iterator[tuple[str, float, Words]]:
    told = [*(age for one in parsed for age in ages(one)), *age_replied(parsed)]
    age = max(told, key=lambda one: one.weight, default=None)
    if age is not None:
        yield "age", float(age.value), Words(age.parsed, age.start, age.stop)
    lasting = duration_of(parsed, lexicon)
    if lasting is not None:
        words = Words(lasting.parsed, lasting.start, lasting.stop)
        yield "duration_weeks", lasting.weeks, words
        if lasting.weeks <= 1:
            yield "duration_hours", lasting.weeks / lexicon.units["weeks", "hour"], words


def _heading_side(parsed: Parsed) -> Side | None:
    words = parsed.sentence.section.name.lower().split()
    sides: tuple[Side, Side] = ("left", "right")
    return next((side for side in sides if side in words), None)
