"""One test as an order: what to look for in this person, how it is done and graded, why, and what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.testing.aims import Person, aims, look_for, plain_look_for
from multifidus.actions.testing.calls import IN_QUESTION, Call
from multifidus.actions.testing.cautions import cautions
from multifidus.actions.testing.what_if import what_if
from multifidus.actions.testing.where import main_muscles
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RelationRow, TestAimRow, TestCallRow, TestGateRow, TestRow
from multifidus.terms import OURS, Alarm, Criterion, NextTest, Order

MAY_CHANGE = {"urgency": "may change how soon", "plan": "may change the plan", "ranking": "may change the ranking"}
FEW_QUESTIONS = 2  # of one test, told to the person
LEAST_TOLD = 0.01  # probability of a cause that is worth a word


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a test is ordered: a danger or a finding calls for it, a gate lets it through, or it is worth asking for."""

    call: Call | None = None
    gate: TestGateRow | None = None
    ask: NextTest | None = None
    completes: Criterion | None = None  # what an operation still asks for

    @property
    def may_change(self) -> str:
        """What it may change: a danger that is called for how soon, else what was worked out, else the plan."""
        if self.call and self.call.rank <= IN_QUESTION:
            return "urgency"
        return self.ask.may_change if self.ask else "plan"


def order(test: TestRow, reason: Reason, of: Person, knowledge: Knowledge, *, scale: bool = True) -> Order:
    """The order for a test, for this person. `scale` spells out how strength is graded."""
    found = aims(test.id, reason.call.row.cause if reason.call else None, of, knowledge)
    by_person = test.who == "person" and test.kind == "question"
    findings = reason.ask.findings if reason.ask else _answers_to(test, reason, of)
    minded, plain_minded = cautions(test, of.known, of.urgency, knowledge)
    plain = _questions(findings, knowledge) if by_person else _plain(test, reason.call, found, of, plain_minded)
    status, sources = _standing(test, reason, found)
    return Order(
        id=test.id,
        text=plain if by_person else _text(test, found, of, knowledge, scale=scale),
        why=_why(reason, found, of, knowledge),
        status=status,
        audience="person" if by_person else "clinician",
        sources=sources,
        label=test.label,
        plain_text=plain,
        causes=tuple(aim.cause for aim in found),
        findings=findings,
        who=test.who,
        kind=test.kind,
        may_change=reason.may_change,
        cost=test.cost_class,
        minutes=test.minutes,
        cautions=minded,
    )


def _answers_to(test: TestRow, reason: Reason, of: Person) -> tuple[str, ...]:
    """What a test would answer of what is not known yet, or of what an operation asks for."""
    unknown = tuple(finding for finding in test.findings if of.known.unknown(finding)) or test.findings
    wanted = reason.completes.findings if reason.completes else ()
    return tuple(finding for finding in unknown if finding in wanted) or unknown


def _text(test: TestRow, found: tuple[TestAimRow, ...], of: Person, knowledge: Knowledge, *, scale: bool) -> str:
    """What to do and to look for, for whoever does it."""
    sought = _muscles(test, of, knowledge) or look_for(found, of)
    head = f"{test.label}: {sought}." if sought else f"{test.label}."
    parts = [
        head,
        _sentence(test.how),
        test.counts or "",
        _scale(knowledge) if scale and test.kind == "strength" else "",
    ]
    return _capital(" ".join(part for part in parts if part))


def _muscles(test: TestRow, of: Person, knowledge: Knowledge) -> str:
    """The muscles of the likely roots: "great toe extension (extensor hallucis longus, L5)"."""
    if test.kind != "strength":
        return ""
    sides = {root.side for root in of.place.roots}
    first = f"{next(iter(sides))} side first" if len(sides) == 1 and "both" not in sides else ""
    by_muscle: dict[tuple[str, str], list[str]] = {}
    for row in main_muscles(of.place, test.findings, knowledge):
        by_muscle.setdefault((row.action, row.muscle.replace("_", " ")), []).append(row.root)
    told = [f"{action} ({muscle}, {'/'.join(roots)})" for (action, muscle), roots in by_muscle.items()]
    return "; ".join(part for part in (", ".join(told), first) if part) if told else ""


@lru_cache(maxsize=4)
def _scale(knowledge: Knowledge) -> str:
    """The MRC scale in the words of its authors' table."""
    rows = [row for row in knowledge.rows(RelationRow) if row.relation == "grade_definition" and row.unit == "MRC 0-5"]
    told = ", ".join(f"{row.value:g} {(row.note or '').partition(': ')[2].replace(',', '')}" for row in rows)
    return f"Grade both sides: {told}."


def _plain(test: TestRow, call: Call | None, found: tuple[TestAimRow, ...], of: Person, minded: str) -> str:
    """The test in plain words: what it is, what it is like, what it is for, and what to tell the staff."""
    sought = plain_look_for(found, of)
    reason = call.row.plain_why if call else f"It looks for {sought}." if sought else ""
    return " ".join(part for part in (f"{_capital(test.plain_label)}.", test.plain_how or "", reason, minded) if part)


def _questions(findings: tuple[str, ...], knowledge: Knowledge) -> str:
    asked = dict.fromkeys(knowledge.findings[finding].question for finding in findings)
    return " ".join(list(asked)[:FEW_QUESTIONS])


def _why(reason: Reason, found: tuple[TestAimRow, ...], of: Person, knowledge: Knowledge) -> str:
    """Why this test, in this person: what calls for it, what makes one think of it, what it may change."""
    call, gate, ask = reason.call, reason.gate, reason.ask
    first = call.row.why if call else f"allowed: {_let(gate, of, knowledge)}" if gate else ""
    parts = [first, _thought_of(call.row if call else None, found, of, knowledge)]
    parts.append(what_if(ask.findings[0], of.values, knowledge) if ask else "")
    parts.append(f"an operation would ask for it: {reason.completes.text}" if reason.completes else "")
    parts.append(MAY_CHANGE[reason.may_change])
    return "; ".join(part for part in parts if part)


def _thought_of(call: TestCallRow | None, found: tuple[TestAimRow, ...], of: Person, knowledge: Knowledge) -> str:
    """The red flags behind a call; or the causes with their probability."""
    for alarm in of.alarms:
        if call and _answers(call, alarm):
            return "red flag: " + " with ".join(knowledge.findings[finding].label for finding in alarm.findings)
    likely = [(knowledge.causes[aim.cause].label.split(",")[0], of.p.get(aim.cause, 0.0)) for aim in found]
    return ", ".join(f"{label} {100 * p:.0f} %" for label, p in likely if p >= LEAST_TOLD)


def _answers(call: TestCallRow, alarm: Alarm) -> bool:
    if alarm.feared:
        return call.feared is not None and call.feared in alarm.feared
    return call.cause == alarm.cause


def _let(gate: TestGateRow, of: Person, knowledge: Knowledge) -> str:
    """What of this person opened a gate."""
    told = [finding for finding in gate.when.findings if of.known.present(finding) and finding in knowledge.findings]
    return ", ".join(knowledge.findings[finding].label for finding in told[:2]) or "its gate is open"


def _standing(test: TestRow, reason: Reason, found: tuple[TestAimRow, ...]) -> tuple[str, tuple[str, ...]]:
    """The status of what calls for the test, or lets it through, and every source that the order leans on."""
    rows = [row for row in (reason.call.row if reason.call else None, reason.gate, *found, test) if row is not None]
    sources = tuple(dict.fromkeys(row.source for row in rows if row.source))
    return (rows[0].status if rows[0].source else OURS), sources


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
