"""The compiled wording as a file beside the package, or in the user's cache, so that a start need not compile it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from multifidus.findings.notes.wording.automaton import Automaton
from multifidus.findings.notes.wording.lexicon import Wording
from multifidus.knowledge import Knowledge
from multifidus.knowledge.load import TABLES
from multifidus.knowledge.products import keep, user_cache
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, ReportTermRow, WordingRow

COMPILED = Path(__file__).parent / "compiled"
FROM = ("wording", "cues", "words", "headings", "measures", "report_terms")  # the tables that it is compiled from
BY = ("automaton", "compiling", "kept", "lexicon", "phrases", "words")  # and the code that compiles


def wording_of(knowledge: Knowledge) -> Wording:
    """The wording of an edition, read from its compiled file; compiled first where that is missing or stale."""
    if knowledge.folder != TABLES:
        return _compiled(knowledge)
    name = f"wording-{_fingerprint(knowledge)[:24]}.json"
    for folder in (COMPILED, user_cache()):
        try:
            return _read((folder / name).read_bytes())
        except (OSError, ValueError):
            continue
    wording = _compiled(knowledge)
    for folder in (COMPILED, user_cache()):
        if keep(
            partial(_write, wording), folder / name, family="wording-*.json", editions=1 if folder == COMPILED else 4
        ):
            break
    return wording


def _compiled(knowledge: Knowledge) -> Wording:
    from multifidus.findings.notes.wording.compiling import compile_wording

    return compile_wording(knowledge)


def _fingerprint(knowledge: Knowledge) -> str:
    digest = hashlib.sha256()
    for table in FROM:
        digest.update((knowledge.folder / f"{table}.csv").read_bytes())
    for module in BY:
        path = Path(__file__).with_name(f"{module}.py")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _write(wording: Wording, file: IO[bytes]) -> None:
    file.write(json.dumps(_written(wording), separators=(",", ":")).encode())


def _written(wording: Wording) -> dict[str, Any]:
    def heading(rows: Mapping[str, HeadingRow]) -> dict[str, Any]:
        return {text: [row.kind, row.masked] for text, row in rows.items()}

    return {
        "phrases": [*wording.phrases.tables(), [_cells(row) for row in wording.phrases.payloads]],
        "report": [*wording.report.tables(), [list(row.cells()[:-2]) for row in wording.report.payloads]],
        "words": [*wording.words.tables(), list(wording.words.payloads)],
        "headings": heading(wording.headings),
        "speakers": heading(wording.speakers),
        "exact": sorted(wording.exact),
        "walls": dict(wording.walls),
    }


def _read(content: bytes) -> Wording:
    kept = json.loads(content)
    return Wording(
        phrases=_automaton(kept["phrases"], _row),
        report=_automaton(kept["report"], _term),
        words=_automaton(kept["words"], lambda meaning: tuple(map(tuple, meaning))),
        headings=_headings(kept["headings"]),
        speakers=_headings(kept["speakers"]),
        exact=frozenset(kept["exact"]),
        walls=kept["walls"],
    )


def _cells(row: WordingRow | CueRow) -> list[Any]:
    if isinstance(row, WordingRow):
        return [row.findings, row.states, row.where]
    return [row.kind, row.direction, row.reach, row.value]


def _row(cells: Sequence[Any]) -> WordingRow | CueRow:
    if len(cells) == len(("findings", "states", "where")):
        findings, states, where = cells
        return WordingRow(findings=tuple(findings), states=states, where=tuple(where), phrases=(), line=0)
    kind, direction, reach, value = cells
    return CueRow(kind=kind, direction=direction, reach=reach, value=value, phrases=(), line=0)


def _term(cells: Sequence[Any]) -> ReportTermRow:
    structure, kind, at, heads, alone, findings, denies = cells
    return ReportTermRow(
        structure=structure, kind=kind, at=at, heads=tuple(heads), alone=tuple(alone), findings=tuple(findings),
        denies=tuple(denies), phrases=(), line=0,
    )  # fmt: skip


def _automaton(tables: Sequence[Any], payload: Callable[[Any], Any]) -> Automaton[Any]:
    follows, gaps, ends, payloads = tables
    return Automaton(follows, gaps, ends, [payload(one) for one in payloads])


def _headings(kept: Mapping[str, Any]) -> dict[str, HeadingRow]:
    rows = {(kind, masked): HeadingRow(kind=kind, masked=masked, headings=(), line=0) for kind, masked in kept.values()}
    return {text: rows[kind, masked] for text, (kind, masked) in kept.items()}
