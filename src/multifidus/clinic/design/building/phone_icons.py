"""Our mark as pictures for the first screen of a phone: `python -m multifidus.clinic.design.building.phone_icons`.

They lie in git, as they change with the mark alone; a test draws them again.
"""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

STATIC = Path(__file__).parents[1] / "static" / "design"
MARK = STATIC / "mark.svg"
SIDE = 32  # units of the mark
FINE = 4  # points across a pixel, so that edges are smooth
SAFE = 0.8  # of a maskable icon: the circle that every phone shows
ICONS = {"icon-192.png": (192, False), "icon-512.png": (512, False), "icon-maskable-512.png": (512, True)}
ROTATED = re.compile(r"rotate\((\S+) (\S+) (\S+)\)")

Picture = NDArray[np.float64]


def draw(size: int, *, maskable: bool) -> bytes:
    """A PNG of `size` by `size` pixels; a maskable one fills its square, with the mark within the circle that shows."""
    points = (np.arange(size * FINE) + 0.5) / (size * FINE) * SIDE
    scale = SAFE if maskable else 1.0
    across, down = np.meshgrid((points - SIDE / 2) / scale + SIDE / 2, (points - SIDE / 2) / scale + SIDE / 2)
    picture = np.zeros((size * FINE, size * FINE, 4))
    ground, *bones = _rectangles()
    picture[np.full(across.shape, True) if maskable else _inside(ground, across, down)] = _colour(ground["fill"])
    for bone in bones:
        picture[_inside(bone, across, down)] = _colour(bone["fill"])
    return _png(_coarser(picture, size))


def write(folder: Path = STATIC) -> list[Path]:
    """The files, drawn anew."""
    made = []
    for name, (size, maskable) in ICONS.items():
        (folder / name).write_bytes(draw(size, maskable=maskable))
        made.append(folder / name)
    return made


def _rectangles() -> list[dict[str, str]]:
    """The rectangles of the mark, the ground first, each with its own or its group's colour."""
    groups = ElementTree.parse(MARK).iter()
    shapes = ((group, shape) for group in groups for shape in group if shape.tag.endswith("rect"))
    return [{"fill": group.get("fill", ""), **shape.attrib} for group, shape in shapes]


def _inside(shape: dict[str, str], across: Picture, down: Picture) -> NDArray[np.bool_]:
    """Which points lie in a rectangle with round corners, turned about its point."""
    x, y, width, height, round_ = (float(shape.get(name, "0")) for name in ("x", "y", "width", "height", "rx"))
    if turned := ROTATED.match(shape.get("transform", "")):
        degrees, about_x, about_y = map(float, turned.groups())
        turn = np.deg2rad(degrees)
        dx, dy = across - about_x, down - about_y
        across = about_x + dx * np.cos(turn) + dy * np.sin(turn)
        down = about_y - dx * np.sin(turn) + dy * np.cos(turn)
    past_x = np.abs(across - x - width / 2) - (width / 2 - round_)
    past_y = np.abs(down - y - height / 2) - (height / 2 - round_)
    return np.hypot(np.maximum(past_x, 0), np.maximum(past_y, 0)) <= round_


def _colour(told: str) -> tuple[float, ...]:
    return (*(float(int(told[at : at + 2], 16)) for at in (1, 3, 5)), 255.0)


def _coarser(picture: Picture, size: int) -> NDArray[np.uint8]:
    """Each pixel the mean of its points, colours weighted by how much of them shows."""
    blocks = picture.reshape(size, FINE, size, FINE, 4)
    shows = blocks[..., 3:] / 255
    weight = np.maximum(shows.sum(axis=(1, 3)), 1e-9)
    colours = (blocks[..., :3] * shows).sum(axis=(1, 3)) / weight
    return np.round(np.concatenate([colours, shows.mean(axis=(1, 3)) * 255], axis=-1)).astype(np.uint8)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    height, width, _channels = pixels.shape
    lines = b"".join(b"\0" + pixels[row].tobytes() for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, told) for name, told in parts)


def _chunk(name: bytes, told: bytes) -> bytes:
    return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))


if __name__ == "__main__":
    for file in write():
        print(f"{file.name}: {file.stat().st_size} bytes")
