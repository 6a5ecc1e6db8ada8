"""Which single change of a lift helps most, and which two together where no single one is enough.

Every setting of every change that a person could tell apart is put to the model of the load, all in one batch: nothing
is assumed of the shape of what comes back. A change is told only where it takes something off and lifts no figure that
has a limit above it, and none that has no limit at all: two trips with half the load are more lifts, and the dose of
the day has to fall with them.

>>> from multifidus.actions.lifting.task import Strain
>>> from multifidus.knowledge import shipped
>>> def index(tasks):  # a model: here of the reach alone
...     return [{"lifting index": Strain(task.load_kg * task.reach_m / 5, 1.0)} for task in tasks]
>>> ranking = rank_changes(Task(load_kg=10, reach_m=0.60, hands_m=0.70, travel_m=0.30), index, shipped())
>>> closer = next(change for change in ranking.changes if change.id == "closer")
>>> closer.setting.to, closer.enough.to, closer.under_limits, round(closer.falls["lifting index"], 2)
(0.25, 0.5, True, 0.58)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import isinf

from multifidus.actions.lifting.allowed import Setting, allowed, near, settings
from multifidus.actions.lifting.excess import helps, remaining, rises, under, within
from multifidus.actions.lifting.task import Burden, Model, Task
from multifidus.errors import InputError
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LiftingChangeRow

Pairs = Sequence[tuple[Setting, Setting]]
OF_THE_LOAD = ("lighter_load", "divisible_load")
LIGHTER = ("load_kg", "share")  # what leaves less in the hands, and no more of anything else


@dataclass(frozen=True, slots=True)
class Pair:
    """Two changes together, each with how far it goes, and what is left of the lift then."""

    settings: tuple[Setting, Setting]
    burden: Burden

    @property
    def under_limits(self) -> bool:
        """Whether nothing is too much any more."""
        return under(self.burden)


@dataclass(frozen=True, slots=True)
class Change:
    """One change worth making, and what is left of the lift then.

    `setting` goes as far as helps most, or no farther than is enough for what has no natural end (a lighter load);
    `enough` is the smallest change that is enough, None where none is. `falls` is by how much each figure falls, as a
    share of what it was (below 0 where it rises, but stays within its limit); a figure that was infinite is not among
    them. `taken` is the share that it takes of what exceeds the limits: of each figure's excess, on average over those
    that are too much; None where nothing is.
    """

    row: LiftingChangeRow
    setting: Setting
    burden: Burden
    enough: Setting | None
    falls: Mapping[str, float]
    taken: float | None

    @property
    def id(self) -> str:
        """Of its row in lifting_changes.csv."""
        return self.row.id

    @property
    def under_limits(self) -> bool:
        """Whether it alone is enough."""
        return self.enough is not None

    @property
    def of_the_load(self) -> bool:
        """Whether it needs a load that can be parted or filled less, which nobody may have told."""
        return self.row.needs in OF_THE_LOAD

    @property
    def to_the_end(self) -> bool:
        """Whether it was taken to the end of its range without being enough, though it has no natural end."""
        return self.row.goes == "enough" and not self.under_limits


@dataclass(frozen=True, slots=True)
class Useless:
    """A change that does not help this lift, and what it would raise, as a share of what it was."""

    row: LiftingChangeRow
    rises: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a lift does now, what helps, the best first, and what does not.

    `pair` is the best two together, only where no single change is enough; it may not be enough either.
    """

    now: Burden
    changes: tuple[Change, ...]
    useless: tuple[Useless, ...]
    pair: Pair | None

    @property
    def under_limits(self) -> bool:
        """Whether nothing is too much as it is."""
        return within(self.now)


