"""The words for an operation's criteria, for a clinician and for everybody; what is decided stays with people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from multifidus.actions.operating.person_told import Said
from multifidus.knowledge.rows import OperationRow
from multifidus.terms import Candidacy, Criterion, Standing


def required(criteria: Iterable[Criterion], standing: Standing) -> tuple[Criterion, ...]:
    """The criteria without which the operation does not come into question, as far as they stand so."""
    return of_role(criteria, "required", standing)


def of_role(criteria: Iterable[Criterion], role: str, standing: Standing) -> tuple[Criterion, ...]:
    """The criteria of one role that stand so."""
    return tuple(one for one in criteria if one.role == role and one.standing == standing)


def text(one: Candidacy, person: tuple[Said, ...]) -> str:
    """Which operation for this person, how far its criteria are met, and who decides; they follow one by one."""
    met, missing, contradicted = _by_standing(one)
    whom = f" ({', '.join(said.short for said in person)})" if person else ""
    stands = [f"{len(met)} of {len(met) + len(missing) + len(contradicted)} criteria met"]
    stands += [f"{len(missing)} missing"] if missing else []
    stands += [f"{len(contradicted)} contradicted: not as things stand"] if contradicted else []
    stands += ["it cannot wait"] if one.emergency else []
    return f"{one.label}{whom}: {', '.join(stands)}. {_decides(one)}"


def _by_standing(one: Candidacy) -> tuple[tuple[Criterion, ...], ...]:
    return required(one.criteria, "met"), required(one.criteria, "missing"), required(one.criteria, "contradicted")


def _decides(one: Candidacy) -> str:
    who = one.who[0].upper() + one.who[1:]
    if one.emergency:
        return f"{who} decides with the person; nothing that is missing delays the call."
    return f"{who} and the person decide together."


def plain_text(one: Candidacy, row: OperationRow, person: tuple[Said, ...]) -> str:
    """The same for everybody, in short sentences."""
    return " ".join(_plain_sentences(one, row, person))


def _plain_sentences(one: Candidacy, row: OperationRow, person: tuple[Said, ...]) -> Iterator[str]:
    met, missing, contradicted = _by_standing(one)
    what = f"{row.plain_label[0].lower()}{row.plain_label[1:]}"
    yield f"This is {what}."
    if one.emergency and row.emergency:
        yield "It is an emergency, so a surgeon looks at you at once."
    elif contradicted:
        yield "As things stand, it does not fit you."
    yield from (said.plain for said in person)
    yield from (f"It cannot wait: {criterion.plain_text}." for criterion in of_role(one.criteria, "urgent", "met"))
    yield from (f"It fits: {criterion.plain_text}." for criterion in met)
    yield from (f"Not known yet: {criterion.plain_text}." for criterion in missing)
    yield from (f"It does not fit: {criterion.plain_text}." for criterion in contradicted)
    if row.plain_trials:
        yield row.plain_trials
    yield f"{row.plain_who[0].upper()}{row.plain_who[1:]} and you decide together."
