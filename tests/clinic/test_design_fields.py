"""A measure with its unit, a day in three parts, a probability, the places one can go: what each accepts and says."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format

from multifidus.clinic.design import navigation
from multifidus.clinic.design.fields import DayField, MeasureField
from multifidus.clinic.design.likelihood import Likelihood, percent
from multifidus.clinic.design.urgencies import URGENCIES
from multifidus.terms import Urgency


@pytest.fixture
def load() -> MeasureField:
    return MeasureField(unit="kg", least=0, most=300)


@pytest.mark.parametrize(
    ("typed", "meant"), [("12.5", "12.5"), ("12,5", "12.5"), (" 7 ", "7"), ("0", "0"), ("300", "300")]
)
def test_a_decimal_comma_means_what_a_decimal_point_means(load, typed, meant):
    assert load.clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1,500", "1.500", "1.500,0", "12.55"])
def test_a_thousands_separator_is_never_read_as_a_fraction(load, typed):
    with pytest.raises(ValidationError, match="Write"):
        load.clean(typed)


@pytest.mark.parametrize("typed", ["twenty", "nan", "inf", "-", "1e", "12 kg", "٣x", "1" * 400])
def test_what_is_no_number_is_told_how_to_write_one(load, typed):
    with pytest.raises(ValidationError, match="Write a number"):
        load.clean(typed)


@pytest.mark.parametrize("typed", ["-1", "300.1", "1e9"])
def test_a_number_that_cannot_be_true_is_refused_with_its_bounds(load, typed):
    with pytest.raises(ValidationError, match="from 0 to 300 kg"):
        load.clean(typed)


def test_an_empty_measure_is_unknown_and_not_nothing():
    assert MeasureField(unit="kg", least=0, most=300, required=False).clean("") is None


def test_a_stored_measure_is_written_as_the_reader_writes_numbers(load):
    with translation.override("de"):
        assert load.prepare_value(Decimal("12.5")) == "12,5"
        assert load.prepare_value("12.5") == "12.5"


def test_a_day_is_what_its_three_parts_say():
    assert DayField().clean(["31", "3", "1980"]) == datetime.date(1980, 3, 31)
    assert DayField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize("language", ["en", "en-gb", "en-us", "de"])
@pytest.mark.parametrize("name", ["DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_a_day_is_never_written_so_that_two_readers_read_two_days(language, name):
    with translation.override(language):
        told = date_format(datetime.datetime(1980, 7, 4, 15, 5), name)

    assert re.search(r"4 Jul|4\. Jul|04\.07\.1980", told), told
    assert "p.m." not in told


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (["31", "2", "1980"], "no such day"),
        (["", "2", "1980"], "as numbers"),
        (["2", "May", "1980"], "as numbers"),
        (["1", "1", "80"], "four digits"),
        (["1", "1", "2990"], "lies ahead"),
        (["1", "1", "99999"], "no such day"),
        (["²", "1", "1980"], "as numbers"),
        ([], "required"),
    ],
)
def test_a_day_that_cannot_be_is_told_which_part_to_mend(parts, told):
    with pytest.raises(ValidationError, match=told):
        DayField().clean(parts)


def test_nothing_is_ever_shown_as_certain_or_as_impossible():
    assert [percent(p).replace("\u00a0", " ") for p in (0, 0.0099, 0.01, 0.5, 0.99, 0.995, 1)] == [
        "under 1 %",
        "under 1 %",
        "1 %",
        "50 %",
        "99 %",
        "over 99 %",
        "over 99 %",
    ]


def test_a_probability_is_told_with_its_doubt_in_words_and_drawn_to_scale():
    tag = Template("{% load design %}{% probability 0.61 0.44 0.76 what %}")

    html = tag.render(Context({"what": "Slipped <disc>"})).replace("\u00a0", " ")

    assert "Slipped &lt;disc&gt;" in html
    assert "61 %" in html
    assert "from 44 % to 76 %" in html
    assert 'class="bar" width="610"' in html
    assert "M440 16v7H760v-7" in html
    with translation.override("de"):
        assert 'class="bar" width="610"' in tag.render(Context())


def test_a_doubt_too_small_to_be_written_is_told_as_small():
    assert Likelihood(0.999, 0.995, 1).between == "The doubt is less than one in a hundred."
    assert "from 98\u00a0% to over 99\u00a0%" in Likelihood(0.999, 0.98, 1).between


def test_a_probability_outside_its_interval_is_refused():
    with pytest.raises(ValueError, match="inside its own interval"):
        Likelihood(0.9, 0.1, 0.5)


def test_every_urgency_has_a_word_and_an_icon_of_its_own():
    assert set(URGENCIES) == set(Urgency)
    assert (
        len({str(shown.words) for shown in URGENCIES.values()})
        == len({shown.icon for shown in URGENCIES.values()})
        == 5
    )


def test_an_emergency_is_said_in_a_word_wherever_its_colour_is_shown():
    html = Template('{% load design %}{% urgency "emergency" %}').render(Context())

    assert "Emergency" in html
    assert "#siren" in html


@pytest.mark.parametrize("level", ["", None, "someday"])
def test_an_urgency_that_nobody_knows_is_never_shown_as_harmless_nor_as_a_broken_page(level):
    html = Template("{% load design %}{% urgency level %}").render(Context({"level": level}))

    assert "Unknown: look" in html


def test_a_tone_or_an_icon_that_does_not_exist_is_refused():
    with pytest.raises(TemplateSyntaxError, match="no tone"):
        Template('{% load design %}{% notice "loud" %}x{% endnotice %}').render(Context())
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        Template('{% load design %}{% icon "unicorn" %}').render(Context())


def test_a_notice_frames_markup_and_escapes_its_title():
    html = Template('{% load design %}{% notice "warning" t %}<p>{{ t }}</p>{% endnotice %}').render(
        Context({"t": "<i>"})
    )

    assert "<h2>&lt;i&gt;</h2><p>&lt;i&gt;</p>" in html


def test_places_come_in_their_order_and_only_to_whom_they_are_offered(monkeypatch):
    monkeypatch.setattr(navigation, "_offers", [])

    @navigation.places
    def two(request):
        yield navigation.Place("Style", "style", "sun", order=20)
        if request.GET.get("staff"):
            yield navigation.Place("First", "home", "house", order=10, also=("style",))

    asked = RequestFactory().get("/style?staff=1")
    from django.urls import resolve

    asked.resolver_match = resolve("/style")
    assert [(place.label, place.url, place.here) for place in navigation.navigation_for(asked)] == [
        ("First", "/", "true"),
        ("Style", "/style", "page"),
    ]
    asked = RequestFactory().get("/")
    asked.resolver_match = None
    assert [place.label for place in navigation.navigation_for(asked)] == ["Style"]
