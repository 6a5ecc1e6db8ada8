"""Reading the body of a request: strict JSON, with nothing in it that a database cannot hold."""

from __future__ import annotations

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from multifidus.clinic.api.problems import ProblemError
from multifidus.clinic.charts.content import refuse_what_cannot_be_kept
from multifidus.errors import InputError

DEEPEST = 20


class StrictJson(Parser):
    """JSON as it is defined: no NaN, no name twice, no half of a sign, no zero sign, not nested without end."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object that was sent; raises ProblemError for anything else."""
        try:
            found = json.loads(request.body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        except UnicodeDecodeError:
            raise _refused("no UTF-8", "send the body in UTF-8") from None
        except RecursionError:
            raise _refused("nested too deep", "no object here is nested deeper than a few levels") from None
        except ValueError as fault:
            told = f"no JSON, line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else "no JSON"
            raise _refused(told, "correct it, and send one JSON object") from None
        if not isinstance(found, dict):
            raise _refused("no JSON object", "send one object, in curly brackets")
        _look_through(found, DEEPEST)
        return cast(dict[str, Any], found)


def _look_through(found: Any, levels: int) -> None:
    """Raises ProblemError for what is nested too deep, and for a text that cannot be kept."""
    if isinstance(found, str):
        try:
            refuse_what_cannot_be_kept(found, "request")
        except InputError as fault:
            raise ProblemError(422, where=fault.where, problem=fault.problem, remedy=fault.remedy) from None
    elif isinstance(found, dict | list):
        if not levels:
            raise _refused("nested too deep", "no object here is nested deeper than a few levels")
        for one in [*found, *found.values()] if isinstance(found, dict) else found:
            _look_through(one, levels - 1)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _refused("a name stands twice in one object", "keep one of the two")
    return found


def _no_number(_name: str) -> NoReturn:
    raise _refused("NaN and Infinity are no numbers", "leave the value out")


def _refused(problem: str, remedy: str) -> ProblemError:
    return ProblemError(400, where="request", problem=problem, remedy=remedy)
