"""The drawing of a lift: what it shows is what was computed, and nobody needs colour or eyes to read it."""

from dataclasses import replace
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.drawing.figure import CLASSES, class_of, draw_lift
from multifidus.findings.lifting.drawing.silhouette import silhouette
from multifidus.findings.lifting.drawing.svg import Drawing
from multifidus.findings.lifting.equations.limits import compression_limits
from multifidus.findings.lifting.lift import Lift
from multifidus.findings.lifting.posture import TECHNIQUES
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.reading import Reader

SVG = "{http://www.w3.org/2000/svg}"
LIMITS = compression_limits(CONSTANTS)
HEAVY = Lift(load_kg=25, reach_m=0.45, hands_m=0.25, travel_m=0.6)
LIGHT = Lift(load_kg=2, reach_m=0.3, hands_m=1.0, travel_m=0.2)


@pytest.fixture(scope="module")
def reader():
    return Reader(CONSTANTS, draws=16)


def drawn(reader, lift, body=MAN, technique="stoop"):
    reading = reader.read(Asked(lift, body, technique))
    return reading, Tree.fromstring(draw_lift(reading, reader))


def words(svg):
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


@needs_torso
@pytest.mark.parametrize("lift", [HEAVY, LIGHT])
def test_every_disc_is_named_with_its_load_its_bounds_and_a_sign_where_it_is_too_much(reader, lift):
    reading, svg = drawn(reader, lift)
    told = words(svg)
    for disc in reading.worst.discs:
        figure = disc.compression_n
        sign = " !!" if figure.value > LIMITS[1].value else " !" if figure.value > LIMITS[0].value else ""
        assert disc.level in told
        assert f"{figure.value:,.0f} N{sign}" in told
        assert f"{figure.low:,.0f} to {figure.high:,.0f}" in told
    assert {"action limit", "3,400 N", "maximum limit", "6,374 N"} <= set(told)


@needs_torso
def test_who_cannot_see_it_is_told_the_same(reader):
    reading, svg = drawn(reader, HEAVY)
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "25 kg at the pick-up" in title.text
    for disc in reading.worst.discs:
        assert f"{disc.level} {disc.compression_n.value:,.0f} newtons" in desc.text


@needs_torso
def test_a_bar_is_as_long_as_its_load_and_has_the_colour_of_its_class(reader):
    reading, svg = drawn(reader, HEAVY)
    bars = [one for one in svg.iter(f"{SVG}rect") if one.get("class") in CLASSES and float(one.get("height")) == 18]
    loads = [disc.compression_n.value for disc in reading.worst.discs]

    assert len(bars) == 5
    shares = [float(bar.get("width")) / load for bar, load in zip(bars, loads, strict=True)]
    assert shares == pytest.approx([shares[0]] * 5, rel=1e-3)
    assert [bar.get("class") for bar in bars] == [class_of(load, LIMITS) for load in loads]


def test_the_colours_part_at_the_limits():
    action, most = (limit.value for limit in LIMITS)
    newtons = [0, action / 2, action / 2 + 1, action, action + 1, most, most + 1]
    assert [class_of(one, LIMITS) for one in newtons] == ["little", "little", "much", "much", "over", "over", "most"]


@needs_torso
def test_a_load_whose_depth_was_told_is_drawn_as_deep(reader):
    boxes = []
    for depth in (0.3, 0.6):
        _, svg = drawn(reader, replace(LIGHT, reach_m=0.45, depth_m=depth))
        boxes += [float(one.get("width")) for one in svg.iter(f"{SVG}rect") if one.get("class") == "box"]
    assert boxes[1] == pytest.approx(2 * boxes[0])


@needs_torso
def test_it_has_colours_for_the_dark_and_takes_nothing_from_elsewhere(reader):
    _, svg = drawn(reader, LIGHT, WOMAN, "squat")
    style = svg.find(f"{SVG}style").text
    assert "prefers-color-scheme: dark" in style
    assert not [one for one in svg.iter() if any(name.endswith("href") for name in one.attrib)]
    assert "url(" not in style


@needs_torso
@settings(max_examples=20, deadline=None)
@given(st.floats(0.25, 0.55), st.floats(0.1, 1.4), st.sampled_from(TECHNIQUES))
def test_legs_stand_on_the_floor_and_are_as_long_as_they_are(reader, reach, height, technique):
    try:
        worst = reader.read(Asked(Lift(5, reach, height, 0.1), MAN, technique)).worst
    except InputError:
        assume(False)
    part = segments(MAN, CONSTANTS)
    shape = silhouette(worst, part, reader.spine(MAN).places([worst.posture])[0], CONSTANTS)
    thigh, shank = (float(np.hypot(*np.subtract(limb.start, limb.end))) for limb in shape.legs)

    assert (thigh, shank) == (pytest.approx(part.thigh_m, rel=0.02), pytest.approx(part.shank_m, rel=0.02))
    assert shape.legs[0].end == shape.legs[1].start
    assert shape.legs[1].end[0] == pytest.approx(0)
    assert shape.hands == (pytest.approx(worst.hands.reach_m, abs=1e-6), pytest.approx(worst.hands.height_m, abs=1e-6))
    assert min(point[1] for point in shape.foot) >= 0
    assert shape.head[1] > shape.discs[0][1] - 0.25


def test_without_the_torso_nothing_is_drawn_and_what_to_install_is_said(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "mujoco", None)
    reader = Reader(CONSTANTS, draws=0)
    with pytest.raises(MissingExtraError, match="multifidus\\[lifting\\]"):
        draw_lift(reader.read(Asked(LIGHT, MAN)), reader)


@pytest.mark.parametrize("name", ["\x00\x1b[2J\x07.csv", "\udcff.csv", "<&>\u202e\uffff" * 40])
def test_whatever_a_file_is_called_its_drawing_is_read_by_every_parser_and_written(name):
    drawing = Drawing(10, 10, title=name, description=name)
    drawing.text((1, 1), name)
    root = Tree.fromstring(str(drawing).encode())
    assert "lift" in root.attrib["class"]
