"""The things that a sentence of a report has named so far, and what is told of those named last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from multifidus.findings.notes.report.drafts import Draft, Group, Place, differs, kept, refines
from multifidus.findings.notes.report.terms import Mark, Terms
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.wording.words import LEVEL
from multifidus.knowledge.rows_wording import ReportTermRow

NORMAL = "normal"


class Made:
    """Drafts as they are made, each new one told of by the words that follow it."""

    def __init__(self, parsed: Parsed, terms: Terms) -> None:
        self.keys = parsed.sentence.keys
        self.terms = terms
        self.done: list[Draft] = []
        self.last: list[int] = []  # places in `done` of what was named last

    def _tell(self, groups: Sequence[Group]) -> None:
        """Give words that stand behind a thing to it; a second side or degree makes a second thing of it."""
        for count, group in enumerate(groups):
            for at in list(self.last):
                draft = self.done[at]
                if self._is_of_one_level(draft, group):
                    lead = (group.start, group.stop)
                    self.done.append(replace(draft, told={**draft.told, **group.told}, lead=lead))
                elif refines(group.told, draft.told, first=count == 0):
                    self.done[at] = replace(draft, told={**draft.told, **group.told})
                elif differs(group.told, draft.told) or (count and self._is_of_next_level(groups[count - 1], group)):
                    told = {**kept(draft.told, group.told), **group.told}
                    lead = (group.start, group.stop)
                    self.done.append(replace(draft, told=told, lead=lead))
                else:
                    changed = {word: told for word, told in group.told.items() if word == "comparison"}
                    self.done[at] = replace(draft, told={**group.told, **draft.told, **changed})

    def _is_of_one_level(self, draft: Draft, group: Group) -> bool:
        """Whether words tell of the last of several levels: "narrowed at L3/4 and L4/5, severely at L4/5"."""
        before = range(max(draft.path) + 1, group.start)
        behind = range(group.stop, min(group.stop + 2, len(self.keys)))
        return any(LEVEL in self.keys[at] for at in before) and any(LEVEL in self.keys[at] for at in behind)

    def _is_of_next_level(self, before: Group, group: Group) -> bool:
        """Whether a level stands between two groups, so that the second tells of what is there."""
        return any(LEVEL in self.keys[at] for at in range(before.stop, group.start))

    def _make(self, rows: Iterable[ReportTermRow], path: tuple[int, ...], groups: Sequence[Group], mark: Mark) -> None:
        self.last = []
        is_normal = mark.row.structure == "head" and mark.row.kind == NORMAL
        for row in rows:
            for group in groups or (None,):
                self.last.append(len(self.done))
                told = group.told if group else {}
                lead = (group.start, group.stop) if group else None
                self.done.append(Draft(row, tuple(sorted(set(path))), told, lead, is_normal))

    def _loses_height(self, leading: tuple[Group, ...]) -> bool:
        """Give a loss of height to the fracture that the sentence names."""
        broken = [at for at, draft in enumerate(self.done) if "fracture" in draft.row.kind]
        if not broken:
            return False
        self.last = [broken[-1]]
        self._tell(leading)
        return True

    def _shared(self, place: Place, mark: Mark) -> list[ReportTermRow]:
        """What a place is made of by a head that a thing has too: hypertrophy, of facets and of the ligament."""
        heads = (head for head in mark.row.heads if head != NORMAL)
        made = (self.terms.made_of(place.mark.row.structure, head) for head in heads)
        return next((rows for rows in made if rows), [])
