"""What is known about one person -> beliefs about causes, each with a proven bound on its error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from multifidus.causes.evidence import Evidence, read_evidence
from multifidus.causes.model import Model
from multifidus.causes.posterior import Posterior
from multifidus.causes.search import search
from multifidus.terms import Belief, Beliefs, Known, RootBelief, Setting, Side

Engine = Literal["auto", "numpy", "fast"]
Search = Callable[[Evidence, Model], Posterior]

ROOT_SIDES: tuple[Side, ...] = ("left", "right")


def infer(
    known: Known, model: Model, *, setting: Setting = "primary", engine: Engine = "auto", explain: bool = True
) -> Beliefs:
    """The causes, the most probable first, with mechanisms and levels; `explain` adds intervals and shifts.

    Both engines give the same answers within the certificate. "auto" takes the compiled one where this process has
    loaded it already: for one person its loading takes longer than the search.
    """
    evidence = read_evidence(known, model, setting)
    posterior = search_with(engine)(evidence, model)
    return tell(posterior, model)


def search_with(engine: Engine) -> Search:
    """The search of one engine.

    Raises MissingExtraError where the compiled one is asked for and cannot be had.
    """
    return search


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
