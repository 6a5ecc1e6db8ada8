"""A form made from the vocabulary: a finding is there, not there, or was not examined; strength has a grade a side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.content import LONGEST_TEXT
from multifidus.clinic.charts.forms.occasion import OccasionForm, why_field
from multifidus.clinic.charts.forms.sections import GRADE, Asked, sections_of
from multifidus.clinic.design.told import told

SIDES = ("left", "right")
NOT_EXAMINED = ""
PRESENT_ABSENT = [(NOT_EXAMINED, _("Not examined")), ("yes", _("There")), ("no", _("Not there"))]
OF_A_SIDE = [
    (NOT_EXAMINED, _("Not examined")),
    ("no", _("Not there")),
    ("left", _("Left")),
    ("right", _("Right")),
    ("both", _("Both sides")),
    ("yes", _("There, side not known")),
]
GRADES = [
    (NOT_EXAMINED, "–"),
    ("5", _("5 full")),
    ("4", _("4 against some push")),
    ("3", _("3 against gravity")),
    ("2", _("2 without gravity")),
    ("1", _("1 flicker")),
    ("0", _("0 nothing")),
]
WHAT_A_CHOICE_SAYS: dict[str, Any] = {"yes": True, "no": False, **{side: side for side in (*SIDES, "both")}}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form: what it is called, and its fields."""

    id: str
    title: str
    fields: tuple[forms.BoundField, ...]
    strengths: tuple[tuple[str, str, tuple[forms.BoundField, ...]], ...]  # label, how to test it, left and right
    told: int  # how many are filled in

    @property
    def wrong(self) -> bool:
        """Whether something in it was refused."""
        return any(field.errors for field in self.fields) or any(
            field.errors for _label, _how, fields in self.strengths for field in fields
        )


class FindingsForm(OccasionForm):
    """An examination, or any reading of findings that is corrected; `asked` says which findings it asks for."""

    remarks = forms.CharField(
        label=_("Remarks, in your own words"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("These words are read as well."),
    )

    def __init__(
        self, *args: Any, asked: tuple[Asked, ...], before: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.asked = asked
        self.before = dict(before or {})
        self.names = {one.id: field_names(one) for one in asked}
        told = {name: value for one in asked for name, value in filled(one, self.before.get(one.id)).items()}
        kwargs["initial"] = {**told, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for one in asked:
            for name in self.names[one.id]:
                self.fields[name] = _field(one, told.get(name))
        self.order_fields([*(name for names in self.names.values() for name in names), "remarks", "why", "day", "time"])

    def sections(self) -> Iterator[Section]:
        """The fields in the groups of the vocabulary."""
        for group, title, asked in sections_of(self.asked):
            strengths = [one for one in asked if one.kind == GRADE]
            others = [self[self.names[one.id][0]] for one in asked if one.kind != GRADE]
            graded = tuple((one.label, one.how, tuple(self[name] for name in self.names[one.id])) for one in strengths)
            told = sum(1 for one in asked if any(self[name].value() for name in self.names[one.id]))
            yield Section(group, str(title), tuple(others), graded, told)

    def told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The findings as a case has them; what this form does not ask for stays as it was."""
        findings = {name: value for name, value in self.before.items() if name not in self.names}
        for one in self.asked:
            answers = {name: cleaned.get(name) for name in self.names[one.id]}
            if one.id in self.before and answers == _as_cleaned(one, filled(one, self.before[one.id])):
                findings[one.id] = self.before[one.id]  # untouched: as it was told, with all its parts
            elif (value := _told(one, list(answers.values()))) is not None:
                findings[one.id] = value
        content: dict[str, Any] = {}
        if findings:
            content["findings"] = findings
        if cleaned["remarks"].strip():
            content["text"] = cleaned["remarks"].replace("\r\n", "\n")
        return content

    def field_about(self, place: str) -> str | None:
        """The field of a finding; the remarks for the text."""
        if place == "text":
            return "remarks"
        return self.names[place][0] if place in self.names else None


class CorrectedFindingsForm(FindingsForm):
    """The findings that stand in the place of others, and why."""

    why = why_field()


def field_names(one: Asked) -> tuple[str, ...]:
    """The fields in which a finding is asked for: one, or one for each side."""
    return tuple(f"{one.id}-{side}" for side in SIDES) if one.kind == GRADE else (one.id,)


def filled(one: Asked, value: Any) -> dict[str, Any]:
    """What the fields hold of a finding that was told before."""
    several = value if isinstance(value, list) else [value]
    if one.kind == GRADE:
        of_side = {each["side"]: each["value"] for each in several if isinstance(each, dict) and each.get("side")}
        if "both" in of_side:
            of_side = dict.fromkeys(SIDES, of_side["both"])
        return {f"{one.id}-{side}": f"{of_side[side]:g}" for side in SIDES if side in of_side}
    (first, *_others) = several
    side = first.get("side") if isinstance(first, dict) else None
    first = first.get("value") if isinstance(first, dict) else first
    if first is None:
        return {}
    if isinstance(first, str):  # a side alone says that it is there
        first, side = True, first
    if isinstance(first, bool):
        return {one.id: (side or "yes") if first else "no"}
    return {one.id: first}


def _as_cleaned(one: Asked, told: Mapping[str, Any]) -> dict[str, Any]:
    empty = None if one.kind not in ("yes_no", "side", GRADE) else NOT_EXAMINED
    return {name: told.get(name, empty) for name in field_names(one)}


def _field(one: Asked, typed: Any) -> forms.Field:
    label, how = told(one.label), told(one.how)
    if one.kind == GRADE:
        between = (
            [(typed, typed)] if typed and typed not in dict(GRADES) else []
        )  # 4.5: no choice of ours, but told once
        return forms.ChoiceField(choices=[*GRADES, *between], required=False, label=label)
    if one.kind in ("yes_no", "side"):
        choices = PRESENT_ABSENT if one.kind == "yes_no" else OF_A_SIDE
        return forms.ChoiceField(choices=choices, required=False, label=label, help_text=how)
    widget = forms.NumberInput(attrs={"step": "any", "min": one.low, "max": one.high})
    named = f"{label} ({told(one.unit)})" if one.unit not in one.label else label
    return forms.FloatField(
        required=False, label=named, min_value=one.low, max_value=one.high, widget=widget, help_text=how
    )


def _told(one: Asked, answers: list[Any]) -> Any:
    """What the answers say, as a case has it; None where nothing was examined."""
    if one.kind == GRADE:
        graded = [(side, grade) for side, grade in zip(SIDES, answers, strict=True) if grade]
        grades = [{"value": float(grade) if "." in grade else int(grade), "side": side} for side, grade in graded]
        return grades or None
    answer = answers[0]
    return WHAT_A_CHOICE_SAYS.get(answer) if isinstance(answer, str) else answer
