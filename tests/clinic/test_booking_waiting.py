"""The waiting list: what comes free goes to whoever must be seen soonest, is held for them, and goes on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from clinic.booked import NEED, opened, slots
from clinic.world import shown
from multifidus.clinic.booking import waiting_list
from multifidus.clinic.booking.booked import OverError, TakenError, TooManyError, Wanted, book, cancel
from multifidus.clinic.booking.models import HeldTime, Offer, Visit, VisitKind, Waiting
from multifidus.clinic.booking.rules import Need
from multifidus.clinic.booking.waiting_list import accept, decline, in_order, leave, offer_free_times, wait
from multifidus.clinic.jobs.running import work_off

URGENT, ROUTINE = Need("urgent", None, asked=True), Need("routine", None, asked=True)


@pytest.fixture(autouse=True)
def by_day(monkeypatch):
    """Whatever the hour at which the tests run, it is a time at which somebody could answer."""
    monkeypatch.setattr(waiting_list, "awake", lambda clinic, now: True)


@pytest.fixture
def kind(world) -> VisitKind:
    return opened(world.riverside, world.clinician)


@pytest.fixture
def full(world, kind) -> list[Visit]:
    """A clinic in which every time of the next days is somebody's but for none."""
    taken = []
    for slot in slots(kind, within=timedelta(days=4)):
        visit = Visit.objects.create(
            record=world.bert,
            clinic=world.riverside,
            clinician=world.clinician,
            kind=kind,
            starts=slot.span.starts,
            ends=slot.span.ends,
        )
        moments = [slot.span.starts + timedelta(minutes=5 * number) for number in range(6)]
        HeldTime.objects.bulk_create(HeldTime(clinician=world.clinician, moment=one, visit=visit) for one in moments)
        taken.append(visit)
    return taken


def waits(record, kind, need=ROUTINE, days=3) -> Waiting:
    today = timezone.now().date()
    return wait(record, kind, today, today + timedelta(days=days), by=record.person, need=need)


def open_offer() -> Offer:
    return Offer.objects.get(ended_at=None)


def test_who_must_be_seen_soonest_stands_first_and_then_who_asked_first(world, kind, full):
    slow, first, quick = waits(world.bert, kind), waits(world.ada, kind), waits(world.cleo, kind, URGENT)

    assert in_order(world.riverside) == [quick, slow, first]


def test_a_time_that_comes_free_is_held_for_the_first_and_for_nobody_else(world, kind, full):
    waits(world.ada, kind)
    place = waits(world.cleo, kind, URGENT)
    work_off()
    mail.outbox.clear()
    freed = full[5]

    cancel(freed, by=world.bert.person, record=world.bert)
    work_off()

    offer = open_offer()
    assert (offer.waiting, offer.starts) == (place, freed.starts)
    assert [one.to for one in mail.outbox if "came free" in one.subject] == [["cleo@example.org"]]
    with pytest.raises(TakenError):
        book(world.ada, Wanted(kind, world.clinician.pk, freed.starts), by=world.ada.person, need=NEED)


def test_saying_yes_turns_what_was_held_into_the_visit_without_a_gap(world, kind, full):
    place = waits(world.cleo, kind)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()
    offer = open_offer()
    rows = set(offer.held.values_list("pk", flat=True))

    visit = accept(offer, by=world.cleo.person, need=ROUTINE)
    again = accept(offer, by=world.cleo.person, need=ROUTINE)

    assert visit.pk == again.pk
    assert set(visit.held.values_list("pk", flat=True)) == rows
    place.refresh_from_db()
    assert place.ended_at is not None


def test_saying_no_gives_it_to_the_next_and_keeps_the_place(world, kind, full):
    first, second = waits(world.cleo, kind, URGENT), waits(world.ada, kind)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()

    decline(open_offer(), by=world.cleo.person)
    work_off()

    assert open_offer().waiting == second
    first.refresh_from_db()
    assert first.ended_at is None


