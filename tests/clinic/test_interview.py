"""The interview as pages: who asks, in what order, what an emergency does to it, and what becomes of odd answers."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError

from clinic.interviewed import answer_all, begin, screen_of, sent, step_of, words_of
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.interviews.figure import SPOTS
from multifidus.clinic.interviews.remembered import KEY
from multifidus.interview import regions

pytestmark = pytest.mark.django_db
NUMB = "My back hurts and since this morning I am numb between my legs. I am 51."
HOSTILE = [
    "<script>alert(1)</script>", "'; DROP TABLE charts_reading; --", "\x00", "½", "1e9", "-1", "NaN", "٤٥",
    "x" * 1_000_000,
]  # fmt: skip


def test_anybody_can_begin_without_an_account(client):
    page = client.get("/interview/")

    assert page.status_code == 200
    assert "Straight to the questions" in words_of(page)
    assert begin(client)["Location"] == "/interview/1"
    assert "How old are you" in words_of(client.get("/interview/1"))


def test_the_first_page_leads_to_the_interview_and_to_nothing_before_it(client):
    page = client.get("/").content.decode()

    assert page.index('href="/interview/"') < page.index("accounts/signup")
    assert "You need no account" in page


def test_the_safety_questions_come_before_the_telling_ones_and_how_many_are_left_is_true(client):
    begin(client)
    stages, left = [], []
    while (screen := screen_of(client)) is not None and len(stages) < 60:
        told = words_of(client.get(step_of(client)))
        stages.append(screen.stage)
        left += [int(n) for n in re.findall(r"(\d+) safety question", told)]
        client.post(step_of(client), sent(screen, {"age": "45", "sex": "male"}))

    assert stages.index("safety") < stages.index("telling")
    assert stages.count("safety") == left[0]
    assert left == sorted(left, reverse=True), "a count that grows again has lied"


def test_who_says_no_to_all_gets_an_answer_that_says_what_to_do(client):
    begin(client)

    last = answer_all(client)

    assert last["Location"] == "/interview/answer"
    told = words_of(client.get("/interview/answer"))
    assert "What to do now" in told
    assert "Keep this" in told


def test_an_emergency_is_told_in_the_same_answer_with_the_number_to_call(client):
    begin(client)
    answer_all(client, until=["new_below"])

    page = client.post(step_of(client), {"screen": "new_below", "chosen": ["saddle_numbness"]})

    assert page.status_code == 200
    assert "<h1" in page.content.decode()
    assert "Get help now" in words_of(page)
    assert 'href="tel:112"' in page.content.decode()
    assert "Go on answering while I wait" in words_of(page)


def test_an_emergency_in_ones_own_words_is_told_before_anything_is_asked(client):
    page = begin(client, NUMB)

    assert page.status_code == 200
    assert "Get help now" in words_of(page)
    assert "tel:" in page.content.decode()


def test_an_emergency_is_told_also_where_nothing_can_be_written(client, monkeypatch):
    begin(client)
    answer_all(client, until=["new_below"])
    address = step_of(client)

    def full(*_all, **_named):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full)
    monkeypatch.setattr("multifidus.clinic.people.counts.PlainDatabaseCache.set", full)
    page = client.post(address, {"screen": "new_below", "chosen": ["saddle_numbness"]})

    assert page.status_code == 200
    assert 'href="tel:112"' in page.content.decode()


def test_the_advice_stays_in_sight_on_every_page_and_on_the_first_page_after_leaving_in_the_middle(client):
    begin(client, NUMB)

    for address in ("/interview/", "/interview/understood", "/interview/1", "/", "/accounts/login/", "/interview/keep"):
        page = client.get(address).content.decode()
        assert 'id="emergency-now"' in page, address
        assert 'href="tel:112"' in page, address


def test_the_advice_goes_when_what_made_it_an_emergency_is_taken_back(client):
    begin(client, NUMB)
    client.post("/interview/understood", {"not_so": ["saddle_numbness"]})

    assert 'id="emergency-now"' not in client.get("/interview/1").content.decode()
    assert "It is numb where I would sit" in _screen(client, "new_below"), "what was taken back is asked"


def _screen(client, name):
    answer_all(client, until=[name])
    return words_of(client.get(step_of(client)))


def test_more_than_one_emergency_answer_does_not_stop_the_way_on(client):
    begin(client, NUMB)
    client.post("/interview/understood", {})

    last = answer_all(client, {"infection_signs": True})

    assert last.status_code == 302


@pytest.mark.parametrize(
    ("languages", "number"),
    [
        ("de-AT,de;q=0.8", "112"), ("de-CH", "144"), ("fr-CA", "911"), ("en-US,en;q=0.9", "112"), ("en", "112"),
        ("", "112"), ("xx-YY", "112"), ("de-CH;q=" * 400, "112"),
    ],
)  # fmt: skip
def test_the_number_is_that_of_the_region_that_the_browser_names_and_english_names_none(client, languages, number):
    page = client.post("/interview/", {"way": "words", "text": NUMB}, headers={"accept-language": languages})

    assert f'href="tel:{number}"' in page.content.decode()


def test_where_nobody_knows_the_country_the_words_say_where_112_works(client):
    assert "Call 911 in North America, 999 in Britain" in words_of(begin(client, NUMB))


def test_the_country_can_be_chosen_and_the_number_follows(client):
    begin(client, NUMB)

    back = client.post("/interview/country", {"country": "GB", "next": "/interview/understood"})

    assert back["Location"] == "/interview/understood"
    assert 'href="tel:999"' in client.get("/interview/understood").content.decode()
    assert client.post("/interview/country", {"country": "GB", "next": "https://evil.example/"})["Location"] == "/"


def test_an_answer_can_be_given_again_and_what_came_after_stays(client):
    begin(client)
    answer_all(client, until=["unwell"])
    before = len(client.session[KEY]["trail"])

    page = client.get("/interview/1").content.decode()
    again = client.post("/interview/1", {"screen": "who", "age": "72", "sex": "female"})

    assert 'value="45"' in page, "what was answered is not shown"
    assert again["Location"] == f"/interview/{before + 1}"
    assert {"about": "age", "said": 72.0, "screen": "who"} in client.session[KEY]["answers"]
    assert [one["said"] for one in client.session[KEY]["answers"] if one["about"] == "age"] == [72.0]


def test_the_same_screen_sent_twice_counts_once(client):
    begin(client)
    told = {"screen": "who", "age": "45", "sex": "male"}

    assert client.post("/interview/1", told)["Location"] == client.post("/interview/1", told)["Location"]
    assert client.session[KEY]["trail"] == ["who"]


def test_a_screen_of_another_moment_is_not_taken_for_this_one(client):
    begin(client)

    answer = client.post("/interview/1", {"screen": "new_below", "chosen": ["none"]})

    assert answer["Location"] == "/interview/1"
    assert client.session[KEY]["answers"] == []


def test_back_leads_to_the_screen_before(client):
    begin(client)
    answer_all(client, until=["new_below"])

    assert 'href="/interview/2"' in client.get("/interview/3").content.decode()
    assert 'href="/interview/"' in client.get("/interview/1").content.decode()


@pytest.mark.parametrize("address", ["/interview/1", "/interview/99", "/interview/answer", "/interview/understood"])
def test_who_has_not_begun_is_led_to_the_beginning(client, address):
    assert client.get(address)["Location"] == "/interview/"
    if address != "/interview/answer":
        assert client.post(address, {"screen": "who"})["Location"] == "/interview/"


def test_a_step_that_is_not_there_yet_leads_to_the_one_that_is(client):
    begin(client)

    assert client.get("/interview/7")["Location"] == "/interview/1"
    assert client.get("/interview/0")["Location"] == "/interview/1"


def test_i_do_not_know_is_an_answer_to_everything(client):
    begin(client)
    for _ in range(60):
        screen = screen_of(client)
        if screen is None:
            break
        told = {"chosen": "unsure"} if screen.chooses else {one.about: "unsure" for one in screen.questions}
        assert client.post(step_of(client), {"screen": screen.id, **told}).status_code == 302, screen.id

    told = words_of(client.get("/interview/answer"))
    assert "You can look after this yourself" not in told, "who knows nothing was told that all is well"


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(client):
    begin(client)

    page = client.post("/interview/1", {"screen": "who", "age": "four hundred", "sex": "male"})
    text = page.content.decode()

    assert page.status_code == 422
    assert 'value="four hundred"' in text
    assert re.search(r'value="male"\s+checked', text)
    assert 'href="#q-age"' in text
    assert 'id="q-age-error"' in text
    assert "<title>Error:" in text


def test_nothing_ticked_is_asked_again_with_what_to_do(client):
    begin(client)
    answer_all(client, until=["new_below"])

    page = client.post(step_of(client), {"screen": "new_below"})

    assert page.status_code == 422
    assert "none of these" in words_of(page)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_get_clear_words(client, value):
    begin(client)
    pages = [
        client.post("/interview/1", {"screen": "who", "age": value, "sex": value}),
        client.post("/interview/", {"way": "words", "text": value if len(value) > 9 else value * 3000}),
        client.post("/interview/country", {"country": value, "next": value}),
    ]
    client.post("/interview/1", {"screen": "who", "age": "45", "sex": "male"})
    pages.append(client.post("/interview/2", {"screen": "where", "chosen": [value]}))

    assert [page.status_code < 500 for page in pages] == [True] * len(pages)
    assert pages[0].status_code == 422
    assert pages[3].status_code == 422
    assert "<script>alert" not in "".join(page.content.decode() for page in pages)


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 5001, "my back \x00 hurts"])
def test_words_that_cannot_be_read_come_back_with_what_to_do(client, text):
    page = client.post("/interview/", {"way": "words", "text": text})

    assert page.status_code == 422
    assert KEY not in client.session
    if text.startswith("x"):
        assert text in page.content.decode(), "what was typed is lost"


def test_the_session_stays_small_whatever_is_sent(client):
    begin(client, "My back hurts. " * 300)
    for _ in range(3):
        client.post("/interview/", {"way": "words", "text": "I am numb. My leg is weak. I have a fever. " * 110})
        client.post(
            "/interview/1", {"screen": "who", "age": "45", "sex": "male", **{f"f{n}": "x" * 999 for n in range(300)}}
        )
    answer_all(client)

    assert len(str(dict(client.session))) < 60_000


def test_what_was_understood_is_marked_in_the_words_and_each_can_be_taken_back(client):
    begin(client, "My back locked up yesterday when I lifted a crate. No fever. <b>I am 45</b>.")

    page = client.get("/interview/understood").content.decode()

    assert '<mark class="there">' in page
    assert '<mark class="denied">' in page
    assert "&lt;b&gt;" in page
    assert 'name="not_so" value="spasm"' in page
    assert "24 hours" in page


def test_words_of_which_nothing_is_understood_lead_to_the_questions_all_the_same(client):
    page = client.get(begin(client, "qwertz uiop")["Location"])

    assert "could not make use of these words" in words_of(page)
    assert client.post("/interview/understood", {})["Location"] == "/interview/1"


def test_no_answer_stands_in_an_address_or_in_the_log(client, caplog):
    secret = "my neighbour Ludmilla dropped a piano on me and I lost my urine"
    with caplog.at_level("DEBUG"):
        begin(client, secret)
        client.post("/interview/understood", {})
        emergency = answer_all(client, {"urine_change": True, "bladder_dysfunction": True})
        links = set(re.findall(r'(?:href|action)="(/interview[^"]*)"', emergency.content.decode()))
        client.get("/interview/answer")

    assert "Ludmilla" not in caplog.text
    assert "bladder" not in caplog.text
    assert links
    assert all(re.fullmatch(r"/interview/(\d+|answer|forget|country)?", link) for link in links)


def test_every_place_of_the_table_can_be_tapped_or_ticked(client):
    begin(client)
    answer_all(client, until=["where"])

    page = client.get(step_of(client)).content.decode()

    drawn = {spot.region for spots in SPOTS.values() for spot in spots}
    told = {region.id for region in regions(engine()[0])}
    assert told - drawn == {"elsewhere"}
    assert drawn <= told
    for region in told:
        assert f'id="at-{region}"' in page
    for region in drawn:
        assert f'<label for="at-{region}">' in page


def test_a_place_lies_on_the_side_and_in_the_view_that_the_table_says():
    for region in regions(engine()[0]):
        for view, spots in SPOTS.items():
            for spot in spots:
                if spot.region != region.id:
                    continue
                assert view == region.view
                middle = spot.box["x"] + spot.box["width"] / 2
                on_the_left = region.side and (region.side == "left") == (view == "back")
                assert region.side is None or (middle < 120) == on_the_left, region.id


def test_the_style_of_the_picture_has_a_line_for_every_place():
    style = Path(finders.find("interviews/body.css")).read_text(encoding="utf-8")
    for spots in SPOTS.values():
        for spot in spots:
            assert f".where:has(#at-{spot.region}:checked) .at-{spot.region}" in style
            assert f".where:has(#at-{spot.region}:focus-visible) .at-{spot.region}" in style
