"""People to interview: drawn from the compiled network, or written down as cases; and how they answer a screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from multifidus.actions.conditions import holds
from multifidus.causes.model import Model
from multifidus.errors import InputError
from multifidus.findings.closure import complete, logic_of
from multifidus.findings.files import read_file
from multifidus.interview import Answer, Screen
from multifidus.interview.catalogue import SEXES, SINCE_SETTLES, catalogue_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow
from multifidus.terms import Finding, Findings, Known, Setting, Side

AGES = range(18, 91)
WEEKS = (0.03, 0.3, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 20.0, 40.0, 100.0, 400.0)  # five of them are acute
OUTSIDE_THE_NETWORK = 0.02  # how often we let somebody have what the network says nothing of; ours, to try the rules
RARE_AT_LEAST, RARER_TIMES = 0.15, 4  # of those who are drawn with rare causes
SHARE_WITH_RARE_CAUSES = 0.3
BY_NUMBER = ("age", "age_at_onset", *SINCE_SETTLES)
WHOLE = ("older_age", "older_age_and_female")  # judgements of other findings, which nobody is asked


@dataclass(frozen=True)
class Interviewed:
    """Somebody to be asked: all that the person could tell, and in which setting."""

    name: str
    kind: str  # drawn, rare, written
    findings: Findings
    known: Known
    setting: Setting


def by_person(knowledge: Knowledge) -> list[str]:
    """The findings that a person can tell alone, in the order of their table, judgements of others left out."""
    told = {finding for test in knowledge.rows(TestRow) if test.who == "person" for finding in test.findings}
    return [finding for finding in knowledge.findings if finding in told and finding not in WHOLE]


def drawn(count: int, model: Model, knowledge: Knowledge, seed: int) -> Iterator[Interviewed]:
    """People of the model itself: causes from the prior, what goes before them, mechanisms, findings; all is known."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        rare = rng.random() < SHARE_WITH_RARE_CAUSES
        findings = _person(model, knowledge, rng, rare=rare)
        known = complete(findings, knowledge)
        yield Interviewed(f"drawn {number}", "rare" if rare else "drawn", findings, known, "primary")


def written(folder: Path, knowledge: Knowledge) -> Iterator[Interviewed]:
    """The cases of a folder, as far as a person could tell them; what a case leaves out, nobody knows."""
    told = {*by_person(knowledge), *catalogue_of(knowledge).measures}
    for path in sorted(folder.glob("*.toml")):
        try:
            read = read_file(path.name, path.read_bytes(), knowledge)
        except InputError:
            continue
        known = complete(read.findings, knowledge)
        numbers = [f for f in read.findings.all() if f.id in ("age", *BY_NUMBER, "nprs")]
        kept = [f for f in known.findings.all() if f.id in told and isinstance(f.value, bool)]
        findings = Findings([*numbers, *(Finding(f.id, f.value, f.side) for f in kept)])
        yield Interviewed(path.stem, "written", findings, complete(findings, knowledge), read.setting or "primary")


def answers(screen: Screen, person: Interviewed, knowledge: Knowledge) -> tuple[Answer, ...]:
    """What the person answers to a screen: yes, no, a number, or that nobody knows."""
    catalogue = catalogue_of(knowledge)
    if screen.id == "where":
        return (Answer("where", _tapped(person, knowledge) or "unsure", screen=screen.id),)
    if screen.kind == "one_of":
        items = catalogue.items[screen.id]
        for item in items:
            if all(person.known.present(f) for f in item.yes) and not any(person.known.present(f) for f in item.no):
                return (Answer(screen.id, item.about, screen=screen.id),)
        settled = all(not person.known.unknown(finding) for item in items for finding in item.yes)
        return (Answer(screen.id, "none" if settled else "unsure", screen=screen.id),)
    return tuple(_answer(question.about, screen, person) for question in screen.questions)


