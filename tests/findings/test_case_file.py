"""Structured cases: what is read, and what is refused with which words."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies

from multifidus.errors import InputError
from multifidus.findings.case_file import Case, read_case
from multifidus.knowledge import shipped

REFUSED = {
    "an unknown finding names the nearest": ('{"findings": {"spasmm": true}}', "did you mean spasm"),
    "an impossible age": ('{"findings": {"age": 900}}', "age lies between 0 and 120 years"),
    "a whole number too large for any computer": (
        '{"findings": {"age": 1' + "0" * 400 + "}}",
        "inf years is impossible",
    ),
    "an impossible grade": ('{"findings": {"mrc_knee_extension": 7}}', "7 MRC grade is impossible"),
    "a number for a yes": ('{"findings": {"spasm": 3}}', "write true or false"),
    "a yes for a number": ('{"findings": {"esr": true}}', "write the number in mm/h"),
    "a finding said twice": ('{"findings": {"spasm": true, "spasm": false}}', "stands twice"),
    "an unknown part": ('{"findings": {"spasm": {"valu": true}}}', "unknown part valu"),
    "an unknown side": ('{"findings": {"spasm": {"value": true, "side": "up"}}}', "write left, right or both"),
    "an unknown setting": ('{"setting": "ward", "findings": {}}', "write one of primary"),
    "an unknown sex": ('{"findings": {"sex": "m"}}', "write male or female"),
    "a setting misspelt": (
        '{"seting": "primary", "findings": {}}',
        "unknown key seting; a case has id, setting, findings",
    ),
    "a finding outside its table": ('{"age": 34, "findings": {}}', "move it into the table of findings"),
    "two values for one side": ('{"findings": {"spasm": [true, false]}}', "two values for one side"),
    "one side twice": (
        '{"findings": {"mrc_knee_extension": [{"value": 3, "side": "left"}, {"value": 5, "side": "left"}]}}',
        "write one value for left, one for right",
    ),
    "no number at all": ('{"findings": {"esr": NaN}}', "is impossible"),
    "a list of lists": ('{"findings": {"spasm": [[true]]}}', "is no value"),
    "no findings": ("[]", "no table of findings"),
    "broken JSON": ("{", "no JSON"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_says_why(text, told):
    with pytest.raises(InputError, match=told):
        read_case(text, "json", name="case.json", knowledge=shipped())


def test_toml_and_json_say_the_same():
    toml = 'id = "a"\n[findings]\nage = 34\nslr_positive = "left"\n'
    as_json = '{"id": "a", "findings": {"age": 34, "slr_positive": {"value": true, "side": "left"}}}'

    first = read_case(toml, "toml", name="a.toml", knowledge=shipped())
    second = read_case(as_json, "json", name="a.json", knowledge=shipped())

    assert list(first.findings.all()) == list(second.findings.all())


def of(findings):
    return read_case(f'{{"findings": {findings}}}', "json", name="a.json", knowledge=shipped()).findings


def test_a_positive_left_and_a_negative_right_is_positive_on_the_left():
    slr = '{"slr_positive": [{"value": true, "side": "left"}, {"value": false, "side": "right"}]}'

    assert of(slr)["slr_positive"].value is True
    assert of(slr)["slr_positive"].side == "left"


def test_left_and_right_are_both():
    assert of('{"slr_positive": ["left", "right"]}')["slr_positive"].side == "both"


def test_no_on_both_sides_is_no():
    sides = '{"slr_positive": [{"value": false, "side": "left"}, {"value": false, "side": "right"}]}'

    assert of(sides)["slr_positive"].value is False


def test_grades_of_both_sides_stay_apart():
    grades = '{"mrc_knee_extension": [{"value": 3, "side": "left"}, {"value": 5, "side": "right"}]}'

    assert {(f.side, f.value) for f in of(grades).every("mrc_knee_extension")} == {("left", 3), ("right", 5)}


def test_what_a_vignette_argues_is_no_finding():
    argued = 'sentence = "It is a strain."\n[findings]\nspasm = true\n[expect]\nfirst = "muscle_strain"\n'

    assert list(read_case(argued, "toml", name="a.toml", knowledge=shipped()).findings) == ["spasm"]


@given(
    strategies.recursive(
        strategies.none() | strategies.booleans() | strategies.floats() | strategies.text(max_size=8),
        lambda inside: (
            strategies.lists(inside, max_size=3)
            | strategies.dictionaries(
                strategies.sampled_from(["findings", "age", "spasm", "slr_positive", "value", "side", "sex"]),
                inside,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_sent_is_read_or_refused_in_words(content):
    with suppress(InputError):  # anything else that is raised fails the test
        assert isinstance(read_case(json.dumps(content), "json", name="a.json", knowledge=shipped()), Case)


@given(strategies.text(), strategies.sampled_from(["toml", "json"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_in_words(text, kind):
    with suppress(InputError):
        assert isinstance(read_case(text, kind, name="a", knowledge=shipped()), Case)
