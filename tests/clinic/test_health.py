"""What whoever runs the service asks it: is it alive, is it ready, how is it doing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from clinic.serving import service
from multifidus.clinic.operations import health
from multifidus.clinic.operations.models import JOBS, Pulse, beat, silent_for


def families(text: str) -> dict[tuple[str, tuple], float]:
    """Every sample by its name and its labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_service_that_is_well_is_ready(db, client):
    beat(JOBS)

    assert client.get("/health/live").json() == {"alive": True}
    assert client.get("/health/ready").json() == {"ready": True, "wrong": {}, "jobs": "seen"}


def test_a_database_that_does_not_answer_is_told_and_nothing_of_it(db, client, monkeypatch):
    def gone():
        raise OperationalError("could not connect to spine.internal as multifidus")

    with monkeypatch.context() as patched:
        patched.setattr(health.connection, "cursor", gone)
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["wrong"]["database"] == "does not answer"
    assert "spine.internal" not in answer.content.decode()
    assert client.get("/health/live").status_code == 200


def test_tables_that_lack_a_migration_are_not_ready(db, client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health, "pending", lambda: [("charts", "0009_more")])

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert "not applied" in answer.json()["wrong"]["migrations"]


def test_a_disk_that_is_nearly_full_is_not_ready(db, client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: SimpleNamespace(free=health.LEAST_FREE_BYTES - 1))

    assert client.get("/health/ready").json()["wrong"] == {"disk": "nearly full"}


def test_a_worker_that_is_silent_is_told_while_pages_go_on(db, client):
    assert client.get("/health/ready").json()["jobs"] == "never seen"
    Pulse.objects.create(part=JOBS, seen_at=timezone.now() - timedelta(minutes=7, seconds=5))

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["jobs"] == "not seen for 7 minutes"


def test_a_pulse_is_kept_once_a_part(db):
    assert silent_for(JOBS) is None
    beat(JOBS)
    beat(JOBS)

    assert Pulse.objects.count() == 1
    assert silent_for(JOBS) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("asker", "status"),
    [
        ({}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer "}, 404),
        ({"HTTP_AUTHORIZATION": "right"}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer right"}, 200),
        ({"HTTP_AUTHORIZATION": "Bearer right", "REMOTE_ADDR": "192.0.2.7"}, 200),
    ],
)
def test_figures_of_a_service_in_production_are_for_who_has_the_token(db, client, settings, asker, status):
    settings.METRICS_TOKEN = "right"

    assert client.get("/metrics", **asker).status_code == status


def test_without_a_token_no_header_opens_the_figures(db, client, settings):
    for given in ("Bearer ", "Bearer", "", "Bearer None"):
        assert client.get("/metrics", HTTP_AUTHORIZATION=given).status_code == 404


def test_on_one_machine_that_machine_reads_them_and_no_proxy(db, client, settings):
    settings.THIS_MACHINE_ONLY = True

    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_requests_assessments_and_what_waits_are_counted(world, signed_in, settings):
    settings.THIS_MACHINE_ONLY = True
    browser = signed_in(world.ada.person)
    before = families(browser.get("/metrics").content.decode())
    browser.post(f"/records/{world.ada.pk}/readings/new", {"text": "My back locked and I cannot pee since yesterday."})
    browser.get("/nowhere/at/all")
    told = families(browser.get("/metrics").content.decode())

    def more(name: str, **labels: str) -> float:
        key = (name, tuple(sorted(labels.items())))
        return told.get(key, 0) - before.get(key, 0)

    assert more("multifidus_requests_total", view="none", method="GET", status="404") == 1
    assert more("multifidus_requests_total", view="new_reading", method="POST", status="302") == 1
    assert more("multifidus_request_seconds_count", view="new_reading") == 1
    assert more("multifidus_assessments_total", urgency="emergency", failed="no") == 1
    assert more("multifidus_assess_seconds_count") == 1
    assert told["multifidus_audit_unsealed", ()] > 0
    assert ("multifidus_jobs", (("state", "waiting"),)) in told
    assert told["multifidus_oldest_job_seconds", ()] >= 0


def test_the_figures_name_nobody(world, signed_in, settings):
    settings.THIS_MACHINE_ONLY = True
    browser = signed_in(world.clinician)
    browser.get(f"/records/{world.ada.pk}/")

    told = browser.get("/metrics").content.decode()

    for word in (str(world.ada.pk), str(world.clinician.pk), "Ada", "carla", "Riverside"):
        assert word not in told


def test_all_processes_of_a_service_count_together(tmp_path):
    with service(tmp_path, "--workers", "2") as running:
        for _ in range(20):
            assert running.get("/health/live")[0] == 200
        running.wait_for(lambda: '"jobs": "seen"' in running.get("/health/ready")[1])
        told = families(running.get("/metrics")[1])

    assert told["multifidus_requests_total", (("method", "GET"), ("status", "200"), ("view", "live"))] == 20
    assert told["multifidus_worker_silence_seconds", ()] < 60
