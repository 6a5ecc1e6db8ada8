"""A plan belongs to its record: taken along, carried on, erased with it; and what happens at the same moment."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from clinic.planned import begun, did, told
from clinic.test_races import at_once, errors
from clinic.world import made, somebody
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.plans import reminding
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.keeping import ChangedMeanwhileError, current_plan, follow, take_back, tick
from multifidus.clinic.plans.models import Done, Plan, Reminder
from multifidus.clinic.records.belongings import belongings, carry_on
from multifidus.clinic.records.erasure import ask
from multifidus.clinic.records.models import Erasure, Record


def lived(record: Record) -> Plan:
    """A plan that was changed, with a word on it, one taken back, a danger sign, and a reminder."""
    plan = begun(record, "walking")
    did(plan, "walking")
    take_back(did(plan, "walking", "worse"), author=record.person)
    changed = begun(record, "walking", "bird_dog")
    did(changed, "bird_dog", "little")
    Reminder.objects.create(record=record, days=[0], times=["07:00"])
    return changed


@pytest.mark.django_db
def test_all_of_it_is_taken_along(world):
    lived(world.cleo)
    found = {one.name: one.told(list(one.rows(world.cleo))) for one in belongings()}

    assert [[each["id"] for each in plan["exercises"]] for plan in found["plans"]] == [
        ["walking"],
        ["walking", "bird_dog"],
    ]
    assert found["plans"][1]["replaces"] == found["plans"][0]["id"]
    assert [one["went"] for one in found["plan_done"]] == ["well", "worse", "back", "little"]
    assert found["plan_reminders"][0]["times"] == ["07:00"]


@pytest.mark.django_db
def test_all_of_it_is_erased_with_the_record(world):
    lived(world.cleo)
    ask(world.cleo, by=world.cleo.person)

    assert not Plan.objects.exists()
    assert not Done.objects.exists()
    assert not Reminder.objects.exists()
    assert Erasure.objects.get().erased["plan_done"] == 4


@pytest.mark.django_db
def test_a_plan_goes_on_in_another_record_that_has_none(world):
    lived(world.cleo)
    carry_on(world.cleo, world.ada)

    carried = current_plan(world.ada)
    assert [one["id"] for one in carried.exercises] == ["walking", "bird_dog"]
    assert Done.objects.filter(record=world.ada).count() == 4
    told(world.ada)
    assert following(world.ada).done_today == 2
    assert Reminder.objects.filter(record=world.ada).count() == 1
    assert Plan.objects.filter(record=world.cleo).count() == 2, "and stays where it was"


@pytest.mark.django_db
def test_where_two_records_have_a_plan_that_of_the_second_goes_on(world):
    lived(world.cleo)
    own = begun(world.ada, "cat_camel")
    carry_on(world.cleo, world.ada)

    assert current_plan(world.ada) == own
    assert Plan.objects.filter(record=world.ada).count() == 1


@pytest.mark.django_db
def test_whoever_wrote_it_may_be_forgotten(world):
    plan = begun(world.ada, "walking")
    done = did(plan, "walking")
    stranger = somebody("stranger")
    Done.objects.filter(pk=done.pk).update(author=stranger)
    Plan.objects.filter(pk=plan.pk).update(author=None)

    assert Plan.objects.get().author is None


# at the same moment


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_button_that_is_pressed_six_times_at_once_counts_once(self):
        world = made()
        plan, drawn = begun(world.ada, "walking"), uuid4()
        results = at_once(*[press(plan, drawn)] * 6)

        assert errors(results) == []
        assert Done.objects.count() == 1
        assert len({one.pk for one in results}) == 1

    def test_a_word_that_is_taken_back_four_times_at_once_is_taken_back_once(self):
        world = made()
        done = did(begun(world.ada, "walking"), "walking")
        results = at_once(*[lambda: take_back(done, author=world.ada.person)] * 4)

        assert errors(results) == []
        assert Done.objects.filter(takes_back=done).count() == 1

    def test_of_six_who_begin_at_once_one_begins_and_the_others_are_told(self):
        world = made()
        told(world.ada)
        results = at_once(*[beginning(world.ada)] * 6)

        assert errors(results) == [ChangedMeanwhileError] * 5
        assert Plan.objects.count() == 1

    def test_of_two_changes_at_once_one_stands_and_the_other_is_told(self):
        world = made()
        begun(world.ada, "walking")
        results = at_once(beginning(world.ada), beginning(world.ada))

        assert errors(results) == [ChangedMeanwhileError]
        assert Plan.objects.filter(replaced_by=None).count() == 1

    def test_a_reminder_that_many_workers_look_at_is_sent_once(self):
        world = made()
        begun(world.ada, "walking")
        now = timezone.now().replace(second=0, microsecond=0)
        Reminder.objects.create(
            record=world.ada, days=list(range(7)), times=[now.strftime("%H:%M")], next_at=now, asks=False
        )
        results = at_once(*[reminding.look] * 5)

        assert errors(results) == []
        assert Job.objects.filter(kind=reminding.REMIND_MAIL).count() == 1


def press(plan: Plan, drawn) -> Callable[[], Done]:
    return lambda: tick(plan, "walking", Done.Went.WELL, day=plan.begun_on, sent_as=drawn, author=plan.record.person)


def beginning(record: Record) -> Callable[[], Plan]:
    before, today = current_plan(record), timezone.localdate()
    return lambda: follow(
        record, ["walking"], left_out=[], assessment=None, before=before, author=record.person, today=today
    )
