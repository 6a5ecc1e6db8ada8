"""The picture of the body: two outlines, and where on them each place lies. Drawn for this program.

Seen from behind, the left of the person is on the left; seen from the front it is on the right. The places themselves,
with their names, are rows of body_regions.csv; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

View = Literal["back", "front"]
MIDDLE = 120  # of the picture; one half is drawn, the other mirrored
VIEW_BOX = "28 8 184 500"
OUTLINE = (
    "M132 72C132.2 74.33 131.3 82.33 133 86C134.7 89.67 137.2 91.5 142 94C146.8 96.5 156.3 98.17 162 101"
    "C167.7 103.8 172.5 106.2 176 111C179.5 115.8 181.3 123.2 183 130C184.7 136.8 185 144 186 152"
    "C187 160 187.8 169.7 189 178C190.2 186.3 191.7 193.7 193 202C194.3 210.3 196 219.3 197 228"
    "C198 236.7 198 246.7 199 254C200 261.3 202.2 266.3 203 272C203.8 277.7 204.7 283.3 204 288"
    "C203.3 292.7 200.8 298.3 199 300C197.2 301.7 194.5 301 193 298C191.5 295 190.8 288 190 282"
    "C189.2 276 189 269.7 188 262C187 254.3 185.5 245 184 236C182.5 227 180.3 216.3 179 208"
    "C177.7 199.7 177.2 194 176 186C174.8 178 173.5 167.3 172 160C170.5 152.7 167.8 145 167 142"
    "C166.7 145.3 166 154.7 165 162C164 169.3 162.3 178.3 161 186C159.7 193.7 157.2 201 157 208"
    "C156.8 215 158.5 221.3 160 228C161.5 234.7 164.3 240.7 166 248C167.7 255.3 169.3 263.3 170 272"
    "C170.7 280.7 170.7 289.7 170 300C169.3 310.3 167.8 323.3 166 334C164.2 344.7 160.5 355.7 159 364"
    "C157.5 372.3 156.8 376.7 157 384C157.2 391.3 160 399.7 160 408C160 416.3 158.8 424.7 157 434"
    "C155.2 443.3 150.5 456.7 149 464C147.5 471.3 147.2 473.3 148 478C148.8 482.7 153.2 488.3 154 492"
    "C154.8 495.7 155.3 498.3 153 500C150.7 501.7 143.3 502.5 140 502C136.7 501.5 134.2 500.3 133 497"
    "C131.8 493.7 133 487.5 133 482C133 476.5 132.8 472 133 464C133.2 456 134.2 443.3 134 434"
    "C133.8 424.7 132.2 416.3 132 408C131.8 399.7 133 392.7 133 384C133 375.3 132.7 366.7 132 356"
    "C131.3 345.3 130.3 331 129 320C127.7 309 125.5 296.2 124 290C122.5 283.8 120.7 284.2 120 283"
    "C119.3 284.2 117.5 283.8 116 290C114.5 296.2 112.3 309 111 320C109.7 331 108.7 345.3 108 356"
    "C107.3 366.7 107 375.3 107 384C107 392.7 108.2 399.7 108 408C107.8 416.3 106.2 424.7 106 434"
    "C105.8 443.3 106.8 456 107 464C107.2 472 107 476.5 107 482C107 487.5 108.2 493.7 107 497"
    "C105.8 500.3 103.3 501.5 100 502C96.67 502.5 89.33 501.7 87 500C84.67 498.3 85.17 495.7 86 492"
    "C86.83 488.3 91.17 482.7 92 478C92.83 473.3 92.5 471.3 91 464C89.5 456.7 84.83 443.3 83 434"
    "C81.17 424.7 80 416.3 80 408C80 399.7 82.83 391.3 83 384C83.17 376.7 82.5 372.3 81 364"
    "C79.5 355.7 75.83 344.7 74 334C72.17 323.3 70.67 310.3 70 300C69.33 289.7 69.33 280.7 70 272"
    "C70.67 263.3 72.33 255.3 74 248C75.67 240.7 78.5 234.7 80 228C81.5 221.3 83.17 215 83 208"
    "C82.83 201 80.33 193.7 79 186C77.67 178.3 76 169.3 75 162C74 154.7 73.33 145.3 73 142"
    "C72.17 145 69.5 152.7 68 160C66.5 167.3 65.17 178 64 186C62.83 194 62.33 199.7 61 208"
    "C59.67 216.3 57.5 227 56 236C54.5 245 53 254.3 52 262C51 269.7 50.83 276 50 282"
    "C49.17 288 48.5 295 47 298C45.5 301 42.83 301.7 41 300C39.17 298.3 36.67 292.7 36 288"
    "C35.33 283.3 36.17 277.7 37 272C37.83 266.3 40 261.3 41 254C42 246.7 42 236.7 43 228"
    "C44 219.3 45.67 210.3 47 202C48.33 193.7 49.83 186.3 51 178C52.17 169.7 53 160 54 152"
    "C55 144 55.33 136.8 57 130C58.67 123.2 60.5 115.8 64 111C67.5 106.2 72.33 103.8 78 101"
    "C83.67 98.17 93.17 96.5 98 94C102.8 91.5 105.3 89.67 107 86C108.7 82.33 107.8 74.33 108 72Q120 66 132 72"
    "Z"
)
HEAD = "M120 16C137 16 145 30 144 47C143 64 133 79 120 79C107 79 97 64 96 47C95 30 103 16 120 16Z"
LINES: dict[View, tuple[str, ...]] = {
    "back": (
        "M120 100V244",  # the spine
        "M100 126C92 138 92 154 101 164M140 126C148 138 148 154 139 164",  # the shoulder blades
        "M120 254V290M118 291C104 298 88 296 77 286M122 291C136 298 152 296 163 286",  # the buttocks
        "M84 380C92 385 100 385 106 380M134 380C140 385 148 385 156 380",  # the backs of the knees
    ),
    "front": (
        "M84 110C96 114 106 116 116 121M156 110C144 114 134 116 124 121",  # the collar bones
        "M84 150C96 162 112 160 120 154C128 160 144 162 156 150",  # the chest
        "M120 212V217",  # the navel
        "M92 258C102 268 112 280 119 284M148 258C138 268 128 280 121 284",  # the groin
        "M88 372C92 364 102 364 105 372M135 372C138 364 148 364 152 372",  # the knees
    ),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place lies: its corners in the picture, and the upright box that a finger hits."""

    region: str
    corners: tuple[tuple[float, float], ...]

    @property
    def points(self) -> str:
        """The corners as SVG writes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.corners)

    @property
    def box(self) -> dict[str, float]:
        """x, y, width and height of the box."""
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return {
            "x": min(across),
            "y": min(down),
            "width": max(across) - min(across),
            "height": max(down) - min(down),
        }


def _box(region: str, left: float, top: float, right: float, bottom: float) -> Spot:
    return Spot(region, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _both(view: View, name: str, *corners: float) -> tuple[Spot, Spot]:
    """The same place on both sides; left, top, right and bottom are those of the left half of the picture."""
    left, top, right, bottom = corners
    here, there = ("left", "right") if view == "back" else ("right", "left")
    mirrored = (2 * MIDDLE - right, top, 2 * MIDDLE - left, bottom)
    return _box(f"{name}_{here}", left, top, right, bottom), _box(f"{name}_{there}", *mirrored)


# Larger places come first: what is drawn later lies above, and is hit first.
SPOTS: dict[View, tuple[Spot, ...]] = {
    "back": (
        _box("neck", 100, 72, 140, 100),
        _box("shoulders", 52, 100, 188, 124),
        _box("upper_back", 100, 124, 140, 178),
        *_both("back", "ribs_back", 70, 124, 100, 170),
        *_both("back", "flank", 70, 170, 100, 198),
        *_both("back", "low_back", 70, 198, 107, 238),
        _box("low_back_middle", 107, 178, 133, 238),
        *_both("back", "buttock", 66, 238, 120, 294),
        *_both("back", "dimple", 92, 238, 114, 256),
        _box("tailbone", 110, 256, 130, 278),
        *_both("back", "thigh_back", 66, 294, 120, 366),
        *_both("back", "calf", 74, 366, 120, 460),
        *_both("back", "heel", 74, 460, 120, 506),
    ),
    "front": (
        *_both("front", "arm", 30, 128, 76, 306),
        _box("chest", 74, 104, 166, 168),
        _box("belly", 74, 168, 166, 228),
        _box("belly_low", 94, 228, 146, 260),
        *_both("front", "hip", 62, 228, 94, 288),
        *_both("front", "groin", 94, 260, 109, 290),
        _box("private_parts", 109, 260, 131, 292),
        *_both("front", "thigh_outer", 60, 288, 84, 362),
        *_both("front", "thigh_front", 84, 290, 102, 362),
        *_both("front", "thigh_inner", 102, 292, 120, 362),
        *_both("front", "knee", 76, 362, 120, 394),
        *_both("front", "shin", 76, 394, 120, 460),
        *_both("front", "foot", 76, 460, 120, 506),
    ),
}
