"""Whether of everything that may be ticked in the diary it is known how likely it sets a spasm off."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows import DiaryTriggerRow, TriggerRow


def ticked_without_figure(index: Index) -> Iterator[KnowledgeError]:
    """Things to tick of which neither triggers.csv nor their own row has an odds ratio with its interval."""
    published = {row.trigger for row in index.rows(TriggerRow) if row.odds_ratio and row.low and row.high}
    for row in index.rows(DiaryTriggerRow):
        own = row.odds_ratio is not None and row.low is not None
        if not own and row.trigger not in published:
            problem = f"no odds ratio with its interval for {row.id}"
            yield at(row, "odds_ratio", problem, "write one with its source, or 1 with a wide interval as ours")
        if own != (row.status is not None):
            yield at(row, "status", "a figure without a status, or one without a figure", "fill in both, or neither")


def ticked_beyond_proof(index: Index) -> Iterator[KnowledgeError]:
    """Figures of ours that already say what the diary is to find out."""
    for row in index.rows(DiaryTriggerRow):
        if row.status == "ours" and row.odds_ratio != 1:
            yield at(row, "odds_ratio", f"{row.odds_ratio:g} is ours and no 1", "write 1, or name the source")
        if (row.status == "ours") != (row.status is not None and row.source is None):
            yield at(row, "source", "a source of ours, or a figure of others without", "name it, or write ours")
