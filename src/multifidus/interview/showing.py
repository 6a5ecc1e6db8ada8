"""From the tables and what is known to a screen: what is still to be asked on it, and what is known of it already."""

from __future__ import annotations

from multifidus.actions.conditions import holds
from multifidus.interview.answers import NO, UNSURE, YES, Answer
from multifidus.interview.catalogue import SEX, SEXES, SINCE, WHERE, Catalogue, catalogue_of
from multifidus.interview.held import Held
from multifidus.interview.screens import Choice, Question, Screen
from multifidus.knowledge.condition import Condition
from multifidus.knowledge.rows import ScreenItemRow, ScreenRow
from multifidus.terms import Known

SEX_CHOICES = (Choice("female", "a girl"), Choice("male", "a boy"), Choice(UNSURE, "I would rather not say"))
YES_NO = (Choice(YES, "Yes"), Choice(NO, "No"), Choice(UNSURE, "I do not know"))
HOURS = (("hours", 1.0), ("days", 24.0), ("weeks", 168.0), ("months", 730.5), ("years", 8766.0))
DURATIONS = tuple(Choice(unit, unit) for unit, _ in HOURS)


def shown(row: ScreenRow, held: Held, known: Known, *, everything: bool = False) -> Screen:
    """A screen with what is still to be asked on it; with `everything` also what was answered, to answer it again."""
    catalogue = catalogue_of(held.knowledge)
    items = [
        item
        for item in catalogue.items.get(row.id, ())
        if may_be_asked(item, row, held, known) or (everything and (held.answered(item.about) or row.kind == "one_of"))
    ]
    findings = tuple(dict.fromkeys(finding for item in items for finding in item.yes or (item.about,)))
    if row.kind == "where":
        regions = catalogue.regions.values()
        places = tuple(Choice(region.id, region.plain_label) for region in regions)
        findings = tuple(dict.fromkeys(finding for region in regions for finding in region.tells))
        questions: tuple[Question, ...] = (
            Question(WHERE, row.plain_heading, "places", places, said=held.latest.get(WHERE)),
        )
    elif row.kind == "one_of":
        options = tuple(Choice(item.about, item.plain_label) for item in items)
        questions = (Question(row.id, row.plain_heading, "one_of", options, said=held.latest.get(row.id)),)
    else:
        questions = tuple(_question(item, row, held, known, catalogue) for item in items)
    return Screen(row.id, row.stage, row.kind, row.plain_heading, row.plain_why, questions, findings)


def may_be_asked(item: ScreenItemRow, row: ScreenRow, held: Held, known: Known) -> bool:
    """Whether an item makes sense for this person: nothing known rules it out, and it is not settled yet.

    What was read from a person's own words stands on a safety screen all the same, ticked, to be seen and corrected.
    """
    if ruled_out(item.unless, known) or ruled_out(row.unless, known):
        return False
    if item.about in (SEX, SINCE) or item.about in catalogue_of(held.knowledge).measures:
        return not held.answered(item.about)
    if item.yes:
        return not any(known.absent(finding) for finding in item.yes) and not any(known.present(f) for f in item.no)
    if held.answered(item.about):
        return False
    if known.unknown(item.about):
        return True
    return row.stage in ("safety", "details") and not _settled_by_answers(item.about, held, known)


def ruled_out(unless: Condition, known: Known) -> bool:
    """Whether a condition under which nothing is asked is known to hold; an empty one never does."""
    return bool(unless.ways) and holds(unless, known) is True


def _settled_by_answers(finding: str, held: Held, known: Known) -> bool:
    """Whether a finding follows from answers alone; what words say or exclude does not settle it."""
    told = known.findings[finding]
    source = told.source.removeprefix("follows from ")
    return not (told.source == "words" or (source in held.latest and held.latest[source].from_words))


def _question(item: ScreenItemRow, row: ScreenRow, held: Held, known: Known, catalogue: Catalogue) -> Question:
    said = _said(item.about, held, known)
    if item.about == SEX:
        return Question(SEX, item.plain_label, "one_of", SEX_CHOICES, said=said)
    if item.about == SINCE:
        return Question(SINCE, item.plain_label, "duration", DURATIONS, low=0.0, said=said)
    measure = catalogue.measures.get(item.about)
    if measure:
        return Question(
            item.about, item.plain_label, "number", unit=measure.unit, low=measure.low, high=measure.high, said=said
        )
    sided = held.knowledge.findings[item.about].sided
    if row.kind == "any_of":
        return Question(item.about, item.plain_label, "tick", sided=sided, said=said)
    text = row.plain_heading if row.kind == "yes_no" else item.plain_label
    return Question(item.about, text, "yes_no", YES_NO, sided=sided, said=said)


def _said(about: str, held: Held, known: Known) -> Answer | None:
    """What is known of a field: the answer, or what other answers and words make of it."""
    if about in held.latest:
        return held.latest[about]
    if about == SEX:
        there = next((sex for sex in SEXES if known.present(sex)), None)
        return Answer(SEX, there, screen="words") if there else None
    if about in known.findings and known.present(about):
        finding = known.findings[about]
        behind = known.findings.get(finding.source.removeprefix("follows from "), finding)
        return Answer(about, YES, finding.side, quote=behind.quote)
    number = known.findings.number(about)
    weeks = known.findings.number("duration_weeks")
    if about == SINCE and weeks is not None:
        number = weeks * dict(HOURS)["weeks"]
    return None if number is None else Answer(about, number)
