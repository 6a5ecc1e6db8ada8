"""Clinics: who works in them, who may change them, how one is opened."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.world import shown, somebody, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.clinics.memberships import LastAdministratorError, end
from multifidus.clinic.clinics.models import Clinic, Invitation, Membership, Role
from multifidus.clinic.people.closing import close, objections


def membership_of(person, role=None):
    return person.memberships.get(**({"role": role} if role else {}))


def address(world, membership):
    return f"/clinics/{world.riverside.pk}/members/{membership.pk}/end"


def test_an_administrator_sees_who_works_there_as_what(world, signed_in):
    page = signed_in(world.administrator).get(f"/clinics/{world.riverside.pk}/").content.decode()

    for word in ("carla@example.org", "Clinician", "sam@example.org", "Scheduler", "alex@example.org", "(you)"):
        assert word in page
    assert "olga@example.org" not in page, "who works in another clinic"


def test_an_administrator_reads_no_name_of_anybody_in_care(world, signed_in):
    browser = signed_in(world.administrator)
    for page in ("/records/", f"/clinics/{world.riverside.pk}/", f"/records/emergencies/{world.riverside.pk}"):
        assert "Ada" not in shown(browser.get(page))


def test_an_ended_membership_counts_from_the_next_request_on_in_open_sessions_too(world, signed_in):
    open_session = Client()
    open_session.force_login(world.clinician)
    assert open_session.get(f"/records/{world.ada.pk}/").status_code == 200

    signed_in(world.administrator).post(address(world, membership_of(world.clinician)))

    assert open_session.get(f"/records/{world.ada.pk}/").status_code == 404
    assert open_session.get("/records/").status_code == 302, "led to their own record, as who works nowhere"


def test_whoever_works_somewhere_may_leave(world, signed_in):
    mine = membership_of(world.clinician)
    signed_in(world.clinician).post(address(world, mine))
    mine.refresh_from_db()

    assert mine.ended_at is not None
    assert Entry.objects.filter(act="leave", clinic=world.riverside.pk).exists()


def test_the_last_administrator_cannot_leave_and_is_told_what_to_do(world, signed_in):
    mine = membership_of(world.administrator)
    answer = signed_in(world.administrator).post(address(world, mine))

    assert answer.status_code == 409
    assert "Invite another administrator first" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.ended_at is None


def test_an_administrator_whose_account_is_switched_off_does_not_count(world):
    second = working("anna", world.riverside, Role.ADMINISTRATOR)
    second.is_active = False
    second.save()

    with pytest.raises(LastAdministratorError):
        end(membership_of(world.administrator), by=world.administrator)


def test_with_a_second_administrator_the_first_may_leave(world):
    working("anna", world.riverside, Role.ADMINISTRATOR)
    end(membership_of(world.administrator), by=world.administrator)

    assert world.administrator.memberships.get().ended_at is not None


def test_the_last_administrator_cannot_close_their_account_and_is_told_why(world):
    assert "Nobody else administers Riverside Backs" in objections(world.administrator)[0]
    assert objections(world.clinician) == []


def test_with_a_closed_account_the_memberships_end(world):
    close(world.clinician, by=world.clinician)
    close(world.administrator, by=None)  # by a command: the operator opens the clinic to a new one

    assert not Membership.objects.filter(clinic=world.riverside, ended_at=None).exclude(role=Role.SCHEDULER).exists()


def test_nobody_ends_a_membership_of_another_clinic(world, signed_in):
    theirs = membership_of(world.other_clinician)
    browser = signed_in(world.administrator)

    assert browser.post(f"/clinics/{world.hillside.pk}/members/{theirs.pk}/end").status_code == 404
    assert browser.post(address(world, theirs)).status_code == 404, "under the address of one's own clinic neither"
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_a_clinician_does_not_end_the_membership_of_another(world, signed_in):
    assert signed_in(world.clinician).post(address(world, membership_of(world.scheduler))).status_code == 404


CHANGE = {"name": "Riverside Spine", "country": "IE", "time_zone": "Europe/Dublin", "retention_years": "12"}


def test_an_administrator_changes_name_country_time_zone_and_retention(world, signed_in):
    signed_in(world.administrator).post(f"/clinics/{world.riverside.pk}/change", CHANGE)
    world.riverside.refresh_from_db()

    assert (world.riverside.name, world.riverside.country) == ("Riverside Spine", "IE")
    assert (world.riverside.time_zone, world.riverside.retention_years) == ("Europe/Dublin", 12)
    assert Entry.objects.filter(act="write", kind="clinic", clinic=world.riverside.pk).exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "hillside SPINE centre", "Another clinic here has this name"),
        ("country", "XX", "Select a valid choice"),
        ("time_zone", "Moon/Tycho", "Select a valid choice"),
        ("retention_years", "1", "greater than or equal to 5"),
    ],
)
def test_what_a_clinic_cannot_be_is_said_at_the_field_and_keeps_what_was_typed(world, signed_in, field, value, told):
    answer = signed_in(world.administrator).post(f"/clinics/{world.riverside.pk}/change", {**CHANGE, field: value})

    assert answer.status_code == 200
    assert told in str(answer.context["form"].errors[field])
    assert "12" in answer.content.decode() or field == "retention_years"
    world.riverside.refresh_from_db()
    assert world.riverside.name == "Riverside Backs"


def opened(*more) -> str:
    said = io.StringIO()
    call_command("open_clinic", "Dockside", "--administrator", "dora@example.org", *more, stdout=said)
    return said.getvalue()


def test_a_clinic_is_opened_from_the_command_line_and_its_administrator_gets_a_link(db, client):
    said = opened("--country", "GB", "--time-zone", "Europe/London", "--address", "https://backs.example.org")
    link = said.split()[-1]

    assert link.startswith("https://backs.example.org/invitation/")
    assert Clinic.objects.get().country == "GB"
    page = client.get(link.removeprefix("https://backs.example.org"), follow=True).content.decode()
    assert "Dockside invites you" in page


def test_opening_it_twice_opens_one_clinic_and_only_the_newest_link_works(db, client):
    first, second = opened().split()[-1], opened().split()[-1]

    assert Clinic.objects.count() == 1
    assert first != second
    assert client.get(first.removeprefix("http://127.0.0.1:8000")).status_code == 404
    assert client.get(second.removeprefix("http://127.0.0.1:8000")).status_code == 302


def test_opening_it_again_changes_nothing_once_it_has_its_administrator(db):
    opened()
    Membership.objects.create(person=somebody("dora"), clinic=Clinic.objects.get(), role=Role.ADMINISTRATOR)
    before = Invitation.objects.count()

    assert "nothing was changed" in opened()
    assert Invitation.objects.count() == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--country", "XX"], "--country: not known"),
        (["--time-zone", "Mars"], "--time-zone: not known"),
        (["--administrator", "dora"], "--administrator: this is no e-mail address"),
    ],
)
def test_what_open_clinic_cannot_take_is_named_with_what_to_write(db, more, told):
    with pytest.raises(CommandError, match=told):
        opened(*more)
    assert not Clinic.objects.exists()
