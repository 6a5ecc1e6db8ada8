"""Following a plan: what a person sees today, ticks off, takes back, and when it stops."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from clinic.planned import EMERGENCY, STRAIN, URGENT, begun, did, page, told
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.keeping import current_plan
from multifidus.clinic.plans.models import Done, Plan

pytestmark = pytest.mark.django_db
BUTTON = re.compile(r'name="said" value="([a-z]+:[0-9a-f-]{36})"')


@pytest.fixture
def ada(world, signed_in):
    """Ada's record, and a browser in which she is signed in."""
    return world.ada, signed_in(world.ada.person)


def taps(html: str, exercise: str) -> dict[str, str]:
    """The buttons of one exercise by what they say."""
    card = html.split(f'<article id="{exercise}"')[1].split("</article>", maxsplit=1)[0]
    return {value.split(":")[0]: value for value in BUTTON.findall(card)}


def send(browser, record, exercise, said, **more):
    return browser.post(reverse("plan_done", args=[record.pk]), {"exercise": exercise, "said": said, **more})


def test_before_anything_was_told_no_exercise_is_shown(ada):
    record, browser = ada

    shown = page(browser, "plan", record)
    assert "First tell what hurts" in shown
    assert "<article" not in shown


def test_the_person_begins_with_what_suits_them_and_leaves_one_out(ada):
    record, browser = ada
    told(record)
    offered = following(record).programme.ids
    assert "walking" in offered

    wanted = [one for one in offered if one != "walking"]
    browser.post(reverse("begin_plan", args=[record.pk]), {"exercises": wanted})

    plan = current_plan(record)
    assert [one["id"] for one in plan.exercises] == wanted
    assert plan.left_out == ["walking"]
    assert plan.assessment == record.assessments.first()
    shown = page(browser, "plan", record)
    assert '<article id="walking"' not in shown
    assert shown.count("<article") == len(wanted)
    assert "Something new suits you" not in shown, "what was left out is no news"


def test_a_card_has_a_drawing_with_words_a_dose_steps_and_when_to_stop(ada):
    record, browser = ada
    begun(record, "walking")

    shown = page(browser, "plan", record)
    card = shown.split('<article id="walking"')[1].split("</article>")[0]
    assert 'role="img" aria-label="A person walks' in card
    assert "5 to 10 minutes, once or twice a day" in card
    assert "Let your arms swing." in card
    assert "Turn back if leg pain grows with each step." in card
    assert "You breathe a bit faster but can still talk." in card


def test_nothing_chosen_begins_nothing_and_says_so(ada):
    record, browser = ada
    told(record)

    answer = browser.post(reverse("begin_plan", args=[record.pk]), {})
    assert answer.status_code == 422
    assert "Choose at least one" in answer.content.decode()
    assert not Plan.objects.exists()


def test_what_does_not_suit_cannot_be_chosen(ada):
    record, browser = ada
    told(record, {**STRAIN, "age": 82})
    assert "bird_dog" not in following(record).programme.ids

    answer = browser.post(reverse("begin_plan", args=[record.pk]), {"exercises": ["bird_dog"]})
    assert answer.status_code == 422
    assert not Plan.objects.exists()


def test_one_tap_ticks_off_and_says_how_it_went(ada):
    record, browser = ada
    begun(record, "walking", "bird_dog")

    answer = send(browser, record, "walking", taps(page(browser, "plan", record), "walking")["well"])
    assert answer.status_code == 302
    shown = page(browser, "plan", record, kept="walking")
    assert "1 of 2 done today" in shown
    assert "Done today" in shown
    assert Done.objects.get().went == "well"


def test_a_button_that_is_pressed_twice_counts_once(ada):
    record, browser = ada
    begun(record, "walking")
    button = taps(page(browser, "plan", record), "walking")["little"]

    send(browser, record, "walking", button)
    send(browser, record, "walking", button)
    assert Done.objects.count() == 1


def test_two_windows_that_show_the_same_day_count_once(ada):
    record, browser = ada
    begun(record, "walking")
    one, other = (taps(page(browser, "plan", record), "walking")["well"] for _ in range(2))

    send(browser, record, "walking", one)
    send(browser, record, "walking", other)
    assert Done.objects.count() == 1


