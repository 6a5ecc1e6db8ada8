"""Many readings of one person -> what is known now: who wins, what has aged (docs/gathering.md has it in words)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from multifidus.findings.diary.often import told_by_all
from multifidus.findings.gathering.across import Words, clear_suspicions, overtake, settle_thresholds
from multifidus.findings.gathering.course import Course, course
from multifidus.findings.gathering.filling import fill_in
from multifidus.findings.gathering.holding import FREE_OF_PAIN, Rules, rules_of
from multifidus.findings.gathering.numbers import settle_numbers
from multifidus.findings.gathering.said import Said
from multifidus.findings.gathering.tally import Tally
from multifidus.findings.gathering.words import settle_words, since
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings, Gathered, Reading, Side

SECONDS_OF_A_DAY = 86_400.0
AHEAD = "dated ahead of now"
NO_WORD = "no word of these tables any more"


def gather(readings: Iterable[Reading], knowledge: Knowledge, *, now: datetime) -> Gathered:
    """What the readings of one person come to at `now` (which knows its time zone), in whatever order they come.

    The newest word on a finding counts, as long as it holds; a danger sign stands until it is denied in a later
    reading by somebody who could know; what was denied some time ago is unknown again. Only what was said is weighed,
    never what follows from it.
    """
    rules = rules_of(knowledge)
    readings = tuple(readings)
    newest_first = sorted(
        ((max(0.0, ago), reading) for ago, reading in _days_ago(readings, now)),
        key=lambda one: (one[0], one[1].id),
    )
    tally = Tally()
    told = _told(newest_first, now, rules, tally)
    of_pain = told.course(rules)
    for finding in sorted(told.words):
        settle_words(finding, told.words[finding], rules, of_pain, tally)
    for number in sorted(told.numbers):
        settle_numbers(number, told.numbers[number], rules, of_pain, tally)
    settle_thresholds(rules, tally)
    overtake(told.words, rules, tally)
    clear_suspicions(told.words, rules, tally)
    fill_in(told_by_all(readings, rules.settles, knowledge.choices, now=now), now, rules, of_pain, tally)
    return _gathered(
        tally,
        newest_first,
        rules,
        lapses_at=_lapses_at(tally, rules, of_pain, now),
        ask_again=tuple(sorted(_asked_again(tally, told.words, rules))),
    )


@dataclass
class _Told:
    """All that was said, by finding, the newest first; of equal words by equal sorts of readings only the newest."""

    words: dict[str, list[Said]] = field(default_factory=dict)
    numbers: dict[str, dict[Side | None, list[Said]]] = field(default_factory=dict)
    pain: list[float] = field(default_factory=list)  # days ago
    free: list[float] = field(default_factory=list)

    def course(self, rules: Rules) -> Course:
        """When there was pain."""
        return course(self.pain, self.free, free_days=rules.free_days)


def _days_ago(readings: Iterable[Reading], now: datetime) -> Iterator[tuple[float, Reading]]:
    # Rounded to a tenth of a second, so that a word has lapsed at the very moment that `lapses_at` told.
    for reading in readings:
        yield round((now - reading.at).total_seconds() / SECONDS_OF_A_DAY, 6), reading


def _told(newest_first: Sequence[tuple[float, Reading]], now: datetime, rules: Rules, tally: Tally) -> _Told:
    told = _Told()
    seen: set[tuple[str, bool, Side | None, bool, str]] = set()
    for ago, reading in newest_first:
        ahead = ago == 0 and (reading.at - now).total_seconds() / SECONDS_OF_A_DAY > rules.ahead_days
        by_clinician = reading.by == "clinician"
        for finding in reading.findings.all():
            value = finding.value
            if finding.id not in rules.holding or (ahead and not rules.is_danger(finding)):
                tally.lapse(Said(finding, reading, ago), AHEAD if ahead else NO_WORD)
                continue
            _note_pain(finding, ago, rules, told)
            if value is True or value is False:
                key = (finding.id, value, finding.side, by_clinician, reading.kind)
                if key not in seen:
                    seen.add(key)
                    told.words.setdefault(finding.id, []).append(Said(finding, reading, ago))
            else:
                told.numbers.setdefault(finding.id, {}).setdefault(finding.side, []).append(Said(finding, reading, ago))
    return told


def _note_pain(finding: Finding, ago: float, rules: Rules, told: _Told) -> None:
    """Notes whether there was pain at that time."""
    if finding.id in rules.strengths:
        (told.pain if finding.value else told.free).append(ago)
    elif finding.value is True:
        if finding.id in rules.of_pain:
            told.pain.append(ago)
        elif finding.id == FREE_OF_PAIN:
            told.free.append(ago)


def _lapses_at(tally: Tally, rules: Rules, of_pain: Course, now: datetime) -> datetime | None:
    """When the first of what stands has aged; None where nothing ages."""
    left = [
        days - since(one, rules, of_pain)
        for said in (*tally.words.values(), *tally.numbers.values())
        for one in said
        if (days := rules.days(one.finding)) is not None
    ]
    return now + timedelta(days=max(0.0, min(left))) if left else None


def _gathered(
    tally: Tally,
    newest_first: Sequence[tuple[float, Reading]],
    rules: Rules,
    *,
    lapses_at: datetime | None,
    ask_again: tuple[str, ...],
) -> Gathered:
    words = (said[0].finding for said in tally.words.values())
    numbers = (rules.grown(one.finding, one.ago) for said in tally.numbers.values() for one in said)
    came_from: dict[str, tuple[str, ...]] = {}
    for finding, said in (*tally.words.items(), *tally.numbers.items()):  # a finding may be told by its number as well
        earlier = came_from.get(finding, ())
        came_from[finding] = tuple(dict.fromkeys((*earlier, *(one.reading.id for one in said))))
    telling = [(ago, reading) for ago, reading in newest_first if reading.findings]
    recent = [reading for ago, reading in telling if ago <= rules.complaint_days]
    scored = {one.questionnaire: one for _, reading in reversed(newest_first) for one in reading.questionnaires}
    return Gathered(
        findings=Findings([*words, *numbers]),
        contradictions=tuple(tally.contradictions),
        came_from=MappingProxyType(came_from),
        lapsed=tuple(tally.lapsed),
        lapses_at=lapses_at,
        ask_again=ask_again,
        concerns_back=any(reading.concerns_back for reading in recent) if recent else True,
        unread=tuple(unread for reading in recent for unread in reading.unread),
        setting=next((one.setting for ago, one in telling if ago <= _setting_days(one, rules)), None),
        questionnaires=tuple(scored[name] for name in sorted(scored)),
    )


def _setting_days(reading: Reading, rules: Rules) -> float:
    """How long the setting of a reading holds, in days; below 0 where none was told."""
    return rules.setting_days.get(reading.setting, rules.complaint_days) if reading.setting else -1.0


def _asked_again(tally: Tally, said: Words, rules: Rules) -> Iterator[str]:
    """Danger signs that stand and may have passed: told as long ago as a denial of them would hold, or in doubt.

    They are in doubt where the larger question was denied since.
    """
    for words in (*tally.words.values(), *tally.numbers.values()):
        if any(rules.is_danger(one.finding) and _may_have_passed(one, said, rules) for one in words):
            yield words[0].finding.id


def _may_have_passed(one: Said, said: Words, rules: Rules) -> bool:
    row = rules.holding[one.finding.id]
    if row.present_days is None or row.absent_days is None:
        return False
    larger = rules.logic.implies.get(one.finding.id, frozenset())
    doubted = any(word.finding.value is False and word.ago < one.ago for name in larger for word in said.get(name, ()))
    return doubted or one.ago > row.absent_days
