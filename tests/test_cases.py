"""Vignettes as data: each file of cases/ argues one sentence, and the answer is held against it.

A file is a case as the program reads it, with three keys more: `sentence`, which a clinician could dispute; `expect`,
what follows from it; and, where medicine is right and the program is not yet, `known_gap` with the reason. What may
stand in `expect` are the keys of CLAIMS; those that speak of the plan are in plans/claims.py.
"""

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.findings.case_file import Case, read_case
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import CauseRow
from multifidus.terms import Assessment, Findings, Urgency

sys.path.insert(0, str(Path(__file__).parent / "plans"))

from claims import PLAN_CLAIMS, plan_shown

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
KNOWLEDGE = shipped()
ABOUT_YOU = {"age", "male", "female"}
CAUSES = [row.id for row in KNOWLEDGE.rows(CauseRow)]


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model(KNOWLEDGE)


def read(path: Path) -> Case:
    return read_case(path.read_text(encoding="utf-8"), "toml", name=path.name, knowledge=KNOWLEDGE)


def told(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def parameter(path: Path):
    content = told(path)
    gap = content.get("known_gap")
    return pytest.param(path, id=content["sentence"], marks=[pytest.mark.xfail(reason=gap, strict=True)] if gap else [])


def answered(case: Case, model: Model, *, explain: bool = False) -> Assessment:
    return assess(case.findings, KNOWLEDGE, model, setting=case.setting or "primary", explain=explain)


def before(case: Case, model: Model) -> Assessment:
    """The answer for somebody of the same age and sex, in the same setting, of whom nothing else is known."""
    stripped = Case(case.id, case.setting, Findings(f for f in case.findings.all() if f.id in ABOUT_YOU))
    return answered(stripped, model)


def ranked(answer: Assessment) -> list[str]:
    assert answer.beliefs is not None
    return [belief.cause for belief in answer.beliefs.causes]


def p(answer: Assessment, cause: str) -> float:
    assert answer.beliefs is not None
    return answer.beliefs.probability(cause)


def root(answer: Assessment) -> str:
    assert answer.beliefs is not None
    return f"{answer.beliefs.level[0].root} {answer.beliefs.level[0].side}"


def shown(answer: Assessment) -> str:
    causes = answer.beliefs.causes[:5] if answer.beliefs else ()
    ranking = ", ".join(f"{b.cause} {b.probability:.3f}" for b in causes)
    return f"{answer.plan.urgency} {answer.plan.reasons} {ranking}\n{plan_shown(answer.plan)}"


# What a file may claim, and how the claim is held against the answer: (answer, answer before, claimed) -> holds
CLAIMS: dict[str, Callable[[Assessment, Assessment, object], bool]] = {
    "first": lambda now, _, cause: ranked(now)[0] == cause,
    "among_three": lambda now, _, causes: set(causes) <= set(ranked(now)[:3]),
    "ahead": lambda now, _, pair: p(now, pair[0]) > p(now, pair[1]),
    "rises": lambda now, then, causes: all(p(now, cause) > p(then, cause) for cause in causes),
    "falls": lambda now, then, causes: all(p(now, cause) < p(then, cause) for cause in causes),
    "unlikely": lambda now, _, below: all(p(now, cause) < limit for cause, limit in below.items()),
    "root": lambda now, _, named: root(now) == named,
    "root_in": lambda now, _, named: root(now) in named,
    "urgency": lambda now, _, urgency: now.plan.urgency == Urgency(urgency),
    "at_least": lambda now, _, urgency: now.plan.urgency.rank <= Urgency(urgency).rank,
    "at_most": lambda now, _, urgency: now.plan.urgency.rank >= Urgency(urgency).rank,
    # The alarm that made it as urgent as it is, or as urgent as the alarms make it.
    "alarm_cause": lambda now, _, cause: cause in {a.cause for a in now.alarms if a.urgency == now.alarms[0].urgency},
    "no_alarm": lambda now, _, causes: not {alarm.cause for alarm in now.alarms} & set(causes),
    "feared": lambda now, _, feared: feared in {alarm.feared for alarm in now.alarms},
    "in_scope": lambda now, _, claimed: now.known.in_scope is claimed and (now.beliefs is not None) is claimed,
    "ask_first": lambda now, _, questions: set(questions) <= set(now.ask_first),
    "not_asked": lambda now, _, questions: not set(questions) & set(now.ask_first),
    "no_questions": lambda now, _, claimed: (not now.ask_first) is claimed,
    "contradictions": lambda now, _, claimed: bool(now.known.contradictions) is claimed,
    **PLAN_CLAIMS,
}
SPEAKS_FOR = {"first", "among_three", "rises", "ahead"}  # claims that speak for a cause


@pytest.mark.parametrize("path", [parameter(path) for path in FILES])
def test_the_answer_is_what_the_sentence_argues(path: Path, model: Model) -> None:
    case, claims = read(path), told(path)["expect"]
    # The tests of a plan come from what they could change, which is worked out only where it is asked for.
    now, then = answered(case, model, explain=bool(PLAN_CLAIMS.keys() & claims)), before(case, model)

    failed = {claim: claimed for claim, claimed in claims.items() if not CLAIMS[claim](now, then, claimed)}
    assert not failed, f"{failed}, but {shown(now)}"


def claimed_causes(claim: str, claimed: object) -> set[str]:
    if claim == "ahead":
        return {claimed[0]}  # type: ignore[index]
    return {claimed} if isinstance(claimed, str) else set(claimed)  # type: ignore[call-overload]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_argued_for_twice_and_against_once(cause: str) -> None:
    expects = [told(path)["expect"] for path in FILES]
    for_it = [e for e in expects if any(cause in claimed_causes(k, v) for k, v in e.items() if k in SPEAKS_FOR)]
    alarms = [e for e in expects if e.get("alarm_cause") == cause]
    against = [
        e
        for e in expects
        if cause in {*e.get("falls", ()), *e.get("unlikely", ()), *e.get("no_alarm", ()), *e.get("ahead", ())[1:]}
    ]

    assert len(for_it) >= 2 or (for_it and len(alarms) >= 2)
    assert against


def test_a_file_is_named_for_its_id_and_says_its_sentence() -> None:
    for path in FILES:
        content = told(path)
        assert content["id"] == path.stem
        assert content["sentence"].endswith(".")
        assert set(content["expect"]) <= set(CLAIMS), path.name
        assert not complete(read(path).findings, KNOWLEDGE).unread


def test_few_sentences_are_known_gaps() -> None:
    assert len(FILES) >= 75
    assert sum("known_gap" in told(path) for path in FILES) <= len(FILES) // 15
