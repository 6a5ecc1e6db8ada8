"""What is known about one person -> beliefs about causes, each with a proven bound on its error."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Literal, Protocol

from multifidus.causes.evidence import Evidence, read_evidence
from multifidus.causes.explaining.interval import intervals
from multifidus.causes.explaining.shifts import shifts
from multifidus.causes.model import Model
from multifidus.causes.searching import search as plain
from multifidus.causes.searching.posterior import Posterior, Ranking
from multifidus.causes.weighed import Weighed
from multifidus.terms import Belief, Beliefs, Known, RootBelief, Setting, Side

Engine = Literal["auto", "numpy", "fast"]

FAST = "multifidus.causes.searching.search_fast"
ROOT_SIDES: tuple[Side, ...] = ("left", "right")


class Searches(Protocol):
    """What an engine can do; both are modules."""

    def search(self, evidence: Evidence, model: Model, goal: float = ...) -> Posterior:
        """Probabilities of causes and mechanisms, and the sets they rest on."""

    def rank(self, evidence: Evidence, model: Model, goal: float = ...) -> Ranking:
        """Probabilities of the causes alone."""


def infer(
    known: Known, model: Model, *, setting: Setting = "primary", engine: Engine = "auto", explain: bool = True
) -> Beliefs:
    """The causes, the most probable first, with mechanisms and levels; `explain` adds intervals and shifts.

    Both engines give the same answers within the certificate. "auto" takes the compiled one where this process has
    loaded it already: for one person its loading takes longer than the search.
    """
    return beliefs_of(weigh(known, model, setting=setting, engine=engine), explain=explain)


def weigh(known: Known, model: Model, *, setting: Setting = "primary", engine: Engine = "auto") -> Weighed:
    """The search's answer with all that it rests on: for whoever wants beliefs and values without searching twice.

    Raises ArithmeticError where the model holds numbers that are none, as a damaged file might.
    """
    evidence = _read(known, model, setting)
    return Weighed(known, model, evidence, engine_of(engine).search(evidence, model))


def rank(known: Known, model: Model, *, setting: Setting = "primary", engine: Engine = "auto") -> Ranking:
    """The probabilities of the causes alone, in the order of the model: several times faster, for batches.

    Raises ArithmeticError as `weigh` does.
    """
    return engine_of(engine).rank(_read(known, model, setting), model)


def _read(known: Known, model: Model, setting: Setting) -> Evidence:
    if not model.is_sound:
        raise ArithmeticError("the model holds numbers that are none")
    return read_evidence(known, model, setting)


def beliefs_of(weighed: Weighed, *, explain: bool = True) -> Beliefs:
    """The beliefs; `explain` adds intervals and shifts."""
    if not explain:
        return tell(weighed.posterior, weighed.model)
    beliefs = tell(replace(weighed.posterior, cause=weighed.probability), weighed.model)
    low, high = intervals(weighed)
    why = shifts(weighed)
    place = {cause: i for i, cause in enumerate(weighed.model.structure.causes)}
    explained = [
        replace(belief, low=float(low[at]), high=float(high[at]), why=why[at])
        for belief in beliefs.causes
        for at in (place[belief.cause],)
    ]
    return replace(beliefs, causes=tuple(explained))


def engine_of(engine: Engine) -> Searches:
    """The searches of one engine.

    Raises MissingExtraError where the compiled one is asked for and cannot be had.
    """
    if engine == "numpy" or (engine == "auto" and FAST not in sys.modules):
        return plain
    from multifidus.causes.searching import search_fast

    return search_fast


def tell(posterior: Posterior, model: Model) -> Beliefs:
    """The posterior in words of the tables."""
    probability = posterior.cause.tolist()
    low, high = probability, probability
    ranked = sorted(range(len(probability)), key=lambda i: -probability[i])
    causes = model.structure.causes
    return Beliefs(
        causes=tuple(Belief(causes[i], probability[i], low[i], high[i]) for i in ranked),
        p_unexplained=posterior.unexplained,
        mechanisms=dict(zip(model.structure.mechanisms, posterior.mechanism.tolist(), strict=True)),
        level=_level(posterior, model),
        certificate=posterior.certificate,
    )


def _level(posterior: Posterior, model: Model) -> tuple[RootBelief, ...]:
    """Every root on every side, the most probable first; roots as the clinic writes them, L5 for root_l5."""
    beliefs = [
        RootBelief(root.removeprefix("root_").upper(), side, p)
        for root, sides in zip(model.structure.roots, posterior.root.tolist(), strict=True)
        for side, p in zip(ROOT_SIDES, sides, strict=True)
    ]
    return tuple(sorted(beliefs, key=lambda belief: -belief.probability))