def test_it_can_be_done_twice_a_day(ada):
    record, browser = ada
    begun(record, "walking")
    for _ in range(2):
        send(browser, record, "walking", taps(page(browser, "plan", record), "walking")["well"])

    assert Done.objects.count() == 2
    assert page(browser, "plan", record).count("Done today") == 2


def test_what_was_taken_back_counts_no_more_and_stays_to_be_seen(ada):
    record, browser = ada
    done = did(begun(record, "walking"), "walking")

    for _ in range(2):
        browser.post(reverse("plan_back", args=[record.pk, done.pk]))
    assert "Done today" not in page(browser, "plan", record)
    assert Done.objects.filter(takes_back=done).count() == 1
    assert Done.objects.filter(pk=done.pk).exists()
    send(browser, record, "walking", taps(page(browser, "plan", record), "walking")["well"])
    assert "Done today" in page(browser, "plan", record), "and it can be ticked once more"


def test_more_pain_pauses_that_exercise_alone_and_asks_for_danger_signs_first(ada):
    record, browser = ada
    begun(record, "walking", "bird_dog")

    answer = send(browser, record, "bird_dog", taps(page(browser, "plan", record), "bird_dog")["worse"])
    stop = browser.get(answer.headers["Location"]).content.decode()
    assert stop.index("is one of these new?") < stop.index("such a sign came")
    assert "You go numb where you sit" in stop
    shown = page(browser, "plan", record)
    assert taps(shown, "bird_dog") == {}
    assert "This one rests for now" in shown
    assert set(taps(shown, "walking")) == {"well", "little", "worse"}


def test_a_stop_sign_ends_an_exercise_until_something_new_was_told(ada):
    record, browser = ada
    begun(record, "walking", "bird_dog")
    send(browser, record, "bird_dog", f"sign:{uuid4()}")

    assert taps(page(browser, "plan", record), "bird_dog") == {}
    send(browser, record, "bird_dog", f"again:{uuid4()}")
    assert taps(page(browser, "plan", record), "bird_dog") == {}, "not by a request that no button makes"

    told(record, {**STRAIN, "pain_0_10": 3})
    shown = page(browser, "plan", record)
    assert "Begin it again" in shown
    send(browser, record, "bird_dog", taps(shown, "bird_dog")["again"])
    assert set(taps(page(browser, "plan", record), "bird_dog")) == {"well", "little", "worse"}


def test_bad_pain_holds_every_exercise_at_its_first_step(ada):
    record, browser = ada
    told(record, {**STRAIN, "pain_0_10": 8})
    plan = begun(record, "walking", days_ago=20)
    for number in range(20):
        did(plan, "walking", day=plan.begun_on + timedelta(days=number))

    shown = page(browser, "plan", record)
    assert "5 to 10 minutes, once or twice a day" in shown
    assert "It stays at the first step until your pain is less." in shown
    told(record, {"pain_0_10": 3})
    assert "20 minutes a day" in page(browser, "plan", record)


def test_a_habit_is_tried_and_nothing_else(ada):
    record, browser = ada
    begun(record, "walking")
    (habit, button), *_more = re.findall(
        r'name="exercise" value="(habit_[a-z_]+)">.*?name="said" value="(well:[0-9a-f-]{36})"',
        page(browser, "plan", record),
    )
    send(browser, record, habit, button)
    assert "Tried today" in page(browser, "plan", record)
    assert send(browser, record, habit, f"worse:{uuid4()}").status_code == 422
    assert "1 of 1 done" not in page(browser, "plan", record), "a habit is no exercise"


def test_a_rest_of_two_days_cannot_be_begun_again_by_a_word(ada):
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"worse:{uuid4()}")
    told(record, {"pain_0_10": 6})
    send(browser, record, "walking", f"again:{uuid4()}")

    assert taps(page(browser, "plan", record), "walking") == {}


