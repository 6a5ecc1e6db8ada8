"""Words that others chose (names of files, columns, markers, keys), made fit to be printed, or put into a table."""

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would work out what begins so
MARK = "'"  # before it, it is a text
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
LONGEST = 40  # signs of a word that is told


def printable(text: str) -> str:
    """The same on one line, with every sign that a terminal obeys or does not show written out."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def fit(word: object, longest: int = LONGEST) -> str:
    """A word as `printable`, cut where it is longer than somebody would read."""
    told = str(word)
    return printable(told if len(told) <= longest else f"{told[: longest - 1]}…")


def as_cell(word: str) -> str:
    """A word as a cell that no spreadsheet takes for a formula; a number stays one."""
    return MARK + word if word.startswith(FORMULA) and not NUMBER.fullmatch(word) else word
