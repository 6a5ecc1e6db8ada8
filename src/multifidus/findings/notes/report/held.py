"""Where a grid knows better than the reader of phrases what the same words say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.report.entries import Entry
from multifidus.findings.notes.report.grid import Grid
from multifidus.findings.notes.report.to_findings import ABSENT, findings_of, said_by
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.suspicions import SUSPICIONS

OTHER_BONE = ("pars", "sacroiliac", "sacrum", "hip", "elsewhere", "disc_height")  # of which nothing breaks a vertebra
OF_VERTEBRAE = ("mri_fracture_line", "ct_fracture", "xray_fracture", "mri_vertebral_oedema")
OTHER_PLACE = {  # what another part of the spine in the same words says nothing of
    "mri_canal_stenosis": ("foramen", "recess"),
    "ct_canal_stenosis": ("foramen", "recess"),
}
SEEN_ONLY = {  # what the impression of a report names, and a clinician may diagnose a pain by, but this does not
    "diagnosed_spinal_stenosis": (("foramen", "stenosis"), ("recess", "stenosis")),
    "diagnosed_discogenic_pain": (("disc", "bulge"),),
}


def held_to_grid(stated: Iterable[Statement], grid: Grid, lexicon: Lexicon) -> list[Statement]:
    """The statements of a text without those that the grid reads otherwise from the same words.

    A fracture of the pars is none of the vertebra, an old fracture no fresh one, and "no epidural collection", or no
    herniation at L4/5, denies no more than that.
    """
    if not grid:
        return list(stated)
    denied = {finding.id for finding in findings_of(grid, lexicon) if finding.value is False}
    about = _about(lexicon)
    places = Places(replace(entry, findings=said_by(entry, grid)) for entry in grid.entries())
    kept: list[Statement] = []
    for one in stated:
        beside = places.beside(one)
        if not (grid.of_report and _is_seen_only(one, beside)) and not _is_outdone(one, beside, about, denied):
            kept.append(one)
    return kept


class Places:
    """The entries of a grid by their places in the text, those where the same is said again too."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found = []
        for entry in entries:
            found.append((entry.start, entry.end, entry))
            found += [(start, end, entry) for start, end in entry.again]
        self.found = sorted(found, key=lambda one: one[:2])
        self.starts = [start for start, _, _ in self.found]
        self.longest = max((end - start for start, end, _ in self.found), default=0)

    def beside(self, one: Statement) -> list[Entry]:
        """The entries that share words with a statement."""
        sentence = one.parsed.sentence
        start, end = sentence.starts[one.start], sentence.ends[one.stop - 1]
        first, last = bisect_left(self.starts, start - self.longest), bisect_left(self.starts, end)
        return [entry for _, stop, entry in self.found[first:last] if start < stop]


def _about(lexicon: Lexicon) -> Mapping[tuple[str, str], frozenset[str]]:
    """What each thing may say at all, there or not there, and under "" what each structure may."""
    about: dict[tuple[str, str], frozenset[str]] = {}
    for row in lexicon.report.payloads:
        said = frozenset((*row.findings, *row.denies))
        about[row.structure, row.kind] = said
        about[row.structure, ""] = about.get((row.structure, ""), frozenset()) | said
    return about


def _is_seen_only(one: Statement, beside: list[Entry]) -> bool:
    seen = SEEN_ONLY.get(one.finding, ())
    return bool(beside) and all((entry.structure, entry.kind) in seen for entry in beside)


def _is_outdone(
    one: Statement, beside: list[Entry], about: Mapping[tuple[str, str], frozenset[str]], denied: set[str]
) -> bool:
    if any(entry.standing != ABSENT and one.finding in entry.findings for entry in beside):
        return one.standing is Standing.ABSENT
    same = [entry for entry in beside if one.finding in about.get((entry.structure, entry.kind), ())]
    if one.standing is Standing.PRESENT:
        if any(entry.structure in OTHER_BONE for entry in beside) and one.finding in OF_VERTEBRAE:
            return True
        if beside and all(entry.structure in OTHER_PLACE.get(one.finding, ()) for entry in beside):
            return True
        return bool(same) and all(entry.standing == ABSENT or not entry.findings for entry in same)
    if one.standing is Standing.ABSENT:  # a part denies no whole
        pictures = SUSPICIONS.get(one.finding, (one.finding,))
        part = any(about.get((entry.structure, ""), frozenset()) & {*pictures} for entry in beside)
        return part and denied.isdisjoint(pictures)
    return False
