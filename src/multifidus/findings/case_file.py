"""Structured cases, TOML and JSON alike: {"id", "setting", "findings": {id: value}, "lift": {...}}.

A vignette may also carry the `sentence` that it argues, what to `expect`, and a `known_gap`; they say nothing about
the person and are not read here (tests/test_cases.py holds them against the answer).
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from multifidus.errors import InputError
from multifidus.findings.closure import Logic, logic_of
from multifidus.findings.questionnaires import read_questionnaires
from multifidus.knowledge import Knowledge
from multifidus.terms import SETTINGS, Finding, Findings, Scored, Setting, Side

if TYPE_CHECKING:
    from multifidus.findings.lifting.overload import ToldLift

SHORTHAND = {"sex": ("male", "female")}  # "sex": "female" stands for the finding of that name
LARGEST = 1e6  # nothing that is measured here is larger
PARTS = {"value", "side", "when"}
KEYS = ("id", "setting", "findings", "questionnaires", "lift")
ARGUED = ("sentence", "expect", "known_gap")  # of a vignette: what somebody holds to be true of it


@dataclass(frozen=True, slots=True)
class Case:
    """One structured case: who, in which setting, and what is known."""

    id: str
    setting: Setting | None
    findings: Findings
    questionnaires: tuple[Scored, ...] = ()
    lifts: tuple[ToldLift, ...] = ()


def read_case(text: str, kind: str, *, name: str, knowledge: Knowledge, licensed: frozenset[str] | None = None) -> Case:
    """The case in a text of `kind` toml or json; `name` is the file, for messages.

    `licensed` are the questionnaires whose licence is switched on, as the environment says when None. Raises
    InputError, naming the place and the remedy, for anything that is not a case.
    """
    return case_of(_parse(text, kind, name), name=name, knowledge=knowledge, licensed=licensed)


def case_of(content: Any, *, name: str, knowledge: Knowledge, licensed: frozenset[str] | None = None) -> Case:
    """The case that a mapping holds; raises InputError as `read_case` does."""
    if not isinstance(content, Mapping) or not isinstance(content.get("findings"), Mapping):
        raise InputError(
            where=name,
            problem="no case: it has no table of findings",
            remedy='write {"id": "p1", "findings": {"age": 34, "spasm": true}}, or the same in TOML',
        )
    _refuse_unknown_keys(content, name, logic_of(knowledge))
    setting = content.get("setting")
    if setting is not None and setting not in SETTINGS:
        raise InputError(
            where=f"{name}, setting",
            problem=f"{setting!r} is not a setting",
            remedy=f"write one of {', '.join(SETTINGS)}",
        )
    logic = logic_of(knowledge)
    found = [
        finding for key, value in content["findings"].items() for finding in _findings(str(key), value, name, logic)
    ]
    scored: tuple[Scored, ...] = ()
    if "questionnaires" in content:
        scored = read_questionnaires(content["questionnaires"], knowledge, name=name, licensed=licensed)
        found = _beside(found, [finding for one in scored for finding in one.findings], "questionnaire", name)
    lifts: tuple[ToldLift, ...] = ()
    if "lift" in content:
        lifts, from_lifts = _lifted(content["lift"], Findings(found), knowledge, name)
        found = _beside(found, from_lifts, "lift", name)
    return Case(str(content.get("id") or name), setting, Findings(found), scored, lifts)


def _lifted(
    content: Any, findings: Findings, knowledge: Knowledge, name: str
) -> tuple[tuple[ToldLift, ...], list[Finding]]:
    """The lifts of a case, and what they say about its person."""
    from multifidus.findings.lifting.overload import findings_of, read_lifts  # few cases have any

    lifts = read_lifts(content, findings, knowledge, name=f"{name}, lift")
    return lifts, list(findings_of(lifts, knowledge).all())


def _beside(found: list[Finding], more: list[Finding], what: str, name: str) -> list[Finding]:
    """The findings of a case, and those that another part of it tells; refuses two values for one."""
    told = {finding.id: finding for finding in more}
    for finding in found:
        if finding.id in told and finding.value != told[finding.id].value:
            value = told[finding.id].value
            raise InputError(
                where=f"{name}, {finding.id}",
                problem=f"{finding.value:g} here, but its {what} gives {value:g}",
                remedy="keep one of the two",
            )
    return [*(finding for finding in found if finding.id not in told), *more]


def _refuse_unknown_keys(content: Mapping[str, Any], name: str, logic: Logic) -> None:
    """Refuses what would otherwise be lost in silence: a finding beside the table of findings, a key misspelt."""
    unknown = sorted(str(key) for key in set(content) - {*KEYS, *ARGUED})
    if not unknown:
        return
    findings = [key for key in unknown if key in SHORTHAND or key in logic.vocabulary or key in logic.measures]
    remedy = "move it into the table of findings" if findings else f"a case has {', '.join(KEYS)}"
    raise InputError(where=name, problem=f"unknown key {', '.join(unknown)}", remedy=remedy)


def _parse(text: str, kind: str, name: str) -> Any:
    try:
        return tomllib.loads(text) if kind == "toml" else json.loads(text, object_pairs_hook=_once)
    except tomllib.TOMLDecodeError as error:
        raise InputError(where=name, problem=f"no TOML ({error})", remedy="correct that line") from None
    except json.JSONDecodeError as error:
        told = f"no JSON ({error.msg}, line {error.lineno}, column {error.colno})"
        raise InputError(where=name, problem=told, remedy="correct that line") from None
    except RecursionError:
        raise InputError(where=name, problem="nested too deep", remedy="a case has one table of findings") from None
    except ValueError as error:
        raise InputError(where=name, problem=str(error), remedy="keep one of the two") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"{key!r} stands twice")
        seen[key] = value
    return seen


def _findings(key: str, value: Any, name: str, logic: Logic) -> list[Finding]:
    where = f"{name}, {key}"
    if key in SHORTHAND:
        if value not in SHORTHAND[key]:
            words = " or ".join(SHORTHAND[key])
            raise InputError(where=where, problem=f"{value!r} is not a {key}", remedy=f"write {words}, or leave it out")
        return [Finding(value, True)]
    if key not in logic.vocabulary and key not in logic.measures:
        raise InputError(where=where, problem=f"no finding is called {key!r}", remedy=_nearest(key, logic))
    several = value if isinstance(value, list) else [value]
    return _of_both_sides([_finding(key, one, where, logic) for one in several], where)


def _of_both_sides(found: list[Finding], where: str) -> list[Finding]:
    """One finding out of a list of sides: left and right are both, left without right is left.

    Numbers stay apart, one for each side. Two values for one side are refused.
    """
    if len({finding.side for finding in found}) < len(found) or (len(found) > 1 and None in {f.side for f in found}):
        raise InputError(
            where=where, problem="two values for one side", remedy="write one value for left, one for right"
        )
    yes = [finding for finding in found if finding.value is True]
    if len(found) < 2 or not any(isinstance(finding.value, bool) for finding in found):
        return found
    if not all(isinstance(finding.value, bool) for finding in found):
        raise InputError(
            where=where, problem="yes or no beside a number", remedy="write one kind of value for both sides"
        )
    if not yes:
        return [replace(found[0], side=None)]
    return [yes[0] if len(yes) == 1 else replace(yes[0], side="both")]


def _nearest(key: str, logic: Logic) -> str:
    near = get_close_matches(key, [*logic.vocabulary, *logic.measures], n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else "`multifidus evidence show` lists the findings"


def _finding(key: str, value: Any, where: str, logic: Logic) -> Finding:
    side, when = None, None
    if isinstance(value, Mapping):
        unknown = sorted(set(value) - PARTS)
        if unknown or "value" not in value:
            told = f"unknown part {', '.join(unknown)}" if unknown else "no value"
            raise InputError(where=where, problem=told, remedy='write {"value": true, "side": "left"}')
        side, when, value = value.get("side"), value.get("when"), value["value"]
    elif value in get_args(Side):
        side, value = value, True
    if side is not None and side not in get_args(Side):
        raise InputError(where=where, problem=f"{side!r} is not a side", remedy="write left, right or both")
    when = None if when is None else str(when)
    if isinstance(value, bool):
        if key not in logic.vocabulary:
            unit = logic.measures[key].unit
            raise InputError(
                where=where, problem="yes or no where a number belongs", remedy=f"write the number in {unit}"
            )
        return Finding(key, value, side, when=when)
    if isinstance(value, int | float):
        return Finding(key, _number(key, _as_float(value), where, logic), side, when=when)
    raise InputError(where=where, problem=f"{value!r} is no value", remedy="write true, false, a number or a side")


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits; the limits refuse it
        return math.inf


def _number(key: str, value: float, where: str, logic: Logic) -> float:
    if key in logic.measures:
        measure = logic.measures[key]
        if not measure.low <= value <= measure.high:
            raise InputError(
                where=where,
                problem=f"{value:g} {measure.unit} is impossible",
                remedy=f"{measure.label} lies between {measure.low:g} and {measure.high:g} {measure.unit}",
            )
        return value
    values = logic.vocabulary[key].values
    if values == "present_absent" or values.startswith("side"):
        raise InputError(
            where=where, problem=f"a number ({value:g}) where yes or no belongs", remedy="write true or false"
        )
    low, _, high = values.removeprefix("grade:").partition("-")
    if values.startswith("grade:") and not float(low) <= value <= float(high):
        raise InputError(
            where=where, problem=f"grade {value:g} is impossible", remedy=f"grades run from {low} to {high}"
        )
    if not abs(value) < LARGEST:
        raise InputError(where=where, problem=f"{value:g} is impossible", remedy="write the number that was measured")
    return value
