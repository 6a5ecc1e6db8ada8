"""How to speak: which words, how wide, with colour or without; findings, numbers and shares as people say them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow, MechanismRow
from multifidus.terms import Finding


@dataclass(frozen=True)
class Voice:
    """How to speak: which words, how wide, with colour or without."""

    knowledge: Knowledge
    width: int = 100
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """The text, coloured where colour is wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def finding(self, finding: str) -> str:
        """The label of a finding, or of a number."""
        row = self.knowledge.findings.get(finding) or self._measure(finding)
        return row.label if row else finding.replace("_", " ")

    def mechanism(self, mechanism: str) -> str:
        """What lies between causes and findings, in the clinician's words."""
        rows = self.knowledge.rows(MechanismRow)
        return next((row.label for row in rows if row.id == mechanism), mechanism.replace("_", " "))

    def unit(self, finding: str) -> str:
        """The unit of a number, with a blank before it; nothing where it has none, or the label says it."""
        measure = self._measure(finding)
        return f" {measure.unit}" if measure and measure.unit.split()[0] not in measure.label else ""

    def _measure(self, finding: str) -> MeasureRow | None:
        return next((row for row in self.knowledge.rows(MeasureRow) if row.id == finding), None)

    def cause(self, cause: str) -> str:
        """A cause in plain words, with the clinician's beside them."""
        row = self.knowledge.causes[cause]
        return f"{row.plain_label} ({row.label.split(',')[0]})"

    def wrap(self, text: str, indent: str = "    ") -> str:
        """The text in lines of the width, indented."""
        return textwrap.fill(text, self.width, initial_indent=indent, subsequent_indent=indent)


def voice(knowledge: Knowledge, *, terminal: bool) -> Voice:
    """A voice for this terminal, or for a file when `terminal` is False."""
    width = min(110, shutil.get_terminal_size((100, 24)).columns) if terminal else 100
    return Voice(knowledge, width=max(60, width), colour=terminal)


def heading(text: str, voice: Voice) -> Iterator[str]:
    """The lines that open a part of the answer."""
    yield ""
    yield voice.paint(text, "1")


def as_told(finding: Finding, voice: Voice) -> str:
    """A finding in words, with its side, its number and its unit; whether it is denied is left to who asks."""
    side = f" ({finding.side})" if finding.side else ""
    if isinstance(finding.value, bool):
        return f"{voice.finding(finding.id)}{side}"
    if finding.id == "duration_weeks":
        return f"{voice.finding(finding.id)}: {span(finding.value)}"
    return f"{voice.finding(finding.id)}: {finding.value:.4g}{voice.unit(finding.id)}{side}"


def span(weeks: float) -> str:
    """A length of time as people say it: days, weeks, months or years.

    >>> span(0.3), span(6), span(313)
    ('2 days', '6 weeks', '6 years')
    """
    for size, unit in ((52.18, "years"), (52.18 / 12, "months"), (1.0, "weeks")):
        if weeks >= 2 * size and (unit != "months" or weeks >= 12):
            return f"{weeks / size:.0f} {unit}"
    days = round(weeks * 7)
    return "less than a day" if days < 1 else "1 day" if days == 1 else f"{days} days"


def percent(p: float) -> str:
    """A proportion for reading: never 0 % or 100 % where it is neither.

    >>> percent(0.613), percent(0.0004), percent(0.9996)
    ('61 %', '<0.1 %', '>99.9 %')
    """
    if p < 0.001:
        return "<0.1 %"
    if p > 0.999:
        return ">99.9 %"
    return f"{100 * p:.1f} %" if p < 0.01 or p > 0.99 else f"{100 * p:.0f} %"
