"""Structured cases: what is read, and what is refused with which words."""

import pytest

from multifidus.errors import InputError
from multifidus.findings.case_file import read_case
from multifidus.knowledge import shipped

REFUSED = {
    "an unknown finding names the nearest": ('{"findings": {"spasmm": true}}', "did you mean spasm"),
    "an impossible age": ('{"findings": {"age": 900}}', "age lies between 0 and 120 years"),
    "an impossible grade": ('{"findings": {"mrc_knee_extension": 7}}', "7 MRC grade is impossible"),
    "a number for a yes": ('{"findings": {"spasm": 3}}', "write true or false"),
    "a yes for a number": ('{"findings": {"esr": true}}', "write the number in mm/h"),
    "a finding said twice": ('{"findings": {"spasm": true, "spasm": false}}', "stands twice"),
    "an unknown part": ('{"findings": {"spasm": {"valu": true}}}', "unknown part valu"),
    "an unknown side": ('{"findings": {"spasm": {"value": true, "side": "up"}}}', "write left, right or both"),
    "an unknown setting": ('{"setting": "ward", "findings": {}}', "write one of primary"),
    "an unknown sex": ('{"findings": {"sex": "m"}}', "write male or female"),
    "no findings": ("[]", "no table of findings"),
    "broken JSON": ("{", "no JSON"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_says_why(text, told):
    with pytest.raises(InputError, match=told):
        read_case(text, "json", name="case.json", knowledge=shipped())


def test_toml_and_json_say_the_same():
    toml = 'id = "a"\n[findings]\nage = 34\nslr_positive = "left"\n'
    json = '{"id": "a", "findings": {"age": 34, "slr_positive": {"value": true, "side": "left"}}}'

    first = read_case(toml, "toml", name="a.toml", knowledge=shipped())
    second = read_case(json, "json", name="a.json", knowledge=shipped())

    assert list(first.findings.all()) == list(second.findings.all())
