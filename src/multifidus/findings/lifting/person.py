"""Whom a lift is read for whose height or weight nobody told: the average adult."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import Sex


@dataclass(frozen=True, slots=True)
class Person:
    """A body, and what of it is an assumption: sentences for whoever reads the answer."""

    body: Body
    sex_told: bool = True
    build_told: bool = True
    assumed: tuple[str, ...] = ()


def person(
    constants: Constants, *, height_m: float | None = None, weight_kg: float | None = None, sex: Sex | None = None
) -> Person:
    """The person told, and the average adult for what was not. Raises InputError for what no grown person is.

    Without a sex it is the average man: he is the heavier, and his own trunk loads his spine the more.
    """
    whose: Sex = sex or "male"
    if whose not in get_args(Sex):
        raise InputError(where="sex", problem=f"{str(sex)[:40]!r} is no sex of the table", remedy="male or female")
    told = {"height": height_m, "weight": weight_kg}
    average = {name: constants.value("average_person", condition=f"{whose} {name}") for name in told}
    tall, heavy = (average[name] if value is None else value for name, value in told.items())
    missing = [name for name, value in told.items() if value is None]
    assumed = []
    if sex is None:
        assumed.append("sex: not told; the body of a man, and no limit that goes by sex")
    if missing:
        row = constants.row("average_person", condition=f"{whose} {missing[0]}")
        figures = {"height": f"{tall:.2f} m", "weight": f"{heavy:.0f} kg"}
        who = "man" if whose == "male" else "woman"
        assumed.append(
            f"{' and '.join(missing)}: not told; an average {who} "
            f"({', '.join(figures[name] for name in missing)}; {row.source})"
        )
    return Person(Body(tall, heavy, whose), sex is not None, not missing, tuple(assumed))
