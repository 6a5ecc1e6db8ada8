"""The few marks of which the drawings of a lift are made, as SVG elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as Tree
from zlib import crc32

import numpy as np

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
Point = tuple[float, float]

# Colours that people with any colour blindness tell apart (Okabe and Ito); no figure is told by colour alone.
LIGHT = {
    "fill": {
        "paper": "#ffffff",
        "ink": "#1c2126",
        "soft": "#55606b",
        "skin": "#cfd6dd",
        "near": "#b3bec8",
        "bone": "#f4f0e4",
        "box": "#b08f66",
        "label": "#1c2126",
        "little": "#56b4e9",
        "much": "#0072b2",
        "over": "#e69f00",
        "most": "#c2410c",
    },
    "stroke": {"line": "#8b96a1", "bone": "#77828d", "box": "#6d5536", "limit": "#1c2126", "rim": "#1c2126"},
}
DARK = {
    "fill": {
        "paper": "#14181c",
        "ink": "#f1f4f6",
        "soft": "#aab4be",
        "skin": "#434d57",
        "near": "#5a6671",
        "bone": "#d6d2c4",
        "box": "#b08f66",
        "label": "#14181c",
        "little": "#8fd0f5",
        "much": "#2b7fd0",
        "most": "#f0713a",
    },
    "stroke": {"line": "#6d7883", "bone": "#8b96a1", "box": "#c7ab82", "limit": "#f1f4f6", "rim": "#f1f4f6"},
}
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def _rules(colours: Mapping[str, Mapping[str, str]]) -> str:
    told = [f".lift .{kind} {{ {what}: {tint} }}" for what, kinds in colours.items() for kind, tint in kinds.items()]
    halo = colours["fill"]["paper"]  # around words, where a line runs behind them
    return " ".join([*told, f".lift text:not(.label) {{ stroke: {halo} }}"])


STYLE = (
    f".lift {{ color-scheme: light dark; font-family: {FONT} }} "
    ".lift text { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round } "
    f"{_rules(LIGHT)} @media (prefers-color-scheme: dark) {{ {_rules(DARK)} }}"
)


class Drawing:
    """A drawing with a title and a description for who does not see it; marks are added in the order of painting."""

    def __init__(self, width: float, height: float, *, title: str, description: str) -> None:
        title, description = _legal(title), _legal(description)
        mark = f"lift-{crc32(f'{title} {description}'.encode()):08x}"  # another one in each drawing of a page
        self.root = Tree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width:g} {height:g}",
                "class": "lift",
                "role": "img",
                "aria-labelledby": f"{mark}-title {mark}-desc",
            },
        )
        Tree.SubElement(self.root, "title", {"id": f"{mark}-title"}).text = title
        Tree.SubElement(self.root, "desc", {"id": f"{mark}-desc"}).text = description
        Tree.SubElement(self.root, "style").text = STYLE
        self.box((0, 0), width, height, "paper")

    def text(
        self, at: Point, words: str, kind: str = "ink", *, size: float = 14, anchor: str = "start", bold: bool = False
    ) -> None:
        """Words; their base line begins, is centred or ends at the place."""
        given = {"x": _n(at[0]), "y": _n(at[1]), "class": kind, "font-size": _n(size), "text-anchor": anchor}
        if bold:
            given["font-weight"] = "600"
        Tree.SubElement(self.root, "text", given).text = _legal(words)

    def box(self, corner: Point, width: float, height: float, kind: str, *, round_: float = 0.0) -> None:
        """A rectangle from its upper left corner."""
        given = {"x": _n(corner[0]), "y": _n(corner[1]), "width": _n(width), "height": _n(height), "class": kind}
        if round_:
            given["rx"] = _n(round_)
        Tree.SubElement(self.root, "rect", given)

    def line(self, points: Sequence[Point], kind: str, *, width: float = 1.0, dashes: str = "") -> None:
        """A line through points."""
        told = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        given = {"points": told, "class": kind, "stroke-width": _n(width), "fill": "none", "stroke-linejoin": "round"}
        if dashes:
            given["stroke-dasharray"] = dashes
        Tree.SubElement(self.root, "polyline", given)

    def circle(self, centre: Point, radius: float, kind: str) -> None:
        """A disc of one colour."""
        x, y = centre
        Tree.SubElement(self.root, "circle", {"cx": _n(x), "cy": _n(y), "r": _n(radius), "class": kind})

    def shape(self, points: Iterable[Point], kind: str, *, smooth: bool = False, rim: float = 0.0) -> None:
        """A closed shape, its corners rounded off into one curve where it is smooth."""
        corners = list(points)
        path = _smooth(corners) if smooth else "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in corners) + " Z"
        given = {"d": path, "class": kind}
        if rim:
            given["stroke-width"] = _n(rim)
        Tree.SubElement(self.root, "path", given)

    def limb(self, start: Point, end: Point, radii: tuple[float, float], kind: str) -> None:
        """A tapered limb with round ends."""
        (x0, y0), (x1, y1) = start, end
        self.circle(start, radii[0], kind)
        self.circle(end, radii[1], kind)
        far = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
        aside = (-(y1 - y0) / far, (x1 - x0) / far)
        self.shape(
            [
                (x0 + aside[0] * radii[0], y0 + aside[1] * radii[0]),
                (x1 + aside[0] * radii[1], y1 + aside[1] * radii[1]),
                (x1 - aside[0] * radii[1], y1 - aside[1] * radii[1]),
                (x0 - aside[0] * radii[0], y0 - aside[1] * radii[0]),
            ],
            kind,
        )

    def __str__(self) -> str:
        """The whole as text, a file of its own."""
        return Tree.tostring(self.root, encoding="unicode") + "\n"


def _legal(words: str) -> str:
    """Without the signs that no XML may hold, so that every reader reads the rest."""
    return FORBIDDEN.sub("", words)


def _smooth(corners: Sequence[Point]) -> str:
    """A closed curve through all corners (Catmull and Rom)."""
    count = len(corners)
    path = [f"M{_n(corners[0][0])} {_n(corners[0][1])}"]
    for n in range(count):
        before, start, end, after = (corners[(n + k) % count] for k in (-1, 0, 1, 2))
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append("C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in (one, two, end)))
    return " ".join(path) + " Z"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