def test_who_does_not_answer_in_time_loses_it_to_the_next(world, kind, full):
    waits(world.cleo, kind, URGENT)
    second = waits(world.ada, kind)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()
    late = open_offer()
    Offer.objects.filter(pk=late.pk).update(until=timezone.now() - timedelta(minutes=1))

    with pytest.raises(OverError):
        accept(late, by=world.cleo.person, need=URGENT)
    offer_free_times(world.riverside.pk)

    assert open_offer().waiting == second
    assert HeldTime.objects.filter(moment=full[5].starts).count() == 1


def test_nobody_is_offered_a_time_outside_of_their_days(world, kind, full):
    today = timezone.now().date()
    later = today + timedelta(days=3)
    wait(world.ada, kind, later, later, by=world.ada.person, need=ROUTINE)
    cancel(full[0], by=world.bert.person, record=world.bert)
    work_off()

    assert not Offer.objects.exists() or open_offer().starts.date() >= later


def test_leaving_gives_back_what_was_held(world, kind, full):
    place, second = waits(world.cleo, kind, URGENT), waits(world.ada, kind)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()

    leave(place, by=world.cleo.person)
    work_off()

    assert open_offer().waiting == second


def test_one_waits_once_for_a_kind_and_for_few_kinds(world, kind, full):
    one, two = waits(world.ada, kind), waits(world.ada, kind, days=2)
    assert one.pk == two.pk
    others = [VisitKind.objects.create(clinic=world.riverside, name=name, minutes=30) for name in ("B", "C")]
    waits(world.ada, others[0])
    with pytest.raises(TooManyError):
        waits(world.ada, others[1])


def test_no_offer_is_made_at_night(world, kind, full, monkeypatch):
    monkeypatch.setattr(waiting_list, "awake", lambda clinic, now: False)
    waits(world.ada, kind)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()

    assert not Offer.objects.exists()


def test_the_letter_of_an_offer_says_nothing_of_why(world, kind, full):
    VisitKind.objects.filter(pk=kind.pk).update(name="Sciatica clinic")
    waits(world.ada, kind, URGENT)
    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()

    letter = next(one for one in mail.outbox if "came free" in one.subject)
    for word in ("Sciatica", "urgent", "pain", "Carla"):
        assert word not in letter.subject + letter.body


def test_a_person_waits_answers_and_leaves_on_the_pages(world, kind, full, signed_in):
    browser, base = signed_in(world.ada.person), f"/records/{world.ada.pk}/visits/"
    today = timezone.now().date()
    sent = {"kind": str(kind.pk), "first_day": today.isoformat(), "last_day": (today + timedelta(days=3)).isoformat()}
    browser.post(f"{base}wait", sent)
    assert "You wait for a time" in shown(browser.get(base))

    cancel(full[5], by=world.bert.person, record=world.bert)
    work_off()
    offer = open_offer()
    assert "A time came free" in shown(browser.get(base))
    assert signed_in(world.cleo.person).get(f"{base}offers/{offer.pk}/").status_code == 404
    browser = signed_in(world.ada.person)
    answer = browser.post(f"{base}offers/{offer.pk}/", {"answer": "yes"})
    assert answer.status_code == 302
    assert Visit.objects.filter(record=world.ada, state="booked").count() == 1


def test_days_that_make_no_sense_are_told_at_their_field(world, kind, signed_in):
    browser, url = signed_in(world.ada.person), f"/records/{world.ada.pk}/visits/wait"
    today = timezone.now().date()
    over = browser.post(url, {"kind": str(kind.pk), "first_day": "2020-01-01", "last_day": "2020-01-02"})
    turned = browser.post(
        url, {"kind": str(kind.pk), "first_day": str(today + timedelta(days=9)), "last_day": str(today)}
    )
    far = browser.post(url, {"kind": str(kind.pk), "first_day": str(today), "last_day": "2099-01-01"})

    assert "This day is over" in shown(over)
    assert "before the first one" in shown(turned)
    assert "too far ahead" in shown(far)
    assert not Waiting.objects.exists()
