"""The plan: tests, treatment, operations, what prevents, what to expect, what is better left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multifidus.actions.effects import effect_told
from multifidus.clinic.charts.shown.words import Cited, Words, capital
from multifidus.terms import Figure

ASKED_ABOVE = "ask_first"  # the safety questions have a part of the page of their own
FIRST = 4  # items of a part that are open; the rest is one press away
FIGURES = 2


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of an operation, and how it stands."""

    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is worth doing, or better left."""

    label: str
    text: str
    why: str = ""
    minds: tuple[str, ...] = ()  # cautions
    asks: tuple[str, ...] = ()  # to ask before
    figures: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()  # of guidelines
    criteria: tuple[Criterion, ...] = ()
    often: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan; `rest` is what is shown on demand."""

    id: str
    title: str
    first: tuple[Item, ...]
    rest: tuple[Item, ...]


def parts(answer: Mapping[str, Any], words: Words) -> tuple[Part, ...]:
    """The parts of the plan that hold anything."""
    plan, expected = answer["plan"], answer["prognosis"]
    titles = {
        "tests": (_("Tests"), [one for one in plan["tests"] if one["id"] != ASKED_ABOVE]),
        "treatments": (_("What helps"), plan["treatments"]),
        "surgery": (_("Operations"), plan["surgery"]),
        "expect": (_("What to expect"), [*expected["course"], *expected["recurrence"]]),
        "prevention": (_("To keep it from coming back"), plan["prevention"]),
        "avoid": (_("Better left"), plan["avoid"]),
    }
    found = (_part(name, title, actions, words) for name, (title, actions) in titles.items())
    return tuple(part for part in found if part.first)


def _part(name: str, title: str, actions: Iterable[Mapping[str, Any]], words: Words) -> Part:
    items = [item for action in actions if (item := _item(action, words)).text]
    items = list({item.text: item for item in items}.values())
    return Part(name, title, tuple(items[:FIRST]), tuple(items[FIRST:]))


def _item(action: Mapping[str, Any], words: Words) -> Item:
    cited = words.cited((source, action["status"]) for source in action.get("sources") or [""])
    label, often = capital(words.told(action.get("label") or "")), words.told(action.get("how_often") or "")
    if words.for_person:
        asks = [words.question(one) for one in action.get("questions") or ()]
        return Item(label, words.told(action.get("plain_text") or ""), asks=tuple(asks), often=often, cited=cited)
    figures = (Figure(**figure) for figure in action["figures"][:FIGURES])
    return Item(
        label=label,
        text=action["text"],
        why=action["why"],
        minds=tuple(action.get("cautions") or ()),
        asks=tuple(words.finding(one) for one in action.get("questions") or ()),
        figures=tuple(effect_told(figure, words.knowledge) for figure in figures),
        positions=tuple(
            dict.fromkeys(
                f"{one['guideline']}: {one['recommendation'].replace('_', ' ')}"
                for one in action.get("positions") or ()
            )
        ),
        criteria=tuple(Criterion(one["text"], one["standing"]) for one in action.get("criteria") or ()),
        often=often,
        cited=cited,
    )


def _positions(action: Mapping[str, Any]) -> tuple[str, ...]:
    """What each guideline holds of it; two that disagree are both told."""
    told = (f"{one['guideline']}: {one['recommendation'].replace('_', ' ')}" for one in action.get("positions") or ())
    return tuple(dict.fromkeys(told))
