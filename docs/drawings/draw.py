"""Draws every exercise: run `python docs/drawings/draw.py` after changing a pose or an exercise's name.

Writes one SVG an exercise beside the tables. The start is drawn faint, the end in full, an arrow shows the way; colours
follow the page (`currentColor`), so that a dark page works too.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from figure import FLOOR, HEIGHT, LIMB, WIDTH, arrow, body  # noqa: E402
from poses import SCENES, Scene  # noqa: E402

KNOWLEDGE = HERE.parents[1] / "src" / "multifidus" / "knowledge"
DRAWINGS = KNOWLEDGE / "drawings"
OTHER_TITLES = {"lift_close": "Lift with the load held close"}  # what habits show beside the exercises
ROOM, LOWEST = 16, 100  # above the highest point, and the least height of a picture: nobody stretches a strip well
MOVEMENT = "#d9480f"  # the only colour: it stands out on white and on black


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (KNOWLEDGE / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drawing(name: str, scene: Scene, title: str) -> str:
    """One exercise as an SVG; ids carry its name, as several may stand in one page."""
    start = f'<g opacity=".28">{"".join(body(pose) for pose in scene.start)}</g>' if scene.start else ""
    things = f'<g stroke-width="3.5" opacity=".7">{"".join(scene.things)}</g>' if scene.things else ""
    arrows = "".join(arrow(*way) for way in scene.arrows)
    end = "".join(body(pose) for pose in scene.end)
    floor = f'<path d="M6 {FLOOR}H{WIDTH - 6}" stroke-width="2" opacity=".5"/>'
    front = f'<g stroke-width="3.5">{"".join(scene.front)}</g>' if scene.front else ""
    top = min(highest(start + things + arrows + end + front) - ROOM, HEIGHT - LOWEST)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {WIDTH} {HEIGHT - top}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">\n'
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(scene.told)}</desc>\n'
        f'<g fill="none" stroke="currentColor" stroke-width="{LIMB:g}" stroke-linecap="round" '
        f'stroke-linejoin="round">\n{floor}{things}\n{start}\n{end}\n{front}\n'
        f'<g stroke="{MOVEMENT}" stroke-width="3">{arrows}</g>\n</g>\n</svg>\n'
    )


def highest(content: str) -> int:
    """How far up anything reaches, in whole units of the picture."""
    ups = [float(y) for _, y in re.findall(r"[MLQ ]([-\d.]+) ([-\d.]+)(?=[LQ\" ])", content)]
    return int(min([*ups, *(float(y) for y in re.findall(r'cy="([-\d.]+)"', content))]))


def drawings() -> dict[str, str]:
    """Every drawing by the name of its file."""
    titles = {row["id"]: row["plain_label"] for row in rows("exercises")}
    titles |= OTHER_TITLES
    return {f"{name}.svg": drawing(name, SCENES[name], title) for name, title in titles.items()}


def main() -> None:
    """Writes the drawings."""
    DRAWINGS.mkdir(exist_ok=True)
    for name, content in drawings().items():
        (DRAWINGS / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
