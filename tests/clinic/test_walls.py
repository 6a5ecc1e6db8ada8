from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from clinic.world import with_record, working
from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.clinics.models import Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import EmergencyAccess, Opened, Record
from multifidus.clinic.records.walls import Wish, open_record, records_open_to


def test_a_person_sees_their_own_record(world, signed_in):
    assert signed_in(world.ada.person).get(f"/records/{world.ada.pk}/").status_code == 200


def test_a_person_does_not_see_the_record_of_another_in_the_same_clinic(world, signed_in):
    assert signed_in(world.ada.person).get(f"/records/{world.bert.pk}/").status_code == 404


def test_a_clinician_sees_who_is_in_the_care_of_their_clinic_and_nobody_else(world, signed_in):
    browser = signed_in(world.clinician)

    assert browser.get(f"/records/{world.ada.pk}/").status_code == 200
    assert browser.get(f"/records/{world.bert.pk}/").status_code == 404
    assert browser.get(f"/records/{world.cleo.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["scheduler", "administrator"])
def test_whoever_plans_or_administers_reads_no_chart(world, signed_in, role):
    assert signed_in(getattr(world, role)).get(f"/records/{world.ada.pk}/").status_code == 404


def test_nobody_reads_a_chart_without_signing_in(world, client):
    answer = client.get(f"/records/{world.ada.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("wish", list(Wish))
def test_one_record_opens_to_whom_it_is_listed_and_to_nobody_else(world, wish):
    """`open_record` asks for one record in another way than the lists do; they may never differ."""
    now = timezone.now()
    both = with_record("dora", world.riverside, world.hillside)
    closed = with_record("erik", world.riverside)
    Record.objects.filter(pk=closed.pk).update(closed_at=now, person=None)
    left = with_record("fred", world.riverside)
    left.consents.update(withdrawn_at=now)
    Membership.objects.create(person=world.ada.person, clinic=world.hillside, role=Role.CLINICIAN)
    former = working("gina", world.riverside, Role.CLINICIAN)
    former.memberships.update(ended_at=now)
    for record, minutes in ((world.bert, 5), (left, -5), (closed, 5)):
        for clinician, clinic in ((world.clinician, world.riverside), (former, world.riverside)):
            EmergencyAccess.objects.create(
                record=record,
                clinician=clinician,
                clinic=clinic,
                reason="found on the floor",
                at=now - timedelta(hours=1),
                until=now + timedelta(minutes=minutes),
            )
    told = {}
    for person in Person.objects.all():
        listed = set(records_open_to(person, wish).values_list("pk", flat=True))
        for record in Record.objects.all():
            try:
                opened = open_record(person, record.pk, wish, Act.READ)
            except Http404:
                assert record.pk not in listed, f"{person.email} sees {record.name} in a list and cannot open it"
            else:
                assert record.pk in listed, f"{person.email} opens {record.name} without seeing it in a list"
                told[person.email, record.name] = opened.opened
    if wish is Wish.READ:
        assert told["carla@example.org", "Ada"] == Opened(Ground.CONSENT, world.riverside.pk)
        assert told["carla@example.org", "Bert"] == Opened(Ground.BREAK_GLASS, world.riverside.pk)
        assert told["olga@example.org", "Dora"] == Opened(Ground.CONSENT, world.hillside.pk)
        assert told["ada@example.org", "Ada"] == Opened(Ground.OWN)
        assert told["ada@example.org", "Bert"] == Opened(Ground.CONSENT, world.hillside.pk)
        assert not any(email == former.email or name == "Erik" for email, name in told)
        assert both.name in {name for _, name in told}
