"""What the answers so far come to: findings, what was left open, and which screens were answered.

The later word wins: a screen answered again replaces what it said, and a no takes back whatever would imply it (the
kind of bladder trouble, once bladder trouble is denied). What was read from a person's own words, or tapped on the
body, gives way to an answer about that very thing alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from multifidus.actions.conditions import holds
from multifidus.findings.closure import complete, logic_of, passes
from multifidus.interview.answers import NO, NONE, TAKEN_BACK, UNSURE, WORDS, YES, Answer
from multifidus.interview.catalogue import SEX, SEXES, SINCE, WHERE, Catalogue, catalogue_of
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings, Known, Side

HOURS_OF_A_WEEK = 168.0
WEEKS_OF_A_DAY = 24.0 / HOURS_OF_A_WEEK
AGE, AGE_AT_ONSET = "age", "age_at_onset"
Key = tuple[str, Side | None]


@dataclass
class Held:
    """The answers of one interview, brought together."""

    knowledge: Knowledge
    latest: dict[str, Answer] = field(default_factory=dict)  # by what they are about, the last word
    left_open: set[str] = field(default_factory=set)
    screens: list[str] = field(default_factory=list)  # answered, in their order
    not_understood: list[Answer] = field(default_factory=list)  # of tables that are no more; asked again
    _told: dict[Key, tuple[Finding, str]] = field(default_factory=dict)  # with what it was said about

    @classmethod
    def of(cls, answers: Iterable[Answer], knowledge: Knowledge) -> Held:
        """What a sequence of answers comes to."""
        held = cls(knowledge)
        for answer in answers:
            held._hear(answer)
        return held

    def findings(self, *, direct: bool = False) -> Findings:
        """All findings; with `direct` only those that were answered, not those read from words."""
        told = [finding for finding, _ in self._told.values() if not (direct and finding.source == WORDS)]
        return Findings([*told, *self._following(Findings(told))])

    def answered(self, about: str) -> bool:
        """Whether the person answered, "I do not know" among it; what was read from words is no answer."""
        return about in self.left_open or (about in self.latest and not self.latest[about].from_words)

    def _hear(self, answer: Answer) -> None:
        catalogue = catalogue_of(self.knowledge)
        if answer.screen not in (*self.screens, WORDS, ""):
            self.screens.append(answer.screen)
        if answer.said == TAKEN_BACK:
            self._forget(answer.about)
            return
        if answer.said == UNSURE:
            self._forget(answer.about, but_read=True)
            self.left_open.add(answer.about)
            self.latest[answer.about] = answer
            return
        findings = _findings(answer, catalogue, self)
        if findings is None:
            self.not_understood.append(answer)
            return
        before = self.latest.get(answer.about)
        if answer.from_words and before is not None and not before.from_words:
            return  # the person has answered it
        if not (answer.from_words and before is not None):  # words may tell a number for either side
            self._forget(answer.about)
        self.latest[answer.about] = answer
        for finding in findings:
            self._put(finding, answer)

    def _forget(self, about: str, *, but_read: bool = False) -> None:
        """Takes back what was said about something; `but_read` leaves what the person's words said is there."""
        self.left_open.discard(about)
        self.latest.pop(about, None)
        self._told = {
            key: (finding, by)
            for key, (finding, by) in self._told.items()
            if by != about or (but_read and finding.source == WORDS and finding.value is not False)
        }

    def _put(self, finding: Finding, answer: Answer) -> None:
        side = None if isinstance(finding.value, bool) else finding.side
        if not answer.from_words:
            for other in self._against(finding):
                del self._told[other]
                self.latest.pop(other[0], None)
        self._told[finding.id, side] = (finding, answer.about)

    def _against(self, finding: Finding) -> list[Key]:
        """What was told before and cannot be beside a new word."""
        logic = logic_of(self.knowledge)
        follows = logic.implies.get(finding.id, frozenset())
        barred = logic.excludes.get(finding.id, frozenset())
        against = []
        for key, (told, by) in self._told.items():
            reached = {told.id, *logic.implies.get(told.id, ())}
            if told.id != finding.id and (told.source == WORDS or by == WHERE) and finding.value is False:
                continue  # "my foot slaps" is no weak leg to everybody: it stands until it is denied itself
            denied = finding.value is False and told.value is True and finding.id in reached
            needed = finding.value is True and told.value is False and told.id in follows
            apart = finding.value is True and told.value is True and bool(reached & barred)
            if denied or needed or apart:
                against.append(key)
        return against

    def _following(self, said: Findings) -> Iterator[Finding]:
        """What can only be so, and is not asked: who is 30 had back pain for the first time before 40.

        With pain of three months the age itself is asked for: an inflamed spine is looked for by it.
        """
        age = said.number(AGE)
        catalogue = catalogue_of(self.knowledge)
        lasting = complete(said, self.knowledge).present("duration_over_three_months")
        if age is not None and AGE_AT_ONSET not in said and not lasting:
            for finding in catalogue.measures[AGE_AT_ONSET].findings:
                if finding not in said and passes(age, self.knowledge.findings[finding].values):
                    yield Finding(finding, True, source="follows from age")
        weeks = said.number("duration_weeks")
        if weeks is not None and weeks >= WEEKS_OF_A_DAY and "duration_hours" not in said:
            yield Finding("pain_under_12_hours", False, source="follows from duration_weeks")
        known = complete(said, self.knowledge)
        for items in catalogue.items.values():
            for item in items:
                if item.no_when.ways and known.unknown(item.about) and holds(item.no_when, known):
                    yield Finding(item.about, False, source="follows from other answers")


