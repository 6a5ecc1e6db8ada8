"""The page of a lift: what it says is what the core says, it says no more, and nothing that is sent breaks it."""

import html
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest
from django.core.cache import cache
from django.utils import translation

from clinic.planned import begun, page
from clinic.world import shown
from multifidus.clinic.design.building.catalogues import compile_catalogues
from multifidus.clinic.design.told.catalogue import sentences
from multifidus.clinic.lifts import bench as benches
from multifidus.clinic.lifts.bench import MOST_AT_ONCE, Bench, bench
from multifidus.clinic.lifts.forms import DEFAULTS, LiftForm
from multifidus.clinic.lifts.shown import shown as shown_lift
from multifidus.clinic.lifts.telling import question
from multifidus.clinic.lifts.words import said

pytestmark = pytest.mark.django_db
needs_torso = pytest.mark.skipif(
    not (find_spec("mujoco") and find_spec("myo_sim")) and not os.environ.get("CI"),
    reason="the torso model is not installed: pip install 'multifidus[lifting]'",
)
SOFA = {**DEFAULTS, "load": "20"}
JAR = {**DEFAULTS, "load": "1", "weighed": "on", "start": "waist", "end": "chest", "reach": "close"}
EXACT = {
    "exact_start": "30", "exact_end": "100", "exact_reach": "40", "exact_turn": "0", "exact_often": "1",
    "exact_hours": "1",
}  # fmt: skip
MILLION = "9" * 1_000_000
SCRIPT = "<script>alert(1)</script>"