def test_a_danger_sign_stops_the_whole_plan_and_says_what_to_do_at_once(ada):
    record, browser = ada
    begun(record, "walking", "bird_dog")

    answer = send(browser, record, "bird_dog", f"danger:{uuid4()}")
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert "<article" not in shown
    assert "Get help now" in shown
    assert 'href="tel:999"' in shown
    assert browser.get(reverse("begin_plan", args=[record.pk])).status_code == 302, "and none can be begun"


def test_after_a_danger_sign_only_a_calm_answer_brings_the_plan_back(ada):
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"danger:{uuid4()}")

    told(record, EMERGENCY)
    assert "<article" not in page(browser, "plan", record)
    Done.objects.get()  # the word itself stands
    told(record, {"saddle_numbness": False, "urinary_retention": False, **STRAIN})
    assert record.assessments.first().urgency == "emergency", "what was there lately is not denied away"
    assert "<article" not in page(browser, "plan", record)


def test_after_a_danger_sign_a_calm_answer_brings_it_back_at_the_first_step(ada):
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"danger:{uuid4()}")

    told(record, {**STRAIN, "pain_0_10": 2})
    shown = page(browser, "plan", record)
    assert "Begin it again, at the first step" in shown


def test_each_danger_sign_is_one_tap_and_says_what_to_do_at_it(ada):
    record, browser = ada
    begun(record, "walking")
    stop = page(browser, "stop_exercise", record, "walking")
    signs = {value.split(":")[2]: value for value in re.findall(r'value="(danger:[0-9a-f-]{36}:[a-z_]+)"', stop)}
    assert {"saddle", "bladder", "both_legs", "weak", "fever", "injury"} <= set(signs)

    answer = send(browser, record, "walking", signs["weak"])
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert "Go to an emergency department." in shown
    assert "“A leg or foot grows weak, or you cannot lift your foot”" in shown
    assert "<article" not in shown


def test_a_danger_sign_is_told_to_every_page_and_every_clinic_in_care(ada):
    """The answer may not say that all is well while the exercises say that help is needed."""
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"danger:{uuid4()}:saddle")

    assert record.readings.order_by("-entered_at").first().content == {"findings": {"saddle_numbness": True}}
    shown = page(browser, "plan", record)
    assert record.assessments.first().urgency == "emergency"
    assert "Call 999" in shown


def test_of_a_sign_that_may_be_one_of_several_no_finding_is_guessed(ada):
    record, browser = ada
    begun(record, "walking")
    before = record.readings.count()
    send(browser, record, "walking", f"danger:{uuid4()}:faint")

    assert record.readings.count() == before
    assert "Call 999 for an ambulance." in page(browser, "plan", record)


def test_two_danger_signs_of_one_page_are_both_kept(ada):
    record, browser = ada
    begun(record, "walking")
    drawn = uuid4()
    for sign in ("weak", "saddle", "weak"):
        assert send(browser, record, "walking", f"danger:{drawn}:{sign}").status_code == 302

    assert sorted(Done.objects.values_list("sign", flat=True)) == ["saddle", "weak"]


def test_what_a_danger_sign_told_is_struck_when_it_was_a_slip_of_the_thumb(ada):
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"danger:{uuid4()}:saddle")
    page(browser, "plan", record)

    browser.post(reverse("plan_back", args=[record.pk, Done.objects.get().pk]))
    assert '<article id="walking"' in page(browser, "plan", record)
    assert record.readings.order_by("-entered_at").first().struck


def test_a_danger_sign_that_was_taken_back_counts_when_an_old_page_tells_it_again(ada):
    """A second window shows the state of before, and so sends under the same name."""
    record, browser = ada
    begun(record, "walking")
    said = f"danger:{uuid4()}:saddle"
    send(browser, record, "walking", said)
    browser.post(reverse("plan_back", args=[record.pk, Done.objects.get().pk]))

    send(browser, record, "walking", said)
    send(browser, record, "walking", said)

    assert '<article id="walking"' not in page(browser, "plan", record)
    assert Done.objects.filter(went="danger").count() == 2
    assert record.readings.filter(correction=None, struck=False, content__findings__saddle_numbness=True).exists()