def safety_known(held: Held, known: Known) -> Known:
    """What may stand for an answer to a safety question: what was answered, and what was read as present.

    What a person's words deny, or only exclude, is asked all the same.
    """
    answered = complete(held.findings(direct=True), held.knowledge)
    kept = [finding for finding in known.findings.all() if finding.value is not False or answered.absent(finding.id)]
    return replace(known, findings=Findings(kept))


def _findings(answer: Answer, catalogue: Catalogue, held: Held) -> list[Finding] | None:
    """The findings that an answer tells; None for what these tables do not know."""
    source = WORDS if answer.from_words else "interview"
    if answer.about == WHERE:
        return _of_places(answer, catalogue, held)
    if answer.about == SEX:
        return [Finding(answer.said, True, source=source)] if answer.said in SEXES else None
    if answer.about == SINCE:
        return _of_duration(answer.said, source) if isinstance(answer.said, float) else None
    if catalogue.screens.get(answer.about) is not None and answer.about not in held.knowledge.findings:
        return _of_option(answer, catalogue, source)
    if isinstance(answer.said, float):
        known = answer.about in catalogue.measures or answer.about in held.knowledge.findings
        return [_finding(answer, answer.said, source)] if known else None
    if answer.about not in held.knowledge.findings or answer.said not in (YES, NO):
        return _of_option(answer, catalogue, source)
    return [_finding(answer, answer.said == YES, source)]


def _finding(answer: Answer, value: bool | float, source: str) -> Finding:
    side = answer.side if value is not False else None
    return Finding(answer.about, value, side, source, when=answer.when, quote=answer.quote)


def _of_duration(hours: float, source: str) -> list[Finding]:
    return [
        Finding("duration_weeks", hours / HOURS_OF_A_WEEK, source=source),
        Finding("duration_hours", hours, source=source),
    ]


def _of_option(answer: Answer, catalogue: Catalogue, source: str) -> list[Finding] | None:
    if answer.said == NONE:
        every = {finding for item in catalogue.items.get(answer.about, ()) for finding in item.yes}
        return [Finding(finding, False, source=source) for finding in sorted(every)] or None
    option = catalogue.option(answer.about, answer.said) if isinstance(answer.said, str) else None
    if option is None:
        return None
    return [
        *(Finding(finding, True, source=source) for finding in option.yes),
        *(Finding(finding, False, source=source) for finding in option.no),
    ]


def _of_places(answer: Answer, catalogue: Catalogue, held: Held) -> list[Finding] | None:
    """The findings that the tapped places are; what nobody tapped is denied where the table says so."""
    places = answer.said if isinstance(answer.said, tuple) else ()
    if any(place not in catalogue.regions for place in places):
        return None
    sides: dict[str, set[Side | None]] = {}
    for place in places:
        row = catalogue.regions[place]
        for finding in row.tells:
            sides.setdefault(finding, set()).add(row.side)
    there = [Finding(finding, True, _side(of, finding, held), "interview") for finding, of in sides.items()]
    known = complete(Findings([*held.findings().all(), *there]), held.knowledge)
    denied = {
        finding
        for row in catalogue.regions.values()
        if row.denied_untapped
        for finding in row.tells
        if not known.present(finding)
    }
    return [*there, *(Finding(finding, False, source="interview") for finding in sorted(denied))]


def _side(sides: set[Side | None], finding: str, held: Held) -> Side | None:
    told = sides - {None}
    if not told or not held.knowledge.findings[finding].sided:
        return None
    return "both" if len(told) > 1 else told.pop()
