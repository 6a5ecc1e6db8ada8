"""How long the interview is, and whether it decides as the whole case would.

    python benchmarks/interview.py [--people 1000] [--seed 6] [--cases FOLDER] [--json]

People are drawn from the compiled network (three in ten with rare causes drawn oftener, or nobody would have them),
and every case of tests/cases is asked. Each answers what a person could tell; of a case, what it says, and "I do not
know" to the rest. Counted are screens, each one thing asked, and the single findings on them. The length is told
apart for emergencies: whoever is told to call for help at the end.

The decision is the urgency, the first thing to do now, and the first examination, test or referral that is ordered
(questions are left out: the interview has asked its own). It is compared with the decision of the full case, in which
everything that a person could tell is known, asked or not. MISSED is a lower urgency than that of the full case.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from interview_people import Interviewed, answers, drawn, written

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.findings.closure import complete
from multifidus.interview import Interview
from multifidus.interview.catalogue import catalogue_of
from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.rows import MustAskRow, TestRow
from multifidus.terms import Assessment, Urgency

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
TOO_MANY = 80  # screens; nobody comes near it, unless the interview asks in circles


@dataclass(frozen=True)
class Decision:
    """What an assessment decides: how soon, what first, and what is ordered next."""

    urgency: Urgency
    first: str
    next: str | None


@dataclass
class Outcome:
    """One interview from its beginning to its end."""

    person: Interviewed
    screens: list[str] = field(default_factory=list)
    findings: int = 0
    steps_s: list[float] = field(default_factory=list)
    told_at: int | None = None  # the screen after which an emergency was told
    complete: bool = False
    decided: Decision | None = None
    of_full: Decision | None = None

    @property
    def same(self) -> bool:
        return self.decided == self.of_full

    @property
    def missed(self) -> bool:
        assert self.decided
        assert self.of_full
        return self.decided.urgency.rank > self.of_full.urgency.rank


def decision(assessment: Assessment, knowledge: Knowledge) -> Decision:
    """What is decided; questions are no step."""
    questions = {test.id for test in knowledge.rows(TestRow) if test.kind == "question"}
    ordered = next((order.id for order in assessment.plan.tests if order.id not in questions), None)
    return Decision(assessment.plan.urgency, assessment.plan.now[0].id, ordered)


def ask(person: Interviewed, knowledge: Knowledge, model: Model) -> Outcome:
    """One interview, each step made anew from the answers, as a page does."""
    outcome = Outcome(person)
    interview = Interview.of((), knowledge, model, setting=person.setting)
    while len(outcome.screens) < TOO_MANY:
        start = time.perf_counter()
        interview = Interview.of(interview.answers, knowledge, model, setting=person.setting)
        screen = interview.next_screen()
        advice = interview.emergency_advice()
        interview.undecided()
        outcome.steps_s.append(time.perf_counter() - start)
        if advice and outcome.told_at is None:
            outcome.told_at = len(outcome.screens)
        if screen is None:
            break
        outcome.screens.append(screen.id)
        outcome.findings += 1 if screen.kind == "where" else len(screen.findings)
        interview = interview.after(*answers(screen, person, knowledge))
    outcome.complete = all_asked(interview, knowledge)
    outcome.decided = decision(interview.assessment(), knowledge)
    full = assess(person.findings, knowledge, model, setting=person.setting)
    outcome.of_full = decision(full, knowledge)
    return outcome


def all_asked(interview: Interview, knowledge: Knowledge) -> bool:
    """Whether every question of must_ask.csv was put to the person, by other means than the interview's own."""
    known = complete(interview.held.findings(direct=True), knowledge)
    asked = {finding for name in interview.answered_screens for finding in _asked_on(name, knowledge)}
    late = known.present("male") or known.present("age_over_55")
    return all(
        row.finding in asked or not known.unknown(row.finding) or (row.finding == "could_be_pregnant" and late)
        for row in knowledge.rows(MustAskRow)
    )


def _asked_on(name: str, knowledge: Knowledge) -> set[str]:
    catalogue = catalogue_of(knowledge)
    return {finding for item in catalogue.items.get(name, ()) for finding in catalogue.settles(item)}


