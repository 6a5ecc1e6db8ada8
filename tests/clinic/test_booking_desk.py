"""The week of a clinic: who sees what of it, and what is set there."""

import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clinic.booked import NEED, key, opened, slots
from clinic.world import shown, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.booking.booked import Wanted, book
from multifidus.clinic.booking.models import Closure, Desk, Hours, OpenDay, Visit, VisitKind
from multifidus.clinic.booking.rules import Need
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.jobs.running import work_off
from multifidus.clinic.records.consents import withdraw
from multifidus.clinic.records.erasure import ask

TOLD = "my wee smells odd and my back locked up"


@pytest.fixture
def kind(world) -> VisitKind:
    return opened(world.riverside, world.clinician)


@pytest.fixture
def base(world) -> str:
    return f"/clinics/{world.riverside.pk}/visits/"


def booked(kind, record, number=0) -> Visit:
    slot = slots(kind)[number]
    return book(record, Wanted(kind, slot.clinician, slot.span.starts), by=record.person, need=NEED)


def week_of(browser, base, visit):
    day = visit.starts.date()
    return shown(browser.get(base, {"week": day.isoformat()}))


def test_a_scheduler_sees_names_times_and_how_soon_and_no_word_of_what_was_told(world, kind, base, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": TOLD}, author=world.ada.person)
    made = reassess(world.ada)
    visit = booked(kind, world.ada)
    browser = signed_in(world.scheduler)

    for page in (week_of(browser, base, visit), shown(browser.get(f"{base}{visit.pk}/"))):
        assert "Ada" in page
        assert f"{visit.starts:%H:%M}" in page
        assert f'class="badge {made.urgency}"' in page
        for word in ("smells", "locked", "infection", "strain", "What was told", f"/records/{world.ada.pk}/"):
            assert word not in page


def test_without_consent_a_clinic_gets_name_and_time_and_not_how_soon(world, kind, base, signed_in):
    keep(world.cleo, Reading.Kind.NOTE, {"text": TOLD}, author=world.cleo.person)
    reassess(world.cleo)
    visit = booked(kind, world.cleo)
    browser = signed_in(world.scheduler)

    page = week_of(browser, base, visit)
    assert "Cleo" in page
    assert 'class="badge' not in page
    assert "shares name and time alone" in shown(browser.get(f"{base}{visit.pk}/"))
    assert browser.get(f"{base}book/{world.cleo.pk}").status_code == 404


def test_how_soon_is_told_no_more_once_consent_is_withdrawn(world, kind, base, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": TOLD}, author=world.ada.person)
    reassess(world.ada)
    visit = booked(kind, world.ada)
    withdraw(world.ada, world.riverside, by=world.ada.person)

    page = week_of(signed_in(world.scheduler), base, visit)
    assert "Ada" in page
    assert 'class="badge' not in page


def test_a_clinician_sees_their_own_week_and_nobody_elses(world, kind, base, signed_in):
    carlos = working("carlos", world.riverside, Role.CLINICIAN)
    visit = booked(kind, world.ada)

    assert "Ada" in week_of(signed_in(world.clinician), base, visit)
    assert "Ada" not in week_of(signed_in(carlos), base, visit)
    assert signed_in(carlos).get(f"{base}{visit.pk}/").status_code == 404


def test_an_administrator_sets_hours_and_sees_no_name(world, kind, base, signed_in):
    visit = booked(kind, world.ada)
    browser = signed_in(world.administrator)

    for url in ("", "waiting", "book", f"{visit.pk}/", f"{visit.pk}/move", f"{visit.pk}/cancel"):
        assert browser.get(base + url).status_code == 404
    for url in ("hours", "kinds", "closures", "desk"):
        assert "Ada" not in shown(browser.get(base + url))
    day = visit.starts.date().isoformat()
    answer = browser.post(f"{base}closures", {"who": "", "first_day": day, "last_day": day, "why": "closed"})
    assert answer.status_code == 409
    assert "One visit lies in it" in shown(answer)
    assert "Ada" not in shown(answer)


def test_nobody_of_another_clinic_gets_in(world, kind, base, signed_in):
    visit = booked(kind, world.ada)
    for who in (world.other_clinician, world.bert.person, world.ada.person):
        for url in ("", "waiting", "book", "hours", "kinds", "closures", "desk", f"{visit.pk}/"):
            assert signed_in(who).get(base + url).status_code == 404


def test_a_visit_of_one_clinic_is_not_found_through_another(world, kind, signed_in):
    visit = booked(kind, world.ada)
    both = world.other_clinician
    Membership.objects.create(person=both, clinic=world.hillside, role=Role.SCHEDULER)

    assert signed_in(both).get(f"/clinics/{world.hillside.pk}/visits/{visit.pk}/").status_code == 404


def test_a_scheduler_books_moves_and_cancels_for_somebody_in_care(world, kind, base, signed_in):
    browser = signed_in(world.scheduler)
    found = shown(browser.post(f"{base}book", {"name": "ADA"}))
    assert f"{base}book/{world.ada.pk}" in found
    assert "Bert" not in found
    assert "Cleo" not in found

    browser.post(f"{base}book/{world.ada.pk}", {"slot": key(slots(kind)[0])})
    visit = Visit.objects.get()
    assert (visit.record, visit.booked_by) == (world.ada, world.scheduler)

    other = slots(kind)[6]
    browser.post(f"{base}{visit.pk}/move", {"slot": key(other)})
    visit.refresh_from_db()
    assert visit.starts == other.span.starts

    browser.post(f"{base}{visit.pk}/cancel")
    visit.refresh_from_db()
    assert visit.state == "cancelled"
    work_off()
    assert {one.to[0] for one in mail.outbox} == {"ada@example.org"}


def test_what_a_scheduler_does_to_a_visit_is_seen_by_its_person(world, kind, base, signed_in):
    visit = booked(kind, world.ada)
    before = Entry.objects.count()
    signed_in(world.scheduler).post(f"{base}{visit.pk}/cancel")

    new = [(one.act, one.kind, one.clinic) for one in Entry.objects.order_by("pk")[before:] if one.kind == "visit"]
    assert ("write", "visit", world.riverside.pk) in new
    page = shown(signed_in(world.ada.person).get(reverse("who_looked", args=[world.ada.pk])))
    assert "Sam" in page


def test_the_desk_loses_a_race_in_clear_words(world, kind, base, signed_in):
    slot = slots(kind)[0]
    booked(kind, world.cleo)

    answer = signed_in(world.scheduler).post(f"{base}book/{world.ada.pk}", {"slot": key(slot)})

    assert answer.status_code == 409
    assert "somebody was quicker" in shown(answer)


def test_time_with_visits_in_it_is_blocked_only_when_somebody_says_so_and_their_people_are_told(
    world, kind, base, signed_in
):
    visit = booked(kind, world.ada)
    work_off()
    mail.outbox.clear()
    member = Membership.objects.get(person=world.clinician)
    day = visit.starts.date().isoformat()
    sent = {"who": str(member.pk), "first_day": day, "last_day": day, "why": "away"}
    browser = signed_in(world.scheduler)

    answer = browser.post(f"{base}closures", sent)
    assert answer.status_code == 409
    assert "Ada" in shown(answer)
    assert Entry.objects.filter(act="list", kind="visit", clinic=world.riverside.pk).exists(), "names were shown"
    assert not Closure.objects.exists()

    answer = browser.post(f"{base}closures", {**sent, "asked": "1", "even": "on"})
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.held.count()) == ("unsettled", 0)
    work_off()
    assert "has to change the time" in " ".join(one.subject for one in mail.outbox if one.to == ["ada@example.org"])
    assert "These visits need another time" in shown(browser.get(base))


def test_a_clinician_blocks_their_own_time_and_nobody_elses(world, kind, base, signed_in):
    carlos = Membership.objects.create(
        person=working("carlos", world.riverside, Role.CLINICIAN), clinic=world.hillside, role=Role.CLINICIAN
    )
    other = Membership.objects.get(person=carlos.person, clinic=world.riverside)
    mine = Membership.objects.get(person=world.clinician)
    browser = signed_in(world.clinician)
    day = (timezone.now() + timedelta(days=20)).date().isoformat()
    sent = {"first_day": day, "last_day": day, "why": "away"}

    assert browser.post(f"{base}closures", {**sent, "who": str(other.pk)}).status_code == 422
    assert browser.post(f"{base}closures", {**sent, "who": ""}).status_code == 422
    assert browser.post(f"{base}closures", {**sent, "who": str(mine.pk)}).status_code == 302
    whole = Closure.objects.create(
        clinic=world.riverside, starts=timezone.now(), ends=timezone.now() + timedelta(hours=1), why="closed"
    )
    assert browser.post(f"{base}closures/{whole.pk}/end").status_code == 404


def test_blocked_time_follows_the_clock_of_the_clinic(world, kind, base, signed_in):
    Clinic.objects.filter(pk=world.riverside.pk).update(time_zone="America/New_York")
    sent = {
        "who": "",
        "first_day": "2027-03-14",
        "first_time": "01:00",
        "last_day": "2027-03-14",
        "last_time": "04:00",
        "why": "closed",
    }
    signed_in(world.scheduler).post(f"{base}closures", sent)

    closure = Closure.objects.get()
    assert closure.ends - closure.starts == timedelta(hours=2), "one hour of that night does not exist"


def test_hours_and_kinds_are_set_and_ended(world, base, signed_in):
    member = Membership.objects.get(person=world.clinician)
    browser = signed_in(world.administrator)
    sent = {"clinician": str(member.pk), "weekdays": ["0", "2"], "begins": "09:00", "ends": "12:00"}

    browser.post(f"{base}hours", {**sent, "valid_from": "2026-01-05"})
    assert sorted(Hours.objects.values_list("weekday", flat=True)) == [0, 2]
    row = Hours.objects.first()
    browser.post(f"{base}hours/{row.pk}/end")
    row.refresh_from_db()
    assert row.valid_until < timezone.now().date()

    browser.post(f"{base}kinds", {"name": "Follow-up", "minutes": "20", "where": "phone", "urgencies": ["soon"]})
    kind = VisitKind.objects.get()
    assert (kind.minutes, kind.where, kind.urgencies) == (20, "phone", ["soon"])
    assert browser.post(f"{base}kinds/{kind.pk}/retire").status_code == 302
    kind.refresh_from_db()
    assert kind.retired_at


def test_the_desk_keeps_holidays_telephone_and_whom_it_takes(world, base, signed_in):
    browser = signed_in(world.scheduler)
    page = shown(browser.get(f"{base}desk"))
    assert "Christmas Day" in page
    assert "Scotland" in page

    christmas = next(one for one in re.findall(r'value="(\d{4}-12-25)"', page))
    browser.post(f"{base}desk", {"phone": "+44 1632 960123", "keeps_holidays": "on", "open_days": [christmas]})

    desk = Desk.objects.get()
    assert (desk.phone, desk.takes_new, desk.keeps_holidays) == ("+44 1632 960123", False, True)
    assert [one.day.isoformat() for one in OpenDay.objects.all()] == [christmas]


HOSTILE = ["", "x", "<script>alert(1)</script>", "'; DROP TABLE booking_hours; --", "\x00", "99:99", "9999-99-99", "-1"]


@pytest.mark.parametrize("typed", [*HOSTILE, "z" * 1_000_000], ids=range(len(HOSTILE) + 1))
def test_no_value_of_a_form_breaks_a_page_of_the_desk(world, kind, base, signed_in, typed):
    browser = signed_in(world.scheduler)
    visit = booked(kind, world.ada)
    few = typed[:3000]
    fields = {
        "hours": ("clinician", "weekdays", "begins", "ends", "valid_from", "valid_until"),
        "kinds": ("minutes", "where", "urgencies", "name"),
        "closures": ("who", "first_day", "first_time", "last_day", "last_time", "why"),
        f"{visit.pk}/move": ("slot", "sent_as"),
        f"book/{world.ada.pk}": ("sent_as", "slot"),
    }
    for url, names in fields.items():
        answer = browser.post(base + url, dict.fromkeys(names, few) | {names[-1]: typed})
        assert answer.status_code == 422, url
        assert b"<script>alert(1)" not in answer.content
    told = browser.post(f"{base}desk", {"phone": typed, "subdivision": few, "open_days": few})
    assert told.status_code == 422
    assert browser.post(f"{base}book", {"name": typed, "page": few}).status_code in (200, 422)
    assert browser.get(base, {"week": few}).status_code == 200
    assert browser.get(f"{base}book/{world.ada.pk}", {"kind": few, "clinician": few, "from": few}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "1999-12-31", "2099-12-31"])
