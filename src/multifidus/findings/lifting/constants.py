"""The numbers of lifting.csv by their names, so that no formula holds one of its own."""

from __future__ import annotations

from multifidus.errors import KnowledgeError
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LiftingRow


class Constants:
    """The figures on lifting, each asked for by its quantity and by whatever tells it from its like."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rows: dict[str, list[LiftingRow]] = {}
        self._found: dict[tuple[str, str | None, str | None], LiftingRow] = {}  # each is asked for at every lift
        for row in knowledge.rows(LiftingRow):
            self._rows.setdefault(row.quantity, []).append(row)

    def rows(self, quantity: str, *, source: str | None = None) -> list[LiftingRow]:
        """All rows of a quantity, in the order of the table; raises KnowledgeError where there is none."""
        found = [row for row in self._rows.get(quantity, ()) if source in (None, row.source)]
        if not found:
            raise _missing(quantity)
        return found

    def row(self, quantity: str, *, unit: str | None = None, condition: str | None = None) -> LiftingRow:
        """The one row of a quantity in a unit and under a condition; raises KnowledgeError unless there is one."""
        asked = (quantity, unit, condition)
        if asked not in self._found:
            found = [
                row
                for row in self._rows.get(quantity, ())
                if unit in (None, row.unit) and condition in (None, row.condition)
            ]
            if len(found) != 1:
                raise _missing(f"{quantity}, {condition}, {unit}")
            self._found[asked] = found[0]
        return self._found[asked]

    def value(self, quantity: str, *, unit: str | None = None, condition: str | None = None) -> float:
        """The figure of that row."""
        value = self.row(quantity, unit=unit, condition=condition).value
        if value is None:
            raise _missing(f"{quantity}, {condition}, {unit}")
        return value


def _missing(what: str) -> KnowledgeError:
    return KnowledgeError(where="lifting.csv", problem=f"not one figure of {what}", remedy="give it one row")
