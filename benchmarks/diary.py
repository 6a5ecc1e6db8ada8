"""Whether the intervals of the diary hold what they promise: people with known rates and triggers, drawn by chance.

    python benchmarks/diary.py [--runs 500] [--seeds 1 2] [--json]

Everybody keeps a diary that begins with a spasm. "covers" is in how many of a hundred diaries the 95 % interval holds
the truth; it has to be 93 to 97. Each line is made of as many runs in each of its settings (rates and weeks, or how
common the trigger is); those in clusters are told and promised nothing. The words are counted too: how often a trigger
is called likely that is none, and how often one that is; and for a whole diary in which nothing of what is asked sets
anything off. Last the time that a review takes.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from multifidus.findings.diary import Before, Episode, review
from multifidus.findings.diary.matched import counts_of, matched_sets
from multifidus.findings.diary.odds import conditional, posterior
from multifidus.findings.diary.rate import rate_of
from multifidus.findings.diary.trend import trend_of
from multifidus.findings.diary.triggers import known_before, triggers_of
from multifidus.findings.diary.watched import watched
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import DiaryTriggerRow

KNOWLEDGE = shipped()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LEAST, MOST = 93.0, 97.0
RATES = (0.5, 1.0, 2.0, 5.0, 7.0)  # spasms per week
WEEKS = (4, 8, 16, 26)
TRENDS = (0.5, 1.0, 2.0)  # of late against before
COMMON = (0.1, 0.2, 0.35)  # in how many of a hundred times of two hours somebody does the thing
ODDS = (1.0, 2.0, 5.0)
SPASMS = (20, 60)
MISSING = 0.2  # of the times two days before, that nobody remembers
Draw = Callable[..., list[datetime]]
TRIGGERS = tuple(row.id for row in KNOWLEDGE.rows(DiaryTriggerRow) if row.asked)


@dataclass(frozen=True)
class Covered:
    """How often an interval held the truth."""

    seed: int
    what: str
    runs: int
    covers: float
    width: float  # median ratio of the upper bound to the lower one, where both are there

    @property
    def fits(self) -> bool:
        """Whether it promises what it holds."""
        return LEAST <= self.covers <= MOST


@dataclass(frozen=True)
class Said:
    """How often of a hundred something was said."""

    seed: int
    what: str
    runs: int
    likely: float
    too_few: float


def clustered(chance: np.random.Generator, rate: float, weeks: int, *, of_late: float = 1.0) -> list[datetime]:
    """When spasms came in good weeks and bad ones: the rate of each week differs by half of itself and more."""
    start, times = NOW - timedelta(weeks=weeks), []
    for week in range(weeks):
        of_week = rate * (of_late if week >= weeks - 4 else 1.0) * chance.gamma(2.0, 0.5)
        times += [start + timedelta(weeks=week + float(at)) for at in chance.random(chance.poisson(of_week))]
    return [start, *times]


def spasms(chance: np.random.Generator, rate: float, weeks: int, *, of_late: float = 1.0) -> list[datetime]:
    """When spasms came: one at the start, then by chance at a rate per week, another one in the last four weeks."""
    start, turn = NOW - timedelta(weeks=weeks), NOW - timedelta(weeks=4)
    before = chance.uniform(0, weeks - 4, chance.poisson(rate * (weeks - 4)))
    late = chance.uniform(0, 4, chance.poisson(rate * of_late * 4))
    times = [start + timedelta(weeks=float(at)) for at in before] + [turn + timedelta(weeks=float(at)) for at in late]
    return [start, *times]


def diary(chance: np.random.Generator, spasms: int, odds: dict[str, float], common: dict[str, float]) -> list[Episode]:
    """A diary of so many spasms of somebody in whom each thing has these odds of setting one off."""

    def ticked(p: dict[str, float]) -> frozenset[str]:
        return frozenset(trigger for trigger, share in p.items() if chance.random() < share)

    case = {one: p * odds[one] / (1 - p + p * odds[one]) for one, p in common.items()}
    return [
        Episode(
            began=NOW - timedelta(hours=30 * at),
            before=Before(ticked(case), ticked(common), None if chance.random() < MISSING else ticked(common)),
        )
        for at in range(spasms)
    ]


def covered(seed: int, what: str, truths: Iterator[tuple[float, float, float]]) -> Covered:
    """One line of truth, low and high."""
    found = list(truths)
    wide = [high / low for _, low, high in found if low > 0 and high < math.inf]
    held = sum(low <= truth <= high for truth, low, high in found)
    return Covered(seed, what, len(found), 100 * held / len(found), float(np.median(wide)))


def of_rates(chance: np.random.Generator, runs: int, draw: Draw = spasms) -> Iterator[tuple[float, float, float]]:
    """Rates per week."""
    for rate in RATES:
        for weeks in WEEKS:
            for _ in range(runs // 4):
                time = watched(draw(chance, rate, weeks), now=NOW)
                told = rate_of(time, KNOWLEDGE) if time else None
                if told:
                    yield rate, told.low, told.high


def of_trends(
    chance: np.random.Generator, runs: int, ratio: float, draw: Draw = spasms
) -> Iterator[tuple[float, float, float]]:
    """Ratios of the rate of late to that before."""
    for rate in (1.0, 2.0, 5.0):
        for weeks in (10, 16, 26):
            for _ in range(runs // 3):
                time = watched(draw(chance, rate, weeks, of_late=ratio), now=NOW)
                told = trend_of(time, KNOWLEDGE) if time else None
                if told and told.ratio is not None and told.low is not None and told.high is not None:
                    yield ratio, told.low, told.high


def of_own(chance: np.random.Generator, runs: int, odds: float, count: int) -> Iterator[tuple[float, float, float]]:
    """Odds ratios from the diary alone, of whoever has any set that tells something."""
    for common in COMMON:
        for _ in range(runs):
            sets = matched_sets(diary(chance, count, {"cold": odds}, {"cold": common}), same_hours=2)
            own = conditional(counts_of("cold", sets))
            if own:
                yield odds, own.low, own.high


def of_posteriors(chance: np.random.Generator, runs: int, count: int) -> Iterator[tuple[float, float, float]]:
    """Odds ratios from the diary and what is published, of people as different as they are taken to be."""
    known = known_before(KNOWLEDGE)
    for common in COMMON:
        for at in range(runs):
            trigger = TRIGGERS[at % len(TRIGGERS)]
            prior = known[trigger][1]
            truth = math.exp(chance.normal(prior.mean, prior.sd))
            sets = matched_sets(diary(chance, count, {trigger: truth}, {trigger: common}), same_hours=2)
            now = posterior(counts_of(trigger, sets), prior)
            yield truth, now.low, now.high


def intervals(seed: int, runs: int) -> Iterator[Covered]:
    """Every interval that the diary tells."""
    chance = np.random.default_rng(seed)
    yield covered(seed, "rate per week", of_rates(chance, runs))
    for ratio in TRENDS:
        yield covered(seed, f"trend, ratio {ratio:g}", of_trends(chance, runs, ratio))
    for count in SPASMS:
        for odds in ODDS:
            yield covered(seed, f"diary alone, odds {odds:g}, {count} spasms", of_own(chance, runs, odds, count))
        yield covered(seed, f"with what is published, {count} spasms", of_posteriors(chance, runs, count))


def in_clusters(seed: int, runs: int) -> Iterator[Covered]:
    """The same of spasms that come in clusters, where no interval from counts can promise as much."""
    chance = np.random.default_rng(seed + 2000)
    yield covered(seed, "rate per week, in clusters", of_rates(chance, runs, clustered))
    for ratio in TRENDS:
        yield covered(seed, f"trend, ratio {ratio:g}, in clusters", of_trends(chance, runs, ratio, clustered))


def words(seed: int, runs: int) -> Iterator[Said]:
    """How often one thing is called likely, by what it is, and how often anything is where nothing is."""
    chance = np.random.default_rng(seed + 1000)
    for count in (10, *SPASMS, 200):
        for odds in (1.0, 2.0, 5.0):
            told = [
                next(one.word for one in triggers_of(diary(chance, count, {"cold": odds}, {"cold": 0.2}), KNOWLEDGE)
                     if one.id == "cold")
                for _ in range(runs // 5)
            ]  # fmt: skip
            yield _said(seed, f"one thing, odds {odds:g}, {count} spasms", told)
        nothing = dict.fromkeys(TRIGGERS, 1.0)
        diaries = [
            triggers_of(diary(chance, count, nothing, dict.fromkeys(TRIGGERS, 0.2)), KNOWLEDGE)
            for _ in range(runs // 5)
        ]
        told = ["likely" if any(one.word == "likely" for one in every) else every[-1].word for every in diaries]
        yield _said(seed, f"a diary in which nothing is, {count} spasms", told)


def _said(seed: int, what: str, told: list[str]) -> Said:
    share = {word: 100 * told.count(word) / len(told) for word in ("likely", "too_few")}
    return Said(seed, what, len(told), share["likely"], share["too_few"])


def milliseconds(count: int) -> float:
    """What the review of one diary takes, of the processor's time."""
    episodes = diary(np.random.default_rng(1), count, dict.fromkeys(TRIGGERS, 2.0), dict.fromkeys(TRIGGERS, 0.2))
    review(episodes, KNOWLEDGE, now=NOW)
    start = time.process_time()
    review(episodes, KNOWLEDGE, now=NOW)
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Prints tables, or with --json one object with the same figures."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--runs", type=int, default=500)
    given.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    given.add_argument("--json", action="store_true")
    options = given.parse_args()
    found = [one for seed in options.seeds for one in intervals(seed, options.runs)]
    loose = [one for seed in options.seeds for one in in_clusters(seed, options.runs)]
    said = [one for seed in options.seeds for one in words(seed, options.runs)]
    took = {count: milliseconds(count) for count in (100, 1_000, 10_000)}
    if options.json:
        told = {
            "intervals": [{**asdict(one), "fits": one.fits} for one in found],
            "words": [asdict(one) for one in said],
        }
        told["in_clusters"] = [asdict(one) for one in loose]
        print(json.dumps({**told, "milliseconds": took}, indent=1))
        return
    print(f"{'seed':>4}  {'interval':<42}{'diaries':>8}{'covers':>8}{'high/low':>9}")
    for one in found:
        print(
            f"{one.seed:>4}  {one.what:<42}{one.runs:>8}{one.covers:>8.1f}{one.width:>9.1f}{'' if one.fits else '  !'}"
        )
    for one in loose:
        print(f"{one.seed:>4}  {one.what:<42}{one.runs:>8}{one.covers:>8.1f}{one.width:>9.1f}")
    print(f"\n{'seed':>4}  {'word':<42}{'diaries':>8}{'likely':>8}{'too few':>9}")
    for told in said:
        print(f"{told.seed:>4}  {told.what:<42}{told.runs:>8}{told.likely:>8.1f}{told.too_few:>9.1f}")
    print("\nreview: " + ", ".join(f"{count} spasms {ms:.0f} ms" for count, ms in took.items()))


if __name__ == "__main__":
    main()