def test_a_spasm_of_the_diary_does_not_bring_the_plan_back(ada):
    """It answers none of the questions that a danger sign asks."""
    record, browser = ada
    begun(record, "walking", "bird_dog")
    send(browser, record, "bird_dog", f"sign:{uuid4()}")
    send(browser, record, "walking", f"danger:{uuid4()}:faint")
    keep(
        record, Reading.Kind.DIARY, {"episode": {"began": timezone.now().isoformat(), "worst": 3}}, author=record.person
    )

    assert "<article" not in page(browser, "plan", record)
    browser.post(reverse("plan_back", args=[record.pk, Done.objects.get(went="danger").pk]))
    assert "Begin it again" not in page(browser, "plan", record)


def test_a_danger_sign_that_was_tapped_by_mistake_can_be_taken_back(ada):
    record, browser = ada
    danger = did(begun(record, "walking"), "walking", "danger")

    browser.post(reverse("plan_back", args=[record.pk, danger.pk]))
    assert '<article id="walking"' in page(browser, "plan", record)


@pytest.mark.parametrize("findings", [EMERGENCY, URGENT], ids=["emergency", "urgent"])
def test_whoever_has_to_be_seen_first_is_shown_no_exercise_but_what_to_do(ada, findings):
    record, browser = ada
    begun(record)
    told(record, findings)
    assert record.assessments.first().urgency in ("emergency", "urgent")

    shown = page(browser, "plan", record)
    assert "<article" not in shown
    assert 'name="said"' not in shown
    assert "<svg xmlns" not in shown, "no drawing of an exercise either"
    assert browser.get(reverse("begin_plan", args=[record.pk])).status_code == 302


def test_a_word_is_kept_where_exercises_wait_by_now(ada):
    """It was done before the page changed; it may even be what made it an emergency."""
    record, browser = ada
    begun(record, "walking")
    button = taps(page(browser, "plan", record), "walking")["worse"]
    told(record, EMERGENCY)

    send(browser, record, "walking", button)
    assert Done.objects.get().went == "worse"


def test_an_exercise_that_the_answer_now_advises_against_has_gone_and_says_why(ada):
    record, browser = ada
    begun(record, "walking", "bird_dog")
    told(record, {**STRAIN, "age": 82})

    shown = page(browser, "plan", record)
    assert '<article id="walking"' in shown
    assert '<article id="bird_dog"' not in shown
    assert "No longer for you" in shown
    assert "It is not for you now, because of this: " in shown


def test_an_exercise_that_is_merely_outdone_may_stay(ada):
    record, browser = ada
    told(record)
    assert "clamshell" not in following(record).programme.ids
    begun(record, "walking", "side_plank")

    assert '<article id="side_plank"' in page(browser, "plan", record)


def test_a_new_programme_is_offered_and_old_ticks_stay(ada):
    record, browser = ada
    plan = begun(record, "walking", "bird_dog", days_ago=5)
    did(plan, "walking")

    shown = page(browser, "plan", record)
    assert "Something new suits you" in shown
    offered = following(record).programme.ids
    browser.post(reverse("begin_plan", args=[record.pk]), {"exercises": offered, "before": str(plan.pk)})

    changed = current_plan(record)
    assert changed.replaces == plan
    assert changed.begun_on == plan.begun_on
    since = {one["id"]: one["since"] for one in changed.exercises}
    assert since["walking"] == plan.exercises[0]["since"], "what goes on keeps its first day"
    assert since["hip_hinge"] == timezone.localdate().isoformat()
    assert "Done today" in page(browser, "plan", record)


def test_a_change_that_comes_second_changes_nothing_and_is_told(ada):
    record, browser = ada
    plan = begun(record, "walking")
    begun(record, "bird_dog")

    browser.post(reverse("begin_plan", args=[record.pk]), {"exercises": ["walking"], "before": str(plan.pk)})
    assert [one["id"] for one in current_plan(record).exercises] == ["bird_dog"]
    assert "Your plan was kept already" in page(browser, "plan", record)


