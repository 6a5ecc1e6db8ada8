"""A phone that several people hold: what is forgotten, when, and that nobody gets what another has said."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from clinic.interviewed import answer_all, begin, step_of, words_of
from clinic.world import PASSWORD, somebody
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.interviews.remembered import KEY
from multifidus.clinic.jobs.kinds import KINDS
from multifidus.clinic.people.tidying import forget_sessions

pytestmark = pytest.mark.django_db
NUMB = "My back hurts and since this morning I am numb between my legs. I am 51."
MINUTE = 60


@pytest.fixture
def ann(db):
    return somebody("ann")


@pytest.fixture
def later(monkeypatch):
    """Moves the clock that an interview goes by."""
    now = [time.time()]
    monkeypatch.setattr("multifidus.clinic.interviews.remembered.time.time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def sign_in(browser: Client, person, next_page: str = ""):
    told = {"login": person.email, "password": PASSWORD}
    return browser.post("/accounts/login/", {**told, "next": next_page} if next_page else told)


def test_the_session_ends_with_the_browser(client):
    begin(client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["expires"] == ""


def test_after_half_an_hour_with_nothing_done_all_is_forgotten(client, later):
    begin(client)
    answer_all(client, until=["legs"])
    later(29 * MINUTE)
    assert client.get(step_of(client)).status_code == 200
    later(29 * MINUTE)
    assert client.get(step_of(client)).status_code == 200, "looking at a page is doing something"
    later(31 * MINUTE)

    assert client.get("/interview/1")["Location"] == "/interview/"
    assert KEY not in client.session
    assert "30 minutes" in words_of(client.get(begin(client)["Location"]))


def test_the_row_of_a_strangers_session_is_gone_from_the_table_soon_after(client, monkeypatch):
    begin(client)
    row = Session.objects.get()
    left = (row.expire_date - timezone.now()).total_seconds()

    assert 29 * MINUTE < left <= 30 * MINUTE
    Session.objects.update(expire_date=timezone.now())
    forget_sessions()
    assert not Session.objects.exists()
    assert "forget_interviews" in KINDS


def test_nothing_of_it_is_written_anywhere_but_into_the_session(client):
    begin(client, NUMB)
    answer_all(client)
    client.get("/interview/answer")

    assert not Reading.objects.exists()
    assert Session.objects.count() == 1


def test_forget_everything_stands_on_every_screen_and_forgets(client):
    begin(client, "My back hurts.")
    for address in ("/interview/understood", "/interview/1", "/interview/answer", "/interview/keep", "/interview/"):
        assert 'action="/interview/forget"' in client.get(address).content.decode(), address
    key = client.session.session_key

    answer = client.post("/interview/forget")

    assert answer["Location"] == "/"
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(pk=key).exists()
    assert client.get("/interview/1")["Location"] == "/interview/"
    assert "is forgotten" in client.get("/").content.decode()


def test_forgetting_wants_a_form_of_ours(client):
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post("/interview/forget").status_code == 403
    assert client.get("/interview/forget").status_code == 405


def test_no_page_of_an_interview_is_kept_by_the_browser(client):
    begin(client, NUMB)
    for address in ("/interview/", "/interview/understood", "/interview/1", "/interview/answer"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_whoever_signs_in_on_the_same_browser_gets_nothing_of_what_was_said_before(client, ann):
    begin(client, NUMB)
    sign_in(client, ann)

    assert KEY not in client.session
    assert client.get("/interview/understood")["Location"] == "/interview/"
    assert 'id="emergency-now"' not in client.get("/").content.decode()


def test_nor_does_who_signs_in_on_the_way_to_another_page(client, ann):
    begin(client, NUMB)
    sign_in(client, ann, "/profile/")

    assert KEY not in client.session


def test_nor_does_who_was_signed_in_by_any_other_way(client, ann):
    begin(client, NUMB)
    client.force_login(ann)

    assert client.get("/interview/understood")["Location"] == "/interview/"
    assert client.get("/interview/keep")["Location"] == "/interview/"


def test_who_pressed_keep_and_signs_in_has_it_still_under_a_new_key(client, ann):
    begin(client, NUMB)
    before = client.session.session_key

    sign_in(client, ann, "/interview/keep")

    assert client.session.session_key != before, "whoever knew the old key would be signed in as well"
    assert not Session.objects.filter(pk=before).exists()
    assert client.session[KEY]["of"] == str(ann.pk)
    assert "only if they are about you" in words_of(client.get("/interview/keep"))


def test_a_session_of_somebody_signed_in_is_not_cut_short_by_what_a_stranger_said_before(client, ann):
    begin(client, NUMB)
    sign_in(client, ann, "/interview/keep")
    row = Session.objects.get(pk=client.session.session_key)

    assert (row.expire_date - timezone.now()).total_seconds() > 11 * 3600
    assert UserSession.objects.filter(user=ann).count() == 1


def test_what_one_person_said_is_not_there_for_the_next_who_signs_in(client, ann):
    bea = somebody("bea")
    sign_in(client, ann)
    begin(client, NUMB)

    client.post("/accounts/logout/")
    sign_in(client, bea, "/interview/keep")

    assert client.get("/interview/understood")["Location"] == "/interview/"


def test_nor_when_the_next_signs_in_without_the_first_signing_out(client, ann):
    bea = somebody("bea")
    sign_in(client, ann)
    begin(client, NUMB)

    client.force_login(bea)

    assert KEY not in client.session
    assert client.get("/interview/answer")["Location"] == "/interview/"


def test_signing_out_forgets(client, ann):
    sign_in(client, ann)
    begin(client, NUMB)
    client.post("/accounts/logout/")

    assert client.get("/interview/understood")["Location"] == "/interview/"
    assert 'id="emergency-now"' not in client.get("/").content.decode()


def test_what_another_version_of_this_program_left_in_a_session_is_dropped(client):
    begin(client)
    held = client.session
    held[KEY] = {"something": "else"}
    held.save()

    assert client.get("/interview/1")["Location"] == "/interview/"
    assert client.get("/").status_code == 200


def test_answers_that_the_tables_do_not_know_any_more_are_asked_again(client):
    begin(client)
    held = client.session
    held[KEY]["answers"] = [{"about": "phlogiston", "said": "yes", "screen": "legs"}, {"said": 3}, "nonsense"]
    held.save()

    assert client.get("/interview/1").status_code == 200


def test_a_stranger_who_sends_too_much_is_told_when_to_try_again(client, settings):
    settings.INTERVIEW_RATES = {"answer": "2/m", "read": "3/m", "keep": "1/h"}
    begin(client)
    sent = [client.post("/interview/1", {"screen": "who", "age": "x"}) for _ in range(3)]

    assert [page.status_code for page in sent] == [422, 422, 429]
    assert int(sent[-1]["Retry-After"]) <= 60
    assert client.get("/interview/1").status_code == 200, "who only looks is not counted"


@pytest.mark.parametrize("address", ["/interview/understood", "/interview/answer"])
def test_a_page_that_takes_long_to_work_out_cannot_be_asked_for_without_end(client, settings, address):
    settings.INTERVIEW_RATES = {**settings.INTERVIEW_RATES, "look": "2/m"}
    begin(client, NUMB)

    asked = [client.get(address).status_code for _ in range(3)]

    assert asked == [200, 200, 429]
    assert client.post("/interview/understood").status_code in (200, 302), "and whoever answers is heard"


def test_what_a_stranger_left_half_an_hour_ago_is_not_handed_to_who_signs_in_to_keep_it(client, ann, later):
    begin(client, NUMB)
    later(31 * MINUTE)

    answer = sign_in(client, ann, "/interview/keep")

    assert answer["Location"] == "/interview/keep"
    assert KEY not in client.session
    assert "my legs" not in client.get("/interview/keep", follow=True).content.decode()


def test_two_browsers_know_nothing_of_each_other(client):
    other = Client()
    begin(client, NUMB)
    begin(other)

    assert client.session.session_key != other.session.session_key
    assert 'id="emergency-now"' not in other.get("/interview/1").content.decode()
