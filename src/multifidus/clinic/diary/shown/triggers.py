"""What seems to set spasms off, in plain words with its doubt; the figures and their sources one tap away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isinf

from django.utils.translation import gettext as _

from multifidus.clinic.charts.shown.words import Cited, Words, capital
from multifidus.clinic.diary.shown.often import number
from multifidus.findings.diary.odds import Odds
from multifidus.findings.diary.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that may be ticked, as the page tells it."""

    name: str
    word: str
    badge: str
    sentence: str
    figures: tuple[str, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Triggers:
    """What can be told of each, and of how many nothing can be told yet."""

    told: tuple[Told, ...]  # what stands out, or may
    no_sign: tuple[Told, ...]
    too_few: tuple[Told, ...]
    compared: int  # spasms of which it was told what came before, and on another day


def triggers_shown(triggers: Iterable[Trigger], names: Mapping[str, str], words: Words) -> Triggers:
    """Each trigger of a review in words; the surest first."""
    triggers = list(triggers)
    found = [_told(one, names.get(one.id, one.id), words) for one in triggers]
    return Triggers(
        told=tuple(one for one in found if one.word not in ("no_sign", "too_few")),
        no_sign=tuple(one for one in found if one.word == "no_sign"),
        too_few=tuple(one for one in found if one.word == "too_few"),
        compared=max((one.counts.sets for one in triggers), default=0),
    )


def _told(trigger: Trigger, name: str, words: Words) -> Told:
    published = trigger.published
    return Told(
        name=capital(name),
        word=trigger.word,
        badge=BADGES[trigger.word]() if trigger.word in BADGES else "",
        sentence=_sentence(trigger),
        figures=tuple(_figures(trigger)),
        cited=words.cited([("" if published.source == "ours" else published.source, published.status)]),
    )


BADGES = {
    "likely": lambda: _("seems to set them off"),
    "unclear": lambda: _("not sure yet"),
    "less": lambda: _("rather the other way"),
}


def _sentence(trigger: Trigger) -> str:
    match trigger.word:
        case "likely":
            return _("In the two hours after it a spasm came %(times)s.") % {"times": _as_often(trigger.now)}
        case "unclear":
            return _("It came before a spasm somewhat more often than on other days. That may be chance.")
        case "no_sign":
            return _("It came before a spasm no more often than on other days.")
        case "less":
            return _("In the two hours after it a spasm came less often: %(times)s.") % {
                "times": _as_often(trigger.now)
            }
    return _("Too few episodes to tell.")


def _figures(trigger: Trigger) -> Iterable[str]:
    counts = trigger.counts
    yield _("It was ticked before %(n)d of %(all)d spasms of which the days before are known too.") % {
        "n": counts.before_spasm,
        "all": counts.sets,
    }
    yield _(
        "In %(n)d of them the days differ, which is what tells something; in %(for)d of these it came before it."
    ) % {
        "n": counts.informative,
        "for": counts.for_it,
    }
    if trigger.own:
        yield _("Odds ratio of this diary alone: %(odds)s.") % {"odds": _ratio(trigger.own)}
    yield _("Of one person before there is a diary: %(odds)s.") % {"odds": _ratio(trigger.before)}
    yield _("Both together: %(odds)s.") % {"odds": _ratio(trigger.now)}


def beside_shown(weighed: Mapping[str, Odds], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each trigger that was weighed beside the others, the strongest first: its name, and how often one followed."""
    found = sorted(weighed.items(), key=lambda one: -one[1].ratio)
    told = _("With the others held as they were, a spasm came %(times)s.")
    return [(capital(names.get(one, one)), told % {"times": _as_often(odds)}) for one, odds in found]


def _as_often(odds: Odds) -> str:
    """Of matched times an odds ratio is that of two rates, so that it can be said as how often."""
    told = {"n": number(odds.ratio), "low": number(odds.low), "high": number(odds.high)}
    return _("about %(n)s times as often as at other times, anything from %(low)s to %(high)s times") % told


def _ratio(odds: Odds) -> str:
    """An odds ratio with its interval; without end where the diary sets no bound."""
    told = {"n": number(odds.ratio) if not isinf(odds.ratio) else "∞", "low": number(odds.low)}
    if isinf(odds.high):
        return _("%(n)s (at least %(low)s)") % told
    return _("%(n)s (%(low)s to %(high)s)") % {**told, "high": number(odds.high)}
