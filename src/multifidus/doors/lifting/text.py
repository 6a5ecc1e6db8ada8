"""A lift that was read in plain lines, for a terminal: what is too much and what helps come first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isinf

from multifidus.actions.lifting.changes import Ranking
from multifidus.actions.lifting.told import doubted, effect, plain_words
from multifidus.doors.lifting.lines import bounded, limit_lines, listed, mark, muscle_lines, table, wrapped
from multifidus.doors.lifting.whole import BEST, PAIR, Whole
from multifidus.errors import InputError
from multifidus.findings.lifting.equations.niosh import CM, INCH, POUND
from multifidus.findings.lifting.reading.answer import LiftReading, Moment
from multifidus.lift import task_of

MULTIPLIERS = {"hm": "reach", "vm": "height", "dm": "way", "am": "twist", "fm": "how often", "cm": "grip"}
WAYS = {"stoop": "bending down", "squat": "from the knees", "straight_back": "from the hips, back straight"}


@dataclass(frozen=True, slots=True)
class Units:
    """How lengths and masses are told."""

    length: Callable[[float], str]
    mass: Callable[[float], str]


UNITS = {
    "metric": Units(lambda metres: f"{CM * metres:.0f} cm", lambda kg: f"{kg:.3g} kg"),
    "us": Units(lambda metres: f"{CM * metres / INCH:.0f} in", lambda kg: f"{kg / POUND:.3g} lb"),
}


def speak_lift(whole: Whole) -> str:
    """The whole answer as text."""
    reading = whole.reading
    parts = (
        _heading(whole),
        _limits(whole),
        _changes(whole),
        _discs(reading.worst),
        muscle_lines(reading.worst.muscles),
        _ways(whole),
        _dose(whole),
        _equation(whole),
        listed("Assumed", whole.told.assumed),
        listed("Please note", whole.notices),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _heading(whole: Whole) -> Iterator[str]:
    asked, unit = whole.reading.asked, UNITS[whole.system]
    lift, end = asked.lift, asked.put_down
    yield (
        f"{unit.mass(lift.load_kg)} from {unit.length(lift.hands_m)} to {unit.length(end.height_m)} high, "
        f"{unit.length(lift.reach_m)} before the ankles, "
        + (f"{lift.twist_deg:g} degrees to the side, " if lift.twist_deg else "")
        + f"{WAYS[asked.technique]}, {asked.speed} speed"
    )
    body, sex = asked.body, {"male": "man", "female": "woman"}[asked.body.sex]
    age = f", {asked.age:g} years" if asked.age is not None else ""
    yield f"a {sex} of {unit.length(body.height_m)} and {unit.mass(body.weight_kg)}{age}"


def _limits(whole: Whole) -> Iterator[str]:
    told, unit = whole.reading.niosh, UNITS[whole.system]
    yield "How much is too much"
    yield from wrapped(whole.meant, "  ")
    index = "beyond any" if isinf(told.lifting_index) else _index(told.lifting_index)
    yield (
        f"  {mark(told.lifting_index > 1)} lifting index {index}, where 1 is the most: "
        f"{unit.mass(told.rwl_kg)} is the recommended limit (Waters1994)"
    )
    yield from limit_lines(whole.reading.verdicts, whole.system)


def _index(value: float) -> str:
    """To two digits behind the point, and to more where it would else look like the limit that it is not."""
    digits = next((n for n in (2, 3, 4) if value == 1 or round(value, n) != 1), 6)
    return f"{value:.{digits}f}"


def _changes(whole: Whole) -> Iterator[str]:
    ranking, task = whole.ranking, task_of(whole.told.asked)
    if not ranking.changes:
        nothing = f"{_nothing(ranking)}, and no single change would take much off."
        yield nothing if ranking.under_limits else "No single change was found that helps."
        return
    yield "What helps most" if not ranking.under_limits else f"{_nothing(ranking)}; what would still take load off"
    for n, change in enumerate(ranking.changes[:BEST], start=1):
        p_over = whole.p_over.get(change.id)
        yield from wrapped(plain_words(change.setting, task, whole.system), f"  {n}. ")
        yield from wrapped(effect(change, ranking, p_over=p_over, system=whole.system), "     ")
    if rest := ranking.changes[BEST:]:
        yield from wrapped(f"and less: {', '.join(change.row.label.lower() for change in rest)}", "  ")
    if ranking.pair:
        both = " ".join(plain_words(one, task, whole.system) for one in ranking.pair.settings)
        within = f"then within the limits{doubted(whole.p_over.get(PAIR))}"
        enough = within if ranking.pair.under_limits else "still over a limit"
        yield from wrapped(f"No single change is enough; two together: {both} ({enough})", "  ")


def _nothing(ranking: Ranking) -> str:
    bent = any(strain.bending for strain in ranking.now.values())
    return "Bending so far is over a limit, the load is not" if bent else "Nothing is over a limit"


def _discs(worst: Moment) -> Iterator[str]:
    if not worst.discs:
        yield f"Hand calculation at L5/S1 (Merryweather2009, recalled): {worst.estimate_n:,.0f} N at the {worst.end}"
        yield f"  bending so far with empty hands is {worst.empty_n:,.0f} N of it"
        return
    yield f"Discs at the {worst.end}, the worse end (bounds: 95 of 100 draws of what was not told)"
    rows = [("", "compression, N", "with empty hands", "shear, N (+ forward)", "pressure, MPa")]
    for disc in worst.discs:
        most = " <" if disc is worst.worst else ""
        rows.append(
            (
                disc.level + most,
                bounded(disc.compression_n),
                f"{disc.empty_n:,.0f}",
                bounded(disc.shear_n),
                bounded(disc.pressure_mpa, 1),
            )
        )
    yield from table(rows)
    yield f"  a hand calculation (Merryweather2009, recalled), held still, says {worst.estimate_n:,.0f} N at L5/S1"


def _ways(whole: Whole) -> Iterator[str]:
    yield "The same lift"
    rows = []
    for way, told in whole.ways.items():
        if isinstance(told, InputError):
            rows.append((WAYS[way], "cannot be done so"))
        else:
            rows.append((WAYS[way], f"{_way(told)} N"))
    yield from table(rows)


def _way(told: LiftReading) -> str:
    return bounded(told.worst.worst.compression_n) if told.worst.discs else f"{told.worst.estimate_n:,.0f}"


def _dose(whole: Whole) -> Iterator[str]:
    if not whole.told.often:
        return
    told = whole.reading.dose
    if not told.damage.value:
        return
    yield f"The day: {told.times_a_day:,.0f} lifts"
    bounds = f"{told.damage.low:.2g} to {told.damage.high:.2g}"
    yield from wrapped(
        f"dose {told.damage.value:.2g} ({bounds}) by the moment of the load alone: to compare days and jobs with, "
        "and no forecast for anybody (LiFFT; Gallagher2017, Zelik2022)",
        "  ",
    )


def _equation(whole: Whole) -> Iterator[str]:
    told = whole.reading.niosh.multipliers.as_dict()
    end = "where it is put" if whole.reading.niosh.governs == "set_down" else "where it is picked up"
    yield f"The equation ({end}): what each leaves of the limit"
    yield "  " + " · ".join(f"{MULTIPLIERS[name]} {value:.2f}" for name, value in told.items())
