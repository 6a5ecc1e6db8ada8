"""Why it is this urgent, in words for the person: what they told, not what we call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MustAskRow, PlainFindingRow
from multifidus.terms import Alarm, Known

LONGEST = 14  # words of what is given as the reason; a sentence of more than 20 is not read to its end
MOST_SAID = 3  # things to say on the telephone
ABOUT_YOU = "about_you"  # age and sex: the last thing to say


def because(
    known: Known,
    raised: Iterable[Alarm],
    dangerous: Mapping[str, float],
    knowledge: Knowledge,
    *,
    open_questions: int,
) -> str:
    """The strongest reason as a sentence, such as "This is because you are numb where you sit or wipe.".

    `raised` are the alarms of the urgency that was reached; `dangerous` the causes that reached it by their
    probability alone.
    """
    for alarm in raised:
        return f"This is because {_joined([_plain(knowledge)[finding].plain_you for finding in alarm.findings])}."
    for cause, p in dangerous.items():
        share, name = _in_a_hundred(p, knowledge), knowledge.causes[cause].plain_label
        return f"About {share} of 100 people like you have this: {name}."
    if known.out_of_scope:
        return "This tool cannot weigh the causes in your case."
    if open_questions:
        return f"{'One safety question is' if open_questions == 1 else f'{open_questions} safety questions are'} open."
    if any(known.present(row.finding) for row in knowledge.rows(MustAskRow) if not _is_age(row.finding, knowledge)):
        return "Your answers to the safety questions show no sign of danger."
    return "You said no to every safety question."


def words_to_say(known: Known, raised: Iterable[Alarm], knowledge: Knowledge) -> str:
    """What to say on the telephone, the most urgent first: "I am numb where I sit or wipe. My leg is weak".

    What was said or measured goes before what only follows from it, and age and sex come last.
    """
    findings = list(dict.fromkeys(finding for alarm in raised for finding in alarm.findings))
    told = [finding for finding in findings if finding in known.said] or findings
    told.sort(key=lambda finding: knowledge.findings[finding].group == ABOUT_YOU)
    said = [_plain(knowledge)[finding].plain_me for finding in told[:MOST_SAID]]
    return ". ".join(one[0].upper() + one[1:] for one in said)


def _is_age(finding: str, knowledge: Knowledge) -> bool:
    return knowledge.findings[finding].values.startswith("number")


def _joined(clauses: list[str]) -> str:
    """The clauses in one, as many as a reader keeps in mind."""
    kept = clauses[:1]
    for clause in clauses[1:]:
        if len(" and ".join([*kept, clause]).split()) <= LONGEST:
            kept.append(clause)
    return " and ".join(kept)


def _in_a_hundred(p: float, knowledge: Knowledge) -> str:
    most = knowledge.choices["most_p_told"]
    return f"more than {100 * most:g}" if p > most else f"{max(1, round(100 * p))}"


@lru_cache(maxsize=4)
def _plain(knowledge: Knowledge) -> Mapping[str, PlainFindingRow]:
    return {row.finding: row for row in knowledge.rows(PlainFindingRow)}
