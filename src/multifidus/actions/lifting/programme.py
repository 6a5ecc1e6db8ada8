"""What to change about a lift that is too much, as items of the programme that keeps the next spasm away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from multifidus.actions.lifting.allowed import CENTIMETRES, Setting
from multifidus.actions.lifting.changes import Change, Pair, Ranking
from multifidus.actions.lifting.task import Burden, Strain, Task
from multifidus.actions.lifting.told import DOUBTED, clinical_words, differences, doubted, effect, plain_words
from multifidus.knowledge import Knowledge
from multifidus.terms import Measure
from multifidus.terms.plan import OURS

TOPIC = "lifting"
CERTAINTY = "Worked out by a model for this one lift, against limits for healthy adults. No trial has tested it."
EACH_TIME = "each time you lift it"
COMPRESSION = "compression"
FOR_WHOM = "for healthy people at work, not for a back that hurts"
AFTERWARDS = "It is for the time after this pain. Leave it, or stop, when it hurts."
LEAST_TOLD = 0.01  # of the compression
StillOver = Callable[[tuple[Setting, ...]], float | None]
"""In how many of the draws of what is not known a lift is still over a limit after changes; None where nobody knows."""


def nobody_knows(settings: tuple[Setting, ...]) -> float | None:  # noqa: ARG001
    """That nobody has drawn what is not known."""
    return None


def lift_measures(
    ranking: Ranking, task: Task, knowledge: Knowledge, *, number: int = 1, still_over: StillOver = nobody_knows
) -> tuple[Measure, ...]:
    """The best changes of a lift that is over a limit, before them the two that are enough together; else none.

    `number` tells the lifts of one person apart; `still_over` how sure it is that a change is enough.
    """
    if ranking.under_limits:
        return ()
    named = _Named(ranking, task, "" if number == 1 else f"_{number}", still_over)
    pair = (named.pair(ranking.pair),) if ranking.pair and ranking.pair.under_limits else ()
    told = {one.row.id for one in ranking.pair.settings} if pair and ranking.pair else set()
    others = [change for change in ranking.changes if change.id not in told]
    most = int(knowledge.choices["most_lift_changes"])
    return (*pair, *(named.change(change) for change in others[: most - len(pair)]))


class _Named:
    """The measures of one lift, each of which says which lift it is for."""

    def __init__(self, ranking: Ranking, task: Task, suffix: str, still_over: StillOver) -> None:
        self.ranking, self.task, self.suffix, self.still_over = ranking, task, suffix, still_over
        self.which = f"{task.load_kg:.3g} kg from {CENTIMETRES * task.hands_m:.0f} cm high"
        over = (f"{name} {_against(strain)}" for name, strain in ranking.now.items() if strain.over)
        self.why = f"lifting {self.which} is over its limits: {', '.join(over)}"

    def change(self, change: Change) -> Measure:
        """One change."""
        p_over = self.still_over((change.setting,)) if change.under_limits else None
        told = effect(change, self.ranking, p_over=p_over)
        clinical = f"{clinical_words(change.setting, self.task)} By the model: {told}."
        named = (change.id, change.row.label)
        return self._measure(named, clinical, (change.setting,), left=change.burden, p_over=p_over)

    def pair(self, pair: Pair) -> Measure:
        """Two changes, of which neither is enough alone."""
        label = " and ".join(one.row.label.lower() for one in pair.settings)
        words = " ".join(clinical_words(one, self.task) for one in pair.settings)
        falls = ", ".join(differences(self.ranking.now, pair.burden))
        p_over = self.still_over(pair.settings)
        clinical = f"{words} By the model: {falls}; within the limits only together{doubted(p_over)}."
        named = ("both", label[:1].upper() + label[1:])
        return self._measure(named, clinical, pair.settings, left=pair.burden, p_over=p_over)

    def _measure(
        self, named: tuple[str, str], text: str, settings: tuple[Setting, ...], *, left: Burden, p_over: float | None
    ) -> Measure:
        name, label = named
        sources = tuple(dict.fromkeys(one.row.source for one in settings if one.row.source))
        plain = " ".join(plain_words(one, self.task) for one in settings)
        return Measure(
            id=f"lift_{name}{self.suffix}",
            label=label,
            text=f"Lifting {self.which}: {text[:1].lower()}{text[1:]}",
            plain_text=" ".join(
                (f"The {self.which}: {plain[:1].lower()}{plain[1:]}", *_plain_effect(self.ranking.now, left, p_over))
            ),
            why=self.why,
            status=OURS,  # what it takes is our model's; the sources are those of the change
            sources=sources,
            topic=TOPIC,
            how_often=EACH_TIME,
            certainty=CERTAINTY,
            stop_when=AFTERWARDS,
        )


def _against(strain: Strain) -> str:
    unit = f" {strain.unit}" if strain.unit else ""
    value = f"{strain.value:,.0f}" if strain.value >= CENTIMETRES else f"{strain.value:.3g}"
    return f"{value}{unit} (limit {strain.limit:,.0f}{unit})"


def _plain_effect(now: Burden, left: Burden, p_over: float | None) -> Iterator[str]:
    """What it does for the back, and whether it is enough, in words for everybody."""
    for name, strain in now.items():
        if name.startswith(COMPRESSION) and (fall := 1 - left[name].value / strain.value) >= LEAST_TOLD:
            yield f"That takes about {100 * fall:.0f} % off what presses on the lowest discs."
    if any(strain.over for strain in left.values()):
        yield f"It is still more than is advised {FOR_WHOM}."
    elif p_over is not None and p_over >= DOUBTED:
        yield f"It is then probably within what is advised {FOR_WHOM}."
    else:
        yield f"It is then within what is advised {FOR_WHOM}."
