"""The sources of a letter, numbered as they are first named, each with its mark: checked, recalled, ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from multifidus.knowledge import Knowledge
from multifidus.terms import OURS, Action, Figure

LONGEST_TITLE = 110


class References:
    """What a letter cites. `cite` gives the mark for a line; `listed` is the list at the end."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._statuses: dict[str, list[str]] = {}

    def cite(self, source: str | None, status: str) -> dict[str, Any]:
        """The number of one source with its status; number 0 for what is ours."""
        if not source or source not in self.knowledge.sources:
            return {"number": 0, "status": OURS}
        statuses = self._statuses.setdefault(source, [])
        if status not in statuses:
            statuses.append(status)
        return {"number": list(self._statuses).index(source) + 1, "status": status}

    def cites(self, pairs: Iterable[tuple[str | None, str]]) -> list[dict[str, Any]]:
        """The marks of several sources, each once; recalled where any of its figures is."""
        marks: dict[int, dict[str, Any]] = {}
        for source, status in dict.fromkeys(pairs):
            mark = self.cite(source, status)
            if mark["number"] not in marks or status == "recalled":
                marks[mark["number"]] = mark
        return sorted(marks.values(), key=lambda mark: (mark["number"] == 0, mark["number"]))

    def of_action(self, action: Action) -> list[dict[str, Any]]:
        """The marks of what an action stands on; its figures have their own."""
        return self.cites([(source, action.status) for source in action.sources] or [(None, OURS)])

    def of_figures(self, figures: Iterable[Figure]) -> list[dict[str, Any]]:
        """The marks of several figures; ours where there are none."""
        return self.cites([(figure.source, figure.status) for figure in figures] or [(None, OURS)])

    def listed(self) -> list[dict[str, Any]]:
        """Every source that was cited, in its order."""
        return [
            {"number": number, "text": self._told(source), "status": _status(statuses)}
            for number, (source, statuses) in enumerate(self._statuses.items(), 1)
        ]

    def _told(self, source: str) -> str:
        row = self.knowledge.sources[source]
        title = row.title if len(row.title) <= LONGEST_TITLE else row.title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
        where = " ".join(part for part in (row.venue, row.year) if part)
        author = (row.authors or source).split(",")[0]
        link = f" doi:{row.doi}" if row.doi else ""
        return f"{author}. {title}. {where}.{link}".replace("..", ".").replace("….", "…")


def _status(statuses: Iterable[str]) -> str:
    """The statuses of a source in words; what we computed from it is ours only where nothing else was taken from it."""
    read = sorted(status for status in statuses if status != OURS)
    return " and ".join(read) or "our computation"
