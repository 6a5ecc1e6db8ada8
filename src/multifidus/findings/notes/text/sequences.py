"""T1 and T2 where they name a sequence of an MRI and no vertebra: "high T2 signal", "sagittal T1 and T2"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NAMES = frozenset({"t1", "t2"})
JOINING = frozenset({",", "and", "or", "/", "&", "+", "-", "–", "both"})
LETTER = "t"
NUMBERS = frozenset({"1", "2"})
BEHIND = (
    "signal", "weight", "hyper", "hypo", "iso", "inten", "bright", "dark", "shorten", "prolong", "sequence", "flair",
)  # fmt: skip
JUST_BEHIND = frozenset({
    "w", "wi", "wt", "stir", "fat", "fs", "tse", "fse", "image", "images", "imaging", "scans", "space",
})  # fmt: skip
AHEAD = (
    "sagittal", "axial", "coronal", "weighted", "hyper", "hypo", "iso", "saturat", "suppress", "sequence", "signal",
)  # fmt: skip
JUST_AHEAD = frozenset({
    "low", "high", "increased", "decreased", "reduced", "abnormal", "bright", "dark", "sag", "ax", "cor", "stir",
    "intermediate", "elevated", "normal",
})  # fmt: skip
ON = frozenset({"on", "in"})
FARTHEST = 8  # words that a list of sequences is followed through

Word = tuple[str, int, int]


def is_sequence(name: str, words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether a name that stands at some words is one of a sequence, by the next words that are no part of its list."""
    if name not in NAMES:
        return False
    behind = _first(words[at][0].lower() for at in range(stop, min(stop + FARTHEST, len(words))))
    if behind.startswith(BEHIND) or behind in JUST_BEHIND:
        return True
    before = [words[at][0].lower() for at in range(start - 1, max(-1, start - 1 - FARTHEST), -1)]
    ahead = _first(before)
    if ahead in ON:  # "hyperintense on T2"; a fracture may lie on a T2 of the spine
        return _first(before[before.index(ahead) + 1 :]).startswith(AHEAD)
    return ahead.startswith(AHEAD) or ahead in JUST_AHEAD


def _first(words: Iterable[str]) -> str:
    """The first word that is no sequence and joins none; nothing where there is none."""
    return next((word for word in words if word not in JOINING and word != LETTER and word not in NUMBERS), "")
