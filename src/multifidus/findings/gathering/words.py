"""Present or absent: what the words on one finding come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from multifidus.findings.gathering.course import Course
from multifidus.findings.gathering.holding import Rules
from multifidus.findings.gathering.said import Said, covers, heard_against, knows, sides_together
from multifidus.findings.gathering.tally import Tally

AGED = "too long ago to hold"
OVER = "told of an attack of pain that has ended since"


def settle_words(finding: str, said: Sequence[Said], rules: Rules, course: Course, tally: Tally) -> None:
    """Puts into the tally what the words on one finding come to, the newest first.

    What is there stands until it is taken back by somebody who could know; a danger sign, until that was at another
    visit. Then the newest counts, as long as it holds.
    """
    there = [one for one in said if one.finding.present]
    denied = [one for one in said if not one.finding.present]
    standing = [
        one for one in there if _believed(one, denied, rules, tally) and not _taken_back(one, denied, rules, tally)
    ]
    holding = [one for one in standing if holds(one, rules, course)]
    if holding:
        tally.words[finding] = _on_all_sides(holding, rules)
        _tell_unheard(holding[0], denied, rules, tally)
        return
    if standing:
        tally.lapse(standing[0], OVER if is_over(standing[0], rules, course) else AGED)
    if denied and not any(one.ago <= denied[0].ago for one in standing):
        if holds(denied[0], rules, course):
            tally.words[finding] = (denied[0],)
        else:
            tally.lapse(denied[0], AGED)


def _believed(there: Said, denied: Sequence[Said], rules: Rules, tally: Tally) -> bool:
    """Whether somebody's own word stands beside what was examined: a danger sign always does."""
    known_by = rules.holding[there.finding.id].known_by
    if knows(there, known_by) or there.finding.id in rules.dangers:
        return True
    for one in denied:
        if knows(one, known_by) and one.ago > there.ago and rules.in_time(one.finding, one.ago):
            label = rules.logic.label(there.finding.id)
            tally.tell(one, there, f"{label}: not found in the {one.where}, told in the {there.where}; taken as "
                       f"absent, for it is known by {known_by} alone")  # fmt: skip
            return False
    return True


def _taken_back(there: Said, denied: Sequence[Said], rules: Rules, tally: Tally) -> bool:
    known_by = rules.holding[there.finding.id].known_by
    danger = there.finding.id in rules.dangers
    margin = rules.visit_days if danger else 0.0
    for one in denied:
        heard = heard_against(one, there, known_by, danger=danger)
        if not heard or not covers(one.finding.side, there.finding.side):
            continue
        if there.ago - one.ago > margin:
            return True
        if abs(there.ago - one.ago) <= margin and one.reading is not there.reading:
            label = rules.logic.label(there.finding.id)
            tally.tell(there, one, f"{label}: there in the {there.where}, denied in the {one.where}; "
                       "taken as present, the more careful way")  # fmt: skip
    return False


def _tell_unheard(there: Said, denied: Sequence[Said], rules: Rules, tally: Tally) -> None:
    """Tells of a later denial by somebody who could not know."""
    known_by = rules.holding[there.finding.id].known_by
    danger = there.finding.id in rules.dangers
    for one in denied:
        if one.ago < there.ago and not heard_against(one, there, known_by, danger=danger):
            label = rules.logic.label(there.finding.id)
            found = f"{label}: found in the {there.where}, denied in the {one.where}"
            by = "a clinician" if known_by == "feeling" else f"{known_by} alone"
            tally.tell(there, one, f"{found}; kept, for it is taken back by {by}")
            return


def holds(said: Said, rules: Rules, course: Course) -> bool:
    """Whether a word is neither too old nor of an attack that has ended."""
    return not is_over(said, rules, course) and rules.in_time(said.finding, since(said, rules, course))


def since(said: Said, rules: Rules, course: Course) -> float:
    """How many days ago the word was last borne out: what is told of a pain holds on while the pain is told."""
    row = rules.holding[said.finding.id]
    if row.episode != "carries" or said.finding.value is False or row.present_days is None:
        return said.ago
    return course.carried(said.ago, row.present_days)


def is_over(said: Said, rules: Rules, course: Course) -> bool:
    """Whether it was told of an attack of pain that has ended since."""
    of_this_pain = rules.holding[said.finding.id].episode != "no"
    return of_this_pain and not rules.is_danger(said.finding) and course.over(said.ago)


def _on_all_sides(holding: Sequence[Said], rules: Rules) -> tuple[Said, ...]:
    """The newest word with its side, and the words that the side was taken from.

    Of a danger sign every side that stands; of all else the sides that were told last.
    """
    newest = holding[0]
    sided = [one for one in holding if one.finding.side]
    if newest.finding.id not in rules.dangers:
        sided = [one for one in sided if one.ago == sided[0].ago]
    side = sides_together([one.finding.side for one in sided if one.finding.side])
    first = newest if side == newest.finding.side else newest._replace(finding=replace(newest.finding, side=side))
    return (first, *(one for one in sided if one is not newest and one.finding.side != newest.finding.side))
