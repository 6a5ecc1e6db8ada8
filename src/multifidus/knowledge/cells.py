"""How one cell of a table is read: the type of a row's field is the rule for its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin


@dataclass(frozen=True, slots=True)
class Range:
    """A number between `low` and `high`, both allowed unless `open` (then strictly between)."""

    low: float
    high: float = float("inf")
    open: bool = False

    def refuse(self, value: float) -> str | None:
        """Why the number is not allowed, or None."""
        inside = self.low < value < self.high if self.open else self.low <= value <= self.high
        if inside:
            return None
        if self.high == 1:
            return f"{value:g} is not a proportion between 0 and 1"
        if self.high == float("inf"):
            return f"{value:g} is below {self.low:g}"
        return f"{value:g} is out of range, {self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a row in another table.

    `extra` lists words that are allowed beside the ids, `mark` a sign that may stand before an id (`!fever`).
    """

    table: str
    extra: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """Several words in one cell, parted by `by`; none at all only when `least` is 0."""

    by: str = " "
    least: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """A cell with a grammar of its own; the function reads it, empty or not, or raises BadCellError."""

    by: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text of a certain shape."""

    shape: str
    told: str


Word = Annotated[str, Pattern(r"[a-z][a-z0-9_]*", "an id of small letters, digits and underscores")]
Proportion = Annotated[float, Range(0, 1)]
OpenProportion = Annotated[float, Range(0, 1, open=True)]
Ratio = Annotated[float, Range(0)]
Count = Annotated[float, Range(1)]

FindingRef = Annotated[str, Ref("findings")]
CauseRef = Annotated[str, Ref("causes")]
SourceRef = Annotated[str, Ref("sources")]

Status = Literal["checked", "recalled"]
StatusOrOurs = Literal["checked", "recalled", "ours"]
UrgencyWord = Literal["emergency", "urgent", "soon", "routine"]
SettingWord = Literal["primary", "emergency", "secondary"]
Use = Literal["model", "range", "other_target", "other_population", "duplicate"]

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
RAW_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])")


class BadCellError(ValueError):
    """What is wrong with one cell, and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def reader(hint: Any) -> Callable[[str], Any]:
    """A function from a cell's text to its value, for a field of this type; it raises BadCellError."""
    hint, marks = _unwrap(hint)
    optional, hint, more = _optional(hint)
    marks = (*marks, *more)
    parted = next((mark for mark in marks if isinstance(mark, Parted)), None)
    own = next((mark for mark in marks if isinstance(mark, Read)), None)
    if own:
        return own.by
    convert = _convert(hint, marks)
    if parted:
        one, by, least = convert, parted.by, parted.least
        return lambda text: tuple(_part(word, one) for word in text.split(by)) if text or least else ()
    if optional:
        return lambda text: convert(text) if text else None
    return lambda text: convert(text) if text else _empty()


def read_column(cells: Sequence[str], read: Callable[[str], Any]) -> tuple[list[Any], dict[str, BadCellError]]:
    """The values of one column from top to bottom, and what is wrong with a cell, by its text.

    Equal cells are read once: most columns repeat a few words. Values hold None where a cell was refused.
    """
    known: dict[str, Any] = {}
    bad: dict[str, BadCellError] = {}
    for cell in dict.fromkeys(cells):
        try:
            known[cell] = read(cell)
        except BadCellError as error:
            known[cell] = None
            bad[cell] = error
    return [known[cell] for cell in cells], bad


def references(hint: Any) -> Ref | None:
    """Which table the cell points to, if it points to one."""
    hint, marks = _unwrap(hint)
    _, _, more = _optional(hint)
    return next((mark for mark in (*marks, *more) if isinstance(mark, Ref)), None)


def _unwrap(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    marks: tuple[Any, ...] = ()
    while get_origin(hint) is Annotated:
        hint, *found = get_args(hint)
        marks = (*marks, *found)
    return hint, marks


def _optional(hint: Any) -> tuple[bool, Any, tuple[Any, ...]]:
    if get_origin(hint) in (UnionType, Union):
        kept = [part for part in get_args(hint) if part is not NoneType]
        inner, marks = _unwrap(kept[0])
        return True, inner, marks
    if get_origin(hint) is tuple:  # several in one cell: the rule is that of each
        inner, marks = _unwrap(get_args(hint)[0])
        return True, inner, marks
    return False, hint, ()


def _convert(hint: Any, marks: tuple[Any, ...]) -> Callable[[str], Any]:
    if get_origin(hint) is Literal:
        words = get_args(hint)
        return lambda text: _word(text, words)
    if hint is float:
        limits = next((mark for mark in marks if isinstance(mark, Range)), None)
        return lambda text: _number(text, limits)
    if hint is int:
        whole = next((mark for mark in marks if isinstance(mark, Range)), None)
        return lambda text: _whole_number(text, whole)
    if hint is bool:
        return _yes_or_no
    shape = next((mark for mark in marks if isinstance(mark, Pattern)), None)
    if shape is None:
        return _text
    fits, told = re.compile(shape.shape).fullmatch, shape.told
    return lambda text: _shaped(text, fits, told)


def _empty() -> Any:
    raise BadCellError("the cell is empty", "fill it in; only what was not published may stay empty")


def _part(word: str, one: Callable[[str], Any]) -> Any:
    if not word:
        raise BadCellError("an empty word", "take out the separator that is too many, or fill the cell in")
    return one(word)


def _text(text: str) -> str:
    if text != text.strip() or "\n" in text:
        raise BadCellError("stray white space", "take out the blanks around the text and any line break in it")
    if text.count(".") >= 3 and RAW_ADDRESS.search(text):
        raise BadCellError("a raw network address", "name the page or the paper instead")
    return text


def _shaped(text: str, fits: Callable[[str], object], told: str) -> str:
    if not fits(_text(text)):
        raise BadCellError(f"{text!r} is not {told}", f"write {told}")
    return text


def _word(text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise BadCellError(f"{text!r} is not a word of this column", f"write one of {', '.join(words)}")
    return text


def _number(text: str, limits: Range | None) -> float:
    if not NUMBER.fullmatch(text):
        raise BadCellError(f"{text!r} is not a number", "write digits with a point, no unit; empty if not published")
    value = float(text)
    problem = limits.refuse(value) if limits else None
    if problem:
        percent = limits is not None and limits.high == 1 and 1 < value <= 100
        remedy = f"write {value:g} % as {value / 100:g}" if percent else "look the figure up in its source again"
        raise BadCellError(problem, remedy)
    return value


def _whole_number(text: str, limits: Range | None) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise BadCellError(f"{text!r} is not a whole number", "write digits only")
    problem = limits.refuse(int(text)) if limits else None
    if problem:
        raise BadCellError(problem, f"write a whole number from {limits.low:g} to {limits.high:g}" if limits else "")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise BadCellError(f"{text!r} is neither yes nor no", "write yes or no")
    return text == "yes"