def rank_changes(task: Task, model: Model, knowledge: Knowledge, *, without: Collection[str] = ()) -> Ranking:
    """What helps most with a lift, the best first: by what it takes off what is too much, then by the worst share left.

    What has no natural end and is not enough for all that comes last: one kilogram instead of twenty helps, and is no
    answer. A lighter or a parted load comes behind all else where something else is enough: a sofa cannot be parted.
    Where nothing is too much, only what needs nothing is told.

    `without` names changes of lifting_changes.csv, or what they need, that this person cannot do or does not have.
    Raises InputError where nobody can do the lift at all, or a name is not known.
    """
    close = near(task, knowledge)
    reach = {row: settings(row, task, close) for row in allowed(knowledge, without)}
    options = [setting for all_of in reach.values() for setting in all_of]
    (now, *after) = model([task, *(setting(task) for setting in options)])
    if now is None:
        raise InputError(
            where="lift", problem="nobody of this size can reach that", remedy="tell where the hands really are"
        )
    burdens = dict(zip(((one.row.id, one.to) for one in options), after, strict=True))
    changes, useless = [], []
    for row, all_of in reach.items():
        tried = [(one, burden) for one in all_of if (burden := burdens[row.id, one.to]) is not None]
        helpful = [(one, burden) for one, burden in tried if helps(now, burden, lighter=row.varies in LIGHTER)]
        if helpful:
            changes.append(_change(row, now, helpful))
        elif tried:
            useless.append(Useless(row, rises(now, tried[-1][1])))
    enough = within(now) or any(change.under_limits for change in changes)
    spared = any(change.under_limits and not change.of_the_load for change in changes)
    told = sorted(
        _worth(changes, now),
        key=lambda change: (spared and change.of_the_load, change.to_the_end, *remaining(now, change.burden)),
    )
    return Ranking(now, tuple(told), tuple(useless), None if enough else _pair(task, now, model, reach, changes))


def _worth(changes: Sequence[Change], now: Burden) -> Iterator[Change]:
    """Those worth telling: nobody is called for a lift that is no trouble, nor two where one is enough."""
    enough = {change.id for change in changes if change.under_limits}
    for change in changes:
        row = change.row
        if within(now):
            if row.goes == "all" and row.needs is None:
                yield change
        elif row.instead_of is None or (change.under_limits and row.instead_of not in enough):
            yield change


def _change(row: LiftingChangeRow, now: Burden, helpful: Sequence[tuple[Setting, Burden]]) -> Change:
    setting, burden = min(helpful, key=lambda one: remaining(now, one[1]))
    enough, left = next((one for one in helpful if under(one[1])), (None, burden))
    if enough and row.goes == "enough":
        setting, burden = enough, left
    falls = {
        name: 1 - burden[name].value / strain.value
        for name, strain in now.items()
        if strain.value > 0 and not isinf(strain.value)
    }
    return Change(row, setting, burden, enough, falls, None if within(now) else 1 - remaining(now, burden)[0])


def _pair(
    task: Task,
    now: Burden,
    model: Model,
    reach: Mapping[LiftingChangeRow, Sequence[Setting]],
    changes: Iterable[Change],
) -> Pair | None:
    """The best two changes together: each as far as it helps most, then no farther than both have to go.

    What has no natural end, or takes more people, comes in only where no two others are enough.
    """
    best = {change.row: change.setting for change in changes}
    ends = [best.get(row, all_of[-1]) for row, all_of in reach.items() if all_of]  # what fails alone may help a second
    pairs = [pair for pair in combinations(ends, 2) if pair[0].row.varies != pair[1].row.varies]
    put = partial(_put, task, now, model)
    tried = put(pairs)
    closed = [one for one in tried if one.under_limits and all(_simple(end.row) for end in one.settings)]
    found = min(closed or tried, key=lambda one: remaining(now, one.burden), default=None)
    if found is None or not found.under_limits:
        return found
    for place in (0, 1):
        found = _eased(found, place, reach[found.settings[place].row], put)
    return found


def _simple(row: LiftingChangeRow) -> bool:
    return row.goes == "all" and row.instead_of is None


def _eased(pair: Pair, place: int, all_of: Sequence[Setting], put: Callable[[Pairs], list[Pair]]) -> Pair:
    """The same pair, one of the two no farther than is enough."""
    one, two = pair.settings
    less = all_of[: all_of.index(pair.settings[place])]
    shorter = [(setting, two) if place == 0 else (one, setting) for setting in less]
    return next((told for told in put(shorter) if told.under_limits), pair)


def _put(task: Task, now: Burden, model: Model, pairs: Pairs) -> list[Pair]:
    """Those pairs that help, in their order."""
    after = model([_changed(task, pair) for pair in pairs]) if pairs else ()
    return [Pair(pair, burden) for pair, burden in zip(pairs, after, strict=True) if burden and helps(now, burden)]


def _changed(task: Task, changes: Iterable[Setting]) -> Task:
    for change in changes:
        task = change(task)
    return task
