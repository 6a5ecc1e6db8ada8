"""Bookings at the same moment, on real connections that really commit, on SQLite and on PostgreSQL."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from clinic.booked import NEED, opened, slots
from clinic.test_races import at_once, errors
from clinic.world import made, with_record
from multifidus.clinic.booking.booked import TakenError, Wanted, book, cancel, move
from multifidus.clinic.booking.closing import VisitsInItError, close
from multifidus.clinic.booking.models import Closure, HeldTime, Visit
from multifidus.clinic.clinics.memberships import end
from multifidus.clinic.clinics.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


@pytest.fixture
def world():
    return made()


@pytest.fixture
def kind(world):
    return opened(world.riverside, world.clinician)


def wanted(kind, number=0):
    slot = slots(kind)[number]
    return Wanted(kind, slot.clinician, slot.span.starts)


def test_of_many_who_book_one_time_at_once_one_gets_it(world, kind):
    records = [with_record(f"p{number}") for number in range(MANY)]
    one = wanted(kind)

    results = at_once(*[lambda record=record: book(record, one, by=record.person, need=NEED) for record in records])

    assert errors(results) == [TakenError] * (MANY - 1)
    assert Visit.objects.count() == 1
    assert HeldTime.objects.count() == 6


def test_times_that_overlap_in_part_are_never_both_given(world, kind):
    records = [with_record(f"p{number}") for number in range(6)]
    first = wanted(kind)
    wants = [
        Wanted(kind, first.clinician, first.starts + timedelta(minutes=5 * number)) for number in range(len(records))
    ]

    at_once(
        *[
            lambda record=record, one=one: book(record, one, by=record.person, need=NEED)
            for record, one in zip(records, wants, strict=True)
        ]
    )

    spans = sorted(Visit.objects.values_list("starts", "ends"))
    assert spans
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_form_that_arrives_many_times_at_once_books_once(world, kind):
    one, sent = wanted(kind), uuid.uuid4()

    results = at_once(*[lambda: book(world.ada, one, by=world.ada.person, need=NEED, sent_as=sent)] * 6)

    assert errors(results) == []
    assert Visit.objects.count() == 1


def test_two_who_move_to_one_time_leave_one_of_them_where_they_were(world, kind):
    ada = book(world.ada, wanted(kind, 0), by=world.ada.person, need=NEED)
    cleo = book(world.cleo, wanted(kind, 0), by=world.cleo.person, need=NEED)
    target = wanted(kind, 4)

    results = at_once(
        lambda: move(ada, target, by=world.ada.person, record=world.ada),
        lambda: move(cleo, target, by=world.cleo.person, record=world.cleo),
    )

    assert errors(results) == [TakenError]
    assert HeldTime.objects.count() == 12
    for visit in Visit.objects.all():
        moments = sorted(visit.held.values_list("moment", flat=True))
        assert moments[0] == visit.starts
        assert len(moments) == 6


def test_two_who_swap_their_times_at_once_both_keep_one(world, kind):
    ada = book(world.ada, wanted(kind, 0), by=world.ada.person, need=NEED)
    cleo = book(world.cleo, wanted(kind, 0), by=world.cleo.person, need=NEED)

    at_once(
        lambda: move(ada, Wanted(kind, cleo.clinician_id, cleo.starts), by=world.ada.person, record=world.ada),
        lambda: move(cleo, Wanted(kind, ada.clinician_id, ada.starts), by=world.cleo.person, record=world.cleo),
    )

    assert HeldTime.objects.count() == 12
    assert Visit.objects.filter(state="booked").count() == 2


def test_a_time_that_is_cancelled_and_booked_at_once_is_held_by_one_or_nobody(world, kind):
    first = wanted(kind)
    ada = book(world.ada, first, by=world.ada.person, need=NEED)

    at_once(
        lambda: cancel(ada, by=world.ada.person, record=world.ada),
        lambda: book(world.cleo, first, by=world.cleo.person, need=NEED),
    )

    holders = set(HeldTime.objects.values_list("visit__record", flat=True))
    assert holders in (set(), {world.cleo.pk})


def test_nobody_is_booked_into_a_time_that_is_blocked_at_the_same_moment(world, kind):
    member = Membership.objects.get(person=world.clinician)
    for number in range(6):
        one = wanted(kind, number)
        results = at_once(
            lambda one=one: book(world.cleo, one, by=world.cleo.person, need=NEED),
            lambda one=one: close(
                world.riverside, member, one.starts, one.span.ends, "away", by=world.scheduler, even=False
            ),
        )
        assert errors(results) in ([TakenError], [VisitsInItError]), results
        assert Visit.objects.filter(state="booked").count() + Closure.objects.count() == 1
        Visit.objects.all().update(state="cancelled")
        HeldTime.objects.all().delete()
        Closure.objects.all().delete()


def test_nobody_is_booked_with_a_clinician_who_leaves_at_the_same_moment(world, kind):
    member = Membership.objects.get(person=world.clinician)

    at_once(
        lambda: book(world.ada, wanted(kind), by=world.ada.person, need=NEED),
        lambda: end(member, by=world.administrator),
    )

    assert not Visit.objects.filter(state="booked", starts__gt=timezone.now()).exists()
    assert not HeldTime.objects.exists()
