"""The translations: nothing lost, nothing garbled, the frame and the sign-in complete; compiled without gettext."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format

from multifidus.clinic.design.building.catalogues import catalogue_files, compile_catalogues, read_catalogue
from multifidus.clinic.design.building.messages import CLINIC, spoken, update

ROOMS = ("design", "people", "records", "charts", "interviews", "diary", "plans", "booking")
"""Where a person goes: whoever cannot read these cannot get in, or out, or is told half of what to do."""


@pytest.fixture(scope="module")
def english() -> Catalog:
    return spoken()


OF_PAGES = [file for file in catalogue_files() if file.stem == "django"]


@pytest.fixture(params=OF_PAGES, ids=lambda file: file.parts[-3])
def kept(request) -> Catalog:
    return read_catalogue(request.param)


def first(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def words(catalogue: Catalog) -> set[tuple[str, str | None]]:
    return {(first(one), one.context) for one in catalogue if one.id}


def is_done(message) -> bool:
    return bool(message.string if isinstance(message.string, str) else all(message.string))


def test_there_is_a_second_language():
    assert [(file.parts[-3], file.stem) for file in catalogue_files()] == [("de", "django"), ("de", "tables")]


def test_no_translation_is_of_words_that_english_no_longer_says(english, kept):
    assert sorted(said for said, _context in words(kept) - words(english)) == [], "run: make messages"


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_of_a_person_can_be_read_to_the_last_word(english, kept, room):
    done = {first(m) for m in kept if m.id and is_done(m)}
    here = [m for m in english if m.id and any(where.startswith(f"{room}/") for where, _line in m.locations)]
    missing = [f"{m.locations[0][0]}: {m.id}" for m in here if first(m) not in done]

    assert here
    assert missing == [], "run: make messages, then fill these in"


def test_how_complete_a_language_is_can_be_read(english, kept, record_property):
    done = sum(1 for m in kept if m.id and is_done(m))
    share = done / len(words(english))
    record_property("share", share)
    print(f"{kept.locale}: {done} of {len(words(english))} entries, {share:.0%}")
    assert share > 0.9


def test_every_gap_and_every_mark_of_a_sentence_is_there_in_its_translation(kept):
    for message in kept:
        if not message.id or not is_done(message):
            continue
        if message.python_format:
            python_format(kept, message)  # raises when a gap is lost, added or of another kind
        said = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in told:
            assert marks(text) in [marks(one) for one in said], message.id


def marks(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}|</?\w+[^>]*>|%%", text))


def test_no_entry_is_a_guess(kept):
    assert [m.id for m in kept if m.id and m.fuzzy] == []


def test_compiled_words_are_those_that_people_wrote():
    for compiled in compile_catalogues():
        if compiled.stem != "django":
            continue
        with compiled.open("rb") as file:
            read = gettext.GNUTranslations(file)
        assert read.gettext("Sign in") == "Anmelden"
        assert read.ngettext("%(n)s minute", "%(n)s minutes", 2) == "%(n)s Minuten"


@pytest.mark.django_db
def test_a_browser_that_asks_for_german_gets_german_and_a_choice_outweighs_it(client):
    compile_catalogues()
    asking = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}

    assert "Ihr Rücken, Schritt für Schritt" in client.get("/", headers=asking).content.decode()
    assert '<html lang="de">' in client.get("/nowhere", headers=asking).content.decode()
    assert "Diese Seite gibt es nicht" in client.get("/nowhere", headers=asking).content.decode()
    client.post("/language", {"language": "en"})
    assert "Your back, step by step" in client.get("/", headers=asking).content.decode()
    client.post("/language", {"language": "de"})
    assert "Ihr Rücken, Schritt für Schritt" in client.get("/").content.decode()


def test_what_is_new_waits_empty_and_what_is_lost_goes(tmp_path):
    file = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "Old words"\nmsgstr "Alt"\n\nmsgid "Sign in"\nmsgstr "Rein"\n'
    )

    update(file, spoken())

    kept = read_catalogue(file)
    assert kept.get("Old words") is None
    assert kept.get("Sign in").string == "Rein"
    assert kept.get("Sign out").string == "", "a new entry is never guessed from one that looks alike"


def test_words_are_gathered_from_templates_with_crooked_indentation(tmp_path, monkeypatch):
    from multifidus.clinic.design.building import messages

    page = tmp_path / "app" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        "{% load i18n %}\n      <p title=\"it's\">{% translate 'First' %}</p>\n"
        "  {% blocktranslate trimmed %}\n   It's (\n"
        "   second{% endblocktranslate %}\n        {% translate 'Third' context 'place' %}",
        encoding="utf-8",
    )
    monkeypatch.setattr(messages, "CLINIC", tmp_path)

    assert words(messages.spoken()) == {("First", None), ("It's ( second", None), ("Third", "place")}


def test_the_catalogues_lie_where_django_looks(settings):
    assert Path(settings.LOCALE_PATHS[0]) == CLINIC / "locale"
