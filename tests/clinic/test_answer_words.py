"""The words of the answer: never surer than the contract, plain enough to be read at night, and escaped."""

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.once import assess_once
from multifidus.clinic.charts.shown import Do, shown_to_person
from multifidus.clinic.charts.shown.in_words import doubt, odds
from multifidus.clinic.charts.ways import Ways
from multifidus.terms import Urgency

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import plain_words  # noqa: E402

CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))
GRID = [n / 200 for n in range(201)]
ENDS = GRID[::7]


@cache
def of_case(path: Path) -> dict:
    return dict(_cases())[path.stem]


@cache
def _cases() -> tuple:
    from multifidus.clinic.charts.assessing import told

    return tuple((name, told(one, file=name)) for name, one in plain_words.vignettes(*engine()))


def page(answer: dict, **more) -> str:
    told = shown_to_person(answer, engine()[0], **more)
    return render_to_string("charts/person_answer.html", {"told": told, "ways": Ways(interview="/interview/")})


def words_of(html: str) -> str:
    html = re.sub(r"<(svg|script|style).*?</\1>", " ", html, flags=re.S)
    html = re.sub(r"</(li|p|h\d|summary|dt|dd|a)>", "\n", html)
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_doubt_in_words_is_never_narrower_than_the_interval():
    for p, low, high in ((p, low, high) for p in GRID for low in ENDS if low <= p for high in ENDS if high >= p):
        told = doubt(p, low, high)
        whole = 100 if p < 0.05 else 10
        numbers = [int(one) / whole for one in re.findall(r"\b(\d+)\b", told.replace(f"in {whole}", ""))]
        least = 0.0 if "up to" in told or not numbers else numbers[0]
        most = 1.0 if "nearly sure" in told or not numbers else numbers[-1]
        if told:
            assert least <= low + 1e-9, told
            assert most >= high - 1e-9, told
        else:
            assert high <= 0.01, "only 'less than 1 in 100' has said it"


def test_no_words_ever_say_never_or_surely():
    for p in GRID:
        told = odds(p)
        assert not re.search(r"\b(0|10) in 10\b|\b(0|100) in 100\b|never|certain|sure", told)
        if numbers := re.fullmatch(r"about (\d+) in (\d+)", told):
            assert abs(int(numbers[1]) / int(numbers[2]) - p) <= 0.5 / int(numbers[2]) + 1e-9


def test_without_an_interval_the_page_says_that_nobody_knows_how_sure_it_is():
    assert "could not be worked out" in doubt(0.4, None, None)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_first_thing_to_do_fits_the_urgency(path):
    answer = of_case(path)
    told = shown_to_person(answer, engine()[0])

    if answer["urgency"] == Urgency.EMERGENCY:
        assert told.do is Do.CALL
        assert told.call
        assert not told.causes.first
    elif answer["urgency"] in (Urgency.URGENT, Urgency.SOON):
        assert told.do is Do.BOOK
    else:
        assert told.do is not Do.CALL
    if told.do is Do.MOVE:
        assert not answer["ask_first"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_page_asks_for_no_more_than_seven_years_of_school(path):
    told = words_of(page(of_case(path)))
    sources = re.compile(r"^\s*(From:|No study gives|We read this|We know this|This follows from|This says).*$", re.M)

    assert plain_words.grade(sources.sub("", told)) <= plain_words.HIGHEST_GRADE


@pytest.mark.parametrize("urgency", ["routine", "self_care", "soon", "urgent", "emergency"])
def test_a_failed_assessment_tells_the_red_flags_alone_and_never_that_all_is_well(urgency):
    answer = {"urgency": urgency, "plan": {"now": []}, "ask_first": []}

    html = page(answer, failed=True)

    assert "We could not work this out in full" in html
    assert "You can look after this yourself" not in html
    assert "Have it looked at" not in html
    assert 'id="causes"' not in html


def test_dangerous_causes_are_not_called_unlikely_where_one_sign_has_to_be_looked_at():
    for path in CASES:
        answer = of_case(path)
        html = page(answer)

        if answer["urgency"] in ("urgent", "soon"):
            assert "Your answers make none of them likely" not in html


def test_nothing_at_all_is_told_as_not_worked_out():
    html = page({}, failed=True)

    assert "This could not be worked out yet" in html
    assert "Do not wait for this page" in html


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("I am 12 years old and my back hurts.", "under 16"),
        ("I am 30, a woman, 20 weeks pregnant, and my low back hurts.", "pregnan"),
    ],
)
def test_who_is_outside_of_what_this_was_made_for_is_told_so(words, told):
    html = page(assess_once({"text": words}, country="GB", setting=None))

    assert told in html
    assert 'id="causes"' not in html


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_hostile_words_in_an_answer_come_out_as_words():
    answer = assess_once({"text": "My low back hurts since I lifted a sofa."}, country=None, setting=None)
    poisoned = _poisoned(answer)

    html = page(poisoned)

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def _poisoned(value, key=""):
    keep = {"urgency", "id", "for", "status", "who", "kind", "finding", "source", "may_change", "line_of_use", "side"}
    if isinstance(value, dict):
        return {name: one if name in keep else _poisoned(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_poisoned(one, key) for one in value]
    return value + HOSTILE if isinstance(value, str) and key not in ("findings", "ask_first", "questions") else value
