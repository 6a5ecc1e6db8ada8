"""Labelled cases in a folder, and shares with their intervals: what the measurements on them have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

TALK = "talk"


@dataclass(frozen=True)
class Labelled:
    """One case as its reader labelled it."""

    file: str
    kind: str
    causes: tuple[str, ...]  # cause ids and "other: ..." as they stand there; the first is the right one
    urgency: str
    present: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def labelled(folder: Path) -> Iterator[Labelled]:
    """Every labelled case; a visit kept as talk shares the labels of its note."""
    for row in _rows(folder / "vignettes.jsonl"):
        yield _case(row, row["file"], "vignette", [row["answer"]], row["expected_urgency"])
    for row in _rows(folder / "notes.jsonl"):
        yield _case(row, row["file"], row["kind"], row["diagnoses"], row["red_flag_urgency"])
        talk = row["file"].replace("aci_", "talk_")
        if talk != row["file"] and (folder / talk).exists():
            yield _case(row, talk, TALK, row["diagnoses"], row["red_flag_urgency"])


def _case(row: dict[str, Any], file: str, kind: str, causes: Sequence[str], urgency: str) -> Labelled:
    said = (tuple(row.get(name) or ()) for name in ("findings_present", "findings_denied", "levels"))
    return Labelled(file, kind, tuple(causes), urgency, *said)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if of == 0:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle, spread = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))


def share(name: str, hits: Iterable[bool]) -> dict[str, object]:
    """A named share with its interval."""
    marks = list(hits)
    low, high = wilson(sum(marks), len(marks))
    value = sum(marks) / len(marks) if marks else None
    return {"name": name, "hits": sum(marks), "of": len(marks), "share": value, "low": low, "high": high}


def print_shares(name: str, rows: Iterable[dict[str, object]]) -> None:
    """A table of shares under its name."""
    print(f"\n{name}")
    for row in rows:
        value = "  -  " if row["share"] is None else f"{row['share']:.2f}"
        print(f"  {row['name']:<44} {value}  ({row['low']:.2f} to {row['high']:.2f})  {row['hits']}/{row['of']}")
