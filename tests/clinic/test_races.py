"""What happens at the same moment: two of everything, on real connections that really commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from clinic.world import made, somebody, working
from multifidus.clinic.clinics.invitations import TakenError, invite, take
from multifidus.clinic.clinics.memberships import LastAdministratorError, end
from multifidus.clinic.clinics.models import Clinic, Invitation, Membership, Role
from multifidus.clinic.records.consents import give, withdraw
from multifidus.clinic.records.emergencies import TRIES_PER_HOUR, NobodyError, TooManyTriesError, Whom, break_glass
from multifidus.clinic.records.erasure import ask
from multifidus.clinic.records.expiry import erase_if_due
from multifidus.clinic.records.joining import join_as_staff, join_in_care
from multifidus.clinic.records.models import Consent, EmergencyAccess, EmergencyTry, Erasure, Record
from multifidus.clinic.records.opening import Who, open_for, open_own
from multifidus.clinic.records.retention import later

pytestmark = pytest.mark.django_db(transaction=True)
BORN = date(1972, 11, 30)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of them came to, begun at the same moment: what it returned, or the error it raised."""
    begin = Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        try:
            begin.wait()
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def errors(results: list[object]) -> list[type]:
    return [type(result) for result in results if isinstance(result, Exception)]


@pytest.fixture
def world():
    return made()


def test_of_two_who_take_an_invitation_at_once_one_wins(world):
    mia, drawn = somebody("mia"), invite("mia@example.org", world.riverside, role=Role.CLINICIAN)
    results = at_once(*[lambda: join_as_staff(drawn.invitation, mia)] * 6)

    assert errors(results) == [TakenError] * 5
    assert Membership.objects.filter(person=mia).count() == 1


def test_an_invitation_that_is_withdrawn_and_accepted_at_once_ends_as_one_of_both(world):
    from multifidus.clinic.clinics.invitations import withdraw as take_back

    for number in range(5):
        mia = somebody(f"mia{number}")
        drawn = invite(mia.email, world.riverside, role=Role.CLINICIAN)
        results = at_once(
            lambda drawn=drawn, mia=mia: join_as_staff(drawn.invitation, mia),
            lambda drawn=drawn: take_back(drawn.invitation, by=world.administrator),
        )
        row = Invitation.objects.get(pk=drawn.invitation.pk)
        assert errors(results) in ([TakenError], []), results
        assert (row.accepted_at is None) != (row.withdrawn_at is None)
        assert Membership.objects.filter(person=mia).exists() == (row.accepted_at is not None)


def test_two_administrators_who_end_each_other_leave_one(world):
    for number in range(12):
        clinic = Clinic.objects.create(name=f"Clinic {number}")
        one, two = (working(f"{name}{number}", clinic, Role.ADMINISTRATOR) for name in ("ann", "bob"))
        first, second = one.memberships.get(), two.memberships.get()
        results = at_once(
            lambda second=second, one=one: end(second, by=one), lambda first=first, two=two: end(first, by=two)
        )

        assert errors(results) == [LastAdministratorError]
        assert Membership.objects.filter(clinic=clinic, ended_at=None).count() == 1


def test_two_records_that_wait_for_the_same_person_become_one(world):
    mia = somebody("mia")
    waiting = [
        open_for(Who("Mia Moor", BORN), clinic, "in person", by=clinician)
        for clinic, clinician in ((world.riverside, world.clinician), (world.hillside, world.other_clinician))
    ]
    drawn = [invite(mia.email, record.consents.get().clinic, record=record.pk).invitation for record in waiting]
    results = at_once(*[lambda one=one: join_in_care(one, mia, Who("", BORN)) for one in drawn])

    assert errors(results) == []
    own = Record.objects.get(person=mia)
    assert own.consents.filter(withdrawn_at=None).count() == 2
    assert Record.objects.filter(continued_in=own).count() == 1


def test_a_first_visit_that_is_sent_twice_begins_one_record(world):
    nina = somebody("nina")
    results = at_once(*[lambda: open_own(nina, Who("Nina"))] * 4)

    assert errors(results) == []
    assert Record.objects.filter(person=nina).count() == 1


def test_consent_that_is_given_many_times_at_once_stands_once(world):
    results = at_once(*[lambda: give(world.cleo, world.riverside, by=world.cleo.person)] * 6)

    assert errors(results) == []
    assert Consent.objects.filter(record=world.cleo, withdrawn_at=None).count() == 1


def test_consent_given_and_taken_back_at_once_ends_as_one_of_both(world):
    for _ in range(5):
        results = at_once(
            lambda: give(world.cleo, world.riverside, by=world.cleo.person),
            lambda: withdraw(world.cleo, world.riverside, by=world.cleo.person),
        )
        assert errors(results) == []
        assert Consent.objects.filter(record=world.cleo, withdrawn_at=None).count() <= 1


def test_nobody_tries_more_often_by_trying_at_once(world):
    nobody = Whom(name="nobody", born=BORN)
    results = at_once(
        *[lambda: break_glass(nobody, "found on the floor", by=world.clinician, clinic=world.riverside)] * 12
    )

    assert errors(results).count(NobodyError) == TRIES_PER_HOUR
    assert errors(results).count(TooManyTriesError) == 12 - TRIES_PER_HOUR
    assert EmergencyTry.objects.count() == TRIES_PER_HOUR


def test_the_glass_is_broken_once_however_often_it_is_asked_at_once(world):
    whom = Whom(record=world.bert.pk)
    results = at_once(
        *[lambda: break_glass(whom, "found on the floor", by=world.clinician, clinic=world.riverside)] * 4
    )

    assert errors(results) == []
    assert EmergencyAccess.objects.count() == 1


def test_an_invitation_is_taken_by_one_person_even_when_the_letter_was_passed_on(world):
    drawn = invite("mia@example.org", world.riverside, role=Role.SCHEDULER)
    people = [somebody("mia"), somebody("eve")]
    results = at_once(*[lambda one=one: take(drawn.invitation, one) for one in people])

    assert errors(results) == [TakenError]
    assert Invitation.objects.get().accepted_by in people


def test_a_record_is_erased_once_when_the_person_and_the_job_ask_at_once(world):
    results = at_once(*[lambda: ask(world.cleo, by=world.cleo.person)] * 3)

    assert errors(results).count(Record.DoesNotExist) == 2
    assert Erasure.objects.filter(record=world.cleo.pk).count() == 1


def test_a_record_that_gets_an_owner_while_its_time_is_over_is_not_erased(world, monkeypatch):
    real = timezone.now
    for number in range(8):
        record = open_for(Who("Mia Moor", BORN), world.riverside, "in person", by=world.clinician)
        mia = somebody(f"mia{number}")
        drawn = invite(mia.email, world.riverside, record=record.pk)
        Invitation.objects.filter(pk=drawn.invitation.pk).update(expires_at=later(real(), 11))
        with monkeypatch.context() as ahead:
            ahead.setattr(timezone, "now", lambda: later(real(), 10))
            results = at_once(
                lambda drawn=drawn, mia=mia: join_in_care(drawn.invitation, mia, Who("", BORN)),
                lambda record=record: erase_if_due(record),
            )

        owned = Record.objects.filter(pk=record.pk, person=mia).exists()
        assert owned != Erasure.objects.filter(record=record.pk).exists(), results
        assert owned == isinstance(results[0], Record)
