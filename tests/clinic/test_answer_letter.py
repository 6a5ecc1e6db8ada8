"""The answer as a letter: behind the wall, entered in the audit, set in bounded time, kept nowhere."""

import time
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from clinic.interviewed import begin
from clinic.test_answer import DISC
from clinic.things import fill
from clinic.world import shown
from multifidus.assess import assess
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts import assessing
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.letters import LetterNotSetError, letter_pdf
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.doors.letter import Heading, write_letter
from multifidus.findings.files import read_file

pytest.importorskip("typst")
LETTERS = ("letter", "clinician_letter")


@pytest.fixture
def answer():
    return assess(read_file("told.txt", DISC.encode(), engine()[0]).findings, *engine())


@pytest.mark.django_db
@pytest.mark.parametrize("name", LETTERS)
def test_a_person_takes_their_letter_along_and_no_copy_stays(world, signed_in, name):
    fill(world.ada, world.clinician)

    sent = signed_in(world.ada.person).get(reverse(name, args=[world.ada.pk]))

    assert sent.content.startswith(b"%PDF")
    assert "no-store" in sent["Cache-Control"]
    assert "attachment" in sent["Content-Disposition"]
    assert "Ada" not in sent["Content-Disposition"]
    assert Entry.objects.filter(act=Act.READ, kind=Kind.LETTER, ground="own").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_gets_through_the_wall(world, signed_in, name):
    fill(world.ada, world.clinician)
    address = reverse(name, args=[world.ada.pk])

    for stranger in (world.other_clinician, world.scheduler, world.administrator, world.bert.person):
        assert signed_in(stranger).get(address).status_code == 404


@pytest.mark.django_db
def test_what_could_not_be_worked_out_is_no_letter_that_says_all_is_well(world, signed_in, monkeypatch):
    fill(world.ada, world.clinician)
    monkeypatch.setattr(assessing, "assess", lambda *_, **__: 1 / 0)

    sent = signed_in(world.ada.person).get(reverse("letter", args=[world.ada.pk]))

    assert sent.status_code == 503
    assert "There is no answer yet that a letter could tell." in shown(sent)


@pytest.mark.django_db
def test_where_the_extra_is_missing_the_page_says_so_and_leads_back(world, signed_in, monkeypatch, tmp_path):
    fill(world.ada, world.clinician)
    (tmp_path / "typst.py").write_text("raise ModuleNotFoundError('none', name='typst')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")

    sent = signed_in(world.ada.person).get(reverse("letter", args=[world.ada.pk]))

    assert sent.status_code == 503
    assert "This service was set up without letters." in shown(sent)
    assert reverse("answer", args=[world.ada.pk]) in shown(sent)


def test_the_letter_of_a_chart_is_the_letter_of_the_command(answer):
    heading = Heading("told", date(2026, 11, 27), "GB")

    assert letter_pdf(answer, engine()[0], "person", heading=heading) == write_letter(
        answer, engine()[0], "person", heading=heading
    )


def test_a_letter_that_takes_too_long_is_given_up(answer):
    began = time.monotonic()

    with pytest.raises(LetterNotSetError):
        letter_pdf(answer, engine()[0], "person", heading=Heading("told", date(2026, 11, 27)), patience_s=0.02)
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_anybody_takes_a_letter_along_without_an_account_and_nothing_of_it_is_kept(client):
    begin(client, DISC)
    kept = Reading.objects.count(), Assessment.objects.count(), Entry.objects.count()

    sent = client.get(reverse("interview_letter"))

    assert sent.content.startswith(b"%PDF")
    assert "no-store" in sent["Cache-Control"]
    assert (Reading.objects.count(), Assessment.objects.count(), Entry.objects.count()) == kept


@pytest.mark.django_db
def test_before_anything_was_said_there_is_no_letter_to_take(client):
    assert client.get(reverse("interview_letter")).url == reverse("interview")


@pytest.mark.django_db
def test_what_a_stranger_told_and_could_not_be_worked_out_is_no_letter(client, monkeypatch):
    begin(client, DISC)
    monkeypatch.setattr(assessing, "assess", lambda *_, **__: 1 / 0)

    sent = client.get(reverse("interview_letter"))

    assert sent.status_code == 503
    assert "There is no answer yet that a letter could tell." in shown(sent)


@pytest.mark.django_db
def test_letters_are_not_made_without_end_for_who_is_a_stranger(client):
    begin(client, DISC)
    cache.clear()

    answers = [client.head(reverse("interview_letter")).status_code for _ in range(11)]

    assert answers[0] == 200
    assert answers[-1] == 429
