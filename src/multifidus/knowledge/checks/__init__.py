"""Everything that can be wrong with the tables beyond one table by itself: one small function for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import isgeneratorfunction

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks import (
    asking,
    assumptions,
    conditions,
    diary,
    figures,
    fitting,
    holding,
    interview,
    lifting,
    network,
    now,
    operations,
    origins,
    outlook,
    people,
    priors,
    questionnaires,
    reports,
    safety,
    testing,
    treating,
    vocabulary,
)
from multifidus.knowledge.checks.index import Index
from multifidus.knowledge.load import Knowledge
from multifidus.knowledge.rows import tables

Check = Callable[[Index], Iterator[KnowledgeError]]
THEMES = (
    vocabulary,
    figures,
    assumptions,
    priors,
    people,
    network,
    fitting,
    safety,
    asking,
    origins,
    reports,
    conditions,
    treating,
    operations,
    testing,
    questionnaires,
    outlook,
    now,
    holding,
    diary,
    interview,
    lifting,
)


def problems(knowledge: Knowledge) -> tuple[KnowledgeError, ...]:
    """All that cannot be right in the tables; nothing when they may be shipped.

    First what each table is refused for by itself; then what the tables say about one another, as far as the
    tables that it takes are sound.
    """
    refusals = [refusal for kind in tables().values() for refusal in knowledge.refusals(kind)]
    index = Index(knowledge)
    return (*refusals, *(found for check in checks() for found in _run(check, index)))


def checks() -> tuple[Check, ...]:
    """Every check: the public functions of the themes that yield KnowledgeErrors, so that none can be forgotten."""
    return tuple(
        function
        for theme in THEMES
        for name, function in vars(theme).items()
        if isgeneratorfunction(function)
        and not name.startswith("_")
        and function.__module__ == theme.__name__
        and function.__annotations__["return"] == "Iterator[KnowledgeError]"
    )


def remarks(knowledge: Knowledge) -> tuple[str, ...]:
    """What a keeper of the tables should know though nothing is wrong by it."""
    loud = ", ".join(network.loud_leaks(Index(knowledge)))
    return (f"a leak over half of what the causes feed in primary care: {loud}",) if loud else ()


def statuses(knowledge: Knowledge) -> dict[str, dict[str, int]]:
    """How many rows of each table are checked, recalled, ours or assumed."""
    return origins.count_by_status(Index(knowledge))


def _run(check: Check, index: Index) -> tuple[KnowledgeError, ...]:
    try:
        return tuple(check(index))
    except KnowledgeError:  # a table that the check takes was refused, which stands among the refusals already
        return ()
