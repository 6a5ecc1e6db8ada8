"""The whole answer to one lift: its reading, the same lift done in other ways, and what would help most."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import isinf

from multifidus.actions.lifting.changes import Ranking
from multifidus.doors.lifting.meant import for_whom, growing, not_held
from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.niosh import System
from multifidus.findings.lifting.posture import TECHNIQUES, Technique
from multifidus.findings.lifting.reading.answer import LiftReading
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.doubt import DRAWS
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.findings.lifting.told import Told
from multifidus.knowledge import Knowledge
from multifidus.lift import p_still_over, what_to_change

BEST = 3  # changes told in words; the rest by name
PAIR = "pair"
NO_MEASUREMENT = "a model and not a measurement; the bounds hold what it was not told, not what it may get wrong"


@dataclass(frozen=True, slots=True)
class Whole:
    """What is told of a lift. `ways`: the same lift by each technique, or why that cannot be done.

    `p_over`: of the best changes that are enough, and of the pair (PAIR), the share of draws still over a limit.
    """

    told: Told
    reading: LiftReading
    ways: Mapping[Technique, LiftReading | InputError]
    ranking: Ranking
    p_over: Mapping[str, float]
    meant: str  # for whom the limits are
    notices: tuple[str, ...]
    system: System
    edition: str


def whole_answer(
    told: Told, knowledge: Knowledge, *, without: Collection[str] = (), system: System | None = None, draws: int = DRAWS
) -> Whole:
    """Reads a lift that was told and ranks what helps; `without` names changes that this person cannot make.

    Raises InputError for what nobody of this size can reach or do.
    """
    units = system or told.system
    reader = Reader(Constants(knowledge), draws=draws, system=units)
    asked = told.asked
    others = [way for way in TECHNIQUES if way != asked.technique]
    answers = reader.try_all([asked, *(replace(asked, technique=way) for way in others)])
    ways = dict(zip((asked.technique, *others), answers, strict=True))
    reading = answers[0]
    if isinstance(reading, InputError):
        raise reading
    ranking = what_to_change(asked, reader, knowledge, without=without)
    return Whole(
        told=told,
        reading=reading,
        ways={way: ways[way] for way in TECHNIQUES},
        ranking=ranking,
        p_over=_p_over(asked, ranking, reader),
        meant=for_whom(knowledge),
        notices=(*_notices(reading, told, reader.constants), not_held(knowledge), NO_MEASUREMENT),
        system=units,
        edition=knowledge.edition,
    )


def _p_over(asked: Asked, ranking: Ranking, reader: Reader) -> Mapping[str, float]:
    enough = {change.id: (change.setting,) for change in ranking.changes[:BEST] if change.under_limits}
    pair = {PAIR: ranking.pair.settings} if ranking.pair and ranking.pair.under_limits else {}
    found = {name: p_still_over(asked, reader, settings) for name, settings in (*enough.items(), *pair.items())}
    return {name: p_over for name, p_over in found.items() if p_over is not None}


def _notices(reading: LiftReading, told: Told, constants: Constants) -> tuple[str, ...]:
    notices = []
    if reading.without:
        notices.append(f"the discs and muscles are not told: {reading.without.problem}; {reading.without.remedy}")
    if isinf(reading.niosh.lifting_index):
        notices.append("the equation recommends no load at all for such a lift: too far, too high or too often")
    if reading.niosh.lifting_index > constants.value("niosh_li_high"):
        notices.append("at such an index nearly everybody who does it is at a raised risk")
    bearable = constants.row("disc_moment_given").high or 0.0
    if any(moment.unmet_nm > bearable for moment in reading.moments):
        most = max(moment.unmet_nm for moment in reading.moments)
        notices.append(
            f"the muscles of the model cannot hold this wholly: {most:.0f} Nm are left to discs and ligaments"
        )
    if told.often and reading.dose.beyond:
        notices.append("such a moment lies beyond the lifts that the dose of the day was made for (LiFFT)")
    if reading.asked.age is None or not reading.asked.sex_told:
        notices.append("tell age and sex for the limits that go by them: the lower ones of older people and women")
    return (*notices, *growing(constants, reading.asked.age))
