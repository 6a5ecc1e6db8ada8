"""The colours, measured: whoever sees little can read every pair that the style puts together, in light and in dark."""

import re
from pathlib import Path

import pytest

from multifidus.clinic import design

STYLE = Path(design.__file__).parent / "static" / "design"
GROUNDS = ("paper", "card", "sunken")
TONES = ("emergency", "urgent", "soon", "routine", "care")
WORDS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-strong", "emergency-ink") for ground in GROUNDS],
    *[(f"{tone}-ink", f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    ("on-brand", "brand"),
    ("on-emergency", "emergency"),
    ("brand-strong", "brand-soft"),
    ("ink", "brand-soft"),
    ("ink", "clay-soft"),
]
EDGES = [(edge, ground) for edge in ("control", "focus", "clay") for ground in GROUNDS] + [("brand", "sunken")]


def colours(*files: str) -> dict[str, str]:
    text = "".join((STYLE / file).read_text(encoding="utf-8") for file in files)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=[("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def palette(request) -> dict[str, str]:
    return colours(*request.param)


def test_black_on_white_is_21_to_1():
    assert contrast("#000", "#fff") == pytest.approx(21)


def test_every_word_can_be_read(palette):
    faint = {(ink, ground): round(contrast(palette[ink], palette[ground]), 2) for ink, ground in WORDS}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


def test_every_edge_of_a_field_and_every_focus_can_be_seen(palette):
    faint = {(edge, ground): round(contrast(palette[edge], palette[ground]), 2) for edge, ground in EDGES}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


def test_dark_speaks_of_the_same_colours_as_light():
    assert colours("dark.css").keys() == colours("tokens.css").keys()


def test_no_file_but_the_tokens_names_a_colour():
    """Two exceptions: paper is black on white, and the button on the emergency field is white in light and in dark."""
    for file in ("type.css", "page.css", "forms.css"):
        assert re.findall(r":[^;{}]*#[0-9a-f]{3,6}\b", (STYLE / file).read_text(encoding="utf-8")) == [], file
