"""A recorded lift in plain lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from multifidus.doors.lifting.lines import bounded, limit_lines, listed, muscle_lines, table, wrapped
from multifidus.findings.lifting.reading.course import Course
from multifidus.findings.lifting.spine.torso import LEVELS
from multifidus.foreign import fit

LONGEST = 80  # signs of the name of a file


def speak_course(course: Course, *, name: str, load_kg: float, meant: str, assumed: Sequence[str] = ()) -> str:
    """The whole answer as text: the worst moment first. `meant`: for whom the limits are."""
    parts = (
        _heading(course, name, load_kg),
        ("How much is too much", *wrapped(meant, "  "), *limit_lines(course.verdicts)),
        _discs(course),
        muscle_lines(course.muscles),
        listed("Assumed", assumed),
        listed("Please note", (*course.over_time.said, NOTE)),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


NOTE = "a model and not a measurement; the bounds hold the load, who lifts and how far off landmarks usually are"


def _heading(course: Course, name: str, load_kg: float) -> Iterator[str]:
    times, posture = course.over_time.times_s, course.worst_posture
    postures = f"{len(times):,} postures" if len(times) > 1 else "one posture"
    yield f"{fit(name, LONGEST)}: {times[-1] - times[0]:.1f} s, {postures}, {load_kg:g} kg in the hands"
    most = f"{course.worst_level} bears {bounded(course.worst_n)} N"
    yield (
        f"Worst moment: {course.worst_s:.2f} s, {most}; the trunk leans {posture.inclination:.0f} degrees, "
        f"{posture.lumbar:.0f} of them in the lumbar spine"
    )


def _discs(course: Course) -> Iterator[str]:
    yield "Discs over time"
    rows = [("", "most, N", "at, s", "mean, N", "over the action limit, s", "forward shear, N", "pressure, MPa")]
    rows += [
        (
            disc.level,
            f"{disc.most_n:,.0f}",
            f"{disc.at_s:.2f}",
            f"{disc.mean_n:,.0f}",
            f"{disc.over_s:.2f}",
            f"{max(disc.shear_n, 0.0):,.0f}",
            f"{disc.pressure_mpa:.1f}",
        )
        for disc in sorted(course.discs, key=lambda one: LEVELS.index(one.level))
    ]
    yield from table(rows)
