"""A lift as somebody can change it, and what it does to the back, as a model of the load tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Burden = Mapping[str, "Strain"]  # what a lift does, by name: lifting index, compression, dose of a day


@dataclass(frozen=True, slots=True)
class Task:
    """One lift, repeated `per_minute` for `hours` of a day; lengths in metres, from the ankles and the floor.

    `travel_m` is how far the load goes; `end_m` and its like tell where it is put, None where nobody said: then it goes
    up, as far away and to the side as before. Grip, technique and speed are words of the load model, and left alone
    where they are None. `depth_m` is how deep the load is from front to back, where that was told.
    """

    load_kg: float
    reach_m: float
    hands_m: float
    travel_m: float
    twist_deg: float = 0.0
    per_minute: float = 0.2
    hours: float = 1.0
    grip: str | None = None
    technique: str | None = None
    speed: str | None = None
    end_reach_m: float | None = None
    end_m: float | None = None
    end_twist_deg: float | None = None
    depth_m: float | None = None

    @property
    def put_m(self) -> float:
        """How high it is put."""
        return self.hands_m + self.travel_m if self.end_m is None else self.end_m


@dataclass(frozen=True, slots=True)
class Strain:
    """One figure of what a lift does, and the limit it is held against; None where there is none, as for a dose.

    Infinite is a lift that nobody should do at all. `rough` is the share of it by which its model may be off: where
    it was over its limit already, or has none, so small a rise speaks against no change. `most` is the value up to
    which it is not called too much, where that is more than the limit: a model's error, or what bending does with empty
    hands (then `bending`).
    """

    value: float
    limit: float | None = None
    unit: str = ""
    rough: float = 0.0
    most: float | None = None
    bending: bool = False

    def __post_init__(self) -> None:
        if not self.value >= 0 or (self.limit is not None and not self.limit > 0):
            raise ValueError(f"{self.value} of {self.limit} is no strain")

    @property
    def share(self) -> float | None:
        """Value over limit: too much from 1."""
        return None if self.limit is None else self.value / self.limit

    @property
    def above(self) -> bool:
        """Whether it is more than the limit, be it by what a model gets wrong or by bending alone."""
        return self.limit is not None and self.value > self.limit

    @property
    def over(self) -> bool:
        """Whether it is too much."""
        return self.limit is not None and self.value > max(self.limit, self.most or 0.0)


Model = Callable[[Sequence[Task]], Sequence[Burden | None]]
"""What each task does; None for what nobody of this size can reach or do. Asked for many at once."""
