"""The person who lifts: height, weight, sex, and what their arms, head and trunk weigh and measure (de Leva 1996)."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import Sex

HEIGHTS_M, WEIGHTS_KG = (1.2, 2.3), (30.0, 250.0)
ARM = ("upper_arm", "forearm", "hand")
LEG = ("thigh", "shank", "foot")
MM = 1e-3


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody's height in metres, weight in kilograms, and sex. Raises InputError for what no grown person is."""

    height_m: float
    weight_kg: float
    sex: Sex = "male"

    def __post_init__(self) -> None:
        for where, value, (least, most), unit in (
            ("height_m", self.height_m, HEIGHTS_M, "metres"),
            ("weight_kg", self.weight_kg, WEIGHTS_KG, "kilograms"),
        ):
            if not least <= value <= most:
                raise InputError(
                    where=where, problem=f"{value:g} is not between {least:g} and {most:g}", remedy=f"tell it in {unit}"
                )
        if self.sex not in ("male", "female"):
            raise InputError(where="sex", problem=f"{self.sex!r} is no sex of the table", remedy="male or female")


@dataclass(frozen=True, slots=True)
class Segments:
    """Masses in kg and lengths in m. `above_pelvis_kg` is trunk without pelvis, and head; arms are apart."""

    above_pelvis_kg: float
    pelvis_kg: float
    legs_kg: float  # both, with feet
    arm_kg: float  # one arm
    height_m: float
    upper_arm_m: float
    forearm_m: float
    hand_m: float  # to the middle of the grip
    arm_com: float  # of a straight arm, from the shoulder, as a share of its length
    shank_m: float
    thigh_m: float
    scale: float  # of the torso model: height over that of its sample

    @property
    def arm_m(self) -> float:
        """A straight arm, shoulder to grip."""
        return self.upper_arm_m + self.forearm_m + self.hand_m


def segments(body: Body, constants: Constants) -> Segments:
    """The segments of a person, each mass a share of theirs and each length a share of their height."""
    share = {
        name: constants.value("segment_mass_fraction", condition=f"{body.sex} {name}{side}")
        for name, side in (
            ("head", ""),
            ("trunk", ""),
            ("lower trunk", ""),
            *((part, " (one side)") for part in (*ARM, *LEG)),
        )
    }
    length = {
        name: body.height_m * constants.value("segment_length_fraction", condition=name)
        for name in ("upper arm", "forearm", "hand to grip", "shank", "thigh")
    }
    centre = {
        name: constants.value("segment_com_fraction", condition=f"{body.sex} {name} from proximal") for name in ARM
    }
    lengths = (length["upper arm"], length["forearm"], length["hand to grip"])
    starts = (0.0, lengths[0], lengths[0] + lengths[1])
    mass = sum(share[part] for part in ARM)
    middle = sum(
        share[part] * (start + centre[part] * long) for part, start, long in zip(ARM, starts, lengths, strict=True)
    )
    return Segments(
        above_pelvis_kg=body.weight_kg * (share["head"] + share["trunk"] - share["lower trunk"]),
        pelvis_kg=body.weight_kg * share["lower trunk"],
        legs_kg=body.weight_kg * 2 * sum(share[part] for part in LEG),
        arm_kg=body.weight_kg * mass,
        height_m=body.height_m,
        upper_arm_m=lengths[0],
        forearm_m=lengths[1],
        hand_m=lengths[2],
        arm_com=middle / mass / sum(lengths),
        shank_m=length["shank"],
        thigh_m=length["thigh"],
        scale=body.height_m / constants.value("reference_sample", condition="de Leva male stature"),
    )