def _answer(about: str, screen: Screen, person: Interviewed) -> Answer:
    known = person.known
    if about == "sex":
        there = next((sex for sex in SEXES if known.present(sex)), None)
        return Answer(about, there or "unsure", screen=screen.id)
    number = known.findings.number("duration_hours" if about == "since" else about)
    if about == "since":
        hours = number if number is not None else _hours(known)
        return Answer(about, "unsure" if hours is None else hours, screen=screen.id)
    if number is not None:
        return Answer(about, number, screen=screen.id)
    if about == "age":
        years = _age(known)
        return Answer(about, "unsure" if years is None else years, screen=screen.id)
    if known.unknown(about):
        return Answer(about, "unsure", screen=screen.id)
    there = known.present(about)
    return Answer(about, "yes" if there else "no", known.findings[about].side if there else None, screen.id)


def _tapped(person: Interviewed, knowledge: Knowledge) -> tuple[str, ...]:
    """The places that hurt; none where a case does not say of every one."""
    catalogue = catalogue_of(knowledge)
    told = {f for row in catalogue.regions.values() if row.denied_untapped for f in row.tells}
    if any(person.known.unknown(finding) for finding in told & set(by_person(knowledge))):
        return ()
    places = [
        row.id
        for row in catalogue.regions.values()
        if row.tells and all(_hurts(finding, row.side, person) for finding in row.tells)
    ]
    return tuple(places) or ("tailbone",)


def _hurts(finding: str, side: str | None, person: Interviewed) -> bool:
    if not person.known.present(finding):
        return False
    there = person.known.findings[finding].side
    return side is None or there in (side, "both") or (there is None and side == "left")


def _hours(known: Known) -> float | None:
    """Hours of pain that fit what a case says of its length in words alone; None where it says nothing."""
    weeks = known.findings.number("duration_weeks")
    if weeks is not None:
        return weeks * 168.0
    if known.present("pain_under_12_hours"):
        return 6.0
    if known.present("acute_low_back_pain"):
        return 168.0 * (5.0 if known.present("duration_over_one_month") else 2.0)
    if known.present("onset_over_6_months"):
        return 168.0 * 50.0
    if known.present("duration_over_three_months"):
        return 168.0 * 20.0
    return 168.0 * 8.0 if known.present("duration_over_one_month") else None


def _age(known: Known) -> float | None:
    """Years that fit what a case says of the age in words alone; None where it says nothing."""
    for years in (80, 75, 70, 65, 60, 55, 40):
        if known.present(f"age_over_{years}"):
            return years + 1.0
    if known.present("age_over_50"):
        return 51.0
    return 30.0 if known.absent("age_over_50") else None


def _person(model: Model, knowledge: Knowledge, rng: np.random.Generator, *, rare: bool) -> Findings:
    structure, network = model.structure, model.network
    prior = network.prior[0]
    chance = np.maximum(prior, np.minimum(RARE_AT_LEAST, RARER_TIMES * prior)) if rare else prior
    causes = np.zeros(len(prior), dtype=bool)
    while not causes.any():
        causes = rng.random(len(prior)) < chance
    numbers, context = _context(model, knowledge, causes, rng)
    on = rng.random(len(structure.mechanisms)) < -np.expm1(-network.mechanism_leak - network.mechanism_cause @ causes)
    state = rng.choice(len(structure.state_share), p=structure.state_share)
    pressed = bool(on[model.nerve_root])
    lam = model.finding_lam @ np.concatenate([[1.0], causes, on]) + model.state_lam[0][:, state] * pressed
    present = rng.random(len(lam)) < -np.expm1(-lam)
    side: Side = ("left", "right", "both")[structure.state_side[state]]
    told = by_person(knowledge)
    in_network = {finding for i, finding in enumerate(structure.findings) if present[i]}
    outside = [f for f in told if f not in model.position and f not in SEXES]
    also = [
        f for f in outside if rng.random() < OUTSIDE_THE_NETWORK and knowledge.findings[f].status_of_use != "background"
    ]
    order = [*context, *rng.permutation([f for f in told if f in in_network]), *also]
    there = _consistent(order, numbers, told, knowledge)
    other: Side = ("left", "right")[int(rng.integers(2))]
    sides: Mapping[str, Side] = dict.fromkeys(there, side if pressed else other)
    return Findings([*numbers, *_told(there, sides, told, numbers, knowledge)])


