"""The form of an episode that was entered before, filled in with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from multifidus.clinic.charts.forms.occasion import why_field
from multifidus.clinic.diary.forms.episode import BEFORE, OWN_NUMBER, STILL, WORST, EpisodeForm
from multifidus.clinic.diary.forms.moment import OTHER
from multifidus.clinic.diary.triggers import FORGOTTEN, NONE_OF_THEM
from multifidus.findings.diary import Episode
from multifidus.findings.diary.episode import Ticked


class CorrectedEpisodeForm(EpisodeForm):
    """The episode as it should be, and a word why. What was left as it was stays to the second, and in its zone."""

    why = why_field()

    def __init__(self, *args: Any, before: Episode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.place = before.began.tzinfo or self.place

    def moment_of(self, cleaned: Mapping[str, Any]) -> datetime:
        """The moment that was entered before, unless another was chosen."""
        was = typed_again(self.before)
        same = all(cleaned.get(name) == was[name] for name in ("when", "day", "time"))
        return self.before.began if same else super().moment_of(cleaned)


def typed_again(episode: Episode) -> dict[str, Any]:
    """The fields of the form as they would have to be filled in to say this episode."""
    lasted, minutes = _length(episode.minutes)
    before = episode.before
    return {
        "when": OTHER,
        "day": episode.began.date(),
        "time": episode.began.time().replace(second=0, microsecond=0, tzinfo=None),
        "worst": WORST[episode.worst][0] if episode.worst is not None else None,
        "lasted": lasted,
        "minutes": minutes,
        "side": episode.side,
        "medicine": episode.medicine or "",
        "note": episode.note or "",
        **dict(zip(BEFORE, map(_ticks, (before.here, before.day_before, before.two_days_before)), strict=True)),
    }


def _length(minutes: float | None) -> tuple[str, int | None]:
    if minutes is None:
        return STILL, None
    return OWN_NUMBER, round(minutes)


def _ticks(ticked: Ticked | None) -> list[str]:
    return [FORGOTTEN] if ticked is None else sorted(ticked) or [NONE_OF_THEM]
