"""Whether the people that figures were measured in are described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import AccuracyRow, EligibilityRow, PopulationRow

ROUNDING = 1e-6


def _mixes(index: Index) -> dict[str, dict[str, float]]:
    """The mix of causes of each population."""
    mixes: dict[str, dict[str, float]] = defaultdict(dict)
    for row in index.rows(PopulationRow):
        mixes[row.population][row.cause] = row.value
    return mixes


def population_without_mix(index: Index) -> Iterator[KnowledgeError]:
    """Populations in which figures were measured and of which nobody says who was in them."""
    mixes = _mixes(index)
    told: set[str] = set()
    for row in index.rows(AccuracyRow):
        if row.population != "cases_only" and row.population not in mixes and row.population not in told:
            told.add(row.population)
            problem = f"{row.population} has no mix of causes"
            yield at(row, "population", problem, "add its rows to populations.csv")


def mix_that_does_not_add_up(index: Index) -> Iterator[KnowledgeError]:
    """Populations whose shares do not add up to one."""
    for population, mix in _mixes(index).items():
        total = sum(mix.values())
        if abs(total - 1) > ROUNDING:
            problem = f"the shares of {population} add up to {total:.6g}"
            yield in_table(PopulationRow, problem, "change them until they add up to 1, none included")


def nobody_unexplained(index: Index) -> Iterator[KnowledgeError]:
    """Populations in which every single person has one of the causes."""
    for population, mix in _mixes(index).items():
        if not mix.get("none"):
            problem = f"{population} leaves nobody unexplained"
            yield in_table(PopulationRow, problem, "add its row for none")


def figure_of_its_own_eligibility(index: Index) -> Iterator[KnowledgeError]:
    """Compiled specificities of a finding that let everybody in its population in: there is nobody without it."""
    everybody: dict[str, set[str]] = defaultdict(set)
    for row in index.rows(EligibilityRow):
        if row.value == "present":
            everybody[row.population] |= {row.finding} | index.reach[row.finding]
    for figure in index.rows(AccuracyRow):
        if figure.use == "model" and figure.finding in everybody[figure.population]:
            problem = f"everybody in {figure.population} has {figure.finding}, which let them in"
            yield at(
                figure, "population", problem, "name the people that it was measured in, or change what let them in"
            )