def words_of(answer) -> str:
    """What a page says, without its tags."""
    main = re.search(r"<main.*</main>", shown(answer), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def worked(sent: dict) -> benches.Worked:
    form = LiftForm(sent)
    assert form.is_valid(), form.errors
    return bench().work_out(question(form, bench().constants), [])


def test_anybody_may_ask_and_the_form_stands_there_with_a_usual_lift_tapped(client):
    answer = client.get("/lift/")

    assert answer.status_code == 200
    for name, chosen in DEFAULTS.items():
        assert re.search(rf'name="{name}" value="{chosen}"[^>]*checked', shown(answer)), name


def test_twenty_kilograms_from_the_floor_are_too_much_and_a_change_stands_first(client):
    said_there = words_of(client.post("/lift/", SOFA))

    assert "Too much: change this lift" in said_there
    assert "What helps most" in said_there
    assert (
        said_there.index("Too much") < said_there.index("What helps most") < said_there.index("Where this comes from")
    )


def test_a_jar_from_waist_to_chest_is_under_the_limits_and_nobody_calls_it_safe(client):
    said_there = words_of(client.post("/lift/", JAR))

    assert "Under the limits" in said_there
    assert "That is no promise" in said_there
    assert not re.search(r"\bsafe", said_there, re.IGNORECASE)


@pytest.mark.parametrize("sent", [SOFA, JAR], ids=["sofa", "jar"])
def test_whose_back_hurts_now_is_told_not_to_lift_and_is_led_to_the_questions(client, sent):
    answer = client.post("/lift/", sent)

    assert "Then do not lift this." in words_of(answer)
    assert 'href="/interview/"' in shown(answer)


def test_exact_numbers_count_and_give_the_equation_its_printed_answer(client):
    """The sofa of docs/lifting.md: 9.8 kg recommended, an index of 2.0."""
    told = worked({**SOFA, **EXACT})

    assert told.reading.niosh.rwl_kg == pytest.approx(9.8, abs=0.05)
    assert told.reading.niosh.lifting_index == pytest.approx(2.0, abs=0.05)
    assert "9.8 kg" in words_of(client.post("/lift/", {**SOFA, **EXACT}))


def test_pounds_and_inches_say_the_same_lift():
    metric = worked({**SOFA, **EXACT, "load": "20.4"}).reading
    told = worked({
        **SOFA, **EXACT, "units": "us", "load": "45", "exact_start": "11.8", "exact_end": "39.4", "exact_reach": "15.7",
    }).reading  # fmt: skip

    assert told.niosh.lifting_index == pytest.approx(metric.niosh.lifting_index, rel=0.01)


def test_who_tells_it_in_pounds_is_answered_in_pounds_and_inches(client):
    said_there = words_of(client.post("/lift/", {**SOFA, "units": "us", "load": "45", "cannot": ["lighten"]}))
    answer = said_there.partition("Change something")[0]

    assert "lb" in answer
    assert re.search(r"Bring it \d+ in closer", answer)
    assert not re.search(r"\d (kg|cm)\b", answer)


def test_a_place_by_its_name_is_a_share_of_the_stature(client):
    """A hip at 0.53 of the stature (Winter 2009): 1.06 m of somebody of 2 m."""
    tall = worked({**SOFA, "start": "hip", "end": "chest", "height": "200"}).asked.lift

    assert tall.hands_m == pytest.approx(2.0 * said("height")["hip"].value)
    assert tall.travel_m == pytest.approx(2.0 * (said("height")["chest"].value - said("height")["hip"].value))


def test_what_goes_down_is_held_back_at_its_end_so_both_ends_count():
    down = worked({**SOFA, "start": "chest", "end": "floor", "load": "5"}).asked.lift

    assert down.set_down is not None
    assert down.set_down.height_m < down.hands_m


def test_age_and_sex_bring_the_limits_that_go_by_them(client):
    old = words_of(client.post("/lift/", {**SOFA, "sex": "female", "age": "62"}))
    nobody = words_of(client.post("/lift/", SOFA))

    assert "for your age and sex" in old
    assert "Limits for your age and sex are left out." in nobody
    assert "Limits for your age and sex are left out." not in old


def test_what_is_not_possible_is_not_suggested(client):
    before = words_of(client.post("/lift/", SOFA))
    after = words_of(client.post("/lift/", {**SOFA, "cannot": ["lighten", "helper", "table", "knees"]}))

    for words in ("Make it lighter", "together with somebody", "from something"):
        assert words in before
        assert words not in after


def test_what_was_taken_for_granted_is_said_and_what_was_told_is_not(client):
    told = {**SOFA, "weighed": "on", "way": "squat", "sex": "male", "age": "40", "height": "180", "weight": "80"}
    told |= {"often": "every_minute", "hours": "short"}
    guessed, known = (words_of(client.post("/lift/", sent)) for sent in (SOFA, told))

    for words in ("The weight is a guess", "You bend with a round back", "You did not say your sex", "average adult"):
        assert words in guessed
        assert words not in known


@needs_torso
def test_every_disc_stands_there_with_what_it_may_be_and_the_limits(client):
    answer = client.post("/lift/", SOFA)
    reading = worked(SOFA).reading

    for level in ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2"):
        assert level in words_of(answer)
    assert "3,400 N: limit for work" in words_of(answer)
    assert "6,374 N: upper limit" in words_of(answer)
    worst = reading.worst.worst.compression_n
    assert f"{float(f'{worst.value:.2g}'):,.0f} N" in words_of(answer)
    assert f"{float(f'{worst.low:.2g}'):,.0f} to {float(f'{worst.high:.2g}'):,.0f} N" in words_of(answer)


@needs_torso
def test_a_bar_is_as_long_as_its_force_and_the_limits_stand_where_they_are():
    told = shown_lift(worked(SOFA), "metric").discs
    reading = worked(SOFA).reading
    lowest = told.rows[-1]
    action = next(line for line in told.lines if line.name == "limit for work")

    assert lowest.length / action.at == pytest.approx(reading.worst.discs[0].compression_n.value / 3400, rel=0.01)
    assert lowest.start <= lowest.length <= lowest.end <= 1000


@needs_torso
def test_a_disc_over_the_limit_of_ones_own_age_and_sex_is_drawn_as_too_much():
    """3,000 N are under 3,400 N, and far over the 1,800 N of a woman of 62."""
    told = worked({**SOFA, "load": "12", "sex": "female", "age": "62"})
    own = next(one.limit.value for one in told.reading.verdicts if one.limit.name.startswith("Dortmund"))
    drawn = shown_lift(told, "metric").people

    assert own < 3400
    for stood, person in zip((told.now, told.then), drawn, strict=True):
        over = sum(disc.compression_n.value > own for disc in stood.moment.discs)
        assert len(re.findall("disc (over|most)", person.marks)) == over


@needs_torso
def test_where_two_changes_are_enough_and_no_single_one_is_the_drawing_shows_both():
    told = worked({**SOFA, "load": "15", "sex": "female", "age": "62"})
    told = bench().work_out(told.told, ["lighter_load", "divisible_load"])
    pair = told.ranking.pair

    assert pair is not None
    assert told.then.both == pair.under_limits
    assert ("both" in shown_lift(told, "metric").people[1].caption) == pair.under_limits


@needs_torso
def test_the_change_that_helps_most_is_the_cores_and_its_percent_too(client):
    told = worked(SOFA)
    first = told.ranking.changes[0]
    fall = round(100 * first.falls["lifting index"])

    assert f"Lifting index −{fall} %" in words_of(client.post("/lift/", SOFA)).partition("What also helps")[0]
    told_there = words_of(client.post("/lift/", SOFA)).partition("What also helps")[0]
    assert first.under_limits == bool(re.search("Then (all is|the figures are) under the limits", told_there))


def test_within_a_limit_by_the_figure_but_not_with_its_doubt_is_called_near():
    guess = {**JAR, "load": "19"}
    del guess["weighed"]
    rule_of = {name: next(one for one in shown_lift(worked(sent), "metric").limits if one.kind == "rule")
               for name, sent in (("guessed", guess), ("weighed", {**guess, "weighed": "on"}))}  # fmt: skip

    assert rule_of["weighed"].share < 1
    assert (rule_of["weighed"].standing, rule_of["guessed"].standing) == ("under", "near")


def broken(*_args):
    raise RuntimeError("MuJoCo: unstable")


def test_a_spine_that_fails_leaves_the_rule_and_says_what_is_missing(client, monkeypatch):
    failing = Bench(bench().constants)
    monkeypatch.setattr(failing._reader, "spine", broken)
    monkeypatch.setattr("multifidus.clinic.lifts.pages.bench", lambda: failing)

    answer = client.post("/lift/", SOFA)

    assert answer.status_code == 200
    assert "The model of the spine is missing here" in words_of(answer)
    assert "By a rough calculation by hand" in words_of(answer)
    assert "the rule allows" in words_of(answer)
    assert "What presses on each disc" not in words_of(answer)


def test_where_the_torso_is_not_installed_it_says_what_to_install(client, monkeypatch):
    without = Bench(bench().constants)
    monkeypatch.setitem(sys.modules, "mujoco", None)
    monkeypatch.setattr("multifidus.clinic.lifts.pages.bench", lambda: without)

    said_there = words_of(client.post("/lift/", SOFA))

    assert "pip install 'multifidus[lifting]'" in said_there
    assert "By a rough calculation by hand" in said_there
    assert "What helps most" in said_there


def test_while_others_wait_already_nobody_is_held_up_and_what_was_told_stays(client, monkeypatch):
    crowded = Bench(bench().constants)
    monkeypatch.setattr("multifidus.clinic.lifts.pages.bench", lambda: crowded)
    for _ in range(MOST_AT_ONCE):
        crowded._room.acquire()

    answer = client.post("/lift/", {**SOFA, "load": "17.5"})

    assert answer.status_code == 503
    assert "Wait a few seconds, then press again." in words_of(answer)
    assert 'value="17.5"' in shown(answer)
    crowded._room.release()
    assert client.post("/lift/", SOFA).status_code == 200


def test_many_at_once_get_each_their_own_answer():
    weights = [2.0, 9.0, 17.0, 30.0]
    forms = [LiftForm({**SOFA, "load": f"{kg:g}"}) for kg in weights]
    assert all(form.is_valid() for form in forms)
    questions = [question(form, bench().constants) for form in forms]
    with ThreadPoolExecutor(len(weights)) as crowd:
        found = list(crowd.map(lambda told: bench().work_out(told, []), questions))

    assert [one.asked.lift.load_kg for one in found] == weights
    indices = [one.reading.niosh.lifting_index for one in found]
    assert indices == sorted(indices)
    assert len(set(indices)) == len(weights)


WRONG = {
    "load": ["", "0", "-5", "501", "heavy", "1,000", "NaN", "1e9", SCRIPT, "'; DROP TABLE people_person; --", MILLION],
    "height": ["90", "2.4", SCRIPT],
    "weight": ["5", "900"],
    "age": ["3", "15", "200", "40.5"],
    "exact_start": ["-1", "9000", SCRIPT],
    "exact_turn": ["900"],
    "exact_often": ["600"],
    "exact_hours": ["25"],
}


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, all_of in WRONG.items() for typed in all_of])
def test_what_nobody_can_mean_is_said_at_its_field_and_kept(client, name, typed):
    cache.clear()
    answer = client.post("/lift/", {**SOFA, name: typed})

    assert answer.status_code == 422
    there = shown(answer)
    assert f'id="id_{name}_error"' in there
    assert re.search(rf'<a href="#id_{name}">', there), "the list above leads nowhere"
    assert SCRIPT not in there
    assert len(there) < 200_000
    if typed and typed != MILLION:
        assert f'value="{html.escape(typed)}"' in there