def test_any_week_that_is_asked_for_is_shown_or_this_one(world, kind, base, signed_in, day):
    assert signed_in(world.scheduler).get(base, {"week": day}).status_code == 200


def test_hours_that_make_no_sense_are_told_at_their_field(world, base, signed_in):
    member = Membership.objects.get(person=world.clinician)
    sent = {"clinician": str(member.pk), "weekdays": ["0"], "begins": "12:03", "ends": "09:00"}

    page = shown(
        signed_in(world.scheduler).post(
            f"{base}hours", {**sent, "valid_from": "2026-05-05", "valid_until": "2026-05-01"}
        )
    )

    assert "steps of five minutes" in page
    assert "before it begins" in page
    assert "before the first one" in page
    assert 'value="12:03"' in page


def test_a_closed_record_leaves_no_name_in_the_week(world, kind, base, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": "It locked."}, author=world.clinician, clinic=world.riverside)
    visit = booked(kind, world.ada)
    ask(world.ada, by=world.ada.person)

    assert "Ada" not in week_of(signed_in(world.scheduler), base, visit)
    assert signed_in(world.scheduler).get(f"{base}{visit.pk}/").status_code == 404


def test_the_week_shows_the_clock_of_the_clinic_to_whoever_looks_from_elsewhere(world, base, signed_in):
    Clinic.objects.filter(pk=world.riverside.pk).update(time_zone="Europe/London")
    world.riverside.refresh_from_db()
    kind = opened(world.riverside, world.clinician)
    type(world.scheduler).objects.filter(pk=world.scheduler.pk).update(time_zone="Asia/Tokyo")
    visit = booked(kind, world.ada)

    local = visit.starts.astimezone(ZoneInfo("Europe/London"))
    browser = signed_in(world.scheduler)
    assert f"{local:%H:%M}" in week_of(browser, base, visit)
    assert f'<span class="clock">{local:%H:%M}' in shown(browser.get(f"{base}{visit.pk}/"))
    assert f"<strong>{local:%H}" in shown(browser.get(f"{base}{visit.pk}/move"))


def test_hours_of_the_past_hold_no_more(world, base):
    member = Membership.objects.get(person=world.clinician)
    kind = VisitKind.objects.create(clinic=world.riverside, name="First visit", minutes=30)
    for day in range(7):
        Hours.objects.create(
            membership=member,
            weekday=day,
            begins=time(9),
            ends=time(17),
            valid_from=date(2020, 1, 1),
            valid_until=date(2021, 1, 1),
        )
    assert slots(kind) == []


def test_a_clinician_sees_the_visit_in_the_chart_and_in_the_worklist(world, kind, signed_in):
    visit = booked(kind, world.ada)
    browser = signed_in(world.clinician)
    page = f"/records/{world.ada.pk}/visits/{visit.pk}/"

    assert page in shown(browser.get(f"/records/{world.ada.pk}/"))
    assert page in shown(browser.get("/records/"))


def test_a_visit_at_another_clinic_stands_in_no_chart_of_this_one(world, kind, signed_in):
    there = opened(world.hillside, world.other_clinician)
    visit = booked(there, world.ada)
    browser = signed_in(world.clinician)

    assert str(visit.pk) not in shown(browser.get(f"/records/{world.ada.pk}/"))
    assert str(visit.pk) not in shown(browser.get("/records/"))
    assert browser.get(f"/records/{world.ada.pk}/visits/{visit.pk}/").status_code == 404


def test_a_visit_that_needs_another_time_is_not_lost_when_its_old_time_passes(world, kind, base, signed_in):
    visit = booked(kind, world.ada)
    then = timezone.now() - timedelta(days=3)
    visit.held.all().delete()
    Visit.objects.filter(pk=visit.pk).update(state="unsettled", starts=then, ends=then + timedelta(minutes=30))

    assert "Ada" in shown(signed_in(world.scheduler).get(base))
    mine = signed_in(world.ada.person)
    assert "Needs another time" in shown(mine.get(f"/records/{world.ada.pk}/visits/"))
    mine.post(f"/records/{world.ada.pk}/visits/{visit.pk}/move", {"slot": key(slots(kind)[0])})
    visit.refresh_from_db()
    assert visit.state == "booked"
    assert visit.starts > timezone.now()


def test_who_turned_urgent_after_booking_stands_above_the_week_and_is_told(world, kind, base, signed_in, monkeypatch):
    slot = next(one for one in slots(kind) if one.span.starts > timezone.now() + timedelta(days=3))
    book(world.ada, Wanted(kind, slot.clinician, slot.span.starts), by=world.ada.person, need=NEED)
    assert "should be seen sooner" not in shown(signed_in(world.scheduler).get(base))

    urgent = Need("urgent", None, asked=True)
    monkeypatch.setattr("multifidus.clinic.booking.pages.mine.need_of", lambda record: urgent)
    found = "multifidus.clinic.booking.pages.week.urgencies_of"
    monkeypatch.setattr(found, lambda clinic, ids: dict.fromkeys(ids, "urgent"))

    page = shown(signed_in(world.scheduler).get(base))
    assert "These people should be seen sooner" in page
    assert "Ada" in page
    mine = shown(signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/"))
    assert "Your visit is later than it should be" in mine
