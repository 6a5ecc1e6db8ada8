"""What the tables say to a person, in another language: nothing missing, nothing guessed, no figure changed."""

import dataclasses
import json
import re
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest
from django.template import Context, Template
from django.utils import translation

from multifidus.assess import assess
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown import shown as shown_in_chart
from multifidus.clinic.charts.shown.person import shown_to_person
from multifidus.clinic.charts.shown.words import Words
from multifidus.clinic.design.building.catalogues import catalogue_files, compile_catalogues, read_catalogue
from multifidus.clinic.design.building.tables import said_by_tables
from multifidus.clinic.design.told import English, told
from multifidus.clinic.design.told.catalogue import sentences
from multifidus.clinic.design.told.sentences import Sentences
from multifidus.doors.contract import contract
from multifidus.findings.case_file import read_case

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
OF_TABLES = [file for file in catalogue_files() if file.stem == "tables"]
DANGER = ("now_advice/", "return_signs/", "emergency_numbers/plain_hint", "composed")
"""Where a word too few or a number too many hurts somebody."""
TELLING = (
    *DANGER,
    "plain_findings/",
    "findings/question",
    "screen",
    "treatments/",
    "contraindications/",
    "test_",
    "habits/",
)


@pytest.fixture(scope="module")
def english():
    return said_by_tables()


@pytest.fixture(params=OF_TABLES, ids=lambda file: file.parts[-3])
def kept(request):
    return read_catalogue(request.param)


@pytest.fixture
def german():
    compile_catalogues()
    sentences.cache_clear()
    with translation.override("de"):
        yield


def of(catalogue, columns):
    return [one for one in catalogue if one.id and one.locations[0][0].startswith(columns)]


def test_every_text_that_a_person_may_be_told_is_in_the_catalogue(english, kept):
    assert {one.id for one in english if one.id} == {one.id for one in kept if one.id}, "run: make messages"


def test_what_a_person_may_be_told_is_translated_to_the_last_sentence(english, kept):
    missing = [f"{one.locations[0][0]}: {one.id}" for one in english if one.id and not kept.get(one.id).string]
    assert missing == []


def test_nothing_is_a_guess(kept):
    assert [one.id for one in kept if one.id and one.fuzzy] == []


def test_every_gap_is_there_in_the_translation(kept):
    gaps = re.compile(r"\{[^}]*\}")
    changed = [
        one.id
        for one in kept
        if one.id and one.string and Counter(gaps.findall(one.id)) != Counter(gaps.findall(one.string))
    ]
    assert changed == []


def test_no_figure_differs_from_the_english_one(kept):
    figures = re.compile(r"\d+(?:[.,]\d+)?")

    def told_in(text):
        return Counter(one.replace(",", ".") for one in figures.findall(text))

    changed = [(one.id, one.string) for one in kept if one.id and one.string and told_in(one.id) != told_in(one.string)]
    assert changed == []


@pytest.fixture(scope="module")
def answers():
    """The answer to every case, as the contract has it."""
    knowledge, model = engine()
    labels = {cause: row.label for cause, row in knowledge.causes.items()}
    cases = [read_case(f.read_text(encoding="utf-8"), "toml", name=f.name, knowledge=knowledge) for f in CASES]
    assessed = {
        case.id or str(at): assess(case.findings, knowledge, model, setting=case.setting or "primary")
        for at, case in enumerate(cases)
    }
    return {name: json.loads(json.dumps(contract(one, file="", labels=labels))) for name, one in assessed.items()}


