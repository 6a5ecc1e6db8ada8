"""Taking episodes of a file into a diary: each once, however often the file is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import SentBeforeError
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.moment import checked_moment
from multifidus.clinic.design.told import told
from multifidus.clinic.diary.entries import entries_of, episodes_of
from multifidus.clinic.diary.keeping import keep_episode
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.errors import InputError
from multifidus.findings.diary import Episode, content_of
from multifidus.findings.diary.sheet import Refused, Sheet, not_yet_kept, sent_as

MOST_AT_ONCE = 1000  # each is an entry of the audit too; more keep a browser waiting too long


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file: how many were kept, how many were there before, which lines were refused and why."""

    kept: int
    known: int
    refused: tuple[Refused, ...]
    ignored: tuple[str, ...]


def take_in(sheet: Sheet, record: Record, *, author: Person) -> TakenIn:
    """Keeps what the diary does not hold yet. One that cannot be kept takes no other with it."""
    new = not_yet_kept(sheet, episodes_of(entries_of(record, engine()[0])))
    refused = [_in_words(one) for one in sheet.refused]
    before = set(record.readings.exclude(sent_as=None).values_list("sent_as", flat=True))
    kept = known = 0
    for line, episode in new:
        if sent_as(episode) in before:  # taken in before, and corrected or struck since
            known += 1
            continue
        if kept >= MOST_AT_ONCE:
            refused.append(Refused(line, _("more than are taken at once"), _("send the same file again for the rest")))
            continue
        try:
            _keep(episode, record, author)
            kept += 1
        except InputError as fault:
            refused.append(_in_words(Refused(line, fault.problem, fault.remedy)))
    refused.sort(key=lambda one: one.line)
    return TakenIn(kept, known + len(sheet.episodes) - len(new), tuple(refused), sheet.ignored)


def _keep(episode: Episode, record: Record, author: Person) -> None:
    moment = checked_moment(episode.began, now=timezone.now(), born=record.born)
    content = checked({"episode": content_of(episode)}, engine()[0], kind=Reading.Kind.DIARY)
    try:
        keep_episode(record, content, author=author, at=moment, sent_as=sent_as(episode))
    except SentBeforeError:
        raise InputError(
            where="line", problem=_("another entry stands under its number"), remedy=_("enter it by hand")
        ) from None


def _in_words(refused: Refused) -> Refused:
    return Refused(refused.line, told(refused.problem), told(refused.remedy))