@pytest.mark.parametrize("name", [*DEFAULTS, "cannot", "sex"])
@pytest.mark.parametrize("sent", ["", "moon", SCRIPT, MILLION], ids=["empty", "unknown", "script", "million"])
def test_no_choice_but_those_that_stand_there(client, name, sent):
    cache.clear()
    answer = client.post("/lift/", {**SOFA, name: sent})

    assert answer.status_code == (200 if (name, sent) == ("sex", "") else 422)
    assert SCRIPT not in shown(answer)
    assert len(shown(answer)) < 200_000


def test_a_form_of_anything_else_is_no_crash(client):
    assert client.post("/lift/", {}).status_code == 422
    assert client.post("/lift/", {f"n{n}": "x" for n in range(500)}).status_code == 422
    hidden = client.post("/lift/", {**{f"n{n}": "x" for n in range(500)}, **SOFA, "load": MILLION})
    assert (hidden.status_code, len(hidden.content) < 200_000) == (422, True)
    assert client.post("/lift/", b"\xff\xfe\x00", content_type="application/octet-stream").status_code == 422
    assert client.put("/lift/").status_code == 405


def test_what_is_out_of_reach_is_said_where_it_is(client):
    there = client.post("/lift/", {**SOFA, "exact_reach": "200"})
    end = client.post("/lift/", {**SOFA, "end": "overhead", "reach": "arm", "start": "waist"})

    assert (there.status_code, end.status_code) == (422, 422)
    assert 'id="id_exact_reach_error"' in shown(there)
    assert 'id="id_end_error"' in shown(end)


