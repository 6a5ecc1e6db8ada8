"""What was assumed because nobody told it, in sentences to the person."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.numbers import length, mass, percent
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.asked import AS_PEOPLE_DO


def assumed(worked: Worked, constants: Constants, system: System) -> tuple[str, ...]:
    """Each assumption; what was told is not among them."""
    return tuple(_assumed(worked, constants, system))


def _assumed(worked: Worked, constants: Constants, system: System) -> Iterator[str]:
    asked, told = worked.asked, worked.told
    body = {"tall": length(asked.body.height_m, system), "heavy": mass(asked.body.weight_kg, system, decimals=0)}
    if not asked.sex_told:
        yield _("You did not say your sex. We took the body of a man: his own trunk is heavier.")
    if not asked.build_told:
        yield (
            _("Your height and weight, where you left them out: those of an average adult (%(tall)s, %(heavy)s).")
            % body
        )
    if asked.age is None or not asked.sex_told:
        yield _("Limits for your age and sex are left out. They are lower for older people and for women.")
    if any(line.startswith("technique") for line in told.assumed):
        if asked.technique == AS_PEOPLE_DO:
            yield _("You bend with a round back and nearly straight legs, as most people do. It loads the back most.")
        else:
            yield _("You bend your knees: with nearly straight legs nobody of this height reaches that.")
    if not asked.weighed:
        off = constants.value("lift_doubt", condition="load that nobody weighed")
        yield _("The weight is a guess, so that it may well be %(off)s off.") % {"off": percent(off)}
    if not told.often:
        yield _("You lift it now and then, for no more than an hour in a day.")
    if asked.lift.set_down is None:
        yield _("You put it down as far from you as you took it, and let go of it without care.")
    yield _("Both hands hold it evenly, it does not move by itself, and you stand well on even ground.")
