"""A screen of the interview as its page shows it: words, what stands filled in, and what is wrong where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifidus.clinic.interviews.figure import HEAD, LINES, OUTLINE, SPOTS, VIEW_BOX, Spot, View
from multifidus.clinic.interviews.wording import in_words, problem_in_words
from multifidus.interview import NONE, UNSURE, Answer, Interview, Problem, Question, Screen

Given = Mapping[str, Sequence[str]]
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question, with what was answered or typed before."""

    about: str
    text: str
    kind: str
    unit: str = ""
    typed: str = ""
    quote: str = ""  # the words it was read from
    chosen: bool = False
    unsure: bool = False
    fault: str = ""
    choices: tuple[ShownChoice, ...] = ()
    sides: tuple[ShownChoice, ...] = ()
    side_fault: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, for the list above the form; `at` is the id of what takes the focus."""

    told: str
    at: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body."""

    view: View
    lines: tuple[str, ...]
    spots: tuple[Spot, ...]
    view_box: str = VIEW_BOX
    outline: str = OUTLINE
    head: str = HEAD


FIGURES = tuple(Figure(view, LINES[view], SPOTS[view]) for view in SPOTS)


@dataclass(frozen=True, slots=True)
class ShownScreen:
    """One screen."""

    id: str
    kind: str
    heading: str
    why: str
    questions: tuple[ShownQuestion, ...]
    chooses: bool
    faults: tuple[Fault, ...] = ()
    figures: tuple[Figure, ...] = field(default=())

    @property
    def one_tap(self) -> bool:
        """Whether the answer is one press of a button, and nothing else is on the screen."""
        return len(self.questions) == 1 and self.kind == "yes_no" and not self.questions[0].sides

    @property
    def places(self) -> tuple[ShownChoice, ...]:
        """The places of the picture."""
        return self.questions[0].choices


def shown(screen: Screen, given: Given | None = None, problems: Mapping[str, Problem] | None = None) -> ShownScreen:
    """A screen as it is asked; with what was sent and what is wrong with it, where something is."""
    told = {name: problem_in_words(problem) for name, problem in (problems or {}).items()}
    questions = tuple(_question(question, screen, given, told) for question in screen.questions)
    return ShownScreen(
        id=screen.id,
        kind=screen.kind,
        heading=in_words(screen.heading),
        why=in_words(screen.why),
        questions=questions,
        chooses=screen.chooses,
        faults=tuple(Fault(text, _place(name, screen)) for name, text in told.items()),
        figures=FIGURES if screen.kind == "where" else (),
    )


def left(interview: Interview) -> str:
    """What is still undecided, as it is and not as a share of an unknown whole."""
    open_now = interview.undecided()
    if open_now.safety_screens:
        told = ngettext("%(n)d safety question left", "%(n)d safety questions left", open_now.safety_screens)
        return told % {"n": open_now.safety_screens}
    words = {
        "urgency": _("An answer can still change how soon you should be seen."),
        "what_to_do": _("An answer can still change what to do."),
        "order_of_causes": _("An answer can still change what is likely."),
    }
    return words.get(open_now.may_change, "")


def _place(name: str, screen: Screen) -> str:
    about, _dot, _part = name.partition(".")
    if name == CHOSEN:
        return "as-list" if screen.kind == "where" else f"q-{screen.questions[0].about}" if screen.questions else ""
    return f"q-{about}"


def _question(question: Question, screen: Screen, given: Given | None, told: Mapping[str, str]) -> ShownQuestion:
    said = _said(question, given)
    ticked = set(given.get(CHOSEN, ())) if given is not None else None
    return ShownQuestion(
        about=question.about,
        text=in_words(question.text),
        kind=question.kind,
        unit=in_words(question.unit),
        typed=_typed(said),
        quote=question.said.quote or "" if question.said else "",
        chosen=question.about in ticked if ticked is not None else _is_yes(question.said),
        unsure=said == UNSURE or bool(given and given.get(f"{question.about}.unsure")),
        fault=told.get(question.about, ""),
        choices=tuple(_choices(question, screen, said, given, ticked)),
        sides=tuple(_sides(question, given)) if question.sided else (),
        side_fault=told.get(f"{question.about}.side", ""),
    )


def _said(question: Question, given: Given | None) -> Any:
    """What was sent for a question, else what was answered before."""
    if given is not None:
        return next(iter(given.get(question.about, ())), "")
    return question.said.said if question.said else ""


def _typed(said: Any) -> str:
    return f"{said:g}" if isinstance(said, float) else said if isinstance(said, str) and said != UNSURE else ""


def _is_yes(said: Answer | None) -> bool:
    return said is not None and said.said == "yes"


def _choices(
    question: Question, screen: Screen, said: Any, given: Given | None, ticked: set[str] | None
) -> Iterator[ShownChoice]:
    chosen = said if isinstance(said, tuple) else (said,)
    if question.kind == "places":
        chosen = tuple(ticked) if ticked is not None else chosen
    if question.kind == "duration":
        chosen = tuple(given.get(f"{question.about}.unit", ())) if given is not None else ()
    for choice in question.choices:
        yield ShownChoice(choice.value, in_words(choice.label), choice.value in chosen)
    if screen.kind == "one_of":
        yield ShownChoice(NONE, _("None of these"), NONE in chosen)
        yield ShownChoice(UNSURE, _("I do not know"), UNSURE in chosen)


def _sides(question: Question, given: Given | None) -> Iterator[ShownChoice]:
    before = question.said.side if question.said else None
    now = next(iter(given.get(f"{question.about}.side", ())), "") if given is not None else before
    for value, label in (("left", _("left")), ("right", _("right")), ("both", _("both sides"))):
        yield ShownChoice(value, label, value == now)
