"""A note without its conclusions, for benchmarks that ask whether the rest is enough."""

from __future__ import annotations

from multifidus.findings.notes.text.sections import sections
from multifidus.findings.notes.wording.lexicon import lexicon_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows_wording import HeadingRow


def masked_headings(knowledge: Knowledge) -> tuple[str, ...]:
    """The headings whose text gives the diagnosis away, as headings.csv marks them."""
    return tuple(heading for row in knowledge.rows(HeadingRow) if row.masked for heading in row.headings)


def mask_assessment(text: str, knowledge: Knowledge) -> str:
    """The text without its parts under masked headings."""
    return "".join(text[part.start : part.stop] for part in sections(text, lexicon_of(knowledge)) if not part.masked)
