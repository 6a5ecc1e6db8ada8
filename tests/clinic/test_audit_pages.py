"""What an administrator sees of the log and the jobs of their clinic, and what stays hidden from them."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from clinic.world import shown
from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.audit.labels import ACTS, GROUNDS, KINDS
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import forget, pseudonym_of
from multifidus.clinic.clinics.models import Membership, Role
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.erasure import erase
from multifidus.clinic.records.models import EmergencyAccess, Erasure


@pytest.fixture
def log(world, signed_in):
    """The log of riverside, as its administrator reads it."""

    def read(**asked) -> str:
        answer = signed_in(world.administrator).get(f"/clinics/{world.riverside.pk}/log", asked)
        assert answer.status_code == 200
        return shown(answer)

    return read


def rows(page: str) -> list[str]:
    return [row.split("</tr>")[0] for row in page.split("<tbody>")[1].split("<tr>")[1:]] if "<tbody>" in page else []


def test_every_act_kind_and_ground_has_words_for_an_administrator():
    assert set(ACTS) == set(Act)
    assert set(KINDS) == set(Kind)
    assert set(GROUNDS) == set(Ground)


def test_a_clinicians_read_stands_in_the_log_of_the_clinic_under_whose_consent_it_happened(world, signed_in, log):
    signed_in(world.clinician).get(f"/records/{world.ada.pk}/")
    entry = Entry.objects.filter(act="read", kind="chart").latest("pk")

    assert (entry.clinic, entry.ground) == (world.riverside.pk, "consent")
    assert [row for row in rows(log()) if "Carla" in row and "Read: chart" in row]


def test_the_log_shows_no_name_of_anybody_in_care_and_no_number_of_a_record(world, signed_in, log):
    signed_in(world.clinician).get(f"/records/{world.ada.pk}/")
    page = log()

    assert "Ada" not in page
    assert "ada@example.org" not in page
    assert str(world.ada.pk) not in page
    assert str(pseudonym_of(world.ada.pk))[:8] in page


def test_the_log_of_a_clinic_holds_nothing_of_another_nor_of_somebodys_own_reading(world, signed_in, log):
    signed_in(world.other_clinician).get(f"/records/{world.bert.pk}/")
    signed_in(world.ada.person).get(f"/records/{world.ada.pk}/")
    found = rows(log())

    assert len(found) == 1, "that the log was read"
    assert "Alex" in found[0]


def test_what_was_done_in_an_emergency_is_marked_and_can_be_looked_for(world, signed_in, log):
    now = timezone.now()
    EmergencyAccess.objects.create(
        record=world.bert, clinician=world.clinician, clinic=world.riverside, reason="found on the floor",
        at=now, until=now + timedelta(hours=1),
    )  # fmt: skip
    browser = signed_in(world.clinician)
    browser.get(f"/records/{world.bert.pk}/")
    browser.get(f"/records/{world.ada.pk}/")
    found = rows(log(emergency="on"))

    assert len(found) == 1
    assert "emergency, without consent" in found[0]
    assert str(pseudonym_of(world.bert.pk))[:8] in found[0]


def test_reading_the_log_is_itself_in_the_log(world, log):
    assert "Looked at who did what" in rows(log())[0]


def test_the_log_can_be_searched_by_who_what_when_and_record(world, log):
    second = Person.objects.create_user("hugo@example.org", name="Hugo")
    Membership.objects.create(person=second, clinic=world.riverside, role=Role.CLINICIAN)
    for person, record, act in (
        (world.clinician, world.ada, Act.READ),
        (second, world.ada, Act.WRITE),
        (second, world.bert, Act.READ),
    ):
        enter(act, by=person.pk, record=record.pk, clinic=world.riverside.pk, ground=Ground.CONSENT, kind="reading")
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    code = str(pseudonym_of(world.ada.pk))[:8]

    assert len(rows(log(who=str(second.pk)))) == 2
    assert len(rows(log(who=str(second.pk), act="write"))) == 1
    assert len(rows(log(record=code))) == 2
    assert len(rows(log(record=str(world.ada.pk).upper()))) == 2
    assert rows(log(record=str(uuid4()))) == []
    assert len(rows(log(act="write", since=today, until=today))) == 1
    assert rows(log(act="write", since=tomorrow)) == []


def test_a_search_that_cannot_be_understood_says_so_at_the_field_and_keeps_what_was_typed(log):
    page = log(record="that man with the bad back")

    assert "Give the 8 letters and digits of a code" in page
    assert "that man with the bad back" in page
    assert rows(page) == []


def test_the_pages_do_not_shift_when_reading_one_is_entered(world, log):
    for _ in range(120):
        enter(Act.READ, by=world.clinician.pk, record=world.ada.pk, clinic=world.riverside.pk, kind="chart")
    seen, before = [], ""
    while True:
        page = log(act="read", **({"before": before} if before else {}))
        seen.append(len(rows(page)))
        if 'rel="next"' not in page:
            break
        before = page.split("before=")[1].split('"')[0].split("&")[0]

    assert seen == [50, 50, 20]


def test_the_log_is_saved_as_a_table_that_no_spreadsheet_works_out(world, signed_in):
    Person.objects.filter(pk=world.clinician.pk).update(name="=HYPERLINK(1)")
    signed_in(world.clinician).get(f"/records/{world.ada.pk}/")
    answer = signed_in(world.administrator).get(f"/clinics/{world.riverside.pk}/log.csv", {"act": "read"})
    table = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert answer["Content-Disposition"].startswith("attachment")
    assert table[0] == ["When", "Who", "What", "Of what", "Record", "By what right"]
    assert table[1][1:] == ["'=HYPERLINK(1)", "Read", "chart", str(pseudonym_of(world.ada.pk))[:8], "consent"]
    assert Entry.objects.latest("pk").act == "export"


def test_whoever_did_it_and_is_forgotten_is_somebody_and_not_the_service(world, log):
    enter(Act.READ, by=world.clinician.pk, record=world.ada.pk, clinic=world.riverside.pk, kind="chart")
    forget(world.clinician.pk)

    assert "Somebody who never worked here, or whose account is no more" in rows(log())[1]


def test_of_an_erased_record_no_entry_leads_to_its_person(world, signed_in):
    """Not even by the account with which they read it themselves."""
    person = world.cleo.person
    signed_in(person).get("/records/")
    signed_in(person).get(f"/records/{world.cleo.pk}/")
    names = {pseudonym_of(person.pk), pseudonym_of(world.cleo.pk)}
    own = Entry.objects.filter(record=pseudonym_of(world.cleo.pk))
    assert own.exists()
    assert {entry.by for entry in own} <= {None, pseudonym_of(world.cleo.pk)}, "never the account"

    erase(world.cleo, Erasure.Why.PERSON, by=person)

    assert pseudonym_of(person.pk) is None
    assert pseudonym_of(world.cleo.pk) is None
    assert Entry.objects.filter(by__in=names).exists(), "the entries stay"


def test_whoever_works_in_a_clinic_cannot_lose_their_trail_by_erasing_their_own_record(world):
    person = world.cleo.person
    Membership.objects.create(person=person, clinic=world.riverside, role=Role.CLINICIAN)
    enter(Act.READ, by=person.pk, record=world.ada.pk, clinic=world.riverside.pk, ground=Ground.CONSENT, kind="chart")

    erase(world.cleo, Erasure.Why.PERSON, by=person)

    assert Entry.objects.get(record=pseudonym_of(world.ada.pk)).by == pseudonym_of(person.pk)


@pytest.mark.parametrize("address", ["/records/{record}/", "/clinics/{clinic}/log", "/clinics/{clinic}/log.csv"])
def test_when_an_entry_cannot_be_written_there_is_no_answer(world, signed_in, monkeypatch, address):
    def full(*_given, **_more):
        raise OperationalError("database or disk is full")

    asker = world.clinician if "record" in address else world.administrator
    browser = signed_in(asker)
    browser.raise_request_exception = False
    monkeypatch.setattr(Entry.objects, "create", full)
    answer = browser.get(address.format(record=world.ada.pk, clinic=world.riverside.pk))

    assert answer.status_code == 500
    assert "Ada" not in answer.content.decode()


# Jobs


def failed(**more) -> Job:
    return Job.objects.create(
        kind="seal", state=Job.State.FAILED, tries=6, error="OperationalError at clinic/audit/sealing.py:60", **more
    )


def test_an_administrator_sees_the_jobs_of_their_clinic_and_of_the_service_and_no_others(world, signed_in):
    mine, service, foreign = failed(clinic=world.riverside.pk), failed(), failed(clinic=world.hillside.pk)
    page = signed_in(world.administrator).get("/jobs/").content.decode()

    assert f"/jobs/{mine.pk}/retry" in page
    assert f"/jobs/{service.pk}/retry" in page
    assert f"/jobs/{foreign.pk}/retry" not in page
    assert "OperationalError at clinic/audit/sealing.py:60" in page
    assert "6 times" in page


def test_the_page_of_jobs_shows_no_id_of_whom_a_job_is_about(world, signed_in):
    failed(ids={"record": str(world.ada.pk)})

    assert str(world.ada.pk) not in signed_in(world.administrator).get("/jobs/").content.decode()


def test_a_job_that_failed_is_tried_again_by_an_administrator_and_that_is_entered(world, signed_in):
    job = failed(clinic=world.riverside.pk)
    answer = signed_in(world.administrator).post(f"/jobs/{job.pk}/retry")
    job.refresh_from_db()

    assert answer.status_code == 302
    assert (job.state, job.tries) == (Job.State.WAITING, 0)
    assert (Entry.objects.latest("pk").kind, Entry.objects.latest("pk").clinic) == ("job", world.riverside.pk)


def test_a_job_that_will_be_tried_again_by_itself_says_when(world, signed_in):
    Job.objects.create(kind="seal", tries=1, error="OSError", due_at=timezone.now() + timedelta(minutes=2))
    page = signed_in(world.administrator).get("/jobs/").content.decode()

    assert "tried again" in page
    assert "once" in page
