"""Another reader beside ours: a pipeline or a language model of the clinic, held to the words of the text.

A reader is a function from a text to claims. A claim counts only with a quote that occurs in the text, for a finding
of the vocabulary, with a value of its kind; what does not is refused and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module

from multifidus.errors import InputError
from multifidus.findings.notes.passages import passages
from multifidus.findings.notes.reading import Understood
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow
from multifidus.terms import Finding, Findings, Side, Unread

SIDES = (None, "left", "right", "both")
SAME = 1e-6  # numbers that differ by less are the same


@dataclass(frozen=True, slots=True)
class Claim:
    """What another reader takes from a text: a finding with its value, and the very words that say so.

    `value` is True for present, False for denied, or a number in the unit of the vocabulary. `start` tells which of
    several places of the same words is meant; without it the first is.
    """

    finding: str
    value: bool | float
    quote: str
    side: Side | None = None
    start: int | None = None


Reader = Callable[[str], Iterable[Claim]]


def load_reader(name: str) -> Reader:
    """The function called "module:function". Raises InputError where there is none."""
    module, _, function = name.partition(":")
    try:
        reader = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(
            where=name,
            problem=f"no such reader ({type(error).__name__})",
            remedy="write module:function of a module that Python finds (install it, or set PYTHONPATH)",
        ) from None
    if not callable(reader):
        raise InputError(where=name, problem="not a function", remedy="name a function from a text to claims")
    return reader  # type: ignore[no-any-return]


def read_also(understood: Understood, text: str, knowledge: Knowledge, readers: Mapping[str, Reader]) -> Understood:
    """What was understood, with what other readers claim, by their names; ours is never lost.

    What one reader takes as present is present, whoever denies it, and the disagreement is told. Of two numbers ours
    stays. A reader that fails is told, and the rest still counts.
    """
    for name, reader in readers.items():
        claims, refused = _claims_of(name, reader, text, knowledge)
        understood = replace(understood, unread=(*understood.unread, *refused))
        for claim in claims:
            understood = _joined(understood, claim, text)
    return understood


def _claims_of(name: str, reader: Reader, text: str, knowledge: Knowledge) -> tuple[list[Finding], list[Unread]]:
    claimed: list[Finding] = []
    refused: list[Unread] = []
    measures = {row.id: row for row in knowledge.rows(MeasureRow)}
    try:
        for claim in reader(text):
            reason = _refusal(claim, text, knowledge, measures)
            if reason is None:
                start = claim.start if claim.start is not None else text.index(claim.quote)
                end = start + len(claim.quote)
                claimed.append(Finding(claim.finding, claim.value, claim.side, name, None, claim.quote, start, end))
            else:
                refused.append(Unread(f"refused from {name}: {reason}", str(getattr(claim, "quote", "")), 0, 0))
    except Exception as trouble:  # theirs, not ours: no traceback, and none of its message, which may hold the text
        refused.append(
            Unread(f"{name} failed ({type(trouble).__name__}); what it had not yet said is missing", "", 0, 0)
        )
    return claimed, refused


def _refusal(claim: object, text: str, knowledge: Knowledge, measures: Mapping[str, MeasureRow]) -> str | None:
    """Why a claim cannot count; None when it can."""
    if not isinstance(claim, Claim):
        return "it is no Claim"
    measure = measures.get(str(claim.finding))
    if measure is None and claim.finding not in knowledge.findings:
        return f"no finding is called {claim.finding!r}"
    if claim.side not in SIDES:
        return f"no side is called {claim.side!r}"
    if measure is None and not isinstance(claim.value, bool):
        return f"{claim.finding} is there or not, it is no number"
    if measure is not None:
        if isinstance(claim.value, bool) or not isinstance(claim.value, int | float):
            return f"{claim.finding} is a number in {measure.unit}"
        if not measure.low <= claim.value <= measure.high:
            return f"{claim.finding} lies between {measure.low:g} and {measure.high:g} {measure.unit}"
    return _misquote(claim, text)


def _misquote(claim: Claim, text: str) -> str | None:
    if not isinstance(claim.quote, str) or not claim.quote.strip():
        return "it quotes nothing"
    if claim.start is None:
        return None if claim.quote in text else "its quote does not occur in the text"
    if not isinstance(claim.start, int) or claim.start < 0 or not text.startswith(claim.quote, claim.start):
        return "its quote does not stand where it says"
    return None


def _joined(understood: Understood, claim: Finding, text: str) -> Understood:
    ours = next((one for one in understood.findings.every(claim.id) if _same_side(one, claim)), None)
    if ours is None or (claim.present and not ours.present and isinstance(ours.value, bool)):
        kept = [one for one in understood.findings.all() if one is not ours]
        understood = replace(
            understood,
            findings=Findings([*kept, claim]),
            passages=(*understood.passages, *passages((), [claim], text)),
        )
    told = list(_disagreement(ours, claim))
    return replace(understood, unread=(*understood.unread, *told)) if told else understood


def _same_side(ours: Finding, claim: Finding) -> bool:
    return isinstance(ours.value, bool) or ours.side == claim.side


def _disagreement(ours: Finding | None, claim: Finding) -> Iterator[Unread]:
    if ours is None or abs(float(ours.value) - float(claim.value)) < SAME:
        return
    if isinstance(ours.value, bool):
        reason = f"two readers disagree on {claim.id}, taken as present"
    else:
        reason = f"two readers disagree on {claim.id}, {ours.value:g} was kept"
    yield Unread(f"{reason}; {claim.source} says {claim.value}", claim.quote or "", claim.start or 0, claim.end or 0)
