"""What to change about a lift that is too much, as items of the programme that keeps the next spasm away."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.actions.lifting.allowed import CENTIMETRES, Setting
from multifidus.actions.lifting.changes import Change, Pair, Ranking
from multifidus.actions.lifting.task import Burden, Strain, Task
from multifidus.actions.lifting.told import clinical_words, differences, effect, plain_words
from multifidus.knowledge import Knowledge
from multifidus.terms import Measure
from multifidus.terms.plan import OURS

TOPIC = "lifting"
CERTAINTY = "Worked out by a model for this one lift. No trial has tested it."
EACH_TIME = "each time you lift it"
COMPRESSION = "compression"


def lift_measures(ranking: Ranking, task: Task, knowledge: Knowledge, *, number: int = 1) -> tuple[Measure, ...]:
    """The best changes of a lift that is over a limit, before them the two that are enough together; else none.

    `number` tells the lifts of one person apart.
    """
    if ranking.under_limits:
        return ()
    named = _Named(ranking, task, "" if number == 1 else f"_{number}")
    pair = (named.pair(ranking.pair),) if ranking.pair and ranking.pair.under_limits else ()
    told = {one.row.id for one in ranking.pair.settings} if pair and ranking.pair else set()
    others = [change for change in ranking.changes if change.id not in told]
    most = int(knowledge.choices["most_lift_changes"])
    return (*pair, *(named.change(change) for change in others[: most - len(pair)]))


class _Named:
    """The measures of one lift, each of which says which lift it is for."""

    def __init__(self, ranking: Ranking, task: Task, suffix: str) -> None:
        self.ranking, self.task, self.suffix = ranking, task, suffix
        height = CENTIMETRES * task.hands_m
        self.lift = f"Lifting {task.load_kg:g} kg from {height:.0f} cm high"
        over = (f"{name} {_against(strain)}" for name, strain in ranking.now.items() if strain.over)
        self.why = f"{self.lift} is over {', '.join(over)}"

    def change(self, change: Change) -> Measure:
        """One change."""
        clinical = f"{clinical_words(change.setting, self.task)} By the model: {effect(change, self.ranking)}."
        return self._measure(change.id, change.row.label, clinical, (change.setting,), change.burden)

    def pair(self, pair: Pair) -> Measure:
        """Two changes, of which neither is enough alone."""
        label = " and ".join(one.row.label.lower() for one in pair.settings)
        words = " ".join(clinical_words(one, self.task) for one in pair.settings)
        falls = ", ".join(differences(self.ranking.now, pair.burden))
        clinical = f"{words} By the model: {falls}; within the limits only together."
        return self._measure("both", label[:1].upper() + label[1:], clinical, pair.settings, pair.burden)

    def _measure(self, name: str, label: str, text: str, settings: tuple[Setting, ...], left: Burden) -> Measure:
        sources = tuple(dict.fromkeys(one.row.source for one in settings if one.row.source))
        statuses = {one.row.status for one in settings}
        status = next(one for one in (OURS, "recalled", "checked") if one in statuses)
        plain = " ".join(plain_words(one, self.task) for one in settings)
        return Measure(
            id=f"lift_{name}{self.suffix}",
            label=label,
            text=f"{self.lift}: {text[:1].lower()}{text[1:]}",
            plain_text=" ".join((f"{self.lift}:", plain, *_plain_effect(self.ranking.now, left))),
            why=self.why,
            status=status,
            sources=sources,
            topic=TOPIC,
            how_often=EACH_TIME,
            certainty=CERTAINTY,
        )


def _against(strain: Strain) -> str:
    unit = f" {strain.unit}" if strain.unit else ""
    value = f"{strain.value:,.0f}" if strain.value >= CENTIMETRES else f"{strain.value:.3g}"
    return f"{value}{unit}, limit {strain.limit:,.4g}{unit}"


def _plain_effect(now: Burden, left: Burden) -> Iterator[str]:
    """What it does for the back, and whether it is enough, in words for everybody."""
    for name, strain in now.items():
        if name.startswith(COMPRESSION) and (fall := 1 - left[name].value / strain.value) >= 0.01:
            yield f"That takes about {100 * fall:.0f} % off what presses on the lowest discs."
    over = any(strain.over for strain in left.values())
    yield "It is still more than is advised." if over else "It is then within what is advised."
