"""The drawing of an exercise, with the words that a screen reader says for it."""

from __future__ import annotations

import re
from html import unescape

from multifidus.knowledge import Knowledge

FOLDER = "drawings"  # beside the folder of the tables
TOLD = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def picture(drawing: str | None, knowledge: Knowledge) -> dict[str, str]:
    """The SVG of a drawing with its words; nothing where there is none."""
    path = knowledge.folder.parent / FOLDER / f"{drawing}.svg"
    if drawing is None or not path.is_file():
        return {}
    svg = path.read_text(encoding="utf-8")
    told = TOLD.search(svg)
    return {"picture": svg, "picture_told": unescape(told[1]) if told else drawing.replace("_", " ")}