def test_a_sock_is_not_too_heavy_and_the_bend_is_named(client):
    """For a woman of 65 the bend is over her limit by age: what she picks up is not."""
    told = {**SOFA, "load": "0.2", "exact_start": "10", "exact_reach": "30", "sex": "female", "age": "65"}
    page = words_of(client.post("/lift/", {**told, "height": "160", "weight": "70"}))
    assert "The load adds next to nothing" in page
    assert "By bending, not by the load" in page
    assert "with empty hands it is" in page
    assert "Too much" not in page
    assert "Lift it together with" not in page


def test_a_mass_at_best_is_told_apart_from_what_this_lift_leaves_of_it(client):
    page = words_of(client.post("/lift/", {**SOFA, "sex": "female", "age": "58"}))
    assert "Even close to the body and at the best height, 15 kg is the most" in page
    assert re.search(r"as often as you lift it, \d(\.\d)? kg is the most for your age and sex", page)


def test_who_says_not_how_they_bend_and_reaches_it_from_the_knees_alone_is_answered_so(client):
    far = {**SOFA, "reach": "arm"}

    assert "You bend your knees: with nearly straight legs nobody" in words_of(client.post("/lift/", far))
    assert client.post("/lift/", {**far, "way": "stoop"}).status_code == 422


def test_nothing_of_a_lift_is_kept_anywhere(client):
    answer = client.post("/lift/", {**SOFA, "sex": "female", "age": "62"})

    assert "no-store" in answer["Cache-Control"]
    assert set(client.cookies) <= {"csrftoken"}


def test_what_is_lifted_stands_in_no_line_of_the_log(client, caplog):
    client.post("/lift/", {**SOFA, "load": "123.4", "age": "61", "sex": "female"})

    assert "123.4" not in caplog.text
    assert "female" not in caplog.text


def test_who_asks_too_often_has_to_wait(client):
    cache.clear()
    asked = [client.post("/lift/", {**SOFA, "load": ""}).status_code for _ in range(61)]

    assert asked[-1] == 429
    assert set(asked[:-1]) == {422}
    assert client.get("/lift/").status_code == 200
    cache.clear()


def test_the_first_page_leads_there(world, client, signed_in):
    assert 'href="/lift/"' in shown(client.get("/"))
    assert 'href="/lift/"' in shown(signed_in(world.ada.person).get("/"))


def test_it_speaks_german_to_the_last_word(client):
    compile_catalogues()
    sentences.cache_clear()
    client.post("/language", {"language": "de"})
    with translation.override("de"):
        told = {**SOFA, "sex": "female", "age": "62", "often": "every_minute", "turn": "half", "cannot": ["lighten"]}
        answer = client.post("/lift/", told)
    said_there = words_of(answer)

    assert re.search("Zu viel: Ändern Sie dieses Heben|Viel zu viel: Heben Sie es nicht so", said_there)
    assert re.search(r"Holen Sie es \d+ cm näher heran", said_there), said_there
    assert "3.400 N" in said_there
    main = re.search(r"<main.*</main>", shown(answer), re.DOTALL)[0]
    assert 'lang="en"' not in re.sub("<code.*?</code>", "", main), "only what to type is the same in all languages"
    for english in ("Lift", "limit", "your", "disc ", "weight", "hands"):
        assert not re.search(rf"\b{english}", said_there.partition("Woher das kommt")[0]), english


def test_a_plan_that_tells_how_to_lift_leads_there(world, signed_in):
    begun(world.ada, "walking")
    plan = page(signed_in(world.ada.person), "plan", world.ada)
    habits = dict(re.findall(r'<li class="card" id="(habit_[a-z_]+)">(.*?)</li>', plan, re.DOTALL))

    assert "habit_lift_close" in habits
    assert {name for name, card in habits.items() if 'href="/lift/"' in card} == {"habit_lift_close"}