def strings(thing):
    """Every text inside what a page is given."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for part in dataclasses.fields(thing):
            yield from strings(getattr(thing, part.name))
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from strings(one)


def test_every_sentence_of_every_case_is_told_to_the_person_in_german(german, answers):
    knowledge = engine()[0]
    english, told_count = set(), 0
    for answer in answers.values():
        for shown in (shown_to_person(answer, knowledge), shown_in_chart(answer, {}, Words(knowledge, "person"))):
            for text in strings(shown):
                told_count += 1
                if isinstance(text, English):
                    english.add(text)
    assert sorted(english) == []
    assert told_count > 10_000


def test_the_reading_of_an_answer_takes_a_german_page_no_longer_than_a_blink(german, answers):
    knowledge = engine()[0]
    longest = max(answers.values(), key=lambda answer: len(json.dumps(answer["plan"])))
    shown_to_person(longest, knowledge)
    began = perf_counter()
    shown_to_person(longest, knowledge)
    assert perf_counter() - began < 0.3, "told texts are kept, so that a page does not take them apart each time"


NOT = re.compile(r"\b(?:not|no|never|nobody|cannot|none|nothing|without)\b", re.IGNORECASE)
NICHT = re.compile(
    r"\b(?:nicht\w*|kein\w*|nie|niemand\w*|nirgends|nein|verneint|ohne"
    r"|uneins|umstritten|ungewollt|unbemerkt|ungefährlich|vor kurzem|erst, wenn|verloren|nur noch|statt|ist gleich)\b",
    re.IGNORECASE,
)
ABOUT_NOT = re.compile(r"\b(?:nicht|kein\w*|nie)\b(?! nur)(?!\))", re.IGNORECASE)
SAME = (  # what stands in the one has to stand in the other
    (r"\bdays?\b", r"tag"),
    (r"\bweeks?\b", r"woche"),
    (r"\bhours?\b", r"stunde"),
    (r"\bminutes?\b", r"minute"),
    (r"\bmonths?\b", r"monat"),
    (r"\bleft (?:leg|side|foot|arm)\b|, left\b|\bon (?:the|your) left\b", r"\blink"),
    (r"\bright (?:leg|side|foot|arm)\b|, right$|\bon (?:the|your) right\b", r"\brecht"),
    (r"\bboth legs\b", r"\bbeide"),
    (r"\bat once\b", r"\bsofort|plötzlich"),
    (r"\btoday\b", r"\bheute"),
    (r"\bsame day\b", r"\bselben tag"),
    (r"\bambulance\b", r"\brettungswagen"),
    (r"\bemergency department\b", r"\bnotaufnahme"),
)


def test_no_sentence_that_forbids_allows_in_german(english, kept):
    lost = [
        (one.id, kept.get(one.id).string)
        for one in of(english, TELLING)
        if len(NOT.findall(one.id)) > len(NICHT.findall(kept.get(one.id).string))
    ]
    assert lost == []


def test_no_hour_no_day_no_side_and_no_place_to_go_is_lost(english, kept):
    lost = [
        (one.id, kept.get(one.id).string)
        for one in of(english, TELLING)
        for said, told_so in SAME
        if re.search(said, one.id, re.IGNORECASE) and not re.search(told_so, kept.get(one.id).string, re.IGNORECASE)
    ]
    assert lost == []


def test_no_question_asks_whether_something_is_not_so(english, kept):
    """To "Können Sie die Beine nicht bewegen?" a no may mean either: what is asked has to be so or not so."""
    asked = [one for one in of(english, ("findings/question",)) if one.id.endswith("?")]
    main = [(one.id, kept.get(one.id).string.partition(",")[0]) for one in asked]
    unclear = [(said, told_so) for said, told_so in main if ABOUT_NOT.search(told_so)]
    assert unclear == []


@pytest.mark.usefixtures("german")
class TestGerman:
    def test_a_sentence_of_a_table_is_told_in_german(self):
        assert told("Rest the way that hurts least until help comes.") == (
            "Ruhen Sie so, wie es am wenigsten wehtut, bis Hilfe kommt."
        )

    def test_the_number_of_the_ambulance_keeps_its_figures(self):
        said = told(
            "Call 144 for an ambulance now. Do not wait for the morning."
            " 112 works in Europe. Call 911 in North America, 999 in Britain, or your own number elsewhere."
        )
        assert said.startswith("Rufen Sie jetzt die 144 und lassen Sie den Rettungswagen kommen.")
        assert re.findall(r"\d+", said) == ["144", "112", "911", "999"]

    def test_how_many_questions_are_open_is_told_with_their_number(self):
        assert told("3 safety questions are open.") == "3 Sicherheitsfragen sind noch offen."
        assert told("One safety question is open.") == "Eine Sicherheitsfrage ist noch offen."

    def test_sentences_that_the_core_puts_together_are_told_one_by_one(self):
        assert told("It saves time. You save your strength.") == "Das spart Zeit. So sparen Sie Kraft."

    def test_what_nobody_translated_stays_english_and_says_so_on_the_page(self):
        said = told("It saves time. Nobody has written <this> down.")
        assert isinstance(said, English)
        page = Template("{% load design %}{{ text|told }}").render(Context({"text": said}))
        assert page == "<span lang='en'>It saves time. Nobody has written &lt;this&gt; down.</span>"

    def test_half_a_sentence_is_never_translated(self):
        assert told("It saves time. Blah.") == "It saves time. Blah."


def test_in_english_a_text_is_told_as_it_stands():
    with translation.override("en"):
        assert told("It saves time.") == "It saves time."
        assert not isinstance(told("Nobody knows this."), English)


def test_decimals_and_intervals_are_told_in_the_figures_of_the_language():
    german = Sentences(
        {"It came back in {1:100i}.": "Es kam bei {1:100i} wieder.", "in": "von", "to": "bis", "{n} kg": "{n} kg"}, ","
    )
    assert german.told("It came back in 63 in 100 (49.5 to 77).") == "Es kam bei 63 von 100 (49,5 bis 77) wieder."
    assert german.told("2.5 kg") == "2,5 kg"


def test_words_of_a_person_are_never_kept_in_memory():
    german = Sentences({"It saves time.": "Das spart Zeit."})
    german.told("My secret.")
    assert "My secret." not in german._kept