def _context(
    model: Model, knowledge: Knowledge, causes: np.ndarray, rng: np.random.Generator
) -> tuple[list[Finding], list[str]]:
    """Age, sex and duration by their weights among people with these causes; the other circumstances by their odds."""
    structure = model.structure
    ratio: dict[str, float] = defaultdict(lambda: 1.0)
    share: dict[str, list[float]] = defaultdict(list)
    of_cause: dict[str, dict[str, float]] = defaultdict(dict)
    rows = zip(structure.modifiers, structure.modifier_share, model.network.modifier_log_odds, strict=True)
    for (finding, cause), p, log_odds in rows:
        share[finding].append(float(p))
        if causes[structure.causes.index(cause)]:
            ratio[finding] *= float(np.exp(log_odds))
            of_cause[cause][finding] = float(np.exp(log_odds))

    def weight(number: Finding) -> float:
        known = complete(Findings([number]), knowledge)
        return float(np.prod([_tightest(of, known) for of in of_cause.values()])) if of_cause else 1.0

    age = _weighted([Finding("age", float(years)) for years in AGES], weight, rng)
    weeks = _weighted([Finding("duration_weeks", one) for one in WEEKS], weight, rng)
    first = Finding("age_at_onset", float(rng.integers(10, int(age.value) + 1)))
    hours = Finding("duration_hours", float(weeks.value) * 168.0)
    odds_female = ratio["female"] / ratio["male"]
    sex = "female" if rng.random() < odds_female / (1 + odds_female) else "male"
    numbers = [age, weeks, hours, first]
    settled = complete(Findings(numbers), knowledge)
    there = [sex]
    for finding in rng.permutation(sorted(share)):
        if finding in SEXES or not settled.unknown(finding):
            continue
        p = float(np.mean(share[finding]))
        odds = p / (1 - p) * ratio[finding]
        if rng.random() < odds / (1 + odds):
            there.append(str(finding))
    return numbers, there


def _tightest(of_cause: Mapping[str, float], known: Known) -> float:
    """The ratio of the tightest threshold that a number fulfils, as the reader of evidence takes it."""
    fulfilled = [of_cause[finding] for finding in of_cause if known.present(finding)]
    return fulfilled[-1] if fulfilled else 1.0


def _weighted(numbers: list[Finding], weight, rng: np.random.Generator) -> Finding:  # type: ignore[no-untyped-def]
    weights = np.array([weight(number) for number in numbers])
    return numbers[int(rng.choice(len(numbers), p=weights / weights.sum()))]


def _consistent(order: Iterable[str], numbers: list[Finding], told: list[str], knowledge: Knowledge) -> set[str]:
    """Of what was drawn, what can be beside each other, with all that follows from it."""
    logic = logic_of(knowledge)
    fixed = complete(Findings(numbers), knowledge)
    there = {finding for finding in fixed.findings if fixed.present(finding)}
    never = {finding for finding in fixed.findings if fixed.absent(finding)}
    if fixed.present("age_over_55"):
        never |= {"could_be_pregnant", "pregnancy_or_recent_birth", "breastfeeding"}
    for finding in order:
        reached = {str(finding), *logic.implies.get(finding, ())}
        barred = {other for one in reached for other in logic.excludes.get(one, ())}
        if "thigh_pain" in reached:  # a thigh lies below the buttocks, which the vocabulary does not say
            reached.add("pain_below_buttocks")
        if not (reached & never or barred & there):
            there |= reached
            never |= barred
    findings = Findings([*numbers, *(Finding(f, f in there) for f in told)])
    known = complete(findings, knowledge)
    for items in catalogue_of(knowledge).items.values():
        for item in items:
            if item.no_when.ways and holds(item.no_when, known):
                there -= {item.about, *logic.implied_by.get(item.about, ())}
    return there


def _told(
    there: set[str], sides: Mapping[str, Side], told: list[str], numbers: list[Finding], knowledge: Knowledge
) -> Iterator[Finding]:
    fixed = complete(Findings(numbers), knowledge)
    for finding in told:
        row = knowledge.findings[finding]
        if not fixed.unknown(finding) or (
            row.values.startswith("number:") and not logic_of(knowledge).settled_by[finding]
        ):
            continue
        present = finding in there
        yield Finding(finding, present, sides.get(finding) if present and row.sided else None)