def test_a_plan_that_was_ended_shows_no_exercise_and_can_begin_again_at_the_first_step(ada):
    record, browser = ada
    plan = begun(record, "walking", days_ago=20)
    did(plan, "walking")
    browser.post(reverse("end_plan", args=[record.pk]))

    assert "Your plan has ended" in page(browser, "plan", record)
    ended = current_plan(record)
    browser.post(reverse("begin_plan", args=[record.pk]), {"exercises": ["walking"], "before": str(ended.pk)})
    again = current_plan(record)
    assert again.begun_on == timezone.localdate()
    assert again.exercises == [{"id": "walking", "since": timezone.localdate().isoformat()}]
    assert Done.objects.count() == 1


def test_a_page_of_another_day_is_refused_in_words(ada):
    record, browser = ada
    begun(record, "walking")
    long_ago = timezone.localdate() - timedelta(days=2)

    answer = send(browser, record, "walking", f"well:{uuid4()}", day=long_ago.isoformat())
    assert answer.status_code == 422
    assert "This page is from another day" in answer.content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert send(browser, record, "walking", f"well:{uuid4()}", day=yesterday.isoformat()).status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"exercise": "walking"},
        {"exercise": "no_such", "said": "well:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11"},
        {"exercise": "walking", "said": "splendid:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11"},
        {"exercise": "walking", "said": "back:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11"},
        {"exercise": "walking", "said": "well:none"},
        {"exercise": "walking", "said": "danger:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11:no_such_sign"},
        {"exercise": "walking", "said": ":::::"},
        {"exercise": "<script>alert(1)</script>", "said": "well"},
        {"exercise": "walking'; DROP TABLE plans_done; --", "said": "x" * 1_000_000},
        {"exercise": "walking", "said": "well:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11", "day": "yesterday"},
        {"exercise": "walking\x00", "said": "well:3b1d8f0a-7e5e-4b52-9c1e-0b6c3c1a0e11"},
    ],
)
def test_what_no_button_sends_is_refused_in_words(ada, sent):
    record, browser = ada
    begun(record, "walking")

    answer = browser.post(reverse("plan_done", args=[record.pk]), sent)
    assert answer.status_code == 422
    assert "That was not kept" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not Done.objects.exists()


def test_a_clinician_in_care_reads_the_plan_and_cannot_tick(world, signed_in):
    did(begun(world.ada, "walking"), "walking")
    browser = signed_in(world.clinician)

    shown = page(browser, "plan", world.ada)
    assert "Done today" in shown
    assert "Days with an exercise: 1 of the last 1." in shown
    assert 'name="said"' not in shown
    assert "Take back" not in shown
    assert send(browser, world.ada, "walking", f"well:{uuid4()}").status_code == 404
    assert "Walking: No pain" in page(browser, "plan_days", world.ada)
    assert Entry.objects.filter(kind="plan", act="read", ground="consent").count() == 2


def test_each_word_is_in_the_audit_under_its_own_kind(ada):
    record, browser = ada
    begun(record, "walking")
    send(browser, record, "walking", f"well:{uuid4()}")

    assert Entry.objects.filter(kind="plan", act="write", ground="own").count() == 1


@pytest.mark.parametrize("table", ["plans_plan", "plans_done"])
def test_the_database_changes_and_deletes_no_row(ada, table):
    record, _ = ada
    did(begun(record, "walking"), "walking")
    change = {"plans_plan": "begun_on = '2020-01-01'", "plans_done": "went = 'worse'"}[table]

    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        refused = pytest.raises(DatabaseError, match=r"never changed|erasure")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_four_weeks_are_a_picture_and_the_same_in_words(ada):
    record, browser = ada
    plan = begun(record, "walking", "bird_dog", days_ago=3)
    did(plan, "walking", day=timezone.localdate() - timedelta(days=1))
    did(plan, "bird_dog", "worse")

    shown = page(browser, "plan_days", record)
    assert "Something was done on 2 of the last 4 days." in shown
    assert "Walking: No pain" in shown
    assert 'class="hurt"' in shown
    assert shown.count('<rect class="day') >= 22
