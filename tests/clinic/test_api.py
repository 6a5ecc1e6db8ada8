"""The JSON API: the same walls as the pages, nothing lost, every refusal in one shape, and never a fault of ours."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from clinic.world import PASSWORD
from multifidus.clinic.api.shape import OneShape
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts import assessing, falling_back
from multifidus.clinic.charts.content import LONGEST_TEXT
from multifidus.clinic.charts.models import Reading

DANGER = "I cannot feel the skin between my legs and I cannot pee."


@pytest.fixture
def api(world, client):
    client.force_login(world.clinician)
    return Api(client, world.ada)


class Api:
    def __init__(self, client, record):
        self.client, self.record = client, record

    def get(self, path, **params):
        return self.client.get(f"/api/{path}", params)

    def post(self, path, body, **headers):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(f"/api/{path}", sent, content_type="application/json", headers=headers)

    def add(self, **body):
        return self.post(f"records/{self.record.pk}/readings", {"kind": "note", **body})


def is_problem(answer, status, where=None):
    told = answer.json()
    assert answer.status_code == status, told
    assert set(told) == {"where", "problem", "remedy"}, told
    assert all(isinstance(part, str) and part for part in told.values())
    assert answer["Cache-Control"] == "no-store"
    if where:
        assert told["where"].endswith(where), told
    return told


def test_who_is_signed_in_is_told_with_their_record_and_their_work(world, api):
    assert api.get("me").json()["works_in"][0]["role"] == "clinician"
    api.client.force_login(world.ada.person)
    assert api.get("me").json() == {
        "id": str(world.ada.person.pk), "name": "Ada", "record": str(world.ada.pk), "works_in": []
    }  # fmt: skip


def test_the_list_holds_the_records_that_are_open_and_no_other(world, api):
    assert [one["name"] for one in api.get("records").json()["items"]] == ["Ada"]
    assert api.get("records", limit=1, offset=1).json() == {"items": [], "count": 1}


def test_a_reading_is_kept_and_assessed_and_told_again(api):
    sent = api.add(text=DANGER, at="2026-01-05T09:30:00+01:00")
    kept = sent.json()

    assert sent.status_code == 201
    assert kept["urgency"] == "emergency"
    reading = api.get(f"records/{api.record.pk}/readings/{kept['reading']['id']}").json()
    assert (reading["text"], reading["at"], reading["by_clinician"]) == (DANGER, "2026-01-05T08:30:00Z", True)
    latest = api.get(f"records/{api.record.pk}/assessments/latest").json()
    assert latest["answer"]["urgency"] == "emergency"
    assert latest["gathered"]["came_from"]["saddle_numbness"] == [reading["id"]]
    assert api.get(f"records/{api.record.pk}/assessments/{latest['id']}").json() == latest


def test_what_is_sent_twice_is_kept_once_and_other_words_under_the_same_name_are_refused(api):
    sent_as = str(uuid4())
    first, again = (api.add(text="back pain", sent_as=sent_as).json() for _ in range(2))

    assert first["reading"] == again["reading"]
    is_problem(api.add(text="other words", sent_as=sent_as), 409, "sent_as")
    assert api.record.readings.count() == 1


def test_a_correction_takes_the_place_of_a_reading_and_the_second_who_corrects_it_is_told(api):
    wrong = api.add(text="numb in the saddle").json()["reading"]
    path = f"records/{api.record.pk}/readings/{wrong['id']}"
    right = api.post(f"{path}/correct", {"text": "No saddle numbness. Back pain.", "why": "a word was missing"})
    late = api.post(f"{path}/correct", {"text": "mine", "why": "mine"})

    assert right.json()["reading"]["corrects"] == wrong["id"]
    assert api.get(path).json()["corrected_by"] == right.json()["reading"]["id"]
    assert right.json()["reading"]["id"] in is_problem(late, 409, "reading")["remedy"]


def test_what_is_struck_does_not_count_and_stays_to_be_seen(api):
    wrong = api.add(text=DANGER).json()
    struck = api.post(f"records/{api.record.pk}/readings/{wrong['reading']['id']}/strike", {"why": "another person"})

    assert (wrong["urgency"], struck.json()["reading"]["struck"]) == ("emergency", True)
    assert struck.json()["urgency"] != "emergency"
    listed = api.get(f"records/{api.record.pk}/readings").json()
    assert listed["count"] == 2


def test_the_case_reader_says_at_which_finding_it_stopped(api):
    told = is_problem(api.add(kind="exam", findings={"slr_positve": True}), 422, "slr_positve")

    assert "slr_positive" in told["remedy"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b'{"kind": "note", "text": NaN}', 400),
        (b'{"kind": "note", "kind": "exam"}', 400),
        (b'{"a":' * 30 + b"1" + b"}" * 30, 400),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
        (b'{"kind": "note", "text": "a\\u0000b"}', 422),
        (b'{"kind": "note", "text": "\\ud800"}', 422),
        (b'{"kind": "note", "te\\u0000xt": "a"}', 422),
        (b'{"kind": "exam", "findings": {"age": 1e999}}', 422),
        (b'{"kind": "exam", "findings": {"age": ' + b"9" * 4000 + b"}}", 422),
        (b'{"kind": "exam", "findings": {"age": ' + b"9" * 5000 + b"}}", 400),
        (b'{"kind": "exam", "findings": {"spasm": [[[true]]]}}', 422),
        (b'{"kind": "exam", "findings": {"spasm": {"value": {}}}}', 422),
        (b'{"kind": "exam", "findings": {"spasm": {"value": true, "when": "a\\u0000"}}}', 422),
        (b'{"kind": "exam", "findings": []}', 422),
        (b'{"kind": "exam", "findings": {}, "questionnaires": {"oswestry": {"1": "x"}}}', 422),
        (b'{"kind": "exam", "findings": {"' + b"x" * 90_000 + b'": true}}', 422),
        (b'{"kind": "note", "text": "x", "at": "9999-12-31T23:59:59-23:59"}', 422),
        (b'{"kind": "note", "text": "x", "at": "0001-01-01T00:00:00+23:59"}', 422),
        (b'{"kind": "note", "text": "x", "at": 1e300}', 422),
        (b'{"kind": "note", "text": "x", "at": "2026-01-01T00:00:00"}', 422),
        (b'{"kind": "note", "text": "x", "sent_as": "1"}', 422),
        (b'{"kind": "note", "text": "x", "setting": "primary"}', 422),
        (b'{"kind": "note", "text": "x", "unknown": 1}', 422),
        (b'{"kind": "note", "text": "   "}', 422),
        (b'{"kind": "note"}', 422),
        (b'{"kind": "note", "text": "' + b"x" * 1_000_000 + b'"}', 422),
        (b'{"kind": "note", "text": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
def test_hostile_bodies_are_refused_in_clean_words_and_nothing_is_kept(api, body, status):
    is_problem(api.post(f"records/{api.record.pk}/readings", body), status)

    assert not api.record.readings.exists()


@pytest.mark.parametrize("text", ["😖 " * 50, "a\u202eb back pain", "\\u0000 as it is written", "<script>1</script>"])
def test_odd_words_are_kept_exactly(api, text):
    assert api.add(text=text).json()["reading"]["text"] == text


def test_the_longest_text_is_read(api):
    assert api.add(text=("no fever. back pain. " * LONGEST_TEXT)[:LONGEST_TEXT]).status_code == 201


@pytest.mark.parametrize(
    "path",
    ["records/x", "records?limit=0", "records?limit=1000", "records?offset=-1", "records?offset=99999999999999999999"],
)
def test_odd_addresses_are_refused(api, path):
    assert api.client.get(f"/api/{path}").status_code in {404, 422}


def test_what_is_not_there_and_what_is_not_open_answer_alike(world, api):
    there = is_problem(api.get(f"records/{world.bert.pk}"), 404)

    assert there == is_problem(api.get(f"records/{uuid4()}"), 404) == is_problem(api.get("no/such/address"), 404)
    reading = api.add(text="back pain").json()["reading"]["id"]
    api.client.force_login(world.other_clinician)
    is_problem(api.get(f"records/{world.bert.pk}/readings/{reading}"), 404)
    is_problem(api.post(f"records/{world.bert.pk}/readings/{reading}/strike", {"why": "x"}), 404)


def test_without_an_assessment_there_is_no_latest_one(api):
    is_problem(api.get(f"records/{api.record.pk}/assessments/latest"), 404)


def test_nobody_is_answered_without_signing_in_and_nothing_is_changed_without_the_token(world):
    browser = Client(enforce_csrf_checks=True)
    is_problem(browser.get("/api/me"), 401)
    browser.force_login(world.ada.person)
    sent = browser.post(
        f"/api/records/{world.ada.pk}/readings", {"kind": "note", "text": "x"}, content_type="application/json"
    )

    is_problem(sent, 403)
    assert not world.ada.readings.exists()


def test_another_method_is_answered_in_the_same_shape(api):
    answer = api.client.delete("/api/records")

    is_problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_a_text_is_assessed_without_signing_in_and_nothing_is_kept_or_logged(world, client, caplog):
    answer = Api(client, None).post("assess", {"text": DANGER, "country": "GB"})

    assert answer.json()["urgency"] == "emergency"
    assert "999" in str(answer.json()["plan"]["now"])
    assert not Reading.objects.exists()
    assert "skin" not in caplog.text


def test_a_case_is_assessed_without_signing_in(db, client):
    answer = Api(client, None).post("assess", {"findings": {"age": 34, "spasm": True}, "setting": "emergency"})

    assert answer.status_code == 200
    assert answer.json()["causes"]


def test_what_anybody_sends_is_bounded(db, client, settings):
    settings.API_RATES = {"asked": 600, "assess": 3}
    cache.clear()
    send = Api(client, None).post

    is_problem(send("assess", {"text": "x" * 20_001}), 422, "text")
    assert [send("assess", {"text": "back pain"}).status_code for _ in range(4)] == [200, 200, 429, 429]
    answer = send("assess", {"text": "back pain"})
    is_problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 62
    cache.clear()


def test_the_address_that_a_stranger_claims_to_have_is_not_believed(db, client, settings):
    settings.API_RATES = {"asked": 600, "assess": 1}
    cache.clear()
    send = Api(client, None).post
    told = [send("assess", {"text": "x"}, x_forwarded_for=f"10.0.0.{n}").status_code for n in range(3)]

    assert told == [200, 429, 429]
    cache.clear()


def test_a_fault_of_ours_is_told_without_a_word_of_the_patient(world, client, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("saddle")

    monkeypatch.setattr(assessing, "assess", broken)
    monkeypatch.setattr(falling_back, "red_flags", broken)
    told = is_problem(Api(client, None).post("assess", {"text": DANGER}), 500)

    assert "ambulance" in told["remedy"]
    assert "saddle" not in str(told)


def test_an_assessment_that_failed_is_told_as_such(api, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(assessing, "assess", broken)
    kept = api.add(text=DANGER).json()

    assert (kept["failed"], kept["urgency"]) == (True, "emergency")
    monkeypatch.undo()
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert api.get(f"records/{api.record.pk}/assessments/latest").json()["failed"] is False


def test_the_description_is_whole_and_loads_nothing_from_other_hosts(api):
    told = api.get("openapi.json")

    assert api.client.get("/api/docs").status_code == 404
    for path, operations in told.json()["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert {"400", "429"} <= set(operation["responses"]), path


def test_ones_own_record_is_exported_to_whoever_has_just_confirmed_who_they_are(world, client):
    address = f"/api/records/{world.ada.pk}/export"
    client.post("/accounts/login/", {"login": world.ada.person.email, "password": PASSWORD})
    is_problem(client.get(address), 403, "session")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert json.loads(client.get(address).getvalue())["person"]["name"] == "Ada"
    assert Entry.objects.filter(act="export").count() == 1
    is_problem(client.get(f"/api/records/{world.bert.pk}/export"), 404)


def test_whoever_asks_too_often_is_told_in_the_shape_of_the_api_when_to_come_back(rf):
    page = HttpResponse("Too many.", status=429, headers={"Retry-After": "60"})
    answer = OneShape(lambda request: page)(rf.get("/api/me"))

    assert set(json.loads(answer.content)) == {"where", "problem", "remedy"}
    assert answer["Retry-After"] == "60"
