"""From the readings of a record to what is known now. Rows go in, the core's own values come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from multifidus.clinic.charts.holding import holds_until
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.records.models import Record
from multifidus.errors import InputError
from multifidus.findings.case_file import Case, case_of
from multifidus.findings.diary import episode_of, told_by
from multifidus.findings.files import FromFile, read_file
from multifidus.findings.gather import gather
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings, Gathered, ReadingKind
from multifidus.terms import Reading as Told

OF_WORDS = "#words"  # ends the id of what the words of a reading tell beside its findings
OF_EPISODE = "#episode"  # and that of the spasm that it tells of beside them


@dataclass(frozen=True, slots=True)
class Known:
    """What the readings of a record come to, and what of them could not be read."""

    gathered: Gathered
    findings: Findings  # gathered, with what the record says of age and sex
    unreadable: tuple[dict[str, str], ...]  # {"reading", "what", "why"}; never dropped in silence
    holds_until: datetime | None  # when a denial lapses or a birthday comes
    failed: str = ""  # the kind of fault that kept a reading from being read; it has to be tried again
    ungathered: bool = False  # the readings could not be gathered: all that anybody told is there, no denial counts


def known_of(record: Record, readings: Iterable[Reading], knowledge: Knowledge, *, now: datetime) -> Known:
    """What stands in a record at `now`; a reading that cannot be read takes no other with it."""
    reads = [_read_once(reading, knowledge) for reading in readings]
    told = [one for read in reads for one in read.told]
    failed = next((read.failed for read in reads if read.failed), "")
    ungathered = False
    try:
        gathered = gather(told, knowledge, now=now)
    except Exception as fault:  # the red flags have to be told all the same
        gathered, failed, ungathered = _all_that_was_told(told), type(fault).__name__, True
    return Known(
        gathered=gathered,
        findings=Findings([*gathered.findings.all(), *about(record, now.date())]),
        unreadable=tuple(one for read in reads for one in read.unreadable),
        holds_until=holds_until(gathered, record.born, knowledge, now=now),
        failed=failed,
        ungathered=ungathered,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """What one row tells: as many readings of the core as it has parts, and what could not be read."""

    told: tuple[Told, ...]
    unreadable: tuple[dict[str, str], ...] = ()
    failed: str = ""


READ_AT_MOST = 2000
_read: dict[tuple[object, str], Read] = {}  # a reading never changes, so that each is read once by a process


def _read_once(reading: Reading, knowledge: Knowledge) -> Read:
    """What a reading tells, from memory where these tables have read it before."""
    key = (reading.pk, knowledge.edition)
    read = _read.get(key)
    if read is None:
        read = read_row(reading, knowledge)
        if read.failed:
            return read  # it has to be tried again
        if len(_read) >= READ_AT_MOST:
            _read.pop(next(iter(list(_read)), key), None)  # a list: other threads read and write meanwhile
        _read[key] = read
    return read


def read_row(reading: Reading, knowledge: Knowledge) -> Read:
    """What one reading tells, read anew with today's tables: its findings, and its words beside them."""
    told: list[Told] = []
    unreadable: list[dict[str, str]] = []
    failed = ""
    if "findings" in reading.content:
        try:
            case, lost = _case(reading.content, knowledge)
        except Exception as fault:  # whatever it is, the words beside it and the other readings have to be heard
            failed = type(fault).__name__
            unreadable.append({"reading": str(reading.pk), "what": "findings", "why": failed})
        else:
            scored = case.questionnaires
            told.append(_as_told(reading, str(reading.pk), case.findings, setting=case.setting, scored=scored))
            unreadable.extend({"reading": str(reading.pk), **one} for one in lost)
    if "episode" in reading.content:
        try:
            episode = episode_of(reading.content["episode"], knowledge, "reading")
        except InputError as fault:
            unreadable.append({"reading": str(reading.pk), "what": "episode", "why": fault.problem})
        except Exception as fault:
            failed = type(fault).__name__
            unreadable.append({"reading": str(reading.pk), "what": "episode", "why": failed})
        else:
            name = str(reading.pk) + (OF_EPISODE if "findings" in reading.content else "")
            told.append(replace(_as_told(reading, name, told_by(episode)), spasm=True))
    if told_words := words_in(reading.content):
        try:
            words = read_file("reading.txt", told_words.encode(), knowledge)
        except InputError as fault:
            unreadable.append({"reading": str(reading.pk), "what": "text", "why": fault.problem})
        except Exception as fault:
            failed = type(fault).__name__
            unreadable.append({"reading": str(reading.pk), "what": "text", "why": failed})
        else:
            told.append(_of_words(reading, words))
    return Read(tuple(told), tuple(unreadable), failed)


def words_in(content: Mapping[str, Any]) -> str:
    """All words of a reading, those of a spasm's note among them: a danger sign counts wherever it was typed."""
    note = (content.get("episode") or {}).get("note")
    return "\n\n".join(words for words in (content.get("text"), note) if words)


def _all_that_was_told(told: Iterable[Told]) -> Gathered:
    """Everything that any reading told to be there, whatever a later one says: the careful way, for red flags alone."""
    found = [(finding, one.id) for one in told for finding in one.findings.all() if finding.value is not False]
    came_from = {finding.id: tuple(where for other, where in found if other.id == finding.id) for finding, _ in found}
    return Gathered(findings=Findings(finding for finding, _ in found), came_from=came_from)


def reading_of(told_id: str) -> str:
    """The id of the row behind the id of what it told."""
    return told_id.partition("#")[0]


def about(record: Record, today: date) -> list[Finding]:
    """What the record itself says of the person: sex, and age today."""
    found = []
    if record.sex:
        found.append(Finding(record.sex, True, source="record"))
    if record.born is not None and record.born <= today:
        years = today.year - record.born.year - ((today.month, today.day) < (record.born.month, record.born.day))
        found.append(Finding("age", float(years), source="record"))
    return found


def _of_words(reading: Reading, words: FromFile) -> Told:
    name = str(reading.pk) + (OF_WORDS if {"findings", "episode"} & set(reading.content) else "")
    return replace(
        _as_told(reading, name, words.findings, setting=words.setting),
        concerns_back=words.concerns_back or "episode" in reading.content,  # a spasm is one of the back
        unread=words.unread,
    )


def _as_told(reading: Reading, name: str, findings: Findings, *, setting: Any = None, scored: Any = ()) -> Told:
    kind = cast(ReadingKind, str(reading.kind))
    return Told(
        id=name,
        kind=kind,
        at=reading.at,
        findings=Findings(replace(finding, source=kind) for finding in findings.all()),
        by="clinician" if reading.by_clinician else "person",
        setting=setting,
        questionnaires=scored,
    )


def _case(content: Mapping[str, Any], knowledge: Knowledge) -> tuple[Case, list[dict[str, str]]]:
    """The case in a content; where today's tables refuse it as a whole, all of its findings that they still know."""
    case = {key: value for key, value in content.items() if key not in ("text", "episode", "follow_up")}
    try:
        return case_of(case, name="reading", knowledge=knowledge), []
    except InputError:
        pass
    found: list[Finding] = []
    lost: list[dict[str, str]] = []
    for key, value in case["findings"].items():
        try:
            found.extend(case_of({"findings": {key: value}}, name="reading", knowledge=knowledge).findings.all())
        except InputError as fault:
            lost.append({"what": str(key), "why": fault.problem})
    if "questionnaires" in case:
        lost.append({"what": "questionnaires", "why": "refused by these tables"})
    return Case(id="reading", setting=case.get("setting"), findings=Findings(found)), lost
