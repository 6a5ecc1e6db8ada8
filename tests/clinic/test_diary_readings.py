"""A spasm of the diary among the readings: kept once, read by the core, shown whole, and never made into words."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from clinic.test_api import Api, is_problem
from multifidus.clinic.charts.content import checked, moment_in
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.errors import InputError

SPASM = {
    "began": "2026-11-20T07:40:00+01:00",
    "minutes": 30,
    "worst": 7,
    "side": "left",
    "before": {"here": ["heavy_load"], "day_before": [], "two_days_before": None},
    "medicine": "one ibuprofen",
    "note": "  after the  garden ",
}


@pytest.fixture
def api(world, client):
    client.force_login(world.ada.person)
    return Api(client, world.ada)


@pytest.mark.parametrize("kind", [None, "interview", "note", "exam"])
def test_a_spasm_belongs_into_the_diary_alone(kind):
    with pytest.raises(InputError, match="outside the diary"):
        checked({"episode": SPASM}, engine()[0], kind=kind)


def test_a_spasm_is_kept_as_it_was_told_each_word_as_typed():
    assert checked({"episode": SPASM}, engine()[0], kind="diary") == {"episode": SPASM}


def test_it_was_so_when_it_began():
    content = checked({"episode": SPASM}, engine()[0], kind="diary")

    assert moment_in(content) == datetime(2026, 11, 20, 6, 40, tzinfo=UTC)
    assert moment_in({"text": "back pain"}) is None


@pytest.mark.parametrize("note", ["zero \x00 sign", "half \ud800 of a sign"])
def test_a_note_that_a_database_cannot_hold_is_refused(note):
    with pytest.raises(InputError, match="a sign that cannot be kept"):
        checked({"episode": {**SPASM, "note": note}}, engine()[0], kind="diary")


def test_a_program_sends_a_spasm_twice_and_it_is_kept_once(api, world):
    sent = {"kind": "diary", "episode": SPASM, "sent_as": str(uuid4())}
    first, again = (api.post(f"records/{world.ada.pk}/readings", sent) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["reading"]["id"] == again.json()["reading"]["id"]
    assert first.json()["reading"]["episode"] == SPASM
    row = world.ada.readings.get()
    assert (row.content, row.at) == ({"episode": SPASM}, datetime(2026, 11, 20, 6, 40, tzinfo=UTC))


def test_a_program_is_told_what_is_wrong_with_a_spasm(api, world):
    ahead = (timezone.now() + timedelta(days=2)).isoformat()
    for told, where in (
        ({"episode": {**SPASM, "worst": 11}}, "episode, worst"),
        ({"episode": {**SPASM, "began": ahead}}, "at"),
        ({"episode": SPASM, "at": "2026-11-21T07:40:00+01:00"}, "at"),
    ):
        is_problem(api.post(f"records/{world.ada.pk}/readings", {"kind": "diary", **told}), 422, where)
    is_problem(api.post(f"records/{world.ada.pk}/readings", {"kind": "note", "episode": SPASM}), 422, "episode")
    assert not world.ada.readings.exists()


def entered(world, **told):
    content = {"episode": {**SPASM, **told}}
    return keep(
        world.ada,
        Reading.Kind.DIARY,
        content,
        author=world.ada.person,
        at=datetime.fromisoformat(content["episode"]["began"]),
    )


def test_a_spasm_moves_the_assessment_and_is_named_as_where_it_came_from(world):
    row = entered(world, began=(timezone.now() - timedelta(hours=3)).isoformat())

    gathered = current(world.ada).gathered
    assert gathered["came_from"]["spasm"] == [str(row.pk)]
    assert gathered["came_from"]["pain_0_10"] == [str(row.pk)]
    assert not gathered["unreadable"]


def test_a_spasm_that_these_tables_refuse_takes_nothing_else_with_it(world):
    row = entered(world, before={"here": ["full_moon"], "day_before": None, "two_days_before": None})
    keep(world.ada, Reading.Kind.DIARY, {"text": "My back locked up."}, author=world.ada.person)

    gathered = current(world.ada).gathered
    assert gathered["unreadable"] == [
        {"reading": str(row.pk), "what": "episode", "why": "something that cannot be ticked"}
    ]
    assert "spasm" in gathered["came_from"]


def test_all_of_a_spasm_is_to_be_seen_on_its_page(world, signed_in):
    row = entered(world)
    browser = signed_in(world.ada.person)
    page = browser.get(f"/records/{world.ada.pk}/readings/{row.pk}/").content.decode()

    for told in ("7 of 10", "30 minutes", "left", "handling something heavy", "nothing of the list", "one ibuprofen"):
        assert told in page
    assert "after the  garden" in page
    assert "A spasm, worst pain 7 of 10" in browser.get(f"/records/{world.ada.pk}/").content.decode()


def test_the_form_for_words_cannot_make_words_of_a_spasm(world, signed_in):
    row = entered(world)
    url = f"/records/{world.ada.pk}/readings/{row.pk}"
    browser = signed_in(world.ada.person)

    assert "Strike it" in browser.get(f"{url}/").content.decode()
    assert f"{url}/correct" not in browser.get(f"{url}/").content.decode()
    assert browser.post(f"{url}/correct", {"text": "nothing", "why": "no"}).status_code == 404
    assert world.ada.readings.count() == 1
