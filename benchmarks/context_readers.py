"""multifidus as a reader of how a term stands: with a wording of given terms alone, and as it is shipped."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.reading import Understood
from multifidus.findings.notes.taken import Context, standing_in
from multifidus.findings.notes.text.mentions import Mention, Parsed, parse
from multifidus.findings.notes.text.sections import sections
from multifidus.findings.notes.text.sentences import sentences
from multifidus.findings.notes.wording.lexicon import Lexicon, lexicon_of
from multifidus.knowledge import Knowledge

STANDINGS = ("present", "negated", "uncertain", "historical", "resolved", "hypothetical", "planned", "other")
NEITHER = "neither"  # of present and negated
NEITHER_OF_THEM = tuple(one for one in STANDINGS if one not in ("present", "negated"))
SAME = {  # our standings by name, as the test sets call them
    "PRESENT": "present", "ABSENT": "negated", "DOUBTED": "uncertain", "PAST": "historical", "ELSE": "other",
    "FEARED": "hypothetical", "ASKED": "planned", "RESOLVED": "resolved", "PLANNED": "planned",
}  # fmt: skip

Answer = tuple[str, ...]  # what may be meant, the likeliest first
Stands = tuple[Mention, Parsed, Standing]


class Terms:
    """The reader with a wording of some terms and nothing else; cues, words and headings are those shipped."""

    def __init__(self, terms: Iterable[tuple[str, str]], knowledge: Knowledge) -> None:
        by_finding: dict[str, list[str]] = {}
        for term, finding in terms:
            by_finding.setdefault(finding, []).append(term)
        with tempfile.TemporaryDirectory() as folder:
            tables = Path(folder) / "tables"
            shutil.copytree(knowledge.folder, tables)
            with (tables / "wording.csv").open("w", encoding="utf-8", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(["findings", "states", "where", "phrases"])
                for finding, some in by_finding.items():
                    rows.writerow([finding, "present", "", "; ".join(dict.fromkeys(some))])
            self.lexicon: Lexicon = lexicon_of(Knowledge(tables))

    def read(self, text: str) -> list[Stands]:
        """Every term of a text, and how it stands."""
        parts = sections(text, self.lexicon)
        found = []
        for sentence in sentences(text, parts, self.lexicon):
            parsed = parse(sentence, self.lexicon)
            context = Context(parsed, None, self.lexicon)
            found += [(mention, parsed, standing_in(mention, context)) for mention in parsed.mentions]
        return found

    def answer(self, found: list[Stands], span: tuple[int, int], finding: str) -> Answer | None:
        """What is said of the term at a place of the text; None where it was not found."""

        def shared(one: Stands) -> int:
            mention, parsed, _ = one
            start, stop = parsed.sentence.starts[mention.start], parsed.sentence.ends[mention.stop - 1]
            return min(stop, span[1]) - max(start, span[0])

        over = [one for one in found if shared(one) > 0]
        if not over:
            return None
        said = SAME.get(max(over, key=lambda one: (shared(one), finding in one[0].findings))[2].name)
        return (said,) if said else None


class Shipped:
    """The reader as it is shipped: a finding is present, denied, or neither."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def read(self, text: str) -> Understood:
        return read_note(text, self.knowledge)

    def answer(self, understood: Understood, finding: str) -> Answer:
        """What the text tells of a finding, be it by what it implies."""
        known = complete(understood.findings, self.knowledge)
        if known.present(finding):
            return ("present",)
        return ("negated",) if known.absent(finding) else NEITHER_OF_THEM
