"""What may be answered to each item of a questionnaire, as a cell of a table.

`1-7:0..5 8:-1..1 9:0|2` are nine items: seven with whole numbers from 0 to 5, one from -1 to 1, one with 0 or 2;
`1:0~100` is one item with any number between 0 and 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.knowledge.cells import BadCellError

PART = re.compile(r"(\d+)(?:-(\d+))?:(?:(-?\d+)(\.\.|~)(-?\d+)|(-?\d+(?:\|-?\d+)+))")


@dataclass(frozen=True, slots=True)
class Item:
    """One item by its place on the form, counted from 1, and the answers that it allows."""

    place: int
    low: float
    high: float
    only: tuple[float, ...] = ()  # the answers one by one; empty where any number of the range is one
    whole: bool = True

    def allows(self, answer: float) -> bool:
        """Whether that can be an answer."""
        if self.only:
            return answer in self.only
        return self.low <= answer <= self.high and (not self.whole or answer == int(answer))

    @property
    def told(self) -> str:
        """The answers that it allows, in words."""
        if self.only:
            return " or ".join(f"{answer:g}" for answer in self.only)
        return f"{'a whole number' if self.whole else 'a number'} from {self.low:g} to {self.high:g}"


def read_items(text: str) -> tuple[Item, ...]:
    """The items that a cell lists, in their order; BadCellError where it lists none."""
    items = tuple(item for part in text.split() for item in _part(part))
    if not items or len({item.place for item in items}) < len(items):
        raise BadCellError(f"{text!r} lists no items, or one twice", "write places and answers, as in 1-7:0..5 8:0|2")
    return items


def _part(text: str) -> Iterator[Item]:
    found = PART.fullmatch(text)
    if found is None:
        raise BadCellError(f"{text!r} is no item with its answers", "write places and answers, as in 1-7:0..5 8:0|2")
    first, last, low, sign, high, words = found.groups()
    only = tuple(sorted(float(word) for word in words.split("|"))) if words else ()
    for place in range(int(first), int(last or first) + 1):
        yield Item(
            place,
            low=only[0] if only else float(low),
            high=only[-1] if only else float(high),
            only=only,
            whole=sign != "~",
        )
