"""A recorded lift as plain data: the worst moment, each disc, and the series."""

from __future__ import annotations

from typing import Any

from multifidus.doors.lifting.contract import group_data, verdict_data
from multifidus.findings.lifting.reading.course import Course
from multifidus.findings.lifting.spine.torso import LEVELS


def course_data(course: Course, *, edition: str, meant: str) -> dict[str, Any]:
    """The whole answer; "series" has one number a frame, seconds in "times_s"; "left_out" are gaps in it."""
    over_time, posture = course.over_time, course.worst_posture
    return {
        "worst": {
            "at_s": course.worst_s,
            "level": course.worst_level,
            "compression_n": course.worst_n.value,
            "low": course.worst_n.low,
            "high": course.worst_n.high,
            "posture": {
                "inclination_deg": posture.inclination,
                "lumbar_deg": posture.lumbar,
                "pelvis_deg": posture.pelvis,
                "side_deg": posture.side,
                "turn_deg": posture.turn,
                "knees_deg": posture.knees,
                "hands_from_l5s1_m": list(posture.hands),
            },
        },
        "spine": {
            disc.level: {
                "compression_n": disc.most_n,
                "at_s": disc.at_s,
                "mean_n": disc.mean_n,
                "over_action_limit_s": disc.over_s,
                "shear_n": disc.shear_n,
                "pressure_mpa": disc.pressure_mpa,
            }
            for disc in course.discs
        },
        "muscles": [group_data(group) for group in course.muscles],
        "limits": [verdict_data(one) for one in course.verdicts],
        "series": {
            "times_s": over_time.times_s.round(4).tolist(),
            "held_kg": over_time.held_kg.tolist(),
            **{
                level: {
                    "compression_n": over_time.compression_n[:, n].round(1).tolist(),
                    "shear_n": over_time.shear_n[:, n].round(1).tolist(),
                    "pressure_mpa": over_time.pressure_mpa[:, n].round(4).tolist(),
                }
                for n, level in enumerate(LEVELS)
            },
        },
        "left_out": [{"from_s": one.from_s, "to_s": one.to_s, "why": one.why} for one in over_time.motion.left_out],
        "notices": [meant, *over_time.said],
        "edition": edition,
    }
