"""What a test shows on each side: "positive left, negative right", "R 30 L 80"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multifidus.findings.notes.context.exceptions import denies_with_exception, with_exception
from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.numbers.grades import Sides
from multifidus.findings.notes.numbers.strength import sides_in_turn
from multifidus.findings.notes.text.attributes import SIDES
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.terms import Side

ANGLED = "slr_positive"  # the test whose result may be an angle
STEEPEST = 120  # degrees; what is more is no angle of a hip
GENTLEST = 5  # and what is less a count or a grade
PAIN = "pain_0_10"  # measured by a word that is also the result of a test
REACH = 22  # words behind the name of a test that may tell of its sides
BEFORE = 1  # words between a side and the test behind it: "left SLR", "R: SLR"
PARTS = (",", "and", "but", "while", "wherea", "yet")
ENDS = (";", ".")
OF_SIGN = "sign"  # in `where`: the bare name says that it is there, unless a result is told for each side
KINDS = {"test": ("negative", "positive"), "function": ("normal", "lost")}
DEGREES = ("°", "º", "degree", "deg")
OF_RESULTS = (Standing.PRESENT, Standing.ABSENT, Standing.UNSTATED)
REFLEXES = ("reflex_reduced", "reflex_loss_leg")
SIGN = ("+", "-", "/", "0")  # as reflexes are noted, right before left
SIGNS = frozenset({"-", "="})  # that join a side and its angle: "R - 40"


@dataclass(frozen=True, slots=True)
class SideResult:
    """The result of a test on one side, or, `side` None, where none is named; UNSTATED where an angle tells nothing."""

    side: Side | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Item:
    """Something in the words behind a test: a side, or a result (True for bad, None for an angle between)."""

    at: int
    side: Side | None = None
    bad: bool | None = None
    angle: bool = False


def standings(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> list[tuple[Standing, Side | None]]:
    """How a mention stands, side by side where a test was done on both and one was positive.

    A side whose angle tells nothing keeps the other from being a denial of both.
    """
    stands = standing(mention, parsed)
    if stands in OF_RESULTS and _signed_absent(mention, parsed):
        return [(Standing.PRESENT, None)]
    if stands is Standing.ABSENT and mention.row.states == "function":
        excepted = with_exception(mention, parsed, _end(mention, parsed))
        if excepted:
            return [excepted]
    if denies_with_exception(mention, stands, parsed) and not lexicon.alarming.isdisjoint(mention.findings):
        return [(Standing.UNSTATED, None)]
    results = results_by_side(mention, parsed, lexicon) if stands in OF_RESULTS else []
    if not results:
        return [(stands, None)]
    told = [one.standing for one in results]
    if Standing.PRESENT in told:
        return [(one.standing, one.side) for one in results]
    return [(Standing.UNSTATED if Standing.UNSTATED in told else Standing.ABSENT, None)]


def _signed_absent(mention: Mention, parsed: Parsed) -> bool:
    """Whether a reflex is noted as a sign that stands alone and means none: "AJ -", "ankle jerks 0", "AJ +/-"."""
    if not any(finding.endswith(REFLEXES) for finding in mention.findings):
        return False
    sentence, at = parsed.sentence, mention.stop
    at += sentence.has(at, ":")
    stop = at
    while stop < len(sentence) and sentence.keys[stop][0] in SIGN:
        stop += 1
    run = [sentence.keys[i][0] for i in range(at, stop)]
    if stop < len(sentence) and run[-1:] == ["-"]:  # "AJ - absent", "AJ -, KJ +", "KJ - AJ +"
        parts = sentence.keys[stop][0] in (",", ";", ".") or any(one.start == stop for one in parsed.mentions)
        run = run if parts or len(run) > 1 else []
    return "-" in run or "0" in run


def results_by_side(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> list[SideResult]:
    """The results of a test where they are told for both sides, or as angles; empty where they are not.

    "SLR R 30 L 80" is positive on the right alone. An angle below `slr_positive_below_deg` is positive, from
    `slr_free_from_deg` on it is negative, and between them it tells nothing unless words do.
    """
    if mention.row.states not in KINDS and OF_SIGN not in mention.row.where:
        return []
    stop = _end(mention, parsed)
    items = _items(mention, parsed, stop, lexicon)
    sides = {item.side for item in items}
    if not {"left", "right"} <= sides:
        return _by_angle(items)
    in_turn = sides_in_turn(parsed)
    pairs = list(_in_turn(items, in_turn, parsed)) if in_turn else []
    found = pairs or [one for part in _parts(items, mention, parsed) for one in _of_part(part)]
    return found if {one.side for one in found} >= {"left", "right"} else []


def _end(mention: Mention, parsed: Parsed) -> int:
    """Where the words about a test end: at another test, a muscle, a measure or a semicolon."""
    last = min(len(parsed.sentence), mention.stop + REACH)
    sides = {cue.stop: cue.start for cue in parsed.of("side")}  # "right SLR 35, left SLR 85": the side is the other's
    tests = [one.start for one in parsed.mentions if one.start >= mention.stop and one.row.states in KINDS]
    others = [sides[at] if sides.get(at, 0) >= mention.stop else at for at in tests]
    named = [cue for cue in parsed.of("muscle", "measure") if cue.row.value != PAIN]
    others += [cue.start for cue in named if cue.start >= mention.stop]
    others += [at for at in range(mention.stop, last) if any(parsed.sentence.has(at, end) for end in ENDS)]
    return min([last, *others])


def _items(mention: Mention, parsed: Parsed, stop: int, lexicon: Lexicon) -> list[_Item]:
    good, bad = KINDS.get(mention.row.states, KINDS["test"])
    within = range(mention.stop, stop)
    items = [_Item(cue.start, side=SIDES[str(cue.row.value)]) for cue in _sides(mention, parsed, within)]
    angles = list(_angles(parsed, within, lexicon)) if ANGLED in mention.findings else []
    used = {item.at for item in angles}
    for kind in (good, bad):
        for cue in parsed.of(kind):
            told = cue.start in within or set(cue.path) <= set(mention.path)
            if told and used.isdisjoint(cue.path) and not _joins(cue, parsed):
                items.append(_Item(cue.start, bad=kind == bad))
    return sorted([*items, *angles], key=lambda item: item.at)


def _sides(mention: Mention, parsed: Parsed, within: range) -> Iterator[Cue]:
    for cue in parsed.of("side"):
        before = 0 <= mention.start - cue.stop <= BEFORE and not any(
            parsed.sentence.has(at, part) for at in range(cue.stop, mention.start) for part in PARTS
        )
        if cue.start in within or before or mention.start <= cue.start < mention.stop:
            yield cue


def _joins(cue: Cue, parsed: Parsed) -> bool:
    """Whether a sign only stands between a side and its angle."""
    return (
        cue.stop == cue.start + 1
        and not SIGNS.isdisjoint(parsed.sentence.keys[cue.start])
        and (cue.stop in parsed.sentence.numbers)
    )


def _angles(parsed: Parsed, within: range, lexicon: Lexicon) -> Iterator[_Item]:
    sentence = parsed.sentence
    units = {cue.start for cue in parsed.of("unit")} - {cue.start for cue in parsed.of("side")}  # "L" is also a litre
    for at in sentence.numbers:
        if at not in within:
            continue
        value, after = sentence.keys[at][0], at + 1
        degrees = any(sentence.has(after, sign) for sign in DEGREES)
        if (
            not value.isdecimal()
            or len(value) > 3
            or not GENTLEST < int(value) <= STEEPEST
            or (after in units and not degrees)
        ):
            continue
        told = (
            True if int(value) < lexicon.slr_positive_below else False if int(value) >= lexicon.slr_free_from else None
        )
        yield _Item(at, bad=told, angle=True)


def _by_angle(items: Sequence[_Item]) -> list[SideResult]:
    """What angles alone tell where no two sides are named: "SLR 90/90", "SLR 40 on the left"."""
    if any(not item.angle and not item.side for item in items):
        return []
    told = [item.bad for item in items if item.angle]
    if not told:
        return []
    sides = {item.side for item in items if item.side}
    side = sides.pop() if len(sides) == 1 else None
    if True in told:
        return [SideResult(side, Standing.PRESENT)]
    return [SideResult(side, Standing.UNSTATED if None in told else Standing.ABSENT)]


def _in_turn(items: Sequence[_Item], order: Sides, parsed: Parsed) -> Iterator[SideResult]:
    """Pairs of angles whose order was told: "SLR R/L 30/80"."""
    angles = [item for item in items if item.angle]
    for first, second in pairwise(angles):
        if second.at == first.at + 2 and parsed.sentence.has(first.at + 1, "/"):
            yield SideResult(order[0], _standing([first]))
            yield SideResult(order[1], _standing([second]))
            return


def _parts(items: Sequence[_Item], mention: Mention, parsed: Parsed) -> Iterator[list[_Item]]:
    """The items between commas, "and" and "but", each part beginning a new side or a new result."""
    part: list[_Item] = []
    for item in items:
        between = range(max(part[-1].at + 1, mention.stop) if part else item.at, item.at)
        parted = any(parsed.sentence.has(at, word) for at in between for word in PARTS)
        if parted and any(one.side for one in part):
            yield part
            part = []
        part.append(item)
    yield part


def _of_part(part: Sequence[_Item]) -> Iterator[SideResult]:
    """One result for each side of a part; what follows a side is its own where the part begins with one."""
    sides = [item for item in part if item.side]
    if not sides:
        return
    side_first = part[0].side is not None
    for at, item in enumerate(sides):
        if len(sides) == 1:
            own = [one for one in part if not one.side]
        elif side_first:
            stop = sides[at + 1].at if at + 1 < len(sides) else part[-1].at + 1
            own = [one for one in part if item.at < one.at < stop]
        else:
            start = sides[at - 1].at if at else -1
            own = [one for one in part if start < one.at < item.at]
        if own:
            yield SideResult(item.side, _standing(own))


def _standing(own: Sequence[_Item]) -> Standing:
    """Words outdo an angle; of several words the worst counts."""
    told = [one.bad for one in own if not one.angle] or [one.bad for one in own]
    if True in told:
        return Standing.PRESENT
    return Standing.ABSENT if False in told else Standing.UNSTATED