def summary(outcomes: list[Outcome]) -> dict[str, Any]:
    """The figures of some interviews."""
    if not outcomes:
        return {"people": 0}
    screens = [len(one.screens) for one in outcomes]
    findings = [one.findings for one in outcomes]
    return {
        "people": len(outcomes),
        "screens": _spread(screens),
        "findings": _spread(findings),
        "must_ask_complete": sum(one.complete for one in outcomes),
        "same_decision": float(np.mean([one.same for one in outcomes])),
        "same_urgency": float(np.mean([one.decided.urgency == one.of_full.urgency for one in outcomes])),
        "same_first": float(np.mean([one.decided.first == one.of_full.first for one in outcomes])),
        "same_next": float(np.mean([one.decided.next == one.of_full.next for one in outcomes])),
        "missed": sum(one.missed for one in outcomes),
    }


def _spread(counts: list[int]) -> dict[str, float]:
    return {"median": float(np.median(counts)), "p90": float(np.percentile(counts, 90)), "max": float(max(counts))}


def measure(count: int, seed: int, cases: Path) -> tuple[dict[str, Any], list[Outcome]]:
    """Every interview, and the figures of all, of emergencies, and of each kind of people."""
    knowledge = shipped()
    model = load_model(knowledge)
    people = [*drawn(count, model, knowledge, seed), *written(cases, knowledge)]
    outcomes = [ask(person, knowledge, model) for person in people]
    emergencies = [one for one in outcomes if one.decided.urgency is Urgency.EMERGENCY]
    steps = np.array([step for one in outcomes for step in one.steps_s])
    told = {
        "all": summary(outcomes),
        "emergencies": summary(emergencies),
        **{
            kind: summary([one for one in outcomes if one.person.kind == kind]) for kind in ("drawn", "rare", "written")
        },
        "step_ms": {"p50": float(np.percentile(steps, 50) * 1e3), "p95": float(np.percentile(steps, 95) * 1e3)},
        "others": [_told(one) for one in outcomes if not one.same],
        "asked": Counter(name for one in outcomes for name in one.screens).most_common(),
    }
    return told, outcomes


def _told(one: Outcome) -> dict[str, Any]:
    apart = {
        name: [str(getattr(one.decided, name)), str(getattr(one.of_full, name))]
        for name in ("urgency", "first", "next")
        if getattr(one.decided, name) != getattr(one.of_full, name)
    }
    return {"person": one.person.name, "missed": one.missed, "apart": apart}


def show(told: dict[str, Any]) -> None:
    """The table, and whoever was decided otherwise, those missed first."""
    print(f"{'':12} {'people':>6}  screens: median p90 max   findings: median p90 max   must-ask   same  missed")
    for name in ("all", "emergencies", "drawn", "rare", "written"):
        of = told[name]
        if of["people"]:
            screens, findings = ("  ".join(f"{n:5.0f}" for n in of[what].values()) for what in ("screens", "findings"))
            share = f"{of['same_decision']:6.1%}"
            done = f"{of['must_ask_complete']}/{of['people']}"
            print(f"{name:12} {of['people']:6}      {screens}          {findings}   {done:>9} {share} {of['missed']:7}")
    of = told["all"]
    print(f"the same urgency {of['same_urgency']:.1%}, first thing {of['same_first']:.1%}, next {of['same_next']:.1%}")
    print(f"a step takes {told['step_ms']['p50']:.0f} ms at the median, {told['step_ms']['p95']:.0f} ms at the 95th")
    print("\ndecided otherwise than the full case (here, full case):")
    for one in sorted(told["others"], key=lambda one: (not one["missed"], "urgency" not in one["apart"])):
        apart = "; ".join(f"{name} {here} / {full}" for name, (here, full) in one["apart"].items())
        print(f"  {'MISSED ' if one['missed'] else ''}{one['person']}: {apart}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    told, _ = measure(given.people, given.seed, given.cases)
    print(json.dumps(told, indent=2)) if given.json else show(told)


if __name__ == "__main__":
    main()
