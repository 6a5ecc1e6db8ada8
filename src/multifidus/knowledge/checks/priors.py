"""Whether every cause has a place among the others, and whether no prior alone raises an alarm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import PrevalenceRow, PriorRow, UrgencyThresholdRow
from multifidus.terms import SETTINGS, Urgency

ROUNDING = 1e-6


def prevalence_without_figure(index: Index) -> Iterator[KnowledgeError]:
    """Prevalences in which no number stands, or only a range where a value is needed."""
    for row in index.rows(PrevalenceRow):
        if row.value is None and (row.low is None or row.use == "model"):
            yield at(row, "value", "no figure", "give the value; a row with a range alone is of use range")


def two_model_prevalences(index: Index) -> Iterator[KnowledgeError]:
    """Causes with two prevalences to lean on in one setting."""
    first: dict[tuple[str, str], PrevalenceRow] = {}
    for row in index.rows(PrevalenceRow):
        if row.use != "model":
            continue
        before = first.setdefault((row.cause, row.setting), row)
        if before is not row:
            problem = f"{row.cause} has its model row of {row.setting} already in line {before.line}"
            yield at(row, "use", problem, "keep the better of the two and mark the other duplicate")


def cause_without_prevalence(index: Index) -> Iterator[KnowledgeError]:
    """Causes of which nothing was published on how common they are."""
    known = {row.cause for row in index.rows(PrevalenceRow)}
    for cause in index.causes:
        if cause not in known:
            yield in_table(PrevalenceRow, f"no row for {cause}", "add what was published, of whatever use")


def cause_without_prior(index: Index) -> Iterator[KnowledgeError]:
    """Causes that have no prior in a setting."""
    for setting in SETTINGS:
        for cause in index.causes:
            if (cause, setting) not in index.priors:
                yield in_table(PriorRow, f"no prior for {cause} in {setting}", "add the row with its reason")


def priors_that_do_not_add_up(index: Index) -> Iterator[KnowledgeError]:
    """Settings whose priors do not add up to one."""
    for setting in SETTINGS:
        total = sum(row.value for (_, where), row in index.priors.items() if where == setting)
        if abs(total - 1) > ROUNDING:
            remedy = "change the rows of this setting until they add up to 1"
            yield in_table(PriorRow, f"the priors of {setting} add up to {total:.6g}", remedy)


def threshold_of_a_harmless_cause(index: Index) -> Iterator[KnowledgeError]:
    """Thresholds of urgency on a cause that is not dangerous."""
    for row in index.rows(UrgencyThresholdRow):
        if row.cause not in index.dangerous:
            remedy = "take the row out, or mark the cause as dangerous in causes.csv"
            yield at(row, "cause", f"{row.cause} is not dangerous", remedy)


def threshold_that_a_prior_reaches(index: Index) -> Iterator[KnowledgeError]:
    """Thresholds that somebody would pass of whom nothing is known."""
    for row in index.rows(UrgencyThresholdRow):
        for setting in SETTINGS:
            prior = index.priors.get((row.cause, setting))
            if prior is None:
                continue
            highest = prior.high if setting == "primary" else prior.value
            if row.p_at_least <= highest:
                problem = f"{row.p_at_least:g} is reached by the prior of {setting} alone, {highest:g}"
                yield at(row, "p_at_least", problem, "raise the threshold above every prior")


def thresholds_out_of_step(index: Index) -> Iterator[KnowledgeError]:
    """Dangerous causes with fewer than two or more than four thresholds, or with a more urgent one that is lower."""
    steps: dict[str, list[UrgencyThresholdRow]] = defaultdict(list)
    for row in index.rows(UrgencyThresholdRow):
        steps[row.cause].append(row)
    for cause in sorted(index.dangerous):
        rows = sorted(steps[cause], key=lambda row: Urgency(row.urgency).rank)
        falling = all(first.p_at_least > second.p_at_least for first, second in pairwise(rows))
        if not 2 <= len(rows) <= 4 or not falling:
            told = ", ".join(f"{row.urgency} {row.p_at_least:g}" for row in rows) or "none"
            remedy = "give it two to four, the more urgent the higher"
            yield in_table(UrgencyThresholdRow, f"the thresholds of {cause} are {told}", remedy)
