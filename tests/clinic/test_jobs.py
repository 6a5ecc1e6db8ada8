"""What can be relied on when the service asks for a job: it is done, or somebody sees that it was not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from clinic.odd_jobs import WORDS, add_odd_jobs, told
from multifidus.clinic.jobs import claims
from multifidus.clinic.jobs.kinds import KINDS
from multifidus.clinic.jobs.mail import Letter, post
from multifidus.clinic.jobs.models import Job, Schedule
from multifidus.clinic.jobs.pruning import prune
from multifidus.clinic.jobs.queue import depth, enqueue
from multifidus.clinic.jobs.running import run, work_off
from multifidus.clinic.jobs.schedules import ask_for_due, make_schedules

add_odd_jobs()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ODD_JOBS", str(tmp_path))


def let_time_pass():
    Job.objects.filter(state=Job.State.WAITING).update(due_at=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(state=Job.State.RUNNING).update(locked_until=timezone.now() - timedelta(seconds=1))


def test_a_job_is_lost_with_the_write_that_asked_for_it():
    with transaction.atomic():
        enqueue("fails_twice", number=1)
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


def test_a_job_holds_ids_and_nothing_else():
    with pytest.raises(ValueError, match="words is no id; give a UUID or a whole number"):
        enqueue("never_works", words=WORDS)
    with pytest.raises(ValueError, match="asked is no id"):
        enqueue("never_works", asked=True)


def test_only_jobs_of_the_closed_list_can_be_asked_for_and_the_error_does_not_repeat_what_was_sent():
    with pytest.raises(ValueError, match="no such kind of job") as refused:
        enqueue(WORDS)

    assert WORDS not in str(refused.value)


def test_an_id_comes_out_as_it_went_in():
    record = uuid4()

    assert enqueue("never_works", record=record, number=7).arguments() == {"record": record, "number": 7}


def test_a_job_that_fails_twice_works_at_the_third_try():
    job = enqueue("fails_twice", number=1)
    for _ in range(3):
        work_off()
        let_time_pass()

    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == (Job.State.DONE, 3, "")
    assert told("did_1") == ["done"]


def test_the_wait_before_each_try_grows_and_then_somebody_has_to_look(settings):
    job = enqueue("never_works")
    waits = []
    while work_off():
        job.refresh_from_db()
        if job.state == Job.State.WAITING:
            waits.append((job.due_at - timezone.now()).total_seconds())
        let_time_pass()

    assert job.state == Job.State.FAILED
    assert job.tries == len(settings.JOB_WAITS_S) + 1
    assert waits == sorted(waits)
    assert waits == pytest.approx(settings.JOB_WAITS_S, abs=2)


def test_what_went_wrong_is_kept_as_a_class_and_a_place_without_a_word_of_a_person(caplog):
    job = enqueue("never_works")
    with caplog.at_level("DEBUG"):
        work_off()

    job.refresh_from_db()
    assert job.error.startswith("ValueError at clinic/jobs/running.py:")
    assert WORDS not in caplog.text


def test_an_error_tells_the_place_of_ours_that_it_came_from(monkeypatch):
    job = enqueue("prune")
    monkeypatch.setattr("multifidus.clinic.jobs.pruning.DONE_KEPT", WORDS)
    work_off()

    job.refresh_from_db()
    assert job.error.startswith("TypeError at clinic/jobs/pruning.py:")
    assert WORDS not in job.error


def test_whom_a_job_was_about_is_forgotten_when_it_is_done():
    job = enqueue("fails_twice", number=1)
    for _ in range(3):
        work_off()
        let_time_pass()

    job.refresh_from_db()
    assert job.ids == {}


def test_no_two_workers_get_the_same_job():
    enqueue("never_works")

    assert claims.claim() is not None
    assert claims.claim() is None


def test_a_job_whose_worker_was_lost_is_taken_up_when_its_lock_lapses_and_the_lost_one_can_end_nothing():
    enqueue("fails_twice", number=1)
    lost = claims.claim()
    claims.begin(lost)
    assert claims.claim() is None, "while the lock holds it is nobody else's"
    let_time_pass()
    second = claims.claim()

    claims.done(lost)
    assert Job.objects.get().state == Job.State.RUNNING
    assert claims.begin(lost) is None
    run(second.job, second.kind, second.token)
    assert Job.objects.get().tries == 2


def test_a_job_that_takes_its_worker_with_it_each_time_is_given_up(settings):
    job = enqueue("never_works")
    for _ in range(len(settings.JOB_WAITS_S) + 1):
        claims.begin(claims.claim())
        let_time_pass()

    assert claims.claim() is None
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, claims.LOST)


def test_a_failed_job_can_be_tried_again_with_all_its_tries_before_it():
    job = enqueue("never_works")
    while work_off():
        let_time_pass()

    assert claims.try_again(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.WAITING, 0)
    assert not claims.try_again(job.pk), "what waits cannot be tried again"


def test_a_kind_that_nobody_knows_any_more_fails_and_takes_nothing_with_it():
    Job.objects.create(kind="of_an_older_edition")
    enqueue("fails_twice", number=1)
    work_off()

    assert told("tried_1") == ["done"]
    assert Job.objects.get(kind="of_an_older_edition").error.startswith("KeyError")


def test_schedules_are_made_once_however_often_the_service_starts():
    make_schedules()
    before = set(Schedule.objects.values_list("kind", "due_at"))
    make_schedules()

    assert set(Schedule.objects.values_list("kind", "due_at")) == before
    assert {kind for kind, _ in before} == {kind.name for kind in KINDS.values() if kind.every is not None}


def test_a_scheduled_job_is_asked_for_when_it_is_due_and_not_while_the_one_before_is_open():
    make_schedules()
    ask_for_due()
    ask_for_due()
    assert Job.objects.filter(kind="prune").count() == 1

    Schedule.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    ask_for_due()
    assert Job.objects.filter(kind="prune").count() == 1, "the first has not been done"


def test_a_schedule_that_is_no_more_is_dropped():
    Schedule.objects.create(kind="of_an_older_edition")
    make_schedules()

    assert not Schedule.objects.filter(kind="of_an_older_edition").exists()


def test_old_jobs_are_thrown_away():
    long_ago = timezone.now() - timedelta(days=100)
    Job.objects.create(kind="prune", state=Job.State.DONE, ended_at=long_ago)
    Job.objects.create(kind="prune", state=Job.State.FAILED, ended_at=long_ago)
    Job.objects.create(kind="prune", state=Job.State.FAILED, ended_at=timezone.now())
    Job.objects.create(kind="prune", state=Job.State.WAITING, asked_at=long_ago)

    assert prune() == 2


def test_the_depth_of_the_queue_and_its_oldest_are_told():
    enqueue("never_works")
    enqueue("never_works", after=timedelta(hours=1))
    Job.objects.filter(due_at__lt=timezone.now()).update(due_at=timezone.now() - timedelta(seconds=90))

    found = depth()
    assert (found.waiting, found.due, found.running, found.failed) == (2, 1, 0, 0)
    assert found.oldest_s == pytest.approx(90, abs=5)


def test_a_letter_is_written_when_it_is_sent():
    post(lambda number: Letter("ada@example.org", "Somebody invited you", "Sign in to see more."), number=1)
    post(lambda number: None, number=2)

    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
